/*
 * feed_pace.c: how often to come back, and whether the feed is all there is (RFC 5005).
 */
#include "read/feed_element.h"

void
take_close_ttl(struct feed_reader *reader, struct frame *frame, struct str text)
{
	uint64_t minutes;

	(void)frame;
	text = str_trim(text);
	if (!reader->item_depth && pull_number(&text, INT32_MAX, &minutes) && !text.n)
		reader->feed->ttl_min = (int64_t)minutes;
}

void
take_close_hour(struct feed_reader *reader, struct frame *frame, struct str text)
{
	uint64_t hour;

	(void)frame;
	text = str_trim(text);
	if (!reader->item_depth && pull_number(&text, 24, &hour) && !text.n)
		reader->feed->skip_hours |= UINT32_C(1) << hour % 24;
}

void
take_close_day(struct feed_reader *reader, struct frame *frame, struct str text)
{
	static const char *const days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

	(void)frame;
	for (unsigned i = 0; !reader->item_depth && i < LENGTH(days); i++)
		if (str_starts_nocase(str_trim(text), str_from_c(days[i])))
			reader->feed->skip_days |= UINT32_C(1) << i;
}

void
take_close_period(struct feed_reader *reader, struct frame *frame, struct str text)
{
	static const struct {
		const char *name;
		int64_t minutes;
	} periods[] = { { "hourly", 60 }, { "daily", 1440 }, { "weekly", 10080 },
		{ "monthly", 43200 }, { "yearly", 525600 } };

	(void)frame;
	for (size_t i = 0; i < LENGTH(periods); i++)
		if (str_equal_nocase(str_trim(text), str_from_c(periods[i].name)))
			reader->period_min = periods[i].minutes;
}

void
take_close_frequency(struct feed_reader *reader, struct frame *frame, struct str text)
{
	uint64_t times;

	(void)frame;
	text = str_trim(text);
	if (pull_number(&text, 100000, &times) && times)
		reader->frequency = (int64_t)times;
}

void
take_open_complete(struct feed_reader *reader, struct frame *frame)
{
	(void)frame;
	reader->feed->is_complete |= !reader->item_depth;
}

void
take_open_archive(struct feed_reader *reader, struct frame *frame)
{
	(void)frame;
	reader->feed->is_archive |= !reader->item_depth;
}

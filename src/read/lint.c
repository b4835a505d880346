#include "read/lint.h"
#include "read/lint_element.h"

/* ---- what the reader of XML asks for and tells ---- */

static bool
more(void *context, struct buf *window)
{
	return feed_reading_more(((struct lint *)context)->reading, window);
}

static void
on_fault(void *context, const char *rule, struct str what, size_t at, uint32_t line)
{
	lint_tell(context, rule, what, &(struct level){ .at = at, .line = line });
}

/* libxml2 compares each attribute of a tag with all before it: one with a million takes it hours.
 */
static void
spent(void *context, struct str text)
{
	struct lint *lint = context;

	if (!lint->xml.attrs_cut)
		wellformed_push(lint->wellformed, text);
}

/* ---- the walk ---- */

static void
walk(struct lint *lint)
{
	while (!feed_reading_is_over(lint->reading))
		switch (xml_next(&lint->xml)) {
		case XML_OPEN:
			lint_open(lint);
			break;
		case XML_CLOSE:
			lint_close(lint);
			break;
		case XML_TEXT:
			if (lint->xml.depth && lint->text.n + lint->xml.text.n <= LINT_TEXT_MAX)
				buf_push_str(&lint->text, lint->xml.text);
			break;
		case XML_END:
			return;
		}
}

/* Before all other faults, which may follow from it. */
static void
tell_first(struct lint *lint, const char *rule, struct str what, uint32_t line)
{
	struct arena *arena = lint->reading->arena;
	struct feed_faults before = lint->feed->faults;

	lint->feed->faults = (struct feed_faults){ .more = before.more };
	feed_fault(arena, lint->feed, rule, what, 0, line);
	for (size_t i = 0; i < before.count; i++)
		feed_fault(arena, lint->feed, before.items[i].rule.p, before.items[i].what,
		    before.items[i].at, before.items[i].line);
}

static void
judge(struct lint *lint)
{
	struct str what;
	uint32_t line;

	if (lint->xml.attrs_cut)
		tell_first(lint, "too many attributes", S(""), 1);
	else if (wellformed_is_broken(lint->wellformed, lint->reading->arena, &what, &line))
		tell_first(lint, "not well-formed", what, line);
}

static void
lint_xml(struct feed_reading *reading)
{
	struct lint *lint = arena_new(reading->arena, struct lint);
	const struct xml_owner owner = { lint, more, on_fault, spent };

	lint->reading = reading;
	lint->feed = &reading->feed;
	lint->levels = arena_array(reading->arena, struct level, XML_DEPTH_MAX + 1);
	lint->guids.arena = reading->arena;
	lint->text.max = LINT_TEXT_MAX;
	lint->wellformed = wellformed_open();
	xml_begin(&lint->xml, reading->arena, S(""), &owner);
	walk(lint);
	xml_done(&lint->xml);
	judge(lint);
	wellformed_close(lint->wellformed);
	buf_done(&lint->text);
	if (lint->feed->format == FORMAT_NONE && !lint->has_items && !reading->err.code)
		reading->err = err_new(ERR_FEED, "no element of RSS, Atom, RDF or CDF");
}

static struct err
ignore(void *context, struct feed_entry *item)
{
	(void)context, (void)item;
	return (struct err){ 0 };
}

struct err
feed_lint_stream(struct arena *arena, const struct feed_question *question,
    const struct feed_input *input, struct feed *out)
{
	static const struct feed_sink nowhere = { ignore, NULL };
	struct feed_reading *reading = arena_new(arena, struct feed_reading);

	feed_reading_begin(reading, arena, question, input, &nowhere);
	if (!reading->err.code && feed_reading_is_json(reading))
		feed_from_json(reading);
	else if (!reading->err.code)
		lint_xml(reading);
	return feed_reading_end(reading, out);
}

struct err
feed_lint(struct arena *arena, const struct feed_question *question, struct feed *out)
{
	struct raw rest = question->bytes;
	struct feed_input input = feed_input_from(&rest);

	return feed_lint_stream(arena, question, &input, out);
}

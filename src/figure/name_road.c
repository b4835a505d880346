/* Roads by their numbers: 台61线, 国道1号. */
#include "figure/name.h"

/* What stands before the number, and behind it; the longer ends first. */
static const struct str road_fronts[] = { STR_INIT("国道"), STR_INIT("省道"), STR_INIT("县道"), STR_INIT("台") };
static const struct str road_ends[] = { STR_INIT("号公路"), STR_INIT("号高速公路"), STR_INIT("号线"), STR_INIT("线"), STR_INIT("号") };

static size_t
front_size(struct str text, size_t to)
{
	for (size_t i = 0; i < LENGTH(road_fronts); i++)
		if (str_ends(str_slice(text, 0, to), road_fronts[i]))
			return road_fronts[i].n;
	return 0;
}

/* 台 alone has lines, no numbers: 第一台3号机. */
static size_t
end_size(struct str text, size_t at, bool is_line)
{
	for (size_t i = 0; i < LENGTH(road_ends); i++)
		if (str_starts(str_from(text, at), road_ends[i]) && (!is_line || str_equal(road_ends[i], S("线"))))
			return road_ends[i].n;
	return 0;
}

void
names_by_road(struct naming *naming)
{
	const struct analysis *analysis = naming->analysis;

	for (size_t i = 0; i < analysis->count_count; i++) {
		struct span number = analysis->counts[i].span;
		size_t front = char_is_digit(naming->text.p[number.from]) ? front_size(naming->text, number.from) : 0;
		size_t end = front ? end_size(naming->text, number.to, front == HAN_SIZE) : 0;
		struct name_part *part = end ? name_claim(naming, number.from - front, number.to + end, NAME_PLACE, NULL) : NULL;
		if (part)
			part->is_road = true;
	}
}

#include "figure/frame.h"

enum { PARTS_MAX = 40 }; /* that add up to one */

static bool
whole_value(const struct analysis *analysis, const struct event_frame *frame, uint64_t *out)
{
	const struct bounds *value = &analysis->quantities[frame->quantity].value;
	struct str digits = str_from_c(value->min);

	return digits.n && strcmp(value->min, value->max) == 0 && pull_number(&digits, 1ull << 50, out) && !digits.n;
}

static bool
count_the_same(const struct event_frame *a, const struct event_frame *b)
{
	return str_equal(a->slot, b->slot) && str_equal(a->unit, b->unit);
}

/* How many frames next to ${at}, before or behind it by ${step}, add up to it; 0: none do. */
static size_t
parts_of(const struct analysis *analysis, size_t at, int step)
{
	const struct event_frame *whole = &analysis->frames[at];
	uint64_t want, value, sum = 0;

	if (!whole_value(analysis, whole, &want))
		return 0;
	for (size_t n = 1; n <= PARTS_MAX; n++) {
		size_t i = step > 0 ? at + n : at - n;
		if (i >= analysis->frame_count || !count_the_same(&analysis->frames[i], whole) || analysis->frames[i].total >= 0 ||
		    !whole_value(analysis, &analysis->frames[i], &value))
			return 0;
		sum += value;
		if (sum >= want)
			return sum == want && n > 1 ? n : 0;
	}
	return 0;
}

static void
take_parts(struct analysis *analysis, size_t at, int step)
{
	size_t n = parts_of(analysis, at, step);

	for (size_t k = 1; k <= n; k++)
		analysis->frames[step > 0 ? at + k : at - k].total = (int32_t)analysis->frames[at].quantity;
}

void
frames_total(struct analysis *analysis)
{
	for (size_t i = 0; i < analysis->frame_count; i++)
		if (analysis->frames[i].total < 0) {
			take_parts(analysis, i, 1);
			take_parts(analysis, i, -1);
		}
}

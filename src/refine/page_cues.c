#include "base/err.h"
#include "refine/page_cues.h"

static const struct cue_row {
	struct str text;
	enum page_cue cue;
} rows[] = {
#define ROW(text, cue) { STR_INIT(text), cue },
#include "gen/page_cues.inc"
#undef ROW
};

/* The same, without what they are for. */
static const struct str texts[] = {
#define ROW(text, cue) STR_INIT(text),
#include "gen/page_cues.inc"
#undef ROW
};

/* The first row of ${cue}: rows stand in its order. */
static size_t
first_of(enum page_cue cue)
{
	size_t from = 0, to = LENGTH(rows);

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (rows[middle].cue < cue)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

bool
page_cue(struct str value, enum page_cue cue)
{
	size_t first = first_of(cue);

	return str_has_any_nocase(value, &texts[first], first_of(cue + 1) - first);
}

bool
page_cue_ends(struct str value, enum page_cue cue)
{
	for (size_t i = first_of(cue); i < LENGTH(rows) && rows[i].cue == cue; i++)
		if (str_ends(value, rows[i].text))
			return true;
	return false;
}

ptrdiff_t
page_cue_behind(struct str value, enum page_cue cue)
{
	ptrdiff_t best = -1;

	for (size_t i = first_of(cue); i < LENGTH(rows) && rows[i].cue == cue; i++) {
		ptrdiff_t at = str_find(value, rows[i].text, 0);
		if (at >= 0 && (best < 0 || at + (ptrdiff_t)rows[i].text.n < best))
			best = at + (ptrdiff_t)rows[i].text.n;
	}
	return best;
}

bool
page_cues_in_order(void)
{
	for (size_t i = 1; i < LENGTH(rows); i++)
		if (rows[i].cue < rows[i - 1].cue)
			return false;
	return rows[LENGTH(rows) - 1].cue == CUES - 1;
}

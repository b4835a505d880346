/* Things that are named after people and places: 约翰·霍普金斯大学, 巴黎协定. */
#include "figure/name.h"

#include "base/table.h"

static const struct name_thing thing_rows[] = {
#define ROW(f, k, p) { f, k, p },
#include "gen/name_things.inc"
#undef ROW
};

const struct name_thing *
name_thing_at(const struct naming *naming, size_t at)
{
	struct str text = naming->text;

	if (!rune_set_has(&naming->sets->things, han_at(text, at)))
		return NULL;
	for (size_t n = 4 * HAN_SIZE; n; n -= HAN_SIZE) {
		const struct name_thing *row = at + n <= text.n ? TABLE_FIND(thing_rows, str_slice(text, at, at + n)) : NULL;
		if (row)
			return row;
	}
	return NULL;
}

void
things_fill(struct name_sets *sets)
{
	for (size_t i = 0; i < LENGTH(thing_rows); i++)
		rune_set_add(&sets->things, han_at(str_from_c(thing_rows[i].form), 0));
}

/* ---- titles of works ---- */

enum { WORK_MAX = 90 /* bytes */ };

/* A newspaper stands in such signs as well: 《纽约时报》. */
static bool
is_body(const struct naming *naming, size_t from, size_t to)
{
	const struct match *match = match_at(&naming->analysis->matches, LEX_ORGANISATION, (uint32_t)from);

	return match && match->span.to == to;
}

/* What stands in 《》 is no name, but for the bodies of the tables: nothing in it is claimed. */
void
names_hide_work(struct naming *naming, size_t at)
{
	size_t from = at + HAN_SIZE;
	ptrdiff_t end = str_find(str_slice(naming->text, from, from + WORK_MAX), S("》"), 0);

	if (end > 0 && !is_body(naming, from, from + (size_t)end))
		memset(naming->taken + from, 1, (size_t)end);
}

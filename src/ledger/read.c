/* read.c: the claims that may answer a question, out of the archive. */
#include <stdlib.h>

#include "ledger/ledger.h"

struct err
ledger_claim_read(struct archive *archive, struct arena *arena, const struct figure_key *key, struct ledger_claim *out)
{
	struct ledger_claim claim = { .key = *key };
	struct article_row row;
	struct figures figures;
	struct err e = revision_text(archive, arena, key->revision, &claim.text);

	if (!e.code)
		e = figures_of(archive, arena, key->revision, claim.text, &figures);
	if (!e.code)
		e = article_get(archive, arena, key->article, &row);
	if (!e.code && key->index >= figures.count)
		e = err_new(ERR_NOT_FOUND, "a figure");
	if (e.code)
		return e;
	claim.figure = figures.items[key->index];
	claim.key.country = claim.figure.place.country;
	claim.key.side = claim.figure.target.country.n ? claim.figure.target.country : claim.figure.actor.country;
	claim.sum = ledger_sum_of(&figures, key->index);
	claim.headline = row.headline;
	claim.source_name = row.source_name;
	claim.source_slug = row.source_slug;
	claim.lang = row.lang;
	*out = claim;
	return e;
}

static int
by_time(const void *a, const void *b)
{
	const struct figure_key *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

/* What is damaged, or was read anew meanwhile, is passed over. */
static bool
is_passed_over(struct err e)
{
	return e.code == ERR_NOT_FOUND || e.code == ERR_DAMAGE || e.code == ERR_DIGEST || e.code == ERR_WIRE;
}

/* Not counted, and of another event altogether: nobody would take it for an answer. */
static bool
is_far(const struct ledger_claim *asked, const struct ledger_claim *claim)
{
	const struct figure_key *a = &asked->key, *b = &claim->key;

	if (claim->apart == LEDGER_COUNTED || a->article == b->article || (a->story && a->story == b->story))
		return false;
	return !a->place.n || !str_equal(a->place, b->place);
}

/* They are judged once more, since claims name each other by their index. */
static void
drop_far(struct ledger *ledger)
{
	const struct ledger_claim asked = ledger->claims[ledger->asked];
	size_t kept = 0;

	for (size_t i = 0; i < ledger->count; i++) {
		if (is_far(&asked, &ledger->claims[i]))
			continue;
		if (i == ledger->asked)
			ledger->asked = kept;
		ledger->claims[kept++] = ledger->claims[i];
	}
	ledger->count = kept;
	ledger_judge(ledger);
}

static bool
has_key(const struct figure_keys *keys, int64_t id)
{
	for (size_t i = 0; i < keys->count; i++)
		if (keys->items[i].id == id)
			return true;
	return false;
}

struct err
ledger_read(struct archive *archive, struct arena *arena, int64_t id, struct ledger *out)
{
	struct figure_key asked;
	struct figure_keys keys = { 0 };
	struct ledger ledger = { 0 };
	struct err e = figure_key_get(archive, arena, id, &asked);

	/* of what is not known to count anything, nothing is near */
	if (!e.code && asked.slot.n && asked.unit.n)
		e = figures_near(archive, arena, &asked, LEDGER_CLAIMS_MAX, &keys);
	if (e.code)
		return e;
	if (!has_key(&keys, id))
		keys = (struct figure_keys){ .items = &asked, .count = 1 };
	qsort(keys.items, keys.count, sizeof(*keys.items), by_time);
	ledger.claims = arena_array(arena, struct ledger_claim, keys.count + 1);
	ledger.asked = SIZE_MAX;
	for (size_t i = 0; i < keys.count && !e.code; i++) {
		e = ledger_claim_read(archive, arena, &keys.items[i], &ledger.claims[ledger.count]);
		if (!e.code && keys.items[i].id == id)
			ledger.asked = ledger.count;
		ledger.count += !e.code;
		if (is_passed_over(e))
			e = (struct err){ 0 };
	}
	if (!e.code && ledger.asked == SIZE_MAX)
		e = err_new(ERR_NOT_FOUND, "a figure");
	if (e.code)
		return e;
	ledger_judge(&ledger);
	drop_far(&ledger);
	*out = ledger;
	return e;
}

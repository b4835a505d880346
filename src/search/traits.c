#include <stdlib.h>
#include <time.h>

#include "search/traits.h"

/* Each gives ids of articles; one that comes twice is one. */
static const char *const selects[TRAIT_MAX] = {
	/* Rows of stories of one article say so themselves, and are not in the index that this
	   reads. */
	[TRAIT_STORY] = "SELECT article FROM story_articles WHERE story <> article"
			" UNION ALL SELECT story FROM story_articles WHERE story <> article",
	[TRAIT_FIGURES] = "SELECT r.article FROM figure_texts t JOIN revisions r ON r.id = t.revision"
			  " WHERE t.count > 0",
};

static void
trait_add(struct traits *traits, int64_t article, enum trait trait)
{
	if (article >= 0 && article < (int64_t)traits->count)
		traits->bits[article] |= (uint8_t)(1u << trait);
}

static struct err
trait_load(struct traits *traits, struct archive *archive, enum trait trait)
{
	struct sql q = sql_query(archive, selects[trait]);

	while (sql_row(&q))
		trait_add(traits, sql_int(&q, 0), trait);
	return sql_end(&q);
}

/* Ids are given from 1 on and never again, so the last one is the length of the list. */
static struct err
make_room(struct traits *traits, struct archive *archive)
{
	int64_t last = 0;
	struct err e = sql_one_int(archive, "SELECT coalesce(max(id), 0) FROM articles", &last);

	if (e.code)
		return e;
	traits_done(traits);
	traits->count = (size_t)last + 1;
	traits->bits = mem_alloc(traits->count);
	memset(traits->bits, 0, traits->count);
	return e;
}

static int64_t
now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* An import commits several times a second: a large archive is read again when twenty times as long
 * has passed as that takes, so that questions are not about traits alone. */
static bool
are_fresh(const struct traits *traits, uint64_t generation)
{
	enum { CHEAP_NS = 2000000, SHARE = 20 };

	if (!traits->bits)
		return false;
	return traits->generation == generation ||
	       (traits->cost_ns > CHEAP_NS && now_ns() - traits->read_ns < SHARE * traits->cost_ns);
}

struct err
traits_take_up(struct traits *traits, struct archive *archive, uint64_t generation)
{
	int64_t begun = now_ns();
	struct err e;

	if (are_fresh(traits, generation))
		return (struct err){ 0 };
	e = make_room(traits, archive);
	for (enum trait trait = 0; trait < TRAIT_MAX && !e.code; trait++)
		e = trait_load(traits, archive, trait);
	traits->generation = generation;
	traits->read_ns = now_ns();
	traits->cost_ns = traits->read_ns - begun;
	if (e.code)
		traits_done(traits);
	return e;
}

void
traits_done(struct traits *traits)
{
	free(traits->bits);
	*traits = (struct traits){ 0 };
}

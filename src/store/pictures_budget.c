/* pictures_budget.c: how much pictures take, and what is given up where that is too much. */
#include "store/pictures.h"
#include "store/store.h"

/* ---- counting ---- */

static const struct {
	size_t member;
	const char *query;
} figures[] = {
#define FIGURE(member, query)                                  \
	{                                                      \
		offsetof(struct picture_counts, member), query \
	}
	FIGURE(due, "SELECT count(*) FROM pictures WHERE next < 9223372036854775807"),
	FIGURE(originals,
	    "SELECT count(*) FROM blobs WHERE dropped = 0 AND id IN (SELECT original FROM pictures"
	    " WHERE original IS NOT NULL)"),
	FIGURE(original_bytes,
	    "SELECT sum(size) FROM blobs WHERE dropped = 0 AND id IN (SELECT original FROM pictures"
	    " WHERE original IS NOT NULL)"),
	FIGURE(prints,
	    "SELECT count(*) FROM blobs WHERE dropped = 0 AND id IN (SELECT blob FROM prints)"),
	FIGURE(print_bytes,
	    "SELECT sum(size) FROM blobs WHERE dropped = 0 AND id IN (SELECT blob FROM prints)"),
#define GIVEN_UP                                                                             \
	" FROM blobs WHERE dropped > 0 AND id IN (SELECT original FROM pictures WHERE state" \
	" = 5 AND original IS NOT NULL)"
	FIGURE(given_up, "SELECT count(*)" GIVEN_UP),
	FIGURE(given_up_bytes, "SELECT sum(size)" GIVEN_UP),
	FIGURE(given_up_first, "SELECT min(dropped)" GIVEN_UP),
	FIGURE(given_up_last, "SELECT max(dropped)" GIVEN_UP),
#undef GIVEN_UP
#undef FIGURE
};

static struct err
states_count(struct archive *archive, struct picture_counts *counts)
{
	struct sql q = sql_query(archive, "SELECT state, count(*) FROM pictures GROUP BY state");

	while (sql_row(&q))
		if (sql_int(&q, 0) > 0 && sql_int(&q, 0) < PICTURE_STATES)
			counts->by_state[sql_int(&q, 0)] = sql_int(&q, 1);
	return sql_end(&q);
}

struct err
pictures_count(struct archive *archive, struct picture_counts *out)
{
	struct picture_counts counts = { 0 };
	struct err e = states_count(archive, &counts);

	for (size_t i = 0; i < LENGTH(figures) && !e.code; i++)
		e = sql_one_int(
		    archive, figures[i].query, (int64_t *)((char *)&counts + figures[i].member));
	if (!e.code)
		*out = counts;
	return e;
}

/* ---- giving up ---- */

/* The oldest original that is kept (of ${source}, if that is not empty) and has its prints; 0:
 * none.
 */
static struct err
oldest_find(struct archive *archive, struct str source, int64_t *original)
{
	struct sql q = sql_query(
	    archive, source.n ? "SELECT original FROM pictures WHERE source = ? AND state = 2"
				" AND next = 9223372036854775807 ORDER BY fetched, id LIMIT 1"
			      : "SELECT original FROM pictures WHERE state = 2"
				" AND next = 9223372036854775807 ORDER BY fetched, id LIMIT 1");

	if (source.n)
		sql_bind_str(&q, source);
	*original = sql_row(&q) ? sql_int(&q, 0) : 0;
	return sql_end(&q);
}

static struct err
give_up(struct archive *archive, int64_t original, int64_t now, int64_t *freed)
{
	struct blob_row blob = { 0 };
	struct err e = blob_get(archive, original, &blob);

	if (!e.code)
		e = blob_drop(archive, original, now);
	if (!e.code)
		e = pictures_of_original(archive, original, PICTURE_KEPT, PICTURE_GIVEN_UP);
	*freed = blob.dropped ? 0 : blob.size;
	return e;
}

/* What all of them are, that are kept (of ${source}, if that is not empty). */
static struct err
originals_size(struct archive *archive, struct str source, int64_t *out)
{
	struct sql q = sql_query(
	    archive, source.n ? "SELECT sum(size) FROM pictures WHERE source = ? AND state = 2"
			      : "SELECT sum(size) FROM pictures WHERE state = 2");

	if (source.n)
		sql_bind_str(&q, source);
	*out = sql_row(&q) ? sql_int(&q, 0) : 0;
	return sql_end(&q);
}

/* Until ${used} and ${more} are within ${limit}, or nothing is left to give up. */
static struct err
make_room(struct archive *archive, struct str source, int64_t used, int64_t more, int64_t limit,
    int64_t now, struct pictures_given *given)
{
	int64_t originals = 0;
	struct err e = { 0 };

	if (!limit || used + more <= limit)
		return e;
	e = originals_size(archive, source, &originals);
	/* nothing is given up for what has no room even then */
	if (!e.code && used <= limit && used + more - originals > limit) {
		given->full = true;
		return e;
	}
	while (!e.code && used + more > limit) {
		int64_t original = 0, freed = 0;
		e = oldest_find(archive, source, &original);
		if (e.code || !original) {
			given->full |= !e.code;
			break;
		}
		e = give_up(archive, original, now, &freed);
		used -= freed;
		given->originals += freed > 0;
		given->bytes += freed;
	}
	return e;
}

struct err
pictures_make_room(struct archive *archive, const struct picture_budget *budget, struct str source,
    int64_t more, int64_t now, struct pictures_given *given)
{
	int64_t used = 0;
	struct err e = archive_may_write(archive);

	if (!e.code && budget->source && source.n)
		e = originals_size(archive, source, &used);
	if (!e.code && budget->source && source.n)
		e = make_room(archive, source, used, more, budget->source, now, given);
	if (!e.code && budget->total)
		e = blobs_size(archive, &used);
	if (!e.code && budget->total)
		e = make_room(archive, S(""), used, more, budget->total, now, given);
	return e;
}

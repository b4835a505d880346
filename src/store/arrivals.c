#include "store/arrivals.h"

#include "store/store.h"

/* Of the whole archive the numbers of the texts are the places; of a part they are counted.  The
 * index over (article, n) holds all that is asked for. */
#define OF_SOURCE "FROM articles a CROSS JOIN revisions r ON r.article = a.id WHERE a.source = ?1 "
#define OF_CHANGES                                                                \
	"FROM articles a CROSS JOIN revisions r ON r.article = a.id AND r.n > 1 " \
	"WHERE a.revisions > 1 "
#define PLACES "ORDER BY r.id LIMIT ?3 OFFSET ?2"

static const struct {
	const char *count, *list;
} shelves[2][2] = {
	{ { "SELECT max(id) FROM revisions",
	      "SELECT id, article, n FROM revisions WHERE ?1 = 0 AND id > ?2 AND id <= ?2 + ?3 "
	      "ORDER BY id" },
	    { "SELECT count(*) " OF_CHANGES "AND ?1 = 0",
		"SELECT r.id, r.article, r.n " OF_CHANGES "AND ?1 = 0 " PLACES } },
	{ { "SELECT count(*) " OF_SOURCE, "SELECT r.id, r.article, r.n " OF_SOURCE PLACES },
	    { "SELECT count(*) " OF_SOURCE "AND r.n > 1",
		"SELECT r.id, r.article, r.n " OF_SOURCE "AND r.n > 1 " PLACES } },
};

struct err
arrivals_count(struct archive *archive, const struct shelf_of *shelf, int64_t *out)
{
	struct sql q = sql_query(archive, shelves[shelf->source != 0][shelf->changes].count);
	int64_t count = 0;

	if (shelf->source || shelf->changes)
		sql_bind_int(&q, shelf->source);
	if (sql_row(&q))
		count = sql_int(&q, 0);
	struct err e = sql_end(&q);
	if (!e.code)
		*out = count;
	return e;
}

struct err
arrivals_list(struct archive *archive, struct arena *arena, const struct shelf_of *shelf,
    int64_t from, size_t limit, struct arrivals *out)
{
	struct sql q = sql_query(archive, shelves[shelf->source != 0][shelf->changes].list);
	struct arrivals arrivals = { arena_array(arena, struct arrived, limit), 0 };

	sql_bind_int(&q, shelf->source);
	sql_bind_int(&q, from);
	sql_bind_int(&q, (int64_t)limit);
	while (arrivals.count < limit && sql_row(&q))
		arrivals.items[arrivals.count++] =
		    (struct arrived){ sql_int(&q, 0), sql_int(&q, 1), sql_int(&q, 2) };
	struct err e = sql_end(&q);
	if (!e.code)
		*out = arrivals;
	return e;
}

#include "store/arrivals.h"

#include "store/store.h"

/* Of the whole archive the numbers of the texts are the places; of a part they are counted.  The
 * index over (article, n) holds all that is asked for. */
#define OF_SOURCE "FROM articles a CROSS JOIN revisions r ON r.article = a.id WHERE a.source = ?1 "
#define OF_CHANGES                                                                \
	"FROM articles a CROSS JOIN revisions r ON r.article = a.id AND " REVISION_CHANGES " " \
	"WHERE a.revisions > 1 AND ?1 = 0 "
#define OF_LABEL                                                                 \
	"FROM label_articles l CROSS JOIN revisions r ON r.article = l.article " \
	"WHERE l.label = (SELECT id FROM labels WHERE name = ?1) "
#define COUNT(what) "SELECT count(*) " what
#define LIST(what) "SELECT r.id, r.article, r.n " what " ORDER BY r.id LIMIT ?3 OFFSET ?2"

enum part { PART_ALL, PART_CHANGES, PART_SOURCE, PART_SOURCE_CHANGES, PART_LABEL };

static const struct {
	const char *count, *list;
} parts[] = {
	[PART_ALL] = { "SELECT max(id) FROM revisions WHERE ?1 = 0",
	    "SELECT id, article, n FROM revisions WHERE ?1 = 0 AND id > ?2 AND id <= ?2 + ?3 "
	    "ORDER BY id" },
	[PART_CHANGES] = { COUNT(OF_CHANGES), LIST(OF_CHANGES) },
	[PART_SOURCE] = { COUNT(OF_SOURCE), LIST(OF_SOURCE) },
	[PART_SOURCE_CHANGES] = { COUNT(OF_SOURCE "AND " REVISION_CHANGES " "),
	    LIST(OF_SOURCE "AND " REVISION_CHANGES " ") },
	[PART_LABEL] = { COUNT(OF_LABEL), LIST(OF_LABEL) },
};

static enum part
part_of(const struct shelf_of *shelf)
{
	if (shelf->label.n)
		return PART_LABEL;
	return shelf->source	? shelf->changes ? PART_SOURCE_CHANGES : PART_SOURCE
	       : shelf->changes ? PART_CHANGES
				: PART_ALL;
}

static void
part_bind(struct sql *q, const struct shelf_of *shelf)
{
	if (shelf->label.n)
		sql_bind_str(q, shelf->label);
	else
		sql_bind_int(q, shelf->source);
}

struct err
arrivals_count(struct archive *archive, const struct shelf_of *shelf, int64_t *out)
{
	struct sql q = sql_query(archive, parts[part_of(shelf)].count);
	int64_t count = 0;

	part_bind(&q, shelf);
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
	struct sql q = sql_query(archive, parts[part_of(shelf)].list);
	struct arrivals arrivals = { arena_array(arena, struct arrived, limit), 0 };

	part_bind(&q, shelf);
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

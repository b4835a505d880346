/* pictures_plan.c: the pictures that texts name become pictures that are wanted. */
#include "record/wire.h"
#include "store/pictures.h"
#include "store/store.h"

/* A picture that nobody has got yet may be had another way now. */
static struct err
learn_proxy(struct archive *archive, struct picture_row *known, struct str proxied, int64_t next)
{
	bool is_open = known->state == PICTURE_WANTED || known->state == PICTURE_FAILED;

	if (!is_open || known->proxied.n || !proxied.n)
		return (struct err){ 0 };
	known->proxied = proxied;
	if (known->next > next)
		known->next = next;
	return picture_put(archive, known);
}

struct err
picture_plan(struct archive *archive, struct url url, struct str proxy, struct str source,
    int64_t next, bool *added)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct picture_row row = {
		.url = url_str(url), .source = source, .state = PICTURE_WANTED, .next = next
	};
	struct picture_row known;
	struct err e = picture_by_url(archive, &arena, url, &known);

	*added = false;
	if (proxy.n)
		row.proxied = url_str(url_proxied(&arena, url, proxy));
	if (!e.code)
		return learn_proxy(archive, &known, row.proxied, next);
	if (e.code != ERR_NOT_FOUND)
		return e;
	e = picture_add(archive, &row);
	*added = !e.code;
	return e;
}

/* ---- of an article ---- */

static struct err
slug_of(struct archive *archive, struct arena *arena, int64_t article, struct str *out)
{
	struct sql q = sql_query(archive,
	    "SELECT s.slug FROM articles a JOIN sources s ON s.id = a.source WHERE a.id = ?");

	sql_bind_int(&q, article);
	bool found = sql_row(&q);
	if (found)
		*out = sql_str(&q, arena, 0);
	return sql_end_found(&q, found);
}

static struct err
plan_node(struct archive *archive, const struct node *node, struct str source, int64_t next,
    int64_t *count)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str src = node_attr(node, ATTR_SRC);
	struct url url;
	bool added = false;

	/* what can be no address is no picture */
	if (!src.n || url_parse(&arena, src, NULL, &url).code)
		return (struct err){ 0 };
	struct err e =
	    picture_plan(archive, url, node_attr(node, ATTR_PROXY), source, next, &added);
	*count += added;
	return e;
}

struct err
pictures_plan(
    struct archive *archive, const struct doc *doc, int64_t article, int64_t next, int64_t *count)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str source = { 0 };
	struct err e = { 0 };

	*count = 0;
	for (uint32_t i = 0; i < doc->count && !e.code; i++) {
		if (doc->nodes[i].tag != TAG_IMG)
			continue;
		if (!source.p)
			e = slug_of(archive, &arena, article, &source);
		if (!e.code)
			e = plan_node(archive, &doc->nodes[i], source, next, count);
	}
	return e;
}

/* ---- of all that are kept ---- */

/* Columns: article, time, newest text, its pictures. */
static struct err
plan_kept(struct archive *archive, struct sql *q, int64_t next, int64_t *count)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct revision revision = { 0 };
	int64_t added = 0;
	struct err e = revision_get_id(archive, &arena, sql_int(q, 2), REVISION_BODY, &revision);

	/* a text that is damaged names nothing; verify tells of it */
	if (err_row(e.code)->cause == CAUSE_ARCHIVE && e.code != ERR_DATABASE)
		return (struct err){ 0 };
	if (!e.code)
		e = pictures_plan(archive, &revision.record.doc, sql_int(q, 0), next, &added);
	*count += added;
	return e;
}

struct err
pictures_plan_kept(struct archive *archive, struct article_place *place, size_t limit, int64_t next,
    int64_t *count)
{
	bool begins = !place->time && !place->id;
	struct sql q = sql_query(archive,
	    "SELECT a.id, a.time, a.latest, r.images FROM articles a CROSS JOIN revisions r"
	    " ON r.id = a.latest WHERE (a.time, a.id) < (?, ?)"
	    " ORDER BY a.time DESC, a.id DESC LIMIT ?");

	sql_bind_int(&q, begins ? INT64_MAX : place->time);
	sql_bind_int(&q, begins ? INT64_MAX : place->id);
	sql_bind_int(&q, (int64_t)limit);
	*count = 0;
	place->end = true;
	while (sql_row(&q)) {
		*place = (struct article_place){ .time = sql_int(&q, 1), .id = sql_int(&q, 0) };
		if (sql_int(&q, 3))
			sql_fail(&q, plan_kept(archive, &q, next, count));
	}
	return sql_end(&q);
}

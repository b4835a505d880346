/* article_page.c: the text of an article's page goes into the archive; what feeds give beside it.
 */
#include "store/article_page.h"

#include "store/store.h"

enum { FULLER_SHARE = 10 /* one part in so many is how headlines and captions are counted */ };

/* ---- which text is fuller ---- */

bool
article_is_fuller(int64_t characters, int64_t than)
{
	return characters > than + than / FULLER_SHARE;
}

/* ---- whether a page has given the text ---- */

struct err
revision_is_of_page(struct archive *archive, int64_t article, int64_t revision, bool *out)
{
	struct sql q =
	    sql_query(archive, "SELECT 1 FROM sightings s JOIN captures c ON c.id = s.capture"
			       " WHERE s.article = ? AND s.revision = ? AND c.kind = 3 LIMIT 1");

	sql_bind_int(&q, article);
	sql_bind_int(&q, revision);
	*out = sql_row(&q);
	return sql_end(&q);
}

/* ---- the page's own text ---- */

static struct err
url_of_latest(struct archive *archive, struct arena *arena, int64_t article, struct url *out)
{
	struct sql q = sql_query(archive,
	    "SELECT r.url FROM articles a JOIN revisions r ON r.id = a.latest WHERE a.id = ?");

	sql_bind_int(&q, article);
	bool found = sql_row(&q);
	if (found) {
		struct str url = sql_str(&q, arena, 0);
		*out = (struct url){ url.p, url.n };
	}
	return sql_end_found(&q, found);
}

/* The pages behind the first are evidence of the same text. */
static struct err
parts_sight(struct archive *archive, const struct page_arrival *page, const struct added *added)
{
	struct err e = { 0 };

	for (size_t i = 1; i < page->count && !e.code; i++) {
		struct arrival arrival = { .capture = page->captures[i], .as_of = page->as_of };
		e = sighting_insert(archive, &(struct article){ 0 }, &arrival, added);
		if (e.code)
			return e;
		struct sql q =
		    sql_query(archive, "UPDATE articles SET captures = captures + 1,"
				       " last_fetched = max(last_fetched, ?) WHERE id = ?");
		sql_bind_int(&q, page->as_of);
		sql_bind_int(&q, added->article);
		e = sql_run(&q);
	}
	return e;
}

static struct err
page_sight(struct archive *archive, const struct article *record, const struct arrival *arrival,
    const struct page_arrival *page, struct added *added)
{
	struct err e = article_sight(archive, record, arrival, added);

	if (!e.code)
		e = parts_sight(archive, page, added);
	if (e.code || added->kind != ADDED_REVISION || !page->is_whole)
		return e;
	return cause_put(archive,
	    &(struct cause){
		.revision = added->revision, .article = added->article, .kind = CAUSE_WHOLE });
}

struct err
articles_add_page(struct archive *archive, const struct article *article,
    const struct page_arrival *page, struct added *out)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct article record = *article;
	struct arrival arrival;
	struct added added = { .article = page->article };
	struct err e = archive_may_write(archive);

	if (!e.code)
		e = url_of_latest(archive, &arena, page->article, &record.url);
	if (e.code)
		return e;
	record.key = url_key(&arena, record.url);
	e = arrival_of(archive, &arena, &record, page->captures[0], page->fetched, &arrival);
	arrival.as_of = page->as_of;
	if (!e.code)
		e = seen_find(archive, &record, &arrival, &added);
	if (!e.code && !added.revision)
		e = page_sight(archive, &record, &arrival, page, &added);
	if (!e.code)
		*out = added;
	return e;
}

/* ---- what a feed gives beside it ---- */

/* Whether this part is another than the feed gave last. */
static struct err
part_is_new(struct archive *archive, const struct arrival *arrival, const struct article *article,
    int64_t id, bool *is_new)
{
	struct sql q =
	    sql_query(archive, "SELECT digest FROM parts WHERE feed = ? AND article = ?");

	sql_bind_int(&q, arrival->feed);
	sql_bind_int(&q, id);
	*is_new = true;
	if (sql_row(&q)) {
		struct digest known = sql_digest(&q, 0);
		*is_new = !digest_equal(&known, &article->digest);
	}
	return sql_end(&q);
}

static struct err
part_put(struct archive *archive, const struct arrival *arrival, const struct article *article,
    int64_t id)
{
	struct sql q = sql_query(archive, "REPLACE INTO parts VALUES (?, ?, ?, ?)");

	sql_bind_int(&q, arrival->feed);
	sql_bind_int(&q, id);
	sql_bind_digest(&q, &article->digest);
	sql_bind_sum(&q);
	return sql_run(&q);
}

/* The newest text where a page gave it; else id 0. */
static struct err
page_text_find(struct archive *archive, struct added *found, int64_t *characters)
{
	bool of_page = false;
	int64_t id = 0, n = 0;
	struct sql q = sql_query(archive, "SELECT r.id, r.n, r.characters FROM articles a JOIN "
					  "revisions r ON r.id = a.latest WHERE a.id = ?");

	sql_bind_int(&q, found->article);
	if (sql_row(&q)) {
		id = sql_int(&q, 0);
		n = sql_int(&q, 1);
		*characters = sql_int(&q, 2);
		sql_fail(&q, revision_is_of_page(archive, found->article, id, &of_page));
	}
	if (of_page) {
		found->revision = id;
		found->n = n;
	}
	return sql_end(&q);
}

struct err
part_find(struct archive *archive, const struct article *article, const struct arrival *arrival,
    struct added *out)
{
	struct added found = { .article = out->article };
	int64_t characters = 0;
	struct err e = page_text_find(archive, &found, &characters);

	if (e.code || !found.revision || article_is_fuller(article->characters, characters))
		return e;
	e = part_is_new(archive, arrival, article, out->article, &out->part_new);
	if (!e.code && out->part_new)
		e = part_put(archive, arrival, article, out->article);
	out->revision = found.revision;
	out->n = found.n;
	out->kind = ADDED_SEEN;
	return e;
}

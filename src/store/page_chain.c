#include "store/page_chain.h"

#include "store/store.h"

enum { HOPS_MAX = 64 /* redirects and rules between two pages */ };

/* What came before a capture on its way, and what that was. */
static struct err
step_back(struct archive *archive, int64_t capture, int64_t *previous, int64_t *kind)
{
	struct sql q = sql_query(archive, "SELECT e.previous, c.kind FROM exchanges e JOIN captures"
					  " c ON c.id = e.previous WHERE e.capture = ?");

	*previous = *kind = 0;
	sql_bind_int(&q, capture);
	if (sql_row(&q)) {
		*previous = sql_int(&q, 0);
		*kind = sql_int(&q, 1);
	}
	return sql_end(&q);
}

/* The page that sent us to ${capture}; 0 where none did. */
static struct err
page_before(struct archive *archive, int64_t capture, int64_t *out)
{
	int64_t kind = CAPTURE_WAY, at = capture;
	struct err e = { 0 };

	for (int i = 0; i < HOPS_MAX && at && !e.code; i++) {
		e = step_back(archive, at, &at, &kind);
		if (kind == CAPTURE_PAGE)
			break;
	}
	*out = kind == CAPTURE_PAGE ? at : 0;
	return e;
}

/* The next page that was asked on behalf of the same article; 0 without one. */
static struct err
page_behind(struct archive *archive, int64_t article, int64_t capture, int64_t *out)
{
	struct sql q =
	    sql_query(archive, "SELECT e.capture FROM exchanges e JOIN captures c"
			       " ON c.id = e.capture WHERE e.article = ? AND e.capture > ?"
			       " AND c.kind = 3 ORDER BY e.capture LIMIT 1");

	sql_bind_int(&q, article);
	sql_bind_int(&q, capture);
	*out = sql_row(&q) ? sql_int(&q, 0) : 0;
	return sql_end(&q);
}

static struct err
article_of(struct archive *archive, int64_t capture, int64_t *out)
{
	struct sql q = sql_query(archive, "SELECT article FROM exchanges WHERE capture = ?");

	sql_bind_int(&q, capture);
	bool found = sql_row(&q);
	if (found)
		*out = sql_int(&q, 0);
	return sql_end_found(&q, found);
}

static struct err
look_behind(struct archive *archive, int64_t capture, struct page_chain *chain)
{
	int64_t behind = 0, before = 0;
	struct err e = { 0 };

	if (chain->article)
		e = page_behind(archive, chain->article, capture, &behind);
	if (!e.code && behind)
		e = page_before(archive, behind, &before);
	chain->is_last = !behind || before != capture;
	return e;
}

struct err
page_chain_get(struct archive *archive, int64_t capture, struct page_chain *out)
{
	struct page_chain chain = { 0 };
	int64_t at = capture;
	struct err e = article_of(archive, capture, &chain.article);

	while (!e.code && at && chain.count < PAGE_CHAIN_MAX) {
		memmove(
		    chain.captures + 1, chain.captures, chain.count * sizeof(chain.captures[0]));
		chain.captures[0] = at;
		chain.count++;
		e = page_before(archive, at, &at);
	}
	if (!e.code)
		e = look_behind(archive, capture, &chain);
	if (!e.code)
		*out = chain;
	return e;
}

struct err
page_next(struct archive *archive, int64_t after, struct page_at *out)
{
	struct sql q =
	    sql_query(archive, "SELECT c.id, e.article, c.fetched FROM captures c CROSS JOIN"
			       " exchanges e ON e.capture = c.id WHERE c.id > ? AND c.kind = 3"
			       " AND e.article IS NOT NULL ORDER BY c.id LIMIT 1");

	*out = (struct page_at){ 0 };
	sql_bind_int(&q, after);
	if (sql_row(&q))
		*out = (struct page_at){ sql_int(&q, 0), sql_int(&q, 1), sql_int(&q, 2) };
	return sql_end(&q);
}

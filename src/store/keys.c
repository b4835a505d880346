/* keys.c: which article is meant: by the item's id within its feed, by address, by other addresses
 * it has had. */
#include "store/store.h"

enum { SCOPE_ADDRESS = 0 };

/* 16 bytes of SHA-256: nobody finds two keys that share them, and an index over them is a quarter
 * of one over URLs. */
struct digest
key_digest(struct str key)
{
	return digest_of(raw_from_str(key));
}

static struct raw
key_raw(const struct digest *digest)
{
	return (struct raw){ digest->b, KEY_SIZE };
}

/* ---- finding ---- */

static struct err
own_find(struct archive *archive, const struct digest *key, int64_t *id)
{
	struct sql q = sql_query(archive, "SELECT id FROM articles WHERE key = ?");

	sql_bind_raw(&q, key_raw(key));
	*id = sql_row(&q) ? sql_int(&q, 0) : 0;
	return sql_end(&q);
}

static struct err
other_find(struct archive *archive, int64_t scope, const struct digest *key, int64_t *id)
{
	struct sql q = sql_query(archive, "SELECT article FROM keys WHERE scope = ? AND key = ?");

	sql_bind_int(&q, scope);
	sql_bind_raw(&q, key_raw(key));
	*id = sql_row(&q) ? sql_int(&q, 0) : 0;
	return sql_end(&q);
}

static struct err
address_find(struct archive *archive, const struct digest *key, int64_t *id)
{
	struct err e = own_find(archive, key, id);

	return e.code || *id ? e : other_find(archive, SCOPE_ADDRESS, key, id);
}

static bool
host_is_same(struct arena *arena, struct url a, struct str b)
{
	struct str one = url_key(arena, a), other = url_key(arena, (struct url){ b.p, b.n });
	struct str host = url_host((struct url){ one.p, one.n });

	return host.n && str_equal(host, url_host((struct url){ other.p, other.n }));
}

/* An id is believed within its feed and on one host: feeds are edited by machines that count anew.
 */
static struct err
item_find(struct archive *archive, const struct arrival *arrival, const struct article *article,
    int64_t *id)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct sql q = sql_query(archive,
	    "SELECT a.id, a.key, r.url FROM keys k JOIN articles a ON a.id = k.article"
	    " JOIN revisions r ON r.id = a.latest WHERE k.scope = ? AND k.key = ?");

	*id = 0;
	sql_bind_int(&q, arrival->feed);
	sql_bind_raw(&q, key_raw(&arrival->guid));
	if (sql_row(&q)) {
		struct raw key = sql_raw(&q, 1);
		bool same = key.n == KEY_SIZE && memcmp(key.p, arrival->key.b, KEY_SIZE) == 0;
		if (same || host_is_same(&arena, article->url, sql_str(&q, &arena, 2)))
			*id = sql_int(&q, 0);
	}
	return sql_end(&q);
}

/* An id that one document gives to several items names none of them. */
static struct err
key_doubt(struct archive *archive, int64_t feed, struct raw key)
{
	struct sql q = sql_query(archive, "REPLACE INTO keys VALUES (?, ?, ?, ?)");

	sql_bind_int(&q, feed);
	sql_bind_raw(&q, key);
	sql_bind_null(&q);
	sql_bind_sum(&q);
	return sql_run(&q);
}

static struct err
is_counted(struct archive *archive, const struct arrival *arrival, int64_t article, bool *counted)
{
	struct sql q = sql_query(
	    archive, "SELECT 1 FROM mentions WHERE feed = ? AND article = ? AND capture = ?");

	sql_bind_int(&q, arrival->feed);
	sql_bind_int(&q, article);
	sql_bind_int(&q, arrival->capture);
	*counted = sql_row(&q);
	return sql_end(&q);
}

struct err
article_identify(struct archive *archive, const struct arrival *arrival,
    const struct article *article, int64_t *id)
{
	int64_t by_item = 0, by_address = 0;
	bool counted = false;
	struct err e = address_find(archive, &arrival->key, &by_address);

	if (!e.code && arrival->feed && arrival->has_guid)
		e = item_find(archive, arrival, article, &by_item);
	if (!e.code && by_item && by_item != by_address)
		e = is_counted(archive, arrival, by_item, &counted);
	if (!e.code && counted)
		e = key_doubt(archive, arrival->feed, key_raw(&arrival->guid));
	*id = by_item && !counted ? by_item : by_address;
	return e;
}

struct err
article_was(struct archive *before, const struct arrival *arrival, int64_t *id)
{
	struct err e = address_find(before, &arrival->key, id);

	if (e.code || *id || !arrival->feed || !arrival->has_guid)
		return e;
	return other_find(before, arrival->feed, &arrival->guid, id);
}

struct err
article_by_key(struct archive *archive, struct str key, int64_t *id)
{
	struct digest digest = key_digest(key);
	int64_t found = 0;
	struct err e = address_find(archive, &digest, &found);

	if (e.code)
		return e;
	if (!found)
		return err_new(ERR_NOT_FOUND, "an article");
	*id = found;
	return e;
}

/* ---- keeping ---- */

static struct err
key_put(struct archive *archive, int64_t scope, const struct digest *key, int64_t article)
{
	struct sql q = sql_query(archive, "INSERT OR IGNORE INTO keys VALUES (?, ?, ?, ?)");

	sql_bind_int(&q, scope);
	sql_bind_raw(&q, key_raw(key));
	sql_bind_int(&q, article);
	sql_bind_sum(&q);
	return sql_run(&q);
}

/* Of several items at one address each has a key of its own, which no address of the article tells.
 */
static bool
key_is_of_address(const struct article *article)
{
	struct arena arena CLEAN(arena_done) = { 0 };

	return str_equal(url_key(&arena, article->url), article->key);
}

/* The first to have a key keeps it. */
struct err
keys_keep(struct archive *archive, const struct arrival *arrival, const struct article *article,
    const struct added *added)
{
	int64_t known = 0;
	struct err e = address_find(archive, &arrival->key, &known);

	if (!e.code && (!known || (added->kind == ADDED_ARTICLE && !key_is_of_address(article))))
		e = key_put(archive, SCOPE_ADDRESS, &arrival->key, added->article);
	if (!e.code && arrival->feed && arrival->has_guid)
		e = key_put(archive, arrival->feed, &arrival->guid, added->article);
	return e;
}

struct err
keys_take_over(struct archive *archive, struct archive *before, int64_t feed, int64_t article)
{
	struct sql q = sql_query(before, "SELECT key FROM keys WHERE scope = ? AND article = ?");

	sql_bind_int(&q, feed);
	sql_bind_int(&q, article);
	while (sql_row(&q)) {
		struct raw key = sql_raw(&q, 0);
		struct digest digest = { { 0 } };
		memcpy(digest.b, key.p, key.n < KEY_SIZE ? key.n : KEY_SIZE);
		sql_fail(&q, key_put(archive, feed, &digest, article));
	}
	return sql_end(&q);
}

struct err
doubts_take_over(struct archive *archive, struct archive *before)
{
	struct sql q = sql_query(before, "SELECT scope, key FROM keys WHERE article IS NULL");

	while (sql_row(&q))
		sql_fail(&q, key_doubt(archive, sql_int(&q, 0), sql_raw(&q, 1)));
	return sql_end(&q);
}

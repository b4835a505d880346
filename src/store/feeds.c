/* feeds.c: the rows of feeds (settings) and polls (schedule, health), as one. */
#include "record/exchange.h"
#include "store/feedrow.h"

#define COUNT(member)                                                            \
	{                                                                        \
		offsetof(struct feed_row, counts.member), MEMBER_INT, 0, 0, NULL \
	}
#define NUMBER(member)                                                    \
	{                                                                 \
		offsetof(struct feed_row, member), MEMBER_INT, 0, 0, NULL \
	}
#define OF(member, kind, min, max, what)                                \
	{                                                               \
		offsetof(struct feed_row, member), kind, min, max, what \
	}

/* In the order of the columns. */
static const struct member settings_table[] = {
	OF(url_added, MEMBER_URL, 0, URL_MAX, "the address of a feed"),
	OF(title, MEMBER_TEXT, 0, FEED_ROW_TEXT_MAX, "the title of a feed"),
	OF(source, MEMBER_TEXT, 0, FEED_ROW_TEXT_MAX, "the outlet of a feed"),
	OF(lang, MEMBER_TEXT, 0, FEED_ROW_WORD_MAX, "the language of a feed"),
	OF(has_zone, MEMBER_BOOL, 0, 0, NULL),
	OF(zone_s, MEMBER_SMALL, -86400, 86400, "the time zone of a feed"),
	OF(labels, MEMBER_LINES, FEED_ROW_LABELS_MAX, FEED_ROW_WORD_MAX, "a label"),
	NUMBER(added),
};

static const struct member poll_table[] = {
	OF(state, MEMBER_SMALL, FEED_ACTIVE, FEED_REMOVED, "the state of a feed"),
	OF(url, MEMBER_URL, 0, URL_MAX, "the address of a feed"),
	OF(etag, MEMBER_TEXT, 0, FETCH_VALIDATOR_MAX, "an ETag"),
	OF(last_modified, MEMBER_TEXT, 0, FETCH_VALIDATOR_MAX, "a Last-Modified"),
	OF(validated_url, MEMBER_ADDRESS, 0, URL_MAX, "where validators came from"),
	NUMBER(next),
	NUMBER(interval_s),
	NUMBER(ttl_s),
	NUMBER(fresh_s),
	NUMBER(activity_s),
	OF(skip_hours, MEMBER_SMALL, 0, (1 << 24) - 1, "the hours a feed rests"),
	OF(skip_days, MEMBER_SMALL, 0, (1 << 7) - 1, "the days a feed rests"),
	OF(moved_to, MEMBER_ADDRESS, 0, URL_MAX, "where a feed moved to"),
	NUMBER(moved_times),
	NUMBER(last_try),
	NUMBER(last_success),
	NUMBER(last_change),
	OF(status, MEMBER_SMALL, 0, 999, "a status"),
	NUMBER(failing),
	OF(fault, MEMBER_TEXT, 0, FEED_ROW_WORD_MAX, "a fault's name"),
	OF(fault_what, MEMBER_CLAIM, 0, FEED_ROW_TEXT_MAX, NULL),
	OF(title_claimed, MEMBER_CLAIM, 0, FEED_ROW_TEXT_MAX, NULL),
	OF(page, MEMBER_CLAIM, 0, URL_MAX, NULL),
	OF(format, MEMBER_CLAIM, 0, FEED_ROW_WORD_MAX, NULL),
	OF(charset, MEMBER_CLAIM, 0, FEED_ROW_WORD_MAX, NULL),
	OF(capture, MEMBER_ID, 0, 0, NULL),
	COUNT(polls),
	COUNT(unchanged),
	COUNT(same),
	COUNT(failures),
	COUNT(bytes),
	COUNT(kept_bytes),
	COUNT(items),
	COUNT(articles),
	COUNT(revisions),
	COUNT(duplicates),
	COUNT(full),
	COUNT(faulty),
	COUNT(pushes),
	OF(hub_state, MEMBER_SMALL, HUB_NONE, HUB_REFUSED, "the state of a hub"),
	OF(hub, MEMBER_ADDRESS, 0, URL_MAX, "the address of a hub"),
	OF(topic, MEMBER_ADDRESS, 0, URL_MAX, "a hub's topic"),
	OF(hub_token, MEMBER_TEXT, 0, FEED_ROW_WORD_MAX, "a hub's token"),
	OF(hub_secret, MEMBER_TEXT, 0, FEED_ROW_WORD_MAX, "a hub's secret"),
	NUMBER(hub_until),
};

static const struct members settings = { settings_table, LENGTH(settings_table) };
static const struct members poll = { poll_table, LENGTH(poll_table) };

/* ---- reading ---- */

enum {
	SETTINGS_SUM = LENGTH(settings_table),
	POLL_FEED,
	POLL_SUM = POLL_FEED + 1 + LENGTH(poll_table)
};

struct feed_row
feed_row_take(struct sql *q, struct arena *arena)
{
	struct feed_row feed = { .id = sql_int(q, POLL_FEED) };

	if (!sql_sum_ok(q, SETTINGS_SUM) || !sql_sum_ok_from(q, POLL_FEED, POLL_SUM))
		sql_fail(q, err_new(ERR_DAMAGE, "the row of a feed"));
	members_get(q, arena, 0, settings, &feed);
	members_get(q, arena, POLL_FEED + 1, poll, &feed);
	return feed;
}

static struct err
one_take(struct sql *q, struct arena *arena, struct feed_row *out)
{
	struct feed_row feed = { 0 };
	bool found = sql_row(q);

	if (found)
		feed = feed_row_take(q, arena);
	struct err e = sql_end_found(q, found);
	if (!e.code)
		*out = feed;
	return e;
}

struct err
feed_get(struct archive *archive, struct arena *arena, int64_t id, struct feed_row *out)
{
	struct sql q = sql_query(archive, FEED_SELECT "WHERE p.feed = ?");

	sql_bind_int(&q, id);
	return one_take(&q, arena, out);
}

struct err
feed_by_token(
    struct archive *archive, struct arena *arena, struct str hub_token, struct feed_row *out)
{
	struct sql q = sql_query(archive,
	    FEED_SELECT "WHERE p.feed = (SELECT feed FROM polls WHERE hub_token = ?"
			" AND hub_token IS NOT NULL ORDER BY state, feed LIMIT 1)");

	sql_bind_str(&q, hub_token.n ? hub_token : STR_END);
	return one_take(&q, arena, out);
}

enum feed_health
feed_health(const struct feed_row *feed, int64_t now)
{
	int64_t good = feed->last_success ? feed->last_success : feed->added;

	if (feed->state == FEED_GONE)
		return HEALTH_BAD;
	if (!feed->last_try)
		return HEALTH_NEW;
	if (!feed->failing && !feed->fault.n)
		return HEALTH_GOOD;
	return now - good >= FEED_BAD_AFTER_S ? HEALTH_BAD : HEALTH_WARN;
}

/* ---- writing ---- */

static bool
settings_equal(const struct feed_row *a, const struct feed_row *b)
{
	bool equal = str_equal(a->url_added, b->url_added) && str_equal(a->title, b->title) &&
		     str_equal(a->source, b->source) && str_equal(a->lang, b->lang) &&
		     a->has_zone == b->has_zone && a->zone_s == b->zone_s && a->added == b->added &&
		     a->labels.count == b->labels.count;

	for (size_t i = 0; equal && i < a->labels.count; i++)
		equal = str_equal(a->labels.items[i], b->labels.items[i]);
	return equal;
}

static struct err
settings_insert(struct archive *archive, const struct feed_row *feed, int64_t *id)
{
	struct sql q = sql_query(archive,
	    "INSERT INTO feeds (url, title, source, lang, has_zone, zone, labels, added, sum)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");

	members_bind(&q, &archive->scratch, settings, feed);
	sql_bind_sum(&q);
	struct err e = sql_run(&q);
	if (!e.code)
		*id = sqlite3_last_insert_rowid(archive_db(archive));
	return e;
}

static struct err
settings_update(struct archive *archive, const struct feed_row *feed)
{
	struct sql q = sql_query(archive,
	    "UPDATE feeds SET url = ?, title = ?, source = ?, lang = ?,"
	    " has_zone = ?, zone = ?, labels = ?, added = ?, sum = ? WHERE id = ?");

	members_bind(&q, &archive->scratch, settings, feed);
	sql_bind_sum(&q);
	sql_bind_int(&q, feed->id);
	return sql_run(&q);
}

static struct err
poll_write(struct archive *archive, const struct feed_row *feed)
{
	struct sql q = sql_query(archive,
	    "REPLACE INTO polls VALUES "
	    "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,"
	    "?,?,?,?,?,?,?,?,?,?,?)");

	sql_bind_int(&q, feed->id);
	members_bind(&q, &archive->scratch, poll, feed);
	sql_bind_sum(&q);
	return sql_run(&q);
}

static struct err
row_check(struct archive *archive, const struct feed_row *feed)
{
	struct err e = archive_may_write(archive);

	if (!e.code)
		e = members_check(settings, feed);
	return e.code ? e : members_check(poll, feed);
}

static struct err
feed_write(struct archive *archive, const struct feed_row *feed, const struct feed_row *before)
{
	struct err e = { 0 };

	if (!settings_equal(feed, before)) {
		e = settings_update(archive, feed);
		if (!e.code)
			e = labels_changed(archive, feed, &before->labels);
	}
	return e.code ? e : poll_write(archive, feed);
}

struct err
feed_put(struct archive *archive, const struct feed_row *feed)
{
	struct feed_row before;
	struct err e = row_check(archive, feed);

	arena_reset(&archive->scratch);
	if (!e.code)
		e = feed_get(archive, &archive->scratch, feed->id, &before);
	return e.code ? e : feed_write(archive, feed, &before);
}

/* ---- adding ---- */

static struct err
feed_at(struct archive *archive, struct str url, struct feed_row *out)
{
	struct sql q =
	    sql_query(archive, FEED_SELECT "WHERE p.feed = (SELECT id FROM feeds WHERE url = ?1 "
					   "UNION ALL SELECT feed FROM polls WHERE url = ?1"
					   " LIMIT 1)");

	sql_bind_str(&q, url);
	return one_take(&q, &archive->scratch, out);
}

/* What it knows of itself stays; what people said is theirs to say anew. */
static struct err
feed_take_up(struct archive *archive, const struct feed_row *feed, const struct feed_row *before,
    int64_t now)
{
	struct feed_row again = *before;

	again.title = feed->title;
	again.source = feed->source;
	again.lang = feed->lang;
	again.has_zone = feed->has_zone;
	again.zone_s = feed->zone_s;
	again.labels = feed->labels;
	again.state = FEED_ACTIVE;
	again.next = now;
	again.failing = 0;
	return feed_write(archive, &again, before);
}

static struct err
feed_insert(struct archive *archive, const struct feed_row *feed, int64_t *id)
{
	struct feed_row row = *feed;
	struct err e = settings_insert(archive, &row, &row.id);

	if (!e.code)
		e = poll_write(archive, &row);
	if (!e.code)
		*id = row.id;
	return e;
}

struct err
feeds_add(struct archive *archive, const struct feed_row *feed, int64_t now, int64_t *id)
{
	struct feed_row row = *feed, before;

	row.added = row.next = now;
	row.state = FEED_ACTIVE;
	if (!row.url.n)
		row.url = row.url_added;
	arena_reset(&archive->scratch);
	struct err e = row_check(archive, &row);
	if (e.code)
		return e;
	e = feed_at(archive, row.url_added, &before);
	if (e.code == ERR_NOT_FOUND)
		return feed_insert(archive, &row, id);
	if (e.code)
		return e;
	*id = before.id;
	if (before.state != FEED_REMOVED)
		return err_new(ERR_EXISTS, "this feed is followed already");
	return feed_take_up(archive, &row, &before, now);
}

/* ---- mending: rows that do not match their sums ---- */

/* What can be believed of a damaged row without harm: whether it is asked at all. */
static enum feed_state
state_of(struct sql *q, int column)
{
	int64_t state = sql_int(q, column);

	return state >= FEED_ACTIVE && state <= FEED_REMOVED ? (enum feed_state)state : FEED_ACTIVE;
}

/* Settings are taken as they read; a schedule begins anew, at once. */
static struct err
feed_mend(struct sql *q, int64_t *mended)
{
	struct archive *archive = q->archive;
	struct arena arena CLEAN(arena_done) = { 0 };
	struct feed_row feed = { .id = sql_int(q, SETTINGS_SUM + 1) };
	bool settings_ok = sql_sum_ok(q, SETTINGS_SUM);
	bool poll_ok = !sql_is_null(q, SETTINGS_SUM + 2) &&
		       sql_sum_ok_from(q, SETTINGS_SUM + 2, SETTINGS_SUM + 2 + 1 + (int)poll.count);

	if (settings_ok && poll_ok)
		return (struct err){ 0 };
	members_get(q, &arena, 0, settings, &feed);
	struct err e = q->err.code ? q->err : members_check(settings, &feed);
	arena_reset(&archive->scratch);
	if (!e.code && !settings_ok)
		e = settings_update(archive, &feed);
	if (!e.code && !poll_ok) {
		struct feed_row fresh = feed;
		fresh.state = state_of(q, SETTINGS_SUM + 3);
		fresh.url = feed.url_added;
		e = poll_write(archive, &fresh);
	}
	*mended += e.code == 0;
	return e;
}

struct err
feeds_mend(struct archive *archive, int64_t *mended)
{
	struct sql q =
	    sql_query(archive, "SELECT f.url, f.title, f.source, f.lang, f.has_zone, f.zone, "
			       "f.labels, f.added, f.sum, f.id, p.*"
			       " FROM feeds f LEFT JOIN polls p ON p.feed = f.id ORDER BY f.id");

	while (sql_row(&q))
		sql_fail(&q, feed_mend(&q, mended));
	return sql_end(&q);
}

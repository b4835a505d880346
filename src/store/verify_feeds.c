/* verify_feeds.c: what was fetched, and what is followed. */
#include "store/check.h"

static const char advice_derived[] = "`xinshi rebuild` makes it again from the captures";
static const char advice_heads[] =
    "how it was asked for and answered is lost here; the document itself is not";
static const char advice_feed[] =
    "`xinshi rebuild` takes it up again as it reads; then compare it with your list of feeds";
static const char advice_state[] =
    "`xinshi rebuild` sets it back to its beginning; nothing kept is lost";

/* ---- exchanges ---- */

static void
exchange_check(struct check *check, int64_t capture)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct exchange_row row;
	struct err e = exchange_get(check->archive, &arena, capture, &row);

	check->report->exchanges++;
	if (e.code)
		check_damage(check,
		    str_format(check->arena, "exchange of capture %lld", (long long)capture), e,
		    advice_heads);
}

static void
exchanges_check(struct check *check)
{
	struct sql q = sql_query(check->archive, "SELECT capture FROM exchanges ORDER BY capture");

	while (sql_row(&q) && check_goes_on(check))
		exchange_check(check, sql_int(&q, 0));
	check_query(check, sql_end(&q), "exchanges", advice_heads);
}

/* ---- rows ---- */

static const struct summed summed[] = {
	{ "feeds",
	    "SELECT url, title, source, lang, has_zone, zone, labels, added, sum, id FROM feeds", 8,
	    advice_feed },
	{ "mentions",
	    "SELECT feed, article, revision, first_seen, last_seen, capture, listed, sum, article "
	    "FROM mentions",
	    7, advice_derived },
	{ "keys", "SELECT scope, key, article, sum, article FROM keys", 3, advice_derived },
	{ "visits",
	    "SELECT article, url, state, next, count, failing, blocks, held, best_held, "
	    "first_capture,"
	    " alive_capture, proof_capture, last, alive, since, status, etag, last_modified, "
	    "validated_url, moved_to, sum, article"
	    " FROM visits",
	    20, advice_state },
	{ "polls", "SELECT *, feed FROM polls", 46, advice_state },
};

/* Rows that must not be: how many there are. */
static const struct {
	const char *query, *thing, *what, *advice;
} odd[] = {
	{ "SELECT count(*) FROM feeds LEFT JOIN polls ON feed = id WHERE feed IS NULL", "feeds",
	    "some have no schedule", advice_state },
	{ "SELECT count(*) FROM mentions m LEFT JOIN articles a ON a.id = m.article WHERE a.time "
	  "IS NOT m.time",
	    "mentions", "the time of their article", advice_derived },
	{ "SELECT count(*) FROM mentions m LEFT JOIN revisions r ON r.id = m.revision AND "
	  "r.article = m.article"
	  " WHERE r.id IS NULL",
	    "mentions", "the text a feed gave", advice_derived },
	{ "SELECT count(*) FROM (SELECT label, time, article FROM label_articles EXCEPT SELECT "
	  "l.id, m.time,"
	  " m.article FROM labels l CROSS JOIN feeds f ON instr(char(10) || f.labels || char(10),"
	  " char(10) || l.name || char(10)) CROSS JOIN mentions m ON m.feed = f.id)",
	    "articles of labels", "some that no feed of the label names", advice_derived },
	{ "SELECT count(*) FROM (SELECT l.id, m.time, m.article FROM labels l CROSS JOIN feeds f"
	  " ON instr(char(10) || f.labels || char(10), char(10) || l.name || char(10))"
	  " CROSS JOIN mentions m ON m.feed = f.id EXCEPT SELECT label, time, article FROM "
	  "label_articles)",
	    "articles of labels", "some are missing", advice_derived },
};

static void
odd_check(struct check *check)
{
	for (size_t i = 0; i < LENGTH(odd) && check_goes_on(check); i++) {
		int64_t count = 0;
		struct err e = sql_one_int(check->archive, odd[i].query, &count);
		check_query(check, e, odd[i].thing, odd[i].advice);
		if (count)
			check_damage(check, str_from_c(odd[i].thing),
			    err_new(ERR_DAMAGE, odd[i].what), odd[i].advice);
	}
}

void
feeds_check(struct check *check)
{
	struct verify_report *report = check->report;

	exchanges_check(check);
	check_sums(check, summed, LENGTH(summed));
	odd_check(check);
	(void)sql_one_int(check->archive, "SELECT count(*) FROM feeds", &report->feeds);
	(void)sql_one_int(check->archive, "SELECT count(*) FROM mentions", &report->mentions);
}

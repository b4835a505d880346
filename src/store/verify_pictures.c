/* verify_pictures.c: pictures, their bytes, and what is made of them. */
#include "store/check.h"

static const char advice_bytes[] =
    "the bytes are lost here; heads and digest stay, and `xinshi fetch --pictures all` asks again "
    "for a picture whose row is set back by `xinshi rebuild`";
static const char advice_state[] = "`xinshi rebuild` sets it back to its beginning";

/* Damaged bytes: whose they are, as far as that can be told. */
static struct str
blob_named(struct check *check, int64_t id)
{
	struct str thing = str_format(check->arena, "bytes %lld of pictures", (long long)id);
	struct sql q =
	    sql_query(check->archive, "SELECT url FROM pictures WHERE original = ?1 OR id IN"
				      " (SELECT picture FROM prints WHERE blob = ?1) LIMIT 1");

	sql_bind_int(&q, id);
	if (sql_row(&q))
		thing = str_format(check->arena, "%.*s, %.*s", STR_ARGS(thing),
		    STR_ARGS(sql_str(&q, check->arena, 0)));
	(void)sql_end(&q);
	return thing;
}

static void
blob_check(struct check *check, int64_t id)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct raw bytes = { 0 };
	struct err e = blob_read(check->archive, &arena, id, &bytes);

	check->report->blobs += e.code == 0;
	check->report->blob_bytes += (int64_t)bytes.n;
	if (e.code && e.code != ERR_GIVEN_UP)
		check_damage(check, blob_named(check, id), e, advice_bytes);
}

static void
blobs_check(struct check *check)
{
	struct sql q = sql_query(check->archive, "SELECT id FROM blobs ORDER BY id");

	while (sql_row(&q) && check_goes_on(check))
		blob_check(check, sql_int(&q, 0));
	check_query(check, sql_end(&q), "bytes of pictures", advice_bytes);
}

static const struct summed summed[] = {
	{ "pictures",
	    "SELECT key, url, proxied, source, state, next, failing, status, fault, fault_what,"
	    " capture, original, format, width, height, pages, size, fetched, sum, id FROM "
	    "pictures",
	    18, advice_state },
	{ "prints", "SELECT picture, width, format, height, blob, sum, picture FROM prints", 5,
	    advice_state },
};

/* Rows that must not be: how many there are. */
static const struct {
	const char *query, *thing, *what;
} odd[] = {
	{ "SELECT count(*) FROM pictures p LEFT JOIN blobs b ON b.id = p.original"
	  " WHERE p.state = 2 AND ifnull(b.dropped, 1) > 0",
	    "pictures", "some are kept, and their bytes are not" },
	{ "SELECT count(*) FROM pictures p JOIN blobs b ON b.id = p.original"
	  " JOIN captures c ON c.id = p.capture WHERE c.digest IS NOT b.digest",
	    "pictures", "the bytes of some are not those of their capture" },
	{ "SELECT count(*) FROM pictures p WHERE state = 5 AND id NOT IN (SELECT picture FROM "
	  "prints)",
	    "pictures", "the original of some was given up, and there is no print" },
	{ "SELECT count(*) FROM prints p JOIN blobs b ON b.id = p.blob WHERE b.dropped > 0",
	    "prints", "the bytes of some are not kept" },
};

static void
odd_check(struct check *check)
{
	for (size_t i = 0; i < LENGTH(odd) && check_goes_on(check); i++) {
		int64_t count = 0;
		struct err e = sql_one_int(check->archive, odd[i].query, &count);
		check_query(check, e, odd[i].thing, advice_state);
		if (count)
			check_damage(check, str_from_c(odd[i].thing),
			    err_new(ERR_DAMAGE, odd[i].what), advice_state);
	}
}

void
pictures_check(struct check *check)
{
	struct verify_report *report = check->report;
	struct picture_counts counts = { 0 };

	blobs_check(check);
	check_sums(check, summed, LENGTH(summed));
	odd_check(check);
	(void)sql_one_int(check->archive, "SELECT count(*) FROM pictures", &report->pictures);
	(void)sql_one_int(check->archive, "SELECT count(*) FROM prints", &report->prints);
	(void)pictures_count(check->archive, &counts);
	report->given_up = counts.given_up;
	report->given_up_bytes = counts.given_up_bytes;
	report->given_up_first = counts.given_up_first;
	report->given_up_last = counts.given_up_last;
}

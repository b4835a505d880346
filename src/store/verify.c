#include "record/wire.h"
#include "store/check.h"

enum { DAMAGE_MAX = 1000, GAP_MAX = 1000, PAGES_SHOWN = 100 };

static const char advice_capture[] =
    "its bytes are lost here: take the file from where it came or from a backup, and import it "
    "again; texts read from it earlier are still there";
static const char advice_derived[] = "`xinshi rebuild` makes it again from the captures";
static const char advice_pages[] =
    "copy the archive aside, then restore archive.db from a backup; what is left can be read "
    "with `sqlite3 archive.db .recover`";

void
check_damage(struct check *check, struct str thing, struct err err, const char *advice)
{
	struct verify_report *report = check->report;

	if (report->damages++ >= DAMAGE_MAX)
		return;
	arena_push(check->arena, report->items, report->count, check->capacity);
	report->items[report->count++] =
	    (struct damage){ str_copy(check->arena, thing), err, str_from_c(advice) };
}

void
check_query(struct check *check, struct err e, const char *what, const char *advice)
{
	if (e.code)
		check_damage(check,
		    str_format(check->arena, "%s: %s", what, archive_message(check->archive)), e,
		    advice);
}

bool
check_goes_on(struct check *check)
{
	if (!check->stopped && check->progress &&
	    !check->progress(check->context, check->done, check->total))
		check->stopped = true;
	return !check->stopped;
}

/* ---- pages, schema, references ---- */

static void
pages_check(struct check *check)
{
	struct err e = sql_exec(check->archive, "PRAGMA cell_size_check = ON");
	struct sql q = sql_query(check->archive, "PRAGMA integrity_check(100)");

	sql_fail(&q, e);
	while (sql_row(&q)) {
		struct str line = sql_str(&q, check->arena, 0);
		if (!str_equal(line, S("ok")))
			check_damage(
			    check, line, err_new(ERR_DAMAGE, "pages of archive.db"), advice_pages);
	}
	check_query(check, sql_end(&q), "pages of archive.db", advice_pages);
}

/* The schema as it must be, from a database in memory that nobody can have damaged. */
static struct err
schema_digest(sqlite3 *db, struct digest *out)
{
	struct digest_state state;
	sqlite3_stmt *stmt = NULL;
	int code = sqlite3_prepare_v2(db,
	    "SELECT type || char(0) || name || char(0) || tbl_name || char(0) || ifnull(sql, '') "
	    "FROM sqlite_schema"
	    " WHERE tbl_name IN " ARCHIVE_TABLES " ORDER BY name",
	    -1, &stmt, NULL);

	digest_init(&state);
	while (code == SQLITE_OK || code == SQLITE_ROW) {
		code = sqlite3_step(stmt);
		if (code == SQLITE_ROW)
			digest_add(&state, (struct raw){ sqlite3_column_blob(stmt, 0),
					       (size_t)sqlite3_column_bytes(stmt, 0) });
	}
	sqlite3_finalize(stmt);
	*out = digest_final(&state);
	return code == SQLITE_DONE ? (struct err){ 0 }
				   : err_new(ERR_DAMAGE, "the schema cannot be read");
}

static void
schema_check(struct check *check)
{
	sqlite3 *fresh = NULL;
	const char *schema = schema_of(check->arena, check->archive->format).p;
	struct digest wanted = { { 0 } }, found = { { 0 } };
	struct err e = { 0 };

	if (sqlite3_open(":memory:", &fresh) != SQLITE_OK ||
	    sqlite3_exec(fresh, schema, NULL, NULL, NULL) != SQLITE_OK)
		e = err_new(ERR_LIBRARY, "a database in memory");
	if (!e.code)
		e = schema_digest(fresh, &wanted);
	if (!e.code)
		e = schema_digest(archive_db(check->archive), &found);
	if (!e.code && !digest_equal(&wanted, &found))
		e = err_new(ERR_DAMAGE, "it is not the one of this format");
	sqlite3_close(fresh);
	if (e.code)
		check_damage(check, S("schema of archive.db"), e, advice_pages);
}

static void
references_check(struct check *check)
{
	struct sql q = sql_query(check->archive, "PRAGMA foreign_key_check");

	while (sql_row(&q)) {
		struct str table = sql_str(&q, check->arena, 0);
		struct str thing = str_format(
		    check->arena, "row %lld of %.*s", (long long)sql_int(&q, 1), STR_ARGS(table));
		check_damage(check, thing, err_new(ERR_DAMAGE, "names a row that is not there"),
		    advice_derived);
	}
	check_query(check, sql_end(&q), "references between tables", advice_pages);
}

/* ---- what is primary ---- */

static void
dictionaries_check(struct check *check)
{
	struct sql q =
	    sql_query(check->archive, "SELECT use, bodies, digest, sum, id FROM dictionaries");

	while (sql_row(&q)) {
		struct buf bytes CLEAN(buf_done) = { 0 };
		struct err e = dictionary_bytes(check->archive, sql_int(&q, 4), &bytes);
		if (!e.code && !sql_sum_ok(&q, 3))
			e = err_new(ERR_DAMAGE, "its row");
		if (e.code)
			check_damage(check,
			    str_format(check->arena, "dictionary %lld", (long long)sql_int(&q, 4)),
			    e, advice_pages);
		check->report->dictionaries++;
	}
	check_query(check, sql_end(&q), "dictionaries", advice_pages);
}

/* Packs follow each other without gaps. */
static void
packs_check(struct check *check)
{
	int64_t end = 0;
	struct sql q = sql_query(check->archive,
	    "SELECT at, size, dictionary, digest, sum, bytes FROM packs ORDER BY at");

	while (sql_row(&q) && check_goes_on(check)) {
		struct digest wanted = sql_digest(&q, 3), found = digest_of(sql_raw(&q, 5));
		struct str thing =
		    str_format(check->arena, "pack at %lld", (long long)sql_int(&q, 0));
		check->report->packs++;
		if (!sql_sum_ok(&q, 4))
			check_damage(check, thing, err_new(ERR_DAMAGE, "its row"), advice_pages);
		else if (!digest_equal(&wanted, &found))
			check_damage(
			    check, thing, err_new(ERR_DIGEST, "compressed bytes"), advice_capture);
		else if (sql_int(&q, 0) != end)
			check_damage(check, thing,
			    err_new(ERR_DAMAGE, "a pack before it is missing"), advice_capture);
		end = sql_int(&q, 0) + sql_int(&q, 1);
	}
	check_query(check, sql_end(&q), "packs", advice_pages);
}

static struct err
discard(void *context, struct raw piece)
{
	*(int64_t *)context += (int64_t)piece.n;
	return (struct err){ 0 };
}

/* "capture 17, courier/1.md, article 5, https://example.org/one" as far as it can be told. */
static struct str
capture_named(struct check *check, int64_t id)
{
	struct arena *arena = check->arena;
	struct str thing = str_format(arena, "capture %lld", (long long)id);
	struct sql q =
	    sql_query(check->archive, "SELECT CAST(c.name AS TEXT), c.url, s.article, r.url FROM "
				      "captures c LEFT JOIN sightings s ON s.capture = c.id"
				      " LEFT JOIN revisions r ON r.id = s.revision WHERE c.id = ?");

	sql_bind_int(&q, id);
	if (sql_row(&q)) {
		struct raw name = sql_raw(&q, 0);
		struct str shown = { (const char *)name.p, utf8_valid_length(name) };
		struct str url = sql_str(&q, arena, sql_is_null(&q, 1) ? 3 : 1);
		thing = str_format(arena, "%.*s%s%.*s%s%.*s", STR_ARGS(thing), shown.n ? ", " : "",
		    STR_ARGS(shown), url.n ? ", " : "", STR_ARGS(url));
		if (sql_int(&q, 2))
			thing = str_format(arena, "%.*s, article %lld", STR_ARGS(thing),
			    (long long)sql_int(&q, 2));
	}
	(void)sql_end(&q);
	return thing;
}

static struct err
capture_check(struct check *check, int64_t id)
{
	struct err e = capture_stream(check->archive, id, discard, &check->done);

	/* that is no damage: what stays is told as a sum */
	return e.code == ERR_GIVEN_UP ? (struct err){ 0 } : e;
}

/* One by one, so that what lies behind a damaged page is reached. */
static void
each(struct check *check, int64_t last, struct err (*one)(struct check *, int64_t),
    struct str (*named)(struct check *, int64_t), int64_t *count, const char *advice)
{
	unsigned gap = 0;

	for (int64_t id = 1; id <= last && gap < GAP_MAX && check_goes_on(check); id++) {
		struct err e = one(check, id);
		gap = e.code == ERR_NOT_FOUND ? gap + 1 : 0;
		*count += e.code == 0;
		if (e.code == ERR_NOT_FOUND)
			e = err_new(ERR_DAMAGE, "its row is missing");
		if (e.code)
			check_damage(check, named(check, id), e, advice);
	}
}

static void
captures_check(struct check *check)
{
	int64_t last = 0;

	check_query(check, sql_one_int(check->archive, "SELECT max(id) FROM captures", &last),
	    "captures", advice_pages);
	each(check, last, capture_check, capture_named, &check->report->captures, advice_capture);
	check->report->capture_bytes = check->done;
}

/* ---- what is derived ---- */

static struct str
revision_named(struct check *check, int64_t id)
{
	struct str thing = str_format(check->arena, "revision %lld", (long long)id);
	struct sql q =
	    sql_query(check->archive, "SELECT article, n, url FROM revisions WHERE id = ?");

	sql_bind_int(&q, id);
	if (sql_row(&q))
		thing = str_format(check->arena, "article %lld, revision %lld, %.*s",
		    (long long)sql_int(&q, 0), (long long)sql_int(&q, 1),
		    STR_ARGS(sql_str(&q, check->arena, 2)));
	(void)sql_end(&q);
	return thing;
}

/* revision_get_id checks the row's sum, and the body as it checks a worker's message. */
static struct err
revision_check(struct check *check, int64_t id)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct revision revision;

	return revision_get_id(check->archive, &arena, id, REVISION_BODY, &revision);
}

static void
revisions_check(struct check *check)
{
	int64_t last = 0;

	check_query(check, sql_one_int(check->archive, "SELECT max(id) FROM revisions", &last),
	    "revisions", advice_pages);
	each(
	    check, last, revision_check, revision_named, &check->report->revisions, advice_derived);
}

static const struct summed summed[] = {
	{ "sources", "SELECT slug, name, host, lang, zone, sum, id FROM sources", 5,
	    advice_derived },
	{ "sightings",
	    "SELECT capture, article, revision, as_of, notes, sum, capture FROM sightings", 5,
	    advice_derived },
	{ "causes",
	    "SELECT revision, article, cause, rules_before, reread, sum, revision FROM causes", 5,
	    advice_derived },
	{ "readings",
	    "SELECT capture, article, verdict, characters, confidence, rule, evidence, sum, capture "
	    "FROM readings",
	    7, advice_derived },
	{ "parts", "SELECT feed, article, digest, sum, article FROM parts", 3, advice_derived },
	{ "quarantine", "SELECT capture, fault, at, what, sum, capture FROM quarantine", 4,
	    advice_derived },
};

void
check_sums(struct check *check, const struct summed *tables, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct summed *t = &tables[i];
		struct sql q = sql_query(check->archive, t->query);
		while (sql_row(&q))
			if (!sql_sum_ok(&q, t->column))
				check_damage(check,
				    str_format(check->arena, "row %lld of %s",
					(long long)sql_int(&q, t->column + 1), t->table),
				    err_new(ERR_DAMAGE, "it does not match its sum"), t->advice);
		check_query(check, sql_end(&q), t->table, t->advice);
	}
}

static void
sums_check(struct check *check)
{
	check_sums(check, summed, LENGTH(summed));
}

/* ---- all ---- */

static void (*const checks[])(struct check *) = {
	pages_check,
	schema_check,
	references_check,
	dictionaries_check,
	packs_check,
	captures_check,
	revisions_check,
	sums_check,
	articles_check,
	feeds_check,
	pictures_check,
	stories_check,
	figures_check,
};

struct err
archive_verify(struct archive *archive, struct arena *arena, verify_progress *progress,
    void *context, struct verify_report *out)
{
	struct verify_report report = { 0 };
	struct check check = { archive, arena, &report, 0, progress, context, 0, 0, false };

	(void)sql_one_int(archive, "SELECT sum(size) FROM captures", &check.total);
	for (size_t i = 0; i < LENGTH(checks) && check_goes_on(&check); i++)
		checks[i](&check);
	*out = report;
	return check.stopped ? err_new(ERR_INTERRUPTED, NULL) : (struct err){ 0 };
}

/* upgrade.c: archives of older formats. */
#include <stdio.h>

#include "store/store.h"

enum { FORMAT_FIRST = 1 };

/* Where in the schema stands what each format added. */
static const char *const added_begins[ARCHIVE_FORMAT + 1] = {
	[2] = "CREATE INDEX captures_by_digest",
	[3] = "CREATE TABLE causes",
	[4] = "CREATE TABLE story_articles",
	[5] = "CREATE TABLE figure_texts",
	[6] = "DROP TABLE figure_names",
};
/* What format 2 took the place of. */
static const char replaced[] = "CREATE INDEX captures_by_digest ON captures (substr(digest, 1, 8))";

/* All that the formats behind ${format} added. */
static const char *
added_behind(int64_t format)
{
	return strstr(archive_schema, added_begins[format + 1]);
}

struct str
schema_of(struct arena *arena, int64_t format)
{
	if (format >= ARCHIVE_FORMAT)
		return str_from_c(archive_schema);
	return str_format(arena, "%.*s%s%s", (int)(added_behind(format) - archive_schema), archive_schema,
	    format == 1 ? replaced : "", format == 1 ? ";" : "");
}

/* ---- for good ---- */

static struct err
upgrade_steps(struct archive *archive)
{
	char format[64];
	struct err e = { 0 };

	if (archive->format == 1)
		e = sql_exec(archive, "DROP INDEX IF EXISTS captures_by_digest");
	snprintf(format, sizeof(format), "PRAGMA user_version = %d", ARCHIVE_FORMAT);
	if (!e.code)
		e = sql_exec(archive, added_behind(archive->format));
	return e.code ? e : sql_exec(archive, format);
}

static struct err
upgrade_for_good(struct archive *archive)
{
	struct err e = sql_exec(archive, "BEGIN IMMEDIATE");

	if (e.code)
		return e;
	e = upgrade_steps(archive);
	if (!e.code)
		e = sql_exec(archive, "COMMIT");
	if (e.code && !sqlite3_get_autocommit(archive->db))
		(void)sqlite3_exec(archive->db, "ROLLBACK", NULL, NULL, NULL);
	return e;
}

/* ---- for readers ---- */

/* Who reads changes nothing: empty tables of its own stand in for those that are not there. */
static struct err
upgrade_in_memory(struct archive *archive)
{
	static const char create[] = "CREATE TABLE ", drop[] = "DROP TABLE ";
	struct buf text CLEAN(buf_done) = { 0 };
	struct str rest = str_from_c(added_behind(archive->format)), statement;

	while (pull_field(&rest, ';', &statement)) {
		statement = str_trim(statement);
		bool is_drop = str_starts(statement, str_from_c(drop));
		if (!is_drop && !str_starts(statement, str_from_c(create)))
			continue;
		buf_push_str(&text, is_drop ? S("DROP TABLE IF EXISTS temp.") : S("CREATE TEMP TABLE "));
		buf_push_str(&text, str_from(statement, is_drop ? sizeof(drop) - 1 : sizeof(create) - 1));
		buf_push_literal(&text, ";");
	}
	buf_push_char(&text, '\0');
	return text.err.code ? text.err : sql_exec(archive, text.p);
}

static struct err
for_now_end(struct archive *archive)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf text CLEAN(buf_done) = { 0 };
	struct sql q =
	    sql_query(archive, "SELECT name FROM temp.sqlite_schema WHERE type = 'table'");

	while (sql_row(&q))
		buf_push_format(&text, "DROP TABLE temp.%.*s;", STR_ARGS(sql_str(&q, &arena, 0)));
	struct err e = sql_end(&q);
	buf_push_char(&text, '\0');
	return e.code ? e : sql_exec(archive, text.p);
}

/* A writer may come while we read. */
struct err
archive_upgrade_seen(struct archive *archive)
{
	int64_t format = ARCHIVE_FORMAT;

	if (archive->format == ARCHIVE_FORMAT)
		return (struct err){ 0 };
	struct err e = sql_one_int(archive, "PRAGMA user_version", &format);
	if (e.code || format != ARCHIVE_FORMAT)
		return e;
	archive->format = format;
	return for_now_end(archive);
}

struct err
archive_upgrade(struct archive *archive)
{
	if (archive->format < FORMAT_FIRST || archive->format > ARCHIVE_FORMAT)
		return err_new(ERR_VERSION, "format of archive.db");
	if (archive->mode == ARCHIVE_READ)
		return upgrade_in_memory(archive);
	struct err e = upgrade_for_good(archive);
	if (!e.code)
		archive->format = ARCHIVE_FORMAT;
	return e;
}

/* upgrade.c: archives of older formats. */
#include <stdio.h>

#include "store/store.h"

/* The oldest there is. */
enum { FORMAT_FIRST = 1 };

/* Where in the schema stands what format 2 added. */
static const char added_begins[] = "CREATE INDEX captures_by_digest";

static const char *
added_by_2(void)
{
	return strstr(archive_schema, added_begins);
}

static struct err
upgrade_steps(struct archive *archive)
{
	char format[64];
	struct err e = sql_exec(archive, "DROP INDEX IF EXISTS captures_by_digest");

	snprintf(format, sizeof(format), "PRAGMA user_version = %d", ARCHIVE_FORMAT);
	if (!e.code)
		e = sql_exec(archive, added_by_2());
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

/* Who reads changes nothing: empty tables of its own stand in for those that are not there. */
static struct err
upgrade_for_now(struct archive *archive)
{
	static const char create[] = "CREATE TABLE ";
	struct buf text CLEAN(buf_done) = { 0 };
	struct str rest = str_from_c(added_by_2()), statement;

	while (pull_field(&rest, ';', &statement)) {
		statement = str_trim(statement);
		if (!str_starts(statement, str_from_c(create)))
			continue;
		buf_push_literal(&text, "CREATE TEMP TABLE ");
		buf_push_str(&text, str_from(statement, sizeof(create) - 1));
		buf_push_literal(&text, ";");
	}
	buf_push_char(&text, '\0');
	return text.err.code ? text.err : sql_exec(archive, text.p);
}

struct err
archive_upgrade(struct archive *archive, int64_t format)
{
	if (format < FORMAT_FIRST || format > ARCHIVE_FORMAT)
		return err_new(ERR_VERSION, "format of archive.db");
	return archive->mode == ARCHIVE_WRITE ? upgrade_for_good(archive) : upgrade_for_now(archive);
}

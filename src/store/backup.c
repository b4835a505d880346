/* backup.c: a copy while in use, and figures about what is there. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/store.h"

/* ---- a copy ---- */

/* All pages in one step are of one moment; a writer goes on meanwhile, in its log. */
static struct err
pages_copy(struct archive *archive, sqlite3 *to)
{
	sqlite3_backup *backup = sqlite3_backup_init(to, "main", archive->db, "main");

	if (!backup)
		return err_new(ERR_DATABASE, sqlite3_errstr(sqlite3_errcode(to)));
	(void)sqlite3_backup_step(backup, -1);
	return sql_error(archive, sqlite3_backup_finish(backup));
}

static struct err
copy_to(struct archive *archive, const char *path)
{
	sqlite3 *to = NULL;
	int code = sqlite3_open_v2(
	    path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
	struct err e =
	    code == SQLITE_OK ? pages_copy(archive, to) : err_from_errno(errno, "the copy");

	sqlite3_close(to);
	return e;
}

static struct err
file_sync(const char *path)
{
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fsync(fd) != 0)
		return err_from_errno(errno, "the copy");
	return (struct err){ 0 };
}

/* link() refuses where a file is, also one that came while we copied. */
struct err
archive_backup(struct archive *archive, const char *path)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	const char *part = str_format(&arena, "%s.part", path).p;

	if (access(path, F_OK) == 0)
		return err_new(ERR_EXISTS, "the copy");
	if (unlink(part) != 0 && errno != ENOENT)
		return err_from_errno(errno, "the remains of an earlier copy");
	struct err e = copy_to(archive, part);
	if (!e.code)
		e = file_sync(part);
	if (!e.code && link(part, path) != 0)
		e = err_from_errno(errno, "the copy");
	(void)unlink(part);
	return e;
}

/* ---- figures ---- */

static const struct {
	size_t member;
	const char *query;
} figures[] = {
	{ offsetof(struct archive_stats, sources), "SELECT count(*) FROM sources" },
	{ offsetof(struct archive_stats, captures), "SELECT count(*) FROM captures" },
	{ offsetof(struct archive_stats, articles), "SELECT count(*) FROM articles" },
	{ offsetof(struct archive_stats, revisions), "SELECT count(*) FROM revisions" },
	{ offsetof(struct archive_stats, quarantined), "SELECT count(*) FROM quarantine" },
	{ offsetof(struct archive_stats, bad), "SELECT count(*) FROM quarantine" },
	{ offsetof(struct archive_stats, images),
	    "SELECT sum(r.images) FROM articles a CROSS JOIN revisions r ON r.id = a.latest" },
	{ offsetof(struct archive_stats, input_bytes), "SELECT sum(size) FROM captures" },
	{ offsetof(struct archive_stats, capture_bytes), "SELECT sum(length(bytes)) FROM packs" },
	{ offsetof(struct archive_stats, body_bytes), "SELECT sum(length(body)) FROM bodies" },
	{ offsetof(struct archive_stats, changed),
	    "SELECT count(*) FROM articles a WHERE " ARTICLE_CHANGED },
	{ offsetof(struct archive_stats, oldest), "SELECT min(time) FROM articles" },
	{ offsetof(struct archive_stats, newest), "SELECT max(time) FROM articles" },
	{ offsetof(struct archive_stats, fetched), "SELECT count(*) FROM exchanges" },
	{ offsetof(struct archive_stats, documents),
	    "SELECT count(*) FROM captures WHERE kind NOT IN (3, 5, 6)" },
	{ offsetof(struct archive_stats, feeds), "SELECT count(*) FROM polls WHERE state = 1" },
	{ offsetof(struct archive_stats, mentions), "SELECT count(*) FROM mentions" },
	{ offsetof(struct archive_stats, visits),
	    "SELECT count(*) FROM visits WHERE next < 9223372036854775807" },
};

/* Pages of the tables that the catalogue keeps beside ours; only those pages are read. */
static struct err
index_bytes(struct archive *archive, int64_t *out)
{
	int64_t total = 0;
	struct sql q = sql_query(archive, "SELECT name FROM sqlite_schema WHERE rootpage > 0 AND "
					  "tbl_name NOT IN " ARCHIVE_TABLES);

	while (sql_row(&q)) {
		struct sql pages = sql_query(
		    archive, "SELECT sum(pgsize) FROM dbstat WHERE aggregate = TRUE AND name = ?");
		sql_bind_str(&pages, sql_str(&q, &archive->scratch, 0));
		if (sql_row(&pages))
			total += sql_int(&pages, 0);
		sql_fail(&q, sql_end(&pages));
	}
	*out = total;
	return sql_end(&q);
}

static int64_t
file_size(const char *dir, const char *name)
{
	char *path = archive_path(dir, name);
	struct stat status;
	int64_t size = stat(path, &status) == 0 ? (int64_t)status.st_size : 0;

	free(path);
	return size;
}

struct err
archive_stats(struct archive *archive, struct archive_stats *out)
{
	struct archive_stats stats = { 0 };
	struct err e = { 0 };

	arena_reset(&archive->scratch);
	for (size_t i = 0; i < LENGTH(figures) && !e.code; i++)
		e = sql_one_int(
		    archive, figures[i].query, (int64_t *)((char *)&stats + figures[i].member));
	if (!e.code)
		e = index_bytes(archive, &stats.index_bytes);
	stats.file_bytes =
	    file_size(archive->dir, "archive.db") + file_size(archive->dir, "archive.db-wal");
	if (!e.code)
		*out = stats;
	return e;
}

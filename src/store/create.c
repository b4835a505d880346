/* create.c: an empty archive, whole or not at all. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/store.h"

const char archive_schema[] =
#include "gen/schema.inc"
    ;

/* Bytes a page: a body is 1.5 kB, so that of smaller pages a sixth and more stays empty. */
#define PAGE_SIZE "16384"

/* The file is made under another name and moved, whole, to its own: there never is half an archive.
 */
static struct err
database_make(struct archive *archive, const char *path)
{
	char settings[200];
	struct err e = archive_connect(archive, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);

	snprintf(settings, sizeof(settings),
	    "PRAGMA page_size = " PAGE_SIZE "; PRAGMA auto_vacuum = INCREMENTAL;"
	    "PRAGMA journal_mode = WAL; BEGIN;"
	    "PRAGMA application_id = %d; PRAGMA user_version = %d;",
	    ARCHIVE_APPLICATION, ARCHIVE_FORMAT);
	if (!e.code)
		e = sql_exec(archive, settings);
	if (!e.code)
		e = sql_exec(archive, archive_schema);
	if (!e.code)
		e = sql_exec(archive, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
	return e;
}

static struct err
folder_sync(const char *dir)
{
	int fd CLEAN(fd_close) = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0 || fsync(fd) != 0)
		return err_from_errno(errno, "the archive's folder");
	return (struct err){ 0 };
}

static struct err
create_steps(struct archive *archive, const char *fresh, const char *path)
{
	struct err e = lock_take(archive->dir, &archive->lock);

	if (e.code)
		return e;
	if (access(path, F_OK) == 0)
		return err_new(ERR_EXISTS, "archive.db");
	if (unlink(fresh) != 0 && errno != ENOENT)
		return err_from_errno(errno, "the remains of an earlier attempt");
	e = database_make(archive, fresh);
	if (e.code)
		return e;
	sqlite3_close(archive->db);
	archive->db = NULL;
	if (rename(fresh, path) != 0)
		return err_from_errno(errno, "archive.db");
	return folder_sync(archive->dir);
}

/* The folder, and those above it that are missing. */
static struct err
folder_make(const char *dir)
{
	char *path = strdup(dir);
	struct stat status;
	struct err e = { 0 };

	for (char *end = path[0] ? path : NULL; end && !e.code;) {
		end = strchr(end + 1, '/');
		if (end)
			*end = '\0';
		if (mkdir(path, 0777) != 0 && errno != EEXIST && errno != EROFS)
			e = err_from_errno(errno, "the archive's folder");
		if (end)
			*end = '/';
	}
	free(path);
	if (!e.code && stat(dir, &status) != 0)
		e = err_from_errno(errno, "the archive's folder");
	if (!e.code && !S_ISDIR(status.st_mode))
		e = err_new(ERR_NO_ARCHIVE, "a file, not a folder");
	return e;
}

struct err
archive_create(const char *dir)
{
	struct err made = folder_make(dir);

	if (made.code)
		return made;
	struct archive *archive = archive_new(dir, ARCHIVE_WRITE);
	char *fresh = archive_path(dir, "archive.db.new");
	char *path = archive_path(dir, "archive.db");
	struct err e = create_steps(archive, fresh, path);

	archive_close(archive);
	free(fresh);
	free(path);
	return e;
}

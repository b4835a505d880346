/*
 * export_file.h: files written below one folder, and the manifest beside it.
 */
#ifndef XINSHI_SHOW_EXPORT_FILE_H
#define XINSHI_SHOW_EXPORT_FILE_H

#include "base/digest.h"
#include "base/json.h"

struct export_dir {
	int fd;		/* of the folder */
	struct buf made; /* the folder below it that was made or checked last: files come by folders */
};

/* Opens ${path}, making it; ERR_EXISTS where it holds something and ${force} is not set. */
struct err export_dir_open(const char *path, bool force, struct export_dir *out);
void export_dir_close(struct export_dir *dir);

/* Whether ${name} stays below a folder: relative, without "..", "." or empty parts, without control of its own. */
bool export_name_is_safe(struct raw name);

/* Opens the folder that ${name} lies in, making what is missing where ${make}; a part that is a link is refused.  -1 with errno;
 * *${own}: the last part of the name, inside it. */
int export_parent_open(const struct export_dir *dir, struct raw name, bool make, const char **own);

/* One file being written: opened below the folder, filled, closed; symbolic links on the way are refused. */
struct export_file {
	int fd;
	int64_t size;
	struct digest_state state;
	struct err err; /* sticks */
};
struct err export_file_open(struct export_dir *dir, struct raw name, struct export_file *out);
void export_file_put(struct export_file *file, struct raw bytes);
/* ${time}: the file's own, seconds; 0: none. */
struct err export_file_close(struct export_file *file, int64_t time, struct digest *digest);

/* ---- the manifest: a line a file, in the order of writing ---- */

struct manifest {
	int fd;		  /* -1: none is written */
	char *path, *part; /* written as ${part}, named ${path} when it is whole */
	struct buf lines;
	int64_t count;
	struct err err;
};

/* PATH.manifest.json, for a path that is a folder or a file; inside it for "." and "/". */
struct str manifest_path(struct arena *arena, const char *path);
struct err manifest_open(const char *path, const char *format, struct manifest *out);
/* ${article} and ${revision} 0: none. */
void manifest_add(struct manifest *manifest, struct raw name, const struct digest *digest, int64_t size, int64_t article,
    int64_t revision);
/* ${quarantine}: files not understood that a filter left out.  ${whole}: all went well; else an earlier manifest stays. */
struct err manifest_close(struct manifest *manifest, int64_t rules, int64_t quarantine, bool whole);

#endif

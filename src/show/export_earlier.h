/*
 * export_earlier.h: what an earlier run of the same export left in a folder, as its manifest says: so that a run writes what is new or
 * changed, removes what is gone, and touches nothing else (a disk, git, rsync see only that).
 */
#ifndef XINSHI_SHOW_EXPORT_EARLIER_H
#define XINSHI_SHOW_EXPORT_EARLIER_H

#include "base/map.h"
#include "show/export_file.h"

struct earlier_file {
	struct str name; /* bytes of any kind */
	struct digest digest;
	bool again; /* this run has it, too */
};

struct earlier {
	struct arena arena;
	struct map places; /* name -> index of items */
	struct earlier_file *items;
	size_t count, capacity;
};

/* Reads the manifest ${path} of an export in ${format}; nothing where there is none, or it is of something else. */
struct err earlier_read(const char *path, const char *format, struct earlier *out);
void earlier_done(struct earlier *earlier);

/* Notes that this run has ${name}; true where the file on the disk holds just these bytes. */
bool earlier_has(struct earlier *earlier, const struct export_dir *dir, struct raw name, const struct digest *digest, int64_t size);
/* Removes the files that this run did not have, and folders that are empty then; a file that somebody changed meanwhile stays. */
void earlier_remove(const struct earlier *earlier, const struct export_dir *dir, int64_t *removed);

#endif

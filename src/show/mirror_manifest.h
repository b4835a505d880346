/*
 * mirror_manifest.h: what a mirror consists of: a line of JSON a file, in order of name
 * (xinshi-mirror(5)).
 */
#ifndef XINSHI_SHOW_MIRROR_MANIFEST_H
#define XINSHI_SHOW_MIRROR_MANIFEST_H

#include "base/digest.h"
#include "base/map.h"
#include "show/words.h"

struct id_list {
	int64_t *items;
	size_t count, capacity;
};
struct name_list {
	struct str *items;
	size_t count, capacity;
};

struct mirror_entry {
	struct str name;
	struct str unit; /* the name of its unit's first file */
	struct digest digest;
	int64_t size;
	int64_t article, revision; /* 0: none */
	uint64_t key;		   /* of the unit */
	/* of a unit's first file: pictures that it would show, by id (0: one that is not known
	 * yet), as of ${shows_key}; the files of those that it does */
	struct id_list shows;
	uint64_t shows_key;
	struct name_list pictures;
	int64_t next; /* of the same unit, index; -1: none */
};

struct mirror_manifest {
	struct arena *arena; /* set by the owner */
	struct mirror_entry *items;
	size_t count, capacity;
	struct map by_name; /* index of its items */
};

void manifest_init(struct mirror_manifest *manifest, struct arena *arena);
/* The entry of this name; NULL. */
struct mirror_entry *manifest_find(const struct mirror_manifest *manifest, struct str name);
/* Adds one (a name once); its views are not copied.  The pointer holds until the next. */
struct mirror_entry *manifest_put(
    struct mirror_manifest *manifest, const struct mirror_entry *entry);

/* What stands at the end of it. */
struct mirror_facts {
	int64_t articles, rules, captured;
	struct str selection; /* in words of the command line; may be empty */
};
/* Sorts it by name and writes it. */
void manifest_write(
    struct mirror_manifest *manifest, const struct mirror_facts *facts, struct buf *out);
/* Reads what manifest_write wrote; false where it is anything else: then nothing is known. */
bool manifest_read(struct str text, struct mirror_manifest *out);

#endif

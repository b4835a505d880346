/*
 * zim.h: one ZIM file (openZIM, format 6.1), as Kiwix and its kin read it: entries as they come, in
 * clusters of about a megabyte that are compressed with zstd where that pays, then the lists that
 * find them.
 *
 * The same entries give the same bytes: the file's identifier is made of a digest over all that is
 * in it.  What is written is not kept in memory, but for a line about each entry.
 */
#ifndef XINSHI_SHOW_ZIM_H
#define XINSHI_SHOW_ZIM_H

#include "base/digest.h"
#include "base/md5.h"

enum { ZIM_CLUSTER = 1 << 20 };

/* Rows of zim.c. */
enum zim_mime {
	ZIM_HTML,
	ZIM_CSS,
	ZIM_TEXT,
	ZIM_ICON,
	ZIM_JPEG,
	ZIM_PNG,
	ZIM_WEBP,
	ZIM_LISTING,
	ZIM_MIME_MAX
};

struct zim_dirent {
	struct str path, title; /* title: empty where it is the path */
	uint32_t cluster, blob;
	uint8_t space; /* 'C' content, 'M' metadata, 'W' where to begin, 'X' lists */
	uint8_t mime;
	bool redirect, front; /* front: an article, found by its title */
	struct str to;	      /* of a redirect: a path of 'C' */
};

struct zim {
	int fd;
	uint64_t at; /* bytes written */
	struct arena arena;
	struct zim_dirent *dirents;
	size_t count, capacity;
	struct zim_cluster {
		struct buf bytes;
		struct buf offsets; /* u32 each, of what is behind the list of them */
		uint32_t blobs, number;
		bool begun;
	} open[2]; /* those that are compressed; those that are not */
	uint64_t *clusters;
	size_t cluster_count, cluster_capacity;
	struct digest_state state;
	void *packer;	/* of zstd */
	struct err err; /* sticks */
};

/* ${fd}: a new file, open for reading, too. */
void zim_begin(struct zim *zim, int fd);
/* A path once; ${title} may be empty. */
void zim_put(struct zim *zim, uint8_t space, struct str path, struct str title, enum zim_mime mime,
    bool front, struct raw bytes);
/* 'M' entries that are text. */
void zim_say(struct zim *zim, const char *name, struct str text);
/* Writes the lists and what stands at the beginning and the end; ${main}: a path of 'C'.  Gives the
 * error of all, and the digest of the whole file; frees what was held. */
struct err zim_end(struct zim *zim, struct str main, struct digest *digest);

#endif

/*
 * export.h: everything leaves as it came, or better: the format of the import, Markdown, JSON
 * Lines.
 *
 * The same archive and the same options give the same bytes: no time of the run, no order of the
 * disk.  Beside what is written stands a manifest (PATH.manifest.json): every file with its digest,
 * article and version, and the rules that made it; it stands outside, so that the folder is what
 * was imported and nothing else.  Where it tells of an earlier run in the same format, files that are the same are not
 * touched, and those that are gone are removed.
 */
#ifndef XINSHI_SHOW_EXPORT_H
#define XINSHI_SHOW_EXPORT_H

#include "store/articles.h"

enum export_format { EXPORT_ARCHIVE, EXPORT_MARKDOWN, EXPORT_JSONL, EXPORT_EPUB, EXPORT_SQLITE, EXPORT_SITE, EXPORT_ZIM };

struct export_options {
	enum export_format format;
	const char
	    *path; /* a folder, made if missing; for EXPORT_SQLITE and EXPORT_ZIM a file; for EXPORT_JSONL and EXPORT_EPUB a file, or "-" for descriptor 1 */
	bool force;	  /* into a folder that is not empty and no earlier export, over a file */
	bool revisions;	  /* every revision, not the newest alone; not for EXPORT_ARCHIVE */
	int64_t source;	  /* 0: all */
	struct str label; /* only what feeds with this label name; empty: all (EXPORT_EPUB) */
	bool no_pictures; /* EXPORT_EPUB, EXPORT_SITE, EXPORT_ZIM */
	int64_t from, to; /* effective time, [from, to); 0, 0: all */
};

struct export_report {
	int64_t files, bytes; /* of the export */
	int64_t kept, removed; /* of a folder: files that stood there as they had to; that an earlier run had left, and are gone */
	int64_t articles;
	int64_t renamed;	 /* older captures whose name a newer one has: name~1.md ... */
	int64_t quarantine;	 /* captures not understood, left out by a filter (EXPORT_ARCHIVE) */
	/* of EXPORT_EPUB: older articles beyond its ceiling; damaged or too large ones; pictures
	 * in it, and those that had no room */
	int64_t cut, unreadable, pictures, pictures_named;
	int64_t refused;	 /* names that would leave the folder, or that the disk refuses */
	char refused_first[256]; /* the first of them, cut, terminated; bytes of any kind */
	struct err refused_err;
};

/* Told now and then: done of total; false stops (ERR_INTERRUPTED). */
typedef bool export_progress(void *context, int64_t done, int64_t total);

/* ERR_EXISTS (what: the folder is not empty, the file is there), ERR_DISK_FULL, ERR_DIGEST (a
 * capture is damaged), ... */
struct err export_run(struct archive *archive, const struct export_options *options,
    export_progress *progress, void *context, struct export_report *out);

#endif

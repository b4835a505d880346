/*
 * mirror.h: the archive, or a part of it, as pages in files: for a disk, a stick, a plain server, a
 * ZIM.
 *
 * The pages are those of the reading room (html_out.h: links), with calendars, outlets by month and
 * an index of headlines beside them in place of what only a server can answer.  They hold no script
 * and load nothing from elsewhere.  The same archive and the same options give the same bytes: no
 * page tells the time of the run, only when the newest of what it shows was captured.
 *
 * Files come in units (an article with its revisions and differences, a day with its further pages)
 * that have a key: a number made of all that they show.  Where a manifest of an earlier run has the
 * unit under the same key, it is kept unwritten.
 */
#ifndef XINSHI_SHOW_MIRROR_H
#define XINSHI_SHOW_MIRROR_H

#include "show/mirror_manifest.h"
#include "store/articles.h"

struct mirror_options {
	int64_t source;	  /* 0: all */
	int64_t from, to; /* effective time, [from, to); 0, 0: all */
	bool no_pictures;
	/* told now and then; false stops */
	bool (*progress)(void *context, int64_t done, int64_t total);
	void *context;
};

/* One file that is made. */
struct mirror_file {
	struct str name, title; /* title: of a page, for people; may be empty */
	enum mirror_kind {
		MIRROR_PAGE,
		MIRROR_STYLE,
		MIRROR_ICON,
		MIRROR_JPEG,
		MIRROR_PNG,
		MIRROR_WEBP
	} kind;
};

/* Where they go. */
struct mirror_sink {
	/* Whether a file of this name and size stands there, as the manifest of an earlier run
	 * says; NULL: nothing does. */
	bool (*there)(void *context, const struct mirror_entry *entry);
	struct err (*put)(void *context, const struct mirror_file *file, struct raw bytes);
	bool policy; /* pages say themselves that no script may run in them; not where who shows them adds scripts of their own */
	void *context;
};

struct mirror_report {
	int64_t articles, files, bytes; /* in the mirror */
	int64_t written;		/* of the files, in this run */
	int64_t unreadable;		/* articles that are damaged, and so left out */
	int64_t pictures;
	int64_t first_day, last_day; /* of its articles, since 1970 */
	int64_t rules, captured;     /* captured: the newest of all, seconds */
	enum tongue tongue;	     /* of its interface */
};

/*
 * mirror_make(archive, options, sink, old, out, report):
 * Makes all files that ${old} (empty: no earlier run) does not have; ${out} is what is there then.
 * Inside a read transaction. Errors: ERR_INTERRUPTED; those of the sink and of the archive.
 */
struct err mirror_make(struct archive *archive, const struct mirror_options *options,
    const struct mirror_sink *sink, const struct mirror_manifest *old, struct mirror_manifest *out,
    struct mirror_report *report);

#endif

/*
 * mirror_work.h: what the files of the mirror share.  Nobody else includes it.
 */
#ifndef XINSHI_SHOW_MIRROR_WORK_H
#define XINSHI_SHOW_MIRROR_WORK_H

#include "show/clerk.h"
#include "show/mirror.h"
#include "show/mirror_name.h"
#include "show/page.h"
#include "show/picture.h"
#include "store/changed.h"
#include "store/stamps.h"

/* ---- mirror_shelf.c: what there is, in memory ---- */

/* An article of the mirror: what lists show, and of what its page is made. */
struct shelved_article {
	struct article_row row; /* without address, title and section */
	uint64_t stamp;
	int64_t story;	      /* 0: none of several articles */
	int64_t day;	      /* days since 1970, in the zone of the pages */
	int64_t older, newer; /* of the same outlet, in the mirror or not; 0: none */
};

/* A story of at least two articles. */
struct shelved_story {
	int64_t id;
	uint64_t stamp;	  /* of all its articles */
	int64_t captured; /* the newest of those in the mirror; 0: none is */
};

struct shelf {
	struct shelved_article *items; /* by id */
	size_t count;
	uint32_t *by_time;	       /* oldest first */
	struct shelved_story *stories; /* by id */
	size_t story_count;
	struct id_list
	    weeks; /* the newest, and all that have stories, newest first: their ends, seconds */
	struct sources sources;	     /* names of all outlets */
	struct changed_rows changes; /* that weigh more than style, newest first, of the outlet and
					time asked for */
	struct stamps pictures;
	uint64_t names;	  /* stamp of outlets and feeds */
	int64_t captured; /* the newest of all, seconds */
};

struct mirror {
	struct archive *archive;
	const struct mirror_options *options;
	const struct mirror_sink *sink;
	const struct mirror_manifest *old;
	struct mirror_manifest *out;
	struct mirror_report *report;
	struct server_options server; /* what pages ask for: zone */
	struct clerk clerk;	      /* the same: the archive */
	struct links links;
	enum tongue tongue;
	struct shelf shelf;
	struct arena arena, page; /* of the run; of one page */
	uint64_t base;		  /* of all keys */
	struct {
		struct str name; /* its first file */
		uint64_t key;
		int64_t article, revision;
		struct name_list waiting,
		    targets; /* further pages of it that were linked, and what is asked for each */
		size_t done; /* of these */
		struct id_list shows;
		struct name_list pictures;
	} unit;
	int64_t week;	 /* whose stories are being written: its end; 0: none */
	struct str here; /* the file that is being written */
	int64_t progress, total;
};

struct err shelf_gather(struct mirror *mirror);
struct shelved_article *shelf_article(const struct shelf *shelf, int64_t id);
struct shelved_story *shelf_story(const struct shelf *shelf, int64_t id);
/* The end of the week of a time, Sunday at midnight. */
int64_t shelf_week_end(const struct mirror *mirror, int64_t seconds);
/* Places in by_time: the first article at or after ${time}. */
size_t shelf_at(const struct shelf *shelf, int64_t time);
int64_t mirror_day(const struct mirror *mirror, int64_t seconds);

/* ---- keys ---- */

void key_add(uint64_t *key, uint64_t value);
void key_add_str(uint64_t *key, struct str s);
/* All that a line or page of this article is made of, and its story. */
void key_add_article(
    uint64_t *key, const struct shelf *shelf, const struct shelved_article *article);

/* ---- mirror_unit.c: units, files, pictures ---- */

/* Begins one; false where it is there already and was kept. */
bool unit_begin(struct mirror *mirror, struct str name, uint64_t key);
struct err unit_put(struct mirror *mirror, const struct mirror_file *file, struct raw bytes);
/* Notes what it would show; done with when all its files are put. */
void unit_end(struct mirror *mirror);
struct html_picture mirror_picture(void *context, struct str url);

/* ---- mirror_page.c: pages of the reading room as files ---- */

void mirror_links(struct mirror *mirror);
/* The page at ${target} of the reading room, as of ${captured}. */
struct err page_put(struct mirror *mirror, struct str target, int64_t captured);
/* The first page of the unit, and all further ones that it leads to. */
struct err pages_put(struct mirror *mirror, struct str target, int64_t captured);

/* A page of our own: to be written to ${out}, and put. */
struct sheet {
	struct buf body;
	struct response response;
	struct request request;
	struct html_out *out;
	struct str name, title;
};
void sheet_begin(struct mirror *mirror, struct sheet *sheet, struct str name, struct str title,
    enum word section, int64_t captured);
struct err sheet_put(struct mirror *mirror, struct sheet *sheet);

/* ---- kinds of pages ---- */

struct err mirror_articles(struct mirror *mirror); /* mirror_articles.c */
struct err mirror_days(struct mirror *mirror);	   /* mirror_lists.c: home, days, months */
struct err mirror_stories(struct mirror *mirror);
struct err mirror_changes(struct mirror *mirror);
struct err mirror_sources(struct mirror *mirror); /* mirror_sources.c */
struct err mirror_index(
    struct mirror *mirror); /* mirror_index.c: headlines by their characters and words */
struct err mirror_about(struct mirror *mirror); /* mirror_about.c: what it is, the style sheet */

#endif

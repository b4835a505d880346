/*
 * pictures.h: pictures of articles: which are wanted, their originals by digest once, and the
 * prints made of them, which are what readers get.
 *
 * An original is a capture (CAPTURE_PICTURE) whose bytes are a blob: they may be given up, by the
 * budget's rule and never silently - digest, heads and prints stay.
 */
#ifndef XINSHI_STORE_PICTURES_H
#define XINSHI_STORE_PICTURES_H

#include "record/picture.h"
#include "store/blobs.h"
#include "store/feeds.h"

enum picture_state {
	PICTURE_WANTED = 1,
	PICTURE_KEPT,
	PICTURE_FAILED,	 /* asked again, until it is not */
	PICTURE_REFUSED, /* no picture, or one of a kind or size that is not kept: its bytes are not
			  */
	PICTURE_GIVEN_UP, /* the original; its prints are kept */
	PICTURE_STATES,	  /* how many, with none */
};
/* "wanted", "kept", "failed", "refused", "given-up". */
const char *picture_state_name(enum picture_state state);

struct picture_row {
	int64_t id;
	struct str url;	    /* of the original, absolute */
	struct str proxied; /* the same through the proxy that the article had it from; empty: from
			       url itself, or the proxy cannot be asked any more */
	struct str source;  /* slug of the outlet whose article named it first */
	enum picture_state state;
	int64_t next;	 /* seconds; 0: at once; INT64_MAX: never again.  Of one that is kept: its
			    prints are still to be made */
	int64_t failing; /* in a row */
	int status;
	struct str fault, fault_what; /* "ERR_STATUS", "answers 404"; empty: none */
	int64_t capture;
	int64_t original;		    /* blob; 0: none */
	enum picture_format format;	    /* 0: not known */
	int64_t width, height, pages, size; /* of the original */
	int64_t fetched;
};
struct picture_rows {
	struct picture_row *items;
	size_t count;
};

/* ---- which are wanted ---- */

/* Plans one, if it is not known yet: due at ${next}.  ${proxy}: the host of the proxy before it, or
 * empty.  Inside a transaction. */
struct err picture_plan(struct archive *archive, struct url url, struct str proxy,
    struct str source, int64_t next, bool *added);
/* Those of an article's tree; gives how many were new.  Inside a transaction. */
struct err pictures_plan(
    struct archive *archive, const struct doc *doc, int64_t article, int64_t next, int64_t *count);
/* Where one is in the list of all articles, newest first; {0}: at its beginning. */
struct article_place {
	int64_t time, id;
	bool end;
};
/* Those of the next ${limit} kept articles; ${place} goes on.  Inside a transaction. */
struct err pictures_plan_kept(struct archive *archive, struct article_place *place, size_t limit,
    int64_t next, int64_t *count);
/* Soonest first. */
struct err pictures_due(struct archive *archive, struct arena *arena, int64_t due, size_t limit,
    struct picture_rows *out);
/* When the next is due; INT64_MAX: none. */
struct err pictures_next(struct archive *archive, int64_t *next);

/* ---- rows ---- */

/* Writes every member back, by id; ERR_NOT_FOUND.  Inside a transaction. */
struct err picture_put(struct archive *archive, const struct picture_row *row);
struct err picture_get(
    struct archive *archive, struct arena *arena, int64_t id, struct picture_row *out);
/* By an article's address of it, proxied or not, http or https; ERR_NOT_FOUND. */
struct err picture_by_url(
    struct archive *archive, struct arena *arena, struct url url, struct picture_row *out);
/* Another picture with the same original, printed already; ERR_NOT_FOUND. */
struct err picture_alike(struct archive *archive, struct arena *arena,
    const struct picture_row *row, struct picture_row *out);
/* Pictures by id behind ${after}, of one state (0: all). */
struct err pictures_list(struct archive *archive, struct arena *arena, enum picture_state state,
    int64_t after, size_t limit, struct picture_rows *out);

/* ---- prints ---- */

/* A print, without its bytes. */
struct print_row {
	int64_t width, height;
	enum picture_format format;
	int64_t blob, size;
	struct digest digest;
};
struct print_rows {
	struct print_row items[PICTURE_PRINTS_MAX];
	size_t count;
};
/* Widest last; of one width, in order of enum picture_format. */
struct err prints_list(struct archive *archive, int64_t picture, struct print_rows *out);
/* Inside a transaction. */
struct err print_add(struct archive *archive, int64_t picture, const struct picture_print *print);
/* Those of ${from} are those of ${to}, too. */
struct err prints_share(struct archive *archive, int64_t from, int64_t to);

/* ---- how much ---- */

struct picture_counts {
	int64_t by_state[PICTURE_STATES];
	int64_t due;			       /* to be asked for or printed, now or later */
	int64_t originals, original_bytes;     /* kept, each once */
	int64_t prints, print_bytes;	       /* the same */
	int64_t given_up, given_up_bytes;      /* originals that the budget gave up */
	int64_t given_up_first, given_up_last; /* when; 0 without any */
};
struct err pictures_count(struct archive *archive, struct picture_counts *out);

/* Bytes; 0: no limit. */
struct picture_budget {
	int64_t total;	/* originals and prints of all */
	int64_t source; /* originals of one outlet */
};
struct pictures_given {
	int64_t originals, bytes;
	bool full; /* there is no room, whatever is given up */
};
/* Makes room for ${more} bytes, which are of ${source} (empty: nobody's): the oldest originals are
 * given up, first the outlet's own where its share is over, then anybody's - none where that would
 * not help.  Prints are not touched.
 * ${given} is added to.  Inside a transaction. */
struct err pictures_make_room(struct archive *archive, const struct picture_budget *budget,
    struct str source, int64_t more, int64_t now, struct pictures_given *given);

#endif

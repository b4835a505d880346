/*
 * readings.h: what became of an article's page: whether its text is kept, and why not.
 */
#ifndef XINSHI_STORE_READINGS_H
#define XINSHI_STORE_READINGS_H

#include "store/articles.h"

enum reading_verdict {
	READING_KEPT = 1, /* its text is the article's */
	READING_LESS,	  /* what a feed gave is as full */
	READING_OTHER,	  /* another text: nothing of what a feed gave stands there */
	READING_SHORT,	  /* much shorter than what the page had before */
	READING_EMPTY,	  /* no text was found */
	READING_PARTIAL,  /* the beginning: the rest is for subscribers */
	READING_LIST,	  /* names articles, is none */
	READING_ERROR,	  /* a server's excuse */
	READING_WALL,	  /* login, consent, proof that one is human */
	READING_FAULT,	  /* could not be read: the row of errors.tsv in evidence */
	READING_MAX,
};
/* "kept", "less", "other", "short", "empty", "partial", "list", "error", "wall", "fault". */
const char *reading_name(enum reading_verdict verdict);

struct reading_row {
	int64_t capture; /* of several pages of one text, the first */
	int64_t article;
	enum reading_verdict verdict;
	int64_t characters; /* of the text found */
	int64_t confidence; /* of 1000 */
	struct str rule;    /* what found it */
	struct str evidence;
};

/* Replaces what was said of the capture.  Inside a transaction. */
struct err reading_put(struct archive *archive, const struct reading_row *reading);
/* Of a capture; ERR_NOT_FOUND. */
struct err reading_get(
    struct archive *archive, struct arena *arena, int64_t capture, struct reading_row *out);
/* The last of an article's page; ERR_NOT_FOUND. */
struct err reading_last(
    struct archive *archive, struct arena *arena, int64_t article, struct reading_row *out);

/* Whether no page of the article was read as one before. */
struct err reading_is_first(struct archive *archive, int64_t article, bool *out);

/* How many articles' pages were last read so. */
struct reading_counts {
	int64_t by_verdict[READING_MAX];
};
struct err readings_count(struct archive *archive, struct reading_counts *out);

/* Articles whose page was not kept for such a reason (READING_SHORT to READING_FAULT) at its last
 * reading, newest first, behind capture ${before} (0: from the newest). */
struct reading_rows {
	struct reading_row *items;
	size_t count;
};
struct err readings_refused(struct archive *archive, struct arena *arena, int64_t before,
    size_t limit, struct reading_rows *out);

#endif

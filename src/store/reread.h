/*
 * reread.h: pages read again by newer rules.  The source did not change: a text that the rules make
 * another takes the place of the one that stood there, under its number, and what is known of it
 * says so (causes.h).
 */
#ifndef XINSHI_STORE_REREAD_H
#define XINSHI_STORE_REREAD_H

#include "store/causes.h"

/* What a page's capture gave, and what stood there before it came. */
struct reread {
	int64_t article;
	int64_t revision; /* 0: its text is not kept */
	bool is_first;	  /* it is the capture that the revision was made of */
	int64_t before;	  /* the newest revision then; 0: none */
};
struct err reread_find(
    struct archive *archive, int64_t article, int64_t capture, struct reread *out);

enum reread_kind {
	REREAD_SAME, /* the same text */
	REREAD_TEXT, /* another, in its place */
	REREAD_ONE,  /* it is now that of another version: both are one */
};
/* Puts ${article} in the place of the revision.  With ${dry}, only says what would be.  Inside a
 * transaction. */
struct err reread_put(struct archive *archive, int64_t revision, const struct article *article,
    int64_t now, bool dry, enum reread_kind *out);

#endif

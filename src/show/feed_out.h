/*
 * feed_out.h: articles as RSS 2.0, Atom 1.0 (RFC 4287) or JSON Feed 1.1, full text, out of one list
 * of items.
 */
#ifndef XINSHI_SHOW_FEED_OUT_H
#define XINSHI_SHOW_FEED_OUT_H

#include "show/html_out.h"

enum feed_kind { FEED_RSS, FEED_ATOM, FEED_JSON };

struct feed_item {
	struct str id; /* stable: the article's own address, wherever we are reached */
	struct str title, lang;
	struct str url;	   /* our page */
	struct str origin; /* the outlet's */
	struct str outlet;
	struct strs authors;
	struct str class;	    /* what kind of item: of a change its weight; may be empty */
	struct str html;	    /* made by the verbs of html_out */
	int64_t published, updated; /* seconds */
	uint32_t print;		    /* of its bytes as feed_out_write wrote them */
};

/* Where a feed goes on (RFC 5005), and who tells of news (WebSub). */
enum feed_rel {
	REL_CURRENT, /* the document to subscribe to: set in all others */
	REL_PREV_ARCHIVE,
	REL_NEXT_ARCHIVE,
	REL_FIRST,
	REL_PREVIOUS,
	REL_NEXT,
	REL_HUB,
	REL_MAX
};

struct feed_out {
	struct str id;		      /* of the feed, the same in all its documents and forms */
	struct str title, home, self; /* addresses are absolute */
	struct str lang;
	struct str links[REL_MAX]; /* absolute; empty: none */
	bool is_archive;	   /* a document that never changes */
	bool is_complete;	   /* holds all there is */
	int64_t updated;
	struct feed_item *items;
	size_t count;
};

/* Writes the document, and the print of each item. */
void feed_out_write(struct buf *out, enum feed_kind kind, const struct feed_out *feed);
/* Text in XML: escaped; what XML 1.0 cannot hold is left out. */
void xml_text(struct buf *out, struct str s);

#endif

/*
 * feed_out.h: articles as RSS 2.0, Atom 1.0 (RFC 4287) or JSON Feed 1.1, full text, out of one list
 * of entries.
 */
#ifndef XINSHI_SHOW_FEED_OUT_H
#define XINSHI_SHOW_FEED_OUT_H

#include "show/html_out.h"

enum feed_format { FEED_RSS, FEED_ATOM, FEED_JSON };

struct feed_entry {
	struct str id; /* stable: the article's own address, wherever we are reached */
	struct str title, lang;
	struct str url;	   /* our page */
	struct str origin; /* the outlet's */
	struct str outlet;
	struct strs authors;
	struct str html;	    /* made by the verbs of html_out */
	int64_t published, updated; /* seconds */
};

struct feed {
	struct str title, home, self; /* absolute addresses */
	struct str lang;
	int64_t updated;
	const struct feed_entry *items;
	size_t count;
};

void feed_write(struct buf *out, enum feed_format format, const struct feed *feed);
/* Text in XML: escaped; what XML 1.0 cannot hold is left out. */
void xml_text(struct buf *out, struct str s);

#endif

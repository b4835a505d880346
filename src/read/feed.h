/*
 * feed.h: RSS 0.9-2.0, Atom, RDF, CDF and JSON Feed -> struct feed.
 */
#ifndef XINSHI_READ_FEED_H
#define XINSHI_READ_FEED_H

#include "record/feed.h"

/*
 * feed_parse(arena, question, out):
 * Reads a feed in any character set.  Items keep document order; the better of two elements wins by
 * its rank (data/elements.tsv).  What is malformed is read as far as it makes sense, each thing
 * wrong with a fault that names its line. Gives:   *${out}, living in ${arena}, its texts as
 * written; untouched on failure. Limits:  those of record/feed.h and xml.h; a longer feed is cut
 * and says so. Errors:  ERR_EMPTY; ERR_BINARY; ERR_CHARSET; ERR_FEED where nothing in it is of a
 * feed; ERR_SYNTAX of JSON, at the byte. Spec:    RFC 4287; RSS 2.0.11; RSS 1.0; JSON Feed 1.1;
 * what the wild does instead: doc/wild.md.
 */
struct err feed_parse(struct arena *arena, const struct feed_question *question, struct feed *out);

/* The same of text already decoded, for its two kinds; *${feed} was begun by feed_init. */
struct err feed_from_xml(struct arena *arena, const struct feed_question *question, struct str base,
    struct str text, struct feed *feed);
struct err feed_from_json(struct arena *arena, const struct feed_question *question,
    struct str base, struct str text, struct feed *feed);

/*
 * The character set: byte order mark, what the response's header says, the XML declaration, else a
 * guess; where what is said does not fit the bytes, the next that does.  *${evidence} is static
 * text.
 */
struct err feed_decode(struct arena *arena, const struct feed_question *question, struct str *text,
    struct str *charset, struct str *evidence);

#endif

/*
 * feed.h: RSS 0.9-2.0, Atom, RDF, CDF and JSON Feed -> struct feed.
 */
#ifndef XINSHI_READ_FEED_H
#define XINSHI_READ_FEED_H

#include "read/feed_decode.h"

enum { FEED_JSON_MAX = 32 << 20 /* bytes of a JSON Feed: it is read whole */ };

/*
 * feed_parse(arena, question, out):
 * Reads a feed in any character set.  Items keep document order; the better of two elements wins by
 * its rank (data/elements.tsv).  What is malformed is read as far as it makes sense, each thing
 * wrong with a fault that names its line.
 * Gives:   *${out}, living in ${arena}, its texts as written; untouched on failure.
 * Limits:  those of record/feed.h and xml.h; a longer feed is cut and says so.
 * Errors:  ERR_EMPTY; ERR_CHARSET; ERR_FEED where nothing in it is of a feed; ERR_SYNTAX of JSON,
 * at the byte; ERR_TOO_BIG.
 * Spec:    RFC 4287; RSS 2.0.11; RSS 1.0; JSON Feed 1.1; what the wild does instead: doc/wild.md.
 */
struct err feed_parse(struct arena *arena, const struct feed_question *question, struct feed *out);

/* What becomes of an item as it ends; afterwards all that it says is forgotten. */
struct feed_sink {
	struct err (*item)(void *context, struct feed_entry *item);
	void *context;
};

/*
 * feed_stream(arena, question, input, sink, out):
 * As feed_parse, of bytes that come piece by piece (those of ${question} are not looked at): items
 * go to ${sink}, *${out} gets the rest.  Memory: one item, and the largest piece of the document.
 * Errors:  as feed_parse, and those of ${input} and ${sink}; items given before stay given.
 */
struct err feed_stream(struct arena *arena, const struct feed_question *question,
    const struct feed_input *input, const struct feed_sink *sink, struct feed *out);

/* The bytes of a question as an input: ${rest} begins as all of them. */
struct feed_input feed_input_from(struct raw *rest);

#endif

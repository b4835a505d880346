/*
 * feed_reading.h: a feed on its way from bytes to items, for those who know one of its kinds:
 * feed_xml.c, jsonfeed.c, lint.c.
 */
#ifndef XINSHI_READ_FEED_READING_H
#define XINSHI_READ_FEED_READING_H

#include "read/feed.h"

struct feed_reading {
	struct arena *arena;
	const struct feed_question *question;
	const struct feed_sink *sink; /* NULL: items gather in the feed */
	struct str base;
	struct feed feed;
	struct err err; /* of input and sink; sticks */
	size_t count;	/* items so far, wherever they went */
	bool is_full;	/* no more of them are wanted */
	/* what comes in, and what of it was decoded to find out its kind */
	struct feed_decoder decoder;
	struct buf text;
};

/* Reads as far as the first characters: ERR_EMPTY where there are none. */
void feed_reading_begin(struct feed_reading *reading, struct arena *arena,
    const struct feed_question *question, const struct feed_input *input,
    const struct feed_sink *sink);
bool feed_reading_is_json(const struct feed_reading *reading);
/* The document, from its beginning; see struct xml_owner. */
bool feed_reading_more(struct feed_reading *reading, struct buf *out);
/* An item has ended: it goes where the reading has it go. */
void feed_reading_give(struct feed_reading *reading, const struct feed_entry *item);
/* Whether there is a reason to stop. */
static inline bool
feed_reading_is_over(const struct feed_reading *reading)
{
	return reading->is_full || reading->err.code;
}
/* Names the charset; gives the error, else the feed. */
struct err feed_reading_end(struct feed_reading *reading, struct feed *out);

/* The two kinds.  ERR_FEED; ERR_SYNTAX, ERR_TOO_BIG of JSON. */
void feed_from_xml(struct feed_reading *reading);
void feed_from_json(struct feed_reading *reading);

#endif

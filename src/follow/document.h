/*
 * document.h: a feed's document, and how the desk is asked about it: the same when it comes, when it is
 * read again for the past, and when all is rebuilt.
 */
#ifndef XINSHI_FOLLOW_DOCUMENT_H
#define XINSHI_FOLLOW_DOCUMENT_H

#include "record/items.h"
#include "store/feeds.h"

struct document {
	struct raw bytes;
	struct str url;	   /* where it came from */
	struct str source; /* the outlet; empty: by host */
	struct str content_type, location, language; /* headers; empty where there were none */
	int64_t now;	   /* when it came */
};

/* The question (FRAME_READ_ITEMS).  What people said of the feed (${row} may be NULL) comes before what its server says: its
 * language, and the zone of dates without one; else that is the outlet's. */
void document_question(struct buf *out, const struct document *document, const struct feed_row *row);
/* As it was when ${capture} was made. */
struct document document_of(const struct capture *capture, const struct exchange_row *exchange, struct raw bytes);

#endif

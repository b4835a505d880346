/*
 * river.h: feeds that go back to their first text: a shelf of arrivals (store/arrivals.h), cut into
 * documents.
 *
 * A document of the past holds a full range of places of the shelf, and never changes; the document
 * to subscribe to holds what came last, and so at least all that stands in no document of the past
 * yet.  A text that came later is a later place: so whoever walks back finds every article, and its
 * newest text first.
 */
#ifndef XINSHI_SHOW_RIVER_H
#define XINSHI_SHOW_RIVER_H

#include "show/feed_reply.h"

enum { PIECE = 50, PAGE_ITEMS = 50, CHANGES_PIECE = 25 };

typedef struct err items_add(struct request *request, struct html_out *out,
    const struct arrived *arrived, struct feed_items *items);

struct river {
	struct str title, home;
	struct shelf_of shelf;
	int64_t piece;	/* places of one document */
	items_add *add; /* a text of the past */
};

/* The document that was asked for. */
struct err river_reply(
    struct request *request, struct response *response, const struct river *river);

/* What is newest of a shelf of ${count} places: by date, and by arrival. */
struct err river_newest(struct request *request, struct html_out *out, const struct river *river,
    int64_t count, struct feed_items *items);
struct err rows_gather(struct request *request, struct html_out *out,
    const struct article_rows *rows, struct feed_items *items);
/* So many as the reader wants; true where something is left out, which then stands in no document.
 */
bool items_cut(const struct request *request, struct feed_items *items);
/* "17", for a parameter. */
struct str number_text(struct request *request, int64_t n);

#endif

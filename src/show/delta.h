/*
 * delta.h: what a client has of a feed, told by its own validator, so that it is sent only the rest
 * (RFC 3229 with "feed" as the instance manipulation).
 *
 * The ETag of a feed ends in the prints of its items.  A client that sends it back says thereby
 * what it has; nothing about it is kept here, and any list (a search, a label) can be answered so.
 * A validator that knows none of the items at hand is stale, and answered with all of them.
 */
#ifndef XINSHI_SHOW_DELTA_H
#define XINSHI_SHOW_DELTA_H

#include "show/feed_out.h"

enum { DELTA_PRINT = 5 }; /* characters of one print: 30 bits */

/* Whether the header A-IM accepts "feed". */
bool delta_asked(struct str a_im);
/* The prints of the items, for an ETag; may be empty. */
struct str delta_tag(struct arena *arena, const struct feed_item *items, size_t count);
/*
 * The items that the first fresh validator of ${if_none_match} does not know, in their order;
 * *${base} is that validator, with its quotes.  False where none is fresh.
 */
bool delta_between(struct arena *arena, struct str if_none_match, const struct feed_out *feed,
    struct feed_out *newer, struct str *base);

#endif

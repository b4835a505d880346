/*
 * opml_out.h: lists of feeds as OPML 2.0, for feed readers and for us again.
 *
 * A feed's first label is the folder it stands in, as readers show them; the others are its
 * category.  What a category cannot say (a comma or slash in it) is a folder further down.
 */
#ifndef XINSHI_SHOW_OPML_OUT_H
#define XINSHI_SHOW_OPML_OUT_H

#include "record/outline.h"
#include "store/feeds.h"

/* ${modified}: seconds; 0: not said. */
void opml_write(struct buf *out, const struct outlines *list, int64_t modified);
/* Feeds that are followed, as such a list; views into ${rows}. */
void opml_from_feeds(struct arena *arena, const struct feed_rows *rows, struct outlines *out);
/* What a feed is called: by people, else by itself, else its address. */
struct str feed_name(const struct feed_row *feed);

#endif

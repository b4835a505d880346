/*
 * feed_clean.h: the texts of a feed made safe.
 */
#ifndef XINSHI_REFINE_FEED_CLEAN_H
#define XINSHI_REFINE_FEED_CLEAN_H

#include "record/feed.h"

/* Every text of TEXT_HTML and TEXT_XHTML, and of TEXT_GUESS where it proves to be markup, becomes
 * TEXT_SAFE with absolute addresses; the others become TEXT_PLAIN and stay as they are. */
void feed_clean(struct arena *arena, struct feed *feed);

/* The same for one item. */
void feed_entry_clean(struct arena *arena, struct feed_entry *entry);

#endif

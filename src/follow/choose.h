/*
 * choose.h: which of the feeds that a page names is the one meant.  Pure.
 */
#ifndef XINSHI_FOLLOW_CHOOSE_H
#define XINSHI_FOLLOW_CHOOSE_H

#include "record/outline.h"

/* The only one; or the best format where all of them give the same; NULL where people have to choose.  Feeds of comments are passed
 * over, and guesses where the page names a feed. */
const struct outline *outline_choose(struct arena *arena, const struct outlines *feeds);

#endif

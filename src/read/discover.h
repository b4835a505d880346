/*
 * discover.h: the feeds that a page names: <link rel="alternate" type="application/rss+xml"
 * href="...">.
 */
#ifndef XINSHI_READ_DISCOVER_H
#define XINSHI_READ_DISCOVER_H

#include "record/outline.h"

enum { DISCOVER_MAX = 50, DISCOVER_WORDS_MAX = 5 /* guesses by words alone */ };

/*
 * feeds_discover(arena, page, base, out):
 * Gives:   added to the empty *${out} in ${arena}, the feeds that ${page} (as parsed,
 * read/markup.h) names, in its order, each address once; without any, links that look like feeds by
 * their path, then those whose words say so, marked as guesses.  Feeds of comments come last.
 * Takes:   ${base}, what addresses in the page are relative to (webpage_base).
 * Spec:    https://www.rssboard.org/rss-autodiscovery; HTML 4.6.7.1.
 */
void feeds_discover(
    struct arena *arena, const struct doc *page, struct url base, struct outlines *out);

#endif

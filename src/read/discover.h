/*
 * discover.h: the feeds that a page names: <link rel="alternate" type="application/rss+xml"
 * href="...">.
 */
#ifndef XINSHI_READ_DISCOVER_H
#define XINSHI_READ_DISCOVER_H

#include "record/doc.h"
#include "record/feed.h"
#include "text/url.h"

enum { DISCOVER_MAX = 50 };

struct discovered {
	struct url url;
	struct str title, type;
	bool is_guess; /* not named as a feed: a link that looks like one */
};

struct discoveries {
	struct discovered items[DISCOVER_MAX];
	size_t count;
};

/*
 * feeds_discover(arena, page, base, out):
 * Gives:   the feeds that ${page} (as parsed, read/markup.h) names, in its order, each address
 * once; without any, links that look like feeds by their path or words, marked as guesses.  Comment
 * feeds come last. Takes:   ${base}, the page's address; <base href> in the page counts. Spec:
 * https://www.rssboard.org/rss-autodiscovery; HTML 4.6.7.1.
 */
void feeds_discover(
    struct arena *arena, const struct doc *page, struct url base, struct discoveries *out);

#endif

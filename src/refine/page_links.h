/*
 * page_links.h: where an article of several pages goes on, and where all of it stands at once.
 *
 * What a link says is only half of it: "next" is as often the next article.  So its address has to be the page's own with another
 * number of a page ("/a/b.html" and "/a/b_2.html", "/a/b/" and "/a/b/2/", "?page=2"), on the same host.
 */
#ifndef XINSHI_REFINE_PAGE_LINKS_H
#define XINSHI_REFINE_PAGE_LINKS_H

#include "record/doc.h"
#include "text/url.h"

struct page_links {
	struct str next, whole; /* absolute; empty: none */
};

/*
 * ${own}: the page's address, without one nothing is found; ${base}: what addresses in the page are relative to.
 * Linear in the page.
 */
void page_links_find(struct arena *arena, const struct doc *doc, struct url own, struct url base, struct page_links *out);

/* The number of the page that ${url} is of the article at ${own}, 1 for its first; 0: it is not of it.  A comment's page is none. */
unsigned page_links_number(struct url own, struct url url);

#endif

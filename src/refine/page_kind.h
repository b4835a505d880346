/*
 * page_kind.h: whether a page is an article at all, and what says that it is none.
 *
 * Precise before all: an article is never called anything else because of what it is about, so
 * every sign counts only where there is little running text.
 */
#ifndef XINSHI_REFINE_PAGE_KIND_H
#define XINSHI_REFINE_PAGE_KIND_H

#include "record/extracted.h"
#include "refine/extract.h"

struct kind_found {
	enum page_kind kind;
	struct str evidence; /* for people: 'title: "Page not found"'; empty for an article */
};

/* Linear in the page; texts live in ${arena}.  ${url}: the page's address, may be empty. */
void page_kind_judge(struct arena *arena, const struct page *page, const struct extraction *extraction, struct url url,
    struct kind_found *out);

#endif

/*
 * page_title.h: one headline out of many: those that agree speak louder.
 */
#ifndef XINSHI_REFINE_PAGE_TITLE_H
#define XINSHI_REFINE_PAGE_TITLE_H

#include "refine/features.h"

enum { TITLES_MAX = 24 };

struct titles {
	struct arena *arena;
	struct titles_one {
		struct str text, folded;
		int weight;
		const char *from;
	} items[TITLES_MAX];
	size_t count;
};

/* A candidate; past TITLES_MAX, and empty ones, are left out. */
void titles_add(struct titles *titles, struct str text, int weight, const char *from);
/* The page's first headings, with most weight the one that is its title block; words before the headline (kickers) are left out. */
void titles_seen(struct titles *titles, const struct page *page, const struct features *features);
/* The one that has most weight with those equal to it (and half that of those that only add the site's name); stays untouched without
 * any.  ${site}, ${host}: the site's name and address, may be
 * empty; what names them is cut off, and what programs cut off with dots speaks for the whole. */
void titles_choose(struct titles *titles, struct str site, struct str host, struct str *out, struct str *evidence);

#endif

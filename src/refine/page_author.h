/*
 * page_author.h: who wrote the article, out of all that a page says of it.
 *
 * What is offered is kept until the site's name is known, since a page that has no author gives its
 * own name instead.
 */
#ifndef XINSHI_REFINE_PAGE_AUTHOR_H
#define XINSHI_REFINE_PAGE_AUTHOR_H

#include "record/article.h"
#include "refine/features.h"

enum { AUTHOR_OFFERS_MAX = 64 };

struct author_offer {
	struct str text;
	int rank;
	uint32_t node;	   /* where it is seen; 0: told by JSON-LD or meta */
	bool marked;	   /* the page itself says that it is an author: no byline with words around */
	bool organisation; /* the page says that it is no person */
	bool needs_surname; /* of one word it is no name: "Register", "More" */
	const char *from;
};

struct author_offers {
	struct author_offer items[AUTHOR_OFFERS_MAX];
	size_t count;
};

/* Past AUTHOR_OFFERS_MAX, those that are no text of a name (addresses, long texts) and empty ones are left out. */
void author_offer(struct author_offers *offers, struct author_offer offer);

/* What is seen: elements called author or byline, links to authors' pages, lines that begin with "by". */
void author_offers_seen(struct arena *arena, const struct page *page, const struct features *features, struct author_offers *offers);

/*
 * author_choose(arena, offers, site, host, out, evidence):
 * The names of the highest rank that has any: all that are told there, of what is seen those that stand together.  Names of the
 * ${sites} and the ${host}, organisations and user names count only where there is nobody else.
 */
void author_choose(struct arena *arena, const struct author_offers *offers, const struct strs *sites, struct str host, struct strs *out,
    struct str *evidence);

#endif

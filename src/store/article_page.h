/*
 * article_page.h: the text that an article's page gave, beside those of feeds.
 *
 * Once a page has given the whole text, a feed's teaser does not take its place, however often it
 * is worded anew: it only says that the page is worth another look (added.part_new).  A feed's text
 * that is fuller than the page's does.
 */
#ifndef XINSHI_STORE_ARTICLE_PAGE_H
#define XINSHI_STORE_ARTICLE_PAGE_H

#include "store/causes.h"

struct page_arrival {
	int64_t article;	 /* whose page it is, whatever address the page claims */
	const int64_t *captures; /* of the page; behind it those of the pages it goes on with */
	size_t count;
	int64_t fetched, as_of; /* the first and the last of them */
	bool is_whole;		/* what was kept until then is a part of this text (CAUSE_WHOLE) */
};

/* Takes the text of an article's page.  The article's address and key stay.  Inside a transaction;
 * ERR_NOT_FOUND without the article. */
struct err articles_add_page(struct archive *archive, const struct article *article,
    const struct page_arrival *page, struct added *out);
/* Whether a page showed this text. */
struct err revision_is_of_page(
    struct archive *archive, int64_t article, int64_t revision, bool *out);
/* Whether a text of so many characters is more than a headline or a caption fuller than another. */
bool article_is_fuller(int64_t characters, int64_t than);

#endif

/*
 * page_chain.h: the pages of one visit to an article: the first, and those that its text goes on
 * with.
 *
 * A page that another goes on with names its capture as the one before its own exchange
 * (exchange_row.previous), where a redirect would.  So what belongs together is known from the
 * captures alone.
 */
#ifndef XINSHI_STORE_PAGE_CHAIN_H
#define XINSHI_STORE_PAGE_CHAIN_H

#include "store/captures.h"

enum { PAGE_CHAIN_MAX = 21 }; /* the first, and 20 */

struct page_chain {
	int64_t article; /* as the exchange has it: its row may be gone; 0: none */
	int64_t captures[PAGE_CHAIN_MAX];
	size_t count;
	bool is_last; /* no later page goes on with the one that was asked about */
};
/* The pages before ${capture} (of kind CAPTURE_PAGE), and itself; ERR_NOT_FOUND. */
struct err page_chain_get(struct archive *archive, int64_t capture, struct page_chain *out);

/* Whose page was kept, and when. */
struct page_at {
	int64_t capture, article, fetched;
};
/* The first behind capture ${after}; capture 0 where there is none. */
struct err page_next(struct archive *archive, int64_t after, struct page_at *out);

#endif

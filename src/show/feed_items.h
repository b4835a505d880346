/*
 * feed_items.h: what stands in the feeds we give: articles, single texts as they came, and changes,
 * gathered as items.
 *
 * The id of an item is the address of the article's first text: it changes neither with a headline
 * nor with where we are reached.  Articles that share an address (notes of one running page) are
 * told apart by their number in the archive.
 */
#ifndef XINSHI_SHOW_FEED_ITEMS_H
#define XINSHI_SHOW_FEED_ITEMS_H

#include "show/clerk.h"
#include "show/feed_out.h"
#include "store/arrivals.h"
#include "store/feeds.h"

struct feed_items {
	struct feed_item *items;
	size_t count, capacity;
	int64_t newest; /* when the last of their texts came, seconds */
};

/* An address of ours, whole, in the script that was asked for. */
struct str feed_address(const struct request *request, struct str path);

/* An article as it is now; nothing where filter and filterout leave it out. */
struct err items_add_article(struct request *request, struct html_out *out,
    const struct article_row *row, struct feed_items *items);
/* One text as it came: always the same, whatever comes later. */
struct err items_add_arrived(struct request *request, struct html_out *out,
    const struct arrived *arrived, struct feed_items *items);
/* What changed with it. */
struct err items_add_change(struct request *request, struct html_out *out,
    const struct arrived *arrived, struct feed_items *items);

/* What became of an article's page at its source: changed, gone, moved, with the captures that show
 * it. */
struct err items_add_page(struct request *request, struct html_out *out, const struct visit *visit,
    struct feed_items *items);

/* Newest update first. */
void items_sort(struct feed_items *items);

#endif

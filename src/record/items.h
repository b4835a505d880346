/*
 * items.h: a feed as articles: what stands at its head, and each item as the record that all
 * pass on.
 */
#ifndef XINSHI_RECORD_ITEMS_H
#define XINSHI_RECORD_ITEMS_H

#include "record/article.h"
#include "record/feed.h"

enum { ITEMS_NODES_MAX = 2000000 /* of all trees together */ };

/*
 * An item's article: url the item's page; key that of the URL, unless several items of the document
 * with different ids share one (or it is the outlet's own page): then "KEY#DIGEST", the digest
 * being the id's (without an id: of title and date); guid the id as claimed (empty: none).  An item
 * without any address gets the feed's page, with that digest as fragment.  Ids that are no address
 * or URN are taken together with the feed's address: "17" is an id within its feed.
 */
struct items {
	struct feed head; /* without items: format, head with its links, pace, faults */
	struct article *articles;
	struct err *faults; /* beside each article: {0}, or why the item could not become one */
	size_t count;
};

/* What the desk is asked: a feed_question (record/feed.h), and what an article's question has. */
struct items_question {
	struct feed_question feed; /* raw is not looked at */
	struct str source;	   /* the outlet's name; empty: by host */
	int64_t now;		   /* seconds; judges dates in the future */
};
void wire_put_items_question(struct buf *out, const struct items_question *question);
struct err wire_get_items_question(struct raw bytes, struct items_question *out);
void wire_put_items(struct buf *out, const struct items *items);
/* The same piece by piece, for who holds one article at a time: the head, then ${count} items. */
void wire_put_items_head(struct buf *out, const struct feed *feed, size_t count);
void wire_put_item(struct buf *out, const struct article *article, struct err fault);
/* As wire_get_feed and wire_get_article: everything is checked as a stranger's; an article has a
 * url and a key.  Views into ${bytes}. */
struct err wire_get_items(struct arena *arena, struct raw bytes, struct items *out);

#endif

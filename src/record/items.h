/*
 * items.h: a feed as articles: what stands at its head, and each item as the record that all
 * pass on.
 */
#ifndef XINSHI_RECORD_ITEMS_H
#define XINSHI_RECORD_ITEMS_H

#include "record/article.h"
#include "record/feed.h"

/*
 * An item's article: url the item's page; key that of the URL, unless several items of the document with different ids share one
 * (or it is the outlet's own page): then the id's; guid the id as claimed (empty: none).  An item without any address gets the
 * feed's, with the digest of its id, else of its title and date, as fragment.
 */
struct items {
	struct feed head; /* without items: format, head, pace, faults, links (self, hub, prev-archive, ...) */
	struct article *articles;
	struct err *faults; /* beside each article: {0}, or why the item could not be made into one */
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
/* As wire_get_feed and wire_get_article: everything is checked as a stranger's. */
struct err wire_get_items(struct arena *arena, struct raw bytes, struct items *out);

#endif

/*
 * item.h: an item of a feed becomes an article by the stages of a file (stages.h), with a first
 * stage of its own.
 */
#ifndef XINSHI_MAIN_ITEM_H
#define XINSHI_MAIN_ITEM_H

#include "main/stages.h"
#include "record/items.h"

/* What is known of one item before the stages. */
struct item {
	const struct items_question *question;
	const struct feed *feed;
	const struct feed_entry *entry;
	struct str base; /* the document's address: what relative ones are to without xml:base */
	struct str url;	 /* its page, as claimed */
	struct str key_tail; /* "#DIGEST" where its page is not its alone; else empty */
};

/* A feed read, and of each item where it lives.  Its items point into it: it stays where it is. */
struct items_plan {
	struct items_question question;
	struct feed feed; /* its items' texts as written; the head's are safe, its title is plain */
	struct item *items; /* of each of the feed's */
	struct err *faults; /* {0}, or why it cannot become an article */
};

/* Everything in *${plan} lives in ${arena}; untouched on failure.  Errors: as feed_parse. */
struct err items_plan(struct arena *arena, struct markup *markup,
    const struct items_question *question, struct items_plan *plan);
/* Item ${i} as an article, in ${arena}; untouched on failure.  Errors: its fault; those of the
 * stages. */
struct err items_article(struct arena *arena, struct markup *markup, const struct items_plan *plan,
    size_t i, struct article *out);
/* All of them at once. */
struct err items_read(struct arena *arena, struct markup *markup,
    const struct items_question *question, struct items *out);

/* ---- the parts of stages that are of items ---- */

/*
 * In the place of article_decode: from the item's members.  published is the feed's published or,
 * without one, its updated, with the evidence "feed: published" or "feed: updated"; the body is its
 * content, else its summary.
 */
struct err item_decode(struct stage_context *context);
/* Behind markup_parse: what relative addresses are relative to; at the end of the page the item's
 * pictures that it does not show, and its recordings. item_media.c */
struct err item_page(struct stage_context *context);
/* The text of a title or a name, without tags. */
struct str item_plain(struct arena *arena, struct markup *markup, const struct feed_text *text);

#endif

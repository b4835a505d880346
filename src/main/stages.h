/*
 * stages.h: how a file becomes a record: a table of stages, each filling its members of the one
 * record (data/article.tsv).  An item of a feed goes the same way, but for the first of them.
 */
#ifndef XINSHI_MAIN_STAGES_H
#define XINSHI_MAIN_STAGES_H

#include "read/decode.h"

struct item;
struct webpage;

struct stage_context {
	struct arena *arena;
	struct markup *markup; /* kept warm from question to question */
	const struct question *question;
	struct article *article;
	struct str body;	 /* decode -> parse: the markup as written */
	struct doc page;	 /* parse -> meta, clean: the tree as parsed */
	const struct item *item; /* of a feed (main/item.h); NULL: a file */
	struct webpage *web;	 /* main/webarticle.c; NULL: a file */
	struct url base;	 /* parse -> clean: of relative addresses; p NULL: the article's */
	struct str lang; /* decode -> text: as claimed, where the text itself does not speak */
};

struct stage {
	const char *name;
	struct err (*run)(struct stage_context *context);
};

extern const struct stage stages[];
extern const size_t stage_count;

/* All stages; *${out} lives in ${arena} and points into the question, and is untouched on
 * failure. */
struct err article_read(struct arena *arena, struct markup *markup, const struct question *question,
    struct article *out);

/* The same of an item of a feed: a first stage of its own, then all the others. */
struct err article_read_item(struct arena *arena, struct markup *markup,
    const struct question *question, const struct item *item, struct article *out);

/* The same of a web page. */
struct err article_read_page(struct arena *arena, struct markup *markup,
    const struct question *question, struct webpage *web, struct article *out);

/* The same, told to people: after each stage the members it filled and what it noted.  A failing
 * stage ends the tale. */
void article_explain(
    struct arena *arena, struct markup *markup, const struct question *question, struct buf *out);

#endif

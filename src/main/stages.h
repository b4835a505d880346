/*
 * stages.h: how a file becomes a record: a table of stages, each filling its members of the one
 * record (data/article.tsv).
 */
#ifndef XINSHI_MAIN_STAGES_H
#define XINSHI_MAIN_STAGES_H

#include "read/decode.h"

struct stage_context {
	struct arena *arena;
	struct markup *markup; /* kept warm from question to question */
	const struct question *question;
	struct article *article;
	struct str body; /* decode -> parse: the markup as written */
	struct doc page; /* parse -> meta, clean: the tree as parsed */
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

/* The same, told to people: after each stage the members it filled and what it noted.  A failing
 * stage ends the tale. */
void article_explain(
    struct arena *arena, struct markup *markup, const struct question *question, struct buf *out);

#endif

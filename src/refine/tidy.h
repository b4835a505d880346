/*
 * tidy.h: the passes over the blocks of a page, in the order they run.  Each only marks items as
 * gone, ties captions to images, or changes what a leaf is; what each removes leaves a note.
 */
#ifndef XINSHI_REFINE_TIDY_H
#define XINSHI_REFINE_TIDY_H

#include "refine/block.h"

struct tidy {
	struct arena *arena;
	struct blocks *blocks;
	struct article *article;
	/* the first and the last real paragraph: of some length, no caption, not mostly links; 0 if
	 * there is none */
	uint32_t first, last;
	uint64_t bytes; /* of text in all leaves */
};

void tidy_begin(
    struct tidy *tidy, struct arena *arena, struct article *article, struct blocks *blocks);

/* Before the first paragraph: the headline again, date lines; the byline goes to the article (meta
 * reads it). */
void tidy_head(struct tidy *tidy);
/* data/lines.tsv */
void tidy_lines(struct tidy *tidy);
/* Lists that hold nothing but links within the site, unless a sentence with a colon introduces
 * them. */
void tidy_related(struct tidy *tidy);
/* Captions and credits to their images; a picture given twice once. */
void tidy_images(struct tidy *tidy);
/* Short paragraphs in bold become headings; h1 becomes h2. */
void tidy_headings(struct tidy *tidy);
/* Rules at the ends, and beside one another. */
void tidy_rules(struct tidy *tidy);

/* ---- what the passes share ---- */

/* The leaf at ${at}, NULL if there is none or it is gone. */
struct item *tidy_leaf(const struct tidy *tidy, uint32_t at);
/* The next (previous) item that is not gone, 0 at the end. */
uint32_t tidy_next(const struct tidy *tidy, uint32_t at);
uint32_t tidy_previous(const struct tidy *tidy, uint32_t at);
/* Whether nearly all of its text is in links. */
bool leaf_is_links(const struct item *leaf);
void tidy_remove(struct tidy *tidy, uint32_t from, uint32_t to);

#endif

/*
 * extract.h: which blocks of a page are the article.
 */
#ifndef XINSHI_REFINE_EXTRACT_H
#define XINSHI_REFINE_EXTRACT_H

#include "refine/features.h"

/* What is known of a page besides the page: all of it may be empty. */
struct extract_known {
	struct str title, text; /* what its feed gave */
	const uint64_t *repeated; /* prints of passages that repeat on the site, ascending (refine/passages.h) */
	size_t repeated_count;
	struct str container;  /* what held the text of the site's other pages (element_path) */
};

struct extraction {
	float *likely; /* by block, 0 to 1 */
	bool *kept;    /* by block */
	size_t count, kept_count;
	uint32_t container; /* the smallest element around all that is kept */
	size_t heading;	    /* the block that is the headline, or the page's first */
	float confidence;   /* 0 to 1: the F1 that is expected of it */
	struct str rule;    /* the expert who chose (choose.h) */
	struct str text;    /* what is kept, a line a block */
	const uint8_t *dropped; /* by node: taken out of what is kept, with all that is in it; NULL: nothing */
};

/*
 * page_extract(arena, page, features, known, out):
 * Judges each block by the forest, which sees what stands around it, too; then by what is ${known} (may be NULL): what the feed gave
 * is of the article, what repeats on the site's pages is not.  Several experts make of this, each in his way, which blocks to take
 * (choose.h), and trees judge who is right.  Of a short page
 * without a paragraph all is kept that is no link, with the low confidence it has.  Linear in blocks.
 */
void page_extract(struct arena *arena, const struct page *page, const struct features *features, const struct extract_known *known,
    struct extraction *out);

/* Container and text of ${extraction}, after its ${kept} changed. */
void extraction_settle(struct arena *arena, const struct page *page, struct extraction *extraction);

/* The part of the page's tree that holds what is kept, with the pictures and figures that stand among it: what article_clean is given. */
struct err extract_article(struct arena *arena, const struct page *page, const struct extraction *extraction, struct doc *out);

#endif

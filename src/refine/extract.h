/*
 * extract.h: which blocks of a page are the article.
 */
#ifndef XINSHI_REFINE_EXTRACT_H
#define XINSHI_REFINE_EXTRACT_H

#include "refine/features.h"

struct extraction {
	float *likely; /* by block, 0 to 1 */
	bool *kept;    /* by block */
	size_t count, kept_count;
	uint32_t container; /* the smallest element around all that is kept */
	size_t heading;	    /* the block that is the headline, or the page's first */
	float confidence;   /* 0 to 1: how sure we are that this is the article, and all of it */
	struct str text;    /* what is kept, a line a block */
	const uint8_t *dropped; /* by node: taken out of what is kept, with all that is in it; NULL: nothing */
};

/*
 * page_extract(arena, page, features, out):
 * Judges each block by the forest, which sees what stands around it, too; what stands behind the subtree whose blocks speak most
 * clearly for being an article has to be likelier than the rest.  Of a short page
 * without a paragraph all is kept that is no link, with the low confidence it has.  Linear in blocks.
 */
void page_extract(struct arena *arena, const struct page *page, const struct features *features, struct extraction *out);

/* Container and text of ${extraction}, after its ${kept} changed. */
void extraction_settle(struct arena *arena, const struct page *page, struct extraction *extraction);

/* The part of the page's tree that holds what is kept, with the pictures and figures that stand among it: what article_clean is given. */
struct err extract_article(struct arena *arena, const struct page *page, const struct extraction *extraction, struct doc *out);

#endif

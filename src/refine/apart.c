#include "refine/apart.h"

enum { CAPTION_TOKENS = 60, HOUSE_WORDS = 3, HOUSE_SHARE = 8 };

static const float caption_worth = 0.6f, house_worth = 0.6f, other_worth = 0.6f;

/* A caption as such; whole texts that were put into one are none. */
static bool
is_caption(const struct page_block *block)
{
	return block->near.around[AROUND_CAPTION] < FAR && block->tokens < CAPTION_TOKENS;
}

/* Words of newsletters, subscriptions and cookies, close together. */
static bool
is_house(const struct page_block *block)
{
	return block->house >= HOUSE_WORDS && block->house * HOUSE_SHARE >= block->tokens;
}

/* In another <article> than the one that holds the title, and not around it. */
static bool
is_of_another(const struct features *features, size_t i)
{
	const float *title = features->of[features->title_block], *f = features->of[i];

	return title[FEATURE_in_largest_article] > 0 && title[FEATURE_title_overlap] > 0.5f && i > features->title_block &&
	       f[FEATURE_article_index] > 0 && f[FEATURE_in_largest_article] == 0 &&
	       f[FEATURE_article_index] != title[FEATURE_article_index];
}

void
apart_lower(const struct page *page, const struct features *features, float *likely)
{
	for (size_t i = 0; i < page->count; i++) {
		const struct page_block *block = &page->blocks[i];
		likely[i] *= is_caption(block) ? caption_worth : 1;
		likely[i] *= is_house(block) ? house_worth : 1;
		likely[i] *= is_of_another(features, i) ? other_worth : 1;
	}
}

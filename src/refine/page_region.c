/* page_region.c: what the elements of a page hold of its text, and how much it looks like an article. */
#include "refine/page.h"

enum { LONG_BLOCK = 25 };

/* Do the words above the block name what stands beside articles, and nearer than any that name an article? */
static bool
is_beside(const struct page_block *block)
{
	static const uint32_t beside = 1u << GROUP_COMMENT | 1u << GROUP_RELATED | 1u << GROUP_SIDE | 1u << GROUP_FOOT |
				       1u << GROUP_AD | 1u << GROUP_SUBSCRIBE | 1u << GROUP_SHARE |
				       1u << GROUP_COOKIE | 1u << GROUP_NAV | 1u << GROUP_HIDDEN;
	const struct near *near = &block->near;

	for (unsigned i = 0; i < GROUP_MAX; i++)
		if ((beside >> i & 1) && near->word[i] < FAR &&
		    (i == GROUP_COMMENT || near->word[i] <= near->word[GROUP_CONTENT]))
			return true;
	return near->around[AROUND_ASIDE] < FAR || near->around[AROUND_FOOTER] < FAR || near->around[AROUND_NAV] < FAR;
}

/* A paragraph counts fully for the element above it, half for the one above that, less above. */
static void
score_give(struct page *page, const struct page_block *block)
{
	static const float shares[] = { 1, 1, 0.5f, 0.22f, 0.17f, 0.13f };
	float score = 1 + (float)block->commas + (block->chars / 100.0f < 3 ? block->chars / 100.0f : 3);
	uint32_t at = block->owner;
	bool beside = is_beside(block);

	for (unsigned i = 0; i < LENGTH(shares) && at; i++) {
		page->regions[at].score += score * shares[i];
		page->regions[at].clean_score += beside ? 0 : score * shares[i];
		at = page->doc->nodes[at].parent;
	}
}

void
page_regions_sum(struct page *page)
{
	for (size_t i = 0; i < page->count; i++) {
		const struct page_block *block = &page->blocks[i];
		struct region *region = &page->regions[block->owner];
		bool is_long = block->chars >= LONG_BLOCK && block->link_chars * 2 < block->chars;

		region->blocks++;
		region->chars += block->chars;
		region->link_chars += block->link_chars;
		region->long_chars += is_long ? block->chars : 0;
		if (is_long)
			score_give(page, block);
	}
	for (uint32_t i = page->doc->count; i-- > 1;) {
		const struct region *from = &page->regions[i];
		struct region *to = &page->regions[page->doc->nodes[i].parent];
		to->blocks += from->blocks;
		to->chars += from->chars;
		to->link_chars += from->link_chars;
		to->long_chars += from->long_chars;
	}
	for (uint32_t i = 0; i < page->doc->count; i++) {
		struct region *region = &page->regions[i];
		float text = region->chars ? 1 - (float)region->link_chars / (float)region->chars : 0;
		region->score *= text;
		region->clean_score *= text;
	}
}

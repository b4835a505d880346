#include "record/extracted.h"
#include "refine/passages.h"

enum { WORDS_MIN = 3 };

/* Its words are hashes already, of letters in one case.  What stands elsewhere is another passage: an article's headline and its first
 * lines are teasers on other pages. */
uint64_t
passage_print(const struct page_block *block)
{
	uint64_t hash = block->signature ^ block->word_count;

	if (block->tokens < WORDS_MIN || block->word_count < WORDS_MIN)
		return 0;
	for (uint32_t i = 0; i < block->word_count; i++) {
		hash = (hash ^ block->words[i]) * UINT64_C(0x9e3779b97f4a7c15);
		hash ^= hash >> 29;
	}
	return hash ? hash : 1;
}

void
passages_print(struct arena *arena, const struct page *page, uint64_t **out, size_t *count)
{
	struct map seen = { .arena = arena };

	*count = 0;
	*out = arena_array(arena, uint64_t, page->count < SITE_PRINTS_MAX ? page->count : SITE_PRINTS_MAX);
	for (size_t i = 0; i < page->count && *count < SITE_PRINTS_MAX; i++) {
		uint64_t print = passage_print(&page->blocks[i]);
		bool made;
		if (!print)
			continue;
		map_add(&seen, (struct str){ (const char *)&print, sizeof(print) }, 0, &made);
		if (made)
			(*out)[(*count)++] = print;
	}
}

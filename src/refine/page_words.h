/*
 * page_words.h: the tables of words that blocks are looked at with.  Only for page*.c and
 * features.c.
 */
#ifndef XINSHI_REFINE_PAGE_WORDS_H
#define XINSHI_REFINE_PAGE_WORDS_H

#include "refine/page.h"

/* Groups of words (1 << enum word_group) in one attribute's value. */
uint32_t page_words_in(const struct page_words *words, struct str value);

/* What a word of running text tells: data/stop_words.tsv, data/text_words.tsv. */
enum text_words { TEXT_STOP = 1, TEXT_HOUSE = 2, TEXT_VOICE = 4 };
unsigned page_words_kinds(const struct page_words *words, uint64_t hash);

/* Words are known by a hash of their bytes, A to Z as a to z. */
#define PAGE_WORD_HASH UINT64_C(0xcbf29ce484222325)
static inline uint64_t
page_word_hash(uint64_t hash, char c)
{
	return (hash ^ (unsigned char)char_lower(c)) * UINT64_C(0x100000001b3);
}

/*
 * page_pull_word(s, hash, cjk):
 * The next word or number of ${s}, as a hash; each Han or kana is one, *${cjk} tells.  False at the
 * end.
 */
bool page_pull_word(struct str *s, uint64_t *hash, bool *cjk);

/* Counts what ${block}->text holds, and keeps its words, ${left} of them at most for all that is
 * left of the page. */
void page_count(
    struct arena *arena, const struct page_words *words, size_t *left, struct page_block *block);

#endif

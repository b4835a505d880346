#include "refine/overlap.h"
#include "refine/page_words.h"

enum { RUNS_MAX = 20000 };

/* The run that ends at ${words}[${at}], as a number; never 0, which is a free slot. */
static uint64_t
run_hash(const uint64_t *words, size_t at, unsigned run)
{
	uint64_t hash = 0;

	for (size_t i = at + 1 - run; i <= at; i++)
		hash = (hash ^ words[i]) * UINT64_C(0x9e3779b97f4a7c15);
	return (hash ^ hash >> 32) | 1;
}

static uint64_t *
slot_of(const struct overlap *overlap, uint64_t hash)
{
	size_t at = (size_t)(hash >> 1) & overlap->mask;

	while (overlap->slots[at] && overlap->slots[at] != hash)
		at = (at + 1) & overlap->mask;
	return &overlap->slots[at];
}

static size_t
words_of(struct arena *arena, struct str text, uint64_t **out)
{
	size_t room = text.n < RUNS_MAX ? text.n : RUNS_MAX, n = 0;
	bool cjk;

	*out = arena_array(arena, uint64_t, room);
	while (n < room && page_pull_word(&text, &(*out)[n], &cjk))
		n++;
	return n;
}

void
overlap_init(struct arena *arena, struct str text, unsigned run, struct overlap *out)
{
	size_t slots = 16, n;
	uint64_t *words;

	*out = (struct overlap){ .run = run };
	n = words_of(arena, text, &words);
	if (n < run)
		return;
	while (slots < 2 * n)
		slots *= 2;
	out->slots = arena_array(arena, uint64_t, slots);
	out->mask = slots - 1;
	out->count = n - run + 1;
	for (size_t i = run - 1; i < n; i++) {
		uint64_t hash = run_hash(words, i, run);
		*slot_of(out, hash) = hash;
	}
}

float
overlap_share(const struct overlap *overlap, const struct page_block *block)
{
	unsigned run = overlap->run;
	uint32_t found = 0;

	if (!overlap->count)
		return -1;
	if (block->word_count < run)
		return 0;
	for (size_t i = run - 1; i < block->word_count; i++)
		found += *slot_of(overlap, run_hash(block->words, i, run)) != 0;
	return (float)found / (float)(block->word_count - run + 1);
}

/*
 * change_pieces.h: two sentences in pieces: for changes.c.
 */
#ifndef XINSHI_RECORD_CHANGE_PIECES_H
#define XINSHI_RECORD_CHANGE_PIECES_H

#include "record/changes.h"
#include "record/change_token.h"

struct pieces {
	struct piece *items;
	size_t count, capacity;
};

/* Numbers by value, sorted, each once. */
struct numbers {
	struct number_key {
		uint64_t value, unit;
	} *items;
	size_t count, capacity;
};

void numbers_add(struct arena *arena, struct numbers *numbers, const struct token *token);
void numbers_sort(struct numbers *numbers);

/* One more piece; joined to the last one where kind and weight are the same. */
void pieces_add(struct arena *arena, struct pieces *pieces, const struct piece *piece);

/* A sentence of two revisions.  ${old_apart} and ${new_apart} are the numbers (sorted) of sentences near by that stand in one
 * revision only: where a sentence was split, its numbers are not lost. */
struct sentence_pair {
	const struct token *old, *new;
	size_t old_count, new_count;
	const struct numbers *old_apart, *new_apart;
};

void pieces_of_pair(struct arena *arena, struct pieces *pieces, const struct sentence_pair *pair);

#endif

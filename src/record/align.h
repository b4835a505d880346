/*
 * align.h: which parts (blocks, sentences) of two texts belong together: equal ones first, in order, then between them
 * those that are alike.
 */
#ifndef XINSHI_RECORD_ALIGN_H
#define XINSHI_RECORD_ALIGN_H

#include "record/change_token.h"

/* A part of a text: tokens [from, to) of its side. */
struct part {
	struct str text;
	uint64_t key; /* equal for parts that say the same */
	uint32_t from, to;
	uint32_t first, last; /* of a block: its sentences [first, last) */
};

struct parts {
	const struct token *tokens;
	struct part *items;
	size_t count;
};

enum { PART_NONE = UINT32_MAX };

/* Part ${a} of the one has become part ${b} of the other; PART_NONE: it is only in one. */
struct pair {
	uint32_t a, b;
};

struct pairs {
	struct pair *items;
	size_t count, capacity;
};

/* The key of tokens: signs do not count. */
uint64_t tokens_key(const struct token *tokens, size_t count);

/* All parts of both, each once, in an order that keeps the order of each side.  Parts less alike than ${least} percent (of pairs
 * of neighbouring tokens) are not put together; nor is anything between equal parts that are very far apart. */
struct pairs parts_align(struct arena *arena, const struct parts *a, const struct parts *b, unsigned least);

#endif

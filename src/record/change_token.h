/*
 * change_token.h: a text in the pieces by which revisions are compared: a number is one, so is "19 分钟前", and two pieces with one
 * key mean the same (width, case, script, the way a number is written do not count).
 */
#ifndef XINSHI_RECORD_CHANGE_TOKEN_H
#define XINSHI_RECORD_CHANGE_TOKEN_H

#include "base/buf.h"

enum token_kind {
	TOKEN_WORD, /* a word of an alphabet, one CJK character, or what is said below to mean nothing */
	TOKEN_SIGN, /* punctuation, white space */
	TOKEN_NUMBER,
	TOKEN_NEGATION, /* 不, 没有, not, ... (data/cues.tsv) */
	TOKEN_SAYING,	/* 表示, 据, said, ... */
	TOKEN_NOISE,	/* a time relative to the reading; all have one key */
	TOKEN_KINDS
};

struct token {
	struct str text;
	uint64_t key;
	uint64_t value, unit; /* TOKEN_NUMBER: hashes; unit 0 where none is known */
	enum token_kind kind;
};

struct tokens {
	struct token *items;
	size_t count, capacity;
};

/* Adds the tokens of ${text}, a sentence; their texts joined give it back.  A text that is nothing but a date is noise. */
void tokens_add(struct arena *arena, struct tokens *tokens, struct str text);
/* Adds ${text} as one token, equal only to the very same bytes. */
void tokens_add_whole(struct arena *arena, struct tokens *tokens, struct str text);

#endif

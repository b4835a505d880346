/*
 * page_name_words.h: what the words of a byline are, by data/names.tsv.  Only for page_name*.c.
 */
#ifndef XINSHI_REFINE_PAGE_NAME_WORDS_H
#define XINSHI_REFINE_PAGE_NAME_WORDS_H

#include "base/arena.h"

enum { NAME_WORD_BYTES = 60 }; /* longer words are none of the table's */

enum name_kind {
	NAME_PLAIN,
	NAME_BY,
	NAME_LABEL,
	NAME_BEFORE,
	NAME_AND,
	NAME_ROLE,
	NAME_STOP,
	NAME_OTHER,
	NAME_PARTICLE,
	NAME_DAY,
	NAME_BEHIND
};

/* ${word} as the table has it: folded, without a point at its end; empty for one that is too long. */
struct str name_word_fold(struct arena *arena, struct str word);
enum name_kind name_word_kind(struct str folded);
bool name_word_is_month(struct str folded);

/* Whether ${word} begins in Han, kana or hangul. */
bool name_is_cjk(struct str word);
/* Small letters begin what is no name: articles of speech, verbs. */
bool name_begins_small(struct str word);

/* Bytes of the longest Han row that the folded ${word} begins with, what is said before a name (记者王小明); 0 without one. */
size_t name_han_before(struct str word, enum name_kind *kind);
/* The same of what is said behind it (王小明报道). */
size_t name_han_behind(struct str word);
/* Whether the folded ${text} begins with a Han word for an author: 作者, or 文 with a mark behind it. */
bool name_han_announces(struct str text);

#endif

/*
 * lex.h: the signs of the query language, in half and full width.
 */
#ifndef XINSHI_SEARCH_LEX_H
#define XINSHI_SEARCH_LEX_H

#include "base/err.h"
#include "base/str.h"

bool rune_is_space(uint32_t rune);
bool rune_is_minus(uint32_t rune);
bool rune_is_colon(uint32_t rune);
/* Whether ${rune} opens a phrase, and by which sign it is closed; '"' stands for all of its shapes.
 */
bool quote_opens(uint32_t rune, uint32_t *closes);
bool quote_closes(uint32_t rune, uint32_t closes);

/* Takes one rune of the kind that ${is} knows. */
bool pull_sign(struct str *s, bool (*is)(uint32_t));
void skip_spaces(struct str *s);
/* Takes a word, which ends at white space and where a phrase opens; may be empty. */
struct str pull_word(struct str *s);

#endif

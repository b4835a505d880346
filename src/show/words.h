/*
 * words.h: the words of the interface, in three languages (data/phrases.tsv).
 */
#ifndef XINSHI_SHOW_WORDS_H
#define XINSHI_SHOW_WORDS_H

#include "base/buf.h"

enum word {
#define ROW(word, en, hans, hant) word,
#include "gen/phrases.inc"
#undef ROW
	WORD_MAX
};

enum tongue { TONGUE_EN, TONGUE_HANS, TONGUE_HANT, TONGUE_MAX };

struct str word_text(enum word word, enum tongue tongue);
/* The word with its {} replaced by ${n}; {s} becomes "s" but for one (English plurals). */
void word_count(struct buf *out, enum word word, enum tongue tongue, int64_t n);
/* What went wrong, in words. */
enum word error_word(enum err_code code);
/* BCP 47: "en", "zh-Hans", "zh-Hant". */
struct str tongue_lang(enum tongue tongue);
/* The name of a language in ${tongue}; the tag itself where we have no word for it. */
struct str lang_name(struct str tag, enum tongue tongue);
/* What stands behind the ';' of one of a header's choices: "q=0.8" in thousandths; 1000 where it says nothing. */
unsigned header_weight(struct str parameters);
/* The tongue that an Accept-Language header likes best (RFC 9110, 12.5.4; its order of weights);
 * English where it names none of ours. */
enum tongue tongue_from_accept(struct str header);

#endif

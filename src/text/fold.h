/*
 * fold.h: the one folding that search, snippets, comparison of names and duplicate detection share.
 *
 * Width and compatibility forms (NFKC), case (full case folding), Latin/Greek/Cyrillic diacritics, and traditional to
 * simplified, character by character.  Folding serves comparison only; what is shown and kept is as written.
 * The table is made at build time by tools/mkfold.c from ICU and OpenCC, so folding itself needs neither.
 */
#ifndef XINSHI_TEXT_FOLD_H
#define XINSHI_TEXT_FOLD_H

#include "base/buf.h"

enum { FOLD_MAX = 18 }; /* the longest folding of one rune, in runes (U+FDFA) */

/* Writes the folding of ${rune} to ${out}, gives its length; 0 for what folding removes (combining marks, U+00AD,
 * zero-width characters, variation selectors). */
unsigned fold_rune(uint32_t rune, uint32_t out[FOLD_MAX]);

/* Pushes the folding of ${s} to ${out} as UTF-8. */
void fold_str(struct str s, struct buf *out);

/*
 * The same, and for each byte pushed the offset in ${s} of the rune that it came from, so that what is found in the
 * folded text can be marked in the text as written.  ${offsets} must have room for FOLD_OFFSETS(s.n) numbers; its last
 * one (at the folded length) is s.n.
 */
#define FOLD_OFFSETS(n) ((size_t)(n) * 18 + 1)
void fold_str_offsets(struct str s, struct buf *out, uint32_t *offsets);

/* The same without moving a byte: a rune whose folding is not one rune of as many bytes stays as it is.  ${out} has ${s.n} bytes. */
void fold_in_place(struct str s, char *out);

/* The version of the table (its digest's first 32 bits): whoever keeps folded text keeps this with it. */
uint32_t fold_version(void);

/* Script of a letter, for tokens and language; RUNE_OTHER for punctuation, space, symbols. */
enum rune_class {
	RUNE_OTHER,	/* punctuation, symbols, spaces, controls */
	RUNE_HAN,	/* Han, and 々〇 */
	RUNE_KANA,	/* hiragana, katakana */
	RUNE_HANGUL,
	RUNE_LETTER,	/* letters of alphabets, and marks */
	RUNE_DIGIT,	/* decimal digits of any script, full-width too */
	RUNE_IGNORED,	/* folds to nothing */
};
enum rune_class rune_class(uint32_t rune);

/* Whether a Han character is used in one of the two scripts alone: +1 traditional only, -1 simplified only, else 0. */
int rune_script(uint32_t rune);

#endif

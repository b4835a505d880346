/*
 * figure_book.h: the words of figures and their numbers.  For the files of this room.
 */
#ifndef XINSHI_STORE_FIGURE_BOOK_H
#define XINSHI_STORE_FIGURE_BOOK_H

#include "record/figure_pack.h"
#include "store/figures.h"
#include "store/store.h"

/* Words that were looked up while some figures are read: of those, a handful comes again and again. */
struct figure_words {
	struct archive *archive;
	struct arena *arena; /* that they live in */
	struct figure_known {
		int64_t number;
		struct str word;
	} known[64]; /* by the last bits of the number */
};

/* The word with this number; ERR_DAMAGE where there is none. */
struct err figure_word_of(struct figure_words *words, int64_t number, struct str *out);
/* The number of a word; 0: no figure has it. */
struct err figure_word_find(struct archive *archive, struct str word, int64_t *out);
/* For figures_unpack: it gives words, and no numbers. */
struct figure_book figure_book_of(struct figure_words *words);
/* Fills in the word, its usual form, its place, by its number. */
struct err figure_word_complete(struct archive *archive, struct arena *arena, struct figure_word_row *row);

#endif

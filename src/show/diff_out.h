/*
 * diff_out.h: a comparison of two revisions as markup: for the diff page, the list of changes and
 * their feed.
 *
 * What was taken out stands in <del>, what came in <ins>, each with a word that only screen readers
 * speak; never colour alone.
 */
#ifndef XINSHI_SHOW_DIFF_OUT_H
#define XINSHI_SHOW_DIFF_OUT_H

#include "record/change_gist.h"
#include "show/html_out.h"

enum diff_view { VIEW_INLINE, VIEW_SIDE, VIEW_NUMBERS };

struct diff_options {
	enum diff_view view;
	bool noise; /* show what is only noise or style, too */
};

/* Rows from top to bottom; what did not change is folded.  Gives how many rows were hidden as
 * noise. */
size_t diff_rows(
    struct html_out *out, const struct changes *changes, const struct diff_options *options);
/* The pieces of one row, in one line. */
void diff_pieces(struct html_out *out, const struct change_row *row);
/* The heaviest edit of all, with some words around it, in one line; nothing where there is none. */
void diff_gist(struct html_out *out, const struct gist *gist);
/* The word for a weight. */
enum word weight_word(enum change_weight weight);

#endif

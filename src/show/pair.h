/*
 * pair.h: two articles of a story side by side (page_pair.c), and the form that chooses them.
 */
#ifndef XINSHI_SHOW_PAIR_H
#define XINSHI_SHOW_PAIR_H

#include "show/html_out.h"
#include "store/articles.h"

/* Nothing where there are no two. */
void pair_form(struct html_out *out, int64_t story, const struct article_rows *rows);

#endif

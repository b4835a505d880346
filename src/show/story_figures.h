/* story_figures.h: what a story says in numbers, in short: for page_story.c. */
#ifndef XINSHI_SHOW_STORY_FIGURES_H
#define XINSHI_SHOW_STORY_FIGURES_H

#include "show/clerk.h"

/* A few claims of these articles under a heading, harm first, each value once; nothing where there are none, or in pages as files. */
struct err story_figures_write(struct request *request, struct html_out *out, const struct article_rows *rows);

#endif

/*
 * page_names.h: the people a byline names, without what pages put around them: "Written by", dates, what they are, how long the
 * reading takes.
 */
#ifndef XINSHI_REFINE_PAGE_NAMES_H
#define XINSHI_REFINE_PAGE_NAMES_H

#include "record/article.h"

enum { PAGE_NAMES_MAX = 20 };

/*
 * names_in(arena, text, seen, out):
 * Appends the names in ${text} that ${out} does not hold yet.  data/names.tsv says what no name is.
 * ${seen}: the text stands in the page for people, where much is no byline at all; then a name has to look like one.
 * ${out} holds at most PAGE_NAMES_MAX; names are views of ${text}.  Linear.
 */
void names_in(struct arena *arena, struct str text, bool seen, struct strs *out);

/* Whether ${text} begins with a word that names its author: "by", "von", "记者". */
bool names_announced(struct str text);

#endif

/*
 * front_matter.h: the head of a Markdown file: what the article is, as YAML between two lines of dashes.
 */
#ifndef XINSHI_SHOW_FRONT_MATTER_H
#define XINSHI_SHOW_FRONT_MATTER_H

#include "store/articles.h"

/* "---", the members in a fixed order, "---".  Texts are quoted, whatever they look like; dates are bare. */
void front_matter(struct buf *out, const struct article_row *row, const struct revision *revision);

/* ${s} as a double-quoted YAML scalar, on one line. */
void yaml_quote(struct buf *out, struct str s);

#endif

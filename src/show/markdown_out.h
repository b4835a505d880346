/*
 * markdown_out.h: one revision as clean Markdown: YAML front matter, the headline, the body.
 *
 * CommonMark 0.31 with GFM's tables, made from the tree: no raw HTML, every character that could be read as markup escaped,
 * so that the text comes out as it went in.  The same revision gives the same bytes.
 */
#ifndef XINSHI_SHOW_MARKDOWN_OUT_H
#define XINSHI_SHOW_MARKDOWN_OUT_H

#include "store/articles.h"

/* The whole file: front matter (id title url source published fetched lang revision sha256, and section, authors, tags where
 * there are any), "# headline", body.  ${revision} with its body. */
void revision_markdown(struct buf *out, const struct article_row *row, const struct revision *revision);

/* The body alone; ends with a line break unless empty. */
void doc_markdown(struct buf *out, const struct doc *doc);

#endif

/*
 * commonmark.h: the clean Markdown that this program exports, read back: its body as HTML.
 *
 * Not all of CommonMark, but what show/markdown_out.c writes of it: paragraphs, headings, rules,
 * lists, quotes, fenced code, GFM's tables; emphasis, links, pictures, code, hard breaks, and a
 * backslash before every sign that is meant as itself. Whatever else stands there is text. One
 * pass, no recursion.
 * Spec:    CommonMark 0.31; GFM 4.10.
 */
#ifndef XINSHI_READ_COMMONMARK_H
#define XINSHI_READ_COMMONMARK_H

#include "base/buf.h"

enum { COMMONMARK_DEPTH = 32 }; /* of quotes and lists in each other; what is deeper is text */

/* Pushes the HTML of ${text}; a first line "# ..." is the headline, which the front matter has, and
 * is left out. */
void commonmark_html(struct buf *out, struct str text);

/* The inline part of a block: lines parted by \n. ${cell}: of a table, where \| stands for | in
 * code too. */
void commonmark_inline(struct buf *out, struct str text, bool cell);
/* As text of HTML. */
void commonmark_escape(struct buf *out, struct str text);

#endif

/*
 * markdown_inline.h: what stands inside a block, as Markdown: text escaped, emphasis, links, pictures, code.
 *
 * CommonMark reads ** beside Chinese punctuation as plain stars (its flanking rules want a space there, which Chinese does
 * not write), so punctuation at the edge of emphasised text is put outside the markers: **小标题**：text.
 */
#ifndef XINSHI_SHOW_MARKDOWN_INLINE_H
#define XINSHI_SHOW_MARKDOWN_INLINE_H

#include "base/buf.h"
#include "record/doc.h"

enum markdown_flags {
	MARKDOWN_ONE_LINE = 1, /* a line break becomes a space: headings, cells */
	MARKDOWN_CELL = 2,     /* in a table */
	MARKDOWN_BOLD = 4,     /* all of it */
	MARKDOWN_ITALIC = 8,
};

/* The children of ${node}; lines after the first begin with ${prefix}. */
void markdown_inline(struct buf *out, const struct doc *doc, uint32_t node, struct str prefix, unsigned flags);
/* The siblings [from, to). */
void markdown_inline_range(struct buf *out, const struct doc *doc, uint32_t from, uint32_t to, struct str prefix,
    unsigned flags);
/* The longest run of backticks in the text of ${node}. */
size_t markdown_backticks(const struct doc *doc, uint32_t node);
/* One text outside any tree: a headline. */
void markdown_text(struct buf *out, struct str text);

#endif

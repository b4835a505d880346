/*
 * markdown_text.h: words of a block as Markdown: escaped so that nothing in them is read as markup.
 */
#ifndef XINSHI_SHOW_MARKDOWN_TEXT_H
#define XINSHI_SHOW_MARKDOWN_TEXT_H

#include "base/buf.h"

/* A block's text as it is being written. */
struct markdown_line {
	struct buf *out;
	struct str prefix; /* what lines after the first begin with */
	unsigned flags;	   /* enum markdown_flags */
	size_t begin;	   /* where the block's text begins in out */
	bool line_start;   /* nothing stands on this line yet */
};

void markdown_put_text(struct markdown_line *line, struct str s);
/* Blanks collapse, and vanish at the beginning of a line. */
void markdown_blank(struct markdown_line *line);
bool markdown_is_blank(char c);
/* Takes blanks at the end away. */
void markdown_trim(struct markdown_line *line);
/* A hard line break; a blank where everything stands on one line. */
void markdown_break(struct markdown_line *line);

#endif

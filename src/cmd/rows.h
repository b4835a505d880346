/*
 * rows.h: one line a thing, for people or as JSON: articles, files in quarantine, outlets.
 */
#ifndef XINSHI_CMD_ROWS_H
#define XINSHI_CMD_ROWS_H

#include "cmd/command.h"
#include "store/readers.h"

/* "2021-02-03  outlet  #12  headline", cut to the terminal's width where there is one. */
void rows_put_article(struct term *out, const struct article_row *row);
/* "capture 17  BBC/000001.md  byte 4: has no usable date"; JSON: capture/1. */
void rows_put_capture(struct context *context, const struct capture *capture);
void rows_put_source(struct context *context, const struct source *source);

/* The fault that a capture's row remembers, in words: "has no usable date: NaN". */
void rows_push_fault(struct buf *out, const struct capture *capture);
/* A mark of a reader; for list --marks. */
void rows_put_mark(struct context *context, const struct mark_row *mark);

#endif

/*
 * feed_rows.h: feeds for people and programs: a line, a table, all that is known of one; pages that were looked at again.
 */
#ifndef XINSHI_CMD_FEED_ROWS_H
#define XINSHI_CMD_FEED_ROWS_H

#include "cmd/command.h"
#include "store/readings.h"
#include "show/opml_out.h"

/* Finds a feed by what was typed (number, address, title or host), as option or as argument ${i}; ERR_NOT_FOUND, told. */
struct err feed_typed(struct context *context, const char *typed, struct feed_row *out);
struct err feed_argument(struct context *context, size_t i, struct feed_row *out);

/* A table of feeds, or a line of JSON each (subscription/1). */
void feed_rows_put(struct context *context, const struct feed_rows *rows);
/* One line of JSON: subscription/1. */
void subscription_put(struct context *context, const struct feed_row *feed);
/* "2 h ago", "never". */
void feed_push_ago(struct buf *out, int64_t then, int64_t now);
/* "in 25 min", "now", "paused", "gone". */
void feed_push_next(struct buf *out, const struct feed_row *feed, int64_t now);
/* The fault of the last try, with what was tried; nothing where it succeeded. */
void feed_push_fault(struct buf *out, const struct feed_row *feed);
/* "new", "ok", "look", "BAD", "paused", "gone". */
const char *feed_word(const struct feed_row *feed, int64_t now, enum style *style);

/* "changed", "gone", "moved" ... */
const char *visit_word(enum visit_state state);
/* Why a page's text is not the article's: "asks for a login ...". */
struct str reading_words(enum reading_verdict verdict);
/* A page and what shows its state: two lines, or one of JSON (visit/1). */
struct err visit_row_put(struct context *context, const struct visit *visit);
/* A page whose text was not kept, and why: two lines, or one of JSON (reading/1). */
struct err reading_row_put(struct context *context, const struct reading_row *reading);

#endif

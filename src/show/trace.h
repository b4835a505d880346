/*
 * trace.h: what is known of an article besides its texts: which feeds name it, and what became of
 * its page at the source, with the captures that show it.
 */
#ifndef XINSHI_SHOW_TRACE_H
#define XINSHI_SHOW_TRACE_H

#include "base/json.h"
#include "show/watch.h"
#include "store/readings.h"

struct trace {
	struct mentions mentions;
	struct visit visit; /* article 0: its page was never planned to be looked at */
	struct reading_row reading; /* of the page; verdict 0: it was never read */
};

struct err trace_gather(struct request *request, int64_t article, struct trace *out);
/* "The page is gone at the source."; WORD_MAX where nothing was lost. */
enum word page_loss_word(enum visit_state state);
/* What became of a page that was read. */
enum word reading_word(enum reading_verdict verdict);
/* One line where the page changed, went or moved; else nothing. */
void trace_flag(struct html_out *out, const struct trace *trace);
/* Rows of the list of facts. */
void trace_facts(struct html_out *out, const struct trace *trace);
/* The members of JSON: "mentions", and "page" (null where nothing is known). */
void trace_json(struct json *json, const struct trace *trace);
/* As in `xinshi list --visits --json` (visit/1), without braces. */
void visit_json(struct json *json, const struct visit *visit);

#endif

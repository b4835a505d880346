/*
 * analyse.h: the figures of a text, told to people and programs.  Only for analyse*.c.
 */
#ifndef XINSHI_CMD_ANALYSE_H
#define XINSHI_CMD_ANALYSE_H

#include "cmd/command.h"
#include "follow/desk.h"
#include "record/analysed.h"

/* A desk whose workers read figures; a fault is told. */
struct err analyse_open(struct context *context, struct desk **out);

/* Lines {"id","text","published","zone"} or {"id","file"} on standard input, a line of JSON for each, in their order. */
struct err analyse_lines(struct context *context);

/* The member id of a line, as it was written. */
struct line_id {
	struct str text; /* p NULL: none */
	bool is_number;
};

/* One object, "analysis/1" (xinshi-json(5)). */
void analysed_json(struct context *context, const struct line_id *id, const struct analysed *analysed, struct str text);
void analysed_json_fault(struct context *context, const struct line_id *id, struct err err);
/* Each figure with its sentence, for people. */
void analysed_print(struct context *context, const struct analysed *analysed, struct str text);

#endif

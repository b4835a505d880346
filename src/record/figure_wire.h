/*
 * figure_wire.h: the parts that wire forms of figures are made of.  Only for figure_wire.c, figure_pack.c and analysed.c.
 */
#ifndef XINSHI_RECORD_FIGURE_WIRE_H
#define XINSHI_RECORD_FIGURE_WIRE_H

#include "record/figure.h"

/* Whether a character begins at ${at}, or the text ends. */
bool wire_is_border(struct str text, uint32_t at);
void wire_put_span(struct buf *out, struct span span);
/* Within ${text}, between characters. */
struct span wire_get_span(struct reader *reader, struct str text);
/* An id, a slot, a unit; one that is too long is left out. */
void wire_put_word(struct buf *out, struct str word);
struct str wire_get_word(struct reader *reader);
void wire_get_decimal(struct reader *reader, char out[FIGURE_VALUE_MAX]);
void wire_put_bounds(struct buf *out, const struct bounds *bounds);
void wire_get_bounds(struct reader *reader, struct bounds *out);

#endif

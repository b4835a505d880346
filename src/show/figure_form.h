/*
 * figure_form.h: the fields of forms that ask for figures, filled with what was asked for.
 */
#ifndef XINSHI_SHOW_FIGURE_FORM_H
#define XINSHI_SHOW_FIGURE_FORM_H

#include "show/clerk.h"
#include "show/html_out.h"

/* A field of ${type} ("text", "date") with ${word} before it. */
void figure_field(struct request *request, struct html_out *out, enum param param, enum word word, const char *type);
/* All slots that have words, to choose one. */
void figure_slot_field(struct request *request, struct html_out *out);

#endif

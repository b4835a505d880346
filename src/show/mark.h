/*
 * mark.h: a reader's mark that the text of an article is wrong: the form that stands under it.
 */
#ifndef XINSHI_SHOW_MARK_H
#define XINSHI_SHOW_MARK_H

#include "show/clerk.h"

/* The form, folded away, for revision ${n}; nothing where no marks are taken.  Its page must say
 * has_form. */
void mark_form(const struct request *request, struct html_out *out, int64_t article, int64_t n);

enum word mark_word(enum mark_what what);
/* A list of marks: what, of which text, when, the reader's words; for the operator. */
void marks_write(struct html_out *out, const struct mark_rows *marks);

#endif

/*
 * lint_value.h: whether a text is of the form it has to be; between lint_check.c and the files of
 * its kinds.  Texts are trimmed and not empty.
 */
#ifndef XINSHI_READ_LINT_VALUE_H
#define XINSHI_READ_LINT_VALUE_H

#include "base/str.h"

/* One of some words with spaces between them, in any case. */
bool lint_is_one_of(struct str s, const char *words);

/* lint_date.c */
bool lint_is_rfc822(struct str s);
bool lint_is_rfc3339(struct str s);
bool lint_is_w3cdtf(struct str s);

/* lint_address.c */
bool lint_is_reference(struct str s); /* a URI, or a relative reference to one */
bool lint_is_full_uri(struct str s);
bool lint_is_http(struct str s);
bool lint_is_id(struct str s);
bool lint_is_email(struct str s);
bool lint_is_contact(struct str s);

#endif

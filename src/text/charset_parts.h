/*
 * charset_parts.h: what guessing a character set and converting from it share.
 */
#ifndef XINSHI_TEXT_CHARSET_PARTS_H
#define XINSHI_TEXT_CHARSET_PARTS_H

#include "text/charset.h"

struct charset {
	const char *label, *name, *converter;
};

/* By a label of the Encoding Standard, without case and white space around it; NULL: there is none. */
const struct charset *charset_from_label(struct str label);
/* UTF-16 and UTF-32. */
bool charset_is_wide(const struct charset *charset);
/* Whether the bytes end inside the character that begins at ${at}. */
bool utf8_is_cut_at(struct raw bytes, size_t at);
struct err charset_stream_open(const struct charset *charset, struct text_stream **out);

#endif

/*
 * charset_mend.h: the characters that ICU's converters for GB18030 and Big5 do not give as the Encoding Standard wants them
 * (data/charset_mends.tsv).  Only for charset.c.
 */
#ifndef XINSHI_TEXT_CHARSET_MEND_H
#define XINSHI_TEXT_CHARSET_MEND_H

#include "base/buf.h"

enum mend_kind {
	MEND_BIG5_BYTES,   /* by two bytes, first and second, that ICU has nothing for */
	MEND_BIG5_PRIVATE, /* by the private character that ICU makes of them */
	MEND_GB_PRIVATE,
};

/* What ${value} is; empty: nothing is wrong with it. */
struct str charset_mend_of(enum mend_kind kind, uint32_t value);

/* Replaces the private characters in what ${out} holds from ${from} on. */
void charset_mend(enum mend_kind kind, struct buf *out, size_t from);

#endif

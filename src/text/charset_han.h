/*
 * charset_han.h: Chinese is known by its characters, whatever a page says of its set.  Only for charset.c.
 */
#ifndef XINSHI_TEXT_CHARSET_HAN_H
#define XINSHI_TEXT_CHARSET_HAN_H

#include "text/charset.h"

/* "GB18030" or "BIG5", where ${bytes} (no UTF-8) read so are mostly common characters; NULL: they are not. */
const char *charset_guess_han(struct raw bytes);

#endif

/*
 * script.h: simplified and traditional Chinese.  OpenCC stays in script.c.
 */
#ifndef XINSHI_TEXT_SCRIPT_H
#define XINSHI_TEXT_SCRIPT_H

#include "base/buf.h"

enum script { SCRIPT_AS_WRITTEN, SCRIPT_HANS, SCRIPT_HANT };

struct script_converter; /* a handle; not for two threads at once */

/* A converter to ${to}, phrase by phrase (OpenCC t2s, s2twp without vocabulary change: s2tw); ERR_LIBRARY. */
struct err script_open(enum script to, struct script_converter **out);
/* Pushes the conversion of ${s}; text without Han characters passes as it is.  To SCRIPT_HANT also “”‘’ become 「」『』. */
void script_convert(struct script_converter *converter, struct str s, struct buf *out);
void script_close(struct script_converter *converter);

/* "zh-Hans", "zh-Hant" or "" (as written): the path prefix and the value of lang. */
struct str script_lang(enum script script);

#endif

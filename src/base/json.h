/*
 * json.h: a streaming writer of JSON (RFC 8259) onto a buf; commas and nesting are its own business.
 *
 * Members are written in the order of the calls.  A key of NULL writes an element of an array (or the whole value).
 * Numbers, not text: json_int.  An empty str is written as "", an absent one (p == NULL) as null.
 * Misuse (more ends than begins, nesting past JSON_DEPTH) is an assert, never data.
 */
#ifndef XINSHI_BASE_JSON_H
#define XINSHI_BASE_JSON_H

#include "base/buf.h"

enum { JSON_DEPTH = 32 };

struct json {
	struct buf *out;
	unsigned depth;
	uint32_t some; /* bit d: something was written at depth d */
};

void json_object(struct json *json, const char *key);
void json_array(struct json *json, const char *key);
/* Ends the innermost object or array. */
void json_end(struct json *json, char bracket);
#define json_object_end(json) json_end((json), '}')
#define json_array_end(json) json_end((json), ']')
void json_str(struct json *json, const char *key, struct str value);
void json_c(struct json *json, const char *key, const char *value);
void json_int(struct json *json, const char *key, int64_t value);
/* With ${decimals} digits behind the point; not finite: null. */
void json_double(struct json *json, const char *key, double value, unsigned decimals);
/* A number as written: ${number} has the form that RFC 8259 asks for. */
void json_number(struct json *json, const char *key, struct str number);
void json_bool(struct json *json, const char *key, bool value);
void json_null(struct json *json, const char *key);
void json_hex(struct json *json, const char *key, struct raw bytes);

/* "${s}" with its quotes and escapes; also U+2028 and U+2029 and '<', so that it may stand in HTML. */
void json_quote(struct buf *out, struct str s);

#endif

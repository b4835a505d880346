#include <assert.h>
#include <math.h>

#include "base/json.h"

void
json_quote(struct buf *out, struct str s)
{
	size_t plain = 0;

	buf_push_char(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool separator = c == 0xe2 && i + 2 < s.n && (unsigned char)s.p[i + 1] == 0x80 &&
				 ((unsigned char)s.p[i + 2] & 0xfe) == 0xa8;

		if (c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != 0x7f && !separator)
			continue;
		buf_push(out, s.p + plain, i - plain);
		if (c == '"' || c == '\\')
			buf_push(out, (const char[2]){ '\\', (char)c }, 2);
		else if (c == '<') /* often, in markup */
			buf_push_literal(out, "\\u003c");
		else if (c == '\n')
			buf_push_literal(out, "\\n");
		else if (c == '\t')
			buf_push_literal(out, "\\t");
		else if (c == '\r')
			buf_push_literal(out, "\\r");
		else if (separator) {
			buf_push_format(out, "\\u20%02x", 0x28 + (s.p[i + 2] & 1));
			i += 2;
		} else
			buf_push_format(out, "\\u%04x", c);
		plain = i + 1;
	}
	buf_push(out, s.p ? s.p + plain : NULL, s.n - plain);
	buf_push_char(out, '"');
}

/* The comma and the key before a value. */
static void
before(struct json *json, const char *key)
{
	uint32_t bit = 1u << json->depth;

	if (json->some & bit)
		buf_push_char(json->out, ',');
	json->some |= bit;
	if (!key)
		return;
	json_quote(json->out, str_from_c(key));
	buf_push_char(json->out, ':');
}

static void
begin(struct json *json, const char *key, char bracket)
{
	before(json, key);
	buf_push_char(json->out, bracket);
	json->depth++;
	assert(json->depth < JSON_DEPTH);
	json->some &= ~(1u << json->depth);
}

void
json_object(struct json *json, const char *key)
{
	begin(json, key, '{');
}

void
json_array(struct json *json, const char *key)
{
	begin(json, key, '[');
}

void
json_end(struct json *json, char bracket)
{
	assert(json->depth > 0);
	json->depth--;
	buf_push_char(json->out, bracket);
}

void
json_str(struct json *json, const char *key, struct str value)
{
	if (!value.p) {
		json_null(json, key);
		return;
	}
	before(json, key);
	json_quote(json->out, value);
}

void
json_c(struct json *json, const char *key, const char *value)
{
	json_str(json, key, str_from_c(value));
}

void
json_int(struct json *json, const char *key, int64_t value)
{
	before(json, key);
	buf_push_int(json->out, value);
}

void
json_double(struct json *json, const char *key, double value, unsigned decimals)
{
	if (!isfinite(value)) {
		json_null(json, key);
		return;
	}
	before(json, key);
	buf_push_format(json->out, "%.*f", (int)decimals, value);
}

void
json_number(struct json *json, const char *key, struct str number)
{
	before(json, key);
	buf_push_str(json->out, number);
}

void
json_bool(struct json *json, const char *key, bool value)
{
	before(json, key);
	buf_push_str(json->out, value ? S("true") : S("false"));
}

void
json_null(struct json *json, const char *key)
{
	before(json, key);
	buf_push_literal(json->out, "null");
}

void
json_hex(struct json *json, const char *key, struct raw bytes)
{
	before(json, key);
	buf_push_char(json->out, '"');
	buf_push_hex(json->out, bytes);
	buf_push_char(json->out, '"');
}

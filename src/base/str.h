/*
 * str.h: a view of bytes, {pointer, length}, passed by value, not terminated, owning nothing.
 *
 * Two of the four types of one layout live here: struct raw promises nothing, struct str promises valid UTF-8 that is
 * otherwise as written.  (struct url is made by text/url.h, struct html by record/html.h.)  Only text_decode, the wire
 * and S("literals") make a str out of raw bytes.
 *
 * Verbs that take from the front of a view are named pull: they advance the cursor only on success, so that parsers
 * chain them:  if (pull_digits(&s, 4, &year) && pull_char(&s, '-') && ...)
 */
#ifndef XINSHI_BASE_STR_H
#define XINSHI_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct raw {
	const unsigned char *p;
	size_t n;
};

struct str {
	const char *p;
	size_t n;
};

/* A literal as a view; and, for static tables, as an initialiser. */
#define S(literal) ((struct str){ "" literal, sizeof(literal) - 1 })
#define STR_INIT(literal) { "" literal, sizeof(literal) - 1 }
/* For printf: "%.*s", STR_ARGS(s). */
#define STR_ARGS(s) (int)(s).n, (s).p ? (s).p : ""

/* A view of a terminated string of our own (static text, argv after text_decode); NULL is the empty view. */
static inline struct str
str_from_c(const char *c)
{
	return (struct str){ c, c ? strlen(c) : 0 };
}

static inline struct raw
raw_from_str(struct str s)
{
	return (struct raw){ (const unsigned char *)s.p, s.n };
}

/* The last byte is asked first: it tells most that differ, where Han characters begin alike. */
static inline bool
str_equal(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || (a.p[a.n - 1] == b.p[a.n - 1] && memcmp(a.p, b.p, a.n) == 0));
}

/* [from, to) of s; both are clamped to its length. */
static inline struct str
str_slice(struct str s, size_t from, size_t to)
{
	to = to < s.n ? to : s.n;
	from = from < to ? from : to;
	return (struct str){ s.p ? s.p + from : NULL, to - from };
}

static inline struct str
str_from(struct str s, size_t from)
{
	return str_slice(s, from, s.n);
}

/* <0, 0, >0 in byte order; a prefix comes first. */
int str_compare(struct str a, struct str b);
static inline bool
str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_equal((struct str){ s.p, prefix.n }, prefix);
}
bool str_starts_nocase(struct str s, struct str prefix);
/* Equal but for the case of A-Z. */
static inline bool
str_equal_nocase(struct str a, struct str b)
{
	return a.n == b.n && str_starts_nocase(a, b);
}
static inline bool
str_ends(struct str s, struct str suffix)
{
	return suffix.n == 0 || (s.n >= suffix.n && str_equal((struct str){ s.p + s.n - suffix.n, suffix.n }, suffix));
}
/* Offset of the first (last) occurrence at or after ${from} (anywhere), or -1. */
ptrdiff_t str_find(struct str s, struct str what, size_t from);
ptrdiff_t str_find_nocase(struct str s, struct str what, size_t from);
/* Does any of ${words} (${count}, none empty) occur in ${s}, in whatever case?  One look at ${s} for all of them. */
bool str_has_any_nocase(struct str s, const struct str *words, size_t count);
ptrdiff_t str_find_char(struct str s, char c, size_t from);
ptrdiff_t str_find_last_char(struct str s, char c);
/* Without ASCII white space (space, \t \n \v \f \r) at both ends. */
struct str str_trim(struct str s);
/* FNV-1a, 64 bits. */
uint64_t str_hash(struct str s);

static inline bool
char_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool
char_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
char_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline char
char_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Value of a hexadecimal digit, or -1. */
int char_hex(char c);

/* ---- cursors: each advances *s only on success ---- */

bool pull_char(struct str *s, char c);
bool pull_str(struct str *s, struct str what);
bool pull_str_nocase(struct str *s, struct str what);
/* Exactly ${digits} ASCII digits (1-9 of them). */
bool pull_digits(struct str *s, unsigned digits, unsigned *out);
/* One or more ASCII digits; false where the value passes ${max}. */
bool pull_number(struct str *s, uint64_t max, uint64_t *out);
/* As pull_number, with a leading '-' allowed; |value| <= INT64_MAX. */
bool pull_int(struct str *s, int64_t *out);
/* All up to ${until}, which is taken too; false where it does not occur. */
bool pull_until(struct str *s, struct str until, struct str *out);
/* The next field up to ${separator} (taken) or the end; false at the end. */
bool pull_field(struct str *s, char separator, struct str *out);
/* The next line without its \n or \r\n; false at the end. */
bool pull_line(struct str *s, struct str *out);
/* Skips ASCII white space; always true, so that it chains. */
bool pull_spaces(struct str *s);
/* One code point; false at the end.  The view is valid UTF-8 (its type says so). */
bool pull_wide_rune(struct str *s, uint32_t *out);
static inline bool
pull_rune(struct str *s, uint32_t *out)
{
	const unsigned char *p = (const unsigned char *)s->p;

	if (s->n && p[0] < 0x80) {
		*out = p[0];
		s->p++, s->n--;
		return true;
	}
	if (s->n < 3 || p[0] < 0xe0 || p[0] >= 0xf0)
		return pull_wide_rune(s, out);
	*out = (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
	s->p += 3, s->n -= 3;
	return true;
}

/* Writes ${rune} as UTF-8 to out[4]; gives the length, 0 for surrogates and beyond U+10FFFF. */
unsigned rune_write(uint32_t rune, char out[4]);

/* Offset of the first byte that is not part of valid UTF-8 (RFC 3629: no overlong forms, no surrogates), or n. */
size_t utf8_valid_length(struct raw bytes);

/* Largest offset <= ${at} that begins a code point. */
size_t str_rune_start(struct str s, size_t at);

#endif

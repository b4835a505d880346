#include "read/yaml.h"

enum { ITEMS_MAX = 1000 };

void
yaml_refuse(struct yaml *yaml, struct str where, const char *what)
{
	if (!yaml->err.code)
		yaml->err = err_at(ERR_FRONT_MATTER, (uint64_t)(where.p - yaml->whole.p), what);
}

struct str
yaml_trim(struct str s)
{
	while (s.n && (s.p[0] == ' ' || s.p[0] == '\t'))
		s.p++, s.n--;
	while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
		s.n--;
	return s;
}

/* ---- quoted values ---- */

static bool
pull_hex(struct str *s, unsigned digits, uint32_t *out)
{
	uint32_t value = 0;

	if (s->n < digits)
		return false;
	for (unsigned i = 0; i < digits; i++) {
		if (char_hex(s->p[i]) < 0)
			return false;
		value = value << 4 | (uint32_t)char_hex(s->p[i]);
	}
	*s = str_from(*s, digits);
	*out = value;
	return true;
}

/* What stands behind a backslash; YAML 1.2, 5.7. */
static bool
pull_escape(struct str *s, uint32_t *out)
{
	static const struct {
		char sign;
		unsigned digits;
		uint32_t rune;
	} escapes[] = {
		{ '0', 0, 0 },
		{ 'a', 0, 7 },
		{ 'b', 0, 8 },
		{ 't', 0, '\t' },
		{ '\t', 0, '\t' },
		{ 'n', 0, '\n' },
		{ 'v', 0, 0x0b },
		{ 'f', 0, 0x0c },
		{ 'r', 0, '\r' },
		{ 'e', 0, 0x1b },
		{ ' ', 0, ' ' },
		{ '"', 0, '"' },
		{ '/', 0, '/' },
		{ '\\', 0, '\\' },
		{ 'N', 0, 0x85 },
		{ '_', 0, 0xa0 },
		{ 'L', 0, 0x2028 },
		{ 'P', 0, 0x2029 },
		{ 'x', 2, 0 },
		{ 'u', 4, 0 },
		{ 'U', 8, 0 },
	};

	for (size_t i = 0; i < LENGTH(escapes); i++) {
		if (!pull_char(s, escapes[i].sign))
			continue;
		*out = escapes[i].rune;
		return !escapes[i].digits || pull_hex(s, escapes[i].digits, out);
	}
	return false;
}

/* JSON writes what lies beyond U+FFFF as two escapes. */
static bool
pull_surrogates(struct str *s, uint32_t *rune)
{
	struct str rest = *s;
	uint32_t low;

	if (*rune < 0xd800 || *rune > 0xdbff)
		return true;
	if (!pull_str(&rest, S("\\u")) || !pull_hex(&rest, 4, &low) || low < 0xdc00 || low > 0xdfff)
		return false;
	*rune = 0x10000 + ((*rune - 0xd800) << 10) + (low - 0xdc00);
	*s = rest;
	return true;
}

static bool
pull_double_quoted(struct yaml *yaml, struct str *s, struct str *out)
{
	struct str rest = str_from(*s, 1), begin;
	/* The escape that gains most is \L: three bytes for two. */
	char *to = arena_alloc_dirty(yaml->arena, rest.n + rest.n / 2 + 4);
	size_t n = 0;

	while (rest.n && rest.p[0] != '"') {
		uint32_t rune;
		unsigned bytes;
		begin = rest;
		rest = str_from(rest, 1);
		if (begin.p[0] != '\\') {
			to[n++] = begin.p[0];
			continue;
		}
		if (!pull_escape(&rest, &rune) || !pull_surrogates(&rest, &rune)) {
			yaml_refuse(yaml, begin, "bad escape");
			return false;
		}
		bytes = rune ? rune_write(rune, to + n) : 0;
		if (!bytes) {
			yaml_refuse(yaml, begin, "escape of no character");
			return false;
		}
		n += bytes;
	}
	if (!pull_char(&rest, '"')) {
		yaml_refuse(yaml, *s, "quote is not closed");
		return false;
	}
	*out = (struct str){ to, n };
	*s = rest;
	return true;
}

static bool
pull_single_quoted(struct yaml *yaml, struct str *s, struct str *out)
{
	struct str rest = str_from(*s, 1);
	char *to = arena_alloc_dirty(yaml->arena, rest.n);
	size_t n = 0;

	while (rest.n) {
		if (pull_char(&rest, '\'') && !(rest.n && rest.p[0] == '\'')) {
			*out = (struct str){ to, n };
			*s = rest;
			return true;
		}
		to[n++] = rest.p[0];
		rest = str_from(rest, 1);
	}
	yaml_refuse(yaml, *s, "quote is not closed");
	return false;
}

static bool
pull_quoted(struct yaml *yaml, struct str *s, struct str *out)
{
	return s->p[0] == '"' ? pull_double_quoted(yaml, s, out) : pull_single_quoted(yaml, s, out);
}

/* ---- plain values, lists ---- */

static bool
begins_quoted(struct str s)
{
	return s.n && (s.p[0] == '"' || s.p[0] == '\'');
}

/* Up to one of ${ends} or a comment. */
static struct str
pull_plain(struct str *s, const char *ends)
{
	size_t n = 0;

	for (; n < s->n && !strchr(ends, s->p[n]); n++)
		if (s->p[n] == '#' && n > 0 && (s->p[n - 1] == ' ' || s->p[n - 1] == '\t'))
			break;
	struct str out = yaml_trim(str_slice(*s, 0, n));
	*s = str_from(*s, n);
	return out;
}

static bool
is_null(struct str plain)
{
	return !plain.n || str_equal(plain, S("~")) || str_equal_nocase(plain, S("null"));
}

/* Behind a value only blanks and a comment may follow. */
static void
expect_end(struct yaml *yaml, struct str rest)
{
	struct str left = yaml_trim(rest);

	if (left.n && !(left.p[0] == '#' && left.p > rest.p))
		yaml_refuse(yaml, left, "text behind the value");
}

void
yaml_list_add(struct yaml *yaml, struct strs *list, struct str item)
{
	if (list->count < ITEMS_MAX) {
		arena_push(yaml->arena, list->items, list->count, list->capacity);
		list->items[list->count++] = item;
	}
}

struct str
yaml_text(struct yaml *yaml, struct str line)
{
	struct str s = yaml_trim(line), out = { 0 };

	if (begins_quoted(s)) {
		if (pull_quoted(yaml, &s, &out))
			expect_end(yaml, s);
		return out;
	}
	out = pull_plain(&s, "");
	return is_null(out) ? (struct str){ 0 } : out;
}

void
yaml_flow_list(struct yaml *yaml, struct str line, struct strs *out)
{
	struct str s = str_from(line, 1), item;

	while (!yaml->err.code) {
		s = yaml_trim(s);
		if (pull_char(&s, ']')) {
			expect_end(yaml, s);
			return;
		}
		if (begins_quoted(s)) {
			if (!pull_quoted(yaml, &s, &item))
				return;
		} else
			item = pull_plain(&s, ",]");
		if (!is_null(item))
			yaml_list_add(yaml, out, item);
		s = yaml_trim(s);
		if (!pull_char(&s, ',') && !(s.n && s.p[0] == ']'))
			yaml_refuse(yaml, line, "list is not closed");
	}
}

#include "base/table.h"
#include "read/front_matter.h"

enum { KEY_MAX = 64, ITEMS_MAX = 1000 };
enum key_kind { TEXT, LIST };

struct key {
	const char *name;
	enum key_kind kind;
	size_t offset;
};

static const struct key keys[] = {
#define ROW(name, kind, member) { name, kind, offsetof(struct front_matter, member) },
#include "gen/front_matter.inc"
#undef ROW
};

struct parser {
	struct arena *arena;
	struct str rest, whole;
	struct front_matter out;
	struct err err;
};

static size_t
at(const struct parser *parser, const char *p)
{
	return (size_t)(p - parser->whole.p);
}

static void
refuse(struct parser *parser, struct str where, const char *what)
{
	if (!parser->err.code)
		parser->err = err_at(ERR_FRONT_MATTER, at(parser, where.p), what);
}

static struct str
trim_blanks(struct str s)
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
		{ '0', 0, 0 },	  { 'a', 0, 7 },      { 'b', 0, 8 },	  { 't', 0, '\t' },   { '\t', 0, '\t' },
		{ 'n', 0, '\n' }, { 'v', 0, 0x0b },   { 'f', 0, 0x0c },	  { 'r', 0, '\r' },   { 'e', 0, 0x1b },
		{ ' ', 0, ' ' },  { '"', 0, '"' },    { '/', 0, '/' },	  { '\\', 0, '\\' },  { 'N', 0, 0x85 },
		{ '_', 0, 0xa0 }, { 'L', 0, 0x2028 }, { 'P', 0, 0x2029 }, { 'x', 2, 0 },      { 'u', 4, 0 },
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
pull_double_quoted(struct parser *parser, struct str *s, struct str *out)
{
	struct str rest = str_from(*s, 1), begin;
	/* The escape that gains most is \L: three bytes for two. */
	char *to = arena_alloc_dirty(parser->arena, rest.n + rest.n / 2 + 4);
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
			refuse(parser, begin, "bad escape");
			return false;
		}
		bytes = rune ? rune_write(rune, to + n) : 0;
		if (!bytes) {
			refuse(parser, begin, "escape of no character");
			return false;
		}
		n += bytes;
	}
	if (!pull_char(&rest, '"')) {
		refuse(parser, *s, "quote is not closed");
		return false;
	}
	*out = (struct str){ to, n };
	*s = rest;
	return true;
}

static bool
pull_single_quoted(struct parser *parser, struct str *s, struct str *out)
{
	struct str rest = str_from(*s, 1);
	char *to = arena_alloc_dirty(parser->arena, rest.n);
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
	refuse(parser, *s, "quote is not closed");
	return false;
}

static bool
pull_quoted(struct parser *parser, struct str *s, struct str *out)
{
	return s->p[0] == '"' ? pull_double_quoted(parser, s, out) : pull_single_quoted(parser, s, out);
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
	struct str out = trim_blanks(str_slice(*s, 0, n));
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
expect_end(struct parser *parser, struct str rest)
{
	struct str left = trim_blanks(rest);

	if (left.n && !(left.p[0] == '#' && left.p > rest.p))
		refuse(parser, left, "text behind the value");
}

static void
list_add(struct parser *parser, struct strs *list, struct str item)
{
	if (list->count < ITEMS_MAX) {
		arena_push(parser->arena, list->items, list->count, list->capacity);
		list->items[list->count++] = item;
	}
}

/* One value that fills the line; p NULL where it is null. */
static struct str
line_value(struct parser *parser, struct str line)
{
	struct str s = trim_blanks(line), out = { 0 };

	if (begins_quoted(s)) {
		if (pull_quoted(parser, &s, &out))
			expect_end(parser, s);
		return out;
	}
	out = pull_plain(&s, "");
	return is_null(out) ? (struct str){ 0 } : out;
}

/* [a, "b", 'c'] */
static void
flow_list(struct parser *parser, struct str line, struct strs *out)
{
	struct str s = str_from(line, 1), item;

	while (!parser->err.code) {
		s = trim_blanks(s);
		if (pull_char(&s, ']')) {
			expect_end(parser, s);
			return;
		}
		if (begins_quoted(s)) {
			if (!pull_quoted(parser, &s, &item))
				return;
		} else
			item = pull_plain(&s, ",]");
		if (!is_null(item))
			list_add(parser, out, item);
		s = trim_blanks(s);
		if (!pull_char(&s, ',') && !(s.n && s.p[0] == ']'))
			refuse(parser, line, "list is not closed");
	}
}

/* ---- lines ---- */

static bool
peek_line(const struct parser *parser, struct str *line)
{
	struct str rest = parser->rest;

	return pull_line(&rest, line);
}

static void
skip_line(struct parser *parser)
{
	struct str line;

	pull_line(&parser->rest, &line);
}

static bool
is_fence(struct str line)
{
	while (line.n && char_is_space(line.p[line.n - 1]))
		line.n--;
	return str_equal(line, S("---")) || str_equal(line, S("..."));
}

static bool
is_blank(struct str line)
{
	line = trim_blanks(line);
	return !line.n || line.p[0] == '#';
}

static bool
is_indented(struct str line)
{
	return line.n && (line.p[0] == ' ' || line.p[0] == '\t');
}

/* "- item", at the margin or indented. */
static bool
pull_dash(struct str *line)
{
	struct str s = trim_blanks(*line);

	if (!pull_char(&s, '-') || (s.n && s.p[0] != ' ' && s.p[0] != '\t'))
		return false;
	*line = s;
	return true;
}

static void
block_list(struct parser *parser, struct strs *out)
{
	struct str line, item;

	while (!parser->err.code && peek_line(parser, &line) && !is_fence(line)) {
		if (!is_blank(line)) {
			if (!pull_dash(&line))
				return;
			item = line_value(parser, line);
			if (item.p)
				list_add(parser, out, item);
		}
		skip_line(parser);
	}
}

/* What is indented below "key: |" (kept) or "key: >" (folded to one line). */
static struct str
block_text(struct parser *parser, bool folded)
{
	struct buf text CLEAN(buf_done) = { 0 };
	struct str line;

	while (peek_line(parser, &line) && (is_indented(line) || !trim_blanks(line).n)) {
		if (text.n)
			buf_push_char(&text, folded ? ' ' : '\n');
		buf_push_str(&text, trim_blanks(line));
		skip_line(parser);
	}
	return str_copy(parser->arena, str_trim(buf_str(&text)));
}

/* What belongs to a key we do not know. */
static void
skip_below(struct parser *parser)
{
	struct str line;

	while (peek_line(parser, &line) && !is_fence(line) && (is_indented(line) || is_blank(line) || pull_dash(&line)))
		skip_line(parser);
}

/* ---- keys ---- */

static void
read_list(struct parser *parser, struct str value, struct strs *out)
{
	struct str item;

	if (!value.n || value.p[0] == '#') {
		block_list(parser, out);
	} else if (value.p[0] == '[') {
		flow_list(parser, value, out);
	} else {
		item = line_value(parser, value);
		if (item.p)
			list_add(parser, out, item);
	}
}

/* A list where one text is expected stands for its first item; a title may begin with a bracket unquoted. */
static struct str
read_text(struct parser *parser, struct str value)
{
	struct strs list = { 0 };

	if (value.n && (value.p[0] == '|' || value.p[0] == '>') && value.n <= 3)
		return block_text(parser, value.p[0] == '>');
	if (value.n && value.p[0] == '[' && value.p[value.n - 1] == ']') {
		flow_list(parser, value, &list);
		return list.count ? list.items[0] : (struct str){ 0 };
	}
	return line_value(parser, value);
}

static void
read_value(struct parser *parser, const struct key *key, struct str value)
{
	void *member = (char *)&parser->out + key->offset;
	struct str *text = member;

	if (key->kind == LIST) {
		read_list(parser, value, member);
		return;
	}
	if (text->p) {
		read_text(parser, value);
		return;
	}
	*text = read_text(parser, value);
	if (text == &parser->out.date)
		parser->out.date_at = at(parser, value.p);
	if (text == &parser->out.url)
		parser->out.url_at = at(parser, value.p);
}

static bool
pull_key(struct str *line, struct str *key)
{
	size_t n = 0;

	while (n < line->n && n < KEY_MAX && (char_is_alpha(line->p[n]) || char_is_digit(line->p[n]) ||
	    line->p[n] == '_' || line->p[n] == '-'))
		n++;
	if (!n || n >= line->n || line->p[n] != ':')
		return false;
	if (n + 1 < line->n && line->p[n + 1] != ' ' && line->p[n + 1] != '\t')
		return false;
	*key = str_slice(*line, 0, n);
	*line = str_from(*line, n + 1);
	return true;
}

static void
read_line(struct parser *parser, struct str line)
{
	const struct key *key;
	struct str name;

	if (is_blank(line))
		return;
	if (!pull_key(&line, &name)) {
		refuse(parser, line, "line is not \"key: value\"");
		return;
	}
	key = TABLE_FIND(keys, name);
	if (key)
		read_value(parser, key, trim_blanks(line));
	else
		skip_below(parser);
}

bool
front_matter_pull(struct arena *arena, struct str *text, struct str whole, struct front_matter *out, struct err *err)
{
	struct parser parser = { .arena = arena, .rest = *text, .whole = whole };
	struct str line;

	*err = (struct err){ 0 };
	if (!pull_line(&parser.rest, &line) || !str_starts(line, S("---")) || !is_fence(line))
		return false;
	while (!parser.err.code) {
		if (!pull_line(&parser.rest, &line)) {
			*err = err_at(ERR_TRUNCATED, whole.n, "front matter is not closed");
			return false;
		}
		if (is_fence(line))
			break;
		read_line(&parser, line);
	}
	*err = parser.err;
	if (err->code)
		return false;
	*text = parser.rest;
	*out = parser.out;
	return true;
}

/*
 * style.c: style attributes, property by property.
 */
#include "base/table.h"
#include "refine/sanitise.h"

enum style_kind { STYLE_ANYWHERE, STYLE_SVG, STYLE_WORD };

static const struct style_row {
	const char *name;
	enum style_kind kind;
} styles[] = {
#define ROW(name, kind) { name, kind },
#include "gen/safe_styles.inc"
#undef ROW
};

enum { STYLE_MAX = 4096, NAME_SIZE = 40 };

static const struct style_row *
style_row(struct str name)
{
	char small[NAME_SIZE];

	if (name.n > sizeof(small))
		return NULL;
	for (size_t i = 0; i < name.n; i++)
		small[i] = char_lower(name.p[i]);
	return TABLE_FIND(styles, ((struct str){ small, name.n }));
}

/* ---- the whole: only characters that can do nothing ---- */

static bool
is_word(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || c == '_';
}

/* 'a b' or "a b": words alone. */
static bool
pull_quoted(struct str *s)
{
	struct str rest = *s, inside;
	char quote = rest.p[0];
	char until[1] = { quote };

	rest = str_from(rest, 1);
	if (!pull_until(&rest, (struct str){ until, 1 }, &inside) || !inside.n)
		return false;
	for (size_t i = 0; i < inside.n; i++)
		if (!is_word(inside.p[i]) && !char_is_space(inside.p[i]))
			return false;
	*s = rest;
	return true;
}

/* (1, 2, 3) */
static bool
pull_numbers(struct str *s)
{
	struct str rest = str_from(*s, 1), inside;

	if (!pull_until(&rest, S(")"), &inside) || !inside.n)
		return false;
	for (size_t i = 0; i < inside.n; i++)
		if (!char_is_digit(inside.p[i]) && inside.p[i] != ',' &&
		    !char_is_space(inside.p[i]))
			return false;
	*s = rest;
	return true;
}

static bool
is_harmless(struct str s)
{
	char before = '\0';

	while (s.n) {
		char c = s.p[0];

		if (c == '\'' || c == '"') {
			if (!pull_quoted(&s))
				return false;
			before = c;
			continue;
		}
		if (c == '(') {
			if (!pull_numbers(&s))
				return false;
			before = ')';
			continue;
		}
		if (c == '-' && !(is_word(before) && s.n > 1 && is_word(s.p[1])))
			return false;
		if (c != '-' && !is_word(c) && !char_is_space(c) && !strchr(":,;#%.!", c))
			return false;
		before = c;
		s = str_from(s, 1);
	}
	return true;
}

/* url(...) becomes a space. */
static struct str
without_urls(struct arena *arena, struct str style)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct str rest = style;
	ptrdiff_t at;

	while ((at = str_find_nocase(rest, S("url"), 0)) >= 0) {
		struct str behind = str_from(rest, (size_t)at + 3), junk;

		buf_push_str(&out, str_slice(rest, 0, (size_t)at));
		pull_spaces(&behind);
		if (pull_char(&behind, '(') && pull_until(&behind, S(")"), &junk)) {
			buf_push_char(&out, ' ');
			pull_spaces(&behind);
		} else {
			buf_push_literal(&out, "url");
			behind = str_from(rest, (size_t)at + 3);
		}
		rest = behind;
	}
	buf_push_str(&out, rest);
	return str_copy(arena, buf_str(&out));
}

/* ---- values of the families background-, border-, margin-, padding- ---- */

static bool
is_colour(struct str s)
{
	if (!pull_char(&s, '#') || !s.n)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (char_hex(s.p[i]) < 0)
			return false;
	return true;
}

static bool
is_rgb(struct str s)
{
	if (!pull_str(&s, S("rgb(")))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!char_is_digit(s.p[i]) && !strchr(",%)", s.p[i]))
			return false;
	return true;
}

static bool
is_length(struct str s)
{
	static const char *const units[] = { "", "cm", "em", "ex", "in", "mm", "pc", "pt", "px",
		"%", ",", ")" };
	size_t digits = 0;

	while (digits < 2 && s.n && char_is_digit(s.p[0])) {
		s = str_from(s, 1);
		digits++;
	}
	pull_char(&s, '.');
	for (digits = 0; digits < 2 && s.n && char_is_digit(s.p[0]); digits++)
		s = str_from(s, 1);
	for (size_t i = 0; i < LENGTH(units); i++)
		if (str_equal(s, str_from_c(units[i])))
			return true;
	return false;
}

static bool
pull_value_word(struct str *s, struct str *out)
{
	size_t n = 0;

	pull_spaces(s);
	while (n < s->n && !char_is_space(s->p[n]))
		n++;
	*out = str_slice(*s, 0, n);
	*s = str_from(*s, n);
	return n > 0;
}

static bool
values_are_plain(struct str value)
{
	struct str word;

	while (pull_value_word(&value, &word)) {
		const struct style_row *row = TABLE_FIND(styles, word);

		if (!(row && row->kind == STYLE_WORD) && !is_colour(word) && !is_rgb(word) &&
		    !is_length(word))
			return false;
	}
	return true;
}

/* ---- property by property ---- */

static bool
is_family(struct str name)
{
	static const char *const families[] = { "background", "border", "margin", "padding" };

	for (size_t i = 0; i < LENGTH(families); i++) {
		struct str rest = name;
		if (pull_str_nocase(&rest, str_from_c(families[i])) &&
		    (!rest.n || rest.p[0] == '-'))
			return true;
	}
	return false;
}

static bool
is_allowed(struct str name, struct str value, bool svg)
{
	const struct style_row *row = style_row(name);

	if (row && (row->kind == STYLE_ANYWHERE || (row->kind == STYLE_SVG && svg)))
		return true;
	return is_family(name) && values_are_plain(value);
}

static bool
pull_declaration(struct str *style, struct str *name, struct str *value)
{
	size_t n = 0;

	pull_spaces(style);
	while (n < style->n && (is_word(style->p[n]) || style->p[n] == '-'))
		n++;
	*name = str_slice(*style, 0, n);
	*style = str_from(*style, n);
	pull_spaces(style);
	if (!n || !pull_char(style, ':'))
		return false;
	pull_spaces(style);
	for (n = 0; n < style->n && style->p[n] != ':' && style->p[n] != ';';)
		n++;
	*value = str_slice(*style, 0, n);
	*style = str_from(*style, n);
	pull_char(style, ';');
	return true;
}

struct str
style_sanitise(struct arena *arena, struct str style, bool svg)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct str rest, name, value;

	if (style.n > STYLE_MAX)
		return S("");
	rest = style = without_urls(arena, style);
	if (!is_harmless(style))
		return S("");
	while (pull_spaces(&rest) && rest.n) {
		if (!pull_declaration(&rest, &name, &value))
			return S("");
		if (!value.n || !is_allowed(name, value, svg))
			continue;
		if (out.n)
			buf_push_char(&out, ' ');
		buf_push_str(&out, name);
		buf_push_literal(&out, ": ");
		buf_push_str(&out, value);
		buf_push_char(&out, ';');
	}
	return str_copy(arena, buf_str(&out));
}

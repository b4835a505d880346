#include "base/table.h"
#include "refine/rules.h"

static const struct class_row class_rows[] = {
#define ROW(word, action, note) { word, action, note },
#include "gen/classes.inc"
#undef ROW
};

static const struct line_row line_rows[] = {
#define ROW(pattern, place, action, note) { STR_INIT(pattern), place, action, note },
#include "gen/lines.inc"
#undef ROW
};

static const struct address_row address_rows[] = {
#define ROW(pattern, kind, note) { STR_INIT(pattern), kind, note },
#include "gen/addresses.inc"
#undef ROW
};

struct title_row {
	const char *name;
	enum title_part what;
};
static const struct title_row title_rows[] = {
#define ROW(name, what) { name, what },
#include "gen/titles.inc"
#undef ROW
};

struct escape_row {
	const char *name;
	uint32_t rune;
};
static const struct escape_row escape_rows[] = {
#define ROW(name, rune) { name, rune },
#include "gen/escapes.inc"
#undef ROW
};

enum credit_kind { CREDIT_BRACKET, CREDIT_FROM, CREDIT_END, CREDIT_HAND, CREDIT_LABEL };
enum { CREDIT_MAX = 150 };
struct credit_row {
	struct str word;
	enum credit_kind kind;
};
static const struct credit_row credit_rows[] = {
#define ROW(word, kind) { STR_INIT(word), kind },
#include "gen/credits.inc"
#undef ROW
};

/* ---- classes ---- */

static bool
is_separator(char c)
{
	return c == '-' || c == '_';
}

/* The row for a part of a word with the "*" that stands for the rest of it. */
static const struct class_row *
class_of_part(const char *before, struct str part, const char *behind)
{
	char key[64];
	size_t n = 0;

	if (part.n > sizeof(key) - 2)
		return NULL;
	if (*before)
		key[n++] = *before;
	memcpy(key + n, part.p, part.n);
	n += part.n;
	if (*behind)
		key[n++] = *behind;
	return TABLE_FIND(class_rows, ((struct str){ key, n }));
}

static const struct class_row *
class_of_word(struct str word)
{
	const struct class_row *row = TABLE_FIND(class_rows, word);
	size_t first = 0, last = word.n;

	if (row)
		return row;
	while (first < word.n && !is_separator(word.p[first]))
		first++;
	if (first == word.n)
		return NULL;
	while (!is_separator(word.p[last - 1]))
		last--;
	row = class_of_part("", str_slice(word, 0, first + 1), "*");
	return row ? row : class_of_part("*", str_from(word, last - 1), "");
}

const struct class_row *
class_of(const struct node *node)
{
	static const struct class_row none = { "", CLASS_NONE, 0 };
	static const enum attr_name where[] = { ATTR_CLASS, ATTR_ID };
	const struct class_row *best = &none;

	for (size_t i = 0; i < LENGTH(where); i++) {
		struct str words = node_attr(node, where[i]), word;

		while (pull_field(&words, ' ', &word)) {
			const struct class_row *row = word.n ? class_of_word(word) : NULL;

			if (row && row->action > best->action)
				best = row;
		}
	}
	return best;
}

/* ---- patterns ---- */

bool
glob_match(struct str pattern, struct str s)
{
	size_t p = 0, i = 0, star = pattern.n, resume = 0;

	while (i < s.n) {
		if (p < pattern.n && pattern.p[p] == '*') {
			star = p++;
			resume = i;
		} else if (p < pattern.n && pattern.p[p] == s.p[i]) {
			p++;
			i++;
		} else if (star < pattern.n) {
			p = star + 1;
			i = ++resume;
		} else {
			return false;
		}
	}
	while (p < pattern.n && pattern.p[p] == '*')
		p++;
	return p == pattern.n;
}

const struct line_row *
line_row(struct str line, unsigned places)
{
	if (line.n == 0 || line.n > LINE_MAX)
		return NULL;
	for (size_t i = 0; i < LENGTH(line_rows); i++) {
		const struct line_row *row = &line_rows[i];
		char first = row->pattern.p[0];

		if ((first == line.p[0] || first == '*') && (places & 1u << row->place) &&
		    glob_match(row->pattern, line))
			return row;
	}
	return NULL;
}

struct str
line_label(const struct line_row *row)
{
	ptrdiff_t star = str_find_char(row->pattern, '*', 0);

	return star < 0 ? row->pattern : str_slice(row->pattern, 0, (size_t)star);
}

const struct address_row *
address_of(struct str url)
{
	static const struct address_row none;

	if (!pull_str_nocase(&url, S("https:")))
		pull_str_nocase(&url, S("http:"));
	pull_str(&url, S("//"));
	pull_str_nocase(&url, S("www."));
	url = str_slice(url, 0, ADDRESS_MAX);
	for (size_t i = 0; i < LENGTH(address_rows); i++) {
		const struct address_row *row = &address_rows[i];
		char first = row->pattern.p[0];

		if (url.n && (first == url.p[0] || first == '*') && glob_match(row->pattern, url))
			return row;
	}
	return &none;
}

/* ---- credits ---- */

/* Where the last brackets begin, round ones of either width, that end ${s}; s.n if it does not end
 * so. */
static size_t
last_brackets(struct str s)
{
	struct str end = s;
	ptrdiff_t narrow, wide;

	while (end.n &&
	       (str_ends(end, S("。")) || str_ends(end, S(".")) || char_is_space(end.p[end.n - 1])))
		end.n -= str_ends(end, S("。")) ? strlen("。") : 1;
	if (!str_ends(end, S(")")) && !str_ends(end, S("）")))
		return s.n;
	narrow = str_find_last_char(end, '(');
	for (wide = -1;;) {
		ptrdiff_t next = str_find(end, S("（"), (size_t)(wide + 1));

		if (next < 0)
			break;
		wide = next;
	}
	if (narrow < 0 && wide < 0)
		return s.n;
	return (size_t)(narrow > wide ? narrow : wide);
}

static bool
holds_word(struct str s, enum credit_kind kind)
{
	for (size_t i = 0; i < LENGTH(credit_rows); i++)
		if (credit_rows[i].kind == kind && str_find(s, credit_rows[i].word, 0) >= 0)
			return true;
	return false;
}

/* Whether a credit may begin at ${at}: at the start, or behind a space, a full stop or a line
 * break. */
static bool
is_boundary(struct str s, size_t at)
{
	struct str before = str_slice(s, 0, at);

	return at == 0 || char_is_space(s.p[at - 1]) || str_ends(before, S("。")) ||
	       str_ends(before, S("，")) || str_ends(before, S(".")) || str_ends(before, S("）")) ||
	       str_ends(before, S(")"));
}

static size_t
credit_by_word(struct str s)
{
	for (size_t i = 0; i < LENGTH(credit_rows); i++) {
		const struct credit_row *row = &credit_rows[i];
		ptrdiff_t at;

		if (row->kind != CREDIT_FROM && row->kind != CREDIT_END)
			continue;
		at = str_find(s, row->word, 0);
		if (at < 0 || s.n - (size_t)at > CREDIT_MAX || !is_boundary(s, (size_t)at))
			continue;
		if (row->kind == CREDIT_FROM || holds_word(str_from(s, (size_t)at), CREDIT_HAND))
			return (size_t)at;
	}
	return s.n;
}

size_t
credit_start(struct str caption)
{
	size_t at = last_brackets(caption);

	if (at < caption.n && caption.n - at <= CREDIT_MAX &&
	    holds_word(str_from(caption, at), CREDIT_BRACKET))
		return at;
	return credit_by_word(caption);
}

struct str
caption_without_label(struct str caption)
{
	for (size_t i = 0; i < LENGTH(credit_rows); i++)
		if (credit_rows[i].kind == CREDIT_LABEL && pull_str(&caption, credit_rows[i].word))
			break;
	return caption;
}

/* ---- titles, escapes ---- */

enum title_part
title_part(struct str name)
{
	const struct title_row *row = TABLE_FIND(title_rows, name);

	return row ? row->what : TITLE_NONE;
}

uint32_t
escape_rune(struct str name)
{
	const struct escape_row *row = TABLE_FIND(escape_rows, name);

	return row ? row->rune : 0;
}

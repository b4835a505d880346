#include "base/buf.h"
#include "base/table.h"
#include "refine/site_inside.h"

enum {
	REPLACED_MAX = 16 << 20,
	REPLACE_WORK_MAX = 64 << 20,
	SHOWN = 60,
	HOUR_S = 3600,
	ZONE_HOURS_MAX = 14
};

enum value_kind { SITE_PATH, SITE_WORD, SITE_TEXT, SITE_YES, SITE_NAME };
enum argument_kind { NONE, WANTED };

struct key_row {
	const char *name;
	enum site_key key;
	enum value_kind kind;
	enum argument_kind argument;
};

static const struct key_row keys[] = {
#define ROW(name, key, kind, argument) { name, key, kind, argument },
#include "gen/site_keys.inc"
#undef ROW
};

/* ---- remarks ---- */

void
site_remark(struct site_remarks *remarks, uint32_t line, const char *format, ...)
{
	struct site_remark remark = { .line = line };
	va_list arguments;

	if (remarks->count >= SITE_REMARKS_MAX)
		return;
	va_start(arguments, format);
	remark.what = str_vformat(remarks->arena, format, arguments);
	va_end(arguments);
	arena_push(remarks->arena, remarks->items, remarks->count, remarks->capacity);
	remarks->items[remarks->count++] = remark;
}

/* As much of a line as people need to find it. */
struct str
site_shown(struct str s)
{
	return str_slice(s, 0, str_rune_start(s, s.n < SHOWN ? s.n : SHOWN));
}

/* ---- lines ---- */

/* To the bracket that closes what is open, quotes aside, and the colon behind it. */
static bool
pull_argument(struct str *s, struct str *out)
{
	int depth = 1;
	char quote = 0;

	for (size_t i = 0; i < s->n; i++) {
		char c = s->p[i];
		if (quote)
			quote = c == quote ? 0 : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '(')
			depth++;
		else if (c == ')' && --depth == 0) {
			*out = str_slice(*s, 0, i);
			*s = str_trim(str_from(*s, i + 1));
			return pull_char(s, ':');
		}
	}
	return false;
}

/* An argument that is no path may hold brackets and quotes by halves: it ends at "):". */
static bool
pull_plain_argument(struct str *s, struct str *out)
{
	return pull_until(s, S("):"), out);
}

static bool
is_key_char(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || c == '-' || c == '_';
}

bool
site_line_read(struct str text, struct site_line *out)
{
	struct str s = str_trim(text), before;
	size_t n = 0;

	out->all = s;
	while (n < s.n && is_key_char(s.p[n]))
		n++;
	out->key = str_slice(s, 0, n);
	s = str_trim(str_from(s, n));
	if (pull_char(&s, '(')) {
		before = s;
		out->has_argument = pull_argument(&s, &out->argument);
		if (!out->has_argument) {
			s = before;
			out->has_argument = pull_plain_argument(&s, &out->argument);
		}
		out->value = str_trim(s);
		return n && out->has_argument;
	}
	if (!n || !pull_char(&s, ':'))
		return false;
	out->value = str_trim(s);
	return true;
}

/* The next line that says something. */
static bool
pull_said(struct str *text, uint32_t *number, struct str *out)
{
	struct str line;

	while (pull_line(text, &line)) {
		++*number;
		line = str_trim(line);
		if (line.n && line.p[0] != '#') {
			*out = line;
			return true;
		}
	}
	return false;
}

struct str
site_without_mark(struct str text)
{
	pull_str(&text, S("\xEF\xBB\xBF"));
	return text;
}

/* ---- values ---- */

static bool
compile(struct arena *arena, struct strs *asked, struct str text, const struct site_path **out,
    uint32_t line, struct site_remarks *remarks)
{
	struct str reason = S(""), unseen;

	if (site_path_compile(arena, text, asked, out, &reason).code) {
		site_remark(
		    remarks, line, "%.*s, in: %.*s", STR_ARGS(reason), STR_ARGS(site_shown(text)));
		return false;
	}
	unseen = site_path_unseen(*out);
	if (unseen.n)
		site_remark(remarks, line, "note: one attribute too many, never there: %.*s",
		    STR_ARGS(unseen));
	return true;
}

bool
site_read_yes(struct str value, bool *out)
{
	static const struct {
		struct str word;
		bool yes;
	} words[] = { { STR_INIT("yes"), true }, { STR_INIT("no"), false },
		{ STR_INIT("true"), true }, { STR_INIT("false"), false }, { STR_INIT("1"), true },
		{ STR_INIT("0"), false } };

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_equal_nocase(value, words[i].word)) {
			*out = words[i].yes;
			return true;
		}
	return false;
}

static struct str
unquoted(struct str s)
{
	bool quoted = s.n >= 2 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0];

	return quoted ? str_slice(s, 1, s.n - 1) : s;
}

/* "+08:00" */
static bool
read_zone(struct str s, int32_t *out)
{
	unsigned hours, minutes;
	int32_t sign = pull_char(&s, '-') ? -1 : 1;

	if (sign > 0 && !pull_char(&s, '+'))
		return false;
	if (!pull_digits(&s, 2, &hours) || !pull_char(&s, ':') || !pull_digits(&s, 2, &minutes) ||
	    s.n || hours > ZONE_HOURS_MAX || minutes > 59)
		return false;
	*out = sign * (int32_t)(hours * HOUR_S + minutes * 60);
	return true;
}

/* Of the whole file, not of a page. */
static bool
take_setting(struct site *site, const struct site_rule *rule)
{
	if (rule->key == SITE_LANGUAGE)
		site->language = rule->value;
	if (rule->key == SITE_SOURCE)
		site->source = rule->value;
	if (rule->key != SITE_ZONE)
		return true;
	site->has_zone = read_zone(rule->value, &site->zone_s);
	return site->has_zone;
}

static bool
take_argument(
    struct arena *arena, struct strs *asked, struct site_rule *rule, struct site_remarks *remarks)
{
	if (rule->key == SITE_MOVE)
		return compile(arena, asked, rule->argument, &rule->target, rule->line, remarks);
	if (rule->key == SITE_WRAP) {
		rule->tag = tag_from_name(str_trim(rule->argument));
		if (rule->tag != TAG_UNKNOWN && tag_row(rule->tag)->rule == TAG_KEEP)
			return true;
		site_remark(remarks, rule->line, "no element to wrap in: %.*s",
		    STR_ARGS(site_shown(rule->argument)));
		return false;
	}
	if (rule->key == SITE_REPLACE && !rule->argument.n) {
		site_remark(remarks, rule->line, "nothing to replace");
		return false;
	}
	return true;
}

static bool
take_value(struct arena *arena, struct strs *asked, enum value_kind kind, struct site_rule *rule,
    struct site_remarks *remarks)
{
	switch (kind) {
	case SITE_PATH:
		return compile(arena, asked, rule->value, &rule->path, rule->line, remarks);
	case SITE_WORD:
		rule->value = unquoted(rule->value);
		if (!rule->value.n)
			site_remark(remarks, rule->line, "empty");
		return rule->value.n > 0;
	case SITE_YES:
		if (!site_read_yes(rule->value, &rule->yes)) {
			site_remark(remarks, rule->line, "yes or no, not: %.*s",
			    STR_ARGS(site_shown(rule->value)));
			return false;
		}
		return true;
	case SITE_NAME:
		rule->attr = site_path_attr(arena, asked, rule->value);
		if (rule->attr < 0)
			site_remark(remarks, rule->line,
			    "note: one attribute too many, never there: %.*s",
			    STR_ARGS(site_shown(rule->value)));
		return true;
	case SITE_TEXT:
		break;
	}
	return true;
}

bool
site_line_rule(struct arena *arena, struct strs *asked, const struct site_line *line,
    struct site_rule *out, struct site_remarks *remarks)
{
	const struct key_row *row = TABLE_FIND(keys, line->key);

	if (!row) {
		site_remark(
		    remarks, line->number, "no key we know: %.*s", STR_ARGS(site_shown(line->key)));
		return false;
	}
	if (line->has_argument != (row->argument == WANTED)) {
		site_remark(remarks, line->number,
		    row->argument == WANTED ? "%s wants something in brackets"
					    : "%s has nothing in brackets",
		    row->name);
		return false;
	}
	*out = (struct site_rule){ .key = row->key,
		.line = line->number,
		.value = line->value,
		.argument = line->argument };
	return take_argument(arena, asked, out, remarks) &&
	       take_value(arena, asked, row->kind, out, remarks);
}

/* ---- the file ---- */

static void
take_line(struct arena *arena, struct str text, uint32_t number, struct site *site,
    struct site_remarks *remarks)
{
	struct site_line line = { .number = number };
	struct site_rule rule;

	site->lines++;
	if (!site_line_read(text, &line)) {
		site_remark(remarks, number, "not of the form \"key: value\": %.*s",
		    STR_ARGS(site_shown(text)));
		site->refused++;
		return;
	}
	if (!site_line_rule(arena, &site->attributes, &line, &rule, remarks)) {
		site->refused++;
		return;
	}
	if (!take_setting(site, &rule)) {
		site_remark(remarks, number, "a zone is of the form +08:00, not: %.*s",
		    STR_ARGS(site_shown(rule.value)));
		site->refused++;
		return;
	}
	arena_push(arena, site->rules, site->count, site->capacity);
	site->rules[site->count++] = rule;
}

void
site_read(struct arena *arena, struct str text, struct site *out, struct site_remarks *remarks)
{
	struct site site = { 0 };
	struct str line;
	uint32_t number = 0;

	text = site_without_mark(text);
	while (pull_said(&text, &number, &line)) {
		if (site.lines >= SITE_RULES_LINES_MAX) {
			site_remark(
			    remarks, number, "too many lines: those from here on do not count");
			break;
		}
		take_line(arena, line, number, &site, remarks);
	}
	*out = site;
}

bool
site_has_body_rule(const struct site *site)
{
	for (size_t i = 0; i < site->count; i++)
		if (site->rules[i].key == SITE_BODY)
			return true;
	return false;
}

bool
site_setting(const struct site *site, enum site_key key, bool otherwise)
{
	for (size_t i = 0; i < site->count; i++)
		if (site->rules[i].key == key)
			otherwise = site->rules[i].yes;
	return otherwise;
}

/* ---- replacing ---- */

static struct str
replaced(struct arena *arena, struct str html, struct str from, struct str to)
{
	struct buf out CLEAN(buf_done) = { .max = REPLACED_MAX };
	size_t at = 0;
	ptrdiff_t found;

	while ((found = str_find(html, from, at)) >= 0) {
		buf_push_str(&out, str_slice(html, at, (size_t)found));
		buf_push_str(&out, to);
		at = (size_t)found + from.n;
	}
	if (!at)
		return html;
	buf_push_str(&out, str_from(html, at));
	return out.err.code ? STR_END : str_copy(arena, buf_str(&out));
}

struct str
site_replace(
    struct arena *arena, const struct site *site, struct str html, struct site_remarks *remarks)
{
	size_t work = 0;

	for (size_t i = 0; i < site->count; i++) {
		const struct site_rule *rule = &site->rules[i];
		struct str next;
		if (rule->key != SITE_REPLACE)
			continue;
		work += html.n;
		next = work > REPLACE_WORK_MAX ? STR_END
					       : replaced(arena, html, rule->argument, rule->value);
		if (!next.p) {
			site_remark(remarks, rule->line,
			    "replacing was given up: it makes too much work or too long a page");
			return html;
		}
		html = next;
	}
	return html;
}

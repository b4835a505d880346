#include "base/table.h"
#include "read/front_matter.h"
#include "read/yaml.h"

enum { KEY_MAX = 64 };
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
	struct yaml yaml;
	struct str rest;
	struct front_matter out;
};

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
	line = yaml_trim(line);
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
	struct str s = yaml_trim(*line);

	if (!pull_char(&s, '-') || (s.n && s.p[0] != ' ' && s.p[0] != '\t'))
		return false;
	*line = s;
	return true;
}

static void
block_list(struct parser *parser, struct strs *out)
{
	struct str line, item;

	while (!parser->yaml.err.code && peek_line(parser, &line) && !is_fence(line)) {
		if (!is_blank(line)) {
			if (!pull_dash(&line))
				return;
			item = yaml_text(&parser->yaml, line);
			if (item.p)
				yaml_list_add(&parser->yaml, out, item);
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

	while (peek_line(parser, &line) && (is_indented(line) || !yaml_trim(line).n)) {
		if (text.n)
			buf_push_char(&text, folded ? ' ' : '\n');
		buf_push_str(&text, yaml_trim(line));
		skip_line(parser);
	}
	return str_copy(parser->yaml.arena, str_trim(buf_str(&text)));
}

/* What belongs to a key we do not know. */
static void
skip_below(struct parser *parser)
{
	struct str line;

	while (peek_line(parser, &line) && !is_fence(line) &&
	       (is_indented(line) || is_blank(line) || pull_dash(&line)))
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
		yaml_flow_list(&parser->yaml, value, out);
	} else {
		item = yaml_text(&parser->yaml, value);
		if (item.p)
			yaml_list_add(&parser->yaml, out, item);
	}
}

/* A list where one text is expected stands for its first item; a title may begin with a bracket
 * unquoted. */
static struct str
read_text(struct parser *parser, struct str value)
{
	struct strs list = { 0 };

	if (value.n && (value.p[0] == '|' || value.p[0] == '>') && value.n <= 3)
		return block_text(parser, value.p[0] == '>');
	if (value.n && value.p[0] == '[' && value.p[value.n - 1] == ']') {
		yaml_flow_list(&parser->yaml, value, &list);
		return list.count ? list.items[0] : (struct str){ 0 };
	}
	return yaml_text(&parser->yaml, value);
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
		parser->out.date_at = (size_t)(value.p - parser->yaml.whole.p);
	if (text == &parser->out.url)
		parser->out.url_at = (size_t)(value.p - parser->yaml.whole.p);
}

static bool
pull_key(struct str *line, struct str *key)
{
	size_t n = 0;

	while (n < line->n && n < KEY_MAX &&
	       (char_is_alpha(line->p[n]) || char_is_digit(line->p[n]) || line->p[n] == '_' ||
		   line->p[n] == '-'))
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
		yaml_refuse(&parser->yaml, line, "line is not \"key: value\"");
		return;
	}
	key = TABLE_FIND(keys, name);
	if (key)
		read_value(parser, key, yaml_trim(line));
	else
		skip_below(parser);
}

bool
front_matter_pull(struct arena *arena, struct str *text, struct str whole, struct front_matter *out,
    struct err *err)
{
	struct parser parser = { .yaml = { arena, whole, { 0 } }, .rest = *text };
	struct str line;

	*err = (struct err){ 0 };
	if (!pull_line(&parser.rest, &line) || !str_starts(line, S("---")) || !is_fence(line))
		return false;
	while (!parser.yaml.err.code) {
		if (!pull_line(&parser.rest, &line)) {
			*err = err_at(ERR_TRUNCATED, whole.n, "front matter is not closed");
			return false;
		}
		if (is_fence(line))
			break;
		read_line(&parser, line);
	}
	*err = parser.yaml.err;
	if (err->code)
		return false;
	*text = parser.rest;
	*out = parser.out;
	return true;
}

#include "search/lex.h"
#include "search/query.h"
#include "text/date.h"
#include "text/fold.h"

/* What the reader typed, one piece at a time. */
struct parser {
	struct arena *arena;
	struct str text, rest;
	struct query *query;
	int32_t zone_s;
	bool or_waits; /* OR was read: what comes next joins the last group */
	size_t or_at;
	struct err err;
};

static size_t
offset_of(const struct parser *parser, const char *p)
{
	return (size_t)(p - parser->text.p);
}

static bool
fail(struct parser *parser, const char *at, const char *what)
{
	if (!parser->err.code)
		parser->err = err_at(ERR_QUERY, offset_of(parser, at), what);
	return false;
}

/* ---- words and phrases ---- */

/* What stands between quotes; false where it does not open with one.  An open end is a fault. */
static bool
pull_quoted(struct parser *parser, struct str *out)
{
	struct str rest = parser->rest, inner;
	const char *from = rest.p;
	uint32_t rune, closes;

	if (!pull_rune(&rest, &rune) || !quote_opens(rune, &closes))
		return false;
	inner = rest;
	for (const char *end = rest.p; pull_rune(&rest, &rune); end = rest.p) {
		if (!quote_closes(rune, closes))
			continue;
		*out = (struct str){ inner.p, (size_t)(end - inner.p) };
		parser->rest = rest;
		return true;
	}
	return fail(parser, from, "a quote is not closed");
}

/* ---- groups ---- */

static struct group *
group_for(struct parser *parser, bool negated)
{
	struct query *query = parser->query;

	if (parser->or_waits) {
		parser->or_waits = false;
		return &query->groups[query->count - 1];
	}
	arena_push(parser->arena, query->groups, query->count, query->capacity);
	query->groups[query->count] = (struct group){ .negated = negated };
	return &query->groups[query->count++];
}

struct atom {
	const char *at;
	bool negated, title, quoted;
};

static bool
add_phrase(struct parser *parser, const struct atom *atom, struct str written)
{
	struct phrase phrase;
	struct group *group;

	if (!phrase_init(parser->arena, written, &phrase))
		return true; /* signs alone: nothing to look for */
	if (parser->query->phrases++ == QUERY_TERMS_MAX)
		return fail(parser, atom->at, "more than 32 words");
	if (parser->or_waits && atom->negated)
		return fail(parser, atom->at, "OR cannot stand before a word to leave out");
	phrase.quoted = atom->quoted;
	phrase.title = atom->title;
	group = group_for(parser, atom->negated);
	arena_push(parser->arena, group->items, group->count, group->capacity);
	group->items[group->count++] = phrase;
	return true;
}

static bool
is_parted(const struct run *before, const struct run *run)
{
	bool touching = before->text.p + before->text.n == run->text.p;

	return !touching && (run->broken || run->kind == RUN_CJK || before->kind == RUN_CJK);
}

/*
 * Words that were not quoted: signs between Chinese words, and where a sentence ends, part them
 * into words that stand side by side (what is pasted from a headline: 甲国：乙事); within covid-19,
 * U.S. and AT&T they do not.
 */
static bool
add_words(struct parser *parser, const struct atom *atom, struct str written)
{
	uint32_t *offsets =
	    arena_alloc_dirty(parser->arena, FOLD_OFFSETS(written.n) * sizeof(*offsets));
	struct buf folded CLEAN(buf_done) = { 0 };
	struct run run = { 0 }, before = { 0 };
	size_t from = 0, to = 0;
	struct str rest;

	fold_str_offsets(written, &folded, offsets);
	for (rest = buf_str(&folded); pull_run(&rest, &run); before = run) {
		size_t at = offsets[run.text.p - folded.p];
		if (to && is_parted(&before, &run) &&
		    !add_phrase(parser, atom, str_slice(written, from, to)))
			return false;
		if (!to || is_parted(&before, &run))
			from = at;
		to = offsets[run.text.p + run.text.n - folded.p];
	}
	return add_phrase(parser, atom, str_slice(written, from, to));
}

/* ---- fields ---- */

static bool
add_wish(struct parser *parser, struct wishes *wishes, const struct atom *atom, struct str value)
{
	arena_push(parser->arena, wishes->items, wishes->count, wishes->capacity);
	wishes->items[wishes->count++] = (struct wish){
		.value = str_copy(parser->arena, value),
		.at = (uint32_t)offset_of(parser, value.p),
		.negated = atom->negated,
	};
	return true;
}

static bool
read_source(struct parser *parser, const struct atom *atom, struct str value)
{
	return add_wish(parser, &parser->query->sources, atom, value);
}

static bool
read_lang(struct parser *parser, const struct atom *atom, struct str value)
{
	return add_wish(parser, &parser->query->langs, atom, value);
}

static bool
read_from(struct parser *parser, const struct atom *atom, struct str value)
{
	int64_t to;

	if (atom->negated)
		return fail(parser, atom->at, "from: cannot be left out");
	if (!when_parse_range(value, parser->zone_s, &parser->query->from, &to))
		return fail(parser, value.p, "from: is no date");
	parser->query->from_written = value;
	return true;
}

static bool
read_to(struct parser *parser, const struct atom *atom, struct str value)
{
	int64_t from;

	if (atom->negated)
		return fail(parser, atom->at, "to: cannot be left out");
	if (!when_parse_range(value, parser->zone_s, &from, &parser->query->to))
		return fail(parser, value.p, "to: is no date");
	parser->query->to_written = value;
	return true;
}

/* Yes or no, in the words of either language; false where it is neither. */
static bool
read_wanted(const struct atom *atom, struct str value, enum wanted *out)
{
	static const struct str yes[] = { STR_INIT("yes"), STR_INIT("1"), STR_INIT("true"),
		STR_INIT("是") };
	static const struct str no[] = { STR_INIT("no"), STR_INIT("0"), STR_INIT("false"),
		STR_INIT("否") };

	for (size_t i = 0; i < LENGTH(yes); i++) {
		bool is_yes = str_equal_nocase(value, yes[i]);
		if (!is_yes && !str_equal_nocase(value, no[i]))
			continue;
		*out = is_yes != atom->negated ? WANTED_YES : WANTED_NO;
		return true;
	}
	return false;
}

static bool
read_changed(struct parser *parser, const struct atom *atom, struct str value)
{
	return read_wanted(atom, value, &parser->query->changed) ||
	       fail(parser, value.p, "changed: is yes or no");
}

static bool
read_story(struct parser *parser, const struct atom *atom, struct str value)
{
	return read_wanted(atom, value, &parser->query->story) ||
	       fail(parser, value.p, "story: is yes or no");
}

static bool
read_title(struct parser *parser, const struct atom *atom, struct str value)
{
	struct atom title = *atom;

	title.title = true;
	return atom->quoted ? add_phrase(parser, &title, value) : add_words(parser, &title, value);
}

static bool
read_figures(struct parser *parser, const struct atom *atom, struct str value)
{
	return read_wanted(atom, value, &parser->query->figures) ||
	       fail(parser, value.p, "figures: is yes or no");
}

/* Names as folded: 來源 and ＳＯＵＲＣＥ count too. */
static const struct field_name {
	struct str name;
	bool (*read)(struct parser *parser, const struct atom *atom, struct str value);
} field_names[] = {
	{ STR_INIT("source"), read_source },
	{ STR_INIT("来源"), read_source },
	{ STR_INIT("lang"), read_lang },
	{ STR_INIT("语言"), read_lang },
	{ STR_INIT("from"), read_from },
	{ STR_INIT("从"), read_from },
	{ STR_INIT("自"), read_from },
	{ STR_INIT("to"), read_to },
	{ STR_INIT("到"), read_to },
	{ STR_INIT("至"), read_to },
	{ STR_INIT("changed"), read_changed },
	{ STR_INIT("改动"), read_changed },
	{ STR_INIT("story"), read_story },
	{ STR_INIT("报道"), read_story },
	{ STR_INIT("figures"), read_figures },
	{ STR_INIT("数字"), read_figures },
	{ STR_INIT("title"), read_title },
	{ STR_INIT("标题"), read_title },
};

/* A name of a field and its colon, taken; NULL where there is none. */
static const struct field_name *
pull_field_name(struct str *s)
{
	struct buf folded CLEAN(buf_done) = { 0 };
	struct str rest = *s, name = { s->p, 0 };
	uint32_t rune;

	while (pull_rune(&rest, &rune) && !rune_is_space(rune) && !rune_is_colon(rune))
		name.n = (size_t)(rest.p - name.p);
	if (name.n == 0 || rest.p == name.p + name.n || !rune_is_colon(rune))
		return NULL;
	fold_str(name, &folded);
	for (size_t i = 0; i < LENGTH(field_names); i++) {
		if (str_equal(buf_str(&folded), field_names[i].name)) {
			*s = rest;
			return &field_names[i];
		}
	}
	return NULL;
}

static bool
parse_field(struct parser *parser, const struct field_name *field, struct atom *atom)
{
	struct str value;

	atom->quoted = pull_quoted(parser, &value);
	if (parser->err.code)
		return false;
	if (!atom->quoted)
		value = pull_word(&parser->rest);
	if (value.n == 0)
		return fail(parser, atom->at, "a field needs a value behind its colon");
	if (parser->or_waits && field->read != read_title)
		return fail(parser, atom->at, "OR joins words, not filters");
	return field->read(parser, atom, value);
}

/* ---- the whole ---- */

/* OR in capitals, standing alone. */
static bool
pull_or(struct str *s)
{
	struct str rest = *s;

	if (!pull_str(&rest, S("OR")) || (rest.n && !pull_sign(&rest, rune_is_space)))
		return false;
	*s = rest;
	return true;
}

static bool
parse_or(struct parser *parser)
{
	struct query *query = parser->query;
	const char *at = parser->rest.p;

	if (!pull_or(&parser->rest))
		return false;
	if (query->count == 0 || parser->or_waits)
		return fail(parser, at, "OR needs words on both sides");
	if (query->groups[query->count - 1].negated)
		return fail(parser, at, "OR cannot stand behind a word to leave out");
	parser->or_waits = true;
	parser->or_at = offset_of(parser, at);
	return true;
}

static bool
parse_atom(struct parser *parser)
{
	struct atom atom = { .at = parser->rest.p };
	const struct field_name *field;
	struct str written;

	atom.negated = pull_sign(&parser->rest, rune_is_minus);
	field = pull_field_name(&parser->rest);
	if (field)
		return parse_field(parser, field, &atom);
	atom.quoted = pull_quoted(parser, &written);
	if (parser->err.code)
		return false;
	if (atom.quoted)
		return add_phrase(parser, &atom, written);
	return add_words(parser, &atom, pull_word(&parser->rest));
}

static bool
is_only_negated(const struct query *query)
{
	return query->count && query_positive(query) == 0;
}

static bool
is_blank(struct str text)
{
	skip_spaces(&text);
	return text.n == 0;
}

static struct err
check(const struct parser *parser)
{
	const struct query *query = parser->query;
	bool filters = query->sources.count || query->langs.count || query->from_written.n ||
		       query->to_written.n || query->changed || query->story ||
		       query->figures;

	if (parser->err.code)
		return parser->err;
	if (parser->or_waits)
		return err_at(ERR_QUERY, parser->or_at, "OR needs words on both sides");
	if (is_only_negated(query))
		return err_new(ERR_QUERY, "only words to leave out");
	if (query->count == 0 && !filters && !is_blank(parser->text))
		return err_new(ERR_QUERY, "no letter or digit to look for");
	if (query->from >= query->to)
		return err_new(ERR_QUERY, "to: lies before from:");
	return (struct err){ 0 };
}

struct err
query_parse(struct arena *arena, struct str text, int32_t zone_s, struct query **out)
{
	struct parser parser = {
		.arena = arena, .query = arena_new(arena, struct query), .zone_s = zone_s
	};
	struct err e;

	if (text.n > QUERY_MAX)
		return err_at(ERR_QUERY, QUERY_MAX, "longer than 1000 bytes");
	parser.text = parser.rest = str_copy(arena, text);
	skip_spaces(&parser.rest);
	parser.query->from = INT64_MIN;
	parser.query->to = INT64_MAX;
	while (parser.rest.n && !parser.err.code) {
		if (!parse_or(&parser) && !parser.err.code)
			parse_atom(&parser);
		skip_spaces(&parser.rest);
	}
	e = check(&parser);
	if (e.code)
		return e;
	*out = parser.query;
	return e;
}

/* Steps of a path read, and the whole of it. */
#include "refine/site_path_inside.h"

enum { AHEAD_SHOWN = 40 };

/* ---- parts ---- */

struct path_part *
path_part_new(struct path_reader *reader, enum path_kind kind)
{
	struct path_part *part = arena_new(reader->arena, struct path_part);

	part->kind = kind;
	if (++reader->parts > SITE_PATH_PARTS_MAX)
		path_fail(reader, ERR_TOO_BIG, "too many parts", S(""));
	return part;
}

struct path_step *
path_step_new(struct path_reader *reader, enum path_axis axis)
{
	struct path_step *step = arena_new(reader->arena, struct path_step);

	step->axis = axis;
	step->test = TEST_NODE;
	step->attr = -1;
	if (++reader->parts > SITE_PATH_PARTS_MAX)
		path_fail(reader, ERR_TOO_BIG, "too many parts", S(""));
	return step;
}

void
path_fail(struct path_reader *reader, enum err_code code, const char *why, struct str what)
{
	if (reader->err.code)
		return;
	reader->err = err_at(code, reader->all.n - reader->s.n, why);
	reader->reason =
	    what.n ? str_format(reader->arena, "%s: %.*s", why, STR_ARGS(what)) : str_from_c(why);
	reader->s = S("");
}

struct str
path_ahead(const struct path_reader *reader)
{
	size_t n = reader->s.n < AHEAD_SHOWN ? reader->s.n : AHEAD_SHOWN;

	return str_slice(reader->s, 0, str_rune_start(reader->s, n));
}

/* ---- words ---- */

/* As in XPath, where "." may stand within a name; in a selector it begins a class. */
bool
path_name(struct path_reader *reader, struct str *out)
{
	size_t n = 0;

	while (n < reader->s.n && path_is_name_char(reader->s.p[n]))
		n++;
	if (!n || char_is_digit(reader->s.p[0]))
		return false;
	*out = str_slice(reader->s, 0, n);
	reader->s = str_from(reader->s, n);
	return true;
}

bool
path_pull_token(struct path_reader *reader, struct str token)
{
	pull_spaces(&reader->s);
	return pull_str(&reader->s, token);
}

void
path_want(struct path_reader *reader, struct str token)
{
	if (!path_pull_token(reader, token))
		path_fail(reader, ERR_SYNTAX, "this is missing", token);
}

static struct str
lower_of(struct arena *arena, struct str s)
{
	char *p = arena_alloc_dirty(arena, s.n + 1);

	for (size_t i = 0; i < s.n; i++)
		p[i] = char_lower(s.p[i]);
	return (struct str){ p, s.n };
}

/* ---- steps ---- */

int
site_path_attr(struct arena *arena, struct strs *asked, struct str name)
{
	int attr = attr_from_name(name);

	if (attr >= 0 || !asked)
		return attr;
	for (size_t i = 0; i < asked->count; i++)
		if (str_equal_nocase(asked->items[i], name))
			return ATTR_RULE_1 + (int)i;
	if (asked->count >= DOC_RULE_ATTRS)
		return -1;
	arena_push(arena, asked->items, asked->count, asked->capacity);
	asked->items[asked->count] = name;
	return ATTR_RULE_1 + (int)asked->count++;
}

void
path_name_step(struct path_reader *reader, struct path_step *step, struct str name)
{
	step->name = lower_of(reader->arena, name);
	step->test = str_equal(name, S("*")) ? TEST_ANY : TEST_NAME;
	if (step->test == TEST_ANY)
		return;
	if (step->axis != AXIS_ATTRIBUTE) {
		step->tag = tag_from_name(step->name);
		return;
	}
	step->attr = site_path_attr(reader->arena, reader->asked, step->name);
	if (step->attr < 0 && !reader->unseen.n)
		reader->unseen = step->name;
}

static const struct {
	struct str name;
	enum path_axis axis;
} axes[] = {
	{ STR_INIT("child"), AXIS_CHILD },
	{ STR_INIT("descendant"), AXIS_DESCENDANT },
	{ STR_INIT("descendant-or-self"), AXIS_DESCENDANT_OR_SELF },
	{ STR_INIT("self"), AXIS_SELF },
	{ STR_INIT("parent"), AXIS_PARENT },
	{ STR_INIT("ancestor"), AXIS_ANCESTOR },
	{ STR_INIT("ancestor-or-self"), AXIS_ANCESTOR_OR_SELF },
	{ STR_INIT("following"), AXIS_FOLLOWING },
	{ STR_INIT("following-sibling"), AXIS_FOLLOWING_SIBLING },
	{ STR_INIT("preceding"), AXIS_PRECEDING },
	{ STR_INIT("preceding-sibling"), AXIS_PRECEDING_SIBLING },
	{ STR_INIT("attribute"), AXIS_ATTRIBUTE },
};

static const struct {
	struct str name;
	enum path_test test;
} node_tests[] = {
	{ STR_INIT("text"), TEST_TEXT }, { STR_INIT("node"), TEST_NODE },
	{ STR_INIT("comment"), TEST_NOTHING }, /* the tree has none */
};

static void
read_axis(struct path_reader *reader, struct path_step *step)
{
	struct str before = reader->s, name;

	if (path_pull_token(reader, S("@"))) {
		step->axis = AXIS_ATTRIBUTE;
		return;
	}
	pull_spaces(&reader->s);
	if (!path_name(reader, &name) || !path_pull_token(reader, S("::"))) {
		reader->s = before;
		return;
	}
	for (size_t i = 0; i < LENGTH(axes); i++)
		if (str_equal(axes[i].name, name)) {
			step->axis = axes[i].axis;
			return;
		}
	path_fail(reader, ERR_SYNTAX, "no axis we know", name);
}

bool
path_is_node_test(struct str name)
{
	for (size_t i = 0; i < LENGTH(node_tests); i++)
		if (str_equal(node_tests[i].name, name))
			return true;
	return false;
}

static bool
is_node_test(struct path_reader *reader, struct path_step *step, struct str name)
{
	for (size_t i = 0; i < LENGTH(node_tests); i++)
		if (str_equal(node_tests[i].name, name)) {
			step->test = node_tests[i].test;
			path_want(reader, S(")"));
			return true;
		}
	return false;
}

static void
read_test(struct path_reader *reader, struct path_step *step)
{
	struct str name;

	if (path_pull_token(reader, S("*"))) {
		path_name_step(reader, step, S("*"));
		return;
	}
	if (!path_name(reader, &name)) {
		path_fail(reader, ERR_SYNTAX, "a name is missing before", path_ahead(reader));
		return;
	}
	if (path_pull_token(reader, S("("))) {
		if (!is_node_test(reader, step, name))
			path_fail(reader, ERR_SYNTAX, "no test of nodes", name);
		return;
	}
	if (str_starts(reader->s, S(":"))) {
		path_fail(reader, ERR_SYNTAX, "elements have no prefixes here", name);
		return;
	}
	path_name_step(reader, step, name);
}

/* Whether a predicate asks where in the set it stands: a number is a position. */
static bool
asks_place(const struct path_part *part)
{
	if (part->kind == PART_CALL && part->call && part->call->by_place)
		return true;
	for (const struct path_part *operand = part->kind == PART_PLACES ? NULL : part->first;
	     operand; operand = operand->next)
		if (asks_place(operand))
			return true;
	return false;
}

static bool
is_number(const struct path_part *part)
{
	return part->kind == PART_NUMBER || part->kind == PART_COUNT || part->kind == PART_NEGATE ||
	       (part->kind == PART_CALL && part->call && part->call->gives == VALUE_NUMBER);
}

void
path_read_predicates(struct path_reader *reader, struct path_part **list, bool *by_place)
{
	while (!reader->err.code && path_pull_token(reader, S("["))) {
		struct path_part *part = path_read_whole(reader);
		path_want(reader, S("]"));
		if (reader->err.code)
			return;
		*by_place |= is_number(part) || asks_place(part);
		while (*list)
			list = &(*list)->next;
		*list = part;
	}
}

static struct path_step *
read_step(struct path_reader *reader)
{
	struct path_step *step = path_step_new(reader, AXIS_CHILD);

	if (path_pull_token(reader, S("..")))
		step->axis = AXIS_PARENT;
	else if (path_pull_token(reader, S(".")))
		step->axis = AXIS_SELF;
	else {
		read_axis(reader, step);
		read_test(reader, step);
	}
	path_read_predicates(reader, &step->predicates, &step->by_place);
	return step;
}

/* "//x" is a step to everything below and one to its children: as one, where no position is asked
 * for. */
static void
join(struct path_step *below, struct path_step *step)
{
	if (step->axis != AXIS_CHILD || step->by_place)
		return;
	below->axis = AXIS_DESCENDANT;
	below->test = step->test;
	below->tag = step->tag;
	below->name = step->name;
	below->predicates = step->predicates;
	below->next = NULL;
}

void
path_read_steps(struct path_reader *reader, struct path_step **list, bool deep)
{
	do {
		struct path_step *below =
				     deep ? path_step_new(reader, AXIS_DESCENDANT_OR_SELF) : NULL,
				 *step = read_step(reader);

		if (below)
			below->next = step;
		*list = below ? below : step;
		if (below)
			join(below, step);
		list = below && !below->next ? &below->next : &step->next;
		deep = path_pull_token(reader, S("//"));
	} while (!reader->err.code && (deep || path_pull_token(reader, S("/"))));
}

/* ---- the whole ---- */

static bool
is_xpath(struct str text)
{
	return str_starts(text, S("/")) || str_starts(text, S("(")) || str_starts(text, S("./")) ||
	       str_starts(text, S("../")) || str_starts(text, S("@")) ||
	       str_find_char(text, '(', 0) >= 0 || str_find(text, S("::"), 0) >= 0;
}

struct err
site_path_compile(struct arena *arena, struct str text, struct strs *asked,
    const struct site_path **out, struct str *reason)
{
	struct path_reader reader = { .arena = arena, .asked = asked };
	struct site_path *path = arena_new(arena, struct site_path);

	reader.all = reader.s = str_trim(text);
	if (!reader.s.n)
		path_fail(&reader, ERR_SYNTAX, "empty", S(""));
	else if (reader.s.n > SITE_PATH_BYTES_MAX)
		path_fail(&reader, ERR_TOO_BIG, "too long", S(""));
	else
		path->whole =
		    is_xpath(reader.s) ? path_read_whole(&reader) : path_read_selector(&reader);
	pull_spaces(&reader.s);
	if (reader.s.n)
		path_fail(&reader, ERR_SYNTAX, "not understood from here", path_ahead(&reader));
	if (reader.err.code) {
		*reason = reader.reason;
		return reader.err;
	}
	path->unseen = reader.unseen;
	*out = path;
	return reader.err;
}

struct str
site_path_unseen(const struct site_path *path)
{
	return path->unseen;
}

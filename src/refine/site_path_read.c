/* A path read: XPath by recursive descent, each level of precedence a row. */
#include "refine/site_path_inside.h"

static struct path_part *read_or(struct path_reader *reader);

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
	reader->reason = what.n ? str_format(reader->arena, "%s: %.*s", why, STR_ARGS(what)) : str_from_c(why);
	reader->s = S("");
}

/* ---- words ---- */

static bool
is_name_char(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || c == '_' || c == '-' || (unsigned char)c >= 0x80;
}

/* As in XPath, where "." may stand within a name; in a selector it begins a class. */
bool
path_name(struct path_reader *reader, struct str *out)
{
	size_t n = 0;

	while (n < reader->s.n && is_name_char(reader->s.p[n]))
		n++;
	if (!n || char_is_digit(reader->s.p[0]))
		return false;
	*out = str_slice(reader->s, 0, n);
	reader->s = str_from(reader->s, n);
	return true;
}

static bool
pull_token(struct path_reader *reader, struct str token)
{
	pull_spaces(&reader->s);
	return pull_str(&reader->s, token);
}

static bool
ahead(struct path_reader *reader, struct str token)
{
	pull_spaces(&reader->s);
	return str_starts(reader->s, token);
}

/* An operator that is a word ends where a name would. */
static bool
pull_word(struct path_reader *reader, struct str word)
{
	pull_spaces(&reader->s);
	if (!str_starts(reader->s, word) || (reader->s.n > word.n && is_name_char(reader->s.p[word.n])))
		return false;
	return pull_str(&reader->s, word);
}

static void
want(struct path_reader *reader, struct str token)
{
	if (!pull_token(reader, token))
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
	step->attr = attr_from_name(step->name);
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
	{ STR_INIT("text"), TEST_TEXT },
	{ STR_INIT("node"), TEST_NODE },
	{ STR_INIT("comment"), TEST_NOTHING }, /* the tree has none */
};

static void
read_axis(struct path_reader *reader, struct path_step *step)
{
	struct str before = reader->s, name;

	if (pull_token(reader, S("@"))) {
		step->axis = AXIS_ATTRIBUTE;
		return;
	}
	pull_spaces(&reader->s);
	if (!path_name(reader, &name) || !pull_token(reader, S("::"))) {
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

static bool
is_node_test(struct path_reader *reader, struct path_step *step, struct str name)
{
	for (size_t i = 0; i < LENGTH(node_tests); i++)
		if (str_equal(node_tests[i].name, name)) {
			step->test = node_tests[i].test;
			want(reader, S(")"));
			return true;
		}
	return false;
}

static void
read_test(struct path_reader *reader, struct path_step *step)
{
	struct str name;

	if (pull_token(reader, S("*"))) {
		path_name_step(reader, step, S("*"));
		return;
	}
	if (!path_name(reader, &name)) {
		path_fail(reader, ERR_SYNTAX, "a name is missing before", str_slice(reader->s, 0, 20));
		return;
	}
	if (pull_token(reader, S("("))) {
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
	for (const struct path_part *operand = part->kind == PART_PLACES ? NULL : part->first; operand; operand = operand->next)
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

static void
read_predicates(struct path_reader *reader, struct path_part **list, bool *by_place)
{
	while (!reader->err.code && pull_token(reader, S("["))) {
		struct path_part *part = read_or(reader);
		want(reader, S("]"));
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

	if (pull_token(reader, S("..")))
		step->axis = AXIS_PARENT;
	else if (pull_token(reader, S(".")))
		step->axis = AXIS_SELF;
	else {
		read_axis(reader, step);
		read_test(reader, step);
	}
	read_predicates(reader, &step->predicates, &step->by_place);
	return step;
}

/* "//x" is a step to everything below and one to its children: as one, where no position is asked for. */
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

static void
read_steps(struct path_reader *reader, struct path_step **list, bool deep)
{
	do {
		struct path_step *below = deep ? path_step_new(reader, AXIS_DESCENDANT_OR_SELF) : NULL, *step = read_step(reader);

		if (below)
			below->next = step;
		*list = below ? below : step;
		if (below)
			join(below, step);
		list = below && !below->next ? &below->next : &step->next;
		deep = pull_token(reader, S("//"));
	} while (!reader->err.code && (deep || pull_token(reader, S("/"))));
}

/* ---- what steps begin from ---- */

static struct path_part *
read_literal(struct path_reader *reader, char quote)
{
	struct path_part *part = path_part_new(reader, PART_LITERAL);
	ptrdiff_t end = str_find_char(reader->s, quote, 1);

	if (end < 0) {
		path_fail(reader, ERR_SYNTAX, "a quote that does not end", str_slice(reader->s, 0, 20));
		return part;
	}
	part->text = str_slice(reader->s, 1, (size_t)end);
	reader->s = str_from(reader->s, (size_t)end + 1);
	return part;
}

static struct path_part *
read_digits(struct path_reader *reader)
{
	struct path_part *part = path_part_new(reader, PART_NUMBER);
	size_t n = 0;

	while (n < reader->s.n && (char_is_digit(reader->s.p[n]) || reader->s.p[n] == '.'))
		n++;
	part->number = path_number_of(str_slice(reader->s, 0, n));
	reader->s = str_from(reader->s, n);
	return part;
}

static struct path_part *
read_call(struct path_reader *reader, struct str name)
{
	struct path_part *part = path_part_new(reader, PART_CALL), **list = &part->first;
	unsigned count = 0;

	part->call = path_call_find(name);
	if (!part->call)
		path_fail(reader, ERR_SYNTAX, "no function we know", name);
	if (pull_token(reader, S(")")))
		return part;
	do {
		*list = read_or(reader);
		list = &(*list)->next;
		count++;
	} while (!reader->err.code && pull_token(reader, S(",")));
	want(reader, S(")"));
	return part;
}

static void
check_call(struct path_reader *reader, const struct path_part *part)
{
	unsigned count = 0;

	for (const struct path_part *argument = part->first; argument; argument = argument->next)
		count++;
	if (part->call && (count < part->call->min || count > part->call->max))
		path_fail(reader, ERR_SYNTAX, "arguments too many or too few", str_from_c(part->call->name));
}

/* "name(", where the name is no test of nodes. */
static bool
pull_call(struct path_reader *reader, struct str *name)
{
	struct str before = reader->s;

	pull_spaces(&reader->s);
	if (path_name(reader, name) && !str_starts(reader->s, S("::")) && pull_token(reader, S("("))) {
		bool test = false;
		for (size_t i = 0; i < LENGTH(node_tests); i++)
			test |= str_equal(node_tests[i].name, *name);
		if (!test)
			return true;
	}
	reader->s = before;
	return false;
}

/* Text, a number, a call or something in brackets; NULL where a path of its own begins. */
static struct path_part *
read_primary(struct path_reader *reader)
{
	struct path_part *part;
	struct str name;

	pull_spaces(&reader->s);
	if (!reader->s.n)
		return NULL;
	if (reader->s.p[0] == '"' || reader->s.p[0] == '\'')
		return read_literal(reader, reader->s.p[0]);
	if (char_is_digit(reader->s.p[0]) || (reader->s.n > 1 && reader->s.p[0] == '.' && char_is_digit(reader->s.p[1])))
		return read_digits(reader);
	if (reader->s.p[0] == '$') {
		path_fail(reader, ERR_SYNTAX, "there are no variables", str_slice(reader->s, 0, 20));
		return NULL;
	}
	if (pull_char(&reader->s, '(')) {
		part = read_or(reader);
		want(reader, S(")"));
		return part;
	}
	if (!pull_call(reader, &name))
		return NULL;
	part = read_call(reader, name);
	check_call(reader, part);
	return part;
}

static bool
is_step_ahead(struct path_reader *reader)
{
	pull_spaces(&reader->s);
	return reader->s.n && (is_name_char(reader->s.p[0]) || strchr("@.*", reader->s.p[0]));
}

static struct path_part *
read_own_path(struct path_reader *reader)
{
	struct path_part *part = path_part_new(reader, PART_PLACES);
	bool deep = pull_token(reader, S("//"));

	part->absolute = deep || pull_token(reader, S("/"));
	if (!part->absolute || deep || is_step_ahead(reader))
		read_steps(reader, &part->steps, deep);
	return part;
}

static struct path_part *
read_path(struct path_reader *reader)
{
	struct path_part *primary = read_primary(reader), *part;
	bool by_place = false, deep;

	if (reader->err.code)
		return path_part_new(reader, PART_LITERAL);
	if (!primary)
		return read_own_path(reader);
	if (!ahead(reader, S("[")) && !ahead(reader, S("/")))
		return primary;
	part = path_part_new(reader, PART_PLACES);
	part->first = primary;
	read_predicates(reader, &part->predicates, &by_place);
	deep = pull_token(reader, S("//"));
	if (deep || pull_token(reader, S("/")))
		read_steps(reader, &part->steps, deep);
	return part;
}

/* ---- operators ---- */

static struct path_part *
read_union(struct path_reader *reader)
{
	struct path_part *part = read_path(reader), *both;

	while (!reader->err.code && pull_token(reader, S("|"))) {
		both = path_part_new(reader, PART_UNION);
		both->first = part;
		part->next = read_path(reader);
		part = both;
	}
	return part;
}

static struct path_part *
read_unary(struct path_reader *reader)
{
	struct path_part *part;

	if (!pull_token(reader, S("-")))
		return read_union(reader);
	part = path_part_new(reader, PART_NEGATE);
	part->first = read_union(reader);
	return part;
}

struct operator_row {
	unsigned level;
	struct str sign;
	enum path_kind kind;
	enum path_op op;
	bool word;
};

enum { LEVEL_LAST = 5 };

/* Of one level the longer sign first. */
static const struct operator_row operators[] = {
	{ 0, STR_INIT("or"), PART_OR, OP_EQUAL, true },
	{ 1, STR_INIT("and"), PART_AND, OP_EQUAL, true },
	{ 2, STR_INIT("="), PART_COMPARE, OP_EQUAL, false },
	{ 2, STR_INIT("!="), PART_COMPARE, OP_UNEQUAL, false },
	{ 3, STR_INIT("<="), PART_COMPARE, OP_LESS_EQUAL, false },
	{ 3, STR_INIT(">="), PART_COMPARE, OP_MORE_EQUAL, false },
	{ 3, STR_INIT("<"), PART_COMPARE, OP_LESS, false },
	{ 3, STR_INIT(">"), PART_COMPARE, OP_MORE, false },
	{ 4, STR_INIT("+"), PART_COUNT, OP_ADD, false },
	{ 4, STR_INIT("-"), PART_COUNT, OP_SUBTRACT, false },
	{ 5, STR_INIT("*"), PART_COUNT, OP_MULTIPLY, false },
	{ 5, STR_INIT("div"), PART_COUNT, OP_DIVIDE, true },
	{ 5, STR_INIT("mod"), PART_COUNT, OP_REMAINDER, true },
};

static const struct operator_row *
pull_operator(struct path_reader *reader, unsigned level)
{
	for (size_t i = 0; i < LENGTH(operators); i++) {
		const struct operator_row *row = &operators[i];
		if (row->level == level && (row->word ? pull_word(reader, row->sign) : pull_token(reader, row->sign)))
			return row;
	}
	return NULL;
}

static struct path_part *
read_level(struct path_reader *reader, unsigned level)
{
	struct path_part *part = level > LEVEL_LAST ? read_unary(reader) : read_level(reader, level + 1), *both;
	const struct operator_row *row;

	while (level <= LEVEL_LAST && !reader->err.code && (row = pull_operator(reader, level))) {
		both = path_part_new(reader, row->kind);
		both->op = row->op;
		both->first = part;
		part->next = read_level(reader, level + 1);
		part = both;
	}
	return part;
}

static struct path_part *
read_or(struct path_reader *reader)
{
	struct path_part *part;

	if (++reader->depth > SITE_PATH_DEPTH_MAX)
		path_fail(reader, ERR_TOO_DEEP, "nested too deep", S(""));
	part = reader->err.code ? path_part_new(reader, PART_LITERAL) : read_level(reader, 0);
	reader->depth--;
	return part;
}

/* ---- the whole ---- */

static bool
is_xpath(struct str text)
{
	return str_starts(text, S("/")) || str_starts(text, S("(")) || str_starts(text, S("./")) || str_starts(text, S("../")) ||
	       str_starts(text, S("@")) || str_find_char(text, '(', 0) >= 0 || str_find(text, S("::"), 0) >= 0;
}

struct err
site_path_compile(struct arena *arena, struct str text, const struct site_path **out, struct str *reason)
{
	struct path_reader reader = { .arena = arena };
	struct site_path *path = arena_new(arena, struct site_path);

	reader.all = reader.s = str_trim(text);
	if (!reader.s.n)
		path_fail(&reader, ERR_SYNTAX, "empty", S(""));
	else if (reader.s.n > SITE_PATH_BYTES_MAX)
		path_fail(&reader, ERR_TOO_BIG, "too long", S(""));
	else
		path->whole = is_xpath(reader.s) ? read_or(&reader) : path_read_selector(&reader);
	pull_spaces(&reader.s);
	if (reader.s.n)
		path_fail(&reader, ERR_SYNTAX, "not understood from here", str_slice(reader.s, 0, str_rune_start(reader.s, reader.s.n < 40 ? reader.s.n : 40)));
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

/* What stands between steps: text, numbers, calls, operators; by recursive descent, each level of
 * precedence a row. */
#include "refine/site_path_inside.h"

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
	if (!str_starts(reader->s, word) ||
	    (reader->s.n > word.n && path_is_name_char(reader->s.p[word.n])))
		return false;
	return pull_str(&reader->s, word);
}

/* ---- what steps begin from ---- */

static struct path_part *
read_literal(struct path_reader *reader, char quote)
{
	struct path_part *part = path_part_new(reader, PART_LITERAL);
	ptrdiff_t end = str_find_char(reader->s, quote, 1);

	if (end < 0) {
		path_fail(reader, ERR_SYNTAX, "a quote that does not end", path_ahead(reader));
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
	if (path_pull_token(reader, S(")")))
		return part;
	do {
		*list = path_read_whole(reader);
		list = &(*list)->next;
		count++;
	} while (!reader->err.code && path_pull_token(reader, S(",")));
	path_want(reader, S(")"));
	return part;
}

static void
check_call(struct path_reader *reader, const struct path_part *part)
{
	unsigned count = 0;

	for (const struct path_part *argument = part->first; argument; argument = argument->next)
		count++;
	if (part->call && (count < part->call->min || count > part->call->max))
		path_fail(reader, ERR_SYNTAX, "arguments too many or too few",
		    str_from_c(part->call->name));
}

/* "name(", where the name is no test of nodes. */
static bool
pull_call(struct path_reader *reader, struct str *name)
{
	struct str before = reader->s;

	pull_spaces(&reader->s);
	if (path_name(reader, name) && !str_starts(reader->s, S("::")) &&
	    path_pull_token(reader, S("("))) {
		if (!path_is_node_test(*name))
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
	if (char_is_digit(reader->s.p[0]) ||
	    (reader->s.n > 1 && reader->s.p[0] == '.' && char_is_digit(reader->s.p[1])))
		return read_digits(reader);
	if (reader->s.p[0] == '$') {
		path_fail(reader, ERR_SYNTAX, "there are no variables", path_ahead(reader));
		return NULL;
	}
	if (pull_char(&reader->s, '(')) {
		part = path_read_whole(reader);
		path_want(reader, S(")"));
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
	return reader->s.n && (path_is_name_char(reader->s.p[0]) || strchr("@.*", reader->s.p[0]));
}

static struct path_part *
read_own_path(struct path_reader *reader)
{
	struct path_part *part = path_part_new(reader, PART_PLACES);
	bool deep = path_pull_token(reader, S("//"));

	part->absolute = deep || path_pull_token(reader, S("/"));
	if (!part->absolute || deep || is_step_ahead(reader))
		path_read_steps(reader, &part->steps, deep);
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
	path_read_predicates(reader, &part->predicates, &by_place);
	deep = path_pull_token(reader, S("//"));
	if (deep || path_pull_token(reader, S("/")))
		path_read_steps(reader, &part->steps, deep);
	return part;
}

/* ---- operators ---- */

static struct path_part *
read_union(struct path_reader *reader)
{
	struct path_part *part = read_path(reader), *both;

	while (!reader->err.code && path_pull_token(reader, S("|"))) {
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

	if (!path_pull_token(reader, S("-")))
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
		if (row->level == level &&
		    (row->word ? pull_word(reader, row->sign) : path_pull_token(reader, row->sign)))
			return row;
	}
	return NULL;
}

static struct path_part *
read_level(struct path_reader *reader, unsigned level)
{
	struct path_part *part = level > LEVEL_LAST ? read_unary(reader)
						    : read_level(reader, level + 1),
			 *both;
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

struct path_part *
path_read_whole(struct path_reader *reader)
{
	struct path_part *part;

	if (++reader->depth > SITE_PATH_DEPTH_MAX)
		path_fail(reader, ERR_TOO_DEEP, "nested too deep", S(""));
	part = reader->err.code ? path_part_new(reader, PART_LITERAL) : read_level(reader, 0);
	reader->depth--;
	return part;
}

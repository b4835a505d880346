/* Short selectors, read into the same parts as XPath. */
#include "refine/site_path_inside.h"

static const struct {
	struct str sign;
	enum path_op op;
} matches[] = {
	{ STR_INIT("~="), OP_WORD },
	{ STR_INIT("^="), OP_BEGINS },
	{ STR_INIT("$="), OP_ENDS },
	{ STR_INIT("*="), OP_HOLDS },
	{ STR_INIT("="), OP_EQUAL },
};

static void
add_match(struct path_reader *reader, struct path_step *step, struct str attr, enum path_op op,
    struct str value)
{
	struct path_part *part = path_part_new(reader, PART_MATCH), **list = &step->predicates;

	part->attr = site_path_attr(reader->arena, reader->asked, attr);
	part->op = op;
	part->text = value;
	if (part->attr < 0 && !reader->unseen.n)
		reader->unseen = attr;
	while (*list)
		list = &(*list)->next;
	*list = part;
}

static struct str
read_value(struct path_reader *reader)
{
	struct str value = S("");
	char quote = reader->s.n ? reader->s.p[0] : 0;
	bool quoted = quote == '"' || quote == '\'';

	if (quoted)
		pull_char(&reader->s, quote);
	if (!pull_until(&reader->s, quoted ? (struct str){ &quote, 1 } : S("]"), &value)) {
		path_fail(reader, ERR_SYNTAX, "a value that does not end", S(""));
		return value;
	}
	if (quoted && !pull_char(&reader->s, ']'))
		path_fail(reader, ERR_SYNTAX, "this is missing", S("]"));
	return quoted ? value : str_trim(value);
}

static void
read_attribute(struct path_reader *reader, struct path_step *step)
{
	struct str name;

	pull_spaces(&reader->s);
	if (!path_name(reader, &name)) {
		path_fail(reader, ERR_SYNTAX, "an attribute's name is missing", S(""));
		return;
	}
	pull_spaces(&reader->s);
	if (pull_char(&reader->s, ']')) {
		add_match(reader, step, name, OP_HAS, S(""));
		return;
	}
	for (size_t i = 0; i < LENGTH(matches); i++)
		if (pull_str(&reader->s, matches[i].sign)) {
			pull_spaces(&reader->s);
			add_match(reader, step, name, matches[i].op, read_value(reader));
			return;
		}
	path_fail(reader, ERR_SYNTAX, "no comparison we know", name);
}

static void
read_named(struct path_reader *reader, struct path_step *step, struct str attr, enum path_op op)
{
	struct str name;

	if (path_name(reader, &name))
		add_match(reader, step, attr, op, name);
	else
		path_fail(reader, ERR_SYNTAX, "a name is missing after", attr);
}

/* One element: its name, and what it must have. */
static struct path_step *
read_compound(struct path_reader *reader, enum path_axis axis)
{
	struct path_step *step = path_step_new(reader, axis);
	size_t before = reader->s.n;
	struct str name;

	if (path_name(reader, &name))
		path_name_step(reader, step, name);
	else {
		pull_char(&reader->s, '*');
		path_name_step(reader, step, S("*"));
	}
	while (!reader->err.code && reader->s.n) {
		if (pull_char(&reader->s, '#'))
			read_named(reader, step, S("id"), OP_EQUAL);
		else if (pull_char(&reader->s, '.'))
			read_named(reader, step, S("class"), OP_WORD);
		else if (pull_char(&reader->s, '['))
			read_attribute(reader, step);
		else
			break;
	}
	if (reader->s.n == before)
		path_fail(reader, ERR_SYNTAX, "not understood from here", path_ahead(reader));
	return step;
}

/* " @attr" ends a chain. */
static bool
read_wanted(struct path_reader *reader, struct path_step **list)
{
	struct str name;

	if (!pull_char(&reader->s, '@'))
		return false;
	*list = path_step_new(reader, AXIS_ATTRIBUTE);
	if (path_name(reader, &name))
		path_name_step(reader, *list, name);
	else
		path_fail(reader, ERR_SYNTAX, "an attribute's name is missing", S(""));
	pull_spaces(&reader->s);
	return true;
}

static struct path_part *
read_chain(struct path_reader *reader)
{
	struct path_part *part = path_part_new(reader, PART_PLACES);
	struct path_step **list = &part->steps;
	enum path_axis axis = AXIS_DESCENDANT;

	part->absolute = true;
	pull_spaces(&reader->s);
	do {
		*list = read_compound(reader, axis);
		list = &(*list)->next;
		pull_spaces(&reader->s);
		if (read_wanted(reader, list))
			break;
		axis = pull_char(&reader->s, '>') ? AXIS_CHILD : AXIS_DESCENDANT;
		pull_spaces(&reader->s);
	} while (!reader->err.code && reader->s.n && reader->s.p[0] != ',');
	return part;
}

struct path_part *
path_read_selector(struct path_reader *reader)
{
	struct path_part *part = read_chain(reader), *both;

	while (!reader->err.code && pull_char(&reader->s, ',')) {
		both = path_part_new(reader, PART_UNION);
		both->first = part;
		part->next = read_chain(reader);
		part = both;
	}
	return part;
}

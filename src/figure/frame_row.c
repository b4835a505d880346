#include "figure/frame.h"

#include <stdlib.h>

#include "base/table.h"

struct word {
	const char *name;
	unsigned value;
};

static const struct word class_words[] = {
	{ "person", OF_PERSON },       { "thing", OF_THING },	{ "money", OF_MONEY },
	{ "percent", OF_PERCENT },     { "time", OF_TIME },	{ "dimension", OF_DIMENSION },
	{ "area", OF_AREA },	       { "place", OF_PLACE },	{ "times", OF_TIMES },
	{ "bare", OF_BARE },	       { "arm", OF_ARM },	{ "building", OF_BUILDING },
	{ "body", OF_BODY },	       { "event", OF_EVENT },	       { "any", OF_ANY },
};

static const struct word side_words[] = {
	{ "before", SIDE_BEFORE },
	{ "after", SIDE_AFTER },
	{ "both", SIDE_BOTH },
	{ "in", SIDE_IN },
	{ "all", SIDE_ALL },
};

static const struct word by_words[] = {
	{ "subject", BY_SUBJECT },
	{ "cause", BY_CAUSE },
	{ "none", BY_NONE },
};

static const struct word at_words[] = {
	{ "here", AT_HERE },
	{ "goal", AT_GOAL },
	{ "subject", AT_SUBJECT },
	{ "none", AT_NONE },
};

static const struct unit_row {
	const char *unit;
	unsigned class;
	const char *slot;
} unit_rows[] = {
#define ROW(unit, class, slot) { unit, class, slot },
#include "gen/figure_units.inc"
#undef ROW
};

static bool
word_value(const struct word *words, size_t count, struct str name, unsigned *out)
{
	for (size_t i = 0; i < count; i++) {
		if (!str_equal(str_from_c(words[i].name), name))
			continue;
		*out = words[i].value;
		return true;
	}
	return false;
}

#define WORD_VALUE(words, name, out) word_value((words), LENGTH(words), (name), (out))

static int
number_arg(struct str value, int fallback)
{
	uint64_t n;

	return pull_number(&value, 1000, &n) && !value.n ? (int)n : fallback;
}

static void
take_sides(struct event_row *row, struct str value)
{
	struct str name;
	unsigned side;

	row->sides = 0;
	while (pull_field(&value, ',', &name))
		if (WORD_VALUE(side_words, name, &side))
			row->sides |= side;
}

static void
take_of(struct event_row *row, struct str value)
{
	struct str rest = value, name;
	unsigned class;

	row->classes = 0;
	while (pull_field(&rest, ',', &name))
		if (WORD_VALUE(class_words, name, &class))
			row->classes |= class;
		else
			row->units = value;
}

static void
take_argument(struct event_row *row, struct str key, struct str value)
{
	unsigned word;

	if (str_equal(key, S("q")))
		take_sides(row, value);
	else if (str_equal(key, S("of")))
		take_of(row, value);
	else if (str_equal(key, S("reach")))
		row->reach = number_arg(value, row->reach);
	else if (str_equal(key, S("over")))
		row->over = number_arg(value, row->over);
	else if (str_equal(key, S("rank")))
		row->rank = number_arg(value, row->rank);
	else if (str_equal(key, S("by")) && WORD_VALUE(by_words, value, &word))
		row->by = (enum event_by)word;
	else if (str_equal(key, S("at")) && WORD_VALUE(at_words, value, &word))
		row->at = (enum frame_at)word;
	else if (str_equal(key, S("unit")))
		row->unit = value;
}

const struct event_row *
event_row_new(struct arena *arena, const struct lexeme *lexeme)
{
	struct event_row *row = arena_new(arena, struct event_row);
	struct str rest = lexeme->args, word, key;

	*row = (struct event_row){ .classes = OF_ANY, .reach = 20, .rank = 60 };
	while (pull_field(&rest, ' ', &word))
		if (pull_until(&word, S("="), &key))
			take_argument(row, key, word);
	return row;
}

bool
word_is_listed(const char *words, struct str word)
{
	struct str all = str_from_c(words);

	for (ptrdiff_t at = -1; word.n && (at = str_find(all, word, (size_t)(at + 1))) >= 0;) {
		size_t to = (size_t)at + word.n;
		if ((at == 0 || all.p[at - 1] == ' ') && (to == all.n || all.p[to] == ' '))
			return true;
	}
	return false;
}

struct str
unit_slot(struct str unit)
{
	const struct unit_row *row = TABLE_FIND(unit_rows, unit);

	return row ? str_from_c(row->slot) : (struct str){ 0 };
}

unsigned
quantity_class(const struct quantity *quantity)
{
	static const unsigned kinds[] = {
		[QUANTITY_COUNT] = OF_THING,   [QUANTITY_CURRENCY] = OF_MONEY,	   [QUANTITY_DIMENSION] = OF_DIMENSION,
		[QUANTITY_AGE] = OF_TIME,      [QUANTITY_TEMPERATURE] = OF_DIMENSION, [QUANTITY_PERCENT] = OF_PERCENT,
		[QUANTITY_TIME] = OF_TIME,
	};
	const struct unit_row *row = TABLE_FIND(unit_rows, quantity->unit);

	if (row && row->class)
		return row->class;
	if (quantity->kind == QUANTITY_COUNT && !quantity->unit.n)
		return quantity->classifier.n ? OF_THING : OF_BARE; /* 三个 of what is not known are no people */
	return kinds[quantity->kind];
}

bool
event_units_hold(struct str units, const struct quantity *quantity)
{
	struct str unit;
	unsigned class;

	while (pull_field(&units, ',', &unit))
		if (str_equal(unit, quantity->unit) && !WORD_VALUE(class_words, unit, &class))
			return true;
	return false;
}

bool
event_row_takes(const struct event_row *row, const struct quantity *quantity, unsigned class)
{
	return row->classes & class || event_units_hold(row->units, quantity);
}

#include "figure/frame.h"

#include <stdlib.h>

struct word {
	const char *name;
	unsigned value;
};

static const struct word class_words[] = {
	{ "person", OF_PERSON },       { "thing", OF_THING },	{ "money", OF_MONEY },
	{ "percent", OF_PERCENT },     { "time", OF_TIME },	{ "dimension", OF_DIMENSION },
	{ "area", OF_AREA },	       { "place", OF_PLACE },	{ "times", OF_TIMES },
	{ "bare", OF_BARE },	       { "any", OF_ANY },
};

static const struct word side_words[] = {
	{ "before", SIDE_BEFORE },
	{ "after", SIDE_AFTER },
	{ "both", SIDE_BOTH },
	{ "in", SIDE_IN },
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

/* Units whose class is not that of a thing; money, per cent and times of a clock are told by their kind. */
static const struct word unit_classes[] = {
	{ "person", OF_PERSON },     { "country", OF_PLACE },	 { "region", OF_PLACE },
	{ "district", OF_PLACE },    { "city", OF_PLACE },	 { "county", OF_PLACE },
	{ "province", OF_PLACE },    { "town", OF_PLACE },	 { "village", OF_PLACE },
	{ "state", OF_PLACE },	     { "place", OF_PLACE },	 { "times", OF_TIMES },
	{ "attack", OF_TIMES },	     { "incident", OF_TIMES },
	{ "square_km", OF_AREA },    { "square_metre", OF_AREA }, { "square_meter", OF_AREA },
	{ "hectare", OF_AREA },	     { "mu", OF_AREA },		 { "square_mile", OF_AREA },
	{ "acre", OF_AREA },	     { "percent", OF_PERCENT },	 { "percentage_point", OF_PERCENT },
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

	if (str_equal(key, S("q")) && WORD_VALUE(side_words, value, &word))
		row->sides = word;
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

struct event_row
event_row_of(const struct lexeme *lexeme)
{
	struct event_row row = { .sides = SIDE_BEFORE, .classes = OF_ANY, .reach = 20, .rank = 60 };
	struct str rest = lexeme->args, word, key;

	while (pull_field(&rest, ' ', &word))
		if (pull_until(&word, S("="), &key))
			take_argument(&row, key, word);
	return row;
}

unsigned
quantity_class(const struct quantity *quantity)
{
	static const unsigned kinds[] = {
		[QUANTITY_COUNT] = OF_THING,   [QUANTITY_CURRENCY] = OF_MONEY,	   [QUANTITY_DIMENSION] = OF_DIMENSION,
		[QUANTITY_AGE] = OF_TIME,      [QUANTITY_TEMPERATURE] = OF_DIMENSION, [QUANTITY_PERCENT] = OF_PERCENT,
		[QUANTITY_TIME] = OF_TIME,
	};
	unsigned class;

	if (WORD_VALUE(unit_classes, quantity->unit, &class))
		return class;
	if (quantity->kind == QUANTITY_COUNT && !quantity->unit.n)
		return OF_BARE;
	return kinds[quantity->kind];
}

bool
event_row_takes(const struct event_row *row, const struct quantity *quantity, unsigned class)
{
	struct str rest = row->units, unit;

	if (row->classes & class)
		return true;
	while (pull_field(&rest, ',', &unit))
		if (str_equal(unit, quantity->unit))
			return true;
	return false;
}

/*
 * Words of time: those of times.tsv, with the number that stands before a unit, and dates in
 * digits.
 */
#include "figure/moment_parts.h"

enum { YEAR_MIN = 1000, YEAR_MAX = 2999 };

/* ---- small helpers ---- */

/* So many steps from now. */
static void
words_set_steps(struct moment_words *words, enum moment_field field, int by)
{
	words_set(words, field, by);
	words->counted |= (uint16_t)(1u << field);
}

struct named {
	struct str name;
	int value;
};

static const struct named piece_names[] = {
	{ STR_INIT("begin"), PIECE_BEGIN },
	{ STR_INIT("middle"), PIECE_MIDDLE },
	{ STR_INIT("end"), PIECE_END },
	{ STR_INIT("first_ten"), PIECE_FIRST_TEN },
	{ STR_INIT("second_ten"), PIECE_SECOND_TEN },
	{ STR_INIT("last_ten"), PIECE_LAST_TEN },
	{ STR_INIT("first_day"), PIECE_FIRST_DAY },
	{ STR_INIT("last_day"), PIECE_LAST_DAY },
	{ STR_INIT("first_days"), PIECE_FIRST_DAYS },
};

static const struct named part_names[] = {
	{ STR_INIT("morning"), PART_MORNING },
	{ STR_INIT("afternoon"), PART_AFTERNOON },
	{ STR_INIT("evening"), PART_EVENING },
	{ STR_INIT("night"), PART_NIGHT },
};

static int
named_value(const struct named *rows, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal(rows[i].name, name))
			return rows[i].value;
	return 0;
}

/* ---- words without a number ---- */

/* A name of the English calendar begins with a capital. */
static bool
is_name(const struct analysis *analysis, const struct match *match)
{
	char c = analysis->text.p[match->span.from];

	return !lexeme_has(match->lexeme, S("name")) || (c >= 'A' && c <= 'Z');
}

/* What says which week a day of the week is of. */
static const struct week_word {
	struct str form;
	int by;
} week_words[] = {
	{ STR_INIT("上上个"), -2 },
	{ STR_INIT("上上"), -2 },
	{ STR_INIT("上个"), -1 },
	{ STR_INIT("上一个"), -1 },
	{ STR_INIT("上"), -1 },
	{ STR_INIT("本"), 0 },
	{ STR_INIT("这个"), 0 },
	{ STR_INIT("这"), 0 },
	{ STR_INIT("下下个"), 2 },
	{ STR_INIT("下下"), 2 },
	{ STR_INIT("下个"), 1 },
	{ STR_INIT("下一个"), 1 },
	{ STR_INIT("下"), 1 },
	{ STR_INIT("last "), -1 },
	{ STR_INIT("next "), 1 },
	{ STR_INIT("this "), 0 },
};

/* 早上|周三: no week. */
static const struct str week_nots[] = { STR_INIT("早上"), STR_INIT("晚上") };

static void
take_week(struct str folded, struct moment_words *words)
{
	struct str before = str_slice(folded, 0, words->span.from);

	for (size_t i = 0; i < LENGTH(week_nots); i++)
		if (str_ends(before, week_nots[i]))
			return;
	for (size_t i = 0; i < LENGTH(week_words); i++) {
		if (!str_ends(before, week_words[i].form))
			continue;
		words->span.from -= (uint32_t)week_words[i].form.n;
		words_set_steps(words, FIELD_WEEK, week_words[i].by);
		return;
	}
}

static bool
read_weekday(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	struct str before = str_slice(analysis->folded, 0, match->span.from);

	if (!is_name(analysis, match))
		return false;
	take_week(analysis->folded, words);
	if (str_ends(before, S("每")) || str_ends(before, S("一")) || str_ends(before, S("四")))
		return false;
	if (match->lexeme->form.n == 6 && moment_is_count(analysis->folded, match->span.to))
		return false;
	words_set(words, FIELD_WEEKDAY, moment_arg(match->lexeme, S("n")));
	return true;
}

/* "on 3 March", "March 3rd, 2021", "March 2021": from the month's name both ways. */
static void
take_english(struct str folded, struct moment_words *words)
{
	struct str rest = str_from(folded, words->span.to), next,
		   before = str_slice(folded, 0, words->span.from);
	size_t used, n = before.n;
	uint64_t number;

	pull_char(&rest, '.');
	next = rest;
	if (pull_char(&next, ' ') && pull_number(&next, 9999, &number) && number >= 1 &&
	    number <= 31) {
		static const char ends[][3] = { "st", "nd", "rd", "th" };
		for (size_t i = 0; i < LENGTH(ends) && !pull_str(&next, str_from_c(ends[i])); i++)
			;
		words_set(words, FIELD_DAY, (int)number);
		rest = next;
	} else if (n > 2 && before.p[n - 1] == ' ' && char_is_digit(before.p[n - 2])) {
		size_t from = n - 2 - (n > 2 && char_is_digit(before.p[n - 3]));
		int day = moment_digits_at(folded, from, &used);
		if (day >= 1 && day <= 31 && (!from || !char_is_digit(folded.p[from - 1]))) {
			words_set(words, FIELD_DAY, day);
			words->span.from = (uint32_t)from;
		}
	}
	next = rest;
	pull_char(&next, ',');
	if (pull_char(&next, ' ') && next.n >= 4 && pull_number(&next, YEAR_MAX, &number) &&
	    number >= YEAR_MIN) {
		words_set(words, FIELD_YEAR, (int)number);
		rest = next;
	}
	words->span.to = (uint32_t)(folded.n - rest.n);
	words->is_short = words->has == 1u << FIELD_MONTH && words->value[FIELD_MONTH] == 5;
}

static bool
read_month(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	if (!is_name(analysis, match))
		return false;
	if (lexeme_arg(match->lexeme, S("n")).n) {
		words_set(words, FIELD_MONTH, moment_arg(match->lexeme, S("n")));
		words->is_lunar = lexeme_has(match->lexeme, S("lunar"));
		if (lexeme_has(match->lexeme, S("name")))
			take_english(analysis->folded, words);
		return true;
	}
	words_set_steps(words, FIELD_MONTH, moment_arg(match->lexeme, S("by")));
	moment_take_tail(analysis->folded, words);
	return true;
}

static bool
read_day(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	int part =
	    named_value(part_names, LENGTH(part_names), lexeme_arg(match->lexeme, S("part")));

	(void)analysis;
	words_set_steps(words, FIELD_DAY, moment_arg(match->lexeme, S("by")));
	if (part)
		words_set(words, FIELD_PART, part);
	return true;
}

static bool
read_piece(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	struct str of = lexeme_arg(match->lexeme, S("of"));

	(void)analysis;
	words_set(words, FIELD_PIECE,
	    named_value(piece_names, LENGTH(piece_names), lexeme_arg(match->lexeme, S("n"))));
	words->is_short = lexeme_has(match->lexeme, S("only"));
	if (!of.n)
		return true;
	words_set(words, str_equal(of, S("year")) ? FIELD_YEAR : FIELD_MONTH, 0);
	words->counted = words->has & (1u << FIELD_YEAR | 1u << FIELD_MONTH);
	return true;
}

static bool
read_season(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	(void)analysis;
	words_set(words, FIELD_SEASON, moment_arg(match->lexeme, S("n")));
	if (lexeme_arg(match->lexeme, S("by")).n) {
		words_set_steps(words, FIELD_YEAR, moment_arg(match->lexeme, S("by")));
	}
	return true;
}

static bool
read_feast(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	(void)analysis;
	words_set(words, FIELD_FEAST, 1);
	words->edtf = match->lexeme->args;
	return true;
}

static bool
read_part(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	(void)analysis;
	words_set(words, FIELD_PART,
	    named_value(part_names, LENGTH(part_names), lexeme_arg(match->lexeme, S("n"))));
	words->is_short = lexeme_has(match->lexeme, S("only"));
	return true;
}

static bool
read_lunar(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	(void)analysis;
	(void)match;
	words->is_lunar = true;
	words->is_short = true;
	return true;
}

/* What a row of the table is; most are of a kind, or set one field. */
static const struct word_reader {
	struct str id;
	enum moment_kind kind;
	enum moment_field field;
	bool (*read)(
	    const struct analysis *analysis, const struct match *match, struct moment_words *words);
} readers[] = {
	{ STR_INIT("unit"), KIND_POINT, 0, moment_read_unit },
	{ STR_INIT("weekday"), KIND_POINT, 0, read_weekday },
	{ STR_INIT("month"), KIND_POINT, 0, read_month },
	{ STR_INIT("year"), KIND_POINT, FIELD_YEAR, NULL },
	{ STR_INIT("day"), KIND_POINT, 0, read_day },
	{ STR_INIT("week"), KIND_POINT, FIELD_WEEK, NULL },
	{ STR_INIT("century"), KIND_POINT, FIELD_CENTURY, NULL },
	{ STR_INIT("half"), KIND_POINT, FIELD_HALF, NULL },
	{ STR_INIT("quarter"), KIND_POINT, FIELD_QUARTER, NULL },
	{ STR_INIT("season"), KIND_POINT, 0, read_season },
	{ STR_INIT("piece"), KIND_POINT, 0, read_piece },
	{ STR_INIT("feast"), KIND_POINT, 0, read_feast },
	{ STR_INIT("part"), KIND_POINT, 0, read_part },
	{ STR_INIT("lunar"), KIND_POINT, 0, read_lunar },
	{ STR_INIT("overnight"), KIND_OVERNIGHT, 0, NULL },
	{ STR_INIT("every"), KIND_EVERY, 0, NULL },
	{ STR_INIT("ref"), KIND_REF, 0, NULL },
	{ STR_INIT("later"), KIND_LATER, 0, NULL },
	{ STR_INIT("same"), KIND_SAME, 0, NULL },
	{ STR_INIT("era"), KIND_NOT, 0, NULL },
	{ STR_INIT("not"), KIND_NOT, 0, NULL },
};

static void
read_row(const struct analysis *analysis, const struct match *match, const struct word_reader *row,
    struct moment_words *words)
{
	words->kind = row->kind;
	words->edtf = lexeme_arg(match->lexeme, S("n"));
	if (row->kind != KIND_POINT)
		return;
	if (words->edtf.n)
		words_set(words, row->field, moment_arg(match->lexeme, S("n")));
	else
		words_set_steps(words, row->field, moment_arg(match->lexeme, S("by")));
	if (row->field == FIELD_YEAR)
		moment_take_tail(analysis->folded, words);
}

static bool
word_read(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	*words = (struct moment_words){ .span = match->span };
	words->is_that = lexeme_has(match->lexeme, S("that"));
	words->is_earlier = lexeme_has(match->lexeme, S("earlier"));
	words->is_weak = lexeme_has(match->lexeme, S("weak"));
	for (size_t i = 0; i < LENGTH(readers); i++) {
		if (!str_equal(match->lexeme->id, readers[i].id))
			continue;
		if (readers[i].read)
			return readers[i].read(analysis, match, words);
		read_row(analysis, match, &readers[i], words);
		return true;
	}
	return false;
}

/* ---- the list ---- */

/* Of two that overlap the one that begins earlier stays, then the longer. */
static void
list_add(struct arena *arena, struct moment_word_list *list, const struct moment_words *words)
{
	while (list->count) {
		struct span last = list->items[list->count - 1].span;
		bool is_weak = list->items[list->count - 1].is_weak;
		if (last.to <= words->span.from)
			break;
		if ((last.from < words->span.from && !is_weak) ||
		    (last.from == words->span.from && last.to >= words->span.to))
			return;
		list->count--;
	}
	if (list->count >= ANALYSIS_ITEMS_MAX)
		return;
	arena_push(arena, list->items, list->count, list->capacity);
	list->items[list->count++] = *words;
}

/* Where one is among the digits of the text. */
struct digits {
	size_t at;    /* nothing before it is asked any more */
	size_t sight; /* index of the first sighting there or further on */
};

/* Moves to where digits begin before ${end}; false: none do. */
static bool
digits_next(const struct analysis *analysis, struct digits *digits, size_t end)
{
	const struct matches *matches = &analysis->matches;

	for (; digits->sight < matches->sight_count; digits->sight++) {
		size_t at = matches->sights[digits->sight].at;
		if (at < digits->at || !char_is_digit(analysis->text.p[at]))
			continue;
		if (at >= end)
			return false;
		digits->at = at;
		return true;
	}
	return false;
}

static void
add_digits(const struct analysis *analysis, struct moment_word_list *list, struct digits *digits, size_t end)
{
	struct moment_words words;

	while (digits_next(analysis, digits, end)) {
		if (moment_digits(analysis->text, digits->at, &words)) {
			list_add(analysis->arena, list, &words);
			digits->at = words.span.to;
		}
		while (digits->at < analysis->text.n && char_is_digit(analysis->text.p[digits->at]))
			digits->at++;
	}
}

void
moment_words_find(const struct analysis *analysis, struct moment_word_list *out)
{
	struct moment_word_list list = { 0 };
	const struct match *match;
	struct moment_words words;
	struct digits digits = { 0 };
	size_t i = 0;

	while ((match = match_next(&analysis->matches, LEX_TIME, &i))) {
		add_digits(analysis, &list, &digits, match->span.from);
		if (word_read(analysis, match, &words))
			list_add(analysis->arena, &list, &words);
	}
	add_digits(analysis, &list, &digits, analysis->text.n);
	*out = list;
}

/*
 * Words of time: those of times.tsv, with the number that stands before a unit, and dates in
 * digits.
 */
#include "figure/moment.h"

enum { YEAR_MIN = 1000, YEAR_MAX = 2999 };

/* ---- small helpers ---- */

static int
arg_int(const struct lexeme *lexeme, struct str key)
{
	struct str s = lexeme_arg(lexeme, key);
	bool is_minus = pull_char(&s, '-');
	uint64_t n = 0;

	if (!pull_number(&s, 9999, &n))
		return 0;
	return is_minus ? -(int)n : (int)n;
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

/* The first of ${words} that stands at ${at}; its length, or 0. */
static size_t
any_at(struct str text, size_t at, const struct str *words, size_t count)
{
	struct str rest = str_from(text, at);

	for (size_t i = 0; i < count; i++)
		if (str_starts(rest, words[i]))
			return words[i].n;
	return 0;
}

/* ---- what stands behind years and months: 2021年初, 上月底, 3月份 ---- */

static const struct tail {
	struct str form;
	int piece;
} tails[] = {
	{ STR_INIT("份"), 0 },
	{ STR_INIT("度"), 0 },
	{ STR_INIT("初"), PIECE_BEGIN },
	{ STR_INIT("底"), PIECE_END },
	{ STR_INIT("末"), PIECE_END },
	{ STR_INIT("尾"), PIECE_END },
};

/* 初步, 底特律, 末日: words of their own. */
static const struct str tail_nots[] = {
	STR_INIT("初步"),
	STR_INIT("初级"),
	STR_INIT("初期"),
	STR_INIT("初次"),
	STR_INIT("初选"),
	STR_INIT("初中"),
	STR_INIT("初审"),
	STR_INIT("底特律"),
	STR_INIT("底气"),
	STR_INIT("末日"),
	STR_INIT("末代"),
	STR_INIT("份额"),
	STR_INIT("度过"),
	STR_INIT("度假"),
	STR_INIT("尾声"),
};

static void
take_tail(struct str text, struct moment_words *words)
{
	struct str rest = str_from(text, words->span.to);

	if (any_at(text, words->span.to, tail_nots, LENGTH(tail_nots)))
		return;
	for (size_t i = 0; i < LENGTH(tails); i++) {
		if (!str_starts(rest, tails[i].form))
			continue;
		words->span.to += (uint32_t)tails[i].form.n;
		if (tails[i].piece)
			words_set(words, FIELD_PIECE, tails[i].piece);
		return;
	}
}

/* ---- numbers and units ---- */

/* Counts of years that begin elsewhere. */
static const struct era {
	struct str form;
	int offset;
} eras[] = {
	{ STR_INIT("民国"), 1911 },
	{ STR_INIT("令和"), 2018 },
	{ STR_INIT("平成"), 1988 },
	{ STR_INIT("昭和"), 1925 },
	{ STR_INIT("佛历"), -543 },
	{ STR_INIT("公元"), 0 },
};

static bool
take_era(struct str folded, struct moment_words *words, int32_t number)
{
	for (size_t i = 0; i < LENGTH(eras); i++) {
		int32_t year = number + eras[i].offset;
		if (!str_ends(str_slice(folded, 0, words->span.from), eras[i].form) || year < 1 ||
		    year > YEAR_MAX)
			continue;
		words->span.from -= (uint32_t)eras[i].form.n;
		words_set(words, FIELD_YEAR, year);
		return true;
	}
	return false;
}

/* Do digits and 月 follow: 110年3月, 21年3月? */
static bool
month_follows(struct str folded, size_t at)
{
	size_t n = 0;
	struct str rest = str_from(folded, at);

	while (n < rest.n && n < 2 && char_is_digit(rest.p[n]))
		n++;
	if (n)
		return str_starts(str_from(rest, n), S("月"));
	return rest.n >= 6 &&
	       (memcmp(rest.p + 3, "月", 3) == 0 ||
		   (rest.n >= 9 && memcmp(rest.p + 6, "月", 3) == 0)) &&
	       moment_number_before(folded, at + (memcmp(rest.p + 3, "月", 3) == 0 ? 3 : 6),
		   &(struct moment_number){ 0 });
}

static bool
make_span(struct moment_words *words, const struct moment_number *number, char unit)
{
	if (number->is_ordinal || number->is_cut)
		return false;
	words->kind = KIND_SPAN;
	words->halves = number->is_vague ? 0 : number->halves;
	words->unit = unit;
	return true;
}

static bool
make_year(struct str folded, struct moment_words *words, const struct moment_number *number)
{
	int32_t n = number->halves / 2;
	bool is_whole = number->is_positional && !number->is_cut && !number->is_ordinal &&
			number->halves % 2 == 0;

	if (str_starts(str_from(folded, words->span.to), S("级")))
		return false;
	if (is_whole && number->digits == 4 && n >= YEAR_MIN && n <= YEAR_MAX)
		words_set(words, FIELD_YEAR, n);
	else if (take_era(folded, words, n))
		return take_tail(folded, words), true;
	else if (is_whole && number->digits == 3 && n >= 90 && n <= 130 &&
		 month_follows(folded, words->span.to))
		words_set(words, FIELD_YEAR, n + 1911);
	else if (is_whole && number->digits == 2 && !number->is_vague &&
		 (n < 10 || (number->is_han && n > 19) || month_follows(folded, words->span.to)))
		words_set(words, FIELD_YEAR, n + (n < 50 ? 2000 : 1900));
	else
		return make_span(words, number, 'Y');
	take_tail(folded, words);
	return true;
}

static bool
make_month(struct str folded, struct moment_words *words, const struct moment_number *number)
{
	int32_t n = number->halves / 2;

	if (number->is_vague)
		return make_span(words, number, 'M');
	if (number->is_cut || number->is_ordinal || number->halves % 2 || n < 1 || n > 12)
		return false;
	words_set(words, FIELD_MONTH, n);
	take_tail(folded, words);
	return true;
}

/* 50日元, 3日本, 5日线. */
static const struct str day_nots[] = {
	STR_INIT("元"),
	STR_INIT("圆"),
	STR_INIT("本"),
	STR_INIT("币"),
	STR_INIT("线"),
	STR_INIT("均"),
	STR_INIT("游"),
	STR_INIT("韩"),
	STR_INIT("楼"),
	STR_INIT("公路"),
	STR_INIT("机"),
	STR_INIT("台风"),
	STR_INIT("文件"),
	STR_INIT("院"),
	STR_INIT("选手"),
	STR_INIT("种子"),
};

static bool
make_day(struct str folded, struct moment_words *words, const struct moment_number *number)
{
	int32_t n = number->halves / 2;

	if (number->is_vague && !number->is_cut)
		return make_span(words, number, 'D');
	if (number->is_cut || number->is_ordinal || number->halves % 2 || n < 1)
		return false;
	if (n > 31)
		return make_span(words, number, 'D');
	words->is_short |= any_at(folded, words->span.to, day_nots, LENGTH(day_nots)) > 0;
	words_set(words, FIELD_DAY, n);
	return true;
}

static bool
make_quarter(struct moment_words *words, const struct moment_number *number)
{
	int32_t n = number->halves / 2;

	if (number->is_vague || n < 1 || n > 4)
		return false;
	if (!number->is_ordinal && !number->is_han)
		return make_span(words, number, 'Q');
	if (number->is_ordinal)
		words->span.from -= 3;
	words_set(words, FIELD_QUARTER, n);
	return true;
}

/* 90年代, 1990年代, 九十年代. */
static bool
make_decade(struct moment_words *words, const struct moment_number *number)
{
	int32_t n = number->halves / 2;

	if (number->is_cut || number->is_vague || n % 10 || (n >= 100 && n < YEAR_MIN) ||
	    n > YEAR_MAX)
		return false;
	words_set(words, FIELD_DECADE, n);
	return true;
}

static bool
make_century(struct moment_words *words, const struct moment_number *number)
{
	int32_t n = number->halves / 2;

	if (number->is_cut || number->is_vague || n < 1 || n > 30 || number->halves % 2)
		return false;
	words_set(words, FIELD_CENTURY, n);
	return true;
}

static int
digits_at(struct str s, size_t at, size_t *used)
{
	int n = 0;

	for (*used = 0; *used < 2 && at + *used < s.n && char_is_digit(s.p[at + *used]); ++*used)
		n = n * 10 + (s.p[at + *used] - '0');
	return *used ? n : -1;
}

/* 8点, 8点半, 10时30分: sure only beside another word. */
static bool
make_clock(struct str folded, struct moment_words *words, const struct moment_number *number)
{
	int32_t n = number->halves / 2;
	size_t used;
	int minutes = digits_at(folded, words->span.to, &used);

	if (number->is_cut || number->is_vague || number->is_ordinal || number->halves % 2 ||
	    n > 24)
		return false;
	words->is_short = true;
	if (minutes >= 0 && minutes < 60 &&
	    str_starts(str_from(folded, words->span.to + used), S("分")))
		words->span.to += (uint32_t)used + 3;
	else if (str_starts(str_from(folded, words->span.to), S("半"))) {
		words->span.to += 3;
		minutes = 30;
	} else {
		if (str_starts(str_from(folded, words->span.to), S("整")) ||
		    str_starts(str_from(folded, words->span.to), S("许")) ||
		    str_starts(str_from(folded, words->span.to), S("钟")))
			words->span.to += 3;
		minutes = 0;
	}
	words_set(words, FIELD_MINUTE, n % 24 * 60 + minutes);
	return true;
}

static const struct str number_links[] = {
	STR_INIT("至"),
	STR_INIT("到"),
	STR_INIT("-"),
	STR_INIT("—"),
	STR_INIT("–"),
	STR_INIT("~"),
	STR_INIT("～"),
	STR_INIT("－"),
	STR_INIT(" - "),
	STR_INIT("、"),
};

/* 3至5日, 1995-1997年: the number before the number.  Always true: it may be missing. */
static bool
take_low_number(struct str folded, struct moment_words *words, enum moment_field field, int most)
{
	struct moment_number number;
	size_t n = 0;
	int32_t low;

	if (words->has != 1u << field)
		return true;
	for (size_t i = 0; i < LENGTH(number_links) && !n; i++)
		if (str_ends(str_slice(folded, 0, words->span.from), number_links[i]))
			n = number_links[i].n;
	if (!n || !moment_number_before(folded, words->span.from - n, &number) || number.is_vague ||
	    number.is_cut || number.is_ordinal || number.halves % 2)
		return true;
	low = number.halves / 2;
	if (low < 1 || low >= words->value[field] || low > most ||
	    (field == FIELD_YEAR && low < YEAR_MIN))
		return true;
	words->has_low = true;
	words->low = (int16_t)low;
	words->span.from = (uint32_t)number.from;
	return true;
}

static bool
read_unit(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	struct str folded = analysis->folded, of = lexeme_arg(match->lexeme, S("of"));
	struct moment_number number;
	size_t at = match->span.from;

	at -= at && folded.p[at - 1] == ' ' && at > 1 && char_is_digit(folded.p[at - 2]);
	if (!moment_number_before(folded, at, &number))
		return false;
	words->span.from = (uint32_t)number.from;
	if (str_equal(of, S("Y")) && lexeme_has(match->lexeme, S("half"))) {
		number.halves += 1;
		return make_span(words, &number, 'Y');
	}
	number.halves += lexeme_has(match->lexeme, S("half"));
	if (str_equal(of, S("Y")))
		return match->lexeme->form.n > 3
			   ? make_span(words, &number, 'Y')
			   : make_year(folded, words, &number) &&
				 take_low_number(folded, words, FIELD_YEAR, YEAR_MAX);
	if (of.n == 1)
		return make_span(words, &number, of.p[0]);
	if (str_equal(of, S("month")))
		return make_month(folded, words, &number) &&
		       take_low_number(folded, words, FIELD_MONTH, 12);
	if (str_equal(of, S("day"))) {
		words->is_short = lexeme_has(match->lexeme, S("short"));
		return make_day(folded, words, &number) &&
		       take_low_number(folded, words, FIELD_DAY, 31);
	}
	if (str_equal(of, S("quarter")))
		return make_quarter(words, &number);
	if (str_equal(of, S("decade")))
		return make_decade(words, &number);
	if (str_equal(of, S("century")))
		return make_century(words, &number);
	return make_clock(folded, words, &number);
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

/* 以上, 之下: no weeks. */
static const struct str week_nots[] = { STR_INIT("以上"), STR_INIT("以下"), STR_INIT("之下"),
	STR_INIT("早上"), STR_INIT("晚上"), STR_INIT("会上") };

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
		words_set(words, FIELD_WEEK, week_words[i].by);
		words->counted |= 1u << FIELD_WEEK;
		return;
	}
}

/* 一周一次, 上周三名: a number and what it counts. */
static const struct str week_counts[] = {
	STR_INIT("名"),
	STR_INIT("位"),
	STR_INIT("次"),
	STR_INIT("架"),
	STR_INIT("艘"),
	STR_INIT("辆"),
	STR_INIT("枚"),
	STR_INIT("个"),
};

static bool
read_weekday(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	struct str before = str_slice(analysis->folded, 0, match->span.from);

	if (!is_name(analysis, match))
		return false;
	take_week(analysis->folded, words);
	if (str_ends(before, S("每")) || str_ends(before, S("一")) || str_ends(before, S("四")))
		return false;
	if (match->lexeme->form.n == 6 &&
	    any_at(analysis->folded, match->span.to, week_counts, LENGTH(week_counts)))
		return false;
	words_set(words, FIELD_WEEKDAY, arg_int(match->lexeme, S("n")));
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
		int day = digits_at(folded, from, &used);
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
		words_set(words, FIELD_MONTH, arg_int(match->lexeme, S("n")));
		words->is_lunar = lexeme_has(match->lexeme, S("lunar"));
		if (lexeme_has(match->lexeme, S("name")))
			take_english(analysis->folded, words);
		return true;
	}
	words_set(words, FIELD_MONTH, arg_int(match->lexeme, S("by")));
	words->counted |= 1u << FIELD_MONTH;
	take_tail(analysis->folded, words);
	return true;
}

static bool
read_year(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	words_set(words, FIELD_YEAR, arg_int(match->lexeme, S("by")));
	words->counted |= 1u << FIELD_YEAR;
	take_tail(analysis->folded, words);
	return true;
}

static bool
read_day(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	int part =
	    named_value(part_names, LENGTH(part_names), lexeme_arg(match->lexeme, S("part")));

	(void)analysis;
	words_set(words, FIELD_DAY, arg_int(match->lexeme, S("by")));
	words->counted |= 1u << FIELD_DAY;
	if (part)
		words_set(words, FIELD_PART, part);
	return true;
}

static bool
read_week(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	(void)analysis;
	words_set(words, FIELD_WEEK, arg_int(match->lexeme, S("by")));
	words->counted |= 1u << FIELD_WEEK;
	return true;
}

static bool
read_century(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	(void)analysis;
	words_set(words, FIELD_CENTURY, arg_int(match->lexeme, S("n")));
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
read_half(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	(void)analysis;
	words_set(words, FIELD_HALF, arg_int(match->lexeme, S("n")));
	return true;
}

static bool
read_quarter(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	(void)analysis;
	words_set(words, FIELD_QUARTER, arg_int(match->lexeme, S("n")));
	return true;
}

static bool
read_season(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	(void)analysis;
	words_set(words, FIELD_SEASON, arg_int(match->lexeme, S("n")));
	if (lexeme_arg(match->lexeme, S("by")).n) {
		words_set(words, FIELD_YEAR, arg_int(match->lexeme, S("by")));
		words->counted |= 1u << FIELD_YEAR;
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
read_overnight(
    const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	(void)analysis;
	(void)match;
	words->kind = KIND_OVERNIGHT;
	return true;
}

static bool
read_every(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	(void)analysis;
	words->kind = KIND_EVERY;
	words->edtf = lexeme_arg(match->lexeme, S("n"));
	return true;
}

static bool
read_ref(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	(void)analysis;
	words->kind = KIND_REF;
	words->edtf = lexeme_arg(match->lexeme, S("n"));
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

/* 早些时候: of the day, week or month named before it. */
static bool
read_later(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	(void)analysis;
	(void)match;
	words->kind = KIND_LATER;
	return true;
}

static bool
read_not(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	(void)analysis;
	(void)match;
	words->kind = KIND_NOT;
	return true;
}

static const struct word_reader {
	struct str id;
	bool (*read)(
	    const struct analysis *analysis, const struct match *match, struct moment_words *words);
} readers[] = {
	{ STR_INIT("unit"), read_unit },
	{ STR_INIT("weekday"), read_weekday },
	{ STR_INIT("month"), read_month },
	{ STR_INIT("year"), read_year },
	{ STR_INIT("day"), read_day },
	{ STR_INIT("week"), read_week },
	{ STR_INIT("century"), read_century },
	{ STR_INIT("piece"), read_piece },
	{ STR_INIT("half"), read_half },
	{ STR_INIT("quarter"), read_quarter },
	{ STR_INIT("season"), read_season },
	{ STR_INIT("feast"), read_feast },
	{ STR_INIT("part"), read_part },
	{ STR_INIT("overnight"), read_overnight },
	{ STR_INIT("every"), read_every },
	{ STR_INIT("ref"), read_ref },
	{ STR_INIT("lunar"), read_lunar },
	{ STR_INIT("later"), read_later },
	{ STR_INIT("not"), read_not },
};

static bool
word_read(const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	*words = (struct moment_words){ .span = match->span };
	words->is_that = lexeme_has(match->lexeme, S("that"));
	words->is_earlier = lexeme_has(match->lexeme, S("earlier"));
	for (size_t i = 0; i < LENGTH(readers); i++)
		if (str_equal(match->lexeme->id, readers[i].id))
			return readers[i].read(analysis, match, words);
	return false;
}

/* ---- the list ---- */

/* Of two that overlap the one that begins earlier stays, then the longer. */
static void
list_add(struct arena *arena, struct moment_word_list *list, const struct moment_words *words)
{
	while (list->count) {
		struct span last = list->items[list->count - 1].span;
		if (last.to <= words->span.from)
			break;
		if (last.from < words->span.from ||
		    (last.from == words->span.from && last.to >= words->span.to))
			return;
		list->count--;
	}
	if (list->count >= ANALYSIS_ITEMS_MAX)
		return;
	arena_push(arena, list->items, list->count, list->capacity);
	list->items[list->count++] = *words;
}

/* Where digits begin from ${at} on, before ${end}. */
static size_t
digits_from(struct str text, size_t at, size_t end)
{
	while (at < end && !char_is_digit(text.p[at]))
		at++;
	return at;
}

static size_t
add_digits(const struct analysis *analysis, struct moment_word_list *list, size_t at, size_t end)
{
	struct moment_words words;

	while ((at = digits_from(analysis->text, at, end)) < end) {
		if (moment_digits(analysis->text, at, &words)) {
			list_add(analysis->arena, list, &words);
			at = words.span.to;
		}
		while (at < analysis->text.n && char_is_digit(analysis->text.p[at]))
			at++;
	}
	return at;
}

void
moment_words_find(const struct analysis *analysis, struct moment_word_list *out)
{
	struct moment_word_list list = { 0 };
	const struct match *match;
	struct moment_words words;
	size_t i = 0, at = 0;

	while ((match = match_next(&analysis->matches, LEX_TIME, &i))) {
		at = add_digits(analysis, &list, at, match->span.from);
		if (word_read(analysis, match, &words))
			list_add(analysis->arena, &list, &words);
	}
	add_digits(analysis, &list, at, analysis->text.n);
	*out = list;
}

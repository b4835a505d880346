/*
 * Numbers with a unit of time behind them: 2021年初, 3月份, 3至5日, 九十年代, 两年半, 8点半.
 */
#include "figure/moment_parts.h"

enum { YEAR_MIN = 1000, YEAR_MAX = 2999 };

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

static size_t
link_before(struct str folded, size_t at)
{
	for (size_t i = 0; i < LENGTH(number_links); i++)
		if (str_ends(str_slice(folded, 0, at), number_links[i]))
			return number_links[i].n;
	return 0;
}

/* 5至6年: where the first of two begins; ${at} where this is no second. */
static size_t
first_of_two(struct str folded, size_t at)
{
	size_t n = link_before(folded, at);
	struct moment_number number;

	return n && moment_number_before(folded, at - n, &number) ? number.from : at;
}

static bool
make_span(
    struct str folded, struct moment_words *words, const struct moment_number *number, char unit)
{
	if (number->is_ordinal || number->is_cut)
		return false;
	words->kind = KIND_SPAN;
	words->span.from = (uint32_t)first_of_two(folded, number->from);
	words->halves = number->is_vague || words->span.from < number->from ? 0 : number->halves;
	words->unit = unit;
	return true;
}

static bool
make_year(
    const struct analysis *analysis, struct moment_words *words, const struct moment_number *number)
{
	struct str folded = analysis->folded;
	int32_t n = number->halves / 2;
	bool is_whole =
	    !number->is_vague && !number->is_cut && !number->is_ordinal && number->halves % 2 == 0;

	if (str_starts(str_from(folded, words->span.to), S("级")))
		return false;
	if (moment_before_christ(folded, words->span.from))
		return false;
	if (is_whole && moment_take_era(analysis, words, n))
		;
	else if (is_whole && number->is_positional && number->digits == 4 && n >= YEAR_MIN &&
		 n <= YEAR_MAX)
		words_set(words, FIELD_YEAR, n);
	else if (is_whole && number->is_positional && number->digits == 3 && n >= 90 && n <= 130 &&
		 (month_follows(folded, words->span.to) || moment_of_republic(analysis, words->span)))
		words_set(words, FIELD_YEAR, n + 1911);
	else if (is_whole && number->is_positional && number->digits == 2 &&
		 (n < 10 || (number->is_han && n > 19) || month_follows(folded, words->span.to)))
		words_set(words, FIELD_YEAR, n + (n < 50 ? 2000 : 1900));
	else
		return make_span(folded, words, number, 'Y');
	moment_take_tail(folded, words);
	return true;
}

/* 前2月, 前三季度: the first so many of a year; not 此前2月. */
static bool
is_first_of(struct str folded, size_t at)
{
	static const struct str nots[] = {
		STR_INIT("之前"),
		STR_INIT("以前"),
		STR_INIT("此前"),
		STR_INIT("日前"),
		STR_INIT("目前"),
		STR_INIT("先前"),
		STR_INIT("早前"),
		STR_INIT("月前"),
	};
	struct str before = str_slice(folded, 0, at);

	for (size_t i = 0; i < LENGTH(nots); i++)
		if (str_ends(before, nots[i]))
			return false;
	return str_ends(before, S("前"));
}

static void
take_first(struct moment_words *words, const struct moment_number *number, char unit)
{
	words->span.from -= 3;
	words_set(words, FIELD_YEAR, 0);
	words->counted = 1u << FIELD_YEAR;
	words_set(words, FIELD_PIECE, PIECE_FIRST_SPAN);
	words->is_first = true;
	words->halves = number->halves;
	words->unit = unit;
}

/* A clause begins with 前2个月; not 届满前3个月. */
static bool
is_head_of_year(struct str folded, const struct moment_number *number)
{
	static const struct str marks[] = { STR_INIT("，"), STR_INIT("。"), STR_INIT("；"), STR_INIT("："), STR_INIT("「"), STR_INIT("“"),
		STR_INIT("（"), STR_INIT("\n") };
	size_t at = number->from;

	if (number->is_vague || number->is_cut || number->is_ordinal || number->halves % 2 || number->halves < 2 || number->halves > 24 ||
	    !is_first_of(folded, at))
		return false;
	at -= S("前").n;
	for (size_t i = 0; at && i < LENGTH(marks); i++)
		if (str_ends(str_slice(folded, 0, at), marks[i]))
			return true;
	return !at;
}

/* 2021财年, 2021/22年度, 2019至2020学年. */
static bool
make_fiscal(struct str folded, struct moment_words *words, const struct moment_number *number)
{
	struct moment_number first;
	size_t at = words->span.from, n = at && folded.p[at - 1] == '/' ? 1 : link_before(folded, at);
	int32_t year = number->halves / 2, low;

	if (number->is_vague || number->is_cut || number->is_ordinal || !number->is_positional || number->halves % 2)
		return false;
	if (n && moment_number_before(folded, at - n, &first) && first.is_positional && first.digits == 4) {
		low = first.halves / 2;
		year += number->digits == 2 ? low / 100 * 100 : 0;
		if (low < YEAR_MIN || year <= low || year > low + 10)
			return false;
		words->has_low = true;
		words->low = (int16_t)low;
		words->span.from = (uint32_t)first.from;
	} else if (number->digits != 4)
		return false;
	if (year < YEAR_MIN || year > YEAR_MAX)
		return false;
	words_set(words, FIELD_YEAR, year);
	return true;
}

static bool
make_month(struct str folded, struct moment_words *words, const struct moment_number *number)
{
	int32_t n = number->halves / 2;

	if (number->is_vague)
		return make_span(folded, words, number, 'M');
	if (number->is_cut || number->is_ordinal || number->halves % 2 || n < 1 || n > 12)
		return false;
	if (is_first_of(folded, words->span.from)) {
		take_first(words, number, 'M');
		return true;
	}
	words_set(words, FIELD_MONTH, n);
	moment_take_tail(folded, words);
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
	STR_INIT("平均"),
	STR_INIT("移动"),
	STR_INIT("连"),
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

/* 相隔28日, 3日内: days that are counted. */
static bool
is_so_long(struct str folded, struct span span)
{
	static const struct str befores[] = {
		STR_INIT("相隔"),
		STR_INIT("间隔"),
		STR_INIT("每隔"),
		STR_INIT("为期"),
		STR_INIT("历时"),
		STR_INIT("长达"),
		STR_INIT("连续"),
		STR_INIT("超过"),
		STR_INIT("至少"),
		STR_INIT("隔离"),
		STR_INIT("拘留"),
		STR_INIT("拘役"),
		STR_INIT("足足"),
		STR_INIT("共计"),
		STR_INIT("一连"),
	};

	for (size_t i = 0; i < LENGTH(befores); i++)
		if (str_ends(str_slice(folded, 0, span.from), befores[i]))
			return true;
	return str_starts(str_from(folded, span.to), S("内"));
}

static bool
make_day(struct str folded, struct moment_words *words, const struct moment_number *number)
{
	int32_t n = number->halves / 2;

	if (number->is_vague && !number->is_cut)
		return make_span(folded, words, number, 'D');
	if (number->is_cut || number->is_ordinal || number->halves % 2 || n < 1)
		return false;
	if (n > 31 || is_so_long(folded, words->span))
		return make_span(folded, words, number, 'D');
	words->is_short |= moment_any_at(folded, words->span.to, day_nots, LENGTH(day_nots)) > 0;
	words_set(words, FIELD_DAY, n);
	return true;
}

static bool
make_quarter(struct str folded, struct moment_words *words, const struct moment_number *number)
{
	int32_t n = number->halves / 2;

	if (number->is_vague || n < 1 || n > 4)
		return false;
	if (!number->is_ordinal && !str_ends(span_text(folded, words->span), S("度")))
		return false;
	if (!number->is_ordinal && !number->is_han)
		return make_span(folded, words, number, 'Q');
	if (is_first_of(folded, words->span.from)) {
		take_first(words, number, 'Q');
		return true;
	}
	if (number->is_ordinal)
		words->span.from -= 3;
	words->is_short = !str_ends(span_text(folded, words->span), S("度"));
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

int
moment_digits_at(struct str s, size_t at, size_t *used)
{
	int n = 0;

	for (*used = 0; *used < 2 && at + *used < s.n && char_is_digit(s.p[at + *used]); ++*used)
		n = n * 10 + (s.p[at + *used] - '0');
	return *used ? n : -1;
}

/* 30分, 30分15秒. */
static void
take_minutes(struct str folded, struct moment_words *words, size_t used)
{
	size_t to = words->span.to + used + 3;

	words->span.to = (uint32_t)to;
	if (moment_digits_at(folded, to, &used) >= 0 &&
	    str_starts(str_from(folded, to + used), S("秒")))
		words->span.to += (uint32_t)used + 3;
}

/* 8点, 8点半, 10时30分: sure only beside another word. */
static bool
make_clock(struct str folded, struct moment_words *words, const struct moment_number *number)
{
	int32_t n = number->halves / 2;
	size_t used;
	int minutes = moment_digits_at(folded, words->span.to, &used);

	if (number->is_cut || number->is_vague || number->is_ordinal || number->halves % 2 ||
	    n > 24)
		return false;
	words->is_short = true;
	if (minutes >= 0 && minutes < 60 &&
	    str_starts(str_from(folded, words->span.to + used), S("分")))
		take_minutes(folded, words, used);
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

/* 3至5日, 1995-1997年: the number before the number.  Always true: it may be missing. */
static bool
take_low_number(struct str folded, struct moment_words *words, enum moment_field field, int most)
{
	struct moment_number number;
	size_t n = link_before(folded, words->span.from);
	int32_t low;

	if (words->has != 1u << field)
		return true;
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

/* 总数|周日, not 一周|一次. */
static bool
is_of_weekday(const struct analysis *analysis, const struct match *match)
{
	const struct match *longest = match_at(&analysis->matches, LEX_TIME, match->span.from);

	return longest && longest->span.to > match->span.to &&
	       !moment_is_count(analysis->folded, longest->span.to);
}

/* two|years */
static bool
number_word(const struct analysis *analysis, size_t at, struct moment_number *out)
{
	const struct match *match = match_before(&analysis->matches, LEX_TIME, (uint32_t)at);

	if (!match || !str_equal(match->lexeme->id, S("number")))
		return false;
	*out = (struct moment_number){ .from = match->span.from,
		.halves = 2 * moment_arg(match->lexeme, S("n")),
		.digits = 2 };
	return true;
}

bool
moment_read_unit(
    const struct analysis *analysis, const struct match *match, struct moment_words *words)
{
	struct str folded = analysis->folded, of = lexeme_arg(match->lexeme, S("of"));
	struct moment_number number;
	size_t at = match->span.from;

	/* "3 月", "two years" */
	at -= at > 1 && folded.p[at - 1] == ' ' &&
	      (char_is_digit(folded.p[at - 2]) || char_is_alpha(folded.p[at]));
	if (str_equal(of, S("Y")) && str_ends(str_slice(folded, 0, at), S("元")))
		number = (struct moment_number){
			.from = at - 3, .halves = 2, .digits = 1, .is_han = true
		};
	else if (!moment_number_before(folded, at, &number) && !number_word(analysis, at, &number))
		return false;
	words->span.from = (uint32_t)number.from;
	if (str_equal(of, S("W")) && is_of_weekday(analysis, match))
		return false;
	if (str_equal(of, S("Y")) && lexeme_has(match->lexeme, S("half"))) {
		number.halves += 1;
		return make_span(folded, words, &number, 'Y');
	}
	number.halves += lexeme_has(match->lexeme, S("half"));
	if (str_equal(of, S("Y")))
		return match->lexeme->form.n > 3
			   ? make_span(folded, words, &number, 'Y')
			   : make_year(analysis, words, &number) &&
				 take_low_number(folded, words, FIELD_YEAR, YEAR_MAX);
	if (str_equal(of, S("M")) && is_head_of_year(folded, &number)) {
		take_first(words, &number, 'M');
		return true;
	}
	if (str_equal(of, S("fiscal")))
		return make_fiscal(folded, words, &number);
	if (of.n == 1)
		return make_span(folded, words, &number, of.p[0]);
	if (str_equal(of, S("month")))
		return make_month(folded, words, &number) &&
		       take_low_number(folded, words, FIELD_MONTH, 12);
	if (str_equal(of, S("day"))) {
		words->is_short = lexeme_has(match->lexeme, S("short"));
		return make_day(folded, words, &number) &&
		       take_low_number(folded, words, FIELD_DAY, 31);
	}
	if (str_equal(of, S("quarter")))
		return make_quarter(folded, words, &number);
	if (str_equal(of, S("decade")))
		return make_decade(words, &number);
	if (str_equal(of, S("century")))
		return make_century(words, &number);
	return make_clock(folded, words, &number);
}

#include "text/number.h"

#include "base/err.h"
#include "base/table.h"
#include "text/numeral.h"
#include "text/segment.h"

static const struct unit_name {
	const char *text, *unit;
} units[] = {
#define ROW(text, unit) { text, unit },
#include "gen/units.inc"
#undef ROW
};

/* Signs before a number; the longest first. */
static const struct {
	struct str sign, unit;
} currencies[] = {
	{ STR_INIT("US$"), STR_INIT("USD") },
	{ STR_INIT("HK$"), STR_INIT("HKD") },
	{ STR_INIT("NT$"), STR_INIT("TWD") },
	{ STR_INIT("$"), STR_INIT("USD") },
	{ STR_INIT("＄"), STR_INIT("USD") },
	{ STR_INIT("€"), STR_INIT("EUR") },
	{ STR_INIT("£"), STR_INIT("GBP") },
	{ STR_INIT("¥"), STR_INIT("¥") },
	{ STR_INIT("￥"), STR_INIT("¥") },
};

enum { UNIT_TEXT_MAX = 16 };

/* ---- looking up ---- */

/* The unit at the beginning of ${s}, the longest that is there; words of alphabets must end where
 * the unit does. */
static const struct unit_name *
unit_at(struct str s, struct str *rest)
{
	for (size_t n = s.n < UNIT_TEXT_MAX ? s.n : UNIT_TEXT_MAX; n; n--) {
		const struct unit_name *found = TABLE_FIND(units, str_slice(s, 0, n));
		bool is_word = found && char_is_alpha(s.p[0]);

		if (!found || (is_word && n < s.n && char_is_alpha(s.p[n])))
			continue;
		*rest = str_from(s, n);
		return found;
	}
	return NULL;
}

/* ---- what counts as a number ---- */

/* After 一: these count people; 一个 and 一名 mean "a". */
static bool
counts_one(struct str rest)
{
	return str_starts(rest, S("人")) || str_starts(rest, S("死")) ||
	       str_starts(rest, S("伤")) || str_starts(rest, S("傷")) ||
	       str_starts(rest, S("岁")) || str_starts(rest, S("歲"));
}

/* Whether numerals alone are a number where they stand: see number.h. */
static bool
is_meant(const struct sum *sum, struct str text, struct str rest, uint32_t before)
{
	struct str after;
	bool is_alone = sum->digits == 0 || sum->numerals == 1;

	if (sum->numerals == 0 || sum->is_written || before == 0x7b2c /* 第 */ || !is_alone)
		return true;
	if (sum->numerals > 1 && sum->digits == 0 && !str_starts(text, S("千")))
		return true; /* 十万, 百万 */
	if (str_starts(rest, S("分之")))
		return true;
	if (str_equal(text, S("一")))
		return counts_one(rest);
	return unit_at(rest, &after) != NULL;
}

/* "two", "twelve" */
static bool
pull_word(struct str *s, struct decimal *out)
{
	struct str rest;
	const struct numeral *numeral = numeral_at(*s, &rest);

	if (!numeral || numeral->kind != NUMERAL_WORD)
		return false;
	*out = (struct decimal){ numeral->value, 0 };
	*s = rest;
	return true;
}

static struct str
pull_currency(struct str *s)
{
	for (size_t i = 0; i < LENGTH(currencies); i++)
		if (pull_str(s, currencies[i].sign)) {
			*s = numeral_after_blank(*s);
			return currencies[i].unit;
		}
	return (struct str){ 0 };
}

/* The unit behind a number; only a sign of per cent belongs to the number itself. */
static struct str
unit_behind(struct str *s)
{
	struct str rest;
	const struct unit_name *unit = unit_at(numeral_after_blank(*s), &rest);

	if (!unit || !unit->unit)
		return (struct str){ 0 };
	if (str_ends((struct str){ s->p, s->n - rest.n }, S("%")) ||
	    str_ends((struct str){ s->p, s->n - rest.n }, S("％")))
		*s = rest;
	return str_from_c(unit->unit);
}

/* Most text begins no number: told by one character, before anything is tried. */
static bool
may_begin(struct str s)
{
	struct str rest;
	struct unit unit;

	if (s.n && ((unsigned char)s.p[0] < 0x80 || (unsigned char)s.p[0] == 0xef))
		return !char_is_space(s.p[0]); /* letters, digits, signs; full-width ones too */
	rest = s;
	if (!pull_unit(&rest, &unit))
		return false;
	return unit.kind != UNIT_CJK || numeral_at(s, &rest) != NULL;
}

bool
number_pull(struct str *s, uint32_t before, struct number *out)
{
	struct str rest = *s, unit = { 0 };
	struct sum sum = { 0 };
	bool is_percent;

	if (!may_begin(rest))
		return false;
	is_percent = pull_str(&rest, S("百分之"));
	if (!is_percent)
		unit = pull_currency(&rest);
	if (!pull_word(&rest, &sum.total)) {
		struct str from = rest;
		numeral_pull_sum(&rest, &sum);
		if (!sum.is_begun || !numeral_close_sum(&sum))
			return false;
		from.n -= rest.n;
		if (!is_percent && !is_meant(&sum, from, rest, before))
			return false;
	}
	if (is_percent)
		unit = S("%");
	else if (!unit.n)
		unit = unit_behind(&rest);
	decimal_write(sum.total, out->value);
	out->text = (struct str){ s->p, (size_t)(rest.p - s->p) };
	out->unit = unit;
	*s = rest;
	return true;
}

bool
number_equal(const struct number *a, const struct number *b)
{
	return strcmp(a->value, b->value) == 0 &&
	       (!a->unit.n || !b->unit.n || str_equal(a->unit, b->unit));
}

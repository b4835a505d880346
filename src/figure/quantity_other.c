#include "figure/quantity_parts.h"

#include "base/err.h"

/* What looks like a quantity and is none: dates, clocks, sessions, ranks, types, digits, numbers
 * without sense. */

enum {
	SESSION_BYTES = 48, /* from 届 to the session of it */
	PLACE_BYTES = 24,   /* from 位居 to the place */
	POWER_PEOPLE = 11,  /* of ten: more people than live */
	POWER_MONEY = 19,
	POWER_BARE = 16,
	POWER_ANY = 24,
};

/* ---- by the unit ---- */

static bool
is_date(const struct lexeme *unit)
{
	return unit && str_equal(lexeme_arg(unit, S("kind")), S("date"));
}

/* 2024年 is a year, 2年 are two; 24年3月 is a date. */
static bool
is_year(const struct quantities *q, const struct measure *m)
{
	uint32_t rune;

	if (!lexeme_has(m->unit, S("year")) || !m->has_value)
		return false;
	if (decimal_compare(m->min, (struct decimal){ 1000, 0 }) >= 0 &&
	    decimal_compare(m->min, (struct decimal){ 2200, 0 }) <= 0 &&
	    m->number.to - m->number.from == 4)
		return true;
	count_rune(q->text, m->core.to, &rune); /* 24年3月, 110年2月 */
	return count_class(rune).kind == RUNE_KIND_WRITTEN && m->number.to - m->number.from <= 3 &&
	       m->number.to - m->number.from >= 2;
}

/* 十一届人大四次会议, 五次全会 */
static bool
is_session(const struct quantities *q, const struct measure *m)
{
	uint32_t from = m->core.from > SESSION_BYTES ? m->core.from - SESSION_BYTES : 0;

	if (count_is_at(q->text, m->core.to, S("全会")))
		return true;
	return (count_is_at(q->text, m->core.to, S("会议")) ||
		   count_is_at(q->text, m->core.to, S("全体会议"))) &&
	       memmem(q->text.p + from, m->core.from - from, "届", 3);
}

/* 十三届四次会议: which one, not how many. */
static bool
is_session_rank(const struct quantities *q, const struct measure *m)
{
	if (str_equal(m->unit->form, S("次")) && is_session(q, m))
		return true;
	if (str_equal(m->unit->form, S("届")))
		return decimal_compare(m->min, (struct decimal){ 5, 0 }) > 0 ||
		       count_is_at(q->text, m->core.to, S("全国")) ||
		       count_is_at(q->text, m->core.to, S("中央"));
	return count_is_before(q->text, m->core.from, S("届"));
}

/* 涨8点, 收1.26点: of an index, not of the clock. */
static bool
is_index(const struct quantities *q, const struct measure *m)
{
	static const char verbs[] = "涨跌升降扬挫报弹";
	uint32_t at = m->core.from;

	if (m->min.scale)
		return true;
	if (count_is_before(q->text, at, S("了")))
		at -= 3;
	return at >= 3 && (unsigned char)q->text.p[at - 3] >= 0xe4 &&
	       COUNT_IS_AMONG(verbs, q->text.p + at - 3);
}

/* 下午3点, 5时30分 */
static bool
is_clock(const struct quantities *q, const struct measure *m)
{
	if (!lexeme_has(m->unit, S("points")))
		return false;
	if (count_is_before(q->text, m->core.from, S("时")) ||
	    count_is_before(q->text, m->core.from, S("点")) ||
	    count_is_before(q->text, m->core.from, S(":")))
		return true;
	return str_equal(m->unit->form, S("点")) && !is_index(q, m) &&
	       decimal_compare(m->min, (struct decimal){ 24, 0 }) <= 0;
}

/* 1:57:40处: of a clock. */
static bool
is_in_clock(struct str text, uint32_t at)
{
	return at > 1 && text.p[at - 1] == ':' && char_is_digit(text.p[at - 2]);
}

/* 6、7两日, 2501、2502两艘: both of them, no weight. */
static bool
is_both(const struct quantities *q, const struct measure *m)
{
	return str_equal(m->unit->id, S("liang")) &&
	       match_at(&q->analysis->matches, LEX_UNIT, m->core.to);
}

bool
quantity_is_time(const struct quantities *q, const struct measure *m)
{
	return is_date(m->unit) || is_in_clock(q->text, m->core.from) || is_year(q, m) ||
	       is_clock(q, m) || is_session_rank(q, m) || is_both(q, m);
}

/* ---- by what stands around ---- */

/* 第二、三位: the rank goes on. */
static bool
is_of_ranks(struct str text, uint32_t at)
{
	uint32_t rune;

	if (!count_is_before(text, at, S("、")) && !count_is_before(text, at, S("和")))
		return false;
	at -= 3;
	rune = count_rune_before(text, at);
	if (count_class(rune).kind == RUNE_KIND_DIGIT)
		return count_is_before(text, at - 3, S("第"));
	return rune < 0x80 && char_is_digit((char)rune) && count_is_before(text, at - 1, S("第"));
}

/* 分居14、16、24名, 二本: places, not people; the second kind, not two books. */
bool
quantity_is_place(const struct quantities *q, const struct measure *m)
{
	static const struct str words[] = { STR_INIT("分居"), STR_INIT("分列"), STR_INIT("位居"),
		STR_INIT("位列"), STR_INIT("名列"), STR_INIT("排名"), STR_INIT("排在") };
	uint32_t at = m->core.from, from = at > PLACE_BYTES ? at - PLACE_BYTES : 0;
	struct str before = str_slice(q->text, from, at);

	if (!m->unit)
		return false;
	if (count_is_at(q->text, m->number.from, S("二")) && m->number.to - m->number.from == 3 &&
	    (str_equal(m->unit->form, S("本")) || str_equal(m->unit->form, S("次"))))
		return true;
	if (!str_equal(m->unit->form, S("名")) && !str_equal(m->unit->form, S("位")))
		return false;
	for (size_t i = 0; i < LENGTH(words); i++)
		if (memmem(before.p, before.n, words[i].p, words[i].n))
			return true;
	return false;
}

/* 前十名, 前5位: those at the top; 目前三人 are three. */
static bool
is_rank(const struct quantities *q, const struct measure *m)
{
	static const char before[] = "目此日之以先空战面跟眼门窗床台";
	uint32_t at = m->core.from;

	if (m->kind != QUANTITY_COUNT)
		return false;
	if (is_of_ranks(q->text, at) || quantity_is_place(q, m))
		return true;
	if (!count_is_before(q->text, at, S("前")))
		return false;
	return at < 6 || !COUNT_IS_AMONG(before, q->text.p + at - 6);
}

/* 零 counts people and cases; before other classifiers it is part of a word. */
static bool
is_other_zero(const struct quantities *q, const struct measure *m)
{
	if (!count_is_at(q->text, m->number.from, S("零")) || m->number.to - m->number.from != 3 ||
	    m->kind != QUANTITY_COUNT)
		return false;
	return !m->unit || lexeme_has(m->unit, S("headline")) ||
	       !(str_equal(m->unit->id, S("person")) || str_equal(m->unit->id, S("case")));
}

/* 二亩沟, 三里屯: a measure within the name of a place. */
static bool
is_in_place(const struct quantities *q, const struct measure *m)
{
	static const char ends[] = "沟屯庄河铺桥店台坪坡岭营村堡塘湾";
	uint32_t at = m->core.to;

	return m->kind == QUANTITY_DIMENSION && m->unit->form.n == 3 &&
	       (unsigned char)q->text.p[m->number.from] >= 0xe4 && at + 3 <= q->text.n &&
	       COUNT_IS_AMONG(ends, q->text.p + at);
}

/* AR-556手枪, N95口罩: the number of a type. */
static bool
is_model(const struct quantities *q, const struct measure *m)
{
	uint32_t at = m->number.from;

	if (m->kind != QUANTITY_COUNT || !at)
		return false;
	if (q->text.p[at - 1] == '-')
		at--;
	return at && char_is_alpha(q->text.p[at - 1]) && char_is_digit(q->text.p[m->number.from]);
}

/* 小数点后十万位, 后四位, 六位数: digits, no people. */
static bool
is_digit_place(const struct quantities *q, const struct measure *m)
{
	static const struct str before[] = { STR_INIT("后"), STR_INIT("末"), STR_INIT("尾"),
		STR_INIT("小数点"), STR_INIT("前面") };
	static const struct str behind[] = { STR_INIT("数"), STR_INIT("号码"), STR_INIT("密码"),
		STR_INIT("验证码"), STR_INIT("代码"), STR_INIT("小数"), STR_INIT("编号") };

	if (!m->unit || !str_equal(m->unit->form, S("位")))
		return false;
	for (size_t i = 0; i < LENGTH(before); i++)
		if (count_is_before(q->text, m->core.from, before[i]))
			return true;
	for (size_t i = 0; i < LENGTH(behind); i++)
		if (count_is_at(q->text, m->core.to, behind[i]))
			return true;
	return false;
}

/* The greatest number, as a power of ten, that says anything of what is counted. */
static unsigned
most_power(const struct measure *m)
{
	if (!m->unit)
		return POWER_BARE;
	if (str_equal(m->unit->id, S("person")))
		return POWER_PEOPLE;
	return m->kind == QUANTITY_CURRENCY ? POWER_MONEY : POWER_ANY;
}

/* ９９９９兆兆人: more than there can be, or a scale on top of all that a number can have. */
static bool
is_senseless(const struct quantities *q, const struct measure *m)
{
	struct decimal most = { 1, 0 };
	uint32_t rune;

	count_rune(q->text, m->number.to, &rune);
	decimal_shift(&most, most_power(m));
	return decimal_compare(m->max, most) >= 0 ||
	       (!m->unit && count_class(rune).kind == RUNE_KIND_SCALE);
}

/* 数以百万计 is read as one word; 损失以百万美元计 says no number. */
static bool
is_by_count(const struct quantities *q, const struct measure *m)
{
	return count_is_before(q->text, m->number.from, S("以")) &&
	       (count_is_at(q->text, m->number.to, S("计")) ||
		   count_is_at(q->text, m->core.to, S("计")));
}

/* 该五毛, 五毛群: who are paid for what they write. */
static bool
is_hireling(const struct quantities *q, const struct measure *m)
{
	static const char before[] = "该个名有群些由的";
	static const char behind[] = "群党们在网水";
	uint32_t at = m->core.from;

	if (!count_is_at(q->text, at, S("五毛")) || m->core.to - at != 6)
		return false;
	return (at >= 3 && (unsigned char)q->text.p[at - 3] >= 0xe4 &&
		   COUNT_IS_AMONG(before, q->text.p + at - 3)) ||
	       (q->text.n - m->core.to >= 3 && COUNT_IS_AMONG(behind, q->text.p + m->core.to));
}

bool
quantity_is_other(const struct quantities *q, const struct measure *m)
{
	return is_rank(q, m) || is_other_zero(q, m) || is_in_place(q, m) || is_model(q, m) ||
	       is_by_count(q, m) || is_digit_place(q, m) || is_senseless(q, m) || is_hireling(q, m);
}

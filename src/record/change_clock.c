#include "record/change_clock.h"

/* Behind these a number with 点 is one of the day; without them it may be one of an index. */
static const struct str day_parts[] = {
	STR_INIT("上午"), STR_INIT("下午"), STR_INIT("中午"), STR_INIT("早上"), STR_INIT("晚上"),
	STR_INIT("凌晨"), STR_INIT("清晨"), STR_INIT("傍晚"), STR_INIT("早晨"), STR_INIT("深夜"),
};
static const struct str hours[] = {
	STR_INIT("点"), STR_INIT("點"), STR_INIT("时"), STR_INIT("時"),
};
static const struct str colons[] = { STR_INIT(":"), STR_INIT("：") };
static const struct str halves[] = {
	STR_INIT("a.m."), STR_INIT("p.m."), STR_INIT("am"), STR_INIT("pm"),
};

static bool
pull_one_of(struct str *s, const struct str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (pull_str_nocase(s, words[i]))
			return true;
	return false;
}
#define PULL_ONE(s, words) pull_one_of(s, words, LENGTH(words))

/* One or two digits, not more, up to ${max}. */
static bool
pull_two(struct str *s, size_t least, unsigned max)
{
	unsigned value = 0;
	size_t n = 0;

	for (; n < s->n && char_is_digit(s->p[n]); n++)
		if (n < 2)
			value = 10 * value + (unsigned)(s->p[n] - '0');
	if (n < least || n > 2 || value > max)
		return false;
	*s = str_from(*s, n);
	return true;
}

/* :30, :30:15 */
static bool
pull_minutes(struct str *s)
{
	struct str rest = *s;

	if (!PULL_ONE(&rest, colons) || !pull_two(&rest, 2, 59))
		return false;
	*s = rest;
	if (PULL_ONE(&rest, colons) && pull_two(&rest, 2, 59))
		*s = rest;
	return true;
}

/* 点, 点30分, 点半 */
static bool
pull_hour(struct str *s)
{
	struct str rest;

	if (!PULL_ONE(s, hours))
		return false;
	rest = *s;
	if (pull_str(&rest, S("半")) ||
	    (pull_two(&rest, 1, 59) && (pull_str(&rest, S("分")) || !rest.n)))
		*s = rest;
	return true;
}

/* a.m., with a blank before it; not the beginning of a word. */
static bool
pull_half(struct str *s)
{
	struct str rest = *s;

	pull_spaces(&rest);
	if (!PULL_ONE(&rest, halves) || (rest.n && char_is_alpha(rest.p[0])))
		return false;
	*s = rest;
	return true;
}

bool
pull_clock(struct str *s, uint32_t before, struct str *clock)
{
	struct str rest = *s;
	bool told = PULL_ONE(&rest, day_parts), minutes, half;

	if (!told && before < 0x80 && (char_is_digit((char)before) || char_is_alpha((char)before)))
		return false;
	if (told)
		pull_spaces(&rest);
	if (!pull_two(&rest, 1, 24))
		return false;
	minutes = pull_minutes(&rest) || (told && pull_hour(&rest));
	half = pull_half(&rest);
	if (!minutes && !half)
		return false;
	*clock = (struct str){ s->p, (size_t)(rest.p - s->p) };
	*s = rest;
	return true;
}

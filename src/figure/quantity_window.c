#include "figure/quantity_parts.h"

#include "base/err.h"

/* How far behind a classifier its noun may stand. */

enum {
	HAN_BEGINS = 0x2e80,
	WHERE_BYTES = 60, /* of what tells where they are */
};

/* Where what belongs to the classifier must have ended; quotation marks stand around names. */
static bool
is_stop(uint32_t rune)
{
	static const uint32_t stops[] = { '\n', ',', ';', ':', '(', ')', '.', 0x3001, 0x3002,
		0xff0c, 0xff1b, 0xff1a, 0xff01, 0xff1f, 0xff08, 0xff09, 0x300a, 0x300b, 0x2026,
		0x2014, 0x5728 /* 在 */, 0x628a /* 把 */ };

	for (size_t i = 0; i < LENGTH(stops); i++)
		if (stops[i] == rune)
			return true;
	return false;
}

/* 标普500指数, 财富500强 */
static bool
is_index_name(struct str text, uint32_t at)
{
	while (at < text.n && char_is_digit(text.p[at]))
		at++;
	return count_is_at(text, at, S("指数")) || count_is_at(text, at, S("强"));
}

/* Digits of a type's name, F-16 and 歼20, are within a noun; others begin the next number. */
static bool
is_next_number(struct str text, uint32_t at)
{
	static const char types[] = "歼轰运图苏米卡空直教警";
	uint32_t rune, before = count_rune_before(text, at);

	count_rune(text, at, &rune);
	if (count_class(rune).kind != RUNE_KIND_WRITTEN || is_index_name(text, at))
		return false;
	if (before < 0x80)
		return !char_is_alpha((char)before) && !char_is_digit((char)before) &&
		       before != '-';
	return count_class(before).kind != RUNE_KIND_WRITTEN &&
	       !(at >= 3 && COUNT_IS_AMONG(types, text.p + at - 3));
}

/* A blank between Chinese words, as headlines have them. */
static bool
is_break(struct str text, uint32_t at)
{
	uint32_t rune;

	if (text.p[at] != ' ' || at + 1 >= text.n)
		return false;
	count_rune(text, at + 1, &rune);
	return rune >= HAN_BEGINS && count_rune_before(text, at) >= HAN_BEGINS;
}

/* 向 of 东西向, which leads nowhere. */
static bool
is_bearing(struct str text, uint32_t at)
{
	static const char sides[] = "东西南北双单横纵";

	return at >= 3 && COUNT_IS_AMONG(sides, text.p + at - 3);
}

/* 12名在当地工作的女员工: behind the 的 of what tells where they are. */
uint32_t
quantity_behind_where(const struct quantities *q, uint32_t at)
{
	uint32_t rune, end = at;

	if (!count_is_at(q->text, at, S("在")))
		return at;
	while (end < q->text.n && end - at < WHERE_BYTES) {
		unsigned n = count_rune(q->text, end, &rune);
		if (!n || (end > at && is_stop(rune)))
			return at;
		end += n;
		if (rune == 0x7684 /* 的 */)
			return end;
	}
	return at;
}

uint32_t
quantity_window_end(const struct quantities *q, uint32_t at, uint32_t max)
{
	uint32_t end = at, rune;

	while (end < q->text.n && end - at < max) {
		unsigned n = count_rune(q->text, end, &rune);
		if (!n || is_stop(rune) || (rune == 0x5411 && !is_bearing(q->text, end)) ||
		    (end > at && (is_next_number(q->text, end) || is_break(q->text, end))))
			break;
		end += n;
	}
	return end;
}

#include "figure/count_parts.h"

/* Characters of numbers between U+4E00 and U+9FFF, by code point; the folded text has but one form
 * of most. */
#define DIGIT(n)                          \
	{                                 \
		RUNE_KIND_DIGIT, n, false \
	}
#define FORMAL(n)                        \
	{                                \
		RUNE_KIND_DIGIT, n, true \
	}
#define UNIT(n)                          \
	{                                \
		RUNE_KIND_UNIT, n, false \
	}
#define SCALE(n)                          \
	{                                 \
		RUNE_KIND_SCALE, n, false \
	}
const struct numeral_class count_han[COUNT_HAN_LAST - COUNT_HAN_FIRST + 1] = {
	[0x96f6 - COUNT_HAN_FIRST] = DIGIT(0),		     /* 零 */
	[0x4e00 - COUNT_HAN_FIRST] = DIGIT(1),		     /* 一 */
	[0x4e8c - COUNT_HAN_FIRST] = DIGIT(2),		     /* 二 */
	[0x4e24 - COUNT_HAN_FIRST] = DIGIT(2),		     /* 两 */
	[0x4fe9 - COUNT_HAN_FIRST] = DIGIT(2),		     /* 俩 */
	[0x4e09 - COUNT_HAN_FIRST] = DIGIT(3),		     /* 三 */
	[0x4ee8 - COUNT_HAN_FIRST] = DIGIT(3),		     /* 仨 */
	[0x56db - COUNT_HAN_FIRST] = DIGIT(4),		     /* 四 */
	[0x4e94 - COUNT_HAN_FIRST] = DIGIT(5),		     /* 五 */
	[0x516d - COUNT_HAN_FIRST] = DIGIT(6),		     /* 六 */
	[0x4e03 - COUNT_HAN_FIRST] = DIGIT(7),		     /* 七 */
	[0x516b - COUNT_HAN_FIRST] = DIGIT(8),		     /* 八 */
	[0x4e5d - COUNT_HAN_FIRST] = DIGIT(9),		     /* 九 */
	[0x58f9 - COUNT_HAN_FIRST] = FORMAL(1),		     /* 壹 */
	[0x8d30 - COUNT_HAN_FIRST] = FORMAL(2),		     /* 贰 */
	[0x8cb3 - COUNT_HAN_FIRST] = FORMAL(2),		     /* 貳 */
	[0x53c1 - COUNT_HAN_FIRST] = FORMAL(3),		     /* 叁 */
	[0x8086 - COUNT_HAN_FIRST] = FORMAL(4),		     /* 肆 */
	[0x4f0d - COUNT_HAN_FIRST] = FORMAL(5),		     /* 伍 */
	[0x9646 - COUNT_HAN_FIRST] = FORMAL(6),		     /* 陆 */
	[0x67d2 - COUNT_HAN_FIRST] = FORMAL(7),		     /* 柒 */
	[0x634c - COUNT_HAN_FIRST] = FORMAL(8),		     /* 捌 */
	[0x7396 - COUNT_HAN_FIRST] = FORMAL(9),		     /* 玖 */
	[0x5eff - COUNT_HAN_FIRST] = { RUNE_KIND_TENS, 2, false }, /* 廿 */
	[0x5345 - COUNT_HAN_FIRST] = { RUNE_KIND_TENS, 3, false }, /* 卅 */
	[0x5341 - COUNT_HAN_FIRST] = UNIT(1),			     /* 十 */
	[0x62fe - COUNT_HAN_FIRST] = { RUNE_KIND_UNIT, 1, true },  /* 拾 */
	[0x767e - COUNT_HAN_FIRST] = UNIT(2),			     /* 百 */
	[0x4f70 - COUNT_HAN_FIRST] = { RUNE_KIND_UNIT, 2, true },  /* 佰 */
	[0x5343 - COUNT_HAN_FIRST] = UNIT(3),			     /* 千 */
	[0x4edf - COUNT_HAN_FIRST] = { RUNE_KIND_UNIT, 3, true },  /* 仟 */
	[0x4e07 - COUNT_HAN_FIRST] = SCALE(4),		     /* 万 */
	[0x4ebf - COUNT_HAN_FIRST] = SCALE(8),		     /* 亿 */
	[0x5146 - COUNT_HAN_FIRST] = SCALE(12),		     /* 兆 */
	[0x51e0 - COUNT_HAN_FIRST] = { RUNE_KIND_SOME, 0, false }, /* 几 */
	[0x6570 - COUNT_HAN_FIRST] = { RUNE_KIND_SOME, 1, false }, /* 数 */
	[0x591a - COUNT_HAN_FIRST] = { RUNE_KIND_MORE, 0, false }, /* 多 */
	[0x4f59 - COUNT_HAN_FIRST] = { RUNE_KIND_MORE, 0, false }, /* 余 */
	[0x9918 - COUNT_HAN_FIRST] = { RUNE_KIND_MORE, 0, false }, /* 餘 */
	[0x9980 - COUNT_HAN_FIRST] = { RUNE_KIND_MORE, 0, false }, /* 馀 */
	[0x6765 - COUNT_HAN_FIRST] = { RUNE_KIND_MORE, 1, false }, /* 来 */
	[0x534a - COUNT_HAN_FIRST] = { RUNE_KIND_HALF, 0, false }, /* 半 */
	[0x7b2c - COUNT_HAN_FIRST] = { RUNE_KIND_RANK, 0, false }, /* 第 */
	[0x6298 - COUNT_HAN_FIRST] = { RUNE_KIND_FOLD, 0, false }, /* 折 */
	[0x8d1f - COUNT_HAN_FIRST] = { RUNE_KIND_SIGN, 0, false }, /* 负 */
};

size_t
count_behind_blanks(struct str text, size_t at)
{
	uint32_t rune;

	for (unsigned i = 0; i < 4; i++) {
		unsigned n = count_rune(text, at, &rune);
		if (rune != ' ' && rune != '\t' && rune != 0xa0 && rune != 0x3000 && rune != 0x202f)
			break;
		at += n;
	}
	return at;
}

size_t
count_word_is_spaced(struct str text, size_t at, struct str word)
{
	uint32_t want, rune;

	while (pull_rune(&word, &want)) {
		unsigned n;
		at = count_after_blank(text, at);
		n = count_rune(text, at, &rune);
		if (!n || rune != want)
			return 0;
		at += n;
	}
	return at;
}

/* ---- where numbers begin ---- */

static bool
begins_number(enum rune_kind kind)
{
	return kind != RUNE_KIND_NONE && kind != RUNE_KIND_MORE && kind != RUNE_KIND_SIGN;
}

/* Numerals, digits of either width, and what English numbers begin with. */
void
count_sights(struct sights *sights)
{
	static const char letters[] = "bdefhmnostzBDEFHMNOSTZ";

	for (uint32_t rune = COUNT_HAN_FIRST; rune <= COUNT_HAN_LAST; rune++)
		if (begins_number(count_class(rune).kind))
			sights_add(sights, rune, SIGHT_NUMBER);
	for (uint32_t digit = 0; digit < 10; digit++) {
		sights_add(sights, '0' + digit, SIGHT_NUMBER);
		sights_add(sights, 0xff10 + digit, SIGHT_NUMBER);
	}
	sights_add(sights, 0x3007, SIGHT_NUMBER); /* 〇 */
	for (size_t i = 0; i + 1 < sizeof(letters); i++)
		sights_add(sights, (uint32_t)letters[i], SIGHT_NUMBER);
}

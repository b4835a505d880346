/*
 * count_parts.h: how one number is read at one place of the folded text: for count*.c and
 * quantity*.c.
 *
 * Readers are given the text and where to begin, and give where what they read ends; they look no
 * further than a number is long.
 */
#ifndef XINSHI_FIGURE_COUNT_PARTS_H
#define XINSHI_FIGURE_COUNT_PARTS_H

#include "figure/analysis.h"
#include "text/decimal.h"

/* What a character is in numbers. */
enum rune_kind {
	RUNE_KIND_NONE,
	RUNE_KIND_DIGIT,   /* 零 to 九, and how accountants write them */
	RUNE_KIND_TENS,	   /* 廿, 卅: twenty, thirty */
	RUNE_KIND_UNIT,	   /* 十 百 千 */
	RUNE_KIND_SCALE,   /* 万 亿 兆 */
	RUNE_KIND_WRITTEN, /* 0 to 9, also full-width */
	RUNE_KIND_SOME,	   /* 几 数: a digit that is not told */
	RUNE_KIND_MORE,	   /* 多 余 来: and something */
	RUNE_KIND_HALF,	   /* 半 */
	RUNE_KIND_SIGN,	   /* 负 - */
	RUNE_KIND_RANK,	   /* 第 */
	RUNE_KIND_FOLD,	   /* 折: 对折 */
};
struct numeral_class {
	uint8_t kind, value; /* digit, or power of ten */
	bool is_formal;	     /* as accountants write: 陆, 伍, 拾 are also common words */
};

/* What Han characters are, by code point. */
enum { COUNT_HAN_FIRST = 0x4e00, COUNT_HAN_LAST = 0x9fff };
extern const struct numeral_class count_han[COUNT_HAN_LAST - COUNT_HAN_FIRST + 1];

static inline struct numeral_class
count_class(uint32_t rune)
{
	if (rune >= COUNT_HAN_FIRST && rune <= COUNT_HAN_LAST)
		return count_han[rune - COUNT_HAN_FIRST];
	if (rune >= '0' && rune <= '9')
		return (struct numeral_class){ RUNE_KIND_WRITTEN, (uint8_t)(rune - '0'), false };
	if (rune >= 0xff10 && rune <= 0xff19)
		return (struct numeral_class){ RUNE_KIND_WRITTEN, (uint8_t)(rune - 0xff10), false };
	if (rune == 0x3007) /* 〇 */
		return (struct numeral_class){ RUNE_KIND_DIGIT, 0, false };
	if (rune == '-' || rune == 0xff0d || rune == 0x2212)
		return (struct numeral_class){ RUNE_KIND_SIGN, 1, false };
	return (struct numeral_class){ 0 };
}

/* The character at byte ${at}: its length; 0 at the end. */
static inline unsigned
count_rune(struct str text, size_t at, uint32_t *rune)
{
	struct str rest = at < text.n ? (struct str){ text.p + at, text.n - at } : (struct str){ 0 };
	const char *from = rest.p;

	*rune = 0;
	return pull_rune(&rest, rune) ? (unsigned)(rest.p - from) : 0;
}

/* The character before byte ${at}; 0 at the beginning. */
static inline uint32_t
count_rune_before(struct str text, size_t at)
{
	uint32_t rune;

	if (at == 0 || at > text.n)
		return 0;
	for (at--; at && ((unsigned char)text.p[at] & 0xc0) == 0x80;)
		at--;
	count_rune(text, at, &rune);
	return rune;
}
/* Behind up to four blanks, none of them a line break. */
size_t count_behind_blanks(struct str text, size_t at);
static inline size_t
count_after_blank(struct str text, size_t at)
{
	unsigned char c = at < text.n ? (unsigned char)text.p[at] : 0xe4;

	return (c >= 0xe4 && c < 0xf0) || (c > ' ' && c < 0x80) ? at
								: count_behind_blanks(text, at);
}

/* Behind ${word} at ${at}, with blanks between its characters; 0: it is not there.  Mostly its first character is not. */
size_t count_word_is_spaced(struct str text, size_t at, struct str word);
static inline size_t
count_word_spaced(struct str text, size_t at, struct str word)
{
	unsigned char c = at < text.n ? (unsigned char)text.p[at] : 0;
	bool is_han = c >= 0xe4 && c < 0xf0;

	if ((is_han || (c > ' ' && c < 0x80)) && c != (unsigned char)word.p[0])
		return 0;
	if (is_han && text.p[at + 2] != word.p[2])
		return 0;
	return count_word_is_spaced(text, at, word);
}
/* Whether ${word} stands at, or ends at, byte ${at}; here so that a literal is compared at once. */
static inline bool
count_is_at(struct str text, size_t at, struct str word)
{
	return at <= text.n && word.n <= text.n - at && str_equal((struct str){ text.p + at, word.n }, word);
}

static inline bool
count_is_before(struct str text, size_t at, struct str word)
{
	return at <= text.n && word.n <= at && str_equal((struct str){ text.p + at - word.n, word.n }, word);
}

/* Is the character of three bytes at ${p} one of those of an array? */
#define COUNT_IS_AMONG(array, p) (str_find((struct str){ (array), sizeof(array) - 1 }, (struct str){ (p), 3 }, 0) >= 0)

/* A number in digits: 1,200.5, ２．５, .5, 2e5, 2^-1; without sign. */
struct written {
	size_t to;
	struct decimal value;
	bool is_whole; /* digits alone: no separator, point or power */
	bool is_power;
	unsigned digits;
};
bool count_written(struct str text, size_t at, struct written *out);
/* Behind digits and separators that are too many for a number. */
size_t count_written_end(struct str text, size_t at);

/* Digits and numerals as far as they make one number: 三百五十, 1.2万, 几十, 三十多, 两三百,
 * 二〇二四. */
struct numerals {
	size_t from, to;	     /* of the number that has a value */
	size_t whole_from, whole_to; /* with 几 before and 多 behind */
	struct decimal value;
	bool has_value;
	struct decimal min, max;    /* where is_vague */
	bool is_vague, is_more;	    /* is_more: N多, N余 */
	bool is_digits;		    /* read one by one */
	bool is_single;		    /* one numeral from 零 to 九 alone */
	bool is_formal;		    /* that one as accountants write it */
	bool is_written;	    /* digits alone */
	bool is_power;		    /* 2^5: nothing can follow */
	bool has_point, has_letter; /* 三点五; 40k */
	size_t digits_to;	    /* where its digits end, before a letter */
	struct decimal digits;	    /* their value */
};
bool count_numerals(struct str text, size_t at, struct numerals *out);

/* three, twenty-five, two hundred thousand */
bool count_english(struct str text, size_t at, struct numerals *out);
/* The scale behind digits, 3.5 million: changes ${n} and is true where there is one. */
bool count_english_scale(struct str text, struct numerals *n);

/* ---- what count.c gathers ---- */

struct counting {
	struct analysis *analysis;
	struct str text; /* folded */
	size_t capacity;
};
/* One more; NULL at the ceiling. */
struct count *count_push(struct counting *counting, enum count_kind kind, size_t from, size_t to);
/* The same with what its numerals say: value, bounds, place of its last digit. */
struct count *count_push_numerals(struct counting *counting, enum count_kind kind, size_t from,
    size_t to, const struct numerals *numerals, bool is_negative);
void count_write_value(struct decimal value, bool is_negative, char out[FIGURE_VALUE_MAX]);

/* Per cents that begin with words: 百分之五, 千分之三; pushed, with ->to behind; 0: none. */
size_t count_percent_before(struct counting *counting, size_t at);
/* 九成, 五点五折, 半成, (打)对折; 0: none. */
size_t count_tenths(struct counting *counting, size_t at);
/* Behind what makes a number a per cent, %, 个百分点; 0: none. */
size_t count_percent_behind(struct str text, size_t at);
/* 三分之一, 五又四分之一, 3/5 from a number that was read. */
struct fraction {
	size_t to;
	struct decimal value;
	bool is_negative;
};
bool count_fraction(
    struct str text, const struct numerals *first, bool is_negative, struct fraction *out);
/* Ranges are found when all numbers are. */
void count_ranges(struct counting *counting);

#endif

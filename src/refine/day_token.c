#include "base/table.h"
#include "refine/day_token.h"
#include "text/fold.h"

enum { NAME_MAX_BYTES = 32, THAI_FIRST = 0xe01, THAI_LAST = 0xe5b };

static const struct month {
	const char *name;
	unsigned month;
} months[] = {
#define ROW(name, month) { name, month },
#include "gen/months.inc"
#undef ROW
};

/* ---- months ---- */

/* Small letters of the alphabets months are written in; runs in which every second one is small are told by the first's parity. */
static uint32_t
rune_lower(uint32_t rune)
{
	static const struct {
		uint32_t from, to, add, step; /* step 2: only every second is a capital */
	} capitals[] = { { 'A', 'Z', 0x20, 1 }, { 0xc0, 0xde, 0x20, 1 }, { 0x100, 0x136, 1, 2 }, { 0x139, 0x147, 1, 2 }, { 0x14a, 0x176, 1, 2 },
		{ 0x179, 0x17d, 1, 2 }, { 0x391, 0x3a9, 0x20, 1 }, { 0x400, 0x40f, 0x50, 1 }, { 0x410, 0x42f, 0x20, 1 }, { 0x48a, 0x4be, 1, 2 } };

	for (size_t i = 0; i < LENGTH(capitals); i++)
		if (rune >= capitals[i].from && rune <= capitals[i].to && (rune - capitals[i].from) % capitals[i].step == 0)
			return rune + capitals[i].add;
	return rune;
}

static unsigned
month_of(struct str word)
{
	char lower[NAME_MAX_BYTES + 4];
	const struct month *row;
	size_t n = 0;
	uint32_t rune;

	if (word.n < 3 || word.n > NAME_MAX_BYTES)
		return 0;
	while (n < NAME_MAX_BYTES && pull_rune(&word, &rune))
		n += rune_write(rune_lower(rune), lower + n);
	row = TABLE_FIND(months, ((struct str){ lower, n }));
	return row ? row->month : 0;
}

/* ---- numbers ---- */

/* What a Han numeral is worth, 10 for ten; -1: none. */
static int
han_digit(uint32_t rune)
{
	static const struct {
		uint32_t rune;
		int value;
	} digits[] = { { 0x3007, 0 }, { 0x96f6, 0 }, { 0x25cb, 0 }, { 0x4e00, 1 }, { 0x4e8c, 2 }, { 0x4e09, 3 }, { 0x56db, 4 }, { 0x4e94, 5 },
		{ 0x516d, 6 }, { 0x4e03, 7 }, { 0x516b, 8 }, { 0x4e5d, 9 }, { 0x5341, 10 } };

	for (size_t i = 0; i < LENGTH(digits); i++)
		if (digits[i].rune == rune)
			return digits[i].value;
	return -1;
}

/* -1: no digit.  ASCII, Arabic, Persian, Devanagari, Bengali, Thai, full-width. */
static int
digit_of(uint32_t rune)
{
	static const uint32_t zeros[] = { '0', 0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10 };

	for (size_t i = 0; i < LENGTH(zeros); i++)
		if (rune >= zeros[i] && rune < zeros[i] + 10)
			return (int)(rune - zeros[i]);
	return -1;
}

/* A run of digits, at most four of them. */
static bool
pull_digits_run(struct str *s, struct day_token *out)
{
	uint32_t rune;

	for (struct str rest = *s; pull_rune(&rest, &rune) && digit_of(rune) >= 0; *s = rest) {
		out->value = out->digits < 4 ? out->value * 10 + (unsigned)digit_of(rune) : 0;
		out->digits++;
	}
	return out->digits > 0 && out->digits <= 4;
}

/* 二〇二四, 三, 十二, 二十一, 三十. */
static bool
pull_han_run(struct str *s, struct day_token *out)
{
	unsigned run = 0;
	bool tens = false;
	uint32_t rune;

	for (struct str rest = *s; pull_rune(&rest, &rune) && han_digit(rune) >= 0; *s = rest, run++) {
		unsigned digit = (unsigned)han_digit(rune);
		if (run > 4)
			continue;
		if (digit == 10)
			out->value = (out->value ? out->value : 1) * 10;
		else
			out->value = tens ? out->value + digit : out->value * 10 + digit;
		tens = digit == 10;
	}
	out->digits = run == 4 && out->value >= 1000 ? 4 : out->value < 100 ? 2 : 5;
	return out->digits < 5;
}

/* Years counted from elsewhere: 民國113年, 令和6年. */
static void
take_era(struct day_token *token)
{
	static const struct {
		struct str name;
		unsigned before; /* the year before its first */
	} eras[] = { { STR_INIT("民國"), 1911 }, { STR_INIT("民国"), 1911 }, { STR_INIT("令和"), 2018 }, { STR_INIT("平成"), 1988 } };

	for (size_t i = 0; i < LENGTH(eras) && token->digits < 4; i++)
		if (str_ends(token->gap, eras[i].name)) {
			token->value += eras[i].before;
			token->digits = 4;
		}
}

/* ---- tokens ---- */

/* "MornDec": what a page puts into elements of their own, without a space between. */
static struct str
from_last_capital(struct str word)
{
	for (size_t i = word.n; i-- > 1;)
		if (word.p[i] >= 'A' && word.p[i] <= 'Z')
			return word.p[i - 1] >= 'a' && word.p[i - 1] <= 'z' ? str_from(word, i) : S("");
	return S("");
}

static bool
is_thai(uint32_t rune)
{
	return rune >= THAI_FIRST && rune <= THAI_LAST;
}

/* Letters that may be the name of a month; Han has none, Thai writes short names with dots: ม.ค. */
static bool
pull_word(struct str *s, struct day_token *out)
{
	struct str start = *s;
	bool thai = false;
	uint32_t rune;

	for (struct str rest = *s; pull_rune(&rest, &rune); *s = rest) {
		if (rune < 0x80 ? !char_is_alpha((char)rune) && !(thai && rune == '.') : rune_class(rune) != RUNE_LETTER)
			break;
		thai |= is_thai(rune);
	}
	start = str_slice(start, 0, start.n - s->n);
	out->value = month_of(start);
	if (!out->value)
		out->value = month_of(from_last_capital(start));
	return out->value != 0;
}

bool
day_token_pull(struct str *s, struct day_token *out)
{
	struct str start = *s, rest;
	uint32_t rune;

	while (rest = *s, pull_rune(&rest, &rune)) {
		struct str from = *s;
		bool found;

		*out = (struct day_token){ .gap = str_slice(start, 0, start.n - s->n) };
		if (digit_of(rune) >= 0)
			found = pull_digits_run(s, out);
		else if (rune >= 0x80 && han_digit(rune) >= 0)
			found = pull_han_run(s, out);
		else
			found = pull_word(s, out);
		if (found) {
			take_era(out);
			return true;
		}
		*s = s->n == from.n ? rest : *s;
	}
	return false;
}

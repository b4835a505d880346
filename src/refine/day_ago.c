#include "refine/day_ago.h"
#include "refine/mend.h"
#include "text/fold.h"

enum { LINE_BYTES = 120, COUNT_MAX = 400, DAY_S = 86400, HOUR_S = 3600 };

enum ago_kind { AGO_COUNT, AGO_DAY };

static const struct ago {
	const char *before, *unit, *behind;
	int64_t seconds;
	enum ago_kind kind;
} agos[] = {
#define ROW(before, unit, behind, seconds, kind) { before, unit, behind, seconds, kind },
#include "gen/agos.inc"
#undef ROW
};

/* ---- words ---- */

static bool
is_letter(struct str s)
{
	return s.n && ((unsigned char)s.p[0] >= 0xc3 && (unsigned char)s.p[0] < 0xe0);
}

/* Whether the word before ${at} is over: Han needs no space. */
static bool
is_word_begin(struct str s, size_t at)
{
	return at == 0 || (unsigned char)s.p[at] >= 0xe0 || !(char_is_alpha(s.p[at - 1]) || (unsigned char)s.p[at - 1] >= 0x80);
}

static void
skip_letters(struct str *s)
{
	while (s->n && (char_is_alpha(s->p[0]) || s->p[0] == '.' || is_letter(*s) || ((unsigned char)s->p[0] & 0xc0) == 0x80))
		*s = str_from(*s, 1);
}

/* A number, or a word for one. */
static bool
pull_count(struct str *s, uint64_t *out)
{
	static const struct str ones[] = { STR_INIT("einem"), STR_INIT("einer"), STR_INIT("une"), STR_INIT("una"), STR_INIT("uma"),
		STR_INIT("um"), STR_INIT("un"), STR_INIT("an"), STR_INIT("a"), STR_INIT("一") };

	if (pull_number(s, COUNT_MAX, out))
		return true;
	for (size_t i = 0; i < LENGTH(ones); i++)
		if (pull_str(s, ones[i])) {
			*out = 1;
			return true;
		}
	return false;
}

/* ---- "3 hours ago" ---- */

static bool
says_before(const struct ago *ago, struct str line, size_t at)
{
	struct str head = text_trim(str_slice(line, 0, at));

	return !ago->before || (head.n >= strlen(ago->before) && str_equal(str_from(head, head.n - strlen(ago->before)), str_from_c(ago->before)));
}

/* Whether ${rest}, behind the number at ${at}, goes on with the row's unit. */
static bool
is_unit(const struct ago *ago, struct str line, size_t at, struct str rest)
{
	if (ago->kind != AGO_COUNT || !pull_str(&rest, str_from_c(ago->unit)) || !says_before(ago, line, at))
		return false;
	if (!ago->behind)
		return true;
	if ((unsigned char)ago->unit[0] < 0xe0)
		skip_letters(&rest);
	rest = text_trim_start(rest);
	return str_starts(rest, str_from_c(ago->behind));
}

static bool
is_count_begin(struct str line, size_t at)
{
	return (char_is_digit(line.p[at]) && (at == 0 || !char_is_digit(line.p[at - 1]))) ||
	       (!char_is_digit(line.p[at]) && is_word_begin(line, at) && ((unsigned char)line.p[at] & 0xc0) != 0x80);
}

static bool
counted(struct str line, int32_t zone_s, int64_t now, struct when *out)
{
	for (size_t at = 0; at < line.n; at++) {
		struct str rest = str_from(line, at);
		uint64_t count;

		if (!is_count_begin(line, at) || !pull_count(&rest, &count))
			continue;
		rest = text_trim_start(rest);
		for (size_t i = 0; i < LENGTH(agos); i++)
			if (is_unit(&agos[i], line, at, rest)) {
				*out = (struct when){ .ms = (now - (int64_t)count * agos[i].seconds) * 1000, .offset_s = zone_s,
					.precision = agos[i].seconds < DAY_S ? WHEN_MINUTE : WHEN_DAY, .zone = ZONE_ASSUMED };
				return true;
			}
	}
	return false;
}

/* ---- "yesterday, 08:30" ---- */

static bool
pull_clock(struct str *s, int64_t *seconds)
{
	struct str rest = *s;
	uint64_t hour, minute;

	if (!pull_number(&rest, 23, &hour) || !(pull_char(&rest, ':') || pull_str(&rest, S("："))) || !pull_number(&rest, 59, &minute))
		return false;
	*s = rest;
	*seconds = (int64_t)hour * HOUR_S + (int64_t)minute * 60;
	return true;
}

/* The first time of day; -1 without one. */
static int64_t
clock_in(struct str s)
{
	int64_t seconds;

	for (size_t i = 0; i < s.n; i++) {
		struct str rest = str_from(s, i);
		if (char_is_digit(s.p[i]) && (i == 0 || !char_is_digit(s.p[i - 1])) && pull_clock(&rest, &seconds))
			return seconds;
	}
	return -1;
}

static bool
named(struct str line, int32_t zone_s, int64_t now, struct when *out)
{
	for (size_t i = 0; i < LENGTH(agos); i++) {
		struct str word = str_from_c(agos[i].unit);
		ptrdiff_t at = agos[i].kind == AGO_DAY ? str_find(line, word, 0) : -1;
		int64_t clock, midnight = now + zone_s - ((now + zone_s) % DAY_S + DAY_S) % DAY_S - zone_s;

		if (at < 0 || !is_word_begin(line, (size_t)at) || is_letter(str_from(line, (size_t)at + word.n)) ||
		    ((size_t)at + word.n < line.n && char_is_alpha(line.p[(size_t)at + word.n])))
			continue;
		clock = clock_in(line);
		if (clock < 0 && at > 0 && (size_t)at + word.n < line.n)
			continue;
		*out = (struct when){ .ms = (midnight - agos[i].seconds + (clock < 0 ? 0 : clock)) * 1000, .offset_s = zone_s,
			.precision = clock < 0 ? WHEN_DAY : WHEN_MINUTE, .zone = ZONE_ASSUMED };
		return true;
	}
	return false;
}

bool
day_ago(struct str line, int32_t zone_s, int64_t now, struct when *out)
{
	struct buf folded CLEAN(buf_done) = { 0 };

	if (now <= 0 || !line.n || line.n > LINE_BYTES)
		return false;
	fold_str(line, &folded);
	line = text_trim(buf_str(&folded));
	return counted(line, zone_s, now, out) || named(line, zone_s, now, out);
}

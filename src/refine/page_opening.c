/* page_label.h: how agencies' texts begin. */
#include "refine/mend.h"
#include "refine/page_label.h"
#include "text/fold.h"

enum { OPENING_BYTES = 160, PLACE_BYTES = 80, RUNE_BYTES = 3, NAME_RUNES = 3 };

static const struct str agencies[] = {
#define ROW(name) STR_INIT(name),
#include "gen/agencies.inc"
#undef ROW
};

static bool
pull_agency(struct str *s, struct str *out)
{
	for (size_t i = 0; i < LENGTH(agencies); i++)
		if (str_starts(*s, agencies[i])) {
			*out = str_slice(*s, 0, agencies[i].n);
			*s = str_from(*s, agencies[i].n);
			return true;
		}
	return false;
}

static bool
pull_any(struct str *s, const struct str *what, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (pull_str(s, what[i]))
			return true;
	return false;
}

/* ---- Han ---- */

static size_t
han_runes(struct str s)
{
	size_t n = 0;
	uint32_t rune;

	while (pull_rune(&s, &rune) && rune_class(rune) == RUNE_HAN)
		n++;
	return n;
}

/* "陳小明台北5日電": a name and a place without anything between; names have three characters, or two before a place of two. */
static struct str
before_place(struct str s)
{
	size_t runes = han_runes(s);

	return str_slice(s, 0, (runes > NAME_RUNES + 1 ? NAME_RUNES : runes > 2 ? runes - 2 : runes) * RUNE_BYTES);
}

/* Behind "记者": names, up to what ends them. */
static struct str
reporters_in(struct str s)
{
	static const struct str ends[] = { STR_INIT("）"), STR_INIT(")"), STR_INIT("，"), STR_INIT(","), STR_INIT("。"), STR_INIT("报道"),
		STR_INIT("報導"), STR_INIT("報道"), STR_INIT("发自"), STR_INIT("电"), STR_INIT("電"), STR_INIT("／"), STR_INIT("/") };
	size_t end = 0;

	s = text_trim_start(s);
	if (pull_str(&s, S("：")) || pull_str(&s, S(":")))
		s = text_trim_start(s);
	for (; end < s.n && !char_is_digit(s.p[end]); end++) {
		struct str rest = str_from(s, end);
		if (pull_any(&rest, ends, LENGTH(ends)))
			return text_trim(str_slice(s, 0, end));
	}
	return end < s.n ? before_place(str_slice(s, 0, end)) : S("");
}

static bool
read_han(struct str text, struct str *origin, struct str *reporters)
{
	static const struct str brackets[] = { STR_INIT("（"), STR_INIT("("), STR_INIT("【"), STR_INIT("[") };
	static const struct str words[] = { STR_INIT("记者"), STR_INIT("記者") };
	static const struct str ours[] = { STR_INIT("本报"), STR_INIT("本報"), STR_INIT("本网"), STR_INIT("本台"), STR_INIT("本刊") };
	struct str rest = text;
	bool bracket = pull_any(&rest, brackets, LENGTH(brackets));

	rest = text_trim_start(rest);
	if (!rest.n || (unsigned char)rest.p[0] < 0xe3)
		return false;
	if (!pull_agency(&rest, origin) && !pull_any(&rest, ours, LENGTH(ours)) && !(bracket && str_starts(rest, words[0])) &&
	    !(bracket && str_starts(rest, words[1])))
		return false;
	for (size_t i = 0; i < LENGTH(words); i++) {
		ptrdiff_t at = str_find(rest, words[i], 0);
		if (at >= 0 && at < PLACE_BYTES && !reporters->n)
			*reporters = reporters_in(str_from(rest, (size_t)at + words[i].n));
	}
	return origin->n || reporters->n;
}

/* ---- Latin ---- */

/* "LUNDEN, March 5 (Reuters) - ": in brackets, and a stroke behind. */
static bool
read_latin(struct str text, struct str *origin)
{
	static const struct str strokes[] = { STR_INIT("-"), STR_INIT("–"), STR_INIT("—"), STR_INIT(":") };
	ptrdiff_t at = str_find(text, S("("), 0);
	struct str rest, agency;

	if (at < 0 || at > PLACE_BYTES)
		return false;
	rest = str_from(text, (size_t)at + 1);
	if (!pull_agency(&rest, &agency) || !pull_char(&rest, ')'))
		return false;
	rest = text_trim_start(rest);
	if (!pull_any(&rest, strokes, LENGTH(strokes)))
		return false;
	*origin = agency;
	return true;
}

bool
opening_read(struct str text, struct str *origin, struct str *reporters)
{
	*origin = *reporters = S("");
	text = text_trim(str_slice(text, 0, str_rune_start(text, text.n < OPENING_BYTES ? text.n : OPENING_BYTES)));
	return read_han(text, origin, reporters) || read_latin(text, origin);
}

/* Names that show what they are in Latin letters behind them: 库列巴（Dmytro Kuleba）. */
#include "figure/name.h"

enum { LATIN_MAX = 80 };

/* What the bracket at ${at} holds, without Han characters in it; empty: not that. */
struct span
name_latin_span(struct str text, size_t at)
{
	size_t from = at + bracket_size(text, at), to = from, n = 0;

	if (from == at || from >= text.n || !char_is_alpha(text.p[from]))
		return (struct span){ 0 };
	for (; to < text.n && to - from < LATIN_MAX && !(n = bracket_end_size(text, to)); to++)
		if (han_at(text, to) || text.p[to] == '\n')
			return (struct span){ 0 };
	return n ? (struct span){ (uint32_t)from, (uint32_t)to } : (struct span){ 0 };
}

static bool
is_acronym(struct str latin)
{
	for (size_t i = 0; i < latin.n; i++)
		if (!(latin.p[i] >= 'A' && latin.p[i] <= 'Z') && !char_is_digit(latin.p[i]) && latin.p[i] != '-')
			return false;
	return latin.n >= 2;
}

static size_t
words_of(struct str latin)
{
	size_t n = 1;

	for (size_t i = 1; i + 1 < latin.n; i++)
		n += latin.p[i] == ' ' && latin.p[i + 1] >= 'A' && latin.p[i + 1] <= 'Z';
	return n;
}

/* Is what ends at ${at} an office? */
static bool
is_behind_title(const struct naming *naming, size_t at)
{
	return match_before(&naming->analysis->matches, LEX_TITLE, (uint32_t)at) != NULL;
}

static bool
is_behind_of_place(struct str text, size_t at)
{
	static const struct str words[] = { STR_INIT("在"), STR_INIT("位于"), STR_INIT("城市"), STR_INIT("小镇"), STR_INIT("村庄"), STR_INIT("小城"),
		STR_INIT("首府"), STR_INIT("首都"), STR_INIT("城镇"), STR_INIT("港口"), STR_INIT("附近的"), STR_INIT("公里的"), STR_INIT("英里的"), STR_INIT("地区"), STR_INIT("省"), STR_INIT("州"), STR_INIT("市") };

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_ends(str_slice(text, 0, at), words[i]))
			return true;
	return false;
}

static int
kind_of(const struct naming *naming, size_t begin, size_t end, struct str latin)
{
	size_t behind = (size_t)(latin.p - naming->analysis->text.p) + latin.n;

	behind += bracket_end_size(naming->text, behind);
	if (is_acronym(latin))
		return 0;
	if (is_behind_title(naming, begin))
		return NAME_PERSON;
	if (is_behind_of_place(naming->text, begin) || is_place_suffix(naming, behind))
		return NAME_PLACE;
	return words_of(latin) >= 2 && end - begin >= 2 * HAN_SIZE ? NAME_PERSON : 0;
}

/* 王毅（Wang Yi）: the longest that is a name from family name to bracket. */
static bool
han_name_claim(struct naming *naming, size_t end, struct str latin)
{
	bool is_sure = false;

	if (words_of(latin) < 2 && str_find_char(latin, ' ', 0) < 0)
		return false;
	for (size_t n = 4 * HAN_SIZE; n >= 2 * HAN_SIZE; n -= HAN_SIZE)
		if (end >= n && han_name_size(naming, end - n, &is_sure) == n &&
		    (is_sure || is_behind_title(naming, end - n) || !han_at(naming->text, end - n - HAN_SIZE)))
			return name_claim(naming, end - n, end, NAME_PERSON, NULL) != NULL;
	return false;
}

/* ---- places ---- */

enum { PLACE_CHARS = 6 };

/* A character that goes on in the name of a place. */
static bool
is_of_place(const struct naming *naming, size_t at)
{
	static const char never[] = "的在于至从到往和与及了是位";

	return han_at(naming->text, at) && !naming->taken[at] && str_find(str_from_c(never), str_slice(naming->text, at, at + HAN_SIZE), 0) < 0;
}

static size_t
suffix_before(const struct naming *naming, size_t end)
{
	static const char lands[] = "角江溪川海园"; /* that end other words as well */

	for (size_t n = HAN_SIZE; n <= 3 * HAN_SIZE && n < end; n += HAN_SIZE)
		if (place_own_suffix_size(naming, end - n) == n)
			return n;
	return end > HAN_SIZE && str_find(str_from_c(lands), str_slice(naming->text, end - HAN_SIZE, end), 0) >= 0 ? HAN_SIZE : 0;
}

/* 匹本镇（Pyapon）, 城镇敏建（Myingyan）: from the word or sign before it to the bracket, whatever its characters. */
static bool
place_claim(struct naming *naming, size_t end)
{
	size_t suffix = suffix_before(naming, end), begin = end - suffix, n = 0;
	struct name_part *part;

	while (n < PLACE_CHARS && begin >= HAN_SIZE && is_of_place(naming, begin - HAN_SIZE) && !(n && (naming->edges[begin] & EDGE_END)) &&
	    !is_behind_place_noun(naming->text, begin)) {
		begin -= HAN_SIZE;
		n++;
	}
	if (n < 2 || n == PLACE_CHARS || (!suffix && !is_behind_place_noun(naming->text, begin)) || !(part = name_claim(naming, begin, end, NAME_PLACE, NULL)))
		return false;
	part->suffix = end - suffix - sound_begin(naming, end - suffix) >= 2 * HAN_SIZE ? suffix : 0;
	return true;
}

static void
latin_claim(struct naming *naming, size_t at)
{
	struct span span = name_latin_span(naming->text, at);
	size_t bracket = naming->text.p[at - 1] == ' ' ? at - 1 : at; /* where the name ends */
	struct str latin = span_text(naming->analysis->text, span);
	size_t begin;
	int kind;

	if (span_is_empty(span) || !bracket || naming->taken[bracket - 1])
		return;
	begin = name_begin(naming, bracket);
	kind = bracket - begin >= 2 * HAN_SIZE ? kind_of(naming, begin, bracket, latin) : 0;
	if (kind == NAME_PERSON && bracket - begin <= 3 * HAN_SIZE && han_name_claim(naming, bracket, latin))
		return;
	if (kind)
		name_claim(naming, begin, bracket, kind, NULL);
	else if (!is_acronym(latin) && !han_name_claim(naming, bracket, latin) && latin.p[0] <= 'Z')
		place_claim(naming, bracket);
}

void
names_by_latin(struct naming *naming)
{
	for (size_t i = 0; i < naming->brackets.count; i++)
		if (naming->brackets.items[i])
			latin_claim(naming, naming->brackets.items[i]);
}

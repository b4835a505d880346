/* Places by what their names end with. */
#include "figure/name.h"

#include "base/table.h"

enum { SUFFIX_MAX = 8 /* characters */ };

static const struct place_suffix {
	const char *form;
	bool is_own, is_more;
} suffix_rows[] = {
#define ROW(f, o, m) { f, o, m },
#include "gen/name_suffixes.inc"
#undef ROW
};

static const struct place_suffix *
suffix_at(const struct naming *naming, size_t at)
{
	struct str text = naming->text;

	if (!rune_set_has(&naming->sets->suffixes, han_at(text, at)))
		return NULL;
	for (size_t n = SUFFIX_MAX * HAN_SIZE; n; n -= HAN_SIZE) {
		const struct place_suffix *row = at + n <= text.n ? TABLE_FIND(suffix_rows, str_slice(text, at, at + n)) : NULL;
		if (row)
			return row;
	}
	return NULL;
}

bool
is_place_suffix(const struct naming *naming, size_t at)
{
	const struct place_suffix *row = at < naming->text.n ? suffix_at(naming, at) : NULL;

	return row && (row->is_own || row->is_more);
}

size_t
place_word_size(const struct naming *naming, size_t at)
{
	const struct place_suffix *row = suffix_at(naming, at);

	return row ? strlen(row->form) : 0;
}

/* 西北部约80公里: the part is a direction from there. */
static bool
is_before_distance(struct str text, size_t at)
{
	static const struct str words[] = { STR_INIT("约"), STR_INIT("大约"), STR_INIT("近"), STR_INIT("数"), STR_INIT("几"), STR_INIT("距"), STR_INIT("逾") };

	if (at < text.n && char_is_digit(text.p[at]))
		return true;
	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_starts(str_from(text, at), words[i]))
			return true;
	return false;
}

size_t
place_suffix_size(const struct naming *naming, size_t at)
{
	const struct place_suffix *row;

	if (at >= naming->text.n || naming->taken[at])
		return 0;
	row = suffix_at(naming, at);
	if (!row || !row->is_more || is_before_distance(naming->text, at + strlen(row->form)))
		return 0;
	return name_is_free(naming, at, at + strlen(row->form)) ? strlen(row->form) : 0;
}

/* Does the name of a place of the lands end at ${at} whose places have names of two characters? */
static bool
is_place_before(const struct naming *naming, size_t at)
{
	const struct match *match = match_before(&naming->analysis->matches, LEX_PLACE, (uint32_t)at);
	struct str country = match ? lexeme_arg(match->lexeme, S("country")) : S("");

	return country.n == 2 && str_find(S("CN TW HK KR KP JP"), country, 0) >= 0;
}

/* Two sounds are a name of a place only where nothing Han or a preposition stands before them: 在克尔县. */
static bool
is_place_front(const struct naming *naming, size_t at)
{
	static const char before[] = "在于从至到往";

	if (at < HAN_SIZE || !han_at(naming->text, at - HAN_SIZE) || naming->taken[at - 1])
		return true;
	return str_find(str_from_c(before), str_slice(naming->text, at - HAN_SIZE, at), 0) >= 0;
}

/* 北 of 北阿坎德省 belongs to the name where nothing else stands before it. */
static size_t
with_direction(const struct naming *naming, size_t begin)
{
	static const char directions[] = "东西南北上下新";

	if (begin < HAN_SIZE || naming->taken[begin - 1] || !is_place_front(naming, begin - HAN_SIZE))
		return begin;
	if (!han_at(naming->text, begin - HAN_SIZE) ||
	    str_find(str_from_c(directions), str_slice(naming->text, begin - HAN_SIZE, begin), 0) < 0)
		return begin;
	return begin - HAN_SIZE;
}

/* Where a name that ends at ${at} begins, of sounds or, behind the name of a place, of any characters: 全罗南道|务安|机场; ${at}: none. */
static size_t
own_begin(const struct naming *naming, size_t at, const struct place_suffix *row)
{
	size_t begin = name_begin(naming, at), n = (at - begin) / HAN_SIZE;

	if (n >= 3 || (n == 2 && is_place_front(naming, begin)))
		return with_direction(naming, begin);
	begin = at - 2 * HAN_SIZE;
	if (row->is_more && at >= 3 * HAN_SIZE && is_given(naming, begin) && is_given(naming, begin + HAN_SIZE) && !naming->taken[begin] &&
	    naming->taken[begin - 1] && (naming->edges[begin] & EDGE_END) && is_place_before(naming, begin))
		return begin;
	return at;
}

/* A name and a suffix: a place that no table has. */
static void
own_claim(struct naming *naming, size_t at)
{
	const struct place_suffix *row = suffix_at(naming, at);
	struct name_part *part;
	size_t begin;

	if (!row || !row->is_own || naming->taken[at - 1])
		return;
	begin = own_begin(naming, at, row);
	if (begin < at && (part = name_claim(naming, begin, at + strlen(row->form), NAME_PLACE, NULL)))
		part->suffix = strlen(row->form);
}

/* ---- behind a word that says what it is: 城镇基里亚特谢莫纳 ---- */

static const struct str place_nouns[] = { STR_INIT("城镇"), STR_INIT("小镇"), STR_INIT("城市"), STR_INIT("村庄"), STR_INIT("首府"), STR_INIT("市镇"),
	STR_INIT("重镇"), STR_INIT("小城"), STR_INIT("港口"), STR_INIT("港市"), STR_INIT("村镇"), STR_INIT("古城"), STR_INIT("省会"), STR_INIT("州府") };

static bool
is_behind_noun(struct str text, size_t at)
{
	for (size_t i = 0; i < LENGTH(place_nouns); i++)
		if (str_ends(str_slice(text, 0, at), place_nouns[i]))
			return true;
	return false;
}

static void
behind_noun(struct naming *naming, size_t at)
{
	size_t end = sound_end(naming, at);

	if (end - at >= 3 * HAN_SIZE && is_behind_noun(naming->text, at) && !place_suffix_size(naming, end))
		name_claim(naming, at, end, NAME_PLACE, NULL);
}

static void
suffix_claim(struct naming *naming, size_t at)
{
	if (is_sound(naming, at - HAN_SIZE) || (naming->edges[at - 2 * HAN_SIZE] & EDGE_END))
		own_claim(naming, at);
	if (!naming->taken[at] && is_sound(naming, at + HAN_SIZE))
		behind_noun(naming, at + HAN_SIZE);
}

void
names_by_suffix(struct naming *naming)
{
	for (size_t at = 0; at < naming->text.n; at = after_char(naming->text, at))
		if (rune_set_has(&naming->sets->own_suffixes, han_at(naming->text, at)) && !naming->taken[at] && at >= 2 * HAN_SIZE)
			suffix_claim(naming, at);
}

void
places_fill(struct name_sets *sets)
{
	for (size_t i = 0; i < LENGTH(place_nouns); i++)
		rune_set_add(&sets->own_suffixes, han_at(str_from(place_nouns[i], HAN_SIZE), 0));
	for (size_t i = 0; i < LENGTH(suffix_rows); i++) {
		uint32_t first = han_at(str_from_c(suffix_rows[i].form), 0);
		rune_set_add(&sets->suffixes, first);
		if (suffix_rows[i].is_own)
			rune_set_add(&sets->own_suffixes, first);
	}
}

/* Places by what their names end with. */
#include "figure/name.h"

enum { PLACE_CHARS = 4 /* 运城万荣|县 */ };

static const struct place_suffix {
	struct str form;
	bool is_own, is_more;
} suffix_rows[] = {
#define ROW(f, o, m) { STR_INIT(f), o, m },
#include "gen/name_suffixes.inc"
#undef ROW
};

/* The longest row that begins at ${at}: rows are sorted, so it is the last one. */
static const struct place_suffix *
suffix_at(const struct naming *naming, size_t at)
{
	const struct place_suffix *best = NULL, *row, *end = suffix_rows + LENGTH(suffix_rows);
	uint32_t first = han_at(naming->text, at);
	struct str rest;

	if (!rune_set_has(&naming->sets->suffixes, first))
		return NULL;
	rest = str_from(naming->text, at);
	for (row = &suffix_rows[naming->sets->suffix_from[first - HAN_FIRST]]; row < end && memcmp(row->form.p, rest.p, HAN_SIZE) == 0; row++)
		if (str_starts(rest, row->form))
			best = row;
	return best;
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

	return row ? row->form.n : 0;
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
place_own_suffix_size(const struct naming *naming, size_t at)
{
	const struct place_suffix *row = suffix_at(naming, at);

	return row && row->is_own ? row->form.n : 0;
}

size_t
place_suffix_size(const struct naming *naming, size_t at)
{
	const struct place_suffix *row;

	if (at >= naming->text.n || naming->taken[at])
		return 0;
	row = suffix_at(naming, at);
	if (row && !row->is_more && str_ends(row->form, S("内"))) /* 青森市|内 */
		return row->form.n == 2 * HAN_SIZE && name_is_free(naming, at, at + HAN_SIZE) ? HAN_SIZE : 0;
	if (!row || !row->is_more || is_before_distance(naming->text, at + row->form.n))
		return 0;
	return name_is_free(naming, at, at + row->form.n) ? row->form.n : 0;
}

/* Does the name of a place of the lands end at ${at} whose places have names of two characters? */
static bool
is_place_before(const struct naming *naming, size_t at)
{
	static const char ends[] = "省市州县区线"; /* 台11线 */
	const struct match *match = match_before(&naming->analysis->matches, LEX_PLACE, (uint32_t)at);
	struct str country = match ? lexeme_arg(match->lexeme, S("country")) : S("");

	if (!match && str_find(str_from_c(ends), str_slice(naming->text, at - HAN_SIZE, at), 0) >= 0)
		return true;
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

/* A character that the short names of counties and towns are written with: 西和|县, 中牟|县; 小区, 多个村 are none. */
static bool
is_of_county(const struct naming *naming, size_t at)
{
	static const char never[] = "的了是在与及对说称于为就也将向从被把等则都还又再不没有这那他它你我而或但并因由使让给到至要去会能可该各每某当同以"
				    "一二三四五六七八九十两几多数个座全整部其另此";

	return han_at(naming->text, at) && str_find(str_from_c(never), str_slice(naming->text, at, at + HAN_SIZE), 0) < 0;
}

/* 小区, 老城区, 农村, 自治区: an ordinary word with the suffix at ${at}. */
static bool
is_of_word(const struct naming *naming, size_t at)
{
	static const struct {
		struct str suffix;
		const char *last;
	} words[] = { { STR_INIT("区"), "小社学校园景片灾疫牧特辖郊地治产雷禁库" }, { STR_INIT("村"), "农渔山乡" } };
	static const struct str towns[] = { STR_INIT("老城区"), STR_INIT("新城区"), STR_INIT("主城区"), STR_INIT("古城区"), STR_INIT("大山区"), STR_INIT("深山区"), STR_INIT("边山区") };
	struct str before = str_slice(naming->text, at - HAN_SIZE, at);

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_starts(str_from(naming->text, at), words[i].suffix) && str_find(str_from_c(words[i].last), before, 0) >= 0)
			return true;
	for (size_t i = 0; i < LENGTH(towns); i++)
		if (str_starts(str_from(naming->text, at - 2 * HAN_SIZE), towns[i]))
			return true;
	return false;
}

/* Does the name of a place end at ${at}, or one that only lacks its own 市, which is joined to it later? */
static bool
is_behind_place(const struct naming *naming, size_t at)
{
	static const char ends[] = "省市州县";

	if (at && naming->taken[at - 1])
		return is_place_before(naming, at);
	return at > 2 * HAN_SIZE && naming->taken[at - HAN_SIZE - 1] && str_find(str_from_c(ends), str_slice(naming->text, at - HAN_SIZE, at), 0) >= 0 &&
	    is_place_before(naming, at - HAN_SIZE);
}

/* Behind the name of a place, of any two or three characters: 甘肃省|西和|县, 全罗南道|务安|机场; ${at}: none. */
static size_t
county_begin(const struct naming *naming, size_t at, const struct place_suffix *row)
{
	bool is_short = row->form.n == HAN_SIZE;

	for (size_t n = 2; row->is_more && n <= (is_short ? PLACE_CHARS : 2) && at > n * HAN_SIZE; n++) {
		size_t begin = at - n * HAN_SIZE;
		bool is_loose = n == 2 && is_short;
		if (naming->taken[begin] || !is_behind_place(naming, begin) || place_own_suffix_size(naming, begin) == HAN_SIZE)
			continue;
		for (size_t k = begin; k < at && (is_loose ? is_of_county(naming, k) : is_given(naming, k)); k += HAN_SIZE)
			if (k + HAN_SIZE == at && !(is_short && is_of_word(naming, at)))
				return begin;
	}
	return at;
}

/* Does a word of the tables fill the span: 公安|县? */
static bool
is_any_word(const struct naming *naming, size_t from, size_t to)
{
	for (enum lexicon lexicon = 0; lexicon < LEX_MAX; lexicon++) {
		const struct match *match = match_at(&naming->analysis->matches, lexicon, (uint32_t)from);
		if (match && match->span.to == to && lexicon != LEX_PLACE)
			return true;
	}
	return false;
}

/* A county or town that no table has, where nothing else can stand: 临江|县 at the front of a clause, before a verb or a sign. */
static size_t
front_begin(const struct naming *naming, size_t at)
{
	static const struct str forms[] = { STR_INIT("县"), STR_INIT("市"), STR_INIT("镇") };
	static const char words[] = "城辖超门夜楼股乡村小古重都联", verbs[] = "说称的发有今昨本遭共已"; /* 直辖市, 乡镇, 联系 */
	size_t begin = at - 2 * HAN_SIZE, to = at + HAN_SIZE;

	for (size_t i = 0; i < LENGTH(forms); i++)
		if (str_starts(str_from(naming->text, at), forms[i]) && is_place_front(naming, begin) && is_given(naming, begin) &&
		    is_given(naming, begin + HAN_SIZE) && is_of_county(naming, begin) && is_of_county(naming, begin + HAN_SIZE) && !is_of_word(naming, at) &&
		    str_find(str_from_c(words), str_slice(naming->text, at - HAN_SIZE, at), 0) < 0 &&
		    (!han_at(naming->text, to) || (naming->edges[to] & EDGE_BEGIN) ||
			str_find(str_from_c(verbs), str_slice(naming->text, to, to + HAN_SIZE), 0) >= 0) && !is_any_word(naming, begin, at))
			return begin;
	return at;
}

/* Where a name that ends at ${at} begins, of sounds, or of any characters; ${at}: none. */
static size_t
own_begin(const struct naming *naming, size_t at, const struct place_suffix *row)
{
	size_t begin = name_begin(naming, at), n = (at - begin) / HAN_SIZE;

	if (n >= 3 || (n == 2 && row->is_more && is_place_front(naming, begin)))
		return with_direction(naming, begin);
	begin = county_begin(naming, at, row);
	return begin < at ? begin : front_begin(naming, at);
}

/* Is the place known by its name alone: 昆山|市; not 和平|区, 公安|县? */
static bool
is_named_alone(const struct naming *naming, size_t begin, size_t at)
{
	static const char known[] = "市县镇乡";

	if (at - begin >= 3 * HAN_SIZE && sound_begin(naming, at) <= begin)
		return true;
	return str_find(str_from_c(known), str_slice(naming->text, at, at + HAN_SIZE), 0) >= 0 && !is_any_word(naming, begin, at);
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
	if (begin < at && (part = name_claim(naming, begin, at + row->form.n, NAME_PLACE, NULL)))
		part->suffix = is_named_alone(naming, begin, at) ? row->form.n : 0;
}

/* ---- behind a word that says what it is: 城镇基里亚特谢莫纳 ---- */

static const struct str place_nouns[] = { STR_INIT("城镇"), STR_INIT("小镇"), STR_INIT("城市"), STR_INIT("村庄"), STR_INIT("首府"), STR_INIT("市镇"),
	STR_INIT("重镇"), STR_INIT("小城"), STR_INIT("港口"), STR_INIT("港市"), STR_INIT("村镇"), STR_INIT("古城"), STR_INIT("省会"), STR_INIT("州府") };

bool
is_behind_place_noun(struct str text, size_t at)
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

	if (end - at >= 3 * HAN_SIZE && is_behind_place_noun(naming->text, at) && !place_suffix_size(naming, end))
		name_claim(naming, at, end, NAME_PLACE, NULL);
}

static void
suffix_claim(struct naming *naming, size_t at)
{
	if (!naming->taken[at - HAN_SIZE] && han_at(naming->text, at - HAN_SIZE))
		own_claim(naming, at);
	if (!naming->taken[at] && is_sound(naming, at + HAN_SIZE))
		behind_noun(naming, at + HAN_SIZE);
}

void
names_by_suffix(struct naming *naming)
{
	const struct sighting *sight;

	for (size_t i = 0; (sight = sight_next(&naming->analysis->matches, SIGHT_SUFFIX, &i)) != NULL;)
		if (!naming->taken[sight->at] && sight->at >= 2 * HAN_SIZE)
			suffix_claim(naming, sight->at);
}

void
places_fill(struct name_sets *sets)
{
	for (size_t i = 0; i < LENGTH(place_nouns); i++)
		rune_set_add(&sets->own_suffixes, han_at(str_from(place_nouns[i], HAN_SIZE), 0));
	for (size_t i = LENGTH(suffix_rows); i-- > 0;) {
		uint32_t first = han_at(suffix_rows[i].form, 0);
		rune_set_add(&sets->suffixes, first);
		if (rune_set_has(&sets->suffixes, first))
			sets->suffix_from[first - HAN_FIRST] = (uint16_t)i;
		if (suffix_rows[i].is_own)
			rune_set_add(&sets->own_suffixes, first);
	}
}

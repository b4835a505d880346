/* Names that the tables have: the longest word from the left, unless it is part of a name that they do not know. */
#include "figure/name.h"

/* The kind of name that words of a table are; 0: none. */
static const int table_kinds[LEX_MAX] = {
	[LEX_TITLE] = NAME_TITLE,
	[LEX_PEOPLE] = NAME_PEOPLE,
	[LEX_ORGANISATION] = NAME_ORGANISATION,
	[LEX_PLACE] = NAME_PLACE,
	[LEX_PERSON] = NAME_PERSON,
	[LEX_WEAPON] = NAME_WEAPON,
};
/* Of equal words, which. */
static const int table_ranks[LEX_MAX] = {
	[LEX_PERSON] = 6,
	[LEX_ORGANISATION] = 5,
	[LEX_WEAPON] = 4,
	[LEX_PLACE] = 3,
	[LEX_TITLE] = 2,
	[LEX_PEOPLE] = 1,
};

/* How many characters of sound follow (precede) without anything between that ends a word. */
static size_t
sounds_behind(const struct naming *naming, size_t at)
{
	return (sound_end(naming, at) - at) / HAN_SIZE;
}

static size_t
sounds_before(const struct naming *naming, size_t at)
{
	size_t begin = at;

	while (begin >= HAN_SIZE && at - begin < 3 * HAN_SIZE && !(naming->edges[begin] & EDGE_END) && !naming->taken[begin - 1] &&
	    is_sound(naming, begin - HAN_SIZE))
		begin -= HAN_SIZE;
	return (at - begin) / HAN_SIZE;
}

/* A place of another name begins right behind, or anything that the tables have. */
static bool
is_word_behind(const struct naming *naming, size_t at)
{
	return match_at(&naming->analysis->matches, LEX_PLACE, (uint32_t)at) || match_at(&naming->analysis->matches, LEX_PERSON, (uint32_t)at);
}

static bool
is_all_sound(const struct naming *naming, struct span span)
{
	for (size_t at = span.from; at < span.to; at += HAN_SIZE)
		if (!is_sound(naming, at))
			return false;
	return true;
}

/* Do sounds go on at ${at}, ${least} at least, that are neither words of their own nor begin one? */
static bool
goes_on(const struct naming *naming, size_t at, size_t least)
{
	size_t n = sounds_behind(naming, at);

	if (n && n < least && !is_place_suffix(naming, at) && is_place_suffix(naming, at + n * HAN_SIZE))
		return true;
	return n >= least && !is_word_behind(naming, at) && !han_is_plain(naming->text, at);
}

/* Sounds go on up to Latin letters in brackets, which say where the name ends: 塔林 in 塔林科特（Tarinkot）. */
static bool
goes_on_to_latin(const struct naming *naming, size_t at)
{
	size_t end = at;

	while (end - at < NAME_SOUND_MAX * HAN_SIZE && is_sound(naming, end))
		end += HAN_SIZE;
	return end > at && end < naming->text.n && !span_is_empty(name_latin_span(naming->text, end)) && !is_word_behind(naming, at);
}

/* 马里 in 马里奥, 拉什科 in 菲拉什科: a word in a longer run of sounds is more likely a part of it; countries seldom are. */
static bool
is_part_of_longer(const struct naming *naming, const struct match *match)
{
	size_t size = match->span.to - match->span.from;

	if ((size > 2 * HAN_SIZE && match->lexeme->id.n == 2) || !is_all_sound(naming, match->span))
		return false;
	if (sounds_before(naming, match->span.from) && (size <= 2 * HAN_SIZE || !han_is_plain(naming->text, match->span.from - HAN_SIZE)))
		return true;
	return goes_on_to_latin(naming, match->span.to) || goes_on(naming, match->span.to, size > 2 * HAN_SIZE ? 2 : 1);
}

/* 里加 of 公里加: a unit ends in it. */
static bool
is_in_unit(const struct naming *naming, const struct match *match)
{
	const struct match *unit = match_before(&naming->analysis->matches, LEX_UNIT, match->span.from + HAN_SIZE);

	return unit && unit->span.from < match->span.from;
}

/* 敖德萨州|长 is 敖德萨|州长. */
static bool
ends_in_title(const struct naming *naming, const struct match *match)
{
	size_t last = match->span.to - HAN_SIZE;
	const struct match *title;

	if (match->span.to - match->span.from <= 2 * HAN_SIZE || !(naming->edges[last] & EDGE_BEGIN))
		return false;
	for (enum lexicon lexicon = LEX_TITLE; lexicon <= LEX_ORGANISATION; lexicon++) {
		title = match_at(&naming->analysis->matches, lexicon, (uint32_t)last);
		if (title && title->span.to > match->span.to)
			return true;
	}
	return false;
}

/* 巴黎|协定, 非洲|裔, 慕尼黑|安全会议: what a place makes with what is behind it. */
static const struct name_thing *
thing_behind(const struct naming *naming, const struct match *match)
{
	const struct name_thing *thing = match->lexicon == LEX_PLACE ? name_thing_at(naming, match->span.to) : NULL;

	return thing && thing->is_of_place ? thing : NULL;
}

/* 柏林市|中心 is 柏林|市中心: the last character begins a longer word that places end with. */
static bool
ends_in_suffix(const struct naming *naming, const struct match *match)
{
	static const char own[] = "市县州省区镇村"; /* 大 of 亚特兰大|都会区 is the name's */

	return match->span.to - match->span.from > 2 * HAN_SIZE && place_word_size(naming, match->span.to - HAN_SIZE) > HAN_SIZE &&
	       str_find(str_from_c(own), str_slice(naming->text, match->span.to - HAN_SIZE, match->span.to), 0) >= 0;
}

static bool
is_better(const struct match *match, const struct match *best)
{
	size_t size = match->span.to - match->span.from, other = best->span.to - best->span.from;

	if (size != other)
		return size > other;
	return table_ranks[match->lexicon] > table_ranks[best->lexicon];
}

/* ---- words that are names here ---- */

/* Does the text go on with one of the words at ${at}? */
static bool
is_before_word(const struct naming *naming, size_t at, const struct str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_starts(str_from(naming->text, at), words[i]))
			return true;
	return false;
}

/* 外交政策 in 《》, or with 杂志 behind it; else it is policy.  电报上, of a platform. */
static bool
is_marked(const struct naming *naming, const struct match *match)
{
	static const struct str signs[] = { STR_INIT("《"), STR_INIT("“"), STR_INIT("「"), STR_INIT("『"), STR_INIT("\"") };
	static const struct str bodies[] = { STR_INIT("杂志"), STR_INIT("网站"), STR_INIT("网"), STR_INIT("期刊"), STR_INIT("周刊"), STR_INIT("集团"),
		STR_INIT("公司"), STR_INIT("新闻") };
	static const struct str platforms[] = { STR_INIT("上"), STR_INIT("频道"), STR_INIT("群"), STR_INIT("账号"), STR_INIT("平台"), STR_INIT("应用") };

	for (size_t i = 0; i < LENGTH(signs); i++)
		if (str_ends(str_slice(naming->text, 0, match->span.from), signs[i]))
			return true;
	return is_before_word(naming, match->span.to, bodies, LENGTH(bodies)) ||
	       (lexeme_has(match->lexeme, S("platform")) && is_before_word(naming, match->span.to, platforms, LENGTH(platforms)));
}

/* "who" in an English sentence is not WHO, nor is "Who". */
static bool
is_small(const struct naming *naming, struct span span)
{
	enum { SHORT = 3 };
	struct str text = span_text(naming->analysis->text, span);
	size_t small = 0;

	for (size_t i = 0; i < text.n; i++)
		small += text.p[i] >= 'a' && text.p[i] <= 'z';
	return small == text.n || (small && text.n <= SHORT);
}

/* 中东 of 其中东京. */
static bool
is_behind_part(const struct naming *naming, const struct match *match)
{
	return str_starts(str_from(naming->text, match->span.from), S("中")) && str_ends(str_slice(naming->text, 0, match->span.from), S("其"));
}

/* 让-皮埃尔 of 让-皮埃尔-坎博斯坦, 普里莫 of 普里莫·莱维; hyphens alone join two people as well. */
static bool
is_first_of_longer(const struct naming *naming, const struct match *match)
{
	size_t to = match->span.to, dot = dot_size(naming->text, to);

	if (!dot || !han_at(naming->text, to + dot))
		return false;
	return !is_hyphen(naming->text, to) || memchr(naming->text.p + match->span.from, '-', to - match->span.from);
}

static bool
is_name_here(const struct naming *naming, const struct match *match)
{
	if (match->lexeme->lexicon == LEX_PLACE)
		return !is_behind_part(naming, match);
	if (match->lexeme->lexicon != LEX_ORGANISATION)
		return true;
	return !is_small(naming, match->span) && (!lexeme_has(match->lexeme, S("quoted")) || is_marked(naming, match));
}

/* The best word that begins with the hits from *${i} on, which all begin at one place; moves *${i} behind them. */
static const struct match *
best_word(const struct naming *naming, size_t *i)
{
	const struct matches *matches = &naming->analysis->matches;
	uint32_t from = matches->items[*i].span.from;
	const struct match *best = NULL;

	for (; *i < matches->count && matches->items[*i].span.from == from; ++*i) {
		const struct match *match = &matches->items[*i];
		int kind = table_kinds[match->lexicon];
		if (!kind || !name_is_free(naming, from, match->span.to) || (best && !is_better(match, best)))
			continue;
		if ((kind == NAME_PLACE || kind == NAME_PERSON) && is_part_of_longer(naming, match))
			continue;
		if (!is_name_here(naming, match) || (kind == NAME_PERSON && is_first_of_longer(naming, match)))
			continue;
		if (kind == NAME_PLACE && (ends_in_title(naming, match) || ends_in_suffix(naming, match) || is_in_unit(naming, match)))
			continue;
		best = match;
	}
	return best;
}

/* A word that only begins like a name: 难民营. */
static bool
is_no_name(const struct lexeme *lexeme)
{
	return str_equal(lexeme->id, S("not"));
}

static void
word_claim_best(struct naming *naming, const struct match *best)
{
	const struct name_thing *thing;

	if (is_no_name(best->lexeme))
		return;
	thing = thing_behind(naming, best);
	if (!thing)
		name_claim(naming, best->span.from, best->span.to, table_kinds[best->lexicon], best->lexeme);
	else if (thing->kind)
		name_claim(naming, best->span.from, best->span.to + strlen(thing->form), thing->kind, NULL);
	else
		memset(naming->taken + best->span.from, 1, best->span.to - best->span.from);
}

void
names_by_table(struct naming *naming)
{
	const struct matches *matches = &naming->analysis->matches;

	for (size_t i = 0; i < matches->count;) {
		const struct match *best = best_word(naming, &i);
		if (best)
			word_claim_best(naming, best);
	}
}

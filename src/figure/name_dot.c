/* People whose names have dots between their parts: 弗拉基米尔·泽连斯基. */
#include "figure/name.h"

enum { FIRST_MAX = 5, /* characters of a first name that are no sounds by themselves (查察) */ LAST_MAX = 8 };

/* First names of one character stand alone; other single ones are the rest of a longer name. */
static bool
is_whole_first(struct str text, size_t from, size_t to)
{
	static const char singles[] = "乔金丹本鲍吉安汤鲁雷尼卢韦盖迈";

	if (to - from > HAN_SIZE)
		return true;
	return to > from && str_find(str_from_c(singles), str_slice(text, from, to), 0) >= 0;
}

/* Short names of places are parts of names as well (阿纳 of 阿纳托利); those of countries seldom. */
static bool
is_sure_end(const struct match *match)
{
	size_t size = match->span.to - match->span.from;

	return size > 2 * HAN_SIZE || (size > HAN_SIZE && (match->lexicon != LEX_PLACE || match->lexeme->id.n == 2));
}

/* An office ends where the sounds begin: all of them are the name. */
static bool
is_behind_office(const struct naming *naming, size_t at)
{
	return (naming->edges[at] & EDGE_END) && match_before(&naming->analysis->matches, LEX_TITLE, (uint32_t)at);
}

/* 让 is a word as well as Jean. */
static bool
is_first_char(const struct naming *naming, size_t at)
{
	return is_given(naming, at) || (str_starts(str_from(naming->text, at), S("让")) && dot_size(naming->text, at + HAN_SIZE));
}

size_t
office_end_before(const struct naming *naming, size_t end)
{
	size_t at = end;

	for (size_t n = 0; n < FIRST_MAX && at >= HAN_SIZE && is_first_char(naming, at - HAN_SIZE); n++) {
		at -= HAN_SIZE;
		if (is_behind_office(naming, at))
			return at;
	}
	return 0;
}

/* Does an office or place end at ${at} that began at or before ${begin}, where the run of sounds begins? */
static bool
ends_word(const struct naming *naming, size_t begin, size_t at)
{
	static const enum lexicon before[] = { LEX_TITLE, LEX_PEOPLE, LEX_ORGANISATION, LEX_PLACE, LEX_CUE, LEX_TIME, LEX_EVENT, LEX_HEDGE,
		LEX_APPROX };

	if (!(naming->edges[at] & EDGE_END))
		return false;
	for (size_t i = 0; i < LENGTH(before); i++) {
		const struct match *match = match_before(&naming->analysis->matches, before[i], (uint32_t)at);
		if (match && match->span.from <= begin && is_sure_end(match))
			return true;
	}
	return false;
}

size_t
name_begin(const struct naming *naming, size_t end)
{
	size_t begin = sound_begin(naming, end);

	if (is_behind_office(naming, begin))
		return begin;
	for (size_t at = begin + HAN_SIZE; at < end; at += HAN_SIZE)
		if ((ends_word(naming, begin, at) || (at - begin >= 2 * HAN_SIZE && is_break_word(naming, at - 2 * HAN_SIZE))) &&
		    is_whole_first(naming->text, at, end))
			begin = at;
	return begin;
}

/* Behind a dot, all up to Latin letters in brackets is the name, whatever words it holds: ·斯里瓦斯塔瓦（Srivastava）.  Its end; 0: not so. */
static size_t
part_to_bracket(const struct naming *naming, size_t at)
{
	struct str text = naming->text;
	size_t n = 0;

	while (n++ < LAST_MAX && (is_sound(naming, at) || is_given(naming, at)))
		at += HAN_SIZE;
	if (is_place_suffix(naming, at - HAN_SIZE))
		return 0;
	return n > 1 && at < text.n && !span_is_empty(name_latin_span(text, at)) ? at : 0;
}

/* The end of the parts behind a dot at ${at}, which moves on by each dot that belongs to the name. */
static size_t
parts_end(struct naming *naming, size_t at)
{
	struct str text = naming->text;
	size_t end = at, dot;

	while ((dot = dot_to_name(text, at))) {
		size_t part = at + dot, to;
		to = part_to_bracket(naming, part);
		if ((naming->edges[part] & EDGE_BEGIN) && (!to || match_at(&naming->analysis->matches, LEX_ORGANISATION, (uint32_t)part)))
			break;
		to = to ? to : sound_end(naming, part + HAN_SIZE);
		/* a sign that is no sound by itself (让) counts where sounds follow */
		if (!is_sound(naming, part) && to == part + HAN_SIZE && !dot_size(text, to))
			break;
		end = at = to;
	}
	return end;
}

/* A word of the tables holds the dot itself: 伊万诺-弗兰科夫斯克, 洛克希德·马丁. */
static bool
is_in_word(const struct naming *naming, size_t from, size_t to)
{
	const struct matches *matches = &naming->analysis->matches;

	for (size_t at = from; at < to; at += HAN_SIZE)
		for (enum lexicon lexicon = LEX_ORGANISATION; lexicon <= LEX_PERSON; lexicon++) {
			const struct match *match = match_at(matches, lexicon, (uint32_t)at);
			if (match && match->span.to > to)
				return true;
		}
	return false;
}

/* The tables have what stands on one side of the hyphen as a whole: 总统拜登-哈里斯, 总理让-卡斯泰. */
static bool
is_pair(const struct naming *naming, size_t begin, size_t dot)
{
	const struct matches *matches = &naming->analysis->matches;

	for (enum lexicon lexicon = LEX_ORGANISATION; lexicon <= LEX_PERSON; lexicon++) {
		const struct match *first = match_at(matches, lexicon, (uint32_t)begin);
		if (first && first->span.to >= dot)
			return true;
	}
	return false;
}

/* Hyphens alone join countries and teams as well: there must be an office before, a dot too, or Latin letters behind. */
static bool
is_person_form(const struct naming *naming, size_t begin, size_t dot, size_t end)
{
	struct str text = naming->text;
	size_t bracket = bracket_size(text, end);

	if (!is_hyphen(text, dot) || (is_behind_office(naming, begin) && dot - begin > HAN_SIZE && end - dot > 2 * HAN_SIZE && !is_pair(naming, begin, dot)))
		return true;
	for (size_t at = dot + 1; at + 1 < end; at++)
		if (!is_hyphen(text, at) && dot_size(text, at) && han_at(text, at + dot_size(text, at)))
			return true;
	return bracket && end + bracket < text.n && char_is_alpha(text.p[end + bracket]);
}

/* 鲁•贡|确嘉措, 叶尔|克﹒木思林: one sign beside a dot that goes on is half of something. */
static bool
is_half(const struct naming *naming, size_t begin, size_t dot, size_t end)
{
	struct str text = naming->text;

	if (dot - begin == HAN_SIZE && !is_whole_first(text, begin, dot) && begin >= HAN_SIZE && han_at(text, begin - HAN_SIZE) &&
	    !naming->taken[begin - 1] && !(naming->edges[begin] & EDGE_END))
		return true;
	return end > 2 * HAN_SIZE && !han_at(text, end - 2 * HAN_SIZE) && !is_name_break(naming, end) && han_at(text, end) && !naming->taken[end] &&
	    is_given(naming, end);
}

static size_t
dotted_claim(struct naming *naming, size_t dot)
{
	size_t office = office_end_before(naming, dot), begin = office ? office : name_begin(naming, dot);
	size_t end = parts_end(naming, dot);
	const struct name_thing *thing;

	if (begin == dot || end == dot || is_in_word(naming, begin, dot + 1) || !is_person_form(naming, begin, dot, end) || is_half(naming, begin, dot, end))
		return dot;
	thing = name_thing_at(naming, end);
	if (!thing)
		name_claim(naming, begin, end, NAME_PERSON, person_by_any_dot(naming, (struct span){ (uint32_t)begin, (uint32_t)end }));
	else if (thing->kind)
		name_claim(naming, begin, end + strlen(thing->form), thing->kind, NULL);
	else
		memset(naming->taken + begin, 1, end - begin);
	return end;
}

void
names_by_dot(struct naming *naming)
{
	size_t done = 0;

	for (size_t i = 0; i < naming->dots.count; i++)
		if (naming->dots.items[i] >= done)
			done = dotted_claim(naming, naming->dots.items[i]);
}

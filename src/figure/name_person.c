/* People by how their names are written: with dots between the parts, behind or before an office. */
#include "figure/name.h"

/* ---- names with dots ---- */

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

	return size > 2 * HAN_SIZE || (size > HAN_SIZE && (match->lexeme->lexicon != LEX_PLACE || match->lexeme->id.n == 2));
}

/* An office ends where the sounds begin: all of them are the name. */
static bool
is_behind_office(const struct naming *naming, size_t at)
{
	return (naming->edges[at] & EDGE_END) && match_before(&naming->analysis->matches, LEX_TITLE, (uint32_t)at);
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

/* Sounds up to Latin letters in brackets are one name, whatever words they hold: 斯里瓦斯塔瓦（Srivastava）.  Their end; 0: not so. */
static size_t
sounds_to_bracket(const struct naming *naming, size_t at)
{
	struct str text = naming->text;
	size_t n = 0;

	while (n++ < NAME_SOUND_MAX && is_sound(naming, at))
		at += HAN_SIZE;
	return n > 2 && at < text.n && !span_is_empty(name_latin_span(text, at)) ? at : 0;
}

/* The end of the parts behind a dot at ${at}, which moves on by each dot that belongs to the name. */
static size_t
parts_end(struct naming *naming, size_t at)
{
	struct str text = naming->text;
	size_t end = at, dot;

	while ((dot = dot_size(text, at)) && han_at(text, at + dot)) {
		size_t part = at + dot, to;
		if (naming->edges[part] & EDGE_BEGIN)
			break;
		to = sounds_to_bracket(naming, part);
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

/* Hyphens alone join countries and teams as well: there must be a dot too, or Latin letters behind. */
static bool
is_person_form(struct str text, size_t dot, size_t end)
{
	size_t bracket = bracket_size(text, end);

	if (!is_hyphen(text, dot))
		return true;
	for (size_t at = dot + 1; at + 1 < end; at++)
		if (!is_hyphen(text, at) && dot_size(text, at) && han_at(text, at + dot_size(text, at)))
			return true;
	return bracket && end + bracket < text.n && char_is_alpha(text.p[end + bracket]);
}

static size_t
dotted_claim(struct naming *naming, size_t dot)
{
	struct str text = naming->text;
	size_t begin = name_begin(naming, dot), end = parts_end(naming, dot);
	const struct name_thing *thing;

	if (begin == dot || end == dot || is_in_word(naming, begin, dot + 1) || !is_person_form(text, dot, end))
		return dot;
	thing = name_thing_at(text, end);
	if (!thing)
		name_claim(naming, begin, end, NAME_PERSON, NULL);
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

/* ---- names beside an office ---- */

/* Does nothing of a name go on at ${at}? */
static bool
is_end(const struct naming *naming, size_t at)
{
	return at >= naming->text.n || !han_at(naming->text, at) || naming->taken[at] || is_name_break(naming, at);
}

static bool
is_begin(const struct naming *naming, size_t at)
{
	static const char before[] = "的在和与由对及向据让为是以而但并被将任";

	if (at < HAN_SIZE || !han_at(naming->text, at - HAN_SIZE) || naming->taken[at - 1] || (naming->edges[at] & EDGE_END))
		return true;
	return str_find(str_from_c(before), str_slice(naming->text, at - HAN_SIZE, at), 0) >= 0;
}

static bool
is_cue(const struct naming *naming, size_t at)
{
	return at < naming->text.n && match_at(&naming->analysis->matches, LEX_CUE, (uint32_t)at);
}

/* A Chinese name of three or two characters, whatever they are, that a verb of saying follows: 梁万年|说. */
static size_t
han_name_said(const struct naming *naming, size_t at, bool *is_sure)
{
	for (size_t n = 3 * HAN_SIZE; n >= 2 * HAN_SIZE; n -= HAN_SIZE)
		if (is_surname(naming, at, is_sure) && han_at(naming->text, at + n - HAN_SIZE) && is_cue(naming, at + n) &&
		    !is_cue(naming, at + n - HAN_SIZE) && !is_break_word(naming, at))
			return n;
	return 0;
}

static void
behind_title(struct naming *naming, size_t at)
{
	size_t end = sound_end(naming, at), n = (end - at) / HAN_SIZE, han;
	bool is_sure = false;

	han = han_name_said(naming, at, &is_sure);
	if (!han)
		han = han_name_size(naming, at, &is_sure);
	if (n >= 4 || (n >= 2 && is_end(naming, end) && !(is_sure && han >= end - at)))
		name_claim(naming, at, end, NAME_PERSON, NULL);
	else if (han && (is_sure || (han > 2 * HAN_SIZE && is_end(naming, at + han)) || is_cue(naming, at + han)))
		name_claim(naming, at, at + han, NAME_PERSON, NULL);
}

static void
before_title(struct naming *naming, size_t to)
{
	size_t begin = name_begin(naming, to);
	bool is_sure = false;

	for (size_t n = 3 * HAN_SIZE; n >= 2 * HAN_SIZE; n -= HAN_SIZE)
		if (to >= n && han_name_size(naming, to - n, &is_sure) == n && is_sure && is_begin(naming, to - n)) {
			name_claim(naming, to - n, to, NAME_PERSON, NULL);
			return;
		}
	if (to - begin >= 3 * HAN_SIZE && is_begin(naming, begin))
		name_claim(naming, begin, to, NAME_PERSON, NULL);
}

void
names_by_title(struct naming *naming)
{
	size_t count = naming->count;

	for (size_t i = 0; i < count; i++) {
		struct span span = naming->parts[i].name.span;
		const struct lexeme *lexeme = naming->parts[i].lexeme;
		if ((int)naming->parts[i].name.kind != NAME_TITLE)
			continue;
		if (lexeme_has(lexeme, S("before")) && span.to < naming->text.n && !naming->taken[span.to])
			behind_title(naming, span.to);
		if (lexeme_has(lexeme, S("after")) && span.from && !naming->taken[span.from - 1])
			before_title(naming, span.from);
	}
}

/* ---- names before a verb of saying ---- */

/* At the front of a clause: nothing Han before it. */
static bool
is_clause_front(const struct naming *naming, size_t at)
{
	return at < HAN_SIZE || !han_at(naming->text, at - HAN_SIZE);
}

static void
before_cue(struct naming *naming, size_t to)
{
	size_t begin = name_begin(naming, to);
	bool is_sure = false;

	for (size_t n = 3 * HAN_SIZE; n >= 2 * HAN_SIZE; n -= HAN_SIZE)
		if (to >= n && is_clause_front(naming, to - n) && !is_break_word(naming, to - n) && is_surname(naming, to - n, &is_sure) && is_sure &&
		    (n > 2 * HAN_SIZE || han_name_size(naming, to - n, &is_sure) == n)) {
			name_claim(naming, to - n, to, NAME_PERSON, NULL);
			return;
		}
	if (to - begin >= 3 * HAN_SIZE && is_clause_front(naming, begin))
		name_claim(naming, begin, to, NAME_PERSON, NULL);
}

void
names_by_cue(struct naming *naming)
{
	const struct matches *matches = &naming->analysis->matches;
	const struct match *match;
	size_t i = 0;

	while ((match = match_next(matches, LEX_CUE, &i)))
		if (match->span.from >= 2 * HAN_SIZE && !naming->taken[match->span.from - 1] && han_at(naming->text, match->span.from - HAN_SIZE) &&
		    str_equal(match->lexeme->id, S("say")))
			before_cue(naming, match->span.from);
}

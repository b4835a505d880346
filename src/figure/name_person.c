/* People by what stands beside their names: an office, a verb of saying. */
#include "figure/name.h"

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

/* No name ends so: 王晨|在, 张展|案. */
static bool
is_last(const struct naming *naming, size_t at)
{
	static const char never[] = "的了在是和被也还又就都不曾则却仅并对向将从把案涉采姓某日他她们";

	return han_at(naming->text, at) && str_find(str_from_c(never), str_slice(naming->text, at, at + HAN_SIZE), 0) < 0;
}

/* A Chinese name of three or two characters, whatever they are, that a verb of saying follows: 梁万年|说. */
static size_t
han_name_said(const struct naming *naming, size_t at, bool *is_sure)
{
	for (size_t n = 3 * HAN_SIZE; n >= 2 * HAN_SIZE; n -= HAN_SIZE)
		if (is_surname(naming, at, is_sure) && is_last(naming, at + HAN_SIZE) && is_last(naming, at + n - HAN_SIZE) && is_cue(naming, at + n) &&
		    !is_cue(naming, at + n - HAN_SIZE) && !is_break_word(naming, at))
			return n;
	return 0;
}

/* Of whom there is one: 部长, not 记者. */
static bool
is_high_office(const struct lexeme *lexeme)
{
	static const struct str kinds[] = { STR_INIT("head_of_state"), STR_INIT("head_of_government"), STR_INIT("minister"), STR_INIT("parliament"),
		STR_INIT("regional"), STR_INIT("staff"), STR_INIT("military") };

	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (str_equal(lexeme_arg(lexeme, S("kind")), kinds[i]))
			return true;
	return false;
}

static bool
is_said(const struct naming *naming, size_t at)
{
	const struct match *match = at < naming->text.n ? match_at(&naming->analysis->matches, LEX_CUE, (uint32_t)at) : NULL;

	return match && str_equal(match->lexeme->id, S("say"));
}

/* Three characters of names between a high office and a verb of saying, whatever the family: 市长|坂口茂|说; 0: no. */
static size_t
said_size(const struct naming *naming, size_t at)
{
	size_t n = 0;

	while (n < 4 && is_given(naming, at + n * HAN_SIZE) && !is_cue(naming, at + n * HAN_SIZE))
		n++;
	return n == 3 && is_said(naming, at + n * HAN_SIZE) ? n * HAN_SIZE : 0;
}

static void
behind_title(struct naming *naming, size_t at, const struct lexeme *title)
{
	size_t end = sound_end(naming, at), n = (end - at) / HAN_SIZE, han;
	bool is_sure = false;

	han = han_name_said(naming, at, &is_sure);
	if (!han)
		han = han_name_size(naming, at, &is_sure);
	if (n >= 4 || (n >= 2 && is_end(naming, end) && !(is_sure && han >= end - at)))
		name_claim(naming, at, end, NAME_PERSON, NULL);
	else if (!han && is_high_office(title) && (han = said_size(naming, at)))
		name_claim(naming, at, at + han, NAME_PERSON, NULL);
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
			behind_title(naming, span.to, lexeme);
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
		    is_last(naming, to - n + HAN_SIZE) && is_last(naming, to - HAN_SIZE) &&
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

/* People who share a name with somebody whom the tables have: 加尼（Nusrat Ghani）, 吉尔·拜登, 萨拉·桑德斯. */
#include "figure/name.h"

#include "text/fold.h"

enum { OTHERS_MAX = 64, FIRST_SOUGHT_MAX = 64 /* a text */ };

/* ---- by Latin letters ---- */

static size_t
capitals_of(struct str latin)
{
	size_t n = 0;

	for (size_t i = 0; i < latin.n; i++)
		n += (i == 0 || latin.p[i - 1] == ' ' || latin.p[i - 1] == '-') && ((latin.p[i] >= 'A' && latin.p[i] <= 'Z') || (unsigned char)latin.p[i] >= 0x80);
	return n;
}

/* "ashraf", "ghani": the next word of "ashraf_ghani", or of "nusrat ghani". */
static bool
pull_word(struct str *s, struct str *word)
{
	size_t n = 0;

	while (s->n && (s->p[0] == ' ' || s->p[0] == '_' || s->p[0] == '-' || s->p[0] == '.'))
		*s = str_from(*s, 1);
	while (n < s->n && s->p[n] != ' ' && s->p[n] != '_' && s->p[n] != '-' && s->p[n] != '.')
		n++;
	*word = str_slice(*s, 0, n);
	*s = str_from(*s, n);
	return n > 0;
}

static bool
has_word(struct str words, struct str word)
{
	struct str each;

	while (pull_word(&words, &each))
		if (str_equal(each, word))
			return true;
	return false;
}

/* Has any but the last word of ${latin} the first letter of a first name, or is one of it a first word of the id? */
static bool
is_first_name_in(struct str latin, struct str name)
{
	struct str first, word, rest = name;

	(void)pull_word(&rest, &first);
	for (struct str left = latin; pull_word(&left, &word) && left.n;)
		if (word.p[0] == first.p[0])
			return true;
	for (struct str left = name; pull_word(&left, &word) && left.n;)
		if (has_word(latin, word))
			return true;
	return false;
}

/* Two or more words in Latin letters, of which none is a first name of the id's: "person:ashraf_ghani", "Nusrat Ghani". */
static bool
is_contradicted(struct str id, struct str latin)
{
	struct buf folded CLEAN(buf_done) = { 0 };
	ptrdiff_t colon = str_find_char(id, ':', 0), comma = str_find_char(latin, ',', 0);
	struct str name = str_from(id, (size_t)(colon + 1));

	latin = str_slice(latin, 0, comma < 0 ? latin.n : (size_t)comma);
	if (colon < 0 || str_find_char(name, '_', 0) < 0 || str_find_char(latin, '/', 0) >= 0 || capitals_of(latin) < 2)
		return false;
	fold_str(latin, &folded);
	return !is_first_name_in(buf_str(&folded), name);
}

static bool
is_other(const struct naming *naming, const struct name_part *part)
{
	return part->name.kind == NAME_PERSON && part->name.id.n && !span_is_empty(part->name.latin) &&
	       is_contradicted(part->name.id, span_text(naming->analysis->text, part->name.latin));
}

/* All mentions by those words are of the other one, but for those whose letters say that they are not. */
static void
other_take(struct naming *naming, size_t other)
{
	struct str id = naming->parts[other].name.id, form = span_text(naming->text, naming->parts[other].name.span);

	for (size_t i = 0; i < naming->count; i++) {
		struct name_part *part = &naming->parts[i];
		if (!str_equal(part->name.id, id) || !str_equal(span_text(naming->text, part->name.span), form) ||
		    (!span_is_empty(part->name.latin) && !is_other(naming, part)))
			continue;
		part->name.id = part->name.country = (struct str){ 0 };
		part->of = (uint32_t)(ANALYSIS_ITEMS_MAX + other);
	}
}

void
names_other(struct naming *naming)
{
	for (size_t i = 0, n = 0; i < naming->count && n < OTHERS_MAX; i++)
		if (is_other(naming, &naming->parts[i])) {
			other_take(naming, i);
			n++;
		}
}

/* ---- by a first name ---- */

/* Does the word of the tables stand by itself before ${to}? */
static bool
stands_before(const struct naming *naming, const struct lexeme *lexeme, uint32_t to)
{
	const struct matches *matches = &naming->analysis->matches;
	const struct match *match;

	for (size_t i = 0; (match = match_next(matches, LEX_PERSON, &i)) && match->span.from < to;)
		if (match->lexeme == lexeme)
			return true;
	return false;
}

bool
is_of_better_known(struct naming *naming, struct span span, size_t part)
{
	const struct match *match = match_at(&naming->analysis->matches, LEX_PERSON, (uint32_t)part);

	if (!match || match->span.to != span.to || part == span.from)
		return false;
	if (lexeme_has(match->lexeme, S("eminent")) || naming->first_sought >= FIRST_SOUGHT_MAX)
		return true;
	naming->first_sought++;
	return stands_before(naming, match->lexeme, span.from);
}

/* Is there a dot between the parts, no hyphen? */
static bool
has_dots(struct str text, struct span span)
{
	for (size_t at = span.from, n; at < span.to; at += n) {
		n = dot_size(text, at);
		if (n && !is_hyphen(text, at))
			return true;
		n = n ? n : after_char(text, at) - at;
	}
	return false;
}

/* The same name with · for whatever dots it has, or hyphens (南希-佩洛西), as the tables would have it; NULL: they do not. */
const struct lexeme *
person_by_any_dot(struct naming *naming, struct span span)
{
	struct buf form = { .max = 256 };
	struct matches found = { 0 };
	const struct match *match;
	bool dots = has_dots(naming->text, span);
	struct str text;

	for (size_t at = span.from, n; at < span.to; at += n) {
		n = dot_size(naming->text, at);
		if (n && (!dots || !is_hyphen(naming->text, at)))
			buf_push_str(&form, S("·"));
		else
			buf_push_str(&form, str_slice(naming->text, at, at + (n = after_char(naming->text, at) - at)));
	}
	text = str_copy(naming->analysis->arena, buf_str(&form));
	buf_done(&form);
	if (str_equal(text, span_text(naming->text, span)))
		return NULL;
	knowledge_find(naming->analysis->arena, naming->analysis->knowledge, text, &found);
	match = match_at(&found, LEX_PERSON, 0);
	return match && match->span.to == text.n ? match->lexeme : NULL;
}

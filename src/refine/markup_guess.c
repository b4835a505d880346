/*
 * markup_guess.c: whether text is markup that nobody called so.
 */
#include "base/table.h"
#include "refine/sanitise.h"
#include "text/entity.h"

enum vocabulary { IN_HTML = 1, IN_MATH = 2, IN_SVG = 4 };
enum { NAME_SIZE = 32 };

static const struct element_row {
	const char *name;
	unsigned in;
} elements[] = {
#define ROW(name, in, is_void, as) { name, in },
#include "gen/safe_elements.inc"
#undef ROW
};

static bool
is_word(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || c == '_';
}

static struct str
pull_word(struct str *s)
{
	struct str word;
	size_t n = 0;

	while (n < s->n && is_word(s->p[n]))
		n++;
	word = str_slice(*s, 0, n);
	*s = str_from(*s, n);
	return word;
}

/* Counts an end tag; false where the tag is none of HTML's. */
static bool
tag_is_known(struct str s, bool *end)
{
	struct str name;
	char small[NAME_SIZE];
	const struct element_row *row;

	*end = pull_char(&s, '/');
	name = pull_word(&s);
	if (!name.n) {
		*end = false;
		return true;
	}
	if (name.n > sizeof(small))
		return false;
	for (size_t i = 0; i < name.n; i++)
		small[i] = char_lower(name.p[i]);
	*end = *end && s.n && s.p[0] == '>';
	row = TABLE_FIND(elements, ((struct str){ small, name.n }));
	return row && row->in & IN_HTML;
}

static bool
reference_is_known(struct str s, bool *found)
{
	bool number = pull_char(&s, '#');
	struct str name = pull_word(&s);

	if (!name.n || !pull_char(&s, ';'))
		return true;
	*found = true;
	return number || (entity_rune(name) && !str_equal(name, S("apos")));
}

bool
markup_is_likely(struct str text)
{
	bool likely = false, found;

	for (size_t i = 0; i < text.n; i++) {
		found = false;
		if (text.p[i] == '<' && !tag_is_known(str_from(text, i + 1), &found))
			return false;
		if (text.p[i] == '&' && !reference_is_known(str_from(text, i + 1), &found))
			return false;
		likely = likely || found;
	}
	return likely;
}

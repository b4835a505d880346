#include "base/table.h"
#include "record/markup_safe.h"
#include "base/err.h"
#include "text/reference.h"

enum vocabulary { IN_HTML = 1, IN_MATH = 2, IN_SVG = 4 };
enum value_kind { VALUE_TEXT, VALUE_ADDRESS, VALUE_STYLE };

static const struct element_row {
	const char *name;
} elements[] = {
#define ROW(name, in, is_void, as) { name },
#include "gen/safe_elements.inc"
#undef ROW
};

static const struct attribute_row {
	const char *name;
	enum value_kind kind;
} attributes[] = {
#define ROW(name, in, kind, as) { name, kind },
#include "gen/safe_attributes.inc"
#undef ROW
};

enum { NAME_SIZE = 40 };

/* A name in any case, as its row has it. */
static bool
pull_name(struct str *s, char small[NAME_SIZE], struct str *out)
{
	size_t n = 0;

	while (n < s->n && n < NAME_SIZE &&
	       (char_is_alpha(s->p[n]) || char_is_digit(s->p[n]) || strchr("-_.:", s->p[n]))) {
		small[n] = char_lower(s->p[n]);
		n++;
	}
	*out = (struct str){ small, n };
	*s = str_from(*s, n);
	return n > 0;
}

static bool
pull_attribute(struct str *s)
{
	char small[NAME_SIZE];
	struct str name, value;
	const struct attribute_row *row;

	if (!pull_char(s, ' ') || !pull_name(s, small, &name) || !pull_str(s, S("=\"")) ||
	    !pull_until(s, S("\""), &value))
		return false;
	row = TABLE_FIND(attributes, name);
	return row && str_find_char(value, '<', 0) < 0 && str_find_char(value, '>', 0) < 0 &&
	       (row->kind != VALUE_ADDRESS || reference_is_safe(value));
}

/* Behind "<". */
static bool
pull_tag(struct str *s)
{
	char small[NAME_SIZE];
	struct str name;
	bool is_end = pull_char(s, '/');

	if (!pull_name(s, small, &name) || !TABLE_FIND(elements, name))
		return false;
	while (!is_end && s->n && s->p[0] == ' ' && !str_starts(*s, S(" />")))
		if (!pull_attribute(s))
			return false;
	if (!is_end)
		pull_str(s, S(" /"));
	return pull_char(s, '>');
}

bool
markup_is_safe(struct str markup)
{
	ptrdiff_t at;

	while ((at = str_find_char(markup, '<', 0)) >= 0) {
		markup = str_from(markup, (size_t)at + 1);
		if (!pull_tag(&markup))
			return false;
	}
	return true;
}

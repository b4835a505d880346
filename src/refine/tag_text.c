#include "refine/tag_text.h"

struct str
tag_lower(struct arena *arena, struct str s)
{
	char *p = NULL;

	for (size_t i = 0; i < s.n; i++) {
		if (char_lower(s.p[i]) == s.p[i])
			continue;
		if (!p) {
			p = arena_alloc_dirty(arena, s.n);
			memcpy(p, s.p, s.n);
		}
		p[i] = char_lower(s.p[i]);
	}
	return p ? (struct str){ p, s.n } : s;
}

bool
tag_is_name_char(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || c == '-' || c == '_' || c == '.' || c == ':';
}

static struct str
pull_name(struct str *s)
{
	size_t n = 0;
	struct str name;

	while (n < s->n && tag_is_name_char(s->p[n]))
		n++;
	name = str_slice(*s, 0, n);
	*s = str_from(*s, n);
	return name;
}

/* A quote that is never closed before the tag ends was no quote. */
static struct str
pull_value(struct str *s)
{
	char quote = s->n ? s->p[0] : '\0';
	ptrdiff_t end = quote == '"' || quote == '\'' ? str_find_char(*s, quote, 1) : -1;
	struct str value;
	size_t n = 0;

	if (end >= 0) {
		value = str_slice(*s, 1, (size_t)end);
		*s = str_from(*s, (size_t)end + 1);
		return value;
	}
	while (n < s->n && !char_is_space(s->p[n]) && s->p[n] != '>' && s->p[n] != '<')
		n++;
	value = str_slice(*s, 0, n);
	*s = str_from(*s, n);
	return value;
}

void
tag_set(struct tag_text *tag, struct str name, struct str value)
{
	unsigned i = tag->attr_count;

	if (i == TAG_ATTRS_MAX)
		return;
	while (i && str_compare(tag->attrs[i - 1].name, name) > 0)
		i--;
	if (i && str_equal(tag->attrs[i - 1].name, name)) {
		tag->attrs[i - 1].value = value;
		return;
	}
	memmove(&tag->attrs[i + 1], &tag->attrs[i], (tag->attr_count - i) * sizeof(tag->attrs[0]));
	tag->attrs[i] = (struct tag_attr){ name, value };
	tag->attr_count++;
}

/* Up to ">"; another "<" ends the tag, too. */
static bool
pull_attributes(struct arena *arena, struct str *rest, struct tag_text *tag)
{
	while (pull_spaces(rest) && rest->n) {
		struct str name;

		if (pull_char(rest, '>') || rest->p[0] == '<')
			return true;
		if (pull_str(rest, S("/>")))
			return tag->is_empty = true;
		name = tag_pull_name(arena, rest);
		if (!name.n) {
			*rest = str_from(*rest, 1);
			continue;
		}
		pull_spaces(rest);
		if (pull_char(rest, '=') && pull_spaces(rest))
			tag_set(tag, name, pull_value(rest));
		else
			tag_set(tag, name, name);
	}
	return false;
}

struct str
tag_pull_name(struct arena *arena, struct str *s)
{
	return tag_lower(arena, pull_name(s));
}

bool
tag_pull(struct arena *arena, struct str *s, struct tag_text *out)
{
	struct str rest = str_from(*s, 1); /* behind "<" */

	out->attr_count = 0;
	out->is_empty = false;
	out->name = tag_pull_name(arena, &rest);
	if (!pull_attributes(arena, &rest, out))
		return false;
	*s = rest;
	return true;
}

struct str
tag_value(const struct tag_text *tag, struct str name)
{
	for (unsigned i = 0; i < tag->attr_count; i++)
		if (str_equal(tag->attrs[i].name, name))
			return tag->attrs[i].value;
	return (struct str){ 0 };
}

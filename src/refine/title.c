/* Titles: the headline, and what sites put before and behind it. */
#include "refine/mend.h"
#include "refine/rules.h"
#include "refine/title.h"

static const struct str separators[] = {
	STR_INIT(" - "),
	STR_INIT(" – "),
	STR_INIT(" — "),
	STR_INIT(" | "),
	STR_INIT("｜"),
	STR_INIT("_"),
};

/* The last separator of ${s}: where it begins and ends; false if there is none. */
static bool
last_separator(struct str s, size_t *from, size_t *to)
{
	bool found = false;

	*from = *to = 0;
	for (size_t i = 0; i < LENGTH(separators); i++)
		for (ptrdiff_t at = 0; (at = str_find(s, separators[i], (size_t)at)) >= 0; at++)
			if (!found || (size_t)at >= *from) {
				*from = (size_t)at;
				*to = (size_t)at + separators[i].n;
				found = true;
			}
	return found;
}

/* "[World] headline": the section, where the table knows it. */
static bool
pull_section(struct str *title, struct str *section)
{
	struct str rest = *title, name;

	if (!pull_char(&rest, '[') || !pull_until(&rest, S("]"), &name) ||
	    title_part(name) != TITLE_SECTION_BEFORE || str_trim(rest).n == 0)
		return false;
	*section = name;
	*title = text_trim_start(rest);
	return true;
}

void
title_split(struct str title, struct str source, struct title *out)
{
	size_t from = 0, to = 0, site_from;
	struct str whole = title;

	*out = (struct title){ 0 };
	pull_section(&title, &out->section);
	site_from = title.n;
	while (last_separator(title, &from, &to) && from > 0) {
		struct str name = text_trim(str_from(title, to));
		enum title_part part = title_part(name);

		if (part == TITLE_SECTION_BEHIND && !out->section.n)
			out->section = name;
		else if (part == TITLE_SITE || (source.n && str_equal(name, source)))
			site_from = to;
		else
			break;
		title = text_trim_end(str_slice(title, 0, from));
	}
	out->headline = title;
	if (site_from < whole.n)
		out->site =
		    text_trim(str_slice(whole, (size_t)(title.p - whole.p) + site_from, whole.n));
}

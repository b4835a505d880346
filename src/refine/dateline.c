#include "refine/dateline.h"
#include "refine/mend.h"

struct date_word {
	struct str word;
	enum dateline_kind kind;
};
static const struct date_word date_words[] = {
#define ROW(word, kind) { STR_INIT(word), kind },
#include "gen/datelines.inc"
#undef ROW
};

enum byline_place { BYLINE_BEFORE, BYLINE_BEHIND, BYLINE_BETWEEN };
struct byline_word {
	struct str word;
	enum byline_place where;
};
static const struct byline_word byline_words[] = {
#define ROW(word, where) { STR_INIT(word), where },
#include "gen/bylines.inc"
#undef ROW
};

enum { DATELINE_MAX = 240, NAME_MAX = 90, AUTHORS_MAX = 12 };

/* ---- the date ---- */

static bool
pull_colon(struct str *s)
{
	*s = text_trim_start(*s);
	if (pull_char(s, ':') || pull_str(s, S("：")))
		*s = text_trim_start(*s);
	return true;
}

/* "更新时间：" and the like at the front. */
static enum dateline_kind
pull_label(struct str *s)
{
	for (size_t i = 0; i < LENGTH(date_words); i++)
		if (date_words[i].kind != DATE_AGO && pull_str_nocase(s, date_words[i].word)) {
			pull_colon(s);
			return date_words[i].kind;
		}
	return DATE_NONE;
}

/* "19 分钟前", "3 hours ago". */
static bool
is_relative(struct str s)
{
	uint64_t number;

	if (!pull_number(&s, 100000, &number))
		return false;
	s = text_trim(s);
	for (size_t i = 0; i < LENGTH(date_words); i++)
		if (date_words[i].kind == DATE_AGO && str_equal_nocase(s, date_words[i].word))
			return true;
	return false;
}

static bool
line_is_date(struct str line, bool marked, int32_t zone_s, struct dateline *out)
{
	enum dateline_kind label = pull_label(&line);

	if (line.n == 0 || line.n > 64)
		return false;
	if (is_relative(line)) {
		*out = (struct dateline){ .kind = DATE_AGO, .date = line };
		return true;
	}
	if (!when_parse(line, zone_s, &out->when))
		return false;
	if (out->when.precision < WHEN_DAY ||
	    (out->when.precision < WHEN_MINUTE && !marked && !label))
		return false;
	out->kind = label ? label : DATE_PUBLISHED;
	out->date = line;
	return true;
}

/* A line of a byline is short and is no sentence. */
static bool
is_names(struct str line)
{
	static const struct str ends[] = {
		STR_INIT("。"),
		STR_INIT("！"),
		STR_INIT("？"),
		STR_INIT("；"),
		STR_INIT("…"),
		STR_INIT("http"),
	};

	for (size_t i = 0; i < LENGTH(ends); i++)
		if (str_find(line, ends[i], 0) >= 0)
			return false;
	return line.n <= NAME_MAX;
}

bool
dateline_read(struct str text, bool marked, int32_t zone_s, struct dateline *out)
{
	struct dateline found = { 0 };
	struct str rest = text, line;

	if (text.n > DATELINE_MAX)
		return false;
	while (pull_field(&rest, '\n', &line)) {
		line = text_trim(line);
		if (!line.n)
			continue;
		if (line_is_date(line, marked, zone_s, &found))
			continue;
		if (found.kind || !is_names(line))
			return false;
		if (!found.names.p)
			found.names.p = line.p;
		found.names.n = (size_t)(line.p + line.n - found.names.p);
	}
	if (!found.kind)
		return false;
	*out = found;
	return true;
}

/* ---- the names ---- */

static struct str
name_trim(struct str name)
{
	bool again = true;

	while (again) {
		again = false;
		name = text_trim(name);
		for (size_t i = 0; i < LENGTH(byline_words); i++) {
			struct str word = byline_words[i].word;

			if (byline_words[i].where == BYLINE_BEFORE && pull_str(&name, word))
				again = true;
			if (byline_words[i].where == BYLINE_BEHIND && str_ends(name, word)) {
				name.n -= word.n;
				again = true;
			}
		}
	}
	return name;
}

static const struct {
	struct str open, close;
} brackets[] = {
	{ STR_INIT("("), STR_INIT(")") },
	{ STR_INIT("（"), STR_INIT("）") },
	{ STR_INIT("["), STR_INIT("]") },
	{ STR_INIT("【"), STR_INIT("】") },
};

/* Up to the first bracket: what stands in it is a place, a role, an agency. */
static struct str
before_brackets(struct str name)
{
	for (size_t i = 0; i < LENGTH(brackets); i++) {
		ptrdiff_t at = str_find(name, brackets[i].open, 0);

		if (at >= 0)
			name.n = (size_t)at;
	}
	return name;
}

/* Length of the brackets that ${s} begins with, what is in them included; 0 if it begins with none.
 */
static size_t
brackets_length(struct str s)
{
	for (size_t i = 0; i < LENGTH(brackets); i++) {
		ptrdiff_t end =
		    str_starts(s, brackets[i].open) ? str_find(s, brackets[i].close, 0) : -1;

		if (end >= 0)
			return (size_t)end + brackets[i].close.n;
	}
	return 0;
}

static bool
strs_hold(const struct strs *list, struct str s)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equal(list->items[i], s))
			return true;
	return false;
}

static void
author_add(struct arena *arena, struct str name, struct strs *authors)
{
	name = name_trim(before_brackets(name_trim(name)));
	if (name.n < 2 || name.n > NAME_MAX || authors->count >= AUTHORS_MAX ||
	    strs_hold(authors, name))
		return;
	arena_push(arena, authors->items, authors->count, authors->capacity);
	authors->items[authors->count++] = name;
}

/* Length of the separator that ${s} begins with, 0 if it begins with none. */
static size_t
separator_length(struct str s)
{
	if (s.n && s.p[0] == '\n')
		return 1;
	for (size_t i = 0; i < LENGTH(byline_words); i++)
		if (byline_words[i].where == BYLINE_BETWEEN && str_starts(s, byline_words[i].word))
			return byline_words[i].word.n;
	return 0;
}

void
byline_split(struct arena *arena, struct str names, struct strs *authors)
{
	size_t from = 0;

	for (size_t i = 0; i < names.n;) {
		size_t n = separator_length(str_from(names, i)),
		       skip = brackets_length(str_from(names, i));

		if (n) {
			author_add(arena, str_slice(names, from, i), authors);
			from = i + n;
		}
		i += n ? n : skip ? skip : 1;
	}
	author_add(arena, str_from(names, from), authors);
}

#include "show/mirror_name.h"

#include "show/pages.h"

enum { PART_MAX = 40, REVISIONS_A_FOLDER = 400 };

struct err
target_parse(struct arena *arena, struct str path, struct target *out)
{
	ptrdiff_t mark = str_find_char(path, '?', 0);
	size_t end = mark < 0 ? path.n : (size_t)mark;
	struct err e;

	*out = (struct target){ 0 };
	e = route_find(arena, str_slice(path, 0, end), &out->route, &out->args);
	if (e.code)
		return e;
	return args_parse(arena, str_from(path, end + 1), out->route->params, &out->args);
}

/* ---- parts of names ---- */

/* Names that Windows keeps for devices, with or without a suffix. */
static bool
is_device(struct str word)
{
	static const struct str devices[] = { STR_INIT("con"), STR_INIT("prn"), STR_INIT("aux"),
		STR_INIT("nul"), STR_INIT("com"), STR_INIT("lpt") };

	for (size_t i = 0; i < LENGTH(devices); i++)
		if (str_equal(str_slice(word, 0, devices[i].n), devices[i]) &&
		    word.n <= devices[i].n + 1)
			return true;
	return false;
}

struct str
name_part(struct arena *arena, struct str word)
{
	bool plain = word.n && word.n <= PART_MAX && !is_device(word) && word.p[0] != 'x';

	for (size_t i = 0; i < word.n && plain; i++)
		plain = (word.p[i] >= 'a' && word.p[i] <= 'z') || char_is_digit(word.p[i]) ||
			(i && word.p[i] == '-');
	return plain ? word : str_format(arena, "x%016llx", (unsigned long long)str_hash(word));
}

/* "0/22/22618": a folder holds a thousand. */
static struct str
shelf_of(struct arena *arena, const char *kind, int64_t id)
{
	return str_format(arena, "%s/%lld/%lld/%lld", kind, (long long)(id / 1000000),
	    (long long)(id / 1000 % 1000), (long long)id);
}

struct str
name_of_article(struct arena *arena, int64_t id)
{
	return str_join(arena, shelf_of(arena, "a", id), S(".html"), STR_END);
}

struct str
name_of_source(struct arena *arena, struct str slug)
{
	return str_join(arena, S("s/"), name_part(arena, slug), STR_END);
}

/* ---- names of pages ---- */

static struct str
home_name(struct arena *arena, const struct args *args)
{
	(void)arena, (void)args;
	return S("index.html");
}

static struct str
day_name(struct arena *arena, const struct args *args)
{
	struct str day = args->text[PARAM_DAY];
	long long page = (long long)args->number[PARAM_PAGE];

	if (args->text[PARAM_BY].n)
		return (struct str){ 0 };
	return page > 1 ? str_format(arena, "d/%.4s/%.10s/%lld.html", day.p, day.p, page)
			: str_format(arena, "d/%.4s/%.10s.html", day.p, day.p);
}

static struct str
article_name(struct arena *arena, const struct args *args)
{
	return args->text[PARAM_Q].n ? (struct str){ 0 }
				     : name_of_article(arena, args->number[PARAM_ID]);
}

static struct str
revision_name(struct arena *arena, const struct args *args)
{
	long long n = (long long)args->number[PARAM_N];
	struct str shelf = shelf_of(arena, "v", args->number[PARAM_ID]);

	return str_format(arena, "%.*s/%lld/%lld.html", STR_ARGS(shelf), n / REVISIONS_A_FOLDER, n);
}

static struct str
diff_name(struct arena *arena, const struct args *args)
{
	long long n = (long long)args->number[PARAM_N], m = (long long)args->number[PARAM_M];
	struct str shelf = shelf_of(arena, "v", args->number[PARAM_ID]);

	if (args->text[PARAM_VIEW].n || args->text[PARAM_NOISE].n)
		return (struct str){ 0 };
	return str_format(
	    arena, "%.*s/%lld/%lld-%lld.html", STR_ARGS(shelf), m / REVISIONS_A_FOLDER, n, m);
}

static struct str
story_name(struct arena *arena, const struct args *args)
{
	struct place place = args->place[PARAM_AFTER];
	struct str shelf = shelf_of(arena, "t", args->number[PARAM_ID]);

	return place.id ? str_format(arena, "%.*s/%lld-%lld.html", STR_ARGS(shelf),
			      (long long)place.time, (long long)place.id)
			: str_join(arena, shelf, S(".html"), STR_END);
}

static struct str
stories_name(struct arena *arena, const struct args *args)
{
	return args->text[PARAM_BEFORE].n
		   ? str_format(arena, "w/%lld.html", (long long)args->place[PARAM_BEFORE].time)
		   : S("stories.html");
}

static struct str
changes_name(struct arena *arena, const struct args *args)
{
	struct place place = args->place[PARAM_BEFORE];
	struct str day = args->text[PARAM_DAY],
		   folder = day.n ? str_format(arena, "c/%.4s/%.10s", day.p, day.p) : S("changes");

	if (args->number[PARAM_SPAN] || args->number[PARAM_BY_WEIGHT] ||
	    args->number[PARAM_NOISE] || args->number[PARAM_CLASS])
		return (struct str){ 0 };
	return args->text[PARAM_BEFORE].n
		   ? str_format(arena, "%.*s/%lld-%lld.html", STR_ARGS(folder),
			 (long long)place.time, (long long)place.id)
		   : str_join(arena, folder, S(".html"), STR_END);
}

static struct str
source_name(struct arena *arena, const struct args *args)
{
	if (args->text[PARAM_BEFORE].n || args->text[PARAM_AFTER].n)
		return (struct str){ 0 };
	return str_join(
	    arena, name_of_source(arena, args->text[PARAM_SLUG]), S("/index.html"), STR_END);
}

static struct str
sources_name(struct arena *arena, const struct args *args)
{
	(void)arena, (void)args;
	return S("sources.html");
}

static struct str
about_name(struct arena *arena, const struct args *args)
{
	(void)arena, (void)args;
	return S("about.html");
}

static struct str
icon_name(struct arena *arena, const struct args *args)
{
	(void)arena, (void)args;
	return S("favicon.ico");
}

struct str
target_name(struct arena *arena, const struct target *target)
{
	static const struct {
		handler *page;
		struct str (*name)(struct arena *arena, const struct args *args);
	} pages[] = {
		{ page_home, home_name },
		{ page_day, day_name },
		{ page_article, article_name },
		{ page_version, revision_name },
		{ page_diff, diff_name },
		{ page_story, story_name },
		{ page_stories, stories_name },
		{ page_changes, changes_name },
		{ page_source, source_name },
		{ page_sources, sources_name },
		{ page_about, about_name },
		{ file_icon, icon_name },
	};

	for (size_t i = 0; i < LENGTH(pages); i++)
		if (pages[i].page == target->route->handler)
			return pages[i].name(arena, &target->args);
	return (struct str){ 0 };
}

/* ---- from one to another ---- */

struct str
name_between(struct arena *arena, struct str from, struct str to)
{
	struct buf out CLEAN(buf_done) = { 0 };
	size_t same = 0;

	for (size_t i = 0; i < from.n && i < to.n && from.p[i] == to.p[i]; i++)
		if (from.p[i] == '/')
			same = i + 1;
	for (size_t i = same; i < from.n; i++)
		if (from.p[i] == '/')
			buf_push_literal(&out, "../");
	buf_push_str(&out, str_from(to, same));
	return str_copy(arena, buf_str(&out));
}

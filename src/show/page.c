#include <stdarg.h>
#include <stdio.h>

#include "show/page.h"
#include "show/style.h"

/* ---- the frame ---- */

static const struct section {
	enum word word;
	const char *path;
} sections[] = {
	{ WORD_TODAY, "/" },
	{ WORD_STORIES, "/stories" },
	{ WORD_FIGURES, "/figures" },
	{ WORD_CHANGES, "/changes" },
	{ WORD_SOURCES, "/sources" },
};

/* Where our pages are files, in place of what answers questions. */
static const struct section file_sections[] = {
	{ WORD_DAYS, FILES_DAYS },
	{ WORD_SEARCH, FILES_SEARCH },
};

static const struct {
	const char *suffix, *type;
} feeds[] = {
	{ "atom", "application/atom+xml" },
	{ "rss", "application/rss+xml" },
	{ "json", "application/feed+json" },
};

void
page_beginning(struct buf *out, enum tongue tongue)
{
	buf_push_literal(out, "<!doctype html>\n<html lang=\"");
	html_attr(out, tongue_lang(tongue));
	buf_push_literal(out,
	    "\">\n<head>\n<meta charset='utf-8'>\n"
	    "<meta name='viewport' content='width=device-width, initial-scale=1'>\n"
	    "<link rel='icon' href='/favicon.ico'>\n"
	    "<link rel='manifest' href='/manifest.webmanifest'>\n<style>");
	buf_push_str(out, style_sheet());
	buf_push_literal(out, "</style>\n<title>");
}

/* Nobody sends a policy with a file.  This one names only what is never in ours: what "self" is differs between disks. */
#define FILE_POLICY                                                                                      \
	"<meta http-equiv='Content-Security-Policy' content=\"script-src 'none'; object-src 'none'; "     \
	"frame-src 'none'; connect-src 'none'; form-action 'none'; base-uri 'none'\">\n"

/* Pages as files share one sheet. */
static void
file_beginning(struct html_out *out)
{
	out_put(out, "<!doctype html>\n<html lang=\"");
	html_attr(out->to, tongue_lang(out->tongue));
	out_put(out, "\">\n<head>\n<meta charset='utf-8'>\n");
	if (out->links->policy)
		out_put(out, FILE_POLICY);
	out_put(out, "<meta name='viewport' content='width=device-width, initial-scale=1'>\n<link rel='icon'");
	out_href(out, "/favicon.ico");
	out_put(out, ">\n<link rel='stylesheet'");
	out_href(out, "/style.css");
	out_put(out, ">\n<title>");
}

static void
feeds_write(struct html_out *out, const char *path, struct str query)
{
	for (size_t i = 0; i < LENGTH(feeds); i++) {
		if (!out_leads(out, "%s.%s", path, feeds[i].suffix))
			continue;
		buf_push_format(out->to, "<link rel='alternate' type='%s'", feeds[i].type);
		out_href(out, "%s.%s%.*s", path, feeds[i].suffix, STR_ARGS(query));
		out_put(out, ">\n");
	}
}

/* Where lists go on: browsers and readers' programs look here, people look below the list. */
static void
neighbour_write(struct html_out *out, const char *rel, struct str path)
{
	if (!path.n || !out_leads(out, "%.*s", STR_ARGS(path)))
		return;
	buf_push_format(out->to, "<link rel='%s'", rel);
	out_href(out, "%.*s", STR_ARGS(path));
	out_put(out, ">\n");
}

/* What this reader has set. */
static void
settings_write(struct html_out *out, const struct response *response)
{
	if (response->style.n) {
		out_put(out, "<style>");
		buf_push_str(out->to, response->style);
		out_put(out, "</style>\n");
	}
	if (response->has_script)
		out_put(out, "<script src='/keys.js' defer></script>\n");
}

static void
head_write(struct html_out *out, const struct page *page, const struct response *response)
{
	if (out->links)
		file_beginning(out);
	else
		page_beginning(out->to, out->tongue);
	out_text(out, page->title);
	out_put(out, " – ");
	out_word(out, WORD_NAME);
	out_put(out, "</title>\n");
	/* Under no-referrer, which our headers ask for, browsers send "Origin: null" even to ourselves. */
	if (page->has_form)
		out_put(out, "<meta name='referrer' content='same-origin'>\n");
	out_put(out, "<meta name='description' content=\"");
	html_attr(out->to, page->description.n ? page->description : word_text(WORD_DESCRIPTION, out->tongue));
	out_put(out, "\">\n");
	if (page->canonical.n && !out->links) {
		out_put(out, "<link rel='canonical' href=\"");
		html_attr(out->to, response->base);
		html_attr(out->to, page->canonical);
		out_put(out, "\">\n");
	}
	neighbour_write(out, "prev", page->prev);
	neighbour_write(out, "next", page->next);
	settings_write(out, response);
	feeds_write(out, page->feed ? page->feed : "/feed/all", page->feed_query);
	out_put(out, "</head>\n");
}

static void
section_link(struct html_out *out, const struct section *link, enum word here)
{
	if (!out_leads(out, "%s", link->path))
		return;
	out_put(out, " <a");
	out_href(out, "%s", link->path);
	if (link->word == here)
		out_put(out, " aria-current='page'");
	out_put(out, ">");
	out_word(out, link->word);
	out_put(out, "</a>");
}

static void
navigation(struct html_out *out, enum word section)
{
	out_put(out, "<nav aria-label=\"");
	html_attr(out->to, word_text(WORD_NAVIGATION, out->tongue));
	out_put(out, "\"><a class='seal'");
	out_href(out, "/");
	out_put(out, ">信史</a>");
	for (size_t i = 0; i < LENGTH(sections); i++)
		section_link(out, &sections[i], section);
	for (size_t i = 0; out->links && i < LENGTH(file_sections); i++)
		section_link(out, &file_sections[i], section);
	out_put(out, "</nav>");
}

static void
search_form(struct html_out *out)
{
	out_put(out, "<form role='search'");
	out_action(out, "/search");
	out_put(out, "><input type='search' name='q' accesskey='s' aria-label=\"");
	html_attr(out->to, word_text(WORD_SEARCH_ALL, out->tongue));
	out_put(out, "\"><button>");
	out_word(out, WORD_SEARCH);
	out_put(out, "</button></form>");
}

struct html_out *
page_begin(struct response *response, const struct page *page)
{
	struct html_out *out = &response->out;

	response->media = MEDIA_HTML;
	response->title = page->title;
	if (page->is_as_published)
		out->converter = NULL;
	head_write(out, page, response);
	out_put(out, "<body>\n<a class='skip' href='#main'>");
	out_word(out, WORD_SKIP);
	out_put(out, "</a>\n<header>");
	navigation(out, page->section);
	if (!page->is_search && !out->links)
		search_form(out);
	out_put(out, "</header>\n<main id='main'>\n");
	if (out->converter) {
		out_put(out, "<p class='machine'>");
		out_word(out, WORD_MACHINE);
		out_put(out, "</p>\n");
	}
	return out;
}

/* 简 繁 原: this page in the other script, or as published. */
static const struct {
	enum script script;
	const char *lang;
	enum word word;
} scripts[] = {
	{ SCRIPT_HANS, "zh-Hans", WORD_HANS },
	{ SCRIPT_HANT, "zh-Hant", WORD_HANT },
	{ SCRIPT_AS_WRITTEN, "", WORD_AS_PUBLISHED },
};

/* Who has set a script needs a path that says otherwise. */
static struct str
script_prefix(const struct request *request, enum script script)
{
	static const struct str prefixes[] = { [SCRIPT_AS_WRITTEN] = STR_INIT(""),
		[SCRIPT_HANS] = STR_INIT("/zh-hans"),
		[SCRIPT_HANT] = STR_INIT("/zh-hant") };

	if (script == SCRIPT_AS_WRITTEN && request->settings.script != SCRIPT_AS_WRITTEN)
		return S("/original");
	return prefixes[script];
}

static void
script_switch(const struct request *request, struct html_out *out)
{
	for (size_t i = 0; i < LENGTH(scripts); i++) {
		if (scripts[i].script == request->script) {
			out_put(out, " <b>");
			out_word(out, scripts[i].word);
			out_put(out, "</b>");
			continue;
		}
		out_put(out, " <a rel='nofollow' href=\"");
		buf_push_str(out->to, script_prefix(request, scripts[i].script));
		html_attr(out->to, request->path.n ? request->path : S("/"));
		html_attr(out->to, request->query);
		out_put(out, "\">");
		out_word(out, scripts[i].word);
		out_put(out, "</a>");
	}
}

static void
copy_note(struct html_out *out)
{
	out_put(out, "<span>");
	out_word(out, WORD_COPY_OF);
	out_put(out, " ");
	out_time(out, out->links->captured, TIME_ZONE);
	out_put(out, "</span>");
}

void
page_end(struct request *request, struct response *response)
{
	static const struct {
		enum word word;
		const char *path;
	} foot[] = { { WORD_FEEDS, "/feeds" }, { WORD_VERIFY, "/verify" }, { WORD_ABOUT, "/about" },
		{ WORD_SETTINGS, "/settings" }, { WORD_KEYS, "/help/keys" } };
	struct html_out *out = &response->out;

	out_put(out, "</main>\n<footer><p>");
	if (out->links)
		copy_note(out);
	else
		script_switch(request, out);
	out_put(out, "</p><p>");
	for (size_t i = 0; i < LENGTH(foot); i++) {
		if (!out_leads(out, "%s", foot[i].path))
			continue;
		out_put(out, " ");
		link_word(out, foot[i].word, "%s", foot[i].path);
	}
	out_put(out, "</p></footer>\n</body>\n</html>\n");
}

/* ---- lists ---- */

void
lines_begin(struct html_out *out)
{
	out_put(out, "<ol class='list'>\n");
}

static void
line_facts(struct html_out *out, const struct article_row *row, unsigned flags)
{
	bool some = false;

	if (flags & (LINE_CLOCK | LINE_DAY)) {
		out_time(out, row->time,
		    !(flags & LINE_DAY)	 ? TIME_CLOCK
		    : flags & LINE_CLOCK ? TIME_BOTH
					 : TIME_DAY);
		some = true;
	}
	if (flags & LINE_SOURCE) {
		if (some)
			out_dot(out);
		out_said(out, row->source_name, S(""));
		some = true;
	}
	if (row->changes) {
		if (some)
			out_dot(out);
		out_put(out, "<b>");
		out_count(out, WORD_CHANGED_TIMES, row->changes);
		out_put(out, "</b>");
	}
	if (row->flags & ARTICLE_DATE_FUTURE) {
		out_dot(out);
		out_word(out, WORD_DATE_FUTURE);
	}
}

void
line_begin(struct html_out *out, const struct article_row *row, unsigned flags)
{
	out_put(out, "<li><a");
	out_href(out, "/a/%lld", (long long)row->id);
	out_lang(out, row->lang);
	out_put(out, ">");
	if (row->headline.n)
		out_said(out, row->headline, row->lang);
	else
		out_word(out, WORD_NO_TITLE);
	out_put(out, "</a> <small>");
	line_facts(out, row, flags);
	out_put(out, "</small>");
}

void
line_article(struct html_out *out, const struct article_row *row, unsigned flags)
{
	line_begin(out, row, flags);
	out_put(out, "</li>\n");
}

void
lines_end(struct html_out *out)
{
	out_put(out, "</ol>\n");
}

/* ---- small things ---- */

void
link_word(struct html_out *out, enum word word, const char *format, ...)
{
	va_list arguments;
	struct str path;

	va_start(arguments, format);
	path = str_vformat(out->arena, format, arguments);
	va_end(arguments);
	if (!out_leads(out, "%.*s", STR_ARGS(path))) {
		out_word(out, word);
		return;
	}
	out_put(out, "<a");
	out_href(out, "%.*s", STR_ARGS(path));
	out_put(out, ">");
	out_word(out, word);
	out_put(out, "</a>");
}

void
link_data(struct html_out *out, struct str path, struct str query)
{
	out_put(out, "<a");
	out_href(out, "%.*s.csv%.*s", STR_ARGS(path), STR_ARGS(query));
	out_put(out, ">CSV</a><a");
	out_href(out, "%.*s.json%.*s", STR_ARGS(path), STR_ARGS(query));
	out_put(out, ">JSON</a>");
}

void
link_source(struct html_out *out, struct str slug, struct str name)
{
	struct str path = percent_encode(out->arena, slug);

	out_put(out, "<a");
	out_href(out, "/source/%.*s", STR_ARGS(path));
	out_put(out, ">");
	out_said(out, name, S(""));
	out_put(out, "</a>");
}

void
fact(struct html_out *out, enum word word)
{
	out_put(out, "<dt>");
	out_word(out, word);
	out_put(out, "</dt><dd>");
}

int64_t
page_number(const struct request *request)
{
	return request->args.text[PARAM_PAGE].p ? request->args.number[PARAM_PAGE] : 1;
}

static struct str
page_path(const struct request *request, int64_t page)
{
	struct str number = page > 1 ? str_format(request->arena, "%lld", (long long)page) : S("");
	struct str query = args_query(
	    request->arena, &request->args, request->route->params, PARAM_PAGE, number, PARAM_MAX);

	return str_join(request->arena, request->path, query, STR_END);
}

void
page_beside(const struct request *request, int64_t page, int64_t pages, struct page *out)
{
	if (page > 1)
		out->prev = page_path(request, page - 1);
	if (page < pages)
		out->next = page_path(request, page + 1);
}

static void
step(struct request *request, struct html_out *out, enum word word, const char *rel, int64_t page)
{
	buf_push_format(out->to, "<a rel='%s'", rel);
	out_href(out, "%.*s", STR_ARGS(page_path(request, page)));
	out_put(out, ">");
	out_word(out, word);
	out_put(out, "</a>");
}

void
page_steps(struct request *request, struct html_out *out, int64_t page, int64_t pages)
{
	if (pages < 2)
		return;
	out_put(out, "<nav class='steps' aria-label=\"");
	html_attr(out->to, word_text(WORD_PAGES, out->tongue));
	out_put(out, "\">");
	if (page > 1)
		step(request, out, WORD_PAGE_BEFORE, "prev", page - 1);
	out_put(out, "<span>");
	out_count(out, WORD_PAGE_N, page);
	buf_push_format(out->to, " / %lld</span>", (long long)pages);
	if (page < pages)
		step(request, out, WORD_PAGE_AFTER, "next", page + 1);
	out_put(out, "</nav>\n");
}

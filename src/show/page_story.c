/*
 * page_story.c: one event as its outlets told it: who told it first, every article in order of time,
 * and why each is here; the stories of a week.
 */
#include "show/page.h"
#include "show/pages.h"
#include "show/pair.h"
#include "show/story_figures.h"
#include "show/story_mark.h"
#include "story/stories.h"

enum { ARTICLES = 30, WEEK_S = 7 * 86400, STORIES = 60 };

struct story {
	int64_t id;
	struct story_head head;
	struct article_row lead; /* the first article */
	struct story_outlets outlets;
	struct article_rows rows; /* one more than shown where the story goes on */
};

static struct err
story_gather(struct request *request, struct story *out)
{
	struct archive *archive = request->clerk->archive;
	struct place place = request->args.place[PARAM_AFTER];
	struct article_rows first = { 0 };
	struct story_row row;
	struct err e = story_of(archive, request->arena, request->args.number[PARAM_ID], &row);

	if (e.code)
		return e;
	out->id = row.story;
	e = story_head(archive, out->id, &out->head);
	if (!e.code)
		e = story_articles(archive, request->arena, out->id, 0, 0, 1, &first);
	if (!e.code && !first.count)
		e = err_new(ERR_NOT_FOUND, "no article of this story is kept");
	if (!e.code && !place.id)
		e = story_outlets(archive, request->arena, out->id, &out->outlets);
	if (!e.code)
		e = story_articles(
		    archive, request->arena, out->id, place.time, place.id, ARTICLES + 1, &out->rows);
	if (!e.code)
		out->lead = first.items[0];
	return e;
}

/* ---- head ---- */

static void
head_write(struct html_out *out, const struct story *story)
{
	out_put(out, "<h1");
	out_lang(out, story->lead.lang);
	out_put(out, ">");
	if (story->lead.headline.n)
		out_said(out, story->lead.headline, story->lead.lang);
	else
		out_word(out, WORD_NO_TITLE);
	out_put(out, "</h1>\n<p class='meta'>");
	out_count(out, WORD_N_OUTLETS, story->head.sources);
	out_dot(out);
	out_count(out, WORD_N_ARTICLES, story->head.articles);
	out_dot(out);
	out_time(out, story->head.first, TIME_DAY);
	if (story->head.last - story->head.first >= 86400) {
		out_put(out, " – ");
		out_time(out, story->head.last, TIME_DAY);
	}
	out_dot(out);
	out_zone(out);
	out_put(out, "</p>\n");
	if (out->links)
		return;
	out_put(out, "<p class='tabs'><a");
	out_href(out, "/feed/story/%lld.atom", (long long)story->id);
	out_put(out, ">Atom</a> <a");
	out_href(out, "/story/%lld.epub", (long long)story->id);
	out_put(out, ">EPUB</a></p>\n");
}

static void
outlets_write(struct html_out *out, const struct story_outlets *outlets)
{
	if (outlets->count < 2)
		return;
	out_put(out, "<h2>");
	out_word(out, WORD_FIRST_REPORTS);
	out_put(out, "</h2>\n<div class='wide' tabindex='0' role='region' aria-label=\"");
	html_attr(out->to, word_text(WORD_FIRST_REPORTS, out->tongue));
	out_put(out, "\"><table>\n");
	for (size_t i = 0; i < outlets->count; i++) {
		const struct story_outlet *outlet = &outlets->items[i];

		out_put(out, "<tr><td><a");
		out_href(out, "/a/%lld", (long long)outlet->article);
		out_put(out, ">");
		out_time(out, outlet->first, TIME_BOTH);
		out_put(out, "</a></td><th scope='row'>");
		link_source(out, outlet->slug, outlet->name);
		out_put(out, "</th><td>");
		out_count(out, WORD_N_ARTICLES, outlet->articles);
		out_put(out, "</td></tr>\n");
	}
	out_put(out, "</table></div>\n");
}

/* ---- articles ---- */

/* Why it is here: the words that it has in common with another, and how like they are. */
static struct err
why_write(struct request *request, struct html_out *out, const struct article_row *row)
{
	struct archive *archive = request->clerk->archive;
	struct story_row placed;
	struct strs words = { 0 };
	struct err e = story_of(archive, request->arena, row->id, &placed);

	if (e.code || !placed.alike)
		return e;
	/* a text that is damaged takes away its words, not the page */
	(void)story_why_words(archive, request->arena, &placed, &words);
	out_put(out, "<small>");
	out_count(out, WORD_LIKENESS, placed.alike / (STORY_LIKE_ALL / 100));
	if (words.count) {
		out_dot(out);
		out_word(out, WORD_WHY_TOGETHER);
		out_put(out, ": ");
	}
	for (size_t i = 0; i < words.count; i++) {
		if (i)
			out_put(out, ", ");
		out_put(out, "<span");
		out_lang(out, row->lang);
		out_put(out, ">");
		out_said(out, words.items[i], row->lang);
		out_put(out, "</span>");
	}
	out_put(out, "</small>");
	return e;
}

/* Where it goes on; empty at its end. */
static struct str
rest_path(struct arena *arena, const struct story *story)
{
	const struct article_row *last = &story->rows.items[ARTICLES - 1];

	if (story->rows.count <= ARTICLES)
		return S("");
	return str_format(arena, "/story/%lld?after=%lld.%lld", (long long)story->id,
	    (long long)last->time, (long long)last->id);
}

static struct err
articles_write(struct request *request, struct html_out *out, const struct story *story)
{
	size_t shown = story->rows.count < ARTICLES ? story->rows.count : ARTICLES;
	struct err e = { 0 };

	out_put(out, "<h2>");
	out_word(out, WORD_ARTICLES_IN_TIME);
	out_put(out, "</h2>\n");
	lines_begin(out);
	for (size_t i = 0; i < shown && !e.code; i++) {
		line_begin(out, &story->rows.items[i], LINE_SOURCE | LINE_CLOCK | LINE_DAY);
		e = why_write(request, out, &story->rows.items[i]);
		out_put(out, "</li>\n");
	}
	lines_end(out);
	if (story->rows.count <= ARTICLES)
		return e;
	out_put(out, "<nav class='steps' aria-label=\"");
	html_attr(out->to, word_text(WORD_PAGES, out->tongue));
	out_put(out, "\">");
	out_put(out, "<a rel='next'");
	out_href(out, "%.*s", STR_ARGS(rest_path(request->arena, story)));
	out_put(out, ">");
	out_word(out, WORD_PAGE_AFTER);
	out_put(out, "</a>");
	out_put(out, "</nav>\n");
	return e;
}

struct err
page_story(struct request *request, struct response *response)
{
	struct story story = { 0 };
	struct article_rows shown;
	struct html_out *out = &response->out;
	struct err e;

	if (request->args.text[PARAM_SIDE_A].n && request->args.text[PARAM_SIDE_B].n)
		return page_pair(request, response);
	e = story_gather(request, &story);
	if (e.code)
		return e;
	page_begin(response, &(struct page){ .title = said(out, story.lead.headline, story.lead.lang),
				 .section = WORD_STORIES,
				 .feed = str_format(request->arena, "/feed/story/%lld%c", (long long)story.id, 0).p,
				 .canonical = str_format(request->arena, "/story/%lld", (long long)story.id),
				 .next = rest_path(request->arena, &story),
				 .has_form = request->options->marks });
	head_write(out, &story);
	outlets_write(out, &story.outlets);
	shown = story.rows;
	if (shown.count > ARTICLES)
		shown.count = ARTICLES;
	e = story_figures_write(request, out, &shown);
	if (!e.code)
		e = articles_write(request, out, &story);
	pair_form(out, story.id, &shown);
	story_mark_form(request, out, story.id, &shown);
	page_end(request, response);
	return e;
}

/* ---- the stories of a week ---- */

static struct err
newest_time(struct request *request, int64_t *out)
{
	struct article_filter filter = { .order = ORDER_NEWEST, .limit = 1 };
	struct article_rows rows;
	struct err e;

	filter.after_time = INT64_MAX;
	filter.after_id = INT64_MAX;
	e = articles_list(request->clerk->archive, request->arena, &filter, &rows);
	*out = !e.code && rows.count ? rows.items[0].time + 1 : 0;
	return e;
}

/* Where the newest story ends, for a list that begins with something; else the newest article. */
static struct err
newest_told(struct request *request, int64_t *out)
{
	int64_t time = 0;
	struct err e = stories_newest(request->clerk->archive, &time);

	if (e.code || !time)
		return e.code ? e : newest_time(request, out);
	*out = time + 1;
	return e;
}

void
story_line_begin(struct html_out *out, int64_t story, const struct article_row *row)
{
	out_put(out, "<li><a");
	out_href(out, "/story/%lld", (long long)story);
	out_lang(out, row->lang);
	out_put(out, ">");
	if (row->headline.n)
		out_said(out, row->headline, row->lang);
	else
		out_word(out, WORD_NO_TITLE);
	out_put(out, "</a>");
}

struct err
story_line(struct request *request, struct html_out *out, const struct story_head *head, int64_t from)
{
	enum { LOOKED_AT = 12, NAMED = 5 };
	struct article_rows rows;
	struct err e = story_articles(
	    request->clerk->archive, request->arena, head->story, from - 1, INT64_MAX, LOOKED_AT, &rows);
	size_t named = 0;

	if (e.code || !rows.count)
		return e;
	story_line_begin(out, head->story, &rows.items[0]);
	out_put(out, " <small><b>");
	out_count(out, WORD_N_OUTLETS, head->sources);
	out_put(out, "</b>");
	out_dot(out);
	out_count(out, WORD_N_ARTICLES, head->articles);
	for (size_t i = 0; i < rows.count && named < NAMED; i++) {
		bool again = false;
		for (size_t k = 0; k < i && !again; k++)
			again = rows.items[k].source == rows.items[i].source;
		if (again)
			continue;
		if (named++)
			out_put(out, ", ");
		else
			out_dot(out);
		out_said(out, rows.items[i].source_name, S(""));
	}
	out_put(out, "</small></li>\n");
	return e;
}

static struct err
week_write(struct request *request, struct html_out *out, int64_t from, int64_t to)
{
	struct story_heads heads;
	int64_t total;
	size_t shown = 0;
	struct err e = stories_list(
	    request->clerk->archive, request->arena, from, to, 0, STORIES, &heads, &total);

	for (size_t i = 0; !e.code && i < heads.count && heads.items[i].sources > 1; i++) {
		if (!shown++)
			lines_begin(out);
		e = story_line(request, out, &heads.items[i], from);
	}
	if (shown)
		lines_end(out);
	else {
		out_put(out, "<p class='end'>");
		out_word(out, WORD_NO_STORIES);
		out_put(out, "</p>\n");
	}
	return e;
}

static bool
week_leads(const struct html_out *out, struct str path)
{
	return path.n && out_leads(out, "%.*s", STR_ARGS(path));
}

static void
week_step(struct html_out *out, const char *rel, enum word word, struct str path)
{
	if (!week_leads(out, path))
		return;
	buf_push_format(out->to, "<a rel='%s'", rel);
	out_href(out, "%.*s", STR_ARGS(path));
	out_put(out, ">");
	out_word(out, word);
	out_put(out, "</a> ");
}

static void
week_steps(struct html_out *out, struct str before, struct str after)
{
	if (!week_leads(out, before) && !week_leads(out, after))
		return;
	out_put(out, "<nav class='steps' aria-label=\"");
	html_attr(out->to, word_text(WORD_PAGES, out->tongue));
	out_put(out, "\">");
	week_step(out, "prev", WORD_WEEK_BEFORE, before);
	week_step(out, "next", WORD_WEEK_AFTER, after);
	out_put(out, "</nav>\n");
}

/* The newest week needs no place in its path. */
static struct str
week_after(const struct request *request, int64_t to, int64_t newest)
{
	if (to >= newest)
		return S("");
	if (to + WEEK_S >= newest)
		return S("/stories");
	return str_format(request->arena, "/stories?before=%lld.1", (long long)(to + WEEK_S));
}

struct err
page_stories(struct request *request, struct response *response)
{
	int64_t to = request->args.place[PARAM_BEFORE].time, newest;
	struct html_out *out;
	struct str before, after;
	struct err e = newest_told(request, &newest);

	if (e.code)
		return e;
	if (!request->args.text[PARAM_BEFORE].n)
		to = newest;
	after = week_after(request, to, newest);
	before = str_format(request->arena, "/stories?before=%lld.1", (long long)(to - WEEK_S));
	out = page_begin(response,
	    &(struct page){ .title = word_text(WORD_STORIES, request->tongue),
		.section = WORD_STORIES,
		.prev = before,
		.next = after });
	out_put(out, "<h1>");
	out_word(out, WORD_STORIES);
	out_put(out, "</h1>\n<p class='meta'>");
	out_time(out, to - WEEK_S, TIME_DAY);
	out_put(out, " – ");
	out_time(out, to - 1, TIME_DAY);
	out_dot(out);
	out_word(out, WORD_STORIES_WHAT);
	out_put(out, "</p>\n");
	e = week_write(request, out, to - WEEK_S, to);
	week_steps(out, before, after);
	page_end(request, response);
	return e;
}

/*
 * page_compare.c: two outlets within some days: which stories both told and who was first, which
 * only one of them told of those that several did, and the words that mark each.
 */
#include <stdlib.h>

#include "search/wording.h"
#include "show/asked.h"
#include "show/page.h"
#include "show/pages.h"
#include "show/story_mark.h"
#include "store/compared.h"

enum {
	DAY_S = 86400,
	SPAN_USUAL_S = 7 * DAY_S,
	SPAN_MAX_S = 31 * DAY_S,
	SHARED_SHOWN = 40,
	LONE_SHOWN = 10,
	LONE_LOOKED_AT = 400, /* of the stories that most outlets told */
	WORDED_TEXTS = 80,    /* newest shared stories whose texts are compared */
	WORDED_LEAST = 3,     /* texts that have a word; one more for each WORDED_SHARE of them */
	WORDED_SHARE = 20,
};

struct comparing {
	struct source sides[2];
	int64_t from, to;
	struct compared_stories stories;
	int64_t told[2], first[2], shared;
	struct worded_list words[2];
};

/* ---- gathering ---- */

static struct err
newest_of_archive(struct request *request, int64_t *out)
{
	struct article_filter filter = {
		.order = ORDER_NEWEST, .limit = 1, .after_time = INT64_MAX, .after_id = INT64_MAX
	};
	struct article_rows rows = { 0 };
	struct err e = articles_list(request->clerk->archive, request->arena, &filter, &rows);

	*out = !e.code && rows.count ? rows.items[0].time + 1 : 1;
	return e;
}

/* What was asked for, or the last days that the archive has; never more than can be answered at
 * once. */
static struct err
span_of(struct request *request, struct comparing *comparing)
{
	struct err e = { 0 };

	asked_range(request, &comparing->from, &comparing->to);
	if (!comparing->to && comparing->from)
		comparing->to = comparing->from + SPAN_MAX_S;
	if (!comparing->to)
		e = newest_of_archive(request, &comparing->to);
	if (!comparing->from)
		comparing->from = comparing->to - SPAN_USUAL_S;
	if (comparing->to - comparing->from > SPAN_MAX_S)
		comparing->from = comparing->to - SPAN_MAX_S;
	return e;
}

static bool
is_shared(const struct compared_story *story)
{
	return story->articles[0] && story->articles[1];
}

/* Newest first: by when the second of the two told it. */
static int
by_time(const void *a, const void *b)
{
	const struct compared_story *x = a, *y = b;
	int64_t by_x = x->first[0] > x->first[1] ? x->first[0] : x->first[1];
	int64_t by_y = y->first[0] > y->first[1] ? y->first[0] : y->first[1];

	return by_x != by_y ? (by_x > by_y ? -1 : 1)
			    : (x->story < y->story) - (x->story > y->story);
}

static void
sum_up(struct comparing *comparing)
{
	for (size_t i = 0; i < comparing->stories.count; i++) {
		const struct compared_story *story = &comparing->stories.items[i];

		comparing->told[0] += story->articles[0] > 0;
		comparing->told[1] += story->articles[1] > 0;
		if (!is_shared(story))
			continue;
		comparing->shared++;
		comparing->first[0] += story->first[0] < story->first[1];
		comparing->first[1] += story->first[1] < story->first[0];
	}
}

static struct err
words_add(struct request *request, struct wording *wording, unsigned side, int64_t article)
{
	struct revision head = { 0 };
	struct str text;
	struct err e =
	    revision_get(request->clerk->archive, request->arena, article, 0, REVISION_HEAD, &head);

	if (!e.code)
		e = revision_text(request->clerk->archive, request->arena, head.id, &text);
	if (!e.code)
		wording_add(wording, side, text);
	return e;
}

/* Of the stories that both told, so that it is wording that differs, not what was chosen. */
static struct err
words_gather(struct request *request, struct comparing *comparing)
{
	struct wording *wording = wording_open(request->arena);
	size_t texts = 0;
	struct err e = { 0 };

	for (size_t i = 0; i < comparing->stories.count && texts < WORDED_TEXTS && !e.code; i++) {
		const struct compared_story *story = &comparing->stories.items[i];

		if (!is_shared(story))
			continue;
		texts++;
		e = words_add(request, wording, 0, story->article[0]);
		if (!e.code)
			e = words_add(request, wording, 1, story->article[1]);
	}
	for (unsigned side = 0; side < 2 && texts && !e.code; side++)
		wording_of(wording, side, (unsigned)(WORDED_LEAST + texts / WORDED_SHARE),
		    &comparing->words[side]);
	return e;
}

static struct err
comparing_gather(struct request *request, struct comparing *out)
{
	struct archive *archive = request->clerk->archive;
	struct err e =
	    source_find(archive, request->arena, request->args.text[PARAM_SIDE_A], &out->sides[0]);

	if (!e.code)
		e = source_find(
		    archive, request->arena, request->args.text[PARAM_SIDE_B], &out->sides[1]);
	if (!e.code)
		e = span_of(request, out);
	if (!e.code)
		e = stories_compared(archive, request->arena, out->sides[0].id, out->sides[1].id,
		    out->from, out->to, &out->stories);
	if (e.code || out->sides[0].id == out->sides[1].id)
		return e;
	if (out->stories.count)
		qsort(out->stories.items, out->stories.count, sizeof(*out->stories.items), by_time);
	sum_up(out);
	return words_gather(request, out);
}

/* ---- the form ---- */

static void
side_field(struct request *request, struct html_out *out, enum param param, enum word word,
    const struct sources *sources)
{
	struct str sent = request->args.text[param];

	out_put(out, "<label><span>");
	out_word(out, word);
	out_put(out, "</span><select name='");
	out_text(out, param_name(param));
	out_put(out, "'>");
	for (size_t i = 0; i < sources->count; i++) {
		out_put(out, "<option");
		out_value(out, sources->items[i].slug);
		if (sent.n ? str_equal(sources->items[i].slug, sent) : i == (param == PARAM_SIDE_B))
			out_put(out, " selected");
		out_put(out, ">");
		out_said(out, sources->items[i].name, S(""));
		out_put(out, "</option>");
	}
	out_put(out, "</select></label>");
}

static void
day_field(struct request *request, struct html_out *out, enum param param, enum word word)
{
	out_put(out, "<label><span>");
	out_word(out, word);
	out_put(out, "</span><input inputmode='numeric' size='10' maxlength='10' "
		     "placeholder='2021-02-03' name='");
	out_text(out, param_name(param));
	out_put(out, "'");
	out_value(out, request->args.text[param]);
	out_put(out, "></label>");
}

static struct err
form_write(struct request *request, struct html_out *out)
{
	struct sources sources = { 0 };
	struct err e = sources_names(request->clerk->archive, request->arena, &sources);

	out_put(out, "<form");
	out_action(out, "/compare");
	out_put(out, "><p>");
	side_field(request, out, PARAM_SIDE_A, WORD_SIDE_ONE, &sources);
	side_field(request, out, PARAM_SIDE_B, WORD_SIDE_OTHER, &sources);
	day_field(request, out, PARAM_FROM, WORD_FROM);
	day_field(request, out, PARAM_TO, WORD_TO);
	out_put(out, "<button>");
	out_word(out, WORD_COMPARE_DO);
	out_put(out, "</button></p></form>\n<p class='meta'>");
	out_word(out, WORD_COMPARE_WHAT);
	out_put(out, "</p>\n");
	return e;
}

/* ---- in numbers ---- */

static void
number_row(struct html_out *out, enum word word, int64_t one, int64_t other)
{
	out_put(out, "<tr><th scope='row'>");
	out_word(out, word);
	buf_push_format(out->to, "</th><td class='n'>%lld</td><td class='n'>%lld</td></tr>\n",
	    (long long)one, (long long)other);
}

static void
numbers_write(struct html_out *out, const struct comparing *comparing)
{
	out_put(out, "<table>\n<thead><tr><th scope='col'>");
	out_word(out, WORD_SUM);
	out_put(out, "</th>");
	for (unsigned side = 0; side < 2; side++) {
		out_put(out, "<th scope='col'>");
		link_source(out, comparing->sides[side].slug, comparing->sides[side].name);
		out_put(out, "</th>");
	}
	out_put(out, "</tr></thead>\n");
	number_row(
	    out, WORD_ARTICLES, comparing->stories.articles[0], comparing->stories.articles[1]);
	number_row(out, WORD_STORIES_TOLD, comparing->told[0], comparing->told[1]);
	number_row(out, WORD_STORIES_SHARED, comparing->shared, comparing->shared);
	number_row(out, WORD_STORIES_FIRST, comparing->first[0], comparing->first[1]);
	out_put(out, "</table>\n");
}

/* ---- told by both ---- */

static void
later_write(struct html_out *out, int64_t seconds)
{
	enum { TOO_MANY_MINUTES = 180 };
	int64_t minutes = (seconds + 30) / 60;

	if (minutes < TOO_MANY_MINUTES)
		out_count(out, WORD_LATER_MINUTES, minutes);
	else
		out_count(out, WORD_LATER_HOURS, (seconds + 1800) / 3600);
}

static struct err
shared_write(struct request *request, struct html_out *out, const struct comparing *comparing,
    const struct compared_story *story)
{
	unsigned first = story->first[1] < story->first[0];
	struct article_row row;
	struct err e =
	    article_get(request->clerk->archive, request->arena, story->article[first], &row);

	if (e.code)
		return e;
	story_line_begin(out, story->story, &row);
	out_put(out, " <small>");
	out_word(out, WORD_FIRST_BY);
	out_put(out, " <b>");
	out_said(out, comparing->sides[first].name, S(""));
	out_put(out, "</b> ");
	out_time(out, story->first[first], TIME_BOTH);
	out_dot(out);
	out_said(out, comparing->sides[!first].name, S(""));
	out_put(out, " ");
	later_write(out, story->first[!first] - story->first[first]);
	out_dot(out);
	link_word(out, WORD_SIDE_BY_SIDE, "/story/%lld?a=%lld&b=%lld", (long long)story->story,
	    (long long)story->article[0], (long long)story->article[1]);
	out_put(out, "</small></li>\n");
	return e;
}

static struct err
all_shared_write(struct request *request, struct html_out *out, const struct comparing *comparing)
{
	size_t shown = 0;
	struct err e = { 0 };

	out_put(out, "<h2>");
	out_word(out, WORD_BOTH_TOLD);
	out_put(out, "</h2>\n");
	if (!comparing->shared) {
		out_put(out, "<p class='end'>");
		out_word(out, WORD_NOTHING_SHARED);
		out_put(out, "</p>\n");
		return e;
	}
	lines_begin(out);
	for (size_t i = 0; i < comparing->stories.count && shown < SHARED_SHOWN && !e.code; i++) {
		if (!is_shared(&comparing->stories.items[i]))
			continue;
		shown++;
		e = shared_write(request, out, comparing, &comparing->stories.items[i]);
	}
	lines_end(out);
	return e;
}

/* ---- told by one of the two ---- */

static const struct compared_story *
story_find(const struct compared_stories *stories, int64_t story)
{
	for (size_t i = 0; i < stories->count; i++)
		if (stories->items[i].story == story)
			return &stories->items[i];
	return NULL;
}

static bool
is_lone(const struct comparing *comparing, const struct story_head *head, unsigned side)
{
	const struct compared_story *story = story_find(&comparing->stories, head->story);

	return head->sources > 1 && story && story->articles[side] && !story->articles[!side];
}

static struct err
lone_write(struct request *request, struct html_out *out, const struct comparing *comparing,
    const struct story_heads *heads, unsigned side)
{
	size_t shown = 0;
	struct err e = { 0 };

	for (size_t i = 0; i < heads->count && shown < LONE_SHOWN && !e.code; i++) {
		if (!is_lone(comparing, &heads->items[i], side))
			continue;
		if (!shown++) {
			out_put(out, "<h2>");
			out_word(out, WORD_ONLY_BY);
			out_put(out, " ");
			out_said(out, comparing->sides[side].name, S(""));
			out_put(out, "</h2>\n");
			lines_begin(out);
		}
		e = story_line(request, out, &heads->items[i], comparing->from);
	}
	if (shown)
		lines_end(out);
	return e;
}

/* ---- words ---- */

static void
words_write(
    struct request *request, struct html_out *out, const struct comparing *comparing, unsigned side)
{
	const struct worded_list *words = &comparing->words[side];

	if (!words->count)
		return;
	out_put(out, "<h2>");
	out_word(out, WORD_WORDS_OF);
	out_put(out, " ");
	out_said(out, comparing->sides[side].name, S(""));
	out_put(out, "</h2><ul class='chips'>\n");
	for (size_t i = 0; i < words->count; i++) {
		struct str q = percent_encode(request->arena, words->items[i].word);
		struct str slug = percent_encode(request->arena, comparing->sides[side].slug);

		out_put(out, "<li><a rel='nofollow'");
		out_href(out, "/search?q=%%22%.*s%%22&source=%.*s", STR_ARGS(q), STR_ARGS(slug));
		out_put(out, ">");
		out_said(out, words->items[i].word, S(""));
		buf_push_format(out->to, "</a> %u</li>\n", words->items[i].texts);
	}
	out_put(out, "</ul>\n");
}

/* ---- the whole ---- */

static void
span_write(struct html_out *out, const struct comparing *comparing)
{
	out_put(out, "<p class='meta'>");
	out_time(out, comparing->from, TIME_DAY);
	out_put(out, " – ");
	out_time(out, comparing->to - 1, TIME_DAY);
	out_dot(out);
	out_zone(out);
	out_put(out, "</p>\n");
}

static struct err
comparing_write(struct request *request, struct html_out *out, const struct comparing *comparing)
{
	struct story_heads heads = { 0 };
	int64_t total = 0;
	struct err e;

	span_write(out, comparing);
	numbers_write(out, comparing);
	words_write(request, out, comparing, 0);
	words_write(request, out, comparing, 1);
	if (comparing->words[0].count || comparing->words[1].count) {
		out_put(out, "<p class='meta'>");
		out_word(out, WORD_WORDS_HOW);
		out_put(out, "</p>\n");
	}
	e = all_shared_write(request, out, comparing);
	if (!e.code)
		e = stories_list(request->clerk->archive, request->arena, comparing->from,
		    comparing->to, 0, LONE_LOOKED_AT, &heads, &total);
	for (unsigned side = 0; side < 2 && !e.code; side++)
		e = lone_write(request, out, comparing, &heads, side);
	return e;
}

struct err
page_compare(struct request *request, struct response *response)
{
	const struct str *sent = request->args.text;
	bool is_asked = sent[PARAM_SIDE_A].n && sent[PARAM_SIDE_B].n;
	struct comparing comparing = { 0 };
	struct err e = is_asked ? comparing_gather(request, &comparing) : (struct err){ 0 };
	bool is_one = comparing.sides[0].id == comparing.sides[1].id;
	struct html_out *out = &response->out;
	struct str title = word_text(WORD_COMPARE, request->tongue);

	if (e.code)
		return e;
	if (is_asked)
		title = str_join(request->arena, said(out, comparing.sides[0].name, S("")),
		    S(" · "), said(out, comparing.sides[1].name, S("")), STR_END);
	page_begin(response, &(struct page){ .title = title, .section = WORD_SOURCES });
	out_put(out, "<h1>");
	out_text(out, title);
	out_put(out, "</h1>\n");
	e = form_write(request, out);
	if (is_asked && is_one) {
		out_put(out, "<p class='end'>");
		out_word(out, WORD_SIDE_SAME);
		out_put(out, "</p>\n");
	} else if (is_asked && !e.code)
		e = comparing_write(request, out, &comparing);
	page_end(request, response);
	return e;
}

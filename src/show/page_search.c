#include "show/asked.h"
#include "show/facets.h"
#include "show/messages.h"
#include "show/page.h"
#include "show/pages.h"
#include "show/search_form.h"

enum { HITS = 20 };

/* ---- hits ---- */

static void
hit_write(struct html_out *out, const struct hit *hit, struct str marking)
{
	const struct article_row *row = &hit->article;

	out_put(out, "<li><a");
	out_href(out, "/a/%lld%.*s", (long long)row->id, STR_ARGS(marking));
	out_lang(out, row->lang);
	out_put(out, ">");
	if (hit->headline.text.n)
		out_marked(out, &hit->headline, row->lang);
	else
		out_word(out, WORD_NO_TITLE);
	out_put(out, "</a>");
	if (hit->snippet.text.n) {
		out_put(out, "<p");
		out_lang(out, row->lang);
		out_put(out, ">");
		out_marked(out, &hit->snippet, row->lang);
		out_put(out, "</p>");
	}
	out_put(out, "<small>");
	out_said(out, row->source_name, S(""));
	out_dot(out);
	out_time(out, row->time, TIME_BOTH);
	if (row->changes) {
		out_dot(out);
		out_put(out, "<b>");
		out_count(out, WORD_CHANGED_TIMES, row->changes);
		out_put(out, "</b>");
	}
	out_put(out, "</small></li>\n");
}

/* Feeds have an order of their own, and begin with the newest. */
static struct str
feed_query(const struct request *request)
{
	return args_query(request->arena, &request->args,
	    request->route->params & ~PARAM_BIT(PARAM_SORT), PARAM_MAX, S(""), PARAM_PAGE);
}

static void
total_write(struct request *request, struct html_out *out, const struct asked *asked,
    const struct results *results)
{
	struct str query = feed_query(request);
	struct str book = args_query(request->arena, &request->args, request->route->params,
	    PARAM_MAX, S(""), PARAM_PAGE);

	out_put(out, "<p class='meta'>");
	out_count(out, results->total_is_floor ? WORD_MORE_THAN_HITS : WORD_N_HITS, results->total);
	out_dot(out);
	out_zone(out);
	out_dot(out);
	out_text(out, query_text(request->arena, asked->query));
	out_dot(out);
	out_put(out, "<a");
	out_href(out, "/feed/search.atom%.*s", STR_ARGS(query));
	out_put(out, ">");
	out_word(out, WORD_FEED_OF_SEARCH);
	out_put(out, "</a>");
	if (results->total) {
		out_dot(out);
		out_put(out, "<a");
		out_href(out, "/search.epub%.*s", STR_ARGS(book));
		out_put(out, ">EPUB</a>");
	}
	if (results->total > 1) {
		out_dot(out);
		out_put(out, "<a href='#narrow'>");
		out_word(out, WORD_NARROW_BY);
		out_put(out, "</a>");
	}
	out_put(out, "</p>\n");
}

/* Behind the last page there is nothing to suggest; what cannot be tried is not suggested. */
static void
nothing_write(struct request *request, struct html_out *out, const struct asked *asked,
    const struct results *results)
{
	struct suggestions suggestions = { 0 };

	if (!results->total)
		(void)search_suggest(request->clerk->search, request->arena, asked->query,
		    &asked->options, &suggestions);
	search_suggestions_write(request, out, &suggestions);
	search_help_write(out);
}

/* As many as an address can name. */
static int64_t
pages_of(const struct results *results)
{
	enum { PAGES_MAX = 500 };
	int64_t pages = (results->total + HITS - 1) / HITS;

	return pages < PAGES_MAX ? pages : PAGES_MAX;
}

static void
results_write(struct request *request, struct html_out *out, const struct asked *asked,
    const struct results *results)
{
	struct str marking = args_query(
	    request->arena, &request->args, PARAM_BIT(PARAM_Q), PARAM_MAX, S(""), PARAM_MAX);

	total_write(request, out, asked, results);
	facets_chosen(request, out);
	if (!results->count) {
		nothing_write(request, out, asked, results);
		return;
	}
	lines_begin(out);
	for (size_t i = 0; i < results->count; i++)
		hit_write(out, &results->items[i], marking);
	lines_end(out);
	page_steps(request, out, page_number(request), pages_of(results));
	facets_write(request, out, results);
}

/* ---- the whole ---- */

static void
fault_write(struct html_out *out, struct err e)
{
	out_put(out, "<p class='flag' role='alert'>");
	out_word(out, WORD_QUERY_FAULT);
	out_put(out, " ");
	if (e.what)
		out_text(out, message_or(out->tongue, str_from_c(e.what)));
	else
		out_word(out, error_word(e.code));
	if (e.at) {
		out_put(out, " ");
		out_count(out, WORD_AT_BYTE, e.at);
	}
	out_put(out, "</p>\n");
}

struct err
page_search(struct request *request, struct response *response)
{
	struct asked asked = { 0 };
	struct results results = { 0 };
	bool is_asked;
	struct err e = { 0 };
	struct page page = { .section = WORD_MAX, .is_search = true };
	struct html_out *out;
	struct str q;

	search_parts_take(request);
	q = request->args.text[PARAM_Q];
	is_asked = request->query.n != 0;
	if (is_asked)
		e = asked_parse(request, &asked);
	asked.options.offset = (size_t)(page_number(request) - 1) * HITS;
	asked.options.limit = HITS;
	asked.options.facets = asked.options.snippets = true;
	if (is_asked && !e.code)
		e = search_run(
		    request->clerk->search, request->arena, asked.query, &asked.options, &results);
	if (e.code && e.code != ERR_QUERY && e.code != ERR_SLOW)
		return e;
	page.title = q.n ? q : word_text(WORD_SEARCH, request->tongue);
	if (is_asked && !e.code) {
		page.feed = "/feed/search";
		page.feed_query = feed_query(request);
	}
	if (!e.code)
		page_beside(request, page_number(request), pages_of(&results), &page);
	out = page_begin(response, &page);
	response->status = e.code ? err_row(e.code)->http : 200;
	out_put(out, "<h1>");
	out_word(out, WORD_SEARCH);
	out_put(out, "</h1>\n");
	search_form_write(request, out);
	if (e.code)
		fault_write(out, e);
	else if (is_asked)
		results_write(request, out, &asked, &results);
	if (e.code || !is_asked)
		search_help_write(out);
	page_end(request, response);
	return (struct err){ 0 };
}

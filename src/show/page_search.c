#include "show/asked.h"
#include "show/facets.h"
#include "show/page.h"
#include "show/pages.h"

enum { HITS = 20 };

/* ---- the form ---- */

static void
option(struct html_out *out, struct str value, struct str chosen, struct str label)
{
	out_put(out, "<option");
	out_value(out, value);
	if (str_equal(value, chosen))
		out_put(out, " selected");
	out_put(out, ">");
	out_said(out, label, S(""));
	out_put(out, "</option>");
}

static void
label_begin(struct html_out *out, enum word word)
{
	out_put(out, "<label><span>");
	out_word(out, word);
	out_put(out, "</span>");
}

static void
source_field(struct request *request, struct html_out *out)
{
	struct sources sources = { 0 };

	label_begin(out, WORD_SOURCE);
	out_put(out, "<select name='source'>");
	option(out, S(""), request->args.text[PARAM_SOURCE], word_text(WORD_ALL, out->tongue));
	if (!sources_names(request->clerk->archive, request->arena, &sources).code)
		for (size_t i = 0; i < sources.count; i++)
			option(out, sources.items[i].slug, request->args.text[PARAM_SOURCE],
			    sources.items[i].name);
	out_put(out, "</select></label>");
}

static void
sort_field(struct request *request, struct html_out *out)
{
	static const struct {
		struct str value;
		enum word word;
	} orders[] = {
		{ STR_INIT("newest"), WORD_NEWEST_FIRST },
		{ STR_INIT("relevance"), WORD_BEST_FIRST },
		{ STR_INIT("oldest"), WORD_OLDEST_FIRST },
	};

	label_begin(out, WORD_ORDER);
	out_put(out, "<select name='sort'>");
	for (size_t i = 0; i < LENGTH(orders); i++)
		option(out, orders[i].value, request->args.text[PARAM_SORT],
		    word_text(orders[i].word, out->tongue));
	out_put(out, "</select></label>");
}

static void
date_field(struct html_out *out, const char *name, enum word word, struct str value)
{
	label_begin(out, word);
	buf_push_format(out->to,
	    "<input name='%s' inputmode='numeric' size='10' maxlength='10' "
	    "placeholder='2021-02-03'",
	    name);
	out_value(out, value);
	out_put(out, "></label>");
}

static void
form_write(struct request *request, struct html_out *out)
{
	const struct str *sent = request->args.text;

	out_put(out, "<form class='ask' role='search'");
	out_action(out, "/search");
	out_put(out,
	    ">\n<p><input type='search' name='q' accesskey='s' maxlength='1000' aria-label=\"");
	html_attr(out->to, word_text(WORD_SEARCH_ALL, out->tongue));
	out_put(out, "\"");
	out_value(out, sent[PARAM_Q]);
	out_put(out, "><button>");
	out_word(out, WORD_SEARCH);
	out_put(out, "</button></p>\n<details");
	if (sent[PARAM_SOURCE].n || sent[PARAM_FROM].n || sent[PARAM_TO].n ||
	    sent[PARAM_CHANGED].n || sent[PARAM_SORT].n)
		out_put(out, " open");
	out_put(out, "><summary>");
	out_word(out, WORD_NARROW);
	out_put(out, "</summary><p>");
	source_field(request, out);
	date_field(out, "from", WORD_FROM, sent[PARAM_FROM]);
	date_field(out, "to", WORD_TO, sent[PARAM_TO]);
	sort_field(request, out);
	out_put(out, "<label><input type='checkbox' name='changed' value='1'");
	if (request->args.number[PARAM_CHANGED])
		out_put(out, " checked");
	out_put(out, "><span>");
	out_word(out, WORD_ONLY_CHANGED);
	out_put(out, "</span></label></p></details>\n</form>\n");
}

static void
help_write(struct html_out *out)
{
	out_put(out, "<section class='help'><h2>");
	out_word(out, WORD_HOW_TO_SEARCH);
	out_put(out, "</h2><ul>\n<li><code>临江 决堤</code> ");
	out_word(out, WORD_HELP_ALL);
	out_put(out, "</li>\n<li><code>\"临江水库\"</code> ");
	out_word(out, WORD_HELP_PHRASE);
	out_put(out, "</li>\n<li><code>水库 OR 大坝</code> ");
	out_word(out, WORD_HELP_OR);
	out_put(out, "</li>\n<li><code>水库 -演习</code> ");
	out_word(out, WORD_HELP_NOT);
	out_put(
	    out, "</li>\n<li><code>title:水库 from:2024-05 to:2024-06 source:… lang:zh</code> ");
	out_word(out, WORD_HELP_FIELDS);
	out_put(out, "</li>\n</ul></section>\n");
}

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

static void
total_write(struct request *request, struct html_out *out, const struct asked *asked,
    const struct results *results)
{
	struct str query = args_query(request->arena, &request->args,
	    request->route->params & ~PARAM_BIT(PARAM_SORT), PARAM_MAX, S(""), PARAM_PAGE);
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

static void
results_write(struct request *request, struct html_out *out, const struct asked *asked,
    const struct results *results)
{
	int64_t pages = (results->total + HITS - 1) / HITS;
	struct str marking = args_query(
	    request->arena, &request->args, PARAM_BIT(PARAM_Q), PARAM_MAX, S(""), PARAM_MAX);

	total_write(request, out, asked, results);
	if (!results->count) {
		out_put(out, "<p class='end'>");
		out_word(out, WORD_NO_HITS);
		out_put(out, "</p>\n");
		help_write(out);
		return;
	}
	lines_begin(out);
	for (size_t i = 0; i < results->count; i++)
		hit_write(out, &results->items[i], marking);
	lines_end(out);
	page_steps(request, out, page_number(request), pages < 500 ? pages : 500);
	facets_write(request, out, results);
}

/* ---- the whole ---- */

static void
fault_write(struct html_out *out, struct err e)
{
	out_put(out, "<p class='flag' role='alert'>");
	out_word(out, WORD_QUERY_FAULT);
	out_put(out, " ");
	out_text(out, str_from_c(e.what ? e.what : err_row(e.code)->text));
	if (e.at) {
		out_put(out, " ");
		out_count(out, WORD_AT_BYTE, e.at);
	}
	out_put(out, "</p>\n");
}

struct err
page_search(struct request *request, struct response *response)
{
	struct str q = request->args.text[PARAM_Q];
	struct asked asked = { 0 };
	struct results results = { 0 };
	bool is_asked = request->query.n != 0;
	struct err e = is_asked ? asked_parse(request, &asked) : (struct err){ 0 };
	struct html_out *out;

	asked.options.offset = (size_t)(page_number(request) - 1) * HITS;
	asked.options.limit = HITS;
	asked.options.facets = asked.options.snippets = true;
	if (is_asked && !e.code)
		e = search_run(
		    request->clerk->search, request->arena, asked.query, &asked.options, &results);
	if (e.code && e.code != ERR_QUERY && e.code != ERR_SLOW)
		return e;
	out = page_begin(
	    response, &(struct page){ .title = q.n ? q : word_text(WORD_SEARCH, request->tongue),
			  .section = WORD_MAX,
			  .is_search = true });
	response->status = e.code ? err_row(e.code)->http : 200;
	out_put(out, "<h1>");
	out_word(out, WORD_SEARCH);
	out_put(out, "</h1>\n");
	form_write(request, out);
	if (e.code)
		fault_write(out, e);
	else if (is_asked)
		results_write(request, out, &asked, &results);
	if (e.code || !is_asked)
		help_write(out);
	page_end(request, response);
	return (struct err){ 0 };
}

#include "cmd/message.h"
#include "cmd/command.h"
#include "cmd/rows.h"
#include "search/suggest.h"
#include "show/json_out.h"
#include "show/search_json.h"

/* ---- for people ---- */

/* Text with its hits: in colour, or between stars. */
static void
put_marked(struct term *out, const struct marked *marked)
{
	size_t at = 0;

	for (size_t i = 0; i < marked->count; i++) {
		struct mark mark = marked->marks[i];

		term_put_text(out, str_slice(marked->text, at, mark.from));
		term_style(out, STYLE_HIT);
		term_put(out, out->color ? "" : "*");
		term_put_text(out, str_slice(marked->text, mark.from, mark.to));
		term_put(out, out->color ? "" : "*");
		term_style(out, STYLE_PLAIN);
		at = mark.to;
	}
	term_put_text(out, str_from(marked->text, at));
}

static void
put_hit(struct context *context, const struct hit *hit)
{
	struct term *out = &context->out;

	when_push_day(&out->buf, hit->article.time, 0);
	term_put(out, "  ");
	term_style(out, STYLE_DIM);
	term_put_text(out, hit->article.source_name);
	term_put(out, "  #%lld", (long long)hit->article.id);
	term_style(out, STYLE_PLAIN);
	term_put(out, "  ");
	if (hit->headline.text.n)
		put_marked(out, &hit->headline);
	else
		term_put_text(out, hit->article.headline);
	term_put(out, "\n");
	if (hit->snippet.text.n) {
		term_put(out, "    ");
		put_marked(out, &hit->snippet);
		term_put(out, "\n");
	}
}

/* As it would be typed; what was an option may have to go. */
static void
put_suggestion(struct context *context, const struct suggestion *suggestion)
{
	static const char *const without[] = {
		[SUGGEST_ANY_SOURCE] = ", of any source",
		[SUGGEST_ANY_LANG] = ", in any language",
		[SUGGEST_ANY_TIME] = ", at any time",
		[SUGGEST_ANY_TRAIT] = ", changed or not",
		[SUGGEST_NO_FILTER] = ", without limits",
		[SUGGEST_CLOSE] = "",
	};
	struct buf text CLEAN(buf_done) = { 0 };

	term_text(&text, suggestion->query);
	term_put(&context->notes, "  %.*s%s  %s%lld\n", (int)text.n, text.p,
	    without[suggestion->kind] ? without[suggestion->kind] : "",
	    suggestion->count_is_floor ? "more than " : "", (long long)suggestion->count);
}

static void
put_suggestions(struct context *context, const struct query *query, const struct search_options *options)
{
	struct suggestions suggestions = { 0 };

	if (search_suggest(context->search, &context->arena, query, options, &suggestions).code ||
	    !suggestions.count) {
		advise(context, "Nothing was found.  Fewer words find more; xinshi help search "
				"shows the forms of a query.");
		return;
	}
	advise(context, "Nothing was found.  These find something:");
	for (size_t i = 0; i < suggestions.count && !context->quiet; i++)
		put_suggestion(context, &suggestions.items[i]);
	term_flush(&context->notes);
}

/* It may be there, and an import has not come to the index yet. */
static void
put_nothing(struct context *context, const struct query *query, const struct search_options *options)
{
	int64_t pending = 0;

	(void)search_pending(context->search, &pending);
	if (pending)
		advise(context,
		    "Nothing was found; but %s not in the index yet: an import is at work, or "
		    "was stopped.",
		    counted(context, pending, "article is", "articles are"));
	else
		put_suggestions(context, query, options);
}

static void
put_total(struct context *context, const struct query *query, const struct search_options *options,
    const struct results *results)
{
	size_t offset = options->offset;
	struct buf total CLEAN(buf_done) = { 0 };

	term_count(&total, results->total);
	if (!results->total)
		put_nothing(context, query, options);
	else if (!results->count)
		advise(context, "%.*s %s, none behind --offset %zu.", (int)total.n, total.p,
		    results->total == 1 ? "hit" : "hits", offset);
	else if ((int64_t)(offset + results->count) < results->total)
		advise(context, "%s%.*s hits; --offset %zu shows the next.",
		    results->total_is_floor ? "More than " : "", (int)total.n, total.p,
		    offset + results->count);
	else
		advise(context, "%.*s %s.", (int)total.n, total.p,
		    results->total == 1 ? "hit" : "hits");
}

static void
put_facets(struct context *context, const char *title, const struct facets *facets)
{
	struct term *out = &context->out;

	if (facets->count)
		term_put(out, "\n%s\n", message(title));
	for (size_t i = 0; i < facets->count; i++) {
		const struct facet *facet = &facets->items[i];

		term_put(out, "  ");
		term_cell(&out->buf, facet->label.n ? facet->label : facet->key, 24);
		term_put(out, "%10lld\n", (long long)facet->count);
	}
}

static void
put_counts(struct context *context, const struct results *results)
{
	struct term *out = &context->out;

	term_put(out, "%s", results->total_is_floor ? "more than " : "");
	term_count(&out->buf, results->total);
	term_put(out, results->total == 1 ? " hit\n" : " hits\n");
	put_facets(context, "by outlet", &results->sources);
	put_facets(context, "by month", &results->months);
	put_facets(context, "by language", &results->langs);
	term_put(out, "\n%lld changed, %lld in a story with others, %lld with figures\n",
	    (long long)results->changed, (long long)results->stories, (long long)results->figures);
}

/* ---- for programs ---- */

static void
marked_json(struct json *json, const char *key, const struct marked *marked)
{
	json_object(json, key);
	json_str(json, "text", marked->text.p ? marked->text : S(""));
	json_array(json, "marks"); /* pairs of byte offsets into the text, from and to */
	for (size_t i = 0; i < marked->count; i++) {
		json_array(json, NULL);
		json_int(json, NULL, marked->marks[i].from);
		json_int(json, NULL, marked->marks[i].to);
		json_array_end(json);
	}
	json_array_end(json);
	json_object_end(json);
}

static void
hit_json(struct context *context, const struct hit *hit)
{
	struct json json = json_line(context);

	json_out_begin(&json, NULL, "hit/1");
	article_row_json(&json, &hit->article);
	json_double(&json, "score", hit->score, 4);
	marked_json(&json, "marked_headline", &hit->headline);
	marked_json(&json, "snippet", &hit->snippet);
	json_line_end(context, &json);
}

static void
counts_json(struct context *context, const struct query *query, const struct results *results)
{
	struct json json = json_line(context);

	json_out_begin(&json, NULL, "count/1");
	results_json(&context->arena, &json, query, results);
	json_line_end(context, &json);
}

/* ---- the command ---- */

/* Words typed without quotes belong together: xinshi search 水库 决堤. */
static struct err
typed_query(struct context *context, struct str *out)
{
	struct str text = S("");

	for (size_t i = 0; i < context->options.arg_count; i++) {
		struct str word;
		struct err e = argument_text(context, i, &word);

		if (e.code)
			return e;
		text = i ? str_join(&context->arena, text, S(" "), word, STR_END) : word;
	}
	*out = text;
	return (struct err){ 0 };
}

/* The query again, with a caret under the place. */
static struct err
query_fault(struct context *context, struct str text, struct err e)
{
	struct buf line CLEAN(buf_done) = { 0 };
	size_t width = term_width(str_slice(text, 0, e.at));

	term_text(&line, text);
	fault(context, err_new(e.code, e.what), "xinshi help search", "search");
	term_put(&context->notes, "  %.*s\n  %*s^\n", (int)line.n, line.p,
	    (int)(width < 500 ? width : 500), "");
	term_flush(&context->notes);
	return e;
}

static struct err
read_options(struct context *context, struct search_options *out)
{
	const struct options *options = &context->options;
	struct source source = { 0 };
	struct err e = option_source(context, &source);
	const char *lang = option_text(options, "lang");

	if (e.code)
		return e;
	*out = (struct search_options){
		.order = option_is(options, "order", "relevance") ? SEARCH_RELEVANCE
			 : option_is(options, "order", "oldest")  ? SEARCH_OLDEST
								  : SEARCH_NEWEST,
		.limit = (size_t)option_number(options, "limit", 20),
		.offset = (size_t)option_number(options, "offset", 0),
		.source = source.slug,
		.lang = str_from_c(lang),
		.changed = option_flag(options, "changed"),
		.facets = option_flag(options, "count"),
		.snippets = !option_flag(options, "count"),
	};
	return option_from_to(context, &out->from, &out->to);
}

static void
put_results(struct context *context, const struct query *query, const struct results *results,
    const struct search_options *options)
{
	bool count = option_flag(&context->options, "count");

	if (count && context->json)
		counts_json(context, query, results);
	else if (count)
		put_counts(context, results);
	else
		for (size_t i = 0; i < results->count; i++)
			if (context->json)
				hit_json(context, &results->items[i]);
			else
				put_hit(context, &results->items[i]);
	term_flush(&context->out);
	if (!count && !context->json)
		put_total(context, query, options, results);
}

static struct err
run(struct context *context)
{
	struct search_options options;
	struct results results = { 0 };
	struct query *query;
	struct str text;
	struct err e = typed_query(context, &text);

	if (e.code)
		return e;
	e = query_parse(&context->arena, text, 0, &query);
	if (e.code)
		return query_fault(context, text, e);
	e = read_options(context, &options);
	if (!e.code)
		e = search_run(context->search, &context->arena, query, &options, &results);
	if (e.code)
		return e.code == ERR_QUERY ? query_fault(context, text, e) : e;
	put_results(context, query, &results, &options);
	return e;
}

const struct command cmd_search = {
	.name = "search",
	.summary = "articles with these words, newest first",
	.arguments = "QUERY",
	.needs = NEED_ARCHIVE_READ | NEED_SEARCH,
	.args_min = 1,
	.args_max = ARGS_ANY,
	.run = run,
};

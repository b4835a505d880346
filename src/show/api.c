#include "show/asked.h"
#include "show/change_lines.h"
#include "show/json_out.h"
#include "show/search_json.h"
#include "show/pages.h"

enum { ITEMS = 50 };

static size_t
limit_of(const struct request *request)
{
	return request->args.text[PARAM_LIMIT].p ? (size_t)request->args.number[PARAM_LIMIT]
						 : ITEMS;
}

static struct json
answer_begin(struct response *response, const char *schema)
{
	struct json json = { .out = &response->body };

	response->media = MEDIA_JSON;
	json_out_begin(&json, NULL, schema);
	return json;
}

static void
answer_end(struct json *json)
{
	json_object_end(json);
	buf_push_char(json->out, '\n');
}

static void
rows_json(struct json *json, const struct article_rows *rows)
{
	json_array(json, "articles");
	for (size_t i = 0; i < rows->count; i++) {
		json_object(json, NULL);
		article_row_json(json, &rows->items[i]);
		json_object_end(json);
	}
	json_array_end(json);
}

/* Where to go on: the value of ?after= for the next page, or null at the end. */
static void
next_json(struct arena *arena, struct json *json, const struct article_rows *rows, size_t limit)
{
	const struct article_row *last = rows->count ? &rows->items[rows->count - 1] : NULL;

	json_str(json, "next",
	    !last || rows->count < limit
		? (struct str){ 0 }
		: str_format(arena, "%lld.%lld", (long long)last->time, (long long)last->id));
}

struct err
api_articles(struct request *request, struct response *response)
{
	const struct args *args = &request->args;
	struct article_filter filter = { .changed = args->number[PARAM_CHANGED] == 1,
		.limit = limit_of(request),
		.order = args->number[PARAM_SORT] == 2 ? ORDER_OLDEST : ORDER_NEWEST,
		.after_time = args->place[PARAM_AFTER].time,
		.after_id = args->place[PARAM_AFTER].id };
	struct article_rows rows;
	struct source source;
	struct json json;
	struct err e = { 0 };

	if (args->text[PARAM_SOURCE].n) {
		e = source_find(
		    request->clerk->archive, request->arena, args->text[PARAM_SOURCE], &source);
		filter.source = e.code ? 0 : source.id;
	}
	asked_range(request, &filter.from, &filter.to);
	if (filter.from && !filter.to)
		filter.to = INT64_MAX;
	if (!e.code)
		e = articles_list(request->clerk->archive, request->arena, &filter, &rows);
	if (e.code)
		return e;
	json = answer_begin(response, "articles/1");
	rows_json(&json, &rows);
	next_json(request->arena, &json, &rows, filter.limit);
	answer_end(&json);
	return e;
}

static void
hits_json(struct json *json, const struct results *results)
{
	json_array(json, "articles");
	for (size_t i = 0; i < results->count; i++) {
		json_object(json, NULL);
		article_row_json(json, &results->items[i].article);
		json_str(json, "snippet", results->items[i].snippet.text);
		json_object_end(json);
	}
	json_array_end(json);
}

struct err
api_search(struct request *request, struct response *response)
{
	struct asked asked;
	struct results results;
	struct json json;
	struct err e = asked_parse(request, &asked);

	if (e.code)
		return e;
	asked.options.limit = limit_of(request);
	asked.options.offset =
	    request->args.text[PARAM_PAGE].p
		? (size_t)(request->args.number[PARAM_PAGE] - 1) * asked.options.limit
		: 0;
	asked.options.facets = asked.options.snippets = true;
	e = search_run(
	    request->clerk->search, request->arena, asked.query, &asked.options, &results);
	if (e.code)
		return e;
	json = answer_begin(response, "search/1");
	results_json(request->arena, &json, asked.query, &results);
	hits_json(&json, &results);
	answer_end(&json);
	return e;
}

static void
one_source(struct json *json, const struct source *source)
{
	json_object(json, NULL);
	source_json(json, source);
	json_object_end(json);
}

struct err
api_sources(struct request *request, struct response *response)
{
	struct sources sources;
	struct err e = clerk_sources(request->clerk, &sources);
	struct json json;

	if (e.code)
		return e;
	json = answer_begin(response, "sources/1");
	json_array(&json, "sources");
	for (size_t i = 0; i < sources.count; i++)
		one_source(&json, &sources.items[i]);
	json_array_end(&json);
	answer_end(&json);
	return e;
}

struct err
api_stats(struct request *request, struct response *response)
{
	struct archive_stats stats;
	struct err e = clerk_stats(request->clerk, &stats);
	struct json json;

	if (e.code)
		return e;
	json = answer_begin(response, "totals/1");
	json_int(&json, "sources", stats.sources);
	json_int(&json, "articles", stats.articles);
	json_int(&json, "revisions", stats.revisions);
	json_int(&json, "changed", stats.changed);
	json_int(&json, "captures", stats.captures);
	json_int(&json, "quarantined", stats.bad);
	json_int(&json, "input_bytes", stats.input_bytes);
	json_out_time(&json, "oldest", stats.oldest);
	json_out_time(&json, "newest", stats.newest);
	answer_end(&json);
	return e;
}

struct err
api_changes(struct request *request, struct response *response)
{
	struct archive *archive = request->clerk->archive;
	size_t limit = limit_of(request);
	struct changed_asked asked;
	struct changed_rows rows = { 0 };
	struct json json;
	struct err e = changed_asked(request, limit, &asked);

	if (!e.code)
		e = changed_list(archive, request->arena, &asked.filter, &rows);
	if (e.code)
		return e;
	json = answer_begin(response, "changes/1");
	json_str(&json, "day", asked.has_day ? day_text(request->arena, asked.day) : (struct str){ 0 });
	json_array(&json, "changes");
	for (size_t i = 0; i < rows.count && !e.code; i++) {
		struct article_row article;

		e = article_get(archive, request->arena, rows.items[i].article, &article);
		json_object(&json, NULL);
		if (!e.code)
			change_json(&json, &rows.items[i], &article);
		json_object_end(&json);
	}
	json_array_end(&json);
	json_str(&json, "next",
	    rows.count < limit ? (struct str){ 0 }
			       : changed_place(request->arena, &asked.filter, &rows.items[rows.count - 1]));
	answer_end(&json);
	return e;
}

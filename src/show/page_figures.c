/* page_figures.c: what is said in numbers: a list with filters, and the same as CSV and JSON. */
#include "show/asked.h"
#include "show/claim_out.h"
#include "show/figure_form.h"
#include "show/figure_words.h"
#include "show/json_out.h"
#include "show/page.h"
#include "show/pages.h"

enum { LINES = 30, ROWS_MAX = 1000, COUNT_MOST = 1000 };

struct shown_figures {
	struct figure_filter filter;
	struct figure_keys keys;
	struct ledger_claim *claims;
	size_t count;
};

static struct figure_filter
filter_asked(const struct request *request, size_t lines)
{
	const struct args *args = &request->args;
	struct figure_filter filter = {
		.slot = args->text[PARAM_SLOT],
		.unit = args->text[PARAM_UNIT],
		.place = args->text[PARAM_WHERE],
		.speaker = args->text[PARAM_SPEAKER],
		.after_time = args->place[PARAM_BEFORE].time,
		.after = args->place[PARAM_BEFORE].id,
		.limit = args->text[PARAM_LIMIT].p ? (size_t)args->number[PARAM_LIMIT] : lines,
	};

	asked_range(request, &filter.from, &filter.to);
	if (filter.from && !filter.to)
		filter.to = INT64_MAX;
	return filter;
}

/* What was made anew meanwhile, or is damaged, is passed over. */
static struct err
claims_read(struct request *request, struct shown_figures *shown)
{
	struct err e = { 0 };

	shown->claims = arena_array(request->arena, struct ledger_claim, shown->keys.count);
	for (size_t i = 0; i < shown->keys.count && !e.code; i++) {
		e = ledger_claim_read(request->clerk->archive, request->arena, &shown->keys.items[i], &shown->claims[shown->count]);
		shown->count += !e.code;
		if (e.code == ERR_NOT_FOUND || e.code == ERR_DAMAGE || e.code == ERR_WIRE)
			e = (struct err){ 0 };
	}
	return e;
}

static struct err
figures_gather(struct request *request, size_t lines, int64_t counted, struct shown_figures *out)
{
	struct archive *archive = request->clerk->archive;
	struct err e;

	out->filter = filter_asked(request, lines);
	out->filter.counted = counted;
	e = figures_list(archive, request->arena, &out->filter, &out->keys);
	return e.code ? e : claims_read(request, out);
}

/* ---- the form ---- */

static bool
has_more(const struct request *request)
{
	const struct str *sent = request->args.text;

	return sent[PARAM_SPEAKER].n || sent[PARAM_FROM].n || sent[PARAM_TO].n;
}

static void
form_write(struct request *request, struct html_out *out)
{
	out_put(out, "<form class='ask'");
	out_action(out, "/figures");
	out_put(out, ">\n<p>");
	figure_slot_field(request, out);
	figure_field(request, out, PARAM_WHERE, WORD_PLACE, "text");
	out_put(out, "<button>");
	out_word(out, WORD_FILTER);
	out_put(out, "</button></p>\n<details");
	if (has_more(request))
		out_put(out, " open");
	out_put(out, "><summary>");
	out_word(out, WORD_NARROW_BY);
	out_put(out, "</summary>\n<p>");
	figure_field(request, out, PARAM_SPEAKER, WORD_SPEAKER, "text");
	figure_field(request, out, PARAM_FROM, WORD_FROM, "date");
	figure_field(request, out, PARAM_TO, WORD_TO, "date");
	out_put(out, "</p></details></form>\n");
}

/* ---- the page ---- */

static struct str
query_with(struct request *request, enum param change, struct str value)
{
	return args_query(request->arena, &request->args, request->route->params, change, value, PARAM_BEFORE);
}

static void
links_write(struct request *request, struct html_out *out)
{
	struct str query = query_with(request, PARAM_MAX, S(""));

	out_put(out, "<p class='tabs'>");
	link_word(out, WORD_PLACES, "/places%.*s",
	    STR_ARGS(args_query(request->arena, &request->args, PARAM_BIT(PARAM_SLOT) | PARAM_BIT(PARAM_FROM) | PARAM_BIT(PARAM_TO), PARAM_MAX, S(""), PARAM_MAX)));
	link_data(out, S("/figures"), query);
	out_put(out, "</p>\n");
}

static void
more_write(struct request *request, struct html_out *out, const struct shown_figures *shown)
{
	const struct figure_key *last;
	struct str place;

	if (shown->keys.count < shown->filter.limit)
		return;
	last = &shown->keys.items[shown->keys.count - 1];
	place = str_format(request->arena, "%lld.%lld", (long long)last->time, (long long)last->id);
	out_put(out, "<nav class='steps' aria-label=\"");
	html_attr(out->to, word_text(WORD_PAGES, out->tongue));
	out_put(out, "\"><a rel='next'");
	out_href(out, "/figures%.*s",
	    STR_ARGS(args_query(request->arena, &request->args, request->route->params, PARAM_BEFORE, place, PARAM_MAX)));
	out_put(out, ">");
	out_word(out, WORD_OLDER);
	out_put(out, "</a></nav>\n");
}

static void
total_write(struct html_out *out, const struct shown_figures *shown)
{
	out_put(out, "<p class='meta'>");
	out_word(out, WORD_FIGURES_WHAT);
	out_put(out, "</p>\n<p class='meta'>");
	if (shown->keys.total >= COUNT_MOST)
		out_count(out, WORD_MORE_FIGURES, COUNT_MOST);
	else
		out_count(out, WORD_N_FIGURES, shown->keys.total);
	out_dot(out);
	out_zone(out);
	out_put(out, "</p>\n");
}

struct err
page_figures(struct request *request, struct response *response)
{
	struct shown_figures shown = { 0 };
	struct html_out *out;
	struct err e = figures_gather(request, LINES, COUNT_MOST, &shown);

	if (e.code)
		return e;
	out = page_begin(response, &(struct page){ .title = word_text(WORD_FIGURES, request->tongue), .section = WORD_FIGURES });
	out_put(out, "<h1>");
	out_word(out, WORD_FIGURES);
	out_put(out, "</h1>\n");
	form_write(request, out);
	total_write(out, &shown);
	links_write(request, out);
	lines_begin(out);
	for (size_t i = 0; i < shown.count; i++)
		claim_line(out, &shown.claims[i]);
	lines_end(out);
	if (!shown.count) {
		out_put(out, "<p class='end'>");
		out_word(out, WORD_NO_CLAIMS);
		out_put(out, "</p>\n");
	}
	more_write(request, out, &shown);
	page_end(request, response);
	return e;
}

/* ---- to carry away ---- */

struct err
csv_figures(struct request *request, struct response *response)
{
	struct shown_figures shown = { 0 };
	struct err e = figures_gather(request, ROWS_MAX, 0, &shown);

	response->media = MEDIA_CSV;
	claim_csv_head(&response->body, false);
	for (size_t i = 0; i < shown.count; i++)
		claim_csv(&response->body, &shown.claims[i]);
	return e;
}

struct err
json_figures(struct request *request, struct response *response)
{
	struct shown_figures shown = { 0 };
	struct json json = { .out = &response->body };
	struct err e = figures_gather(request, LINES, 0, &shown);

	response->media = MEDIA_JSON;
	json_out_begin(&json, NULL, "claims/1");
	claims_json(&json, shown.claims, shown.count,
	    shown.keys.count == shown.filter.limit ? &shown.keys.items[shown.keys.count - 1] : NULL);
	json_object_end(&json);
	buf_push_char(&response->body, '\n');
	return e;
}

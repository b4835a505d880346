/* page_places.c: the places of figures: on a map, as a list, and the same to carry away. */
#include "show/asked.h"
#include "show/claim_out.h"
#include "show/figure_form.h"
#include "show/figure_words.h"
#include "show/json_out.h"
#include "show/map.h"
#include "show/page.h"
#include "show/pages.h"

enum { PLACES = 200, PLACES_MOST = 5000 };

static struct err
places_gather(struct request *request, size_t most, struct figure_word_rows *out)
{
	struct figure_filter filter = { .slot = request->args.text[PARAM_SLOT] };

	asked_range(request, &filter.from, &filter.to);
	if (filter.from && !filter.to)
		filter.to = INT64_MAX;
	return figure_words(request->clerk->archive, request->arena, WORD_OF_PLACE, &filter, most, out);
}

static void
place_row(struct html_out *out, const struct figure_word_row *row)
{
	out_put(out, "<tr><th scope='row'><a");
	out_href(out, "/name/%lld", (long long)row->id);
	out_put(out, ">");
	out_said(out, row->form.n ? row->form : row->word, S(""));
	out_put(out, "</a></th><td>");
	out_text(out, row->at.n ? row->at : S("–"));
	out_put(out, "</td><td class='n'><a");
	out_href(out, "/figures?place=%.*s", STR_ARGS(percent_encode(out->arena, row->word)));
	out_put(out, ">");
	out_int(out, row->figures);
	out_put(out, "</a></td></tr>\n");
}

/* Which figures: those of one kind, said in some days. */
static void
form_write(struct request *request, struct html_out *out)
{
	out_put(out, "<form class='ask'");
	out_action(out, "/places");
	out_put(out, ">\n<p>");
	figure_slot_field(request, out);
	out_put(out, "</p>\n<p>");
	figure_field(request, out, PARAM_FROM, WORD_FROM, "date");
	figure_field(request, out, PARAM_TO, WORD_TO, "date");
	out_put(out, "<button>");
	out_word(out, WORD_FILTER);
	out_put(out, "</button></p></form>\n");
}

static void
links_write(struct request *request, struct html_out *out)
{
	struct str query = args_query(request->arena, &request->args, request->route->params, PARAM_MAX, S(""), PARAM_MAX);

	out_put(out, "<p class='tabs'>");
	link_word(out, WORD_FIGURES, "/figures%.*s", STR_ARGS(query));
	link_data(out, S("/places"), query);
	out_put(out, "</p>\n");
}

static void
table_write(struct html_out *out, const struct figure_word_rows *rows)
{
	out_put(out, "<table><thead><tr><th scope='col'>");
	out_word(out, WORD_PLACE);
	out_put(out, "</th><th scope='col'>");
	out_word(out, WORD_NORTH_EAST);
	out_put(out, "</th><th scope='col' class='n'>");
	out_word(out, WORD_FIGURES);
	out_put(out, "</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < rows->count; i++)
		place_row(out, &rows->items[i]);
	out_put(out, "</tbody></table>\n");
}

struct err
page_places(struct request *request, struct response *response)
{
	struct figure_word_rows rows = { 0 };
	struct html_out *out;
	struct err e = places_gather(request, PLACES, &rows);

	if (e.code)
		return e;
	out = page_begin(response, &(struct page){ .title = word_text(WORD_PLACES, request->tongue), .section = WORD_FIGURES });
	out_put(out, "<h1>");
	out_word(out, WORD_PLACES);
	out_put(out, "</h1>\n");
	form_write(request, out);
	out_put(out, "<p class='meta'>");
	out_word(out, WORD_PLACES_WHAT);
	out_put(out, "</p>\n");
	links_write(request, out);
	map_write(out, &rows);
	if (rows.count)
		table_write(out, &rows);
	else {
		out_put(out, "<p class='end'>");
		out_word(out, WORD_NO_CLAIMS);
		out_put(out, "</p>\n");
	}
	page_end(request, response);
	return e;
}

struct err
csv_places(struct request *request, struct response *response)
{
	struct figure_word_rows rows = { 0 };
	struct buf *out = &response->body;
	struct err e = places_gather(request, PLACES_MOST, &rows);

	response->media = MEDIA_CSV;
	buf_push_literal(out, "id,place,form,at,figures\r\n");
	for (size_t i = 0; i < rows.count; i++) {
		buf_push_format(out, "%lld,", (long long)rows.items[i].id);
		csv_cell(out, rows.items[i].word);
		buf_push_char(out, ',');
		csv_cell(out, rows.items[i].form);
		buf_push_char(out, ',');
		csv_cell(out, rows.items[i].at);
		buf_push_format(out, ",%lld\r\n", (long long)rows.items[i].figures);
	}
	return e;
}

struct err
json_places(struct request *request, struct response *response)
{
	struct figure_word_rows rows = { 0 };
	struct json json = { .out = &response->body };
	struct err e = places_gather(request, PLACES_MOST, &rows);

	response->media = MEDIA_JSON;
	json_out_begin(&json, NULL, "places/1");
	json_array(&json, "places");
	for (size_t i = 0; i < rows.count; i++) {
		json_object(&json, NULL);
		json_int(&json, "id", rows.items[i].id);
		json_str(&json, "place", rows.items[i].word);
		json_str(&json, "form", rows.items[i].form);
		json_str(&json, "at", rows.items[i].at.n ? rows.items[i].at : STR_END);
		json_int(&json, "figures", rows.items[i].figures);
		json_object_end(&json);
	}
	json_array_end(&json);
	json_object_end(&json);
	buf_push_char(&response->body, '\n');
	return e;
}

#include "show/facets.h"

#include "show/page.h"

static void
facet_link(
    struct request *request, struct html_out *out, enum param param, const struct facet *facet)
{
	bool chosen = str_equal(request->args.text[param], facet->key);
	struct str query = args_query(request->arena, &request->args, request->route->params, param,
	    chosen ? S("") : facet->key, PARAM_PAGE);

	out_put(out, "<li><a rel='nofollow'");
	out_href(out, "/search%.*s", STR_ARGS(query));
	if (chosen)
		out_put(out, " aria-current='true'");
	out_put(out, ">");
	if (param == PARAM_LANG)
		out_text(out, lang_name(facet->key, out->tongue));
	else
		out_said(out, facet->label.n ? facet->label : facet->key, S(""));
	out_put(out, "</a> ");
	out_int(out, facet->count);
	out_put(out, "</li>\n");
}

static void
facet_list(struct request *request, struct html_out *out, enum word word, enum param param,
    const struct facets *facets)
{
	if (facets->count < 2 && !request->args.text[param].n)
		return;
	out_put(out, "<h2>");
	out_word(out, word);
	out_put(out, "</h2><ul class='chips'>\n");
	for (size_t i = 0; i < facets->count; i++)
		facet_link(request, out, param, &facets->items[i]);
	out_put(out, "</ul>\n");
}

/* Bars are classes w1 to w10: the policy forbids style attributes, and a reader's browser may draw
 * no SVG. */
static void
month_row(struct request *request, struct html_out *out, const struct facet *facet, int64_t most)
{
	const struct args *args = &request->args;
	struct args narrowed = *args;
	struct str query;

	narrowed.text[PARAM_FROM] = narrowed.text[PARAM_TO] = facet->key;
	query = args_query(
	    request->arena, &narrowed, request->route->params, PARAM_MAX, S(""), PARAM_PAGE);
	out_put(out, "<tr><th scope='row'><a rel='nofollow'");
	out_href(out, "/search%.*s", STR_ARGS(query));
	out_put(out, ">");
	out_text(out, facet->key);
	out_put(out, "</a></th><td class='n'>");
	out_int(out, facet->count);
	buf_push_format(out->to, "</td><td><i class='bar w%d'></i></td></tr>\n",
	    (int)((facet->count * 10 + most - 1) / most));
}

static void
month_table(struct request *request, struct html_out *out, const struct facets *months)
{
	int64_t most = 1;

	if (months->count < 2)
		return;
	for (size_t i = 0; i < months->count; i++)
		most = months->items[i].count > most ? months->items[i].count : most;
	out_put(out, "<h2>");
	out_word(out, WORD_BY_MONTH);
	out_put(out, "</h2><table class='bars'>\n");
	for (size_t i = 0; i < months->count; i++)
		month_row(request, out, &months->items[i], most);
	out_put(out, "</table>\n");
}

void
facets_write(struct request *request, struct html_out *out, const struct results *results)
{
	if (results->total < 2)
		return;
	out_put(out, "<details id='narrow' open><summary>");
	out_word(out, WORD_NARROW_BY);
	out_put(out, "</summary>\n");
	facet_list(request, out, WORD_SOURCES, PARAM_SOURCE, &results->sources);
	facet_list(request, out, WORD_LANGUAGE, PARAM_LANG, &results->langs);
	month_table(request, out, &results->months);
	out_put(out, "</details>\n");
}

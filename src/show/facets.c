#include "show/facets.h"

#include "show/page.h"

/* ---- what was chosen, and the way back ---- */

static struct str
facet_name(struct html_out *out, enum param param, struct str key, struct str label)
{
	if (param == PARAM_LANG)
		return lang_name(key, out->tongue);
	return said(out, label.n ? label : key, S(""));
}

/* The outlet's own name; its slug where it is not known. */
static struct str
source_name(struct request *request, struct str slug)
{
	struct source source;

	return source_find(request->clerk->archive, request->arena, slug, &source).code
		   ? slug
		   : source.name;
}

static void
chosen_write(struct request *request, struct html_out *out, enum word word, struct str name,
    uint64_t dropped)
{
	struct str query = args_query(request->arena, &request->args,
	    request->route->params & ~dropped, PARAM_MAX, S(""), PARAM_PAGE);

	out_put(out, "<li>");
	out_word(out, word);
	if (name.n) {
		out_put(out, " <b>");
		out_text(out, name);
		out_put(out, "</b>");
	}
	out_put(out, " <a rel='nofollow'");
	out_href(out, "/search%.*s", STR_ARGS(query));
	out_put(out, ">");
	out_word(out, WORD_LEAVE_OUT);
	out_put(out, "</a></li>\n");
}

static struct str
range_name(struct arena *arena, struct str from, struct str to)
{
	return str_equal(from, to) ? from : str_join(arena, from, S(" – "), to, STR_END);
}

void
facets_chosen(struct request *request, struct html_out *out)
{
	const struct str *sent = request->args.text;

	if (!sent[PARAM_SOURCE].n && !sent[PARAM_LANG].n && !sent[PARAM_FROM].n &&
	    !sent[PARAM_TO].n && !sent[PARAM_CHANGED].n &&
	    !sent[PARAM_STORY].n && !sent[PARAM_FIGURES].n)
		return;
	out_put(out, "<ul class='chips' aria-label=\"");
	html_attr(out->to, word_text(WORD_CHOSEN, out->tongue));
	out_put(out, "\">\n");
	if (sent[PARAM_SOURCE].n)
		chosen_write(request, out, WORD_SOURCE,
		    facet_name(out, PARAM_SOURCE, source_name(request, sent[PARAM_SOURCE]), S("")),
		    PARAM_BIT(PARAM_SOURCE));
	if (sent[PARAM_LANG].n)
		chosen_write(request, out, WORD_LANGUAGE,
		    facet_name(out, PARAM_LANG, sent[PARAM_LANG], S("")), PARAM_BIT(PARAM_LANG));
	if (sent[PARAM_FROM].n || sent[PARAM_TO].n)
		chosen_write(request, out, WORD_DATES,
		    range_name(request->arena, sent[PARAM_FROM], sent[PARAM_TO]),
		    PARAM_BIT(PARAM_FROM) | PARAM_BIT(PARAM_TO));
	if (request->args.number[PARAM_CHANGED])
		chosen_write(request, out, WORD_TRAIT_CHANGED, S(""), PARAM_BIT(PARAM_CHANGED));
	if (request->args.number[PARAM_STORY])
		chosen_write(request, out, WORD_TRAIT_STORY, S(""), PARAM_BIT(PARAM_STORY));
	if (request->args.number[PARAM_FIGURES])
		chosen_write(request, out, WORD_TRAIT_FIGURES, S(""), PARAM_BIT(PARAM_FIGURES));
	out_put(out, "</ul>\n");
}

/* ---- links that narrow ---- */

static void
facet_link(struct request *request, struct html_out *out, enum param param, struct str value,
    struct str name, int64_t count)
{
	struct str query = args_query(
	    request->arena, &request->args, request->route->params, param, value, PARAM_PAGE);

	out_put(out, "<li><a rel='nofollow'");
	out_href(out, "/search%.*s", STR_ARGS(query));
	out_put(out, ">");
	out_text(out, name);
	out_put(out, "</a> ");
	out_int(out, count);
	out_put(out, "</li>\n");
}

static void
list_begin(struct html_out *out, enum word word)
{
	out_put(out, "<h2>");
	out_word(out, word);
	out_put(out, "</h2><ul class='chips'>\n");
}

static void
facet_list(struct request *request, struct html_out *out, enum word word, enum param param,
    const struct facets *facets)
{
	if (facets->count < 2)
		return;
	list_begin(out, word);
	for (size_t i = 0; i < facets->count; i++) {
		const struct facet *facet = &facets->items[i];

		facet_link(request, out, param, facet->key,
		    facet_name(out, param, facet->key, facet->label), facet->count);
	}
	out_put(out, "</ul>\n");
}

/* What articles have or have not: a link only where it parts the hits. */
static void
trait_list(struct request *request, struct html_out *out, const struct results *results)
{
	const struct {
		enum param param;
		enum word word;
		int64_t count;
	} traits[] = {
		{ PARAM_CHANGED, WORD_TRAIT_CHANGED, results->changed },
		{ PARAM_STORY, WORD_TRAIT_STORY, results->stories },
		{ PARAM_FIGURES, WORD_TRAIT_FIGURES, results->figures },
	};
	bool some = false;

	for (size_t i = 0; i < LENGTH(traits); i++) {
		if (!traits[i].count || request->args.number[traits[i].param])
			continue;
		if (!some)
			list_begin(out, WORD_TRAITS);
		some = true;
		facet_link(request, out, traits[i].param, S("1"),
		    word_text(traits[i].word, out->tongue), traits[i].count);
	}
	if (some)
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
	if (results->total_is_floor) {
		out_put(out, "<p class='meta'>");
		out_count(out, WORD_FACETS_FLOOR, results->total);
		out_put(out, "</p>\n");
	}
	facet_list(request, out, WORD_SOURCES, PARAM_SOURCE, &results->sources);
	facet_list(request, out, WORD_LANGUAGE, PARAM_LANG, &results->langs);
	trait_list(request, out, results);
	month_table(request, out, &results->months);
	out_put(out, "</details>\n");
}

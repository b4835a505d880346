#include "show/search_form.h"

#include "show/page.h"

/* ---- fields without signs ---- */

static const enum param part_params[] = { PARAM_ALL_OF, PARAM_PHRASE, PARAM_ANY_OF, PARAM_NONE_OF };

static const enum word part_words[] = { WORD_ALL_OF, WORD_PHRASE, WORD_ANY_OF, WORD_NONE_OF };

void
search_parts_take(struct request *request)
{
	struct args *args = &request->args;
	struct query_parts parts = {
		.typed = args->text[PARAM_Q],
		.all = args->text[PARAM_ALL_OF],
		.phrase = args->text[PARAM_PHRASE],
		.any = args->text[PARAM_ANY_OF],
		.none = args->text[PARAM_NONE_OF],
		.title = args->number[PARAM_TITLE] == 1,
	};

	args->text[PARAM_Q] = query_compose(request->arena, &parts);
	args->text[PARAM_TITLE] = S("");
	for (size_t i = 0; i < LENGTH(part_params); i++)
		args->text[part_params[i]] = S("");
	request->query =
	    args_query(request->arena, args, request->route->params, PARAM_MAX, S(""), PARAM_MAX);
}

/* ---- the form ---- */

static void
label_begin(struct html_out *out, enum word word)
{
	out_put(out, "\n<label><span>");
	out_word(out, word);
	out_put(out, "</span>");
}

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
select_begin(struct request *request, struct html_out *out, enum word word, enum param param)
{
	label_begin(out, word);
	out_put(out, "<select name='");
	out_text(out, param_name(param));
	out_put(out, "'>");
	option(out, S(""), request->args.text[param], word_text(WORD_ALL, out->tongue));
}

static void
source_field(struct request *request, struct html_out *out)
{
	struct sources sources = { 0 };

	select_begin(request, out, WORD_SOURCE, PARAM_SOURCE);
	if (!sources_names(request->clerk->archive, request->arena, &sources).code)
		for (size_t i = 0; i < sources.count; i++)
			option(out, sources.items[i].slug, request->args.text[PARAM_SOURCE],
			    sources.items[i].name);
	out_put(out, "</select></label>");
}

static void
lang_field(struct request *request, struct html_out *out)
{
	static const struct str langs[] = { STR_INIT("zh"), STR_INIT("zh-Hans"),
		STR_INIT("zh-Hant"), STR_INIT("en"), STR_INIT("ja"), STR_INIT("ko"), STR_INIT("ru"),
		STR_INIT("uk"), STR_INIT("fr"), STR_INIT("de"), STR_INIT("es"), STR_INIT("ar") };

	select_begin(request, out, WORD_LANGUAGE, PARAM_LANG);
	for (size_t i = 0; i < LENGTH(langs); i++)
		option(out, langs[i], request->args.text[PARAM_LANG],
		    lang_name(langs[i], out->tongue));
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
tick_field(struct html_out *out, enum param param, enum word word, bool ticked)
{
	out_put(out, "\n<label><input type='checkbox' name='");
	out_text(out, param_name(param));
	out_put(out, "' value='1'");
	if (ticked)
		out_put(out, " checked");
	out_put(out, "><span>");
	out_word(out, word);
	out_put(out, "</span></label>");
}

static void
parts_write(struct html_out *out)
{
	out_put(out, "<p>");
	for (size_t i = 0; i < LENGTH(part_params); i++) {
		label_begin(out, part_words[i]);
		out_put(out, "<input name='");
		out_text(out, param_name(part_params[i]));
		out_put(out, "' maxlength='1000'></label>");
	}
	tick_field(out, PARAM_TITLE, WORD_TITLE_ONLY, false);
	out_put(out, "</p>\n");
}

static void
filters_write(struct request *request, struct html_out *out)
{
	const struct args *args = &request->args;

	out_put(out, "<p>");
	source_field(request, out);
	lang_field(request, out);
	date_field(out, "from", WORD_FROM, args->text[PARAM_FROM]);
	date_field(out, "to", WORD_TO, args->text[PARAM_TO]);
	sort_field(request, out);
	tick_field(out, PARAM_CHANGED, WORD_ONLY_CHANGED, args->number[PARAM_CHANGED] == 1);
	tick_field(out, PARAM_STORY, WORD_TRAIT_STORY, args->number[PARAM_STORY] == 1);
	tick_field(out, PARAM_FIGURES, WORD_TRAIT_FIGURES, args->number[PARAM_FIGURES] == 1);
	out_put(out, "</p>\n");
}

void
search_form_write(struct request *request, struct html_out *out)
{
	out_put(out, "<form class='ask' role='search'");
	out_action(out, "/search");
	out_put(out,
	    ">\n<p><input type='search' name='q' accesskey='s' maxlength='1000' aria-label=\"");
	html_attr(out->to, word_text(WORD_SEARCH_ALL, out->tongue));
	out_put(out, "\"");
	out_value(out, request->args.text[PARAM_Q]);
	out_put(out, "><button>");
	out_word(out, WORD_SEARCH);
	out_put(out, "</button></p>\n<details");
	if (!request->query.n)
		out_put(out, " open");
	out_put(out, "><summary>");
	out_word(out, WORD_NARROW);
	out_put(out, "</summary>");
	parts_write(out);
	filters_write(request, out);
	out_put(out, "<p><button>");
	out_word(out, WORD_SEARCH);
	out_put(out, "</button></p></details>\n</form>\n");
}

void
search_help_write(struct html_out *out)
{
	static const struct {
		const char *typed;
		enum word word;
	} forms[] = {
		{ "临江 决堤", WORD_HELP_ALL },
		{ "\"临江水库\"", WORD_HELP_PHRASE },
		{ "水库 OR 大坝", WORD_HELP_OR },
		{ "水库 -演习", WORD_HELP_NOT },
		{ "title:水库 from:2024-05 to:2024-06 source:… lang:zh changed:yes story:yes figures:yes",
		    WORD_HELP_FIELDS },
	};

	out_put(out, "<section class='help'><h2>");
	out_word(out, WORD_HOW_TO_SEARCH);
	out_put(out, "</h2><ul>\n");
	for (size_t i = 0; i < LENGTH(forms); i++) {
		out_put(out, "<li><code>");
		out_text(out, str_from_c(forms[i].typed));
		out_put(out, "</code> ");
		out_word(out, forms[i].word);
		out_put(out, "</li>\n");
	}
	out_put(out, "</ul></section>\n");
}

/* ---- what finds something instead ---- */

static const struct {
	enum word word;
	uint64_t dropped; /* fields of the form that go */
} suggestion_kinds[] = {
	[SUGGEST_ANY_SOURCE] = { WORD_ANY_SOURCE, PARAM_BIT(PARAM_SOURCE) },
	[SUGGEST_ANY_LANG] = { WORD_ANY_LANG, PARAM_BIT(PARAM_LANG) },
	[SUGGEST_ANY_TIME] = { WORD_ANY_TIME, PARAM_BIT(PARAM_FROM) | PARAM_BIT(PARAM_TO) },
	[SUGGEST_ANY_TRAIT] = { WORD_ANY_TRAIT, PARAM_BIT(PARAM_CHANGED) | PARAM_BIT(PARAM_STORY) | PARAM_BIT(PARAM_FIGURES) },
	[SUGGEST_NO_FILTER] = { WORD_NO_FILTER,
	    PARAM_BIT(PARAM_SOURCE) | PARAM_BIT(PARAM_LANG) | PARAM_BIT(PARAM_FROM) |
		PARAM_BIT(PARAM_TO) | PARAM_BIT(PARAM_CHANGED) | PARAM_BIT(PARAM_STORY) | PARAM_BIT(PARAM_FIGURES) },
	[SUGGEST_FEWER] = { WORD_WITHOUT_WORD, 0 },
	[SUGGEST_EITHER] = { WORD_EITHER_WORD, 0 },
	[SUGGEST_CLOSE] = { WORD_CLOSE_WORD, 0 },
};

static void
suggestion_write(struct request *request, struct html_out *out, const struct suggestion *suggestion)
{
	struct args args = request->args;
	uint64_t kept = request->route->params & ~suggestion_kinds[suggestion->kind].dropped;
	struct str query;

	args.text[PARAM_Q] = suggestion->query;
	query = args_query(request->arena, &args, kept, PARAM_MAX, S(""), PARAM_PAGE);
	out_put(out, "<li><a rel='nofollow'");
	out_href(out, "/search%.*s", STR_ARGS(query));
	out_put(out, ">");
	out_word(out, suggestion_kinds[suggestion->kind].word);
	if (suggestion->word.n) {
		out_put(out, " <b>");
		out_said(out, suggestion->word, S(""));
		out_put(out, "</b>");
	}
	out_put(out, "</a> <small>");
	out_count(
	    out, suggestion->count_is_floor ? WORD_MORE_THAN_HITS : WORD_N_HITS, suggestion->count);
	if (suggestion->query.n) {
		out_dot(out);
		out_text(out, suggestion->query);
	}
	out_put(out, "</small></li>\n");
}

void
search_suggestions_write(
    struct request *request, struct html_out *out, const struct suggestions *suggestions)
{
	out_put(out, "<p class='end'>");
	out_word(out, WORD_NO_HITS);
	out_put(out, "</p>\n");
	if (!suggestions->count) {
		out_put(out, "<p>");
		out_word(out, WORD_NO_HITS_TRY);
		out_put(out, "</p>\n");
		return;
	}
	out_put(out, "<h2>");
	out_word(out, WORD_SUGGESTIONS);
	out_put(out, "</h2>\n");
	lines_begin(out);
	for (size_t i = 0; i < suggestions->count; i++)
		suggestion_write(request, out, &suggestions->items[i]);
	lines_end(out);
}

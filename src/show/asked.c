#include "show/asked.h"

void
asked_range(const struct request *request, int64_t *from, int64_t *to)
{
	int32_t zone_s = request->options->zone_s;
	int64_t begin, end;

	*from = *to = 0;
	if (when_parse_range(request->args.text[PARAM_FROM], zone_s, &begin, &end))
		*from = begin;
	if (when_parse_range(request->args.text[PARAM_TO], zone_s, &begin, &end))
		*to = end;
}

struct err
asked_parse(struct request *request, struct asked *out)
{
	static const enum search_order orders[] = { SEARCH_NEWEST, SEARCH_RELEVANCE,
		SEARCH_OLDEST };
	const struct args *args = &request->args;
	struct asked asked = { .options = {
				   .order = orders[args->number[PARAM_SORT]],
				   .source = args->text[PARAM_SOURCE],
				   .lang = args->text[PARAM_LANG],
				   .changed = args->number[PARAM_CHANGED] == 1,
				   .story = args->number[PARAM_STORY] == 1,
				   .figures = args->number[PARAM_FIGURES] == 1,
				   .zone_s = request->options->zone_s,
				   .budget_ms = SERVER_SEARCH_MS,
			       } };
	struct err e;

	if (args->text[PARAM_Q].n > QUERY_MAX)
		return err_at(ERR_QUERY, QUERY_MAX, "the query is too long");
	e = query_parse(
	    request->arena, args->text[PARAM_Q].p ? args->text[PARAM_Q] : S(""),
	    request->options->zone_s, &asked.query);
	if (e.code)
		return e;
	asked_range(request, &asked.options.from, &asked.options.to);
	*out = asked;
	return e;
}

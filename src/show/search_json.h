/*
 * search_json.h: what a search counted, as JSON: one shape for the command line and the API.
 */
#ifndef XINSHI_SHOW_SEARCH_JSON_H
#define XINSHI_SHOW_SEARCH_JSON_H

#include "base/json.h"
#include "search/search.h"

/* The members query (as it was understood), total, total_is_floor, sources, months, langs. */
void results_json(struct arena *arena, struct json *json, const struct query *query, const struct results *results);

#endif

#include "show/search_json.h"

static void
facets_json(struct json *json, const char *key, const struct facets *facets)
{
	json_array(json, key);
	for (size_t i = 0; i < facets->count; i++) {
		json_object(json, NULL);
		json_str(json, "key", facets->items[i].key);
		json_str(json, "label", facets->items[i].label);
		json_int(json, "count", facets->items[i].count);
		json_object_end(json);
	}
	json_array_end(json);
}

void
results_json(struct arena *arena, struct json *json, const struct query *query,
    const struct results *results)
{
	json_str(json, "query", query_text(arena, query));
	json_int(json, "total", results->total);
	json_bool(json, "total_is_floor", results->total_is_floor);
	facets_json(json, "sources", &results->sources);
	facets_json(json, "months", &results->months);
	facets_json(json, "langs", &results->langs);
	json_int(json, "changed", results->changed);
	json_int(json, "in_story", results->stories);
	json_int(json, "with_figures", results->figures);
}

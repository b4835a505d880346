#include "show/feed_items.h"
#include "show/opml_out.h"
#include "show/pages.h"

static void
outline_add(struct request *request, struct outlines *list, struct str title, struct str path,
    struct str page)
{
	arena_push(request->arena, list->items, list->count, list->capacity);
	list->items[list->count++] = (struct outline){
		.title = title,
		.url = feed_address(
		    request, str_join(request->arena, S("/feed/"), path, S(".atom"), STR_END)),
		.page = feed_address(request, page),
	};
}

static void
source_add(struct request *request, struct html_out *out, const struct source *source,
    struct outlines *list)
{
	struct str path = str_join(
	    request->arena, S("source/"), percent_encode(request->arena, source->slug), STR_END);
	struct outline *outline;

	outline_add(request, list, said(out, source->name, S("")), path,
	    str_join(request->arena, S("/"), path, STR_END));
	outline = &list->items[list->count - 1];
	outline->labels.items = arena_array(request->arena, struct str, 1);
	outline->labels.items[outline->labels.count++] = word_text(WORD_SOURCES, request->tongue);
}

/* The full-text feeds that can be had here. */
struct err
opml_feeds(struct request *request, struct response *response)
{
	struct outlines list = { .title = word_text(WORD_NAME, request->tongue) };
	struct sources sources;
	struct err e = sources_names(request->clerk->archive, request->arena, &sources);

	if (e.code)
		return e;
	outline_add(request, &list, list.title, S("all"), S("/"));
	outline_add(
	    request, &list, word_text(WORD_CHANGES, request->tongue), S("changes"), S("/changes"));
	for (size_t i = 0; i < sources.count; i++)
		source_add(request, &response->out, &sources.items[i], &list);
	response->media = MEDIA_OPML;
	opml_write(&response->body, &list, 0);
	return response->body.err;
}

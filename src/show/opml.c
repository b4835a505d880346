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

/* In a folder: the feeds of outlets, those of labels. */
static void
folder_add(struct request *request, struct outlines *list, enum word folder, struct str title,
    struct str path, struct str page)
{
	struct outline *outline;

	outline_add(request, list, title, path, page);
	outline = &list->items[list->count - 1];
	outline->labels.items = arena_array(request->arena, struct str, 1);
	outline->labels.items[outline->labels.count++] = word_text(folder, request->tongue);
}

static void
sources_add(struct request *request, struct html_out *out, const struct sources *sources,
    struct outlines *list)
{
	for (size_t i = 0; i < sources->count; i++) {
		const struct source *source = &sources->items[i];
		struct str path = str_join(request->arena, S("source/"),
		    percent_encode(request->arena, source->slug), STR_END);

		folder_add(request, list, WORD_SOURCES, said(out, source->name, S("")), path,
		    str_join(request->arena, S("/"), path, STR_END));
	}
}

static void
labels_add(
    struct request *request, struct html_out *out, const struct strs *labels, struct outlines *list)
{
	for (size_t i = 0; i < labels->count; i++)
		folder_add(request, list, WORD_LABELS, said(out, labels->items[i], S("")),
		    str_join(request->arena, S("label/"),
			percent_encode(request->arena, labels->items[i]), STR_END),
		    S("/sources"));
}

/* The full-text feeds that can be had here. */
struct err
opml_feeds(struct request *request, struct response *response)
{
	struct outlines list = { .title = word_text(WORD_NAME, request->tongue) };
	struct sources sources;
	struct strs labels = { 0 };
	struct err e = sources_names(request->clerk->archive, request->arena, &sources);

	if (!e.code)
		e = feeds_labels(request->clerk->archive, request->arena, &labels);
	if (e.code)
		return e;
	outline_add(request, &list, list.title, S("all"), S("/"));
	outline_add(
	    request, &list, word_text(WORD_CHANGES, request->tongue), S("changes"), S("/changes"));
	labels_add(request, &response->out, &labels, &list);
	sources_add(request, &response->out, &sources, &list);
	response->media = MEDIA_OPML;
	opml_write(&response->body, &list, 0);
	return response->body.err;
}

/* The feeds that are followed here, with their labels. */
struct err
opml_sources(struct request *request, struct response *response)
{
	struct feed_rows rows;
	struct outlines list;
	int64_t modified = 0;
	struct err e =
	    feeds_list(request->clerk->archive, request->arena, &(struct feed_filter){ 0 }, &rows);

	if (e.code)
		return e;
	for (size_t i = 0; i < rows.count; i++)
		modified = rows.items[i].added > modified ? rows.items[i].added : modified;
	opml_from_feeds(request->arena, &rows, &list);
	list.title = word_text(WORD_SOURCES, request->tongue);
	response->media = MEDIA_OPML;
	opml_write(&response->body, &list, modified);
	return response->body.err;
}

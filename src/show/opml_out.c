#include "show/opml_out.h"

#include "show/feed_out.h"

static void
attribute(struct buf *out, const char *name, struct str value)
{
	if (!value.n)
		return;
	buf_push_format(out, " %s=\"", name);
	xml_text(out, value);
	buf_push_char(out, '"');
}

static struct str
folder_of(const struct outline *feed)
{
	return feed->labels.count ? feed->labels.items[0] : S("");
}

/* A category separates its words by commas, and their steps by slashes. */
static bool
is_word(struct str label)
{
	return str_find_char(label, ',', 0) < 0 && str_find_char(label, '/', 0) < 0;
}

static void
folder_begin(struct buf *out, struct str label)
{
	buf_push_literal(out, "<outline");
	attribute(out, "text", label);
	buf_push_literal(out, ">\n");
}

static void
category(struct buf *out, const struct outline *feed)
{
	const char *before = " category=\"";

	for (size_t i = 1; i < feed->labels.count; i++) {
		if (!is_word(feed->labels.items[i]))
			continue;
		buf_push_str(out, str_from_c(before));
		buf_push_char(out, '/');
		xml_text(out, feed->labels.items[i]);
		before = ",";
	}
	if (before[0] == ',')
		buf_push_char(out, '"');
}

static void
feed_write(struct buf *out, const struct outline *feed)
{
	size_t folders = 0;

	for (size_t i = 1; i < feed->labels.count; i++) {
		if (is_word(feed->labels.items[i]))
			continue;
		folder_begin(out, feed->labels.items[i]);
		folders++;
	}
	buf_push_literal(out, "<outline type=\"rss\"");
	attribute(out, "text", feed->title.n ? feed->title : feed->url);
	attribute(out, "title", feed->title);
	attribute(out, "xmlUrl", feed->url);
	attribute(out, "htmlUrl", feed->page);
	attribute(out, "language", feed->lang);
	category(out, feed);
	buf_push_literal(out, "/>\n");
	while (folders--)
		buf_push_literal(out, "</outline>\n");
}

/* Whether an earlier feed has opened this one's folder, and so written what is in it. */
static bool
is_written(const struct outlines *list, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (str_equal(folder_of(&list->items[i]), folder_of(&list->items[at])))
			return true;
	return false;
}

static void
folder_write(struct buf *out, const struct outlines *list, size_t first)
{
	struct str folder = folder_of(&list->items[first]);

	if (folder.n)
		folder_begin(out, folder);
	for (size_t i = first; i < list->count; i++)
		if (str_equal(folder_of(&list->items[i]), folder))
			feed_write(out, &list->items[i]);
	if (folder.n)
		buf_push_literal(out, "</outline>\n");
}

void
opml_write(struct buf *out, const struct outlines *list, int64_t modified)
{
	buf_push_literal(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml "
			      "version=\"2.0\">\n<head>\n<title>");
	xml_text(out, list->title);
	buf_push_literal(out, "</title>\n");
	if (modified) {
		buf_push_literal(out, "<dateModified>");
		when_push_http(out, modified);
		buf_push_literal(out, "</dateModified>\n");
	}
	buf_push_literal(out, "<docs>http://opml.org/spec2.opml</docs>\n</head>\n<body>\n");
	for (size_t i = 0; i < list->count; i++)
		if (!is_written(list, i))
			folder_write(out, list, i);
	buf_push_literal(out, "</body>\n</opml>\n");
}

struct str
feed_name(const struct feed_row *feed)
{
	const struct str names[] = { feed->title, feed->title_claimed, feed->url };
	size_t i = 0;

	while (i + 1 < LENGTH(names) && !names[i].n)
		i++;
	return names[i];
}

void
opml_from_feeds(struct arena *arena, const struct feed_rows *rows, struct outlines *out)
{
	struct outlines list = { .items = arena_array(arena, struct outline, rows->count),
		.count = rows->count,
		.capacity = rows->count };

	for (size_t i = 0; i < rows->count; i++) {
		const struct feed_row *row = &rows->items[i];

		list.items[i] = (struct outline){
			.title = row->title.n ? row->title : row->title_claimed,
			.url = row->url,
			.page = row->page,
			.lang = row->lang,
			.labels = row->labels,
		};
	}
	*out = list;
}

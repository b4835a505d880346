/*
 * feed_files.c: what there may be many of: files that come with an item, and its tags.
 */
#include "read/feed_element.h"

#define ITUNES_SCHEME "http://www.itunes.com/"
#define MEDIA_SCHEME "http://search.yahoo.com/mrss/category_schema"

/* ---- files ---- */

void
add_enclosure(struct feed_reader *reader, struct str url, struct str type, struct str length)
{
	struct feed_enclosures *list = &reader->entry->enclosures;
	uint64_t bytes;

	if (!url.n)
		return;
	for (size_t i = 0; i < list->count; i++)
		if (str_equal(list->items[i].url, url))
			return;
	if (list->count == FEED_ENCLOSURES_MAX) {
		reader->feed->is_cut = true;
		return;
	}
	length = str_trim(length);
	if (!pull_number(&length, INT64_MAX, &bytes) || length.n)
		bytes = UINT64_MAX;
	arena_push(reader->arena, list->items, list->count, list->capacity);
	list->items[list->count++] = (struct feed_enclosure){ url, reader_line(reader, type),
		bytes == UINT64_MAX ? -1 : (int64_t)bytes };
}

/* A file that is a picture stands for its item where nothing better does. */
void
take_open_enclosure(struct feed_reader *reader, struct frame *frame)
{
	static const struct element_row picture = { "enclosure", TAKE_PICTURE, MEMBER_MAX,
		MEMBER_image, 1, 0 };
	struct str url = reader_href(reader), type = xml_attr(&reader->xml, "type");

	(void)frame;
	add_enclosure(reader, url, type, xml_attr(&reader->xml, "length"));
	if (str_starts_nocase(type, S("image/")))
		reader_set_line(reader, &picture, url);
}

void
take_open_picture(struct feed_reader *reader, struct frame *frame)
{
	reader_set_line(reader, frame->row, reader_href(reader));
}

/* A picture stands for the item; anything else comes with it. */
void
take_open_media(struct feed_reader *reader, struct frame *frame)
{
	/* better than its thumbnail */
	static const struct element_row picture = { "media:content", TAKE_PICTURE, MEMBER_image,
		MEMBER_image, 4, 0 };
	struct str type = xml_attr(&reader->xml, "type"), medium = xml_attr(&reader->xml, "medium");

	(void)frame;
	if (str_equal_nocase(medium, S("image")) || str_starts_nocase(type, S("image/")))
		reader_set_line(reader, &picture, reader_href(reader));
	else
		add_enclosure(
		    reader, reader_href(reader), type, xml_attr(&reader->xml, "fileSize"));
}

void
take_close_image_url(struct feed_reader *reader, struct frame *frame, struct str text)
{
	if (reader->aside && strcmp(reader->aside, "image") == 0 && !reader->item_depth)
		reader_set_line(reader, frame->row, reader_address(reader, text));
}

/* ---- tags ---- */

void
add_tag(struct feed_reader *reader, struct str term, struct str scheme, struct str label)
{
	struct feed_tags *tags = &reader->entry->tags;

	if (!term.n && !scheme.n && !label.n)
		return;
	for (size_t i = 0; i < tags->count; i++)
		if (str_equal(tags->items[i].term, term) &&
		    str_equal(tags->items[i].scheme, scheme) &&
		    str_equal(tags->items[i].label, label))
			return;
	if (tags->count == FEED_TAGS_MAX) {
		reader->feed->is_cut = true;
		return;
	}
	arena_push(reader->arena, tags->items, tags->count, tags->capacity);
	tags->items[tags->count++] = (struct feed_tag){ term, scheme, label };
}

static struct str
scheme_of(struct feed_reader *reader, int option)
{
	struct str scheme = xml_attr(&reader->xml, "scheme");

	if (!scheme.p)
		scheme = xml_attr(&reader->xml, "domain");
	if (scheme.p)
		return reader_line(reader, scheme);
	return option == TAGS_ITUNES  ? S(ITUNES_SCHEME)
	       : option == TAGS_MEDIA ? S(MEDIA_SCHEME)
				      : (struct str){ 0 };
}

/* a: scheme, b: label; flag: the term stood in an attribute, with these. */
void
take_open_tag(struct feed_reader *reader, struct frame *frame)
{
	struct str term =
	    xml_attr(&reader->xml, frame->row->option == TAGS_ITUNES ? "text" : "term");

	frame->a = scheme_of(reader, frame->row->option);
	frame->b = reader_line(reader, xml_attr(&reader->xml, "label"));
	frame->flag = term.n > 0;
	if (term.n)
		add_tag(reader, reader_line(reader, term), frame->a, frame->b);
}

void
take_close_tag(struct feed_reader *reader, struct frame *frame, struct str text)
{
	text = reader_line(reader, text);
	if (text.n && frame->flag)
		add_tag(reader, text, (struct str){ 0 }, (struct str){ 0 });
	else if (!frame->flag && (text.n || frame->row->option == TAGS_PLAIN))
		add_tag(reader, text, frame->a, frame->b);
}

void
take_close_tags(struct feed_reader *reader, struct frame *frame, struct str text)
{
	struct str scheme =
	    frame->row->option == TAGS_ITUNES ? S(ITUNES_SCHEME) : (struct str){ 0 };
	struct str word;

	while (pull_field(&text, ',', &word))
		if (str_trim(word).n)
			add_tag(reader, reader_line(reader, word), scheme, (struct str){ 0 });
}

/*
 * jsonfeed.c: JSON Feed 1.0 and 1.1.  jansson stays here.
 */
#include <jansson.h>

#include "read/feed_reading.h"
#include "text/reference.h"

struct json_reader {
	struct feed_reading *reading;
	struct arena *arena; /* of the item being read, else of the head */
	struct arena items;  /* what one item says, where it will be forgotten */
	struct str base;
	struct feed *feed;
	int32_t zone_s;
};

/* ---- values: what is of another type than it should be is taken for missing ---- */

static struct str
text_of(const struct json_reader *reader, const json_t *value, size_t max)
{
	struct str s;

	if (!json_is_string(value))
		return (struct str){ 0 };
	s = (struct str){ json_string_value(value), json_string_length(value) };
	if (s.n > max) {
		s = str_slice(s, 0, str_rune_start(s, max));
		reader->feed->is_cut = true;
	}
	return str_copy(reader->arena, s);
}

static struct str
line_at(const struct json_reader *reader, const json_t *object, const char *key)
{
	return str_trim(text_of(reader, json_object_get(object, key), FEED_LINE_MAX));
}

static struct str
address_at(const struct json_reader *reader, const json_t *object, const char *key)
{
	struct str s = line_at(reader, object, key);

	return s.n ? reference_resolve(reader->arena, reader->base, s) : (struct str){ 0 };
}

static struct feed_text
markup_at(
    const struct json_reader *reader, const json_t *object, const char *key, enum text_kind kind)
{
	return (struct feed_text){
		.text = str_trim(text_of(reader, json_object_get(object, key), FEED_TEXT_MAX)),
		.base = reader->base,
		.kind = kind,
	};
}

static struct when
date_at(const struct json_reader *reader, const json_t *object, const char *key)
{
	struct str s = line_at(reader, object, key);
	struct when when;

	if (!s.n)
		return (struct when){ 0 };
	if (when_parse(s, reader->zone_s, &when))
		return when;
	feed_fault(reader->reading->arena, reader->feed, "date not understood", s, 0, 0);
	return (struct when){ 0 };
}

/* ---- authors, tags, attachments ---- */

/* 1.1 has a list, 1.0 one object. */
static struct str
author_of(const struct json_reader *reader, const json_t *object)
{
	const json_t *list = json_object_get(object, "authors");
	struct str all = { 0 }, name;

	if (!json_is_array(list))
		return line_at(reader, json_object_get(object, "author"), "name");
	for (size_t i = 0; i < json_array_size(list) && i < FEED_TAGS_MAX; i++) {
		name = line_at(reader, json_array_get(list, i), "name");
		if (name.n)
			all = all.n ? str_join(reader->arena, all, S(", "), name, STR_END) : name;
	}
	return all;
}

static void
take_tags(const struct json_reader *reader, const json_t *list, struct feed_tags *out)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		struct str term = str_trim(text_of(reader, json_array_get(list, i), FEED_LINE_MAX));
		if (!term.n)
			continue;
		if (out->count == FEED_TAGS_MAX) {
			reader->feed->is_cut = true;
			return;
		}
		arena_push(reader->arena, out->items, out->count, out->capacity);
		out->items[out->count++] = (struct feed_tag){ .term = term };
	}
}

static void
take_attachments(const struct json_reader *reader, const json_t *list, struct feed_enclosures *out)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *item = json_array_get(list, i), *size;
		struct feed_enclosure enclosure = { address_at(reader, item, "url"),
			line_at(reader, item, "mime_type"), -1 };

		if (!enclosure.url.n)
			continue;
		if (out->count == FEED_ENCLOSURES_MAX) {
			reader->feed->is_cut = true;
			return;
		}
		size = json_object_get(item, "size_in_bytes");
		if (json_is_integer(size) && json_integer_value(size) >= 0)
			enclosure.length = json_integer_value(size);
		arena_push(reader->arena, out->items, out->count, out->capacity);
		out->items[out->count++] = enclosure;
	}
}

/* ---- items and head ---- */

/* An id that is a number is forgiven: 1.1, "if you find a number, coerce it to a string". */
static struct str
id_of(const struct json_reader *reader, const json_t *object)
{
	const json_t *id = json_object_get(object, "id");

	if (json_is_integer(id))
		return str_format(reader->arena, "%lld", (long long)json_integer_value(id));
	return line_at(reader, object, "id");
}

static void
take_item(const struct json_reader *reader, const json_t *object, struct feed_entry *item)
{
	item->id = id_of(reader, object);
	item->url = address_at(reader, object, "url");
	if (!item->url.n)
		item->url = address_at(reader, object, "external_url");
	item->title = markup_at(reader, object, "title", TEXT_PLAIN);
	item->summary = markup_at(reader, object, "summary", TEXT_PLAIN);
	item->content = markup_at(reader, object, "content_html", TEXT_HTML);
	if (!item->content.text.p)
		item->content = markup_at(reader, object, "content_text", TEXT_PLAIN);
	item->image = address_at(reader, object, "image");
	if (!item->image.p)
		item->image = address_at(reader, object, "banner_image");
	item->published = date_at(reader, object, "date_published");
	item->updated = date_at(reader, object, "date_modified");
	item->author = author_of(reader, object);
	item->language = line_at(reader, object, "language");
	take_tags(reader, json_object_get(object, "tags"), &item->tags);
	take_attachments(reader, json_object_get(object, "attachments"), &item->enclosures);
}

static void
take_items(struct json_reader *reader, const json_t *list)
{
	struct arena *arena = reader->arena;
	struct feed_entry item;

	if (reader->reading->sink)
		reader->arena = &reader->items;
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *object = json_array_get(list, i);

		if (!json_is_object(object))
			continue;
		feed_entry_init(&item);
		take_item(reader, object, &item);
		feed_reading_give(reader->reading, &item);
		arena_reset(&reader->items);
		if (feed_reading_is_over(reader->reading))
			break;
	}
	reader->arena = arena;
	arena_done(&reader->items);
}

static void
add_link(const struct json_reader *reader, const char *rel, struct str url)
{
	struct feed_links *links = &reader->feed->head.links;

	if (!url.n || links->count == FEED_LINKS_MAX)
		return;
	arena_push(reader->arena, links->items, links->count, links->capacity);
	links->items[links->count++] = (struct feed_link){ str_from_c(rel), url, S("") };
}

static void
take_hubs(const struct json_reader *reader, const json_t *list)
{
	for (size_t i = 0; i < json_array_size(list) && i < FEED_LINKS_MAX; i++)
		add_link(reader, "hub", address_at(reader, json_array_get(list, i), "url"));
}

static void
take_head(const struct json_reader *reader, const json_t *root)
{
	struct feed_entry *head = &reader->feed->head;
	struct str language = line_at(reader, root, "language");

	head->title = markup_at(reader, root, "title", TEXT_PLAIN);
	head->subtitle = markup_at(reader, root, "description", TEXT_PLAIN);
	head->url = address_at(reader, root, "home_page_url");
	head->id = address_at(reader, root, "feed_url");
	head->image = address_at(reader, root, "icon");
	head->author = author_of(reader, root);
	if (language.n)
		head->language = language;
	add_link(reader, "self", head->id);
	add_link(reader, "next", address_at(reader, root, "next_url"));
	take_hubs(reader, json_object_get(root, "hubs"));
}

static enum feed_format
format_of(struct str version)
{
	if (str_ends(version, S("/version/1")) || str_ends(version, S("/version/1.0")))
		return FORMAT_JSON1;
	return str_find(version, S("jsonfeed.org/version/"), 0) >= 0 ? FORMAT_JSON11 : FORMAT_NONE;
}

static struct err
take_root(struct json_reader *reader, const json_t *root)
{
	const json_t *items = json_object_get(root, "items");

	reader->feed->format = format_of(line_at(reader, root, "version"));
	if (reader->feed->format == FORMAT_NONE && !json_is_array(items))
		return err_new(ERR_FEED, "JSON, but not JSON Feed");
	if (reader->feed->format == FORMAT_NONE) {
		feed_fault(
		    reader->reading->arena, reader->feed, "version missing", S("version"), 0, 0);
		reader->feed->format = FORMAT_JSON11;
	}
	take_head(reader, root);
	take_items(reader, items);
	return (struct err){ 0 };
}

/* All of it, and nothing of it twice. */
static json_t *
load(struct feed_reading *reading)
{
	struct buf *text = &reading->text;
	json_error_t why;
	json_t *root;

	while (text->n <= FEED_JSON_MAX && feed_decoder_more(&reading->decoder, text))
		continue;
	if (text->n > FEED_JSON_MAX)
		reading->err = err_at(ERR_TOO_BIG, FEED_JSON_MAX, "JSON Feed");
	else
		reading->err = reading->decoder.err;
	if (reading->err.code)
		return NULL;
	root = json_loadb(text->p, text->n, JSON_DISABLE_EOF_CHECK, &why);
	if (!root)
		reading->err =
		    err_at(ERR_SYNTAX, (uint64_t)(why.position > 0 ? why.position : 0), "JSON");
	buf_done(text);
	return root;
}

void
feed_from_json(struct feed_reading *reading)
{
	struct json_reader reader = { .reading = reading,
		.arena = reading->arena,
		.base = reading->base,
		.feed = &reading->feed,
		.zone_s = reading->question->zone_s };
	json_t *root = load(reading);
	struct err err;

	if (!root)
		return;
	err = json_is_object(root) ? take_root(&reader, root)
				   : err_new(ERR_FEED, "JSON, but not JSON Feed");
	if (!reading->err.code)
		reading->err = err;
	json_decref(root);
}

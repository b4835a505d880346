/* article_json.c: JSON of our own export -> what the file claims.  The text is foreign all the same. */
#include <jansson.h>
#include <string.h>

#include "read/article_json.h"

#define SCHEMA "article/1"

bool
article_json_is(struct str text)
{
	pull_str(&text, S("\xef\xbb\xbf"));
	pull_spaces(&text);
	return text.n && text.p[0] == '{';
}

static struct str
text_at(struct arena *arena, const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	if (!json_is_string(value))
		return (struct str){ 0 };
	return str_copy(arena, (struct str){ json_string_value(value), json_string_length(value) });
}

static void
list_at(struct arena *arena, const json_t *object, const char *key, struct strs *out)
{
	const json_t *list = json_object_get(object, key);

	for (size_t i = 0; i < json_array_size(list) && out->count < STRS_MAX; i++) {
		const json_t *value = json_array_get(list, i);
		if (!json_is_string(value))
			continue;
		arena_push(arena, out->items, out->count, out->capacity);
		out->items[out->count++] =
		    str_copy(arena, (struct str){ json_string_value(value), json_string_length(value) });
	}
}

/* Texts alone: for whoever leaves the markup out. */
static struct str
paragraphs(struct arena *arena, struct str text)
{
	struct buf html CLEAN(buf_done) = { 0 };
	struct str line;

	while (pull_line(&text, &line)) {
		buf_push_literal(&html, "<p>");
		for (size_t i = 0; i < line.n; i++)
			buf_push_str(&html, line.p[i] == '&'   ? S("&amp;")
					    : line.p[i] == '<' ? S("&lt;")
							       : str_slice(line, i, i + 1));
		buf_push_literal(&html, "</p>");
	}
	return str_copy(arena, buf_str(&html));
}

static struct str
first_of(struct str a, struct str b)
{
	return a.n ? a : b;
}

static void
take_head(struct arena *arena, const json_t *object, struct markdown *out)
{
	struct front_matter *front = &out->front;

	out->title = text_at(arena, object, "title");
	out->url = first_of(text_at(arena, object, "url_claimed"), text_at(arena, object, "url"));
	out->evidence = str_terminated(arena, first_of(text_at(arena, object, "published_evidence"), S("JSON")));
	front->source = first_of(text_at(arena, object, "source_claimed"), text_at(arena, object, "source"));
	front->section = text_at(arena, object, "section");
	front->site = text_at(arena, object, "site");
	front->deck = text_at(arena, object, "deck");
	front->lang = text_at(arena, object, "lang");
	front->date = text_at(arena, object, "published");
	front->updated = text_at(arena, object, "updated");
	list_at(arena, object, "authors", &front->authors);
	list_at(arena, object, "tags", &front->tags);
}

static struct err
take(struct arena *arena, const json_t *object, int32_t zone_s, struct markdown *out)
{
	const char *schema = json_string_value(json_object_get(object, "schema"));

	if (!schema || strcmp(schema, SCHEMA) != 0)
		return err_new(ERR_HEADER, "no \"schema\":\"" SCHEMA "\"");
	take_head(arena, object, out);
	out->body = text_at(arena, object, "html");
	if (!out->body.p)
		out->body = paragraphs(arena, text_at(arena, object, "text"));
	if (!out->url.n)
		return err_new(ERR_URL, "no url");
	if (out->front.date.n && !when_parse(out->front.date, zone_s, &out->published))
		return err_new(ERR_DATE, "published is no date");
	out->ended = true;
	out->own = true;
	return (struct err){ 0 };
}

struct err
article_json_parse(struct arena *arena, struct str text, int32_t zone_s, struct markdown *out)
{
	struct markdown made = { 0 };
	json_error_t error;
	json_t *object;
	struct err e;

	pull_str(&text, S("\xef\xbb\xbf"));
	object = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
	if (!object)
		return err_at(ERR_SYNTAX, error.position > 0 ? (uint64_t)error.position : 0, "JSON");
	e = json_is_object(object) ? take(arena, object, zone_s, &made) : err_new(ERR_HEADER, "no object");
	json_decref(object);
	if (!e.code)
		*out = made;
	return e;
}

#include "record/feed_json.h"

static void
json_str_some(struct json *json, const char *key, struct str value)
{
	if (value.p)
		json_str(json, key, value);
}

static void
json_markup(struct json *json, const char *key, const struct feed_text *text)
{
	json_str_some(json, key, text->text);
}

static void
json_date(struct json *json, const char *key, const struct when *when)
{
	struct buf text CLEAN(buf_done) = { 0 };

	if (when->precision == WHEN_NONE)
		return;
	when_push_utc(&text, when_seconds(*when));
	json_str(json, key, buf_str(&text));
}

static void
json_tags(struct json *json, const char *key, const struct feed_tags *tags)
{
	json_array(json, key);
	for (size_t i = 0; i < tags->count; i++) {
		json_object(json, NULL);
		json_str(json, "term", tags->items[i].term);
		json_str_some(json, "scheme", tags->items[i].scheme);
		json_str_some(json, "label", tags->items[i].label);
		json_object_end(json);
	}
	json_array_end(json);
}

static void
json_enclosures(struct json *json, const char *key, const struct feed_enclosures *list)
{
	json_array(json, key);
	for (size_t i = 0; i < list->count; i++) {
		json_object(json, NULL);
		json_str(json, "url", list->items[i].url);
		json_str_some(json, "type", list->items[i].type);
		if (list->items[i].length >= 0)
			json_int(json, "length", list->items[i].length);
		json_object_end(json);
	}
	json_array_end(json);
}

static void
json_links(struct json *json, const char *key, const struct feed_links *links)
{
	json_array(json, key);
	for (size_t i = 0; i < links->count; i++) {
		json_object(json, NULL);
		json_str(json, "rel", links->items[i].rel);
		json_str(json, "url", links->items[i].url);
		if (links->items[i].type.n)
			json_str(json, "type", links->items[i].type);
		json_object_end(json);
	}
	json_array_end(json);
}

static void
json_member(struct json *json, const struct feed_entry *entry, enum entry_member member)
{
	const struct entry_field *field = &entry_fields[member];
	const void *value = entry_member(entry, member);

	switch (field->kind) {
	case ENTRY_MARKUP:
		json_markup(json, field->json, value);
		break;
	case ENTRY_LINE:
		json_str_some(json, field->json, *(const struct str *)value);
		break;
	case ENTRY_DATE:
		json_date(json, field->json, value);
		break;
	case ENTRY_COUNT:
		if (*(const int64_t *)value >= 0)
			json_int(json, field->json, *(const int64_t *)value);
		break;
	case ENTRY_TAGS:
		json_tags(json, field->json, value);
		break;
	case ENTRY_ENCLOSURES:
		json_enclosures(json, field->json, value);
		break;
	case ENTRY_LINKS:
		json_links(json, field->json, value);
		break;
	}
}

static void
json_entry(struct json *json, const char *key, const struct feed_entry *entry, enum entry_on on)
{
	json_object(json, key);
	for (unsigned i = 0; i < MEMBER_MAX; i++)
		if (entry_fields[i].on & on)
			json_member(json, entry, i);
	json_object_end(json);
}

static void
json_faults(struct json *json, const char *key, const struct feed_faults *faults)
{
	json_array(json, key);
	for (size_t i = 0; i < faults->count; i++) {
		json_object(json, NULL);
		json_str(json, "rule", faults->items[i].rule);
		json_str(json, "what", faults->items[i].what);
		json_int(json, "line", faults->items[i].line);
		json_int(json, "at", faults->items[i].at);
		json_object_end(json);
	}
	json_array_end(json);
}

static void
json_bits(struct json *json, const char *key, uint32_t bits)
{
	if (!bits)
		return;
	json_array(json, key);
	for (unsigned i = 0; i < 32; i++)
		if (bits & UINT32_C(1) << i)
			json_int(json, NULL, i);
	json_array_end(json);
}

static void
json_pace(struct json *json, const struct feed *feed)
{
	if (feed->ttl_min >= 0)
		json_int(json, "ttl", feed->ttl_min);
	json_bits(json, "skip_hours", feed->skip_hours);
	json_bits(json, "skip_days", feed->skip_days);
	if (feed->is_complete)
		json_bool(json, "complete", true);
	if (feed->is_archive)
		json_bool(json, "archive", true);
}

static void
json_decided(struct json *json, const char *schema, const struct feed *feed)
{
	json_c(json, "schema", schema);
	json_c(json, "version", feed_format_name(feed->format));
	json_str(json, "encoding", feed->charset);
	json_str(json, "encoding_from", feed->evidence);
}

void
feed_json_rest(struct json *json, const struct feed *feed)
{
	json_decided(json, "feed/1", feed);
	json_pace(json, feed);
	json_entry(json, "feed", &feed->head, ENTRY_ON_FEED);
	json_faults(json, "faults", &feed->faults);
	json_bool(json, "cut", feed->is_cut);
}

void
feed_json_item(struct json *json, const struct feed_entry *item)
{
	json_entry(json, NULL, item, ENTRY_ON_ITEM);
}

void
feed_json(struct json *json, const struct feed *feed)
{
	json_array(json, "items");
	for (size_t i = 0; i < feed->count; i++)
		feed_json_item(json, &feed->items[i]);
	json_array_end(json);
	feed_json_rest(json, feed);
}

void
feed_faults_json(struct json *json, const struct feed *feed)
{
	json_decided(json, "lint/1", feed);
	json_faults(json, "faults", &feed->faults);
	json_int(json, "more", feed->faults.more);
}

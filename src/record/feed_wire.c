/*
 * feed_wire.c: feeds as bytes.
 *
 * A feed is: format, charset, evidence, ttl, hours, days, flags, head, number of items, items,
 * faults.  An entry is its members, each  varint wire-number, varint length, bytes,  ended by the
 * number 0.
 */
#include "record/feed.h"
#include "record/markup_safe.h"

enum { WIRE_NUMBER_MAX = 4096, FLAG_COMPLETE = 1, FLAG_ARCHIVE = 2, FLAG_CUT = 4 };

static void
put_str(struct buf *out, struct str s)
{
	buf_push_u8(out, s.p != NULL);
	buf_push_bytes(out, raw_from_str(s));
}

static struct str
get_str(struct reader *reader)
{
	bool is_there = read_u8(reader) != 0;
	struct str s = read_str(reader);

	if (!is_there)
		return (struct str){ 0 };
	return s.p ? s : S("");
}

static struct str
get_line(struct reader *reader)
{
	struct str s = get_str(reader);

	if (s.n > 4 * FEED_LINE_MAX)
		read_fail(reader, "line too long");
	return s;
}

/* ---- values ---- */

static void
put_markup(struct buf *out, const struct feed_text *text)
{
	put_str(out, text->text);
	put_str(out, text->base);
	buf_push_u8(out, (uint8_t)text->kind);
}

static void
get_markup(struct reader *reader, struct feed_text *out)
{
	struct feed_text text = { .text = get_str(reader), .base = get_line(reader) };
	uint8_t kind = read_u8(reader);

	if (kind > TEXT_SAFE)
		read_fail(reader, "kind of text out of range");
	text.kind = (enum text_kind)kind;
	if (kind == TEXT_SAFE && !markup_is_safe(text.text))
		read_fail(reader, "markup is not safe");
	*out = text;
}

static void
put_date(struct buf *out, const struct when *when)
{
	buf_push_u8(out, when->precision);
	buf_push_u8(out, when->zone);
	buf_push_u32(out, (uint32_t)when->offset_s);
	buf_push_u64(out, (uint64_t)when->ms);
}

static void
get_date(struct reader *reader, struct when *out)
{
	struct when when = { 0 };

	when.precision = read_u8(reader);
	when.zone = read_u8(reader);
	when.offset_s = (int32_t)read_u32(reader);
	when.ms = (int64_t)read_u64(reader);
	if (when.precision > WHEN_MILLISECOND || when.zone > ZONE_ASSUMED ||
	    when.offset_s < -86400 || when.offset_s > 86400)
		read_fail(reader, "date out of range");
	*out = when;
}

static void
put_tags(struct buf *out, const struct feed_tags *tags)
{
	for (size_t i = 0; i < tags->count; i++) {
		put_str(out, tags->items[i].term);
		put_str(out, tags->items[i].scheme);
		put_str(out, tags->items[i].label);
	}
}

static bool
has_more(struct reader *reader, size_t count, size_t max)
{
	if (reader->err.code || !reader->rest.n)
		return false;
	if (count == max)
		read_fail(reader, "too many values");
	return count < max;
}

static void
get_tags(struct arena *arena, struct reader *reader, struct feed_tags *out)
{
	while (has_more(reader, out->count, FEED_TAGS_MAX)) {
		struct feed_tag tag = { .term = get_line(reader) };

		tag.scheme = get_line(reader);
		tag.label = get_line(reader);
		arena_push(arena, out->items, out->count, out->capacity);
		out->items[out->count++] = tag;
	}
}

static void
put_enclosures(struct buf *out, const struct feed_enclosures *list)
{
	for (size_t i = 0; i < list->count; i++) {
		put_str(out, list->items[i].url);
		put_str(out, list->items[i].type);
		buf_push_u64(out, (uint64_t)list->items[i].length);
	}
}

static void
get_enclosures(struct arena *arena, struct reader *reader, struct feed_enclosures *out)
{
	while (has_more(reader, out->count, FEED_ENCLOSURES_MAX)) {
		struct feed_enclosure enclosure = { .url = get_line(reader) };

		enclosure.type = get_line(reader);
		enclosure.length = (int64_t)read_u64(reader);
		arena_push(arena, out->items, out->count, out->capacity);
		out->items[out->count++] = enclosure;
	}
}

static void
put_links(struct buf *out, const struct feed_links *links)
{
	for (size_t i = 0; i < links->count; i++) {
		put_str(out, links->items[i].rel);
		put_str(out, links->items[i].url);
		put_str(out, links->items[i].type);
	}
}

static void
get_links(struct arena *arena, struct reader *reader, struct feed_links *out)
{
	while (has_more(reader, out->count, FEED_LINKS_MAX)) {
		struct feed_link link = { .rel = get_line(reader) };

		link.url = get_line(reader);
		link.type = get_line(reader);
		arena_push(arena, out->items, out->count, out->capacity);
		out->items[out->count++] = link;
	}
}

/* ---- entries ---- */

/* False where the member is empty. */
static bool
put_member(struct buf *out, const struct feed_entry *entry, enum entry_member member)
{
	const void *value = entry_member(entry, member);

	switch (entry_fields[member].kind) {
	case ENTRY_MARKUP:
		put_markup(out, value);
		return ((const struct feed_text *)value)->text.p != NULL;
	case ENTRY_LINE:
		put_str(out, *(const struct str *)value);
		return ((const struct str *)value)->p != NULL;
	case ENTRY_DATE:
		put_date(out, value);
		return ((const struct when *)value)->precision != WHEN_NONE;
	case ENTRY_COUNT:
		buf_push_u64(out, *(const uint64_t *)value);
		return *(const int64_t *)value >= 0;
	case ENTRY_TAGS:
		put_tags(out, value);
		break;
	case ENTRY_ENCLOSURES:
		put_enclosures(out, value);
		break;
	case ENTRY_LINKS:
		put_links(out, value);
		break;
	}
	return out->n > 0;
}

static void
get_member(struct arena *arena, struct reader *reader, struct feed_entry *entry,
    const struct entry_field *field)
{
	void *value = (char *)entry + field->offset;

	switch (field->kind) {
	case ENTRY_MARKUP:
		get_markup(reader, value);
		break;
	case ENTRY_LINE:
		*(struct str *)value = get_line(reader);
		break;
	case ENTRY_DATE:
		get_date(reader, value);
		break;
	case ENTRY_COUNT:
		*(int64_t *)value = (int64_t)read_u64(reader);
		break;
	case ENTRY_TAGS:
		get_tags(arena, reader, value);
		break;
	case ENTRY_ENCLOSURES:
		get_enclosures(arena, reader, value);
		break;
	case ENTRY_LINKS:
		get_links(arena, reader, value);
		break;
	}
	if (reader->rest.n)
		read_fail(reader, "bytes behind a value");
}

static void
put_entry(struct buf *out, struct buf *value, const struct feed_entry *entry)
{
	for (unsigned i = 0; i < MEMBER_MAX; i++) {
		buf_reset(value);
		if (!put_member(value, entry, i))
			continue;
		buf_push_varint(out, entry_fields[i].wire);
		buf_push_bytes(out, buf_raw(value));
	}
	buf_push_varint(out, 0);
}

static const struct entry_field *
field_by_wire(uint64_t wire)
{
	for (unsigned i = 0; i < MEMBER_MAX; i++)
		if (entry_fields[i].wire == wire)
			return &entry_fields[i];
	return NULL;
}

static void
get_entry(struct arena *arena, struct reader *reader, struct feed_entry *entry)
{
	uint64_t wire, seen = 0;

	while (!reader->err.code && (wire = read_varint(reader, WIRE_NUMBER_MAX)) > 0) {
		const struct entry_field *field = field_by_wire(wire);
		struct raw bytes = read_bytes(reader);
		struct reader inner = {
			.rest = bytes, .at = reader->at - bytes.n, .err = reader->err
		};

		if (!field)
			continue;
		if (seen & UINT64_C(1) << wire)
			read_fail(&inner, "member twice");
		seen |= UINT64_C(1) << wire;
		get_member(arena, &inner, entry, field);
		reader->err = inner.err;
	}
}

void
wire_put_feed_entry(struct buf *out, const struct feed_entry *entry)
{
	struct buf value CLEAN(buf_done) = { 0 };

	put_entry(out, &value, entry);
}

struct err
wire_get_feed_entry(struct arena *arena, struct raw bytes, struct feed_entry *out)
{
	struct reader reader = reader_init(bytes);
	struct feed_entry entry;

	feed_entry_init(&entry);
	get_entry(arena, &reader, &entry);
	if (!reader.err.code && reader.rest.n)
		read_fail(&reader, "not an item");
	if (!reader.err.code)
		*out = entry;
	return reader.err;
}

/* ---- faults ---- */

static void
put_faults(struct buf *out, const struct feed_faults *faults)
{
	buf_push_varint(out, faults->count);
	for (size_t i = 0; i < faults->count; i++) {
		put_str(out, faults->items[i].rule);
		put_str(out, faults->items[i].what);
		buf_push_u32(out, faults->items[i].at);
		buf_push_u32(out, faults->items[i].line);
	}
	buf_push_u32(out, faults->more);
}

static void
get_faults(struct arena *arena, struct reader *reader, struct feed_faults *out)
{
	uint64_t count = read_varint(reader, FEED_FAULTS_MAX);

	for (uint64_t i = 0; i < count && !reader->err.code; i++) {
		struct feed_fault fault = { .rule = get_line(reader) };

		fault.what = get_line(reader);
		fault.at = read_u32(reader);
		fault.line = read_u32(reader);
		arena_push(arena, out->items, out->count, out->capacity);
		out->items[out->count++] = fault;
	}
	out->more = read_u32(reader);
}

/* ---- feeds ---- */

void
wire_put_feed(struct buf *out, const struct feed *feed)
{
	struct buf value CLEAN(buf_done) = { 0 };
	unsigned flags = (feed->is_complete ? FLAG_COMPLETE : 0) |
			 (feed->is_archive ? FLAG_ARCHIVE : 0) | (feed->is_cut ? FLAG_CUT : 0);

	buf_push_u8(out, (uint8_t)feed->format);
	put_str(out, feed->charset);
	put_str(out, feed->evidence);
	buf_push_u64(out, (uint64_t)feed->ttl_min);
	buf_push_u32(out, feed->skip_hours);
	buf_push_u32(out, feed->skip_days);
	buf_push_u8(out, (uint8_t)flags);
	put_entry(out, &value, &feed->head);
	buf_push_varint(out, feed->count);
	for (size_t i = 0; i < feed->count; i++)
		put_entry(out, &value, &feed->items[i]);
	put_faults(out, &feed->faults);
}

static void
get_items(struct arena *arena, struct reader *reader, struct feed *feed)
{
	uint64_t count = read_varint(reader, FEED_ITEMS_MAX);

	/* an entry is a byte at least: no allocation beyond what came */
	for (uint64_t i = 0; i < count && !reader->err.code; i++)
		get_entry(arena, reader, feed_add(arena, feed));
}

struct err
wire_get_feed(struct arena *arena, struct raw bytes, struct feed *out)
{
	struct reader reader = reader_init(bytes);
	struct feed feed;
	uint8_t flags;

	feed_init(&feed);
	feed.format = (enum feed_format)read_u8(&reader);
	feed.charset = get_line(&reader);
	feed.evidence = get_line(&reader);
	feed.ttl_min = (int64_t)read_u64(&reader);
	feed.skip_hours = read_u32(&reader);
	feed.skip_days = read_u32(&reader);
	flags = read_u8(&reader);
	feed.is_complete = flags & FLAG_COMPLETE;
	feed.is_archive = flags & FLAG_ARCHIVE;
	get_entry(arena, &reader, &feed.head);
	get_items(arena, &reader, &feed);
	feed.is_cut = flags & FLAG_CUT;
	get_faults(arena, &reader, &feed.faults);
	if (!reader.err.code && (reader.rest.n || feed.format >= FORMAT_MAX))
		read_fail(&reader, "not a feed");
	if (!reader.err.code)
		*out = feed;
	return reader.err;
}

/* ---- questions ---- */

void
wire_put_feed_question(struct buf *out, const struct feed_question *question)
{
	buf_push_bytes(out, question->bytes);
	put_str(out, question->base);
	put_str(out, question->content_type);
	put_str(out, question->location);
	put_str(out, question->language);
	buf_push_u32(out, (uint32_t)question->zone_s);
	buf_push_u8(out, question->raw);
}

struct err
wire_get_feed_question(struct raw bytes, struct feed_question *out)
{
	struct reader reader = reader_init(bytes);
	struct feed_question question = { .bytes = read_bytes(&reader) };

	question.base = get_line(&reader);
	question.content_type = get_line(&reader);
	question.location = get_line(&reader);
	question.language = get_line(&reader);
	question.zone_s = (int32_t)read_u32(&reader);
	question.raw = read_u8(&reader) != 0;
	if (question.zone_s < -86400 || question.zone_s > 86400)
		read_fail(&reader, "zone out of range");
	if (!reader.err.code)
		*out = question;
	return reader.err;
}

/*
 * feed_xml.c: the walk over a feed in XML: scopes (feed, item, what is aside) and elements being
 * read.
 */
#include "base/table.h"
#include "read/feed_element.h"
#include "text/reference.h"

/* ---- elements ---- */

static const struct element_row rows[] = {
#define ROW(name, take, feed, item, rank, option) { name, take, feed, item, rank, option },
#include "gen/elements.inc"
#undef ROW
};

enum {
	ELEMENT_NAME_MAX = 48,
	HEAD_DEPTH = 3, /* of a child of rss/channel */
};

static bool
is_core(const struct xml_element *element)
{
	switch (element->ns) {
	case NS_NONE:
	case NS_RSS:
	case NS_ATOM:
	case NS_ATOM_OLD:
		return true;
	case NS_UNKNOWN: /* a default namespace that nobody knows: a feed nevertheless */
		return element->local.p == element->name.p;
	default:
		return false;
	}
}

const char *
element_prefix(const struct xml_element *element)
{
	const char *prefix = is_core(element) ? "" : ns_prefix(element->ns);

	return prefix[0] || is_core(element) ? prefix : NULL;
}

const struct element_row *
element_row(const struct xml_element *element)
{
	const char *prefix = element_prefix(element);
	char name[ELEMENT_NAME_MAX];
	size_t n = prefix ? strlen(prefix) : 0;

	if (!prefix || element->local.n + n + 1 > sizeof(name))
		return NULL;
	memcpy(name, prefix, n);
	if (n)
		name[n++] = ':';
	for (size_t i = 0; i < element->local.n; i++)
		name[n++] = char_lower(element->local.p[i]);
	return TABLE_FIND(rows, ((struct str){ name, n }));
}

/* ---- what takers ask ---- */

bool
reader_claim(struct feed_reader *reader, const struct element_row *row, enum entry_member *member)
{
	bool in_item = reader->item_depth > 0;
	uint8_t *ranks = in_item ? reader->item_ranks : reader->head_ranks;
	unsigned depth = reader->frame_count ? reader->frames[reader->frame_count - 1].depth : 0;
	unsigned rank = 2 * row->rank + (depth <= (in_item ? reader->item_depth : HEAD_DEPTH));

	*member = in_item ? row->item : row->feed;
	if (*member == MEMBER_MAX || rank < ranks[*member])
		return false;
	ranks[*member] = (uint8_t)rank;
	return true;
}

struct str
reader_line(struct feed_reader *reader, struct str s)
{
	s = str_trim(s);
	if (s.n > FEED_LINE_MAX) {
		s = str_slice(s, 0, str_rune_start(s, FEED_LINE_MAX));
		reader->feed->is_cut = true;
	}
	return s.p ? str_copy(reader->arena, s) : s;
}

struct str
reader_address(struct feed_reader *reader, struct str s)
{
	/* its element is the last open one, or stands behind them once it is closed */
	const struct xml_element *element =
	    &reader->xml.open[reader->frames[reader->frame_count - 1].depth - 1];

	s = reader_line(reader, s);
	return s.n ? reference_resolve(reader->arena, element->base, s) : s;
}

static void
on_fault(void *context, const char *rule, struct str what, size_t at, uint32_t line)
{
	struct feed_reader *reader = context;

	feed_fault(reader->reading->arena, reader->feed, rule, what, at, line);
}

void
reader_fault(struct feed_reader *reader, const char *rule, struct str what)
{
	size_t at = xml_at(&reader->xml);

	on_fault(reader, rule, what, at, xml_line(&reader->xml, at));
}

/* ---- scopes ---- */

static enum feed_format
format_of_rss(struct str version)
{
	static const struct {
		struct str version;
		enum feed_format format;
	} versions[] = {
		{ STR_INIT("0.91"), FORMAT_RSS091U },
		{ STR_INIT("0.92"), FORMAT_RSS092 },
		{ STR_INIT("0.93"), FORMAT_RSS093 },
		{ STR_INIT("0.94"), FORMAT_RSS094 },
		{ STR_INIT("0.90"), FORMAT_RSS090 },
		{ STR_INIT("1.0"), FORMAT_RSS10 },
	};

	for (size_t i = 0; i < LENGTH(versions); i++)
		if (str_equal(version, versions[i].version))
			return versions[i].format;
	return str_starts(version, S("2")) ? FORMAT_RSS20 : FORMAT_RSS;
}

static enum feed_format
format_of_atom(const struct xml_element *element, struct str version)
{
	if (element->ns == NS_ATOM)
		return FORMAT_ATOM10;
	if (str_equal(version, S("0.1")))
		return FORMAT_ATOM01;
	if (str_equal(version, S("0.2")))
		return FORMAT_ATOM02;
	return str_equal(version, S("0.3")) ? FORMAT_ATOM03 : FORMAT_ATOM;
}

static enum feed_format
format_of_rdf(const struct xml *xml)
{
	for (unsigned i = 0; i < xml->binding_count; i++) {
		struct str uri = str_trim(xml->bindings[i].uri);

		if (str_ends(uri, S("/rdf/simple/0.9/")))
			return FORMAT_RSS090;
		if (str_equal(uri, S("http://purl.org/net/rss1.1#")))
			return FORMAT_RSS11;
	}
	return FORMAT_RSS10;
}

enum feed_format
element_format(const struct xml *xml, const struct element_row *row)
{
	const struct xml_element *element = xml_element(xml, XML_OPEN);
	struct str version = str_trim(xml_attr(xml, "version"));

	if (strcmp(row->name, "rss") == 0)
		return format_of_rss(version);
	if (strcmp(row->name, "feed") == 0)
		return format_of_atom(element, version);
	if (strcmp(row->name, "rdf:rdf") == 0)
		return format_of_rdf(xml);
	return element->ns == NS_RSS ? format_of_rdf(xml) : FORMAT_CDF;
}

/* CDF says in attributes what others say in elements. */
static void
take_attributes(struct feed_reader *reader)
{
	static const struct element_row link = { "href", TAKE_LINK, MEMBER_url, MEMBER_url, 7, 0 };
	static const struct element_row date = { "lastmod", TAKE_DATE, MEMBER_updated,
		MEMBER_updated, 7, 0 };
	static const struct element_row about = { "about", TAKE_ID, MEMBER_MAX, MEMBER_id, 2, 0 };
	struct str href = reader_line(reader, xml_attr(&reader->xml, "href"));
	struct str id = xml_attr_ns(&reader->xml, NS_RDF, "about");
	struct when when;
	enum entry_member member;

	if (href.n && reader_claim(reader, &link, &member))
		reader->entry->url = reference_resolve(
		    reader->arena, xml_element(&reader->xml, XML_OPEN)->base, href);
	if (when_parse(xml_attr(&reader->xml, "lastmod"), reader->zone_s, &when) &&
	    reader_claim(reader, &date, &member))
		reader->entry->updated = when;
	if (id.n && reader_claim(reader, &about, &member))
		reader->entry->id = reader_line(reader, id);
}

static void
open_root(struct feed_reader *reader, const struct element_row *row)
{
	const struct xml_element *element = xml_element(&reader->xml, XML_OPEN);
	struct feed *feed = reader->feed;

	if (feed->format == FORMAT_NONE)
		feed->format = element_format(&reader->xml, row);
	if (element->lang.n && !feed->head.language.n)
		feed->head.language = reader_line(reader, element->lang);
	if (!reader->item_depth)
		take_attributes(reader);
}

static void close_frame(struct feed_reader *reader, struct frame *frame);

/* What is read from here on belongs to the head again. */
static void
leave_item(struct feed_reader *reader)
{
	if (!reader->item_depth)
		return;
	feed_reading_give(reader->reading, &reader->item);
	arena_reset(&reader->items);
	reader->item_depth = 0;
	reader->entry = &reader->feed->head;
	reader->arena = reader->reading->arena;
}

/* An item never stands within an item: that one was not ended. */
static void
end_item(struct feed_reader *reader)
{
	while (reader->frame_count)
		close_frame(reader, &reader->frames[reader->frame_count - 1]);
	if (reader->item_depth)
		xml_hoist(&reader->xml, reader->item_depth - 1);
	leave_item(reader);
}

static void
open_item(struct feed_reader *reader)
{
	end_item(reader);
	feed_entry_init(&reader->item);
	reader->entry = &reader->item;
	reader->arena = reader->reading->sink ? &reader->items : reader->reading->arena;
	reader->latitude = (struct str){ 0 };
	reader->item_depth = reader->xml.depth + 1;
	reader->aside_depth = 0;
	memset(reader->item_ranks, 0, sizeof(reader->item_ranks));
	take_attributes(reader);
}

static void
close_scopes(struct feed_reader *reader)
{
	unsigned depth = reader->xml.depth;

	if (reader->aside_depth > depth)
		reader->aside_depth = 0;
	if (!reader->aside_depth)
		reader->aside = NULL;
	if (reader->item_depth > depth + 1)
		leave_item(reader);
}

/* ---- tokens ---- */

static struct frame *
top(struct feed_reader *reader)
{
	return reader->frame_count ? &reader->frames[reader->frame_count - 1] : NULL;
}

static void
open_frame(struct feed_reader *reader, const struct element_row *row)
{
	struct frame *frame = &reader->frames[reader->frame_count++];

	*frame = (struct frame){ .row = row, .depth = reader->xml.depth, .from = reader->chars.n };
	if (row->take == TAKE_TEXT)
		text_open(reader, frame);
	else
		take_open(reader, frame);
}

static void
close_frame(struct feed_reader *reader, struct frame *frame)
{
	struct str text = str_from(buf_str(&reader->chars), frame->from);

	if (frame->row->take == TAKE_TEXT)
		text_close(reader, frame, text);
	else
		take_close(reader, frame, text);
	reader->chars.n = frame->from;
	reader->frame_count--;
}

/* Whether what is aside may speak: only an image's address does. */
static bool
is_heard(const struct feed_reader *reader, const struct element_row *row)
{
	if (row->take == TAKE_IMAGE_URL)
		return reader->aside_depth > 0;
	return !reader->aside_depth;
}

/* An item never stands within a text, nor anything of a feed within a title: that was not ended. */
static bool
ends_text(struct feed_reader *reader, const struct element_row *row)
{
	if (!row || reader->text.kind == TEXT_XHTML || strchr(row->name, ':'))
		return false;
	return row->take == TAKE_ITEM || strcmp(top(reader)->row->name, "title") == 0;
}

static void
on_open(struct feed_reader *reader)
{
	const struct element_row *row;

	row = element_row(xml_element(&reader->xml, XML_OPEN));
	if (reader->text.depth && !ends_text(reader, row)) {
		text_child_open(reader);
		return;
	}
	if (reader->text.depth)
		close_frame(reader, top(reader));
	if (!row || !(row->take == TAKE_ITEM || is_heard(reader, row)))
		return;
	if (row->take == TAKE_ROOT) {
		open_root(reader, row);
	} else if (row->take == TAKE_ITEM) {
		open_item(reader);
	} else if (row->take == TAKE_ASIDE) {
		reader->aside_depth = reader->xml.depth;
		reader->aside = row->name;
	} else {
		open_frame(reader, row);
	}
}

static void
on_close(struct feed_reader *reader)
{
	struct frame *frame = top(reader);
	unsigned depth = reader->xml.depth + 1;

	if (reader->text.depth && depth > reader->text.depth) {
		text_child_close(reader);
		return;
	}
	if (frame && frame->depth == depth)
		close_frame(reader, frame);
	close_scopes(reader);
}

static void
on_text(struct feed_reader *reader)
{
	struct frame *frame = top(reader);

	if (reader->text.depth)
		text_chars(reader, reader->xml.text);
	else if (frame && frame->depth == reader->xml.depth &&
		 reader->chars.n + reader->xml.text.n <= FEED_TEXT_MAX)
		buf_push_str(&reader->chars, reader->xml.text);
}

static void
walk(struct feed_reader *reader)
{
	while (!feed_reading_is_over(reader->reading))
		switch (xml_next(&reader->xml)) {
		case XML_OPEN:
			on_open(reader);
			break;
		case XML_CLOSE:
			on_close(reader);
			break;
		case XML_TEXT:
			on_text(reader);
			break;
		case XML_END:
			return;
		}
}

static void
pace(struct feed_reader *reader)
{
	if (reader->feed->ttl_min < 0 && reader->period_min)
		reader->feed->ttl_min = reader->period_min / reader->frequency;
}

static bool
more(void *context, struct buf *window)
{
	return feed_reading_more(((struct feed_reader *)context)->reading, window);
}

void
feed_from_xml(struct feed_reading *reading)
{
	struct feed_reader *reader = arena_new(reading->arena, struct feed_reader);
	const struct xml_owner owner = { reader, more, on_fault, NULL };
	struct feed *feed = &reading->feed;

	reader->reading = reading;
	reader->arena = reading->arena;
	reader->feed = feed;
	reader->entry = &feed->head;
	reader->zone_s = reading->question->zone_s;
	reader->frequency = 1;
	reader->chars.max = FEED_TEXT_MAX + FEED_LINE_MAX;
	xml_begin(&reader->xml, reading->arena, reading->base, &owner);
	walk(reader);
	xml_done(&reader->xml);
	buf_done(&reader->chars);
	arena_done(&reader->items);
	pace(reader);
	if (feed->format == FORMAT_NONE && !reading->count && !reading->err.code)
		reading->err = err_new(ERR_FEED, "no element of RSS, Atom, RDF or CDF");
}

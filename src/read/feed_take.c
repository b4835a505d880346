/*
 * feed_take.c: what each kind of element gives.
 */
#include "read/feed_element.h"
#include "text/reference.h"

#define ITUNES_SCHEME "http://www.itunes.com/"
#define MEDIA_SCHEME "http://search.yahoo.com/mrss/category_schema"

static void
set_line(struct feed_reader *reader, const struct element_row *row, struct str value)
{
	enum entry_member member;

	if (value.n && reader_claim(reader, row, &member))
		*(struct str *)entry_member(reader->entry, member) = value;
}

/* ---- lines, addresses, dates, numbers ---- */

static void
close_line(struct feed_reader *reader, struct frame *frame, struct str text)
{
	set_line(reader, frame->row, reader_line(reader, text));
}

static void
close_address(struct feed_reader *reader, struct frame *frame, struct str text)
{
	set_line(reader, frame->row, reader_address(reader, text));
}

static void
close_date(struct feed_reader *reader, struct frame *frame, struct str text)
{
	enum entry_member member;
	struct when when;

	text = str_trim(text);
	if (!text.n)
		return;
	if (!when_parse(text, reader->zone_s, &when)) {
		reader_fault(reader, "date not understood", reader_line(reader, text));
		return;
	}
	if (reader_claim(reader, frame->row, &member))
		*(struct when *)entry_member(reader->entry, member) = when;
}

static void
close_count(struct feed_reader *reader, struct frame *frame, struct str text)
{
	enum entry_member member;
	uint64_t value;

	text = str_trim(text);
	if (pull_number(&text, INT32_MAX, &value) && reader_claim(reader, frame->row, &member))
		*(int64_t *)entry_member(reader->entry, member) = (int64_t)value;
}

/* ---- people ---- */

static void
open_person(struct feed_reader *reader, struct frame *frame)
{
	reader->person_depth = frame->depth;
	reader->person_name = reader->person_email = (struct str){ 0 };
}

static void
close_person(struct feed_reader *reader, struct frame *frame, struct str text)
{
	struct str name = reader->person_name, email = reader->person_email;

	reader->person_depth = 0;
	if (name.n && email.n)
		name = str_join(reader->arena, name, S(" ("), email, S(")"), STR_END);
	else if (email.n)
		name = email;
	set_line(reader, frame->row, name.n ? name : reader_line(reader, text));
}

static void
close_name(struct feed_reader *reader, struct frame *frame, struct str text)
{
	(void)frame;
	if (reader->person_depth)
		reader->person_name = reader_line(reader, text);
}

static void
close_email(struct feed_reader *reader, struct frame *frame, struct str text)
{
	(void)frame;
	if (reader->person_depth)
		reader->person_email = reader_line(reader, text);
}

/* ---- links ---- */

static void
add_link(struct feed_reader *reader, struct str rel, struct str url, struct str type)
{
	struct feed_links *links = &reader->entry->links;

	if (links->count == FEED_LINKS_MAX)
		return;
	arena_push(reader->arena, links->items, links->count, links->capacity);
	links->items[links->count++] = (struct feed_link){ rel, url, type };
}

static bool
is_page(struct str type)
{
	return !type.n || str_equal_nocase(type, S("text/html")) ||
	       str_equal_nocase(type, S("html")) ||
	       str_equal_nocase(type, S("application/xhtml+xml")) ||
	       str_equal_nocase(type, S("xhtml"));
}

static struct str
href_of(struct feed_reader *reader)
{
	static const char *const names[] = { "href", "url", "uri" };
	struct str value = { 0 };

	for (size_t i = 0; i < LENGTH(names) && !value.n; i++)
		value = xml_attr(&reader->xml, names[i]);
	return value.n ? reader_address(reader, value) : (struct str){ 0 };
}

/* RFC 5988: "alternate" may be written as the registry's address. */
static struct str
rel_of(struct feed_reader *reader)
{
	struct str rel = reader_line(reader, xml_attr(&reader->xml, "rel"));

	pull_str_nocase(&rel, S("http://www.iana.org/assignments/relation/"));
	return rel.n ? rel : S("alternate");
}

/* With href it is done at once; without, its text is the address.  flag: it is the page's; b: it is
 * a file, of this type. */
static void
open_link(struct feed_reader *reader, struct frame *frame)
{
	struct str rel = rel_of(reader), type = reader_line(reader, xml_attr(&reader->xml, "type"));
	struct str url = href_of(reader);

	frame->a = rel;
	frame->flag = str_equal_nocase(rel, S("alternate"));
	if (!url.n && str_equal_nocase(rel, S("enclosure")))
		frame->b = type.p ? type : S("");
	if (!url.n)
		return;
	add_link(reader, rel, url, type);
	if (frame->flag && is_page(type))
		set_line(reader, frame->row, url);
	if (str_equal_nocase(rel, S("enclosure")))
		add_enclosure(reader, url, type, xml_attr(&reader->xml, "length"));
	frame->flag = false;
}

static void
close_link(struct feed_reader *reader, struct frame *frame, struct str text)
{
	if (frame->flag)
		set_line(reader, frame->row, reader_address(reader, text));
	else if (frame->b.p)
		add_enclosure(reader, reader_address(reader, text), frame->b, S(""));
}

/* frame->flag: it is an address. */
static void
open_guid(struct feed_reader *reader, struct frame *frame)
{
	struct str permalink = str_trim(xml_attr(&reader->xml, "isPermaLink"));

	frame->flag = !permalink.p || str_equal_nocase(permalink, S("true"));
}

static void
close_guid(struct feed_reader *reader, struct frame *frame, struct str text)
{
	static const struct element_row as_link = { "guid", TAKE_LINK, MEMBER_url, MEMBER_url, 4,
		0 };

	if (!frame->flag) {
		set_line(reader, frame->row, reader_line(reader, text));
		return;
	}
	text = reader_address(reader, text);
	set_line(reader, frame->row, text);
	set_line(reader, &as_link, text);
}

/* Where nothing else says which page an entry stands for, an id that is an address does. */
static void
close_id(struct feed_reader *reader, struct frame *frame, struct str text)
{
	static const struct element_row as_link = { "id", TAKE_LINK, MEMBER_url, MEMBER_url, 2, 0 };

	text = reader_address(reader, text);
	set_line(reader, frame->row, text);
	if (str_starts_nocase(text, S("http://")) || str_starts_nocase(text, S("https://")))
		set_line(reader, &as_link, text);
}

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
static void
open_enclosure(struct feed_reader *reader, struct frame *frame)
{
	static const struct element_row picture = { "enclosure", TAKE_PICTURE, MEMBER_MAX,
		MEMBER_image, 1, 0 };
	struct str url = href_of(reader), type = xml_attr(&reader->xml, "type");

	(void)frame;
	add_enclosure(reader, url, type, xml_attr(&reader->xml, "length"));
	if (str_starts_nocase(type, S("image/")))
		set_line(reader, &picture, url);
}

static void
open_picture(struct feed_reader *reader, struct frame *frame)
{
	set_line(reader, frame->row, href_of(reader));
}

/* A picture stands for the item; anything else comes with it. */
static void
open_media(struct feed_reader *reader, struct frame *frame)
{
	/* better than its thumbnail */
	static const struct element_row picture = { "media:content", TAKE_PICTURE, MEMBER_image,
		MEMBER_image, 4, 0 };
	struct str type = xml_attr(&reader->xml, "type"), medium = xml_attr(&reader->xml, "medium");

	(void)frame;
	if (str_equal_nocase(medium, S("image")) || str_starts_nocase(type, S("image/")))
		set_line(reader, &picture, href_of(reader));
	else
		add_enclosure(reader, href_of(reader), type, xml_attr(&reader->xml, "fileSize"));
}

static void
close_image_url(struct feed_reader *reader, struct frame *frame, struct str text)
{
	if (reader->aside && strcmp(reader->aside, "image") == 0 && !reader->item_depth)
		set_line(reader, frame->row, reader_address(reader, text));
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
static void
open_tag(struct feed_reader *reader, struct frame *frame)
{
	struct str term =
	    xml_attr(&reader->xml, frame->row->option == TAGS_ITUNES ? "text" : "term");

	frame->a = scheme_of(reader, frame->row->option);
	frame->b = reader_line(reader, xml_attr(&reader->xml, "label"));
	frame->flag = term.n > 0;
	if (term.n)
		add_tag(reader, reader_line(reader, term), frame->a, frame->b);
}

static void
close_tag(struct feed_reader *reader, struct frame *frame, struct str text)
{
	text = reader_line(reader, text);
	if (text.n && frame->flag)
		add_tag(reader, text, (struct str){ 0 }, (struct str){ 0 });
	else if (!frame->flag && (text.n || frame->row->option == TAGS_PLAIN))
		add_tag(reader, text, frame->a, frame->b);
}

static void
close_tags(struct feed_reader *reader, struct frame *frame, struct str text)
{
	struct str scheme =
	    frame->row->option == TAGS_ITUNES ? S(ITUNES_SCHEME) : (struct str){ 0 };
	struct str word;

	while (pull_field(&text, ',', &word))
		if (str_trim(word).n)
			add_tag(reader, reader_line(reader, word), scheme, (struct str){ 0 });
}

/* ---- places, replies ---- */

static void
open_reply(struct feed_reader *reader, struct frame *frame)
{
	set_line(reader, frame->row, reader_line(reader, xml_attr(&reader->xml, "ref")));
}

static void
close_latitude(struct feed_reader *reader, struct frame *frame, struct str text)
{
	(void)frame;
	reader->latitude = reader_line(reader, text);
}

static void
close_longitude(struct feed_reader *reader, struct frame *frame, struct str text)
{
	text = reader_line(reader, text);
	if (reader->latitude.n && text.n)
		set_line(reader, frame->row,
		    str_join(reader->arena, reader->latitude, S(" "), text, STR_END));
}

/* ---- pace ---- */

static void
close_ttl(struct feed_reader *reader, struct frame *frame, struct str text)
{
	uint64_t minutes;

	(void)frame;
	text = str_trim(text);
	if (!reader->item_depth && pull_number(&text, INT32_MAX, &minutes) && !text.n)
		reader->feed->ttl_min = (int64_t)minutes;
}

static void
close_hour(struct feed_reader *reader, struct frame *frame, struct str text)
{
	uint64_t hour;

	(void)frame;
	text = str_trim(text);
	if (!reader->item_depth && pull_number(&text, 24, &hour) && !text.n)
		reader->feed->skip_hours |= UINT32_C(1) << hour % 24;
}

static void
close_day(struct feed_reader *reader, struct frame *frame, struct str text)
{
	static const char *const days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

	(void)frame;
	for (unsigned i = 0; !reader->item_depth && i < LENGTH(days); i++)
		if (str_starts_nocase(str_trim(text), str_from_c(days[i])))
			reader->feed->skip_days |= UINT32_C(1) << i;
}

static void
close_period(struct feed_reader *reader, struct frame *frame, struct str text)
{
	static const struct {
		const char *name;
		int64_t minutes;
	} periods[] = { { "hourly", 60 }, { "daily", 1440 }, { "weekly", 10080 },
		{ "monthly", 43200 }, { "yearly", 525600 } };

	(void)frame;
	for (size_t i = 0; i < LENGTH(periods); i++)
		if (str_equal_nocase(str_trim(text), str_from_c(periods[i].name)))
			reader->period_min = periods[i].minutes;
}

static void
close_frequency(struct feed_reader *reader, struct frame *frame, struct str text)
{
	uint64_t times;

	(void)frame;
	text = str_trim(text);
	if (pull_number(&text, 100000, &times) && times)
		reader->frequency = (int64_t)times;
}

static void
open_complete(struct feed_reader *reader, struct frame *frame)
{
	(void)frame;
	reader->feed->is_complete |= !reader->item_depth;
}

static void
open_archive(struct feed_reader *reader, struct frame *frame)
{
	(void)frame;
	reader->feed->is_archive |= !reader->item_depth;
}

/* ---- all of them ---- */

static const struct {
	void (*open)(struct feed_reader *reader, struct frame *frame);
	void (*close)(struct feed_reader *reader, struct frame *frame, struct str text);
} takers[TAKE_MAX] = {
	[TAKE_LINE] = { NULL, close_line },
	[TAKE_ADDRESS] = { NULL, close_address },
	[TAKE_DATE] = { NULL, close_date },
	[TAKE_PERSON] = { open_person, close_person },
	[TAKE_PERSON_NAME] = { NULL, close_name },
	[TAKE_PERSON_EMAIL] = { NULL, close_email },
	[TAKE_LINK] = { open_link, close_link },
	[TAKE_GUID] = { open_guid, close_guid },
	[TAKE_ID] = { NULL, close_id },
	[TAKE_ENCLOSURE] = { open_enclosure, NULL },
	[TAKE_MEDIA] = { open_media, NULL },
	[TAKE_PICTURE] = { open_picture, NULL },
	[TAKE_IMAGE_URL] = { NULL, close_image_url },
	[TAKE_TAG] = { open_tag, close_tag },
	[TAKE_TAGS] = { NULL, close_tags },
	[TAKE_COUNT] = { NULL, close_count },
	[TAKE_REPLY] = { open_reply, NULL },
	[TAKE_LATITUDE] = { NULL, close_latitude },
	[TAKE_LONGITUDE] = { NULL, close_longitude },
	[TAKE_TTL] = { NULL, close_ttl },
	[TAKE_HOUR] = { NULL, close_hour },
	[TAKE_DAY] = { NULL, close_day },
	[TAKE_PERIOD] = { NULL, close_period },
	[TAKE_FREQUENCY] = { NULL, close_frequency },
	[TAKE_COMPLETE] = { open_complete, NULL },
	[TAKE_ARCHIVE] = { open_archive, NULL },
};

void
take_open(struct feed_reader *reader, struct frame *frame)
{
	if (takers[frame->row->take].open)
		takers[frame->row->take].open(reader, frame);
}

void
take_close(struct feed_reader *reader, struct frame *frame, struct str text)
{
	if (takers[frame->row->take].close)
		takers[frame->row->take].close(reader, frame, text);
}

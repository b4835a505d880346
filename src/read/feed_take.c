/*
 * feed_take.c: what each kind of element gives.
 */
#include "read/feed_element.h"
#include "text/reference.h"

void
reader_set_line(struct feed_reader *reader, const struct element_row *row, struct str value)
{
	enum entry_member member;

	if (value.n && reader_claim(reader, row, &member))
		*(struct str *)entry_member(reader->entry, member) = value;
}

/* ---- lines, addresses, dates, numbers ---- */

static void
close_line(struct feed_reader *reader, struct frame *frame, struct str text)
{
	reader_set_line(reader, frame->row, reader_line(reader, text));
}

static void
close_address(struct feed_reader *reader, struct frame *frame, struct str text)
{
	reader_set_line(reader, frame->row, reader_address(reader, text));
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
	reader_set_line(reader, frame->row, name.n ? name : reader_line(reader, text));
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

struct str
reader_href(struct feed_reader *reader)
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
	struct str url = reader_href(reader);

	frame->a = rel;
	frame->flag = str_equal_nocase(rel, S("alternate"));
	if (!url.n && str_equal_nocase(rel, S("enclosure")))
		frame->b = type.p ? type : S("");
	if (!url.n)
		return;
	add_link(reader, rel, url, type);
	if (frame->flag && is_page(type))
		reader_set_line(reader, frame->row, url);
	if (str_equal_nocase(rel, S("enclosure")))
		add_enclosure(reader, url, type, xml_attr(&reader->xml, "length"));
	frame->flag = false;
}

static void
close_link(struct feed_reader *reader, struct frame *frame, struct str text)
{
	if (frame->flag)
		reader_set_line(reader, frame->row, reader_address(reader, text));
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
		reader_set_line(reader, frame->row, reader_line(reader, text));
		return;
	}
	text = reader_address(reader, text);
	reader_set_line(reader, frame->row, text);
	reader_set_line(reader, &as_link, text);
}

/* Where nothing else says which page an entry stands for, an id that is an address does. */
static void
close_id(struct feed_reader *reader, struct frame *frame, struct str text)
{
	static const struct element_row as_link = { "id", TAKE_LINK, MEMBER_url, MEMBER_url, 2, 0 };

	text = reader_address(reader, text);
	reader_set_line(reader, frame->row, text);
	if (str_starts_nocase(text, S("http://")) || str_starts_nocase(text, S("https://")))
		reader_set_line(reader, &as_link, text);
}

/* ---- places, replies ---- */

static void
open_reply(struct feed_reader *reader, struct frame *frame)
{
	reader_set_line(reader, frame->row, reader_line(reader, xml_attr(&reader->xml, "ref")));
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
		reader_set_line(reader, frame->row,
		    str_join(reader->arena, reader->latitude, S(" "), text, STR_END));
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
	[TAKE_ENCLOSURE] = { take_open_enclosure, NULL },
	[TAKE_MEDIA] = { take_open_media, NULL },
	[TAKE_PICTURE] = { take_open_picture, NULL },
	[TAKE_IMAGE_URL] = { NULL, take_close_image_url },
	[TAKE_TAG] = { take_open_tag, take_close_tag },
	[TAKE_TAGS] = { NULL, take_close_tags },
	[TAKE_COUNT] = { NULL, close_count },
	[TAKE_REPLY] = { open_reply, NULL },
	[TAKE_LATITUDE] = { NULL, close_latitude },
	[TAKE_LONGITUDE] = { NULL, close_longitude },
	[TAKE_TTL] = { NULL, take_close_ttl },
	[TAKE_HOUR] = { NULL, take_close_hour },
	[TAKE_DAY] = { NULL, take_close_day },
	[TAKE_PERIOD] = { NULL, take_close_period },
	[TAKE_FREQUENCY] = { NULL, take_close_frequency },
	[TAKE_COMPLETE] = { take_open_complete, NULL },
	[TAKE_ARCHIVE] = { take_open_archive, NULL },
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

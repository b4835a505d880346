#include "show/feed_out.h"

#include "base/json.h"

/* ---- XML ---- */

/* What stands for the character at ${s}, of ${size} bytes; NULL: itself. */
static const char *
xml_instead(struct str s, size_t *size)
{
	unsigned char c = (unsigned char)s.p[0];

	*size = 1;
	if (c < 0x20)
		return c == '\t' || c == '\n' || c == '\r' ? NULL : "";
	switch (c) {
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '&':
		return "&amp;";
	case '"':
		return "&quot;";
	case 0xef: /* U+FFFE, U+FFFF */
		*size = 3;
		return s.n >= 3 && (unsigned char)s.p[1] == 0xbf && (unsigned char)s.p[2] >= 0xbe
			   ? ""
			   : NULL;
	default:
		return NULL;
	}
}

void
xml_text(struct buf *out, struct str s)
{
	size_t done = 0, size = 1;

	for (size_t i = 0; i < s.n; i += size) {
		const char *instead = xml_instead(str_from(s, i), &size);

		if (!instead)
			continue;
		buf_push(out, s.p + done, i - done);
		buf_push(out, instead, strlen(instead));
		done = i + size;
	}
	buf_push_str(out, str_from(s, done));
}

/* <name>text</name>; ${name} may carry attributes of our own, which the end tag leaves out. */
static void
element(struct buf *out, const char *name, struct str text)
{
	struct str tag = str_from_c(name), plain;

	buf_push_format(out, "<%s>", name);
	xml_text(out, text);
	pull_field(&tag, ' ', &plain);
	buf_push_format(out, "</%.*s>\n", STR_ARGS(plain));
}

static void
element_time(
    struct buf *out, const char *name, int64_t seconds, void (*push)(struct buf *, int64_t))
{
	buf_push_format(out, "<%s>", name);
	push(out, seconds);
	buf_push_format(out, "</%s>\n", name);
}

static void
link_element(
    struct buf *out, const char *element_name, const char *rel, const char *type, struct str href)
{
	buf_push_format(out, "<%s rel=\"%s\" type=\"%s\" href=\"", element_name, rel, type);
	xml_text(out, href);
	buf_push_literal(out, "\"/>\n");
}

/* ---- where it goes on: RFC 5005, WebSub ---- */

static const char *const rels[REL_MAX] = {
	[REL_CURRENT] = "current",
	[REL_PREV_ARCHIVE] = "prev-archive",
	[REL_NEXT_ARCHIVE] = "next-archive",
	[REL_FIRST] = "first",
	[REL_PREVIOUS] = "previous",
	[REL_NEXT] = "next",
	[REL_HUB] = "hub",
};

/* In RSS an element of Atom's, too. */
static void
history(struct buf *out, const char *element_name, const char *type, const struct feed_out *feed)
{
	for (enum feed_rel rel = 0; rel < REL_MAX; rel++) {
		if (!feed->links[rel].n)
			continue;
		if (rel == REL_HUB) /* it speaks HTTP, not a format */
			buf_push_format(out, "<%s rel=\"hub\" href=\"", element_name);
		else
			buf_push_format(out, "<%s rel=\"%s\" type=\"%s\" href=\"", element_name,
			    rels[rel], type);
		xml_text(out, feed->links[rel]);
		buf_push_literal(out, "\"/>\n");
	}
	if (feed->is_archive)
		buf_push_literal(out, "<fh:archive/>\n");
	if (feed->is_complete)
		buf_push_literal(out, "<fh:complete/>\n");
}

#define HISTORY "http://purl.org/syndication/history/1.0"

/* ---- RSS 2.0 ---- */

static void
rss_begin(struct buf *out, const struct feed_out *feed)
{
	buf_push_literal(out,
	    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" "
	    "xmlns:atom=\"http://www.w3.org/2005/Atom\" "
	    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
	    "xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:fh=\"" HISTORY "\">\n<channel>\n");
	element(out, "title", feed->title);
	element(out, "link", feed->home);
	element(out, "description", feed->title);
	link_element(out, "atom:link", "self", "application/rss+xml", feed->self);
	history(out, "atom:link", "application/rss+xml", feed);
	if (feed->lang.n)
		element(out, "language", feed->lang);
	element(out, "generator", S("xinshi " VERSION));
	if (feed->updated)
		element_time(out, "lastBuildDate", feed->updated, when_push_http);
}

static void
rss_item(struct buf *out, const struct feed_item *item)
{
	buf_push_literal(out, "<item>\n");
	element(out, "title", item->title);
	element(out, "link", item->url);
	element(out, "guid isPermaLink=\"false\"", item->id);
	element_time(out, "pubDate", item->published, when_push_http);
	if (item->updated != item->published)
		element_time(out, "dcterms:modified", item->updated, when_push_utc);
	for (size_t i = 0; i < item->authors.count; i++)
		element(out, "dc:creator", item->authors.items[i]);
	if (item->class.n)
		element(out, "category", item->class);
	element(out, "dc:publisher", item->outlet);
	element(out, "dc:source", item->origin);
	element(out, "description", item->html);
	buf_push_literal(out, "</item>\n");
}

static void
rss_end(struct buf *out)
{
	buf_push_literal(out, "</channel>\n</rss>\n");
}

/* ---- Atom 1.0 ---- */

static void
atom_begin(struct buf *out, const struct feed_out *feed)
{
	buf_push_literal(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed "
			      "xmlns=\"http://www.w3.org/2005/Atom\" xmlns:fh=\"" HISTORY "\"");
	if (feed->lang.n)
		buf_push_format(out, " xml:lang=\"%.*s\"", STR_ARGS(feed->lang));
	buf_push_literal(out, ">\n");
	element(out, "id", feed->id);
	element(out, "title", feed->title);
	element_time(out, "updated", feed->updated, when_push_utc);
	link_element(out, "link", "self", "application/atom+xml", feed->self);
	link_element(out, "link", "alternate", "text/html", feed->home);
	history(out, "link", "application/atom+xml", feed);
	element(out, "generator version=\"" VERSION "\"", S("xinshi"));
}

/* Atom wants an author: the bylines, else the outlet. */
static void
atom_authors(struct buf *out, const struct feed_item *item)
{
	size_t count = item->authors.count ? item->authors.count : 1;

	for (size_t i = 0; i < count; i++) {
		buf_push_literal(out, "<author>");
		element(out, "name", item->authors.count ? item->authors.items[i] : item->outlet);
		buf_push_literal(out, "</author>\n");
	}
}

static void
atom_category(struct buf *out, struct str term)
{
	buf_push_literal(out, "<category term=\"");
	xml_text(out, term);
	buf_push_literal(out, "\"/>\n");
}

static void
atom_item(struct buf *out, const struct feed_item *item)
{
	buf_push_literal(out, "<entry>\n");
	element(out, "id", item->id);
	element(out, "title", item->title);
	link_element(out, "link", "alternate", "text/html", item->url);
	link_element(out, "link", "via", "text/html", item->origin);
	element_time(out, "published", item->published, when_push_utc);
	element_time(out, "updated", item->updated, when_push_utc);
	atom_authors(out, item);
	atom_category(out, item->outlet);
	if (item->class.n)
		atom_category(out, item->class);
	buf_push_literal(out, "<content type=\"html\"");
	if (item->lang.n)
		buf_push_format(out, " xml:lang=\"%.*s\"", STR_ARGS(item->lang));
	buf_push_literal(out, ">");
	xml_text(out, item->html);
	buf_push_literal(out, "</content>\n</entry>\n");
}

static void
atom_end(struct buf *out)
{
	buf_push_literal(out, "</feed>\n");
}

/* ---- JSON Feed 1.1 ---- */

static void
json_time(struct json *json, const char *key, int64_t seconds)
{
	struct buf text CLEAN(buf_done) = { 0 };

	when_push_utc(&text, seconds);
	json_str(json, key, buf_str(&text));
}

static void
json_class(struct json *json, struct str class)
{
	if (!class.n)
		return;
	json_array(json, "tags");
	json_str(json, NULL, class);
	json_array_end(json);
}

static void
json_item(struct json *json, const struct feed_item *item)
{
	json_object(json, NULL);
	json_str(json, "id", item->id);
	json_str(json, "url", item->url);
	json_str(json, "external_url", item->origin);
	json_str(json, "title", item->title);
	json_str(json, "content_html", item->html);
	json_time(json, "date_published", item->published);
	json_time(json, "date_modified", item->updated);
	if (item->lang.n)
		json_str(json, "language", item->lang);
	json_array(json, "authors");
	for (size_t i = 0; i < item->authors.count + 1; i++) {
		json_object(json, NULL);
		json_str(
		    json, "name", i < item->authors.count ? item->authors.items[i] : item->outlet);
		json_object_end(json);
	}
	json_array_end(json);
	json_class(json, item->class);
	json_object_end(json);
}

/* What comes next is what is older, whichever way the feed is divided. */
static struct str
json_next(const struct feed_out *feed)
{
	return feed->links[feed->links[REL_NEXT].n ? REL_NEXT : REL_PREV_ARCHIVE];
}

static void
json_hub(struct json *json, struct str hub)
{
	if (!hub.n)
		return;
	json_array(json, "hubs");
	json_object(json, NULL);
	json_c(json, "type", "WebSub");
	json_str(json, "url", hub);
	json_object_end(json);
	json_array_end(json);
}

static void
json_begin(struct json *json, const struct feed_out *feed)
{
	json_object(json, NULL);
	json_c(json, "version", "https://jsonfeed.org/version/1.1");
	json_str(json, "title", feed->title);
	json_str(json, "home_page_url", feed->home);
	json_str(json, "feed_url", feed->self);
	if (json_next(feed).n)
		json_str(json, "next_url", json_next(feed));
	if (feed->lang.n)
		json_str(json, "language", feed->lang);
	json_hub(json, feed->links[REL_HUB]);
	json_array(json, "items");
}

/* ---- by format ---- */

/* Of what was written from ${from} on, without the comma that may stand before it. */
static uint32_t
print_of(const struct buf *out, size_t from)
{
	struct str bytes = str_from(buf_str(out), from);
	uint64_t hash;

	pull_char(&bytes, ',');
	hash = str_hash(bytes);
	return (uint32_t)(hash ^ hash >> 32);
}

static void
json_write(struct buf *out, const struct feed_out *feed)
{
	struct json json = { .out = out };

	json_begin(&json, feed);
	for (size_t i = 0; i < feed->count; i++) {
		size_t from = out->n;

		json_item(&json, &feed->items[i]);
		feed->items[i].print = print_of(out, from);
	}
	json_array_end(&json);
	json_object_end(&json);
	buf_push_char(out, '\n');
}

static const struct {
	void (*begin)(struct buf *out, const struct feed_out *feed);
	void (*item)(struct buf *out, const struct feed_item *item);
	void (*end)(struct buf *out);
} writers[] = {
	[FEED_RSS] = { rss_begin, rss_item, rss_end },
	[FEED_ATOM] = { atom_begin, atom_item, atom_end },
};

void
feed_out_write(struct buf *out, enum feed_kind kind, const struct feed_out *feed)
{
	if (kind == FEED_JSON) {
		json_write(out, feed);
		return;
	}
	writers[kind].begin(out, feed);
	for (size_t i = 0; i < feed->count; i++) {
		size_t from = out->n;

		writers[kind].item(out, &feed->items[i]);
		feed->items[i].print = print_of(out, from);
	}
	writers[kind].end(out);
}

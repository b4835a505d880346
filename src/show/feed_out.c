#include "show/feed_out.h"

#include "base/json.h"

/* ---- XML ---- */

void
xml_text(struct buf *out, struct str s)
{
	uint32_t rune;

	while (s.n) {
		struct str before = s;

		pull_rune(&s, &rune);
		if ((rune < 0x20 && rune != '\t' && rune != '\n' && rune != '\r') ||
		    rune == 0xfffe || rune == 0xffff)
			continue;
		if (rune == '<')
			buf_push_literal(out, "&lt;");
		else if (rune == '>')
			buf_push_literal(out, "&gt;");
		else if (rune == '&')
			buf_push_literal(out, "&amp;");
		else if (rune == '"')
			buf_push_literal(out, "&quot;");
		else
			buf_push(out, before.p, before.n - s.n);
	}
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

/* ---- RSS 2.0 ---- */

static void
rss_begin(struct buf *out, const struct feed *feed)
{
	buf_push_literal(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" "
			      "xmlns:atom=\"http://www.w3.org/2005/Atom\" "
			      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n");
	element(out, "title", feed->title);
	element(out, "link", feed->home);
	element(out, "description", feed->title);
	link_element(out, "atom:link", "self", "application/rss+xml", feed->self);
	if (feed->lang.n)
		element(out, "language", feed->lang);
	element(out, "generator", S("xinshi " VERSION));
	if (feed->updated)
		element_time(out, "lastBuildDate", feed->updated, when_push_http);
}

static void
rss_entry(struct buf *out, const struct feed_entry *entry)
{
	buf_push_literal(out, "<item>\n");
	element(out, "title", entry->title);
	element(out, "link", entry->url);
	element(out, "guid isPermaLink=\"false\"", entry->id);
	element_time(out, "pubDate", entry->published, when_push_http);
	for (size_t i = 0; i < entry->authors.count; i++)
		element(out, "dc:creator", entry->authors.items[i]);
	element(out, "dc:publisher", entry->outlet);
	element(out, "dc:source", entry->origin);
	element(out, "description", entry->html);
	buf_push_literal(out, "</item>\n");
}

static void
rss_end(struct buf *out)
{
	buf_push_literal(out, "</channel>\n</rss>\n");
}

/* ---- Atom 1.0 ---- */

static void
atom_begin(struct buf *out, const struct feed *feed)
{
	buf_push_literal(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed "
			      "xmlns=\"http://www.w3.org/2005/Atom\"");
	if (feed->lang.n)
		buf_push_format(out, " xml:lang=\"%.*s\"", STR_ARGS(feed->lang));
	buf_push_literal(out, ">\n");
	element(out, "id", feed->self);
	element(out, "title", feed->title);
	element_time(out, "updated", feed->updated, when_push_utc);
	link_element(out, "link", "self", "application/atom+xml", feed->self);
	link_element(out, "link", "alternate", "text/html", feed->home);
	element(out, "generator version=\"" VERSION "\"", S("xinshi"));
}

/* Atom wants an author: the bylines, else the outlet. */
static void
atom_authors(struct buf *out, const struct feed_entry *entry)
{
	size_t count = entry->authors.count ? entry->authors.count : 1;

	for (size_t i = 0; i < count; i++) {
		buf_push_literal(out, "<author>");
		element(
		    out, "name", entry->authors.count ? entry->authors.items[i] : entry->outlet);
		buf_push_literal(out, "</author>\n");
	}
}

static void
atom_entry(struct buf *out, const struct feed_entry *entry)
{
	buf_push_literal(out, "<entry>\n");
	element(out, "id", entry->id);
	element(out, "title", entry->title);
	link_element(out, "link", "alternate", "text/html", entry->url);
	link_element(out, "link", "via", "text/html", entry->origin);
	element_time(out, "published", entry->published, when_push_utc);
	element_time(out, "updated", entry->updated, when_push_utc);
	atom_authors(out, entry);
	buf_push_literal(out, "<category term=\"");
	xml_text(out, entry->outlet);
	buf_push_literal(out, "\"/>\n<content type=\"html\"");
	if (entry->lang.n)
		buf_push_format(out, " xml:lang=\"%.*s\"", STR_ARGS(entry->lang));
	buf_push_literal(out, ">");
	xml_text(out, entry->html);
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
json_entry(struct json *json, const struct feed_entry *entry)
{
	json_object(json, NULL);
	json_str(json, "id", entry->id);
	json_str(json, "url", entry->url);
	json_str(json, "external_url", entry->origin);
	json_str(json, "title", entry->title);
	json_str(json, "content_html", entry->html);
	json_time(json, "date_published", entry->published);
	json_time(json, "date_modified", entry->updated);
	if (entry->lang.n)
		json_str(json, "language", entry->lang);
	json_array(json, "authors");
	for (size_t i = 0; i < entry->authors.count + 1; i++) {
		json_object(json, NULL);
		json_str(json, "name",
		    i < entry->authors.count ? entry->authors.items[i] : entry->outlet);
		json_object_end(json);
	}
	json_array_end(json);
	json_object_end(json);
}

static void
json_feed(struct buf *out, const struct feed *feed)
{
	struct json json = { .out = out };

	json_object(&json, NULL);
	json_c(&json, "version", "https://jsonfeed.org/version/1.1");
	json_str(&json, "title", feed->title);
	json_str(&json, "home_page_url", feed->home);
	json_str(&json, "feed_url", feed->self);
	if (feed->lang.n)
		json_str(&json, "language", feed->lang);
	json_array(&json, "items");
	for (size_t i = 0; i < feed->count; i++)
		json_entry(&json, &feed->items[i]);
	json_array_end(&json);
	json_object_end(&json);
	buf_push_char(out, '\n');
}

/* ---- by format ---- */

static const struct {
	void (*begin)(struct buf *out, const struct feed *feed);
	void (*entry)(struct buf *out, const struct feed_entry *entry);
	void (*end)(struct buf *out);
} writers[] = {
	[FEED_RSS] = { rss_begin, rss_entry, rss_end },
	[FEED_ATOM] = { atom_begin, atom_entry, atom_end },
};

void
feed_write(struct buf *out, enum feed_format format, const struct feed *feed)
{
	if (format == FEED_JSON) {
		json_feed(out, feed);
		return;
	}
	writers[format].begin(out, feed);
	for (size_t i = 0; i < feed->count; i++)
		writers[format].entry(out, &feed->items[i]);
	writers[format].end(out);
}

/*
 * Feeds in XML: what their elements give, what is forgiven, what is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "read/feed.h"
#include "refine/feed_clean.h"

#define RSS(items) "<rss version='2.0'><channel><title>t</title>" items "</channel></rss>"
#define ITEM(inside) RSS("<item>" inside "</item>")
#define ATOM(inside) "<feed xmlns='http://www.w3.org/2005/Atom'>" inside "</feed>"
#define ENTRY(inside) ATOM("<entry>" inside "</entry>")

struct sample {
	const char *text, *member, *want; /* want NULL: nothing */
};

static struct feed
read_bytes_of(struct arena *arena, struct raw bytes)
{
	struct feed_question question = { .bytes = bytes,
		.base = S("https://news.example/f/feed.xml") };
	struct feed feed;
	struct err err = feed_parse(arena, &question, &feed);

	if (err.code)
		fail_msg("%s: %.*s", err_row(err.code)->name, (int)bytes.n, bytes.p);
	feed_clean(arena, &feed);
	return feed;
}

static struct feed
read_text(struct arena *arena, const char *text)
{
	return read_bytes_of(arena, raw_from_str(str_from_c(text)));
}

static struct str
value_of(struct arena *arena, const struct feed_entry *entry, const char *member)
{
	struct buf date CLEAN(buf_done) = { 0 };

	if (strcmp(member, "tag") == 0)
		return entry->tags.count ? entry->tags.items[0].term : (struct str){ 0 };
	if (strcmp(member, "file") == 0)
		return entry->enclosures.count ? entry->enclosures.items[0].url : (struct str){ 0 };
	for (unsigned i = 0; i < MEMBER_MAX; i++) {
		const void *value = entry_member(entry, i);

		if (strcmp(entry_fields[i].name, member) != 0)
			continue;
		if (entry_fields[i].kind == ENTRY_MARKUP)
			return ((const struct feed_text *)value)->text;
		if (entry_fields[i].kind != ENTRY_DATE)
			return *(const struct str *)value;
		when_push(&date, *(const struct when *)value);
		return str_copy(arena, buf_str(&date));
	}
	fail_msg("no member %s", member);
	return S("");
}

static void
check(const struct sample *samples, size_t count, bool head)
{
	struct arena arena CLEAN(arena_done) = { 0 };

	for (size_t i = 0; i < count; i++) {
		struct feed feed = read_text(&arena, samples[i].text);
		struct str got;

		if (!head)
			assert_true(feed.count > 0);
		got = value_of(&arena, head ? &feed.head : &feed.items[0], samples[i].member);
		if (samples[i].want ? !str_equal(got, str_from_c(samples[i].want)) : got.n > 0)
			fail_msg("%s\n%s: got \"%.*s\", want \"%s\"", samples[i].text,
			    samples[i].member, STR_ARGS(got), samples[i].want);
		arena_reset(&arena);
	}
}

static void
elements_give_members(void **state)
{
	static const struct sample samples[] = {
		{ ITEM("<title>大雨</title>"), "title", "大雨" },
		{ ITEM("<TITLE>a</TITLE>"), "title", "a" },
		{ ITEM("<link> /a/1 </link>"), "url", "https://news.example/a/1" },
		{ ITEM("<guid>https://a.example/1</guid>"), "url", "https://a.example/1" },
		{ ITEM("<guid isPermaLink='false'>x1</guid>"), "id", "x1" },
		{ ITEM("<guid isPermaLink='false'>x1</guid>"), "url", NULL },
		{ ITEM("<guid>https://a.example/1</guid><link>/2</link>"), "url",
		    "https://news.example/2" },
		{ ITEM("<author>a@b.example (A)</author>"), "author", "a@b.example (A)" },
		{ ITEM("<pubDate>Mon, 05 Feb 2024 10:00:00 +0800</pubDate>"), "published",
		    "2024-02-05T10:00:00+08:00" },
		{ ITEM("<category domain='d'>政治</category>"), "tag", "政治" },
		{ ITEM("<enclosure url='a.mp3' length='x' type='audio/mpeg'/>"), "file",
		    "https://news.example/f/a.mp3" },
		{ ENTRY("<link href='/a'/><link rel='self' href='/b'/>"), "url",
		    "https://news.example/a" },
		{ ENTRY("<author><name>甲</name><email>a@b.example</email></author>"), "author",
		    "甲 (a@b.example)" },
		{ ENTRY("<updated>2024-02-05T10:00:00Z</updated>"), "updated",
		    "2024-02-05T10:00:00Z" },
		{ ENTRY("<category term='x'/>"), "tag", "x" },
		{ ENTRY("<title type='html'>&lt;b>x&lt;/b></title>"), "title", "<b>x</b>" },
		{ ENTRY("<title>&lt;b>x&lt;/b></title>"), "title", "<b>x</b>" },
		{ ENTRY("<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>1 &lt; 2 "
			"<br/>"
			"</div></content>"),
		    "content", "1 &lt; 2 <br />" },
		{ ENTRY("<content type='text/html' mode='base64'>PGI+eDwvYj4=</content>"),
		    "content", "<b>x</b>" },
		{ "<channel href='https://a.example/'><item "
		  "href='b'><abstract>x</abstract></item></channel>",
		    "summary", "x" },
		{ "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
		  "xmlns='http://purl.org/rss/1.0/'><item rdf:about='https://a.example/1'>"
		  "<title>x</title></item></rdf:RDF>",
		    "id", "https://a.example/1" },
	};

	(void)state;
	check(samples, LENGTH(samples), false);
}

#define NAMESPACES                                                       \
	"<rss version='2.0' xmlns:d='http://purl.org/dc/elements/1.1/' " \
	"xmlns:c='http://purl.org/rss/1.0/modules/content/' "            \
	"xmlns:m='http://search.yahoo.com/mrss/' "                       \
	"xmlns:i='http://www.itunes.com/dtds/podcast-1.0.dtd' xmlns:x='urn:other'><channel><item>"
#define NS_ITEM(inside) NAMESPACES inside "</item></channel></rss>"

static void
namespaces_are_addresses(void **state)
{
	static const struct sample samples[] = {
		{ NS_ITEM("<d:creator>甲</d:creator>"), "author", "甲" },
		{ NS_ITEM("<x:title>no</x:title>"), "title", NULL },
		{ NS_ITEM("<title>yes</title><x:title>no</x:title>"), "title", "yes" },
		{ NS_ITEM("<c:encoded>&lt;p>x&lt;/p></c:encoded>"), "content", "<p>x</p>" },
		{ ITEM("<enclosure url='a.mp3' type='audio/mpeg'/><enclosure url='p.jpg' "
		       "type='image/jpeg'/>"),
		    "image", "https://news.example/f/p.jpg" },
		{ NS_ITEM("<m:content url='/c.jpg' medium='image'/><enclosure url='p.jpg' "
			  "type='image/jpeg'/>"),
		    "image", "https://news.example/c.jpg" },
		{ NS_ITEM("<m:thumbnail url='https://a.example/p.jpg'/>"), "image",
		    "https://a.example/p.jpg" },
		{ NS_ITEM("<m:content medium='image' url='https://a.example/p.jpg'/>"
			  "<m:thumbnail url='https://a.example/s.jpg'/>"),
		    "image", "https://a.example/p.jpg" },
		{ NS_ITEM("<i:duration>1:02</i:duration>"), "duration", "1:02" },
		/* undeclared: taken for what the prefix usually means */
		{ ITEM("<dc:creator>甲</dc:creator>"), "author", "甲" },
	};

	(void)state;
	check(samples, LENGTH(samples), false);
}

static void
the_better_element_wins(void **state)
{
	static const struct sample samples[] = {
		{ NS_ITEM("<m:title>b</m:title><title>a</title>"), "title", "a" },
		{ NS_ITEM("<title>a</title><m:title>b</m:title>"), "title", "a" },
		{ NS_ITEM("<author>a</author><d:creator>b</d:creator>"), "author", "a" },
		{ NS_ITEM("<d:creator>b</d:creator><author>a</author>"), "author", "a" },
		{ ENTRY("<published>2024-02-05</published><issued>2023-01-01</issued>"),
		    "published", "2024-02-05" },
		/* a child of the item before what lies deeper */
		{ ITEM("<box><title>deep</title></box><title>a</title><box><title>deep</title></"
		       "box>"),
		    "title", "a" },
		{ ITEM("<image><title>no</title><link>/no</link></image><title>a</title>"), "title",
		    "a" },
		/* a second text is the content */
		{ ITEM("<description>short</description><summary>long</summary>"), "summary",
		    "short" },
		{ ITEM("<description>short</description><summary>long</summary>"), "content",
		    "long" },
	};

	(void)state;
	check(samples, LENGTH(samples), false);
}

static void
bases_nest(void **state)
{
	static const struct sample samples[] = {
		{ "<rss version='2.0' xml:base='https://b.example/x/'><channel><item xml:base='y/'>"
		  "<link>z</link></item></channel></rss>",
		    "url", "https://b.example/x/y/z" },
		{ "<rss version='2.0' xml:base='javascript:a'><channel><item><link>z</link></item>"
		  "</channel></rss>",
		    "url", "https://news.example/f/z" },
		{ ITEM("<description xml:base='https://c.example/'>&lt;a "
		       "href='d'>e&lt;/a></description>"),
		    "summary", "<a href=\"https://c.example/d\">e</a>" },
	};

	(void)state;
	check(samples, LENGTH(samples), false);
}

static void
what_is_broken_is_read_on(void **state)
{
	static const struct sample samples[] = {
		{ ITEM("<title>A & B</title>"), "title", "A & B" },
		{ ITEM("<title>a &nbsp; b &nosuch; c</title>"), "title",
		    "a \xc2\xa0 b &nosuch; c" },
		{ ITEM("<title>1 < 2</title>"), "title", "1 < 2" },
		{ ITEM("<link>https://a.example/?b=1&c=2</link>"), "url",
		    "https://a.example/?b=1&c=2" },
		{ ITEM("<description>a<br>b</description><title>c</title>"), "title", "c" },
		{ RSS("<item><title>a<item><title>b</title></item>"), "title", "a" },
		{ "Warning: x\n<?xml version='1.0'?>" ITEM("<title>a</title>"), "title", "a" },
		{ "<rss><channel><item><title>a</title><description>cut off", "summary",
		    "cut off" },
		{ "<rss><channel><item><title>a</title></item><item><link", "title", "a" },
		{ ITEM("<title>a</b></title>"), "title", "a" },
		{ ITEM("<title a=b c>a</title>"), "title", "a" },
		{ ITEM("<title><![CDATA[a]]> b</title>"), "title", "a b" },
		{ ITEM("<title>x&#150;y</title>"), "title", "x\xe2\x80\x93y" },
	};

	(void)state;
	check(samples, LENGTH(samples), false);
}

static void
faults_have_lines(void **state)
{
	static const struct {
		const char *text, *rule;
		uint32_t line;
	} cases[] = {
		{ "<rss>\n<channel>\n<title>a & b</title></channel></rss>", "stray ampersand", 3 },
		{ "<rss>\n<channel>\n<title>a</channel></rss>", "element not ended", 3 },
		{ "<rss>\n</b><channel></channel></rss>", "end tag without start", 2 },
		{ "<rss><channel>\n<dc:date>2024-01-01</dc:date></channel></rss>",
		    "prefix not declared", 2 },
		{ "<rss><channel>\n\n<pubDate>soon</pubDate></channel></rss>",
		    "date not understood", 3 },
		{ "<!DOCTYPE rss [<!ENTITY a 'b'>]>\n<rss><channel/></rss>", "entity declared", 1 },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct feed feed = read_text(&arena, cases[i].text);

		assert_true(feed.faults.count > 0);
		if (!str_equal(feed.faults.items[0].rule, str_from_c(cases[i].rule)) ||
		    feed.faults.items[0].line != cases[i].line)
			fail_msg("%s: got %.*s in line %u", cases[i].text,
			    STR_ARGS(feed.faults.items[0].rule), feed.faults.items[0].line);
	}
}

/* Nothing is declared, nothing expanded, no file read. */
static void
entities_stay_names(void **state)
{
	static const struct sample samples[] = {
		{ "<!DOCTYPE r [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;'>]>" ITEM(
		      "<title>&b;</title>"),
		    "title", "&b;" },
		{ "<!DOCTYPE r [<!ENTITY f SYSTEM 'file:///etc/hostname'>]>" ITEM(
		      "<title>&f;</title>"),
		    "title", "&f;" },
		{ "<!DOCTYPE r SYSTEM \"x>y\" [<!-- ] > --> ]>" ITEM("<title>a</title>"), "title",
		    "a" },
	};

	(void)state;
	check(samples, LENGTH(samples), false);
}

static void
heads_are_read(void **state)
{
	static const struct sample samples[] = {
		{ RSS("<description>d</description>"), "subtitle", "d" },
		{ RSS("<image><url>/logo.png</url><title>no</title></image>"), "image",
		    "https://news.example/logo.png" },
		{ RSS("<image><url>/logo.png</url><title>no</title></image>"), "title", "t" },
		{ RSS("<language>zh-cn</language>"), "language", "zh-cn" },
		{ "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='zh'/>", "language", "zh" },
		{ ATOM("<tagline>x</tagline>"), "subtitle", "x" },
		{ RSS("<item><title>no</title></item>"), "title", "t" },
	};

	(void)state;
	check(samples, LENGTH(samples), true);
}

static void
pace_is_read(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct feed feed =
	    read_text(&arena, RSS("<ttl>90</ttl><skipHours><hour>0</hour><hour>3</hour></skipHours>"
				  "<skipDays><day>Sunday</day></skipDays><fh:complete/>"));

	(void)state;
	assert_int_equal(feed.ttl_min, 90);
	assert_int_equal(feed.skip_hours, 1 | 1 << 3);
	assert_int_equal(feed.skip_days, 1 << 6);
	assert_true(feed.is_complete && !feed.is_archive);
	feed = read_text(&arena, RSS("<sy:updatePeriod>daily</"
				     "sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"));
	assert_int_equal(feed.ttl_min, 360);
}

static void
formats_have_names(void **state)
{
	static const struct {
		const char *text, *format;
	} cases[] = {
		{ "<rss version='2.0'/>", "rss20" },
		{ "<rss version='0.92'/>", "rss092" },
		{ "<rss/>", "rss" },
		{ ATOM(""), "atom10" },
		{ "<feed version='0.3' xmlns='http://purl.org/atom/ns#'/>", "atom03" },
		{ "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
		  "xmlns='http://my.netscape.com/rdf/simple/0.9/'/>",
		    "rss090" },
		{ "<CHANNEL HREF='x'/>", "cdf" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_string_equal(
		    feed_format_name(read_text(&arena, cases[i].text).format), cases[i].format);
}

/* ---- character sets ---- */

#define GBK_TITLE                                                                                 \
	"<rss><channel><title>\xb4\xf3\xd3\xea\xa3\xac\xca\xd0\xb3\xa4\xb1\xed\xca\xbe</title></" \
	"channel></rss>"

static void
charsets_are_found(void **state)
{
	static const struct {
		struct str bytes;
		const char *header, *evidence;
	} cases[] = {
		{ STR_INIT(GBK_TITLE), "text/xml; charset=gbk", "header" },
		{ STR_INIT("<?xml version='1.0' encoding='gb2312'?>" GBK_TITLE), "", "bytes" },
		/* what is said does not fit the bytes */
		{ STR_INIT("<?xml version='1.0' encoding='gbk'?>" GBK_TITLE),
		    "text/xml; charset=utf-8", "bytes" },
		{ STR_INIT(
		      "<?xml version='1.0' encoding='utf-16'?><rss><channel><title>大雨，市长表示"
		      "</title></channel></rss>"),
		    "", "bytes" },
		{ STR_INIT(
		      "\xef\xbb\xbf<rss><channel><title>大雨，市长表示</title></channel></rss>"),
		    "text/xml; charset=big5", "byte order mark" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct feed_question question = { .bytes = raw_from_str(cases[i].bytes),
			.content_type = str_from_c(cases[i].header) };
		struct feed feed;

		assert_int_equal(feed_parse(&arena, &question, &feed).code, ERR_NONE);
		if (!str_equal(feed.head.title.text, S("大雨，市长表示")))
			fail_msg("case %zu: %.*s (%.*s)", i, STR_ARGS(feed.head.title.text),
			    STR_ARGS(feed.charset));
	}
}

static void
wide_characters_without_mark(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf wide CLEAN(buf_done) = { 0 };
	struct str rest = S("<?xml?><rss><channel><title>\xe5\xa4\xa7</title></channel></rss>");
	struct feed_question question = { 0 };
	struct feed feed;
	uint32_t rune;

	(void)state;
	while (pull_rune(&rest, &rune)) {
		buf_push_u8(&wide, (uint8_t)rune);
		buf_push_u8(&wide, (uint8_t)(rune >> 8));
	}
	question.bytes = buf_raw(&wide);
	assert_int_equal(feed_parse(&arena, &question, &feed).code, ERR_NONE);
	assert_true(str_equal(feed.head.title.text, S("大")));
}

/* ---- refusals, ceilings, the wire ---- */

static void
no_feed_is_refused(void **state)
{
	static const struct {
		const char *text;
		enum err_code code;
	} cases[] = {
		{ "", ERR_EMPTY },
		{ " \n ", ERR_EMPTY },
		{ "<!DOCTYPE html><html><body><p>404</p></body></html>", ERR_FEED },
		{ "plain words", ERR_FEED },
		{ "{\"a\":1}", ERR_FEED },
		{ "{\"a\":", ERR_SYNTAX },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct feed_question question = { .bytes =
						      raw_from_str(str_from_c(cases[i].text)) };
		struct feed feed;

		assert_int_equal(feed_parse(&arena, &question, &feed).code, cases[i].code);
	}
}

static void
repeat(struct buf *out, const char *what, unsigned times)
{
	for (unsigned i = 0; i < times; i++)
		buf_push_str(out, str_from_c(what));
}

static void
ceilings_hold(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf text CLEAN(buf_done) = { 0 };
	struct feed feed;

	(void)state;
	buf_push_literal(&text, "<rss><channel>");
	repeat(&text, "<item><title>a</title></item>", FEED_ITEMS_MAX + 5);
	feed = read_bytes_of(&arena, buf_raw(&text));
	assert_int_equal(feed.count, FEED_ITEMS_MAX);
	assert_true(feed.is_cut);

	buf_reset(&text);
	repeat(&text, "<x a='b'>", 100000);
	repeat(&text, "<rss><channel><title>t</title>", 1);
	assert_int_equal(
	    feed_parse(&arena, &(struct feed_question){ .bytes = buf_raw(&text) }, &feed).code,
	    ERR_FEED);

	buf_reset(&text);
	buf_push_literal(&text, "<rss><channel><item>");
	repeat(&text, "<category>a</category><category>b&#65;</category>", 10);
	repeat(&text, "<enclosure url='a'/></x>", 2000);
	feed = read_bytes_of(&arena, buf_raw(&text));
	assert_int_equal(feed.items[0].tags.count, 2);
	assert_int_equal(feed.items[0].enclosures.count, 1);
	assert_int_equal(feed.faults.count, FEED_FAULTS_MAX);
	assert_true(feed.faults.more > 1000);
}

static void
wire_brings_it_over(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct feed feed = read_text(&arena,
	    NS_ITEM(
		"<title>a</title><description>&lt;b>x&lt;/b></description><category>c</category>"
		"<pubDate>2024-02-05T10:00:00+08:00</pubDate><enclosure url='e' length='7'/>"));
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct feed back;

	(void)state;
	wire_put_feed(&bytes, &feed);
	assert_int_equal(wire_get_feed(&arena, buf_raw(&bytes), &back).code, ERR_NONE);
	assert_int_equal(back.format, FORMAT_RSS20);
	assert_int_equal(back.count, 1);
	assert_true(str_equal(back.items[0].summary.text, S("<b>x</b>")));
	assert_int_equal(back.items[0].summary.kind, TEXT_SAFE);
	assert_int_equal(back.items[0].published.offset_s, 28800);
	assert_int_equal(back.items[0].enclosures.items[0].length, 7);
	for (size_t n = 0; n < bytes.n; n++)
		assert_int_equal(
		    wire_get_feed(&arena, (struct raw){ (unsigned char *)bytes.p, n }, &back).code,
		    ERR_WIRE);
	/* a worker that lies about what is safe */
	feed.items[0].summary.text = S("<script>x</script>");
	buf_reset(&bytes);
	wire_put_feed(&bytes, &feed);
	assert_int_equal(wire_get_feed(&arena, buf_raw(&bytes), &back).code, ERR_WIRE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(elements_give_members),
		cmocka_unit_test(namespaces_are_addresses),
		cmocka_unit_test(the_better_element_wins),
		cmocka_unit_test(bases_nest),
		cmocka_unit_test(what_is_broken_is_read_on),
		cmocka_unit_test(faults_have_lines),
		cmocka_unit_test(entities_stay_names),
		cmocka_unit_test(heads_are_read),
		cmocka_unit_test(pace_is_read),
		cmocka_unit_test(formats_have_names),
		cmocka_unit_test(charsets_are_found),
		cmocka_unit_test(wide_characters_without_mark),
		cmocka_unit_test(no_feed_is_refused),
		cmocka_unit_test(ceilings_hold),
		cmocka_unit_test(wire_brings_it_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

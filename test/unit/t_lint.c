#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "read/lint.h"
#include "read/lint_check.h"

static struct feed
lint(struct arena *arena, const char *text)
{
	struct feed_question question = { .bytes = raw_from_str(str_from_c(text)) };
	struct feed feed;

	assert_int_equal(feed_lint(arena, &question, &feed).code, ERR_NONE);
	return feed;
}

static const char good_rss[] =
    "<?xml version='1.0' encoding='utf-8'?>\n"
    "<rss version='2.0'><channel><title>临江日报</title><link>https://a.example/</link>\n"
    "<description>新闻</description><pubDate>Mon, 05 Feb 2024 10:00:00 GMT</pubDate>\n"
    "<item><title>大雨</title><guid isPermaLink='false'>1</guid>"
    "<enclosure url='https://a.example/1.mp3' length='3' "
    "type='audio/mpeg'/></item></channel></rss>";

/* Elements of Atom in RSS are no second link. */
static const char good_mixed[] =
    "<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel><title>a</title>"
    "<link>https://a.example/</link><description>b</description>"
    "<atom:link rel='self' href='https://a.example/1.rss'/>"
    "<atom:link rel='hub' href='https://hub.example/'/></channel></rss>";

static const char good_atom[] =
    "<feed "
    "xmlns='http://www.w3.org/2005/Atom'><title>a</title><id>urn:uuid:60a76c80-d399-11d9-b93c-"
    "0003939e0af6</id><updated>2024-02-05T10:00:00Z</updated><author><name>甲</name></author>"
    "<entry><title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>x <b>y</b></div></title>"
    "<id>tag:a.example,2024:1</id><updated>2024-02-05T10:00:00.5+08:00</updated>"
    "<link href='https://a.example/1'/><content "
    "type='html'>&lt;p>x&lt;/p></content></entry></feed>";

static void
good_feeds_are_praised(void **state)
{
	static const char *const good[] = { good_rss, good_mixed, good_atom };
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(good); i++) {
		struct feed feed = lint(&arena, good[i]);

		if (feed.faults.count)
			fail_msg("%.*s: %.*s", STR_ARGS(feed.faults.items[0].rule),
			    STR_ARGS(feed.faults.items[0].what));
	}
}

static void
faults_have_rule_and_line(void **state)
{
	static const struct {
		const char *text, *rule, *what;
		uint32_t line;
	} cases[] = {
		{ "<rss "
		  "version='2.0'>\n<channel><title>a</title><link>http://a.example/</link></"
		  "channel></rss>",
		    "missing element", "channel/description", 2 },
		{ "<rss version='2.0'><channel><title>a</title>\n<title>b</title></channel></rss>",
		    "duplicate element", "channel/title", 2 },
		{ "<rss version='2.0'><channel>\n\n<link>no scheme</link></channel></rss>",
		    "invalid URI", "channel/link", 3 },
		{ "<rss "
		  "version='2.0'><channel><item><pubDate>2024-02-05</pubDate></item></channel></"
		  "rss>",
		    "invalid RFC 822 date", "item/pubDate", 1 },
		{ "<rss version='2.0'><channel><item><tittle>a</tittle></item></channel></rss>",
		    "undefined element", "item/tittle", 1 },
		{ "<rss version='2.0'><channel><item><enclosure "
		  "url='http://a.example/x'/></item></channel></rss>",
		    "missing attribute", "item/enclosure@length", 1 },
		{ "<rss version='2.0'><channel>words</channel></rss>", "unexpected text",
		    "rss/channel", 1 },
		{ "<rss version='2.0'><channel><title>&lt;b>a&lt;/b></title></channel></rss>",
		    "contains markup", "channel/title", 1 },
		{ "<rss "
		  "version='2.0'><channel><item><description>&lt;script>a&lt;/script></description>"
		  "</item></channel></rss>",
		    "security risk", "item/description", 1 },
		{ "<rss version='2.0'><channel>\n<pubdate>x</pubdate></channel></rss>",
		    "undefined element", "channel/pubdate", 2 },
		{ "<rss version='2.0'><channel><item>\n<guid>7</guid></item></channel></rss>",
		    "invalid permalink", "item/guid", 2 },
		{ "<rss version='2.0'><channel><item><guid>https://a.example/1</guid></item>\n"
		  "<item><guid><![CDATA[https://a.example/1]]></guid></item></channel></rss>",
		    "duplicate id", "item/guid", 2 },
		{ "<RSS version='2.0'/>", "undefined element", "/RSS", 1 },
		{ "<rss xml:base='a b'/>", "invalid URI", "/rss@xml:base", 1 },
		{ "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
		  "xmlns='http://purl.org/rss/1.0/'>\n<item/></rdf:RDF>",
		    "missing attribute", "rdf:RDF/item@rdf:about", 2 },
		{ "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
		  "xmlns='http://purl.org/rss/1.0/'><channel>\n<language/></channel></rdf:RDF>",
		    "undefined element", "channel/language", 2 },
		{ "<feed xmlns='http://www.w3.org/2005/Atom'>\n<entry/></feed>", "missing element",
		    "entry/author", 2 },
		{ "<feed xmlns='http://www.w3.org/2005/Atom'>\n<title>a <b>c</b></title></feed>",
		    "undefined element", "title/b", 2 },
		{ "<feed xmlns='http://www.w3.org/2005/Atom'><entry>\n<content src='a' "
		  "type='html'>x</content></entry></feed>",
		    "unexpected text", "entry/content", 2 },
		{ "<feed xmlns='http://www.w3.org/2005/Atom'><entry>\n<content src='a' "
		  "type='html'/></entry></feed>",
		    "invalid media type", "entry/content", 2 },
		{ "<feed xmlns='http://www.w3.org/2005/Atom'><link href='' title='' "
		  "length=''/></feed>",
		    "invalid number", "feed/link@length", 1 },
		{ "<rss version='2.0' "
		  "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'><channel>\n"
		  "<itunes:duration>1:02</itunes:duration></channel></rss>",
		    "undefined element", "channel/itunes:duration", 2 },
		{ "<rss version='2.0'><channel>\n<title>a & b</title></channel></rss>",
		    "not well-formed", NULL, 2 },
		{ "<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss "
		  "version='2.0'><channel/></rss>",
		    "not well-formed", "declares an entity", 1 },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct feed feed = lint(&arena, cases[i].text);
		bool found = false;

		for (size_t k = 0; k < feed.faults.count; k++) {
			const struct feed_fault *fault = &feed.faults.items[k];
			found |=
			    str_equal(fault->rule, str_from_c(cases[i].rule)) &&
			    fault->line == cases[i].line &&
			    (!cases[i].what || str_equal(fault->what, str_from_c(cases[i].what)));
		}
		if (!found)
			fail_msg("%s: no %s", cases[i].text, cases[i].rule);
	}
}

static void
checks_follow_the_specifications(void **state)
{
	static const struct {
		enum check check;
		const char *text;
		bool good;
	} cases[] = {
		{ CHECK_RFC822, "Mon, 05 Feb 2024 10:00:00 GMT", true },
		{ CHECK_RFC822, "5 Feb 2024 10:00 +0800", true },
		{ CHECK_RFC822, "Tue, 05 Feb 2024 10:00:00 GMT", false }, /* a Monday */
		{ CHECK_RFC822, "Mon, 05 Feb 24 10:00:00 GMT", false },
		{ CHECK_RFC822, "Mon, 30 Feb 2024 10:00:00 GMT", false },
		{ CHECK_RFC3339, "2024-02-05T10:00:00Z", true },
		{ CHECK_RFC3339, "2024-02-05T10:00:00.25+08:00", true },
		{ CHECK_RFC3339, "2024-02-05T10:00Z", false },
		{ CHECK_RFC3339, "2024-02-30T10:00:00Z", false },
		{ CHECK_RFC3339, "2024-02-05", false },
		{ CHECK_W3CDTF, "2024-02", true },
		{ CHECK_W3CDTF, "2024-13", false },
		{ CHECK_URI, "/a?b#c", true },
		{ CHECK_URI, "http:///a", false },
		{ CHECK_URI, "http://a.example/ b", false },
		{ CHECK_FULL_URI, "/a", false },
		{ CHECK_ID, "tag:a.example,2024-02-05:x", true },
		{ CHECK_ID, "tag:a.example:x", false },
		{ CHECK_ID, "urn:isbn:1", true },
		{ CHECK_ID, "urn:uuid:1", false },
		{ CHECK_CONTACT, "a@b.example (A)", true },
		{ CHECK_CONTACT, "A", false },
		{ CHECK_LANGUAGE, "zh-Hant-TW", true },
		{ CHECK_LANGUAGE, "chinese", false },
		{ CHECK_MIME, "audio/mpeg", true },
		{ CHECK_MIME, "mp3", false },
		{ CHECK_DURATION, "1:02:03", true },
		{ CHECK_DURATION, "1h", false },
		{ CHECK_LATITUDE, "-12.5", true },
		{ CHECK_LATITUDE, "91", false },
		{ CHECK_LINE, "AT&T < x", true },
		{ CHECK_LINE, "a <b>c</b>", false },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		if ((lint_check(cases[i].check, str_from_c(cases[i].text)) == NULL) !=
		    cases[i].good)
			fail_msg("%s", cases[i].text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_feeds_are_praised),
		cmocka_unit_test(faults_have_rule_and_line),
		cmocka_unit_test(checks_follow_the_specifications),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

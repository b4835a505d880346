#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "xml_trace.h"

static const char *const documents[] = {
	"<?xml version='1.0'?>\n<rss version=\"2.0\"><channel><title>甲 &amp; "
	"b</title></channel></rss>",
	"<a xml:base='/x/' xml:lang='zh'><b xml:base='y/'>1</b><c d='&lt;'/></a>",
	"<a xmlns='http://www.w3.org/2005/Atom' "
	"xmlns:m='http://search.yahoo.com/mrss/'><m:content>\n"
	"<x xmlns:m='u'><m:content m:e='1'/></x></m:content></a>",
	"<a><![CDATA[ <b> ]] > & ]]>x<!-- <c> - -- --><?php > ?>y</a >",
	"<!DOCTYPE a [ <!ENTITY e \"x>y\"> ] ><a>&e;</a>",
	"<!DOCTYPE a [ ' ] ><a>'b</a>",
	"<a>1 < 2 & 3 <4> &amp &nbsp; &#x4e2d; &#xZ;</a>",
	"<a b=c d='e f=\"g\">x</a><h i></h>",
	"<a><b><c></a><d>",
	"</a><a/><b/>text",
	"<a b='1' b='2' c",
	"<a b='",
	"<a><![CDATA[ x",
	"<a><!-- x",
	"<a><? x",
	"<a><!x",
	"<a>\n\n<b\nc='\n'>\n</c>\n</b>",
	"<",
	"<a",
	"",
	"&",
};

static void
pieces_of_any_size_make_the_same(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct xml *xml = arena_new(&arena, struct xml);

	(void)state;
	for (size_t i = 0; i < LENGTH(documents); i++) {
		struct buf whole CLEAN(buf_done) = { 0 };

		xml_trace(xml, str_from_c(documents[i]), SIZE_MAX, &whole);
		for (size_t size = 1; size < 20; size++) {
			struct buf pieces CLEAN(buf_done) = { 0 };

			xml_trace(xml, str_from_c(documents[i]), size, &pieces);
			if (!str_equal(buf_str(&whole), buf_str(&pieces)))
				fail_msg("%s by %zu:\n%.*s not\n%.*s", documents[i], size,
				    (int)pieces.n, pieces.p, (int)whole.n, whole.p);
		}
	}
}

static void
tokens_are_told_with_line(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct xml *xml = arena_new(&arena, struct xml);
	struct buf out CLEAN(buf_done) = { 0 };

	(void)state;
	xml_trace(xml, S("<a xml:base='b/'>\n<c d=1/>&amp;\n</e></a>"), 3, &out);
	assert_string_equal((buf_push_char(&out, '\0'), out.p),
	    "<a>  [https://a.example/b/] [] xml:base=b/\n"
	    "-- \n\n"
	    "! attribute without quotes: d (20, line 2)\n"
	    "<c>  [https://a.example/b/] [] :d=1/\n"
	    "-- &\n\n"
	    "! end tag without start: e (32, line 3)\n"
	    "! element not ended: c (36, line 3)\n"
	    "</c> 3\n"
	    "</a> 3\n");
}

/* What is kept of open elements, and of prefixes, is not lost as the window moves on. */
static void
the_window_stays_small(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 }, kept CLEAN(arena_done) = { 0 };
	struct xml *xml = arena_new(&arena, struct xml);
	struct buf text CLEAN(buf_done) = { 0 }, out CLEAN(buf_done) = { 0 };
	struct xml_trace trace = { { 0 }, 1000, &out };
	const struct xml_owner owner = { &trace, xml_trace_more, xml_trace_fault, NULL };
	size_t count = 0, most = 0;

	(void)state;
	buf_push_literal(&text, "<a xmlns:d='http://purl.org/dc/elements/1.1/' xml:base='b/'>");
	for (int i = 0; i < 20000; i++)
		buf_push_literal(&text, "<d:title x='&amp;'>some &lt;text&gt;</d:title>");
	buf_push_literal(&text, "</a>");
	trace.rest = buf_str(&text);
	xml_begin(xml, &kept, S("https://a.example/"), &owner);
	for (enum xml_token token; (token = xml_next(xml)) != XML_END;) {
		count += token == XML_OPEN && xml_element(xml, token)->ns == NS_DC &&
			 str_equal(xml_element(xml, token)->base, S("https://a.example/b/"));
		most = xml->window.capacity > most ? xml->window.capacity : most;
	}
	xml_done(xml);
	assert_int_equal(count, 20000);
	assert_int_equal(out.n, 0);
	assert_true(most <= 256 << 10);
	assert_true(kept.used < 64 << 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_of_any_size_make_the_same),
		cmocka_unit_test(tokens_are_told_with_line),
		cmocka_unit_test(the_window_stays_small),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

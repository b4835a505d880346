#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "read/opml.h"

/* "title|url|page|lang|type|label/label", a line an outline; then what was left out. */
static void
tell(struct arena *arena, struct str bytes, const char *content_type, struct buf *out)
{
	struct page_question question = { .bytes = raw_from_str(bytes),
		.content_type = str_from_c(content_type) };
	struct outlines list;
	struct err err = opml_read(arena, &question, &list);

	if (err.code) {
		buf_push_format(out, "%s", err_row(err.code)->name);
		return;
	}
	for (size_t i = 0; i < list.count; i++) {
		const struct outline *one = &list.items[i];

		buf_push_format(out, "%.*s|%.*s|%.*s|%.*s|%.*s|", STR_ARGS(one->title),
		    STR_ARGS(one->url), STR_ARGS(one->page), STR_ARGS(one->lang),
		    STR_ARGS(one->type));
		for (size_t j = 0; j < one->labels.count; j++)
			buf_push_format(
			    out, "%s%.*s", j ? "/" : "", STR_ARGS(one->labels.items[j]));
		buf_push_char(out, '\n');
	}
	buf_push_format(out, "-%u", list.left_out);
}

struct row {
	struct str in;
	const char *want;
};

static void
check(const struct row *rows, size_t count, const char *content_type)
{
	struct arena arena CLEAN(arena_done) = { 0 };

	for (size_t i = 0; i < count; i++) {
		struct buf out CLEAN(buf_done) = { 0 };

		tell(&arena, rows[i].in, content_type, &out);
		if (!str_equal(buf_str(&out), str_from_c(rows[i].want)))
			fail_msg("%.*s\n%.*s, not\n%s", STR_ARGS(rows[i].in),
			    STR_ARGS(buf_str(&out)), rows[i].want);
	}
}

#define F "https://a.example/f"

static void
outlines(void **state)
{
	static const struct row rows[] = {
		/* folders, categories; text where there is no title */
		{ STR_INIT("<opml version='2.0'><head><title>x</title></head><body>"
			   "<outline text='News'><outline text='Asia'><outline type='rss' text='T' "
			   "xmlUrl='" F "' htmlUrl='https://a.example/' language='zh' "
			   "category='/a/b, c'/></outline></outline></body></opml>"),
		    "T|" F "|https://a.example/|zh|rss|News/Asia/a/b/c\n-0" },
		/* attributes in any case; no type */
		{ STR_INIT(
		      "<OPML><BODY><OUTLINE TITLE='t' Text='u' XMLURL='" F "'/></BODY></OPML>"),
		    "t|" F "||||\n-0" },
		/* called by its address: without a title */
		{ STR_INIT("<opml><outline text='" F "' title='" F "' xmlUrl='" F "'/></opml>"),
		    "|" F "||||\n-0" },
		/* one feed in two folders */
		{ STR_INIT("<opml><outline text='A'><outline text='1' xmlUrl='" F
			   "'/></outline><outline text='B'><outline text='2' xmlUrl='" F
			   "'/></outline></opml>"),
		    "1|" F "||||A/B\n-0" },
		/* not ended, stray signs, no opml element, words before it */
		{ STR_INIT("oops <outline text='A & B'><outline text='1' xmlUrl=" F
			   " ><outline text='2' xmlUrl='https://a.example/g'"),
		    "1|" F "||||A & B\n-0" },
		/* a feed without an address; a folder that says it is one */
		{ STR_INIT("<opml><outline text='1' type='rss'/><outline text='A' type='rss'>"
			   "<outline text='2' xmlUrl='" F "'/></outline></opml>"),
		    "2|" F "||||A\n-1" },
		{ STR_INIT("<opml><body></body></opml>"), "-0" },
		{ STR_INIT("<opml><outline text='feed' xmlUrl='feed://a.example/f'/></opml>"),
		    "feed|http://a.example/f||||\n-0" },
		{ STR_INIT("<rss><channel/></rss>"), "ERR_SYNTAX" },
		{ STR_INIT(" \n"), "ERR_EMPTY" },
	};

	(void)state;
	check(rows, LENGTH(rows), NULL);
}

/* Nothing of a list is ever run or followed. */
static void
commands_are_left_out(void **state)
{
	static const struct row rows[] = {
		{ STR_INIT("<opml><outline text='1' xmlUrl='|id'/>"
			   "<outline text='2' xmlUrl='exec:~/x.sh'/>"
			   "<outline text='3' xmlUrl='filter:cat:https://a.example/f'/>"
			   "<outline text='4' xmlUrl='javascript:alert(1)'/>"
			   "<outline text='5' xmlUrl='file:///etc/passwd'/>"
			   "<outline text='6' xmlUrl='`id`'/>"
			   "<outline text='7' type='include' url='https://a.example/o.opml'/>"
			   "<outline text='8' type='link' url='https://a.example/o.opml'/>"
			   "<outline text='$(id)' xmlUrl='" F "' filtercmd='id' "
			   "htmlUrl='javascript:x'/></opml>"),
		    "$(id)|" F "||||\n-8" },
		{ STR_INIT("exec:id\n\"exec:id\"\n|id\n" F "\n\"query:x:y\" \"a\"\n"),
		    "|" F "||||\n-4" },
	};

	(void)state;
	check(rows, LENGTH(rows), NULL);
}

static void
lines(void **state)
{
	static const struct row rows[] = {
		{ STR_INIT(F "\r\n# https://a.example/no\n\n  https://a.example/g\n"),
		    "|" F "||||\n|https://a.example/g||||\n-0" },
		{ STR_INIT(F " news \"two words\" \"~The \\\"T\\\"\" ! \"!hidden\" news\n"),
		    "The \"T\"|" F "||||news/two words\n-0" },
		{ STR_INIT("\"" F "\""), "|" F "||||\n-0" },
		{ STR_INIT("no list\nof anything\n"), "ERR_SYNTAX" },
	};

	(void)state;
	check(rows, LENGTH(rows), NULL);
}

static void
charsets(void **state)
{
	static const struct row declared[] = {
		{ STR_INIT("<?xml version='1.0' encoding='GBK'?><opml><outline "
			   "text='\xbc\xd7\xb5\xd8' xmlUrl='" F "'/></opml>"),
		    "甲地|" F "||||\n-0" },
		{ STR_INIT("\xef\xbb\xbf<opml><outline text='甲' xmlUrl='" F "'/></opml>"),
		    "甲|" F "||||\n-0" },
	};
	static const struct row header[] = {
		{ STR_INIT("<opml><outline text='\xbc\xd7\xb5\xd8' xmlUrl='" F "'/></opml>"),
		    "甲地|" F "||||\n-0" },
	};

	(void)state;
	check(declared, LENGTH(declared), NULL);
	check(header, LENGTH(header), "text/xml; charset=gb18030");
}

static void
ceilings(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf text CLEAN(buf_done) = { 0 };
	struct outlines list;
	struct page_question question;

	(void)state;
	for (unsigned i = 0; i < OUTLINES_MAX + 7; i++)
		buf_push_format(
		    &text, "https://a.example/%u %.*s\n", i, i % 300, "x x x x x x x x");
	question = (struct page_question){ .bytes = buf_raw(&text) };
	assert_int_equal(opml_read(&arena, &question, &list).code, ERR_NONE);
	assert_int_equal(list.count, OUTLINES_MAX);
	assert_int_equal(list.left_out, 7);

	/* as deep as anybody likes */
	buf_reset(&text);
	for (unsigned i = 0; i < 100000; i++)
		buf_push_format(&text, "<outline text='%u'>", i);
	buf_push_format(&text, "<outline xmlUrl='%s'/>", F);
	question.bytes = buf_raw(&text);
	assert_int_equal(opml_read(&arena, &question, &list).code, ERR_NONE);
	assert_true(list.count <= 1);

	/* one line of a million words */
	buf_reset(&text);
	buf_push_literal(&text, F);
	for (unsigned i = 0; i < 1000000; i++)
		buf_push_literal(&text, " w");
	question.bytes = buf_raw(&text);
	assert_int_equal(opml_read(&arena, &question, &list).code, ERR_NONE);
	assert_int_equal(list.items[0].labels.count, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(outlines),
		cmocka_unit_test(commands_are_left_out),
		cmocka_unit_test(lines),
		cmocka_unit_test(charsets),
		cmocka_unit_test(ceilings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

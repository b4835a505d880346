#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "show/front_matter.h"
#include "show/markdown_out.h"
#include "rows.h"
#include "tree.h"

static void
markdown(struct arena *arena, const char *tree, struct buf *out)
{
	struct doc doc = tree_from(arena, tree);

	doc_markdown(out, &doc);
}

static void
blocks(void **state)
{
	static const struct row rows[] = {
		{ "", "" },
		{ "(p \"one\") (p \"two\")", "one\n\ntwo\n" },
		{ "(h2 \"head\") (p \"text\")", "## head\n\ntext\n" },
		{ "(p \"a\" (br) \"b\")", "a\\\nb\n" },
		{ "(p \"a\") (hr) (p \"b\")", "a\n\n---\n\nb\n" },
		{ "(blockquote (p \"a\" (br) \"b\") (p \"c\"))", "> a\\\n> b\n>\n> c\n" },
		{ "(p \"x\") (blockquote (p \"a\")) (p \"y\")", "x\n\n> a\n\ny\n" },
		{ "(ul (li \"a\") (li \"b\"))", "- a\n- b\n" },
		{ "(ol start=9 (li \"a\") (li \"b\"))", "9. a\n10. b\n" },
		{ "(p \"x\") (ul (li \"a\" (ul (li \"b\"))) (li \"c\")) (p \"y\")",
		    "x\n\n- a\n\n  - b\n- c\n\ny\n" },
		{ "(ul (li (ul (li \"deep\"))))", "- - deep\n" },
		{ "(ul (li))", "- \n" },
		{ "(ul (li (blockquote (p \"q\"))))", "- > q\n" },
		{ "(blockquote (ul (li \"a\") (li \"b\")))", "> - a\n> - b\n" },
		{ "(ul (li \"a\")) (ul (li \"b\"))", "- a\n\n* b\n" },
		{ "(dl (dt \"t\") (dd \"d\"))", "**t**\n\nd\n" },
		{ "(figure (img src=https://a.example/x.jpg alt=x) (figcaption \"words\"))",
		    "![x](https://a.example/x.jpg)\n\n*words*\n" },
		{ "(pre \"a\n  b\")", "```\na\n  b\n```\n" },
		{ "(pre \"```\nx\")", "````\n```\nx\n````\n" },
		{ "(table (tr (th \"a\") (th \"b\")) (tr (td \"1\") (td \"x|y\")))",
		    "| a | b |\n| --- | --- |\n| 1 | x\\|y |\n" },
		{ "(table (tr (td colspan=2 \"a\")) (tr (td \"1\") (td \"2\")))",
		    "| a | |\n| --- | --- |\n| 1 | 2 |\n" },
	};

	(void)state;
	rows_check(rows, LENGTH(rows), markdown);
}

static void
markup_in_words_stays_words(void **state)
{
	static const struct row rows[] = {
		{ "(p \"*a* _b_ `c` [d](e)\")", "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e)\n" },
		{ "(p \"<script>alert(1)</script>\")", "\\<script>alert(1)\\</script>\n" },
		{ "(p \"# no heading\")", "\\# no heading\n" },
		{ "(p \"- no item\")", "\\- no item\n" },
		{ "(p \"1. no item\")", "1\\. no item\n" },
		{ "(p \"2021) x\")", "2021\\) x\n" },
		{ "(p \"2021年\")", "2021年\n" },
		{ "(p \"> no quote\")", "\\> no quote\n" },
		{ "(p \"a\" (br) \"=== x\")", "a\\\n\\=== x\n" },
		{ "(p \"~~~\")", "\\~\\~\\~\n" },
		{ "(p \"AT&T &amp; &#60;\")", "AT\\&T \\&amp; \\&#60;\n" },
		{ "(p \"   four spaces\")", "four spaces\n" },
		{ "(p \"look!\" (a href=https://a.example/ \"here\"))",
		    "look\\![here](https://a.example/)\n" },
		{ "(h2 \"a\" (br) \"b\")", "## a b\n" },
	};

	(void)state;
	rows_check(rows, LENGTH(rows), markdown);
}

/* CommonMark's flanking rules know no Chinese: punctuation goes outside the markers. */
static void
emphasis(void **state)
{
	static const struct row rows[] = {
		{ "(p (strong \"他说。\"))", "**他说。**\n" }, /* nothing behind: no need */
		{ "(p (strong \"“好”\") \"了\")", "**“好**”了\n" },
		{ "(p (strong \"a\") \" b\")", "**a** b\n" },
		{ "(p (strong \"小标题：\") \"正文\")", "**小标题**：正文\n" },
		{ "(p \"他说\" (strong \"“好”\") \"了\")", "他说“**好**”了\n" },
		{ "(p (em (strong \"x\") \"y\"))", "***x**y*\n" },
		{ "(p (strong \"a\") (strong \"b\"))", "**ab**\n" },
		{ "(p (strong \"。。。\") \"x\")", "。。。x\n" },
		{ "(p (strong (strong \"x\")))", "**x**\n" },
		{ "(p (del \"old\") \"new\")", "~~old~~new\n" },
		{ "(p (code \"a`b\"))", "`` a`b ``\n" },
		{ "(p (a href=https://a.example/x_y \"w\"))", "[w](https://a.example/x_y)\n" },
		{ "(p (q \"x\"))", "“x”\n" },
	};

	(void)state;
	rows_check(rows, LENGTH(rows), markdown);
}

/* A bracket in an address would end it. */
static void
addresses(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf out CLEAN(buf_done) = { 0 };
	struct doc_builder builder;
	struct doc doc;

	(void)state;
	doc_begin(&builder, &arena);
	doc_open(&builder, TAG_P);
	doc_open(&builder, TAG_A);
	doc_attr(&builder, ATTR_HREF, S("https://a.example/x_(y)"));
	doc_text(&builder, S("w"));
	assert_int_equal(doc_finish(&builder, &doc).code, 0);
	doc_markdown(&out, &doc);
	assert_string_equal(
	    str_terminated(&arena, buf_str(&out)), "[w](https://a.example/x_\\(y\\))\n");
}

static void
yaml(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "plain", "\"plain\"" },
		{ "a \"b\" \\ c", "\"a \\\"b\\\" \\\\ c\"" },
		{ "---\nx: y", "\"---\\nx: y\"" },
		{ "\001\302\205\342\200\250\357\273\277", "\"\\x01\\x85\\u2028\\ufeff\"" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct buf out CLEAN(buf_done) = { 0 };
		struct arena arena CLEAN(arena_done) = { 0 };

		yaml_quote(&out, str_from_c(rows[i].text));
		assert_string_equal(str_terminated(&arena, buf_str(&out)), rows[i].want);
	}
}

static void
whole_file(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf out CLEAN(buf_done) = { 0 };
	struct str tag = S("战争");
	struct article_row row = { .id = 7,
		.source_name = S("临江日报"),
		.url = S("https://a.example/7"),
		.revisions = 2 };
	struct revision revision = {
		.n = 2, .fetched = 1612137600,
		.record = {
			.headline = S("死亡人数 \"19\""), .lang = S("zh-Hans"), .published = when_from_ms(1612137600000),
			.doc = tree_from(&arena, "(p \"正文\")"), .tags = { &tag, 1, 1 },
		},
	};

	(void)state;
	revision_markdown(&out, &row, &revision);
	assert_string_equal(str_terminated(&arena, buf_str(&out)),
	    "---\nid: 7\ntitle: \"死亡人数 \\\"19\\\"\"\nurl: \"https://a.example/7\"\nsource: "
	    "\"临江日报\"\n"
	    "published: 2021-02-01T00:00:00.000Z\nfetched: 2021-02-01T00:00:00Z\nlang: "
	    "\"zh-Hans\"\ntags:\n  - \"战争\"\n"
	    "revision: 2\nrevisions: 2\nsha256: "
	    "0000000000000000000000000000000000000000000000000000000000000000\n---\n"
	    "\n# 死亡人数 \"19\"\n\n正文\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks),
		cmocka_unit_test(markup_in_words_stays_words),
		cmocka_unit_test(emphasis),
		cmocka_unit_test(addresses),
		cmocka_unit_test(yaml),
		cmocka_unit_test(whole_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

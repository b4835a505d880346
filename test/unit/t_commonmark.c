#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>
#include <cmocka.h>

#include "read/commonmark.h"
#include "read/markup.h"
#include "record/html.h"
#include "show/markdown_out.h"
#include "rows.h"
#include "tree.h"

static void
html(struct arena *arena, const char *text, struct buf *out)
{
	(void)arena;
	commonmark_html(out, str_from_c(text));
}

static void
blocks(void **state)
{
	static const struct row rows[] = {
		{ "", "" },
		{ "\n\n", "" },
		{ "\n# the headline, known already\n\none\n\ntwo\n", "<p>one</p><p>two</p>" },
		{ "one\n\n# a heading of its own\n", "<p>one</p><h1>a heading of its own</h1>" },
		{ "## two\n", "<h2>two</h2>" },
		{ "#tag\n", "<p>#tag</p>" },
		{ "####### seven\n", "<p>####### seven</p>" },
		{ "a\\\nb\n", "<p>a<br>b</p>" },
		{ "a\nb\n", "<p>a\nb</p>" },
		{ "a\n\n---\n\nb\n", "<p>a</p><hr><p>b</p>" },
		{ "> a\\\n> b\n>\n> c\n\nd\n",
		    "<blockquote><p>a<br>b</p><p>c</p></blockquote><p>d</p>" },
		{ "- a\n- b\n", "<ul><li><p>a</p></li><li><p>b</p></li></ul>" },
		{ "9. a\n10. b\n", "<ol start=\"9\"><li><p>a</p></li><li><p>b</p></li></ol>" },
		{ "- a\n\n  - b\n- c\n\ny\n", "<ul><li><p>a</p><ul><li><p>b</p></li></ul></"
					      "li><li><p>c</p></li></ul><p>y</p>" },
		{ "- - deep\n", "<ul><li><ul><li><p>deep</p></li></ul></li></ul>" },
		{ "- \n", "<ul><li></li></ul>" },
		{ "- > q\n", "<ul><li><blockquote><p>q</p></blockquote></li></ul>" },
		{ "- a\n\n* b\n", "<ul><li><p>a</p></li></ul><ul><li><p>b</p></li></ul>" },
		{ "```\na <\n  b\n\n# c\n```\nd\n", "<pre>\na &lt;\n  b\n\n# c</pre><p>d</p>" },
		{ "````\n```\nx\n````\n", "<pre>\n```\nx</pre>" },
		{ "- ```\n  x\n  ```\n", "<ul><li><pre>\nx</pre></li></ul>" },
		{ "| a | b |\n| --- | --- |\n| 1 | x\\|y |\n",
		    "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>x|y</td></tr></table>" },
		{ "```\nnot closed", "<pre>\nnot closed</pre>" },
	};

	(void)state;
	rows_check(rows, LENGTH(rows), html);
}

static void
inlines(void **state)
{
	static const struct row rows[] = {
		{ "**b** and *i* and ***both***",
		    "<p><strong>b</strong> and <em>i</em> and <strong><em>both</em></strong></p>" },
		{ "*a **b** c*", "<p><em>a <strong>b</strong> c</em></p>" },
		{ "~~gone~~ ~ here", "<p><del>gone</del> ~ here</p>" },
		{ "\\*a\\* \\<b> & \\&amp; \"q\"",
		    "<p>*a* &lt;b&gt; &amp; &amp;amp; &quot;q&quot;</p>" },
		{ "[words](https://a.example/x?a=1&b=\\(2\\))",
		    "<p><a href=\"https://a.example/x?a=1&amp;b=(2)\">words</a></p>" },
		{ "[a *b*](https://a.example/) [c](https://a.example/c)",
		    "<p><a href=\"https://a.example/\">a <em>b</em></a> <a "
		    "href=\"https://a.example/c\">c</a></p>" },
		{ "![alt \\] text](https://a.example/x.jpg)",
		    "<p><img src=\"https://a.example/x.jpg\" alt=\"alt ] text\"></p>" },
		{ "[![](https://a.example/x.jpg)](https://a.example/)",
		    "<p><a href=\"https://a.example/\"><img src=\"https://a.example/x.jpg\" "
		    "alt=\"\"></a></p>" },
		{ "`code *x*` `` a`b ``", "<p><code>code *x*</code> <code>a`b</code></p>" },
		{ "[not a link] ![nor a picture] (x)", "<p>[not a link] ![nor a picture] (x)</p>" },
		{ "[a](no address", "<p>[a](no address</p>" },
		{ "**never closed", "<p><strong>never closed</strong></p>" },
		{ "`never closed ``", "<p>`never closed ``</p>" },
		{ "<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" },
		{ "[x](javascript:alert\\(1\\))", "<p><a href=\"javascript:alert(1)\">x</a></p>" },
		{ "end\\", "<p>end\\</p>" },
	};

	(void)state;
	rows_check(rows, LENGTH(rows), html);
}

/* The text of a tree, nodes parted by bars, without the white space that HTML does not count. */
static struct str
words(struct arena *arena, const struct doc *doc)
{
	struct buf out CLEAN(buf_done) = { 0 };

	for (uint32_t i = 0; i < doc->count; i++)
		for (size_t j = 0; j < doc->nodes[i].text.n; j++)
			if (!char_is_space(doc->nodes[i].text.p[j]))
				buf_push_char(&out, doc->nodes[i].text.p[j]);
			else if (out.n && out.p[out.n - 1] != ' ')
				buf_push_char(&out, ' ');
	return str_copy(arena, str_trim(buf_str(&out)));
}

/* What the export writes of a tree is read as a tree of the same words. */
static void
there_and_back(void **state)
{
	static const char *const trees[] = {
		"(p \"*a* _b_ `c` [d](e) ![f](g) <h> &amp; | ~~i~~ \\ j\")",
		"(p \"1. a\" (br) \"- b\" (br) \"# c\" (br) \"> d\" (br) \"| e |\" (br) \"```\")",
		"(p (b \"bold \") \"and\" (i \" italic\") (a href=https://a.example/ \"link \") "
		"\"end\")",
		"(p (b (i \"both: \")) (a href=https://a.example/(x) \"see\"))",
		"(p (b \"一\") (b \"二\") (i \"三\") \"四\")",
		"(ul (li \"a\" (ul (li \"b\") (li (p \"c\") (p \"d\")))) (li (blockquote (p "
		"\"e\"))))",
		"(ol start=99 (li \"a\") (li (pre \"x\n\n  y\")) (li \"z\"))",
		"(blockquote (h2 \"a\") (ul (li \"b\")) (hr) (p \"c\"))",
		"(table (tr (th \"a|b\") (th (code \"c|d\"))) (tr (td \"\") (td \"e\")))",
		"(figure (img src=https://a.example/x.jpg alt=x) (figcaption \"words *of* it\"))",
		"(p (code \"`\") \" \" (code \"a``b\"))",
	};
	struct arena arena CLEAN(arena_done) = { 0 };
	struct markup *markup = NULL;

	(void)state;
	assert_int_equal(markup_open(MARKUP_MYHTML, &markup).code, 0);
	for (size_t i = 0; i < LENGTH(trees); i++) {
		struct buf text CLEAN(buf_done) = { 0 }, html CLEAN(buf_done) = { 0 };
		struct doc doc = tree_from(&arena, trees[i]), back = { 0 };

		doc_markdown(&text, &doc);
		commonmark_html(&html, buf_str(&text));
		assert_int_equal(markup_parse(markup, &arena, buf_str(&html), NULL, &back).code, 0);
		assert_string_equal(str_terminated(&arena, words(&arena, &back)),
		    str_terminated(&arena, words(&arena, &doc)));
	}
	markup_close(markup);
}

/* Twice as much takes twice as long, not four times: nothing here takes a second. */
static void
hostile(void **state)
{
	static const char *const pieces[] = { "[", "![", "](", "`", "``a`", "*", "> ", "- ",
		"![a](", "[a](b", "~~", "\\", "|", "1. ", "\n", "> \n", "|\n", "```\n", "*a **b " };
	clock_t begun = clock();

	(void)state;
	for (size_t i = 0; i < LENGTH(pieces); i++) {
		struct buf text CLEAN(buf_done) = { 0 }, html CLEAN(buf_done) = { .max = 64 << 20 };

		while (text.n < 300000)
			buf_push_str(&text, str_from_c(pieces[i]));
		commonmark_html(&html, buf_str(&text));
		assert_int_equal(html.err.code, 0);
	}
	assert_true((double)(clock() - begun) / CLOCKS_PER_SEC < 10);
}

static void
ceiling(void **state)
{
	struct buf out CLEAN(buf_done) = { .max = 100 }, text CLEAN(buf_done) = { 0 };

	(void)state;
	for (unsigned i = 0; i < 1000; i++)
		buf_push_literal(&text, "<");
	commonmark_html(&out, buf_str(&text));
	assert_int_equal(out.err.code, ERR_TOO_BIG);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks),
		cmocka_unit_test(inlines),
		cmocka_unit_test(there_and_back),
		cmocka_unit_test(hostile),
		cmocka_unit_test(ceiling),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "read/markup.h"
#include "record/html.h"
#include "tree.h"

struct case_html {
	const char *tree;
	enum html_flags flags;
	const char *want;
};

#define REL " rel=\"nofollow noopener noreferrer\""

static void
check_cases(const struct case_html *cases, size_t count, html_image *image)
{
	struct arena arena CLEAN(arena_done) = { 0 };

	for (size_t i = 0; i < count; i++) {
		struct doc doc = tree_from(&arena, cases[i].tree);
		struct html html = html_from_doc(&arena, &doc, cases[i].flags, image, NULL);
		char *got = str_terminated(&arena, (struct str){ html.p, html.n });
		assert_string_equal(got, cases[i].want);
	}
}

static void
elements(void **state)
{
	static const struct case_html cases[] = {
		{ "", 0, "" },
		{ "(p \"one\")", 0, "<p>one</p>" },
		{ "(p \"a\" (br) \"b\") (hr)", 0, "<p>a<br>b</p><hr>" },
		{ "(p \"a\" (br) \"b\") (hr)", HTML_XHTML, "<p>a<br/>b</p><hr/>" },
		{ "(p (bdo dir=rtl \"a\") (bdo \"b\") (bdo dir=auto \"c\"))", 0,
		    "<p><bdo dir=\"rtl\">a</bdo><bdi>b</bdi><bdi dir=\"auto\">c</bdi></p>" },
		{ "(p (time datetime=2021-02-03T04:05:06+08:00 \"a\") (time datetime=2021-02-03 \"b\"))", 0,
		    "<p><time datetime=\"2021-02-03T04:05:06+08:00\">a</time><time datetime=\"2021-02-03\">b</time></p>" },
		{ "(p (time datetime=yesterday \"a\") (time datetime=2021-13-03 \"b\") (time datetime=2021-02-03T24:00 \"c\"))", 0,
		    "<p>abc</p>" },
		{ "(p (em (strong \"x\") \"y\"))", 0, "<p><em><strong>x</strong>y</em></p>" },
		{ "(ul (li \"a\") (li))", 0, "<ul><li>a</li><li></li></ul>" },
		{ "(p lang=uk dir=ltr \"x\")", 0, "<p lang=\"uk\" dir=\"ltr\">x</p>" },
		{ "(ol start=3 (li \"x\"))", 0, "<ol start=\"3\"><li>x</li></ol>" },
		{ "(p (a href=https://a.example/?a=1&b=2 title=t \"x\"))", 0,
		    "<p><a href=\"https://a.example/?a=1&amp;b=2\" title=\"t\"" REL ">x</a></p>" },
		{ "(pre \"\nx\")", 0, "<pre>\n\nx</pre>" },
		{ "(pre \"\nx\")", HTML_XHTML, "<pre>\nx</pre>" },
		{ "(pre)", 0, "<pre></pre>" },
	};

	(void)state;
	check_cases(cases, LENGTH(cases), NULL);
}

static void
texts_are_escaped(void **state)
{
	static const struct case_html cases[] = {
		{ "(p \"a < b && c > d ' e\")", 0, "<p>a &lt; b &amp;&amp; c &gt; d ' e</p>" },
		{ "(p \"</p><script>alert(1)</script>\")", 0,
		    "<p>&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p>" },
		{ "(p \"&lt;\")", 0, "<p>&amp;lt;</p>" },
		{ "(p \"a\x01\x0b\x7f\xef\xbf\xbe\xef\xbf\xbf，b\")", 0, "<p>a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
									"\xef\xbf\xbd\xef\xbf\xbd，b</p>" },
		{ "(p (abbr title=a'b\x22onload='x<y>& \"x\"))", 0,
		    "<p><abbr title=\"a&#39;b&quot;onload=&#39;x&lt;y&gt;&amp;\">x</abbr></p>" },
	};

	(void)state;
	check_cases(cases, LENGTH(cases), NULL);
}

/* Trees that doc_check refuses; what is written is harmless all the same. */
static void
strangers_are_left_out(void **state)
{
	static const struct case_html cases[] = {
		{ "(script \"alert(1)\") (p \"x\")", 0, "<p>x</p>" },
		{ "(p \"a\" (style \"x\"))", 0, "<p>a</p>" },
		{ "(p (svg (script \"alert(1)\") (p \"x\")) \"b\")", 0, "<p>b</p>" },
		{ "(div (span \"x\"))", 0, "x" },
		{ "(x-player onclick=a \"x\")", 0, "x" },
		{ "(p onclick=alert(1 style=x class=y id=z \"x\")", 0, "<p>x</p>" },
		{ "(p (a href=javascript:alert \"x\"))", 0, "<p><a" REL ">x</a></p>" },
		{ "(p (a href=data:text/html,x \"x\"))", 0, "<p><a" REL ">x</a></p>" },
		{ "(p (img src=x onerror=alert))", 0, "<p></p>" },
		{ "(p (img alt=y))", 0, "<p></p>" },
		{ "(img src=https://a.example/i.png \"child\")", 0,
		    "<img src=\"https://a.example/i.png\" alt=\"\" loading=\"lazy\">child" },
		{ "(p (iframe src=https://a.example/ \"x\") (embed src=https://a.example/))", 0, "<p></p>" },
	};

	(void)state;
	check_cases(cases, LENGTH(cases), NULL);
}

static void
images(void **state)
{
	static const struct case_html cases[] = {
		{ "(figure (img src=https://a.example/i.png alt=who width=640 height=360 "
		  "data-proxy=images.example) (figcaption \"c\"))", 0,
		    "<figure><img src=\"https://a.example/i.png\" alt=\"who\" width=\"640\" height=\"360\" "
		    "loading=\"lazy\"><figcaption>c</figcaption></figure>" },
		{ "(p (img src=https://a.example/i.png))", HTML_XHTML,
		    "<p><img src=\"https://a.example/i.png\" alt=\"\" loading=\"lazy\"/></p>" },
		{ "(p (img src=https://a.example/b/i.png?w=1/2 alt=who))", HTML_NO_IMAGES,
		    "<p><a href=\"https://a.example/b/i.png?w=1/2\"" REL ">who</a></p>" },
		{ "(p (img src=https://a.example/b/i.png?w=1/2))", HTML_NO_IMAGES,
		    "<p><a href=\"https://a.example/b/i.png?w=1/2\"" REL ">i.png</a></p>" },
		{ "(p (img src=https://a.example/))", HTML_NO_IMAGES,
		    "<p><a href=\"https://a.example/\"" REL ">https://a.example/</a></p>" },
		{ "(p (a href=https://b.example/ (img src=https://a.example/i.png)))", HTML_NO_IMAGES,
		    "<p><a href=\"https://b.example/\"" REL ">i.png</a></p>" },
	};

	(void)state;
	check_cases(cases, LENGTH(cases), NULL);
}

static struct html_picture
own_copy(void *context, struct str url)
{
	(void)context;
	if (str_ends(url, S("sized.png")))
		return (struct html_picture){ S("/img/2"), S("/img/3?\""), 640, 360 };
	return (struct html_picture){ .src = str_ends(url, S("kept.png")) ? S("/img/1?a&b") : (struct str){ 0 } };
}

static void
images_of_our_own(void **state)
{
	static const struct case_html cases[] = {
		{ "(p (img src=https://a.example/kept.png alt=k))", 0,
		    "<p><img src=\"/img/1?a&amp;b\" alt=\"k\" loading=\"lazy\"></p>" },
		{ "(p (img src=https://a.example/sized.png alt=k width=9 height=9 title=t))", 0,
		    "<p><a href=\"/img/3?&quot;\"><img src=\"/img/2\" alt=\"k\" width=\"640\" height=\"360\" title=\"t\" "
		    "loading=\"lazy\" decoding=\"async\"></a></p>" },
		{ "(p (a href=https://b.example/ (img src=https://a.example/sized.png alt=k)))", HTML_XHTML,
		    "<p><a href=\"https://b.example/\"" REL "><img src=\"/img/2\" alt=\"k\" width=\"640\" height=\"360\" "
		    "loading=\"lazy\" decoding=\"async\"/></a></p>" },
		{ "(p (img src=https://a.example/lost.png alt=k))", 0,
		    "<p><a href=\"https://a.example/lost.png\"" REL ">k</a></p>" },
	};

	(void)state;
	check_cases(cases, LENGTH(cases), own_copy);
}

static void
lines(void **state)
{
	static const struct case_html cases[] = {
		{ "(p \"a\" (em \"b\")) (hr) (ul (li \"c\") (li \"d\")) (blockquote (p \"e\"))", HTML_PRETTY,
		    "<p>a<em>b</em></p>\n<hr>\n<ul>\n<li>c</li>\n<li>d</li>\n</ul>\n<blockquote>\n<p>e</p>\n"
		    "</blockquote>\n" },
		{ "(table (tr (td \"x\") (td \"y\")))", HTML_PRETTY,
		    "<table>\n<tr>\n<td>x</td>\n<td>y</td>\n</tr>\n</table>\n" },
	};

	(void)state;
	check_cases(cases, LENGTH(cases), NULL);
}

/* The tree without what writing adds: rel on links, an empty alt on images. */
static struct str
dump_written(struct arena *arena, struct doc *doc)
{
	for (uint32_t i = 0; i < doc->count; i++) {
		struct node *node = &doc->nodes[i];
		unsigned kept = 0;

		for (unsigned j = 0; j < node->attr_count; j++)
			if (node->attrs[j].name != ATTR_REL && node->attrs[j].value.n)
				node->attrs[kept++] = node->attrs[j];
		node->attr_count = (uint16_t)kept;
	}
	return tree_dump(arena, doc);
}

/* What is written means the same tree to two parsers: nothing in it comes to life on the way. */
static void
parsers_read_the_same_tree(void **state)
{
	static const char *const trees[] = {
		"(p \"plain\" (br) \"text\")",
		"(p \"</p><script>alert(1)</script><!-- --><![CDATA[x]]>\")",
		"(p \"<svg><style><img src=x onerror=alert(1)>\")",
		"(p \"&lt;b&gt; &amp;amp; &#60;i&#62; &notin; &copy\")",
		"(p (a href=https://a.example/?a=1&copy=2&lt;=3 title='><b>x \"link\" (em \"in\") \" it\"))",
		"(p (em (strong (u (s \"deep\")) \"er\")) \"out\")",
		"(pre \"\n\nfirst\n  <b>&\")",
		"(h2 \"head\") (ul (li \"a\" (ul (li \"b\") (li (p \"c\") (p \"d\")))) (li))",
		"(dl (dt \"t\") (dd \"d\" (p \"e\")))",
		"(blockquote cite=https://a.example/ (p \"q\") (figure (img src=https://a.example/i.png alt=`x) "
		"(figcaption \"c\" (br) \"d\")))",
		"(table (caption \"t\") (thead (tr (th \"h\"))) (tbody (tr (td colspan=2 (p \"x\") \"y\") (td))))",
		"(p (ruby \"漢\" (rp \"(\") (rt \"kan\") (rp \")\")) (q \"x\") (mark \"y\"))",
		"(p lang=ar dir=rtl \"\u202e\u2028\u00a0　x\")",
		"(hr) (p (img src=https://a.example/a?b=&quot; alt=&quot;onerror=x))",
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (enum markup_library library = MARKUP_MYHTML; library <= MARKUP_GUMBO; library++) {
		struct markup *markup = NULL;
		assert_int_equal(markup_open(library, &markup).code, 0);
		for (size_t i = 0; i < LENGTH(trees); i++) {
			struct doc doc = tree_from(&arena, trees[i]), again = { 0 };
			struct html html = html_from_doc(&arena, &doc, 0, NULL, NULL);
			assert_int_equal(markup_parse(markup, &arena, (struct str){ html.p, html.n }, NULL, &again).code,
			    0);
			assert_string_equal(dump_written(&arena, &again).p, dump_written(&arena, &doc).p);
		}
		markup_close(markup);
	}
}

static void
verbs(void **state)
{
	struct buf out CLEAN(buf_done) = { 0 };

	(void)state;
	html_text(&out, (struct str){ 0 });
	html_text(&out, S("\"<&>'\""));
	html_attr(&out, S("\"<&>'\"\t\n\r"));
	html_put(&out, (struct html){ "<b>", 3 });
	assert_true(str_equal(buf_str(&out), S("\"&lt;&amp;&gt;'\"&quot;&lt;&amp;&gt;&#39;&quot;&#9;&#10;&#13;<b>")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(elements),
		cmocka_unit_test(texts_are_escaped),
		cmocka_unit_test(strangers_are_left_out),
		cmocka_unit_test(images),
		cmocka_unit_test(images_of_our_own),
		cmocka_unit_test(lines),
		cmocka_unit_test(parsers_read_the_same_tree),
		cmocka_unit_test(verbs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

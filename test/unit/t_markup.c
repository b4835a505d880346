#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <time.h>
#include <cmocka.h>

#include "read/markup.h"

static struct markup *parsers[2];
static struct arena arena;

static int
setup(void **state)
{
	(void)state;

	return (int)markup_open(MARKUP_MYHTML, &parsers[MARKUP_MYHTML]).code |
	       (int)markup_open(MARKUP_GUMBO, &parsers[MARKUP_GUMBO]).code;
}

static int
teardown(void **state)
{
	(void)state;
	markup_close(parsers[MARKUP_MYHTML]);
	markup_close(parsers[MARKUP_GUMBO]);
	arena_done(&arena);
	return 0;
}

static void
dump_node(struct buf *out, const struct node *node)
{
	if (node->tag == TAG_TEXT) {
		buf_push_format(out, "'%.*s'", STR_ARGS(node->text));
		return;
	}
	if (node->tag == TAG_UNKNOWN)
		buf_push_format(out, "?%.*s", STR_ARGS(node->text));
	else
		buf_push_str(out, str_from_c(tag_row(node->tag)->name));
	for (unsigned i = 0; i < node->attr_count; i++) {
		struct str name = attr_row(node->attrs[i].name)->name;
		buf_push_format(out, " %.*s=%.*s", STR_ARGS(name), STR_ARGS(node->attrs[i].value));
	}
}

/* (p class=x 'text' (b 'bold')) */
static struct str
dump(const struct doc *doc)
{
	struct buf out CLEAN(buf_done) = { 0 };
	uint32_t open[DOC_DEPTH_MAX];
	unsigned depth = 0;

	for (uint32_t i = 1; i <= doc->count; i++) {
		for (; depth && doc->nodes[open[depth - 1]].end <= i; depth--)
			buf_push_char(&out, ')');
		if (i == doc->count)
			break;
		if (out.n && out.p[out.n - 1] != '(')
			buf_push_char(&out, ' ');
		if (doc->nodes[i].tag != TAG_TEXT) {
			buf_push_char(&out, '(');
			open[depth++] = i;
		}
		dump_node(&out, &doc->nodes[i]);
	}
	return str_copy(&arena, buf_str(&out));
}

static struct str
tree_of(enum markup_library library, struct str html)
{
	struct doc doc;
	struct err err = markup_parse(parsers[library], &arena, html, NULL, &doc);

	return err.code ? str_from_c(err_row(err.code)->name) : dump(&doc);
}

static const struct {
	const char *html, *tree;
} trees[] = {
	{ "", "" },
	{ "text", "'text'" },
	{ "<p>一<br>二</p>", "(p '一' (br) '二')" },
	{ "<P CLASS=a class=b ID='c'>x", "(p class=a id=c 'x')" },
	{ "<p>a<p>b<div>c</p>d", "(p 'a') (p 'b') (div 'c' (p) 'd')" },
	{ "<b>1<i>2</b>3</i>", "(b '1' (i '2')) (i '3')" },
	{ "a&amp;b &lt;c&gt; &nbsp;&#x4e00;&copy &notit;", "'a&b <c> \u00a0一© ¬it;'" },
	{ "<a href='?a=1&amp;b=2&copy=3' target=_blank onclick=\"x()\" onload=y>z</a>",
	    "(a href=?a=1&b=2&copy=3 on*=x() 'z')" },
	{ "<img src=a.png><img data-src=b.png alt>", "(img src=a.png) (img alt= data-src=b.png)" },
	{ "<html lang=zh><head><title>t</title></head><body onload=x>b</body></html>",
	    "(title 't') 'b'" },
	{ "<!-- c --><!DOCTYPE html>x<?php y ?>", "'x'" },
	{ "<script>if (a < b) '<p>'</script>y", "(script 'if (a < b) '<p>'') 'y'" },
	{ "<style>p{}</style><textarea><p></textarea>", "(style 'p{}') (textarea '<p>')" },
	{ "<noscript><img src=x></noscript>", "(noscript (img src=x))" },
	{ "<custom-tag x=1>y</custom-tag>", "(?custom-tag 'y')" },
	{ "<table><tr><td>1<td>2</table>", "(table (tbody (tr (td '1') (td '2'))))" },
	{ "<table>a<tr><td>b</table>", "'a' (table (tbody (tr (td 'b'))))" },
	{ "<li>1<li>2", "(li '1') (li '2')" },
	{ "<svg viewBox='0 0 1 1'><title>t</title><a href=x>y</a></svg>z",
	    "(svg (?title 't') (?a href=x 'y')) 'z'" },
	{ "a\r\nb\rc", "'a\nb\nc'" },
	{ "<p>&#0;&#xD800;&#x110000;&#x80;</p>", "(p '\ufffd\ufffd\ufffd€')" },
	{ "<p title=\"&quot;&#39;\">", "(p title=\"')" },
	{ "<", "'<'" },
	{ "<p", "" },
	{ "a<b", "'a'" },
	{ "<p title='never closed>", "" },
	{ "</p></br>", "(p) (br)" },
	{ "<image src=x>", "(img src=x)" },
	{ "<picture><source srcset=x><img src=y></picture>",
	    "(picture (source srcset=x) (img src=y))" },
	{ "<svg><clipPath/></svg>", "(svg (?clippath))" },
	{ "\xef\xbb\xbfx", "'\ufeffx'" },
};

static void
trees_are_as_the_standard_says(void **state)
{
	(void)state;

	for (size_t library = 0; library < LENGTH(parsers); library++) {
		for (size_t i = 0; i < LENGTH(trees); i++) {
			struct str got = tree_of(library, str_from_c(trees[i].html));
			if (!str_equal(got, str_from_c(trees[i].tree)))
				fail_msg("%s: %s\n got %.*s\nwant %s\n",
				    library ? "gumbo" : "myhtml", trees[i].html, STR_ARGS(got),
				    trees[i].tree);
		}
	}
}

static void
nul_counts_for_nothing(void **state)
{
	static const char html[] = "<p\0>a\0&\0amp;<b\0 title='\0x'>";
	(void)state;

	for (size_t library = 0; library < LENGTH(parsers); library++)
		assert_true(str_equal(tree_of(library, (struct str){ html, sizeof(html) - 1 }),
		    S("(p 'a&' (b title=x))")));
}

static struct str
repeated(const char *what, size_t times)
{
	struct str piece = str_from_c(what);
	char *p = arena_alloc_dirty(&arena, piece.n * times);

	for (size_t i = 0; i < times; i++)
		memcpy(p + i * piece.n, piece.p, piece.n);
	return (struct str){ p, piece.n * times };
}

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static size_t
text_length(const struct doc *doc)
{
	return doc_text_of(&arena, doc, 0).n;
}

static void
hostile_nesting_costs_linear_time_and_no_text(void **state)
{
	static const struct {
		const char *piece;
		size_t times;
		enum err_code code;
		size_t text;
	} cases[] = {
		{ "<div>x", 200000, ERR_NONE, 200000 },
		{ "<div>x", 500000, ERR_TOO_BIG, 0 },
		{ "<a href=y>x", 50000, ERR_NONE, 50000 },
		{ "<ul><li>x", 50000, ERR_NONE, 50000 },
		{ "<p>x<b>", 20000, ERR_NONE, 20000 },
		{ "<table><tr><td>x", 50000, ERR_NONE, 50000 },
		{ "<table>x", 50000, ERR_NONE, 50000 },
		{ "<svg>", 50000, ERR_NONE, 0 },
		{ "<div><svg><![CDATA[x]]>", 20000, ERR_NONE, 20000 },
		{ "<div><!-- c --><![CDATA[x]]>", 20000, ERR_NONE, 0 },
		{ "<div></p>x", 50000, ERR_NONE, 50000 },
		{ "<DIV ><SpAn a=\">\">x</sPAN\n>", 50000, ERR_NONE, 50000 },
		{ "<div>x</div>", 90000, ERR_NONE, 90000 },
		{ "</div>x", 20000, ERR_NONE, 20000 },
		{ "</div>x", 300000, ERR_TOO_BIG, 0 },
		{ "<table>x<tr>", 20000, ERR_NONE, 20000 },
		{ "<p>x", 500000, ERR_TOO_BIG, 0 },
		{ "<", 500000, ERR_TOO_BIG, 0 },
		{ "<!--", 300000, ERR_NONE, 0 },
		{ "&amp;", 1000000, ERR_NONE, 1000000 },
		{ "<title>x", 100000, ERR_NONE, 8 * 100000 - 7 },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str html = repeated(cases[i].piece, cases[i].times);
		struct notes notes = { 0 };
		struct doc doc = { 0 };
		double begin = seconds();
		struct err err = markup_parse(parsers[MARKUP_MYHTML], &arena, html, &notes, &doc);
		if (seconds() - begin > 5)
			fail_msg("%s: %.1f s", cases[i].piece, seconds() - begin);
		if (err.code != cases[i].code)
			fail_msg("%s: %s", cases[i].piece, err_row(err.code)->name);
		if (!err.code && text_length(&doc) != cases[i].text)
			fail_msg("%s: %zu bytes of text", cases[i].piece, text_length(&doc));
		arena_reset(&arena);
	}
}

/* Each paragraph opens all formatting elements of those before it again: n bytes, n * n nodes. */
static void
formatting_that_multiplies_is_given_up(void **state)
{
	struct buf html CLEAN(buf_done) = { 0 };
	struct doc doc;
	struct err err;
	double begin = seconds();
	(void)state;

	for (int i = 0; i < 300; i++)
		buf_push_format(&html, "<p><b title=%d></p>", i);
	for (int i = 0; i < 100000; i++)
		buf_push_literal(&html, "<p>x");
	err = markup_parse(parsers[MARKUP_MYHTML], &arena, buf_str(&html), NULL, &doc);
	assert_int_equal(err.code, ERR_TOO_BIG);
	assert_true(seconds() - begin < 5);
	/* and the parser works on */
	assert_true(str_equal(tree_of(MARKUP_MYHTML, S("<p>x")), S("(p 'x')")));
}

static void
attributes_have_ceilings(void **state)
{
	struct buf html CLEAN(buf_done) = { 0 };
	struct notes notes = { 0 };
	struct doc doc;
	(void)state;

	buf_push_literal(&html, "<p title=\"");
	buf_push_str(&html, repeated("中", 1000000));
	buf_push_literal(&html, "\" class=c>x<p");
	for (int i = 0; i < 50000; i++)
		buf_push_format(&html, " a%d=%d", i, i);
	buf_push_literal(&html, " id=late>y<p onclick='");
	buf_push_str(&html, repeated("x", 1000));
	buf_push_literal(&html, "'>");
	assert_int_equal(
	    markup_parse(parsers[MARKUP_MYHTML], &arena, buf_str(&html), &notes, &doc).code,
	    ERR_NONE);
	assert_int_equal(
	    node_attr(&doc.nodes[1], ATTR_TITLE).n, DOC_ATTR_BYTES_MAX - DOC_ATTR_BYTES_MAX % 3);
	assert_true(str_equal(node_attr(&doc.nodes[1], ATTR_CLASS), S("c")));
	assert_int_equal(doc.nodes[3].attr_count, 0);
	assert_int_equal(node_attr(&doc.nodes[5], ATTR_ON).n, MARKUP_HANDLER_MAX);
	assert_int_equal(notes.count[NOTE_CUT], 2);
}

static void
no_page_leaves_a_trace_in_the_next(void **state)
{
	static const char *const leaves[] = {
		"<b><i><a href=x>",
		"<table><tr><td>",
		"<script>var x = '",
		"<textarea>",
		"<!-- ",
		"<svg><title>",
		"<p title='",
		"<select><option>",
		"<template><p>",
		"<plaintext>",
		"<new-tag><other-tag>",
		"<frameset>",
	};
	struct str want = tree_of(MARKUP_MYHTML, S("<p>x<td>y<li>z</p><new-tag>&lt;"));
	(void)state;

	for (size_t i = 0; i < LENGTH(leaves); i++) {
		struct str got;
		tree_of(MARKUP_MYHTML, str_from_c(leaves[i]));
		got = tree_of(MARKUP_MYHTML, S("<p>x<td>y<li>z</p><new-tag>&lt;"));
		if (!str_equal(got, want))
			fail_msg("after %s: %.*s", leaves[i], STR_ARGS(got));
	}
}

static void
flattening_leaves_tame_markup_alone(void **state)
{
	static const struct {
		const char *html, *flat;
	} cases[] = {
		{ "<p>1<p>2<p>3<p>4", NULL },
		{ "<ul><li>1<li>2<li>3</ul>", NULL },
		{ "<table><tr><td>1<td>2<tr><td>3</table>", NULL },
		{ "<br><img src=x><hr><br>", NULL },
		{ "<script>'<div><div><div><div>'</script>", NULL },
		{ "<!-- <div><div><div><div> -->", NULL },
		{ "<a title='<div><div><div><div>'>x</a>", NULL },
		{ "a < b << c <3 </ x>", NULL },
		{ "<div><div><div>x<div>y</div>z</div></div></div>w",
		    "<div><div><div>xyz</div></div></div>w" },
		{ "<i><i><i><script>'<p>'</script>x</i>", "<i><i><i>x</i>" },
		{ "<i><i><i><div a='>'>x<br>y</div></i>z", "<i><i><i>x<br>y</i>z" },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		uint32_t dropped;
		struct str got = markup_flatten(&arena, str_from_c(cases[i].html), 3, &dropped);
		const char *want = cases[i].flat ? cases[i].flat : cases[i].html;
		if (!str_equal(got, str_from_c(want)) || !dropped != !cases[i].flat)
			fail_msg("%s: %.*s (%u)", cases[i].html, STR_ARGS(got), dropped);
	}
}

static void
references_are_decoded(void **state)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "plain", "plain" },
		{ "A&amp;B", "A&B" },
		{ "&lt;b&gt; <b>x</b> &#39;", "<b> <b>x</b> '" },
		{ " edge&nbsp;", " edge\u00a0" },
		{ "&amp;amp;", "&amp;" },
		{ "AT&T", "AT&T" },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str got =
		    markup_decode(parsers[MARKUP_MYHTML], &arena, str_from_c(cases[i].in));
		if (!str_equal(got, str_from_c(cases[i].out)))
			fail_msg("%s: %.*s", cases[i].in, STR_ARGS(got));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trees_are_as_the_standard_says),
		cmocka_unit_test(nul_counts_for_nothing),
		cmocka_unit_test(hostile_nesting_costs_linear_time_and_no_text),
		cmocka_unit_test(formatting_that_multiplies_is_given_up),
		cmocka_unit_test(attributes_have_ceilings),
		cmocka_unit_test(no_page_leaves_a_trace_in_the_next),
		cmocka_unit_test(flattening_leaves_tame_markup_alone),
		cmocka_unit_test(references_are_decoded),
	};

	return cmocka_run_group_tests_name("markup", tests, setup, teardown);
}

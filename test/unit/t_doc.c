#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tree.h"

static void
tables_agree(void **state)
{
	(void)state;
	for (unsigned tag = TAG_A; tag < TAG_MAX; tag++) {
		const struct tag_row *row = tag_row(tag);
		if (tag > TAG_A)
			assert_true(strcmp(tag_row(tag - 1)->name, row->name) < 0);
		assert_int_equal(tag_from_name(str_from_c(row->name)), tag);
	}
	for (unsigned tag = 0; tag < TAG_MAX; tag++)
		assert_int_equal(tag_from_wire(tag_row(tag)->wire), tag);
	for (unsigned attr = 0; attr < ATTR_MAX; attr++) {
		assert_int_equal(attr_from_name(attr_row(attr)->name), attr);
		assert_int_equal(attr_from_wire(attr_row(attr)->wire), attr);
	}
}

static void
unknown_names(void **state)
{
	(void)state;
	assert_int_equal(tag_from_name(S("x-player")), TAG_UNKNOWN);
	assert_int_equal(tag_from_name(S("")), TAG_UNKNOWN);
	assert_int_equal(tag_from_name(S("A")), TAG_UNKNOWN);
	assert_int_equal(tag_from_wire(0), TAG_UNKNOWN);
	assert_int_equal(tag_from_wire(255), TAG_UNKNOWN);
	assert_int_equal(tag_from_wire(70000), TAG_UNKNOWN);
	assert_int_equal(attr_from_name(S("onclick")), ATTR_ON);
	assert_int_equal(attr_from_name(S("onanything")), ATTR_ON);
	assert_int_equal(attr_from_name(S("on")), -1);
	assert_int_equal(attr_from_name(S("tabindex")), -1);
	assert_int_equal(attr_from_wire(0), -1);
	assert_int_equal(attr_from_wire(250), -1);
}

static void
only_kept_elements_keep_attributes(void **state)
{
	(void)state;
	for (unsigned tag = 0; tag < TAG_MAX; tag++) {
		const struct tag_row *row = tag_row(tag);
		assert_int_equal(row->attrs != 0, row->rule == TAG_KEEP);
		for (unsigned attr = 0; attr < 32; attr++)
			if (row->attrs & 1u << attr)
				assert_int_not_equal(attr_row(attr)->kind, ATTR_IS_PAGE);
	}
}

static void
building(void **state)
{
	static const char *const trees[] = {
		"(p \"one\")",
		"(p \"one \" (em \"two\" (br) \"three\")) (hr) (ul (li \"x\") (li (p \"y\")))",
		"(p (a href=https://a.example/ title=t \"link\") (img src=https://a.example/i.png alt=x))",
		"(unknown (p \"inside\") \"text\")",
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(trees); i++) {
		struct doc doc = tree_from(&arena, trees[i]);
		assert_string_equal(tree_dump(&arena, &doc).p, trees[i]);
		assert_int_equal(doc.nodes[0].end, doc.count);
	}
}

static void
attributes_are_ordered_and_single(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct doc doc = tree_from(&arena, "(img alt=a src=https://x.example/ alt=b)");
	const struct node *node = &doc.nodes[1];

	(void)state;
	assert_int_equal(node->attr_count, 2);
	assert_int_equal(node->attrs[0].name, ATTR_SRC);
	assert_true(str_equal(node_attr(node, ATTR_ALT), S("a")));
	assert_null(node_attr(node, ATTR_TITLE).p);
}

static void
copies_share_a_subtree(void **state)
{
	static const struct {
		const char *from;
		uint32_t node;
		const char *want;
	} rows[] = {
		{ "(p \"a\" (em \"b\" (u \"c\"))) (p \"d\")", 1, "(div (p \"a\" (em \"b\" (u \"c\"))))" },
		{ "(p \"a\" (em \"b\" (u \"c\"))) (p \"d\")", 3, "(div (em \"b\" (u \"c\")))" },
		{ "(p \"a\" (em \"b\")) (p \"d\")", 2, "(div \"a\")" },
		{ "(ul (li (p (br)))) (hr)", 1, "(div (ul (li (p (br)))))" },
		{ "(ul (li) (li (p))) (hr)", 1, "(div (ul (li) (li (p))))" },
		{ "(hr) (p)", 1, "(div (hr))" },
		{ "(p (a href=https://x.example/ \"y\"))", 1, "(div (p (a href=https://x.example/ \"y\")))" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct doc from = tree_from(&arena, rows[i].from), to;
		struct doc_builder builder;
		doc_begin(&builder, &arena);
		doc_open(&builder, TAG_DIV);
		doc_copy(&builder, &from, rows[i].node);
		assert_int_equal(doc_finish(&builder, &to).code, 0);
		assert_string_equal(tree_dump(&arena, &to).p, rows[i].want);
	}
}

static void
ceilings_stick(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct doc_builder builder;
	struct doc doc = { 0 };

	(void)state;
	doc_begin(&builder, &arena);
	for (unsigned i = 0; i < 200000; i++)
		doc_open(&builder, TAG_DIV);
	for (unsigned i = 0; i < 200000; i++)
		doc_close(&builder);
	assert_int_equal(doc_finish(&builder, &doc).code, ERR_TOO_DEEP);
	doc_begin(&builder, &arena);
	for (unsigned i = 0; i < DOC_NODES_MAX + 5; i++)
		doc_text(&builder, S("x"));
	assert_int_equal(doc_finish(&builder, &doc).code, ERR_TOO_BIG);
	assert_null(doc.nodes);
	doc_begin(&builder, &arena);
	for (unsigned i = 1; i < DOC_DEPTH_MAX; i++)
		doc_open(&builder, TAG_SPAN);
	doc_text(&builder, S("deep"));
	assert_int_equal(doc_finish(&builder, &doc).code, 0);
	assert_int_equal(doc.count, DOC_DEPTH_MAX + 1);
}

static void
text_of_a_subtree(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct doc doc = tree_from(&arena, "(p \"one \" (em \"two\") \" three\") (hr) (p \"four\")");

	(void)state;
	assert_true(str_equal(doc_text_of(&arena, &doc, 0), S("one two threefour")));
	assert_true(str_equal(doc_text_of(&arena, &doc, 1), S("one two three")));
	assert_true(str_equal(doc_text_of(&arena, &doc, 3), S("two")));
	assert_int_equal(doc_text_of(&arena, &doc, 6).n, 0);
}

static void
check_takes_block_form(void **state)
{
	static const char *const good[] = {
		"",
		"(p \"one\")",
		"(p lang=uk dir=ltr \"один\")",
		"(h2 \"head\") (p \"a\" (br) \"b\") (hr)",
		"(ul (li \"a\") (li \"b\" (ul (li \"c\"))))",
		"(ol start=3 (li (p \"a\") (p \"b\")))",
		"(dl (dt \"a\") (dd \"b\" (p \"c\")))",
		"(blockquote cite=https://a.example/x (p \"said\") (p \"more\"))",
		"(figure (img src=https://a.example/a.jpg alt=x width=640 height=360) (figcaption \"who\"))",
		"(figure (a href=http://a.example/ (img src=https://a.example/a.jpg)))",
		"(table (caption \"t\") (thead (tr (th \"h\"))) (tbody (tr (td colspan=2 (p \"x\")))))",
		"(table (tr (td \"x\")))",
		"(pre \"a\n\tb  c\")",
		"(p (em (a href=https://a.example/ (strong \"x\"))))",
		"(p (ruby \"漢\" (rp \"(\") (rt \"kan\") (rp \")\")))",
		"(p \"　indented\")",
		"(p (img src=https://a.example/a.jpg data-proxy=images.example))",
		"(p (time datetime=2021-02-01 \"yesterday\"))",
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(good); i++) {
		struct doc doc = tree_from(&arena, good[i]);
		struct err e = doc_check(&doc);
		if (e.code)
			fail_msg("%s: %s at %u", good[i], e.what, e.at);
	}
	assert_int_equal(doc_check(&(struct doc){ 0 }).code, 0);
}

static void
check_refuses_the_rest(void **state)
{
	static const struct {
		const char *tree;
		uint32_t at;
		const char *what;
	} bad[] = {
		{ "\"text\"", 1, "element in the wrong place" },
		{ "(em \"text\")", 1, "element in the wrong place" },
		{ "(img src=https://a.example/)", 1, "element in the wrong place" },
		{ "(br)", 1, "element in the wrong place" },
		{ "(li \"x\")", 1, "element in the wrong place" },
		{ "(p \"x\" (p \"y\"))", 3, "element in the wrong place" },
		{ "(p (ul (li \"x\")))", 2, "element in the wrong place" },
		{ "(p (em (p \"y\")))", 3, "element in the wrong place" },
		{ "(ul \"x\")", 2, "element in the wrong place" },
		{ "(ul (p \"x\"))", 2, "element in the wrong place" },
		{ "(blockquote \"x\")", 2, "element in the wrong place" },
		{ "(figure \"x\")", 2, "element in the wrong place" },
		{ "(figure (a href=https://a.example/ \"x\"))", 3, "element in the wrong place" },
		{ "(table (td \"x\"))", 2, "element in the wrong place" },
		{ "(table (tr \"x\"))", 3, "element in the wrong place" },
		{ "(figcaption \"x\")", 1, "element in the wrong place" },
		{ "(div (p \"x\"))", 1, "element not allowed" },
		{ "(p (span \"x\"))", 2, "element not allowed" },
		{ "(script \"alert(1)\")", 1, "element not allowed" },
		{ "(p (svg))", 2, "element not allowed" },
		{ "(x-player)", 1, "element not allowed" },
		{ "(p (a href=https://a.example/ (em (a href=https://b.example/ \"x\"))))", 4, "link within a link" },
		{ "(hr \"x\")", 1, "element that holds nothing holds something" },
		{ "(p \"a\" (br \"x\") \"b\")", 3, "element that holds nothing holds something" },
		{ "(p (br) \"x\")", 2, "line break at the end of a block" },
		{ "(p \"x\" (br))", 3, "line break at the end of a block" },
		{ "(p \"a  b\")", 2, "white space is not collapsed" },
		{ "(p \"a\nb\")", 2, "control character in text" },
		{ "(p \"a\tb\")", 2, "control character in text" },
		{ "(pre \"a\rb\")", 2, "control character in text" },
		{ "(p \"a\x7f\")", 2, "control character in text" },
		{ "(p \"a\x01\")", 2, "control character in text" },
		{ "(p \"a\xff\")", 2, "text is not UTF-8" },
		{ "(p \"\xe4\xb8\")", 2, "text is not UTF-8" },
		{ "(p \"\xed\xa0\x80\")", 2, "text is not UTF-8" },
		{ "(p class=x \"a\")", 1, "attribute not allowed" },
		{ "(p onclick=x \"a\")", 1, "attribute not allowed" },
		{ "(p href=https://a.example/ \"a\")", 1, "attribute not allowed" },
		{ "(p (a href=javascript:alert(1) \"x\"))", 2, "URL is not absolute http or https" },
		{ "(p (a href=JaVaScRiPt:alert \"x\"))", 2, "URL is not absolute http or https" },
		{ "(p (a href=//a.example/ \"x\"))", 2, "URL is not absolute http or https" },
		{ "(p (a href=/x \"x\"))", 2, "URL is not absolute http or https" },
		{ "(p (a href=https:///x \"x\"))", 2, "URL is not absolute http or https" },
		{ "(p (a href=https:// \"x\"))", 2, "URL is not absolute http or https" },
		{ "(p (img src=data:image/gif;base64,R0lG))", 2, "URL is not absolute http or https" },
		{ "(p (img src=https://a.example/\x01))", 2, "URL is not absolute http or https" },
		{ "(p (img src=https://a.example/<b>))", 2, "URL is not absolute http or https" },
		{ "(p (img src=https://a.example/ width=100%))", 2, "value is no number" },
		{ "(p (img src=https://a.example/ width=123456))", 2, "number out of range" },
		{ "(p (img src=https://a.example/ alt=\xff))", 2, "text is not UTF-8" },
		{ "(p lang=x_y \"a\")", 1, "value is no token" },
		{ "(p lang= \"a\")", 1, "token too short or too long" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(bad); i++) {
		struct doc doc = tree_from(&arena, bad[i].tree);
		struct err e = doc_check(&doc);
		if (e.code != ERR_WIRE || e.at != bad[i].at || strcmp(e.what, bad[i].what) != 0)
			fail_msg("%s: %s at %u", bad[i].tree, e.code ? e.what : "taken", e.at);
	}
}

/* Trees that no builder makes. */
static void
check_refuses_broken_trees(void **state)
{
	static const struct {
		struct node nodes[4];
		uint32_t count;
		const char *what;
	} rows[] = {
		{ { { .tag = TAG_P, .end = 1 } }, 1, "tree without a root" },
		{ { { .tag = TAG_ROOT, .end = 2 } }, 1, "tree without a root" },
		{ { { .tag = TAG_ROOT, .end = 0 } }, 1, "tree without a root" },
		{ { { .tag = TAG_ROOT, .end = 2 }, { .tag = TAG_P, .end = 3 } }, 2, "elements are not nested" },
		{ { { .tag = TAG_ROOT, .end = 2 }, { .tag = TAG_P, .end = 1 } }, 2, "elements are not nested" },
		{ { { .tag = TAG_ROOT, .end = 2 }, { .tag = TAG_P, .end = 2, .parent = 1 } }, 2,
		    "elements are not nested" },
		{ { { .tag = TAG_ROOT, .end = 2 }, { .tag = 255, .end = 2 } }, 2, "element not allowed" },
		{ { { .tag = TAG_ROOT, .end = 2 }, { .tag = TAG_ROOT, .end = 2 } }, 2,
		    "element in the wrong place" },
		{ { { .tag = TAG_ROOT, .end = 3 }, { .tag = TAG_P, .end = 3 },
		      { .tag = TAG_TEXT, .end = 3, .parent = 1 } }, 3, "text is empty" },
		{ { { .tag = TAG_ROOT, .end = 4 }, { .tag = TAG_P, .end = 3 },
		      { .tag = TAG_TEXT, .end = 4, .parent = 1, .text = STR_INIT("x") } }, 4,
		    "elements are not nested" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct node nodes[4];
		struct doc doc = { nodes, rows[i].count };
		memcpy(nodes, rows[i].nodes, sizeof(nodes));
		assert_int_equal(doc_check(&doc).code, ERR_WIRE);
		assert_string_equal(doc_check(&doc).what, rows[i].what);
	}
}

static void
check_knows_its_depth(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct doc_builder builder;
	struct doc doc;

	(void)state;
	doc_begin(&builder, &arena);
	doc_open(&builder, TAG_P);
	for (unsigned i = 2; i < DOC_DEPTH_MAX; i++)
		doc_open(&builder, TAG_EM);
	doc_text(&builder, S("deep"));
	assert_int_equal(doc_finish(&builder, &doc).code, 0);
	assert_int_equal(doc_check(&doc).code, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_agree),
		cmocka_unit_test(unknown_names),
		cmocka_unit_test(only_kept_elements_keep_attributes),
		cmocka_unit_test(building),
		cmocka_unit_test(attributes_are_ordered_and_single),
		cmocka_unit_test(copies_share_a_subtree),
		cmocka_unit_test(ceilings_stick),
		cmocka_unit_test(text_of_a_subtree),
		cmocka_unit_test(check_takes_block_form),
		cmocka_unit_test(check_refuses_the_rest),
		cmocka_unit_test(check_refuses_broken_trees),
		cmocka_unit_test(check_knows_its_depth),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

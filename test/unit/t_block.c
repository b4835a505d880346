#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "refine/block.h"
#include "tree.h"

/* A walk over a tree with nothing but the blocks: what the page says, without rules. */
static void
feed(struct blocks *blocks, const struct doc *doc, uint32_t at)
{
	const struct node *node = &doc->nodes[at];
	enum tag_kind kind = tag_row(node->tag)->kind;
	bool inside = false;

	if (node->tag == TAG_TEXT)
		blocks_text(blocks, node->text);
	else if (node->tag == TAG_BR)
		blocks_break(blocks);
	else if (node->tag == TAG_HR)
		blocks_rule(blocks);
	else if (node->tag == TAG_IMG)
		blocks_image(blocks, node->attrs, node->attr_count);
	else if (kind == KIND_INLINE)
		inside = blocks_inline_open(blocks, node->tag, node->attrs, node->attr_count);
	else if (kind == KIND_LIST || kind == KIND_ITEM || kind == KIND_QUOTE ||
		 kind == KIND_TABLE || kind == KIND_CELL)
		inside = blocks_open(blocks, node->tag, NULL, 0);
	else
		blocks_flush(blocks);
	if (kind == KIND_HEADING || kind == KIND_PRE)
		blocks->tag = node->tag;
	for (uint32_t i = at + 1; i < node->end; i = doc->nodes[i].end)
		feed(blocks, doc, i);
	if (kind == KIND_BLOCK || kind == KIND_HEADING || kind == KIND_PRE)
		blocks_flush(blocks);
	if (kind == KIND_HEADING || kind == KIND_PRE)
		blocks->tag = 0;
	if (inside && kind == KIND_INLINE)
		blocks_inline_close(blocks);
	else if (inside)
		blocks_close(blocks);
}

static void
check(const char *in, const char *out)
{
	struct arena arena = { 0 };
	struct notes notes = { 0 };
	struct doc page = tree_from(&arena, in), doc;
	struct blocks blocks;
	struct str got;

	blocks_begin(&blocks, &arena, &notes);
	for (uint32_t i = 1; i < page.count; i = page.nodes[i].end)
		feed(&blocks, &page, i);
	blocks_end(&blocks);
	assert_int_equal(blocks_write(&blocks, &doc).code, ERR_NONE);
	if (doc_check(&doc).code)
		print_message("%s: %s\n", in, doc_check(&doc).what);
	assert_int_equal(doc_check(&doc).code, ERR_NONE);
	got = tree_dump(&arena, &doc);
	assert_string_equal(str_terminated(&arena, got), out);
	arena_done(&arena);
}

static void
paragraphs(void **state)
{
	(void)state;
	check("\"bare\"", "(p \"bare\")");
	check("(div (div \" one \") \"two\")", "(p \"one\") (p \"two\")");
	check("(p \"one\" (br) (br) \"two\")", "(p \"one\") (p \"two\")");
	check("(p \"one\" (br) \" \" (br) (br) \"two\")", "(p \"one\") (p \"two\")");
	check("(p \"one \" (br) \" two\")", "(p \"one\" (br) \"two\")");
	check("(p (br) \"one\" (br))", "(p \"one\")");
	check("(p (br) (br))", "");
	check("(p \" \xe3\x80\x80 \" (b \" \"))", "");
	check("(p \"\xe3\x80\x80\xe3\x80\x80text\xc2\xa0\")", "(p \"text\")");
}

static void
spaces(void **state)
{
	(void)state;
	check("(p \"a\n\t b  c\")", "(p \"a b c\")");
	check("(p \"a \" (b \" b\") \" c\")", "(p \"a \" (b \"b\") \" c\")");
	check("(p \"a\" (b \" b \") \"c\")", "(p \"a \" (b \"b \") \"c\")");
	check("(p \"a\" (b \" \") \"c\")", "(p \"a c\")");
	check("(p \"a\" (em \" \") \" \" \"c\")", "(p \"a c\")");
	check("(p \"a\xc2\xa0\xc2\xa0 b\xc2\xa0"
	      "c\")",
	    "(p \"a b\xc2\xa0"
	    "c\")");
	check("(pre \"\n a\n  b\")", "(pre \" a\n  b\")");
}

static void
inlines(void **state)
{
	(void)state;
	check("(b (p \"one\") (p \"two\"))", "(p (b \"one\")) (p (b \"two\"))");
	check("(p (b \"one\" (br) (br) \"two\") \"three\")",
	    "(p (b \"one\")) (p (b \"two\") \"three\")");
	check("(p (b (b (strong \"x\"))))", "(p (b \"x\"))");
	check("(p (em) (b) \"x\" (i))", "(p \"x\")");
	check("(p (em \"a\") (em \" b\") (em (b \"c\")) (b \"d\"))",
	    "(p (em \"a\") \" \" (em \"b\" (b \"c\")) (b \"d\"))");
	check("(p (abbr title=x \"a\") (abbr \"b\"))", "(p (abbr title=x \"a\") (abbr \"b\"))");
	check("(p (a href=https://a.example/ (b \"x\") \"y\"))",
	    "(p (a href=https://a.example/ (b \"x\") \"y\"))");
}

static void
headings_and_rules(void **state)
{
	(void)state;
	check("(h2 \"one\" (br) (br) \"two\") (p \"three\")",
	    "(h2 \"one\" (br) \"two\") (p \"three\")");
	check("\"a\" (hr) \"b\"", "(p \"a\") (hr) (p \"b\")");
	check("(p \"a\" (img src=https://a.example/1) \"b\")",
	    "(p \"a\") (figure (img src=https://a.example/1)) (p \"b\")");
}

/* What a page leaves out is put in, so that everything stands where it may. */
static void
containers(void **state)
{
	(void)state;
	check("(ul (li \"a\") (li (p \"b\") (p \"c\")))", "(ul (li \"a\") (li \"b\" (p \"c\")))");
	check(
	    "(ul (li (pre \"a  b\")) (li (h3 \"c\")))", "(ul (li (pre \"a  b\")) (li (h3 \"c\")))");
	check("(dl (dt (p \"a\") (p \"b\")) (dt (pre \"c\")))",
	    "(dl (dt \"a\" (br) \"b\") (dd (pre \"c\")))");
	check("(li \"a\") (li \"b\") (p \"c\")", "(ul (li \"a\") (li \"b\")) (p \"c\")");
	check("(ul \"loose\" (li \"a\"))", "(ul (li \"loose\") (li \"a\"))");
	check("(ul (ul (li \"a\")))", "(ul (li (ul (li \"a\"))))");
	check("(ul (li) (li \" \"))", "");
	check("(dl (dt \"a\") (dd \"b\"))", "(dl (dt \"a\") (dd \"b\"))");
	check("(dd \"b\") \"c\"", "(dl (dd \"b\")) (p \"c\")");
	check("(dl (dt (li \"a\")))", "(dl (dd (ul (li \"a\"))))");
	check("(dl (dt (ul (li \"a\"))))", "(dl (dd (ul (li \"a\"))))");
	check("(blockquote \"a\" (p \"b\"))", "(blockquote (p \"a\") (p \"b\"))");
	check("(table (tr (td \"a\") (td)) (tr (td) (td)))", "(table (tr (td \"a\") (td)))");
	check("(tr (td \"a\")) \"b\"", "(table (tr (td \"a\"))) (p \"b\")");
	check("(table (tbody \"loose\"))", "(table (tbody (tr (td \"loose\"))))");
	check("(ul (li \"a\" (img src=https://a.example/1)))",
	    "(ul (li \"a\" (figure (img src=https://a.example/1))))");
}

static void
depth(void **state)
{
	struct arena arena = { 0 };
	struct notes notes = { 0 };
	struct blocks blocks;
	struct doc doc;
	unsigned opened = 0;

	(void)state;
	blocks_begin(&blocks, &arena, &notes);
	while (blocks_open(&blocks, opened % 2 ? TAG_TD : TAG_UL, NULL, 0))
		opened++;
	blocks_text(&blocks, S("deep"));
	assert_in_range(opened, 8, BLOCK_DEPTH_MAX);
	for (unsigned i = 0; i < 2 * BLOCK_INLINES_MAX; i++)
		blocks_inline_open(&blocks, TAG_A + i % 40, NULL, 0);
	blocks_text(&blocks, S("more"));
	blocks_end(&blocks);
	assert_int_equal(blocks_write(&blocks, &doc).code, ERR_NONE);
	assert_true(str_equal(doc_text_of(&arena, &doc, 0), S("deepmore")));
	arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paragraphs),
		cmocka_unit_test(spaces),
		cmocka_unit_test(inlines),
		cmocka_unit_test(headings_and_rules),
		cmocka_unit_test(containers),
		cmocka_unit_test(depth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

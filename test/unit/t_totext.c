#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "refine/totext.h"
#include "tree.h"

struct totext_case {
	const char *tree, *text;
	int64_t characters, images;
};

static const struct totext_case cases[] = {
	{ "(p \"one\") (p \"two\")", "one\ntwo", 6, 0 },
	{ "(h2 \"a\") (p \"b\" (br) \"c\")", "a\nb\nc", 3, 0 },
	{ "(p \"a \" (b \"b\") \" c\")", "a b c", 3, 0 },
	{ "(ul (li \"a\") (li \"b\" (ul (li \"c\"))))", "a\nb\nc", 3, 0 },
	{ "(table (tr (th \"a\") (th \"b\")) (tr (td \"c\") (td) (td \"d\")))", "a\tb\nc\td", 4,
	    0 },
	{ "(table (caption \"t\") (tr (td (p \"a\") (p \"b\")) (td \"c\")))", "t\na\nb\nc", 4, 0 },
	{ "(figure (img src=https://a.example/ alt=x) (figcaption \"a\" (br) (small \"b\"))) (p "
	  "\"c\")",
	    "a\nb\nc", 3, 1 },
	{ "(blockquote (p \"a\") (p \"b\")) (hr) (p \"c\")", "a\nb\nc", 3, 0 },
	{ "(pre \"a\n  b\") (p \"c\")", "a\n  b\nc", 3, 0 },
	{ "(dl (dt \"a\") (dd \"b\"))", "a\nb", 2, 0 },
	{ "(p \"正文\xe3\x80\x80字\xe2\x80\x8b\xc2\xa0\xef\xbb\xbf\")",
	    "正文\xe3\x80\x80字\xe2\x80\x8b\xc2\xa0\xef\xbb\xbf", 3, 0 },
	{ "(figure (img src=https://a.example/))", "", 0, 1 },
	{ "", "", 0, 0 },
};

static void
texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct arena arena = { 0 };
		struct article article = { 0 };

		article.doc = tree_from(&arena, cases[i].tree);
		article_text(&arena, &article);
		assert_string_equal(str_terminated(&arena, article.text), cases[i].text);
		assert_int_equal(article.characters, cases[i].characters);
		assert_int_equal(article.images, cases[i].images);
		arena_done(&arena);
	}
}

/* Each text node is a span of the text, in order. */
static void
nodes_point_into_the_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct arena arena = { 0 };
		struct article article = { 0 };
		struct doc *doc = &article.doc, before = tree_from(&arena, cases[i].tree);
		const char *at;

		article.doc = tree_from(&arena, cases[i].tree);
		article_text(&arena, &article);
		at = article.text.p;
		for (uint32_t j = 0; j < doc->count; j++) {
			if (doc->nodes[j].tag != TAG_TEXT)
				continue;
			assert_true(str_equal(doc->nodes[j].text, before.nodes[j].text));
			assert_true(doc->nodes[j].text.p >= at);
			at = doc->nodes[j].text.p + doc->nodes[j].text.n;
			assert_true(at <= article.text.p + article.text.n);
		}
		arena_done(&arena);
	}
}

static void
short_texts_are_noted(void **state)
{
	static const struct {
		unsigned characters;
		enum note_code code;
	} lengths[] = {
		{ 0, NOTE_BODY_EMPTY },
		{ 1, NOTE_BODY_UNDER_30 },
		{ 29, NOTE_BODY_UNDER_30 },
		{ 30, NOTE_BODY_UNDER_100 },
		{ 99, NOTE_BODY_UNDER_100 },
		{ 100, NOTE_MAX },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(lengths); i++) {
		struct arena arena = { 0 };
		struct article article = { 0 };
		char tree[200] = "(p \"";

		memset(tree + 4, 'x', lengths[i].characters);
		strcpy(tree + 4 + lengths[i].characters, "\")");
		article.doc = tree_from(&arena, tree);
		article_text(&arena, &article);
		for (unsigned code = 0; code < NOTE_MAX; code++)
			assert_int_equal(article.notes.count[code], code == lengths[i].code);
		arena_done(&arena);
	}
}

static void
language(void **state)
{
	struct arena arena = { 0 };
	struct article article = { 0 };

	(void)state;
	article.doc = tree_from(&arena, "(p \"这座桥今天通车，许多人来看。\")");
	article_text(&arena, &article);
	assert_true(str_equal(article.lang, S("zh-Hans")));
	article.lang = S("zh-Hant-TW");
	article_text(&arena, &article);
	assert_true(str_equal(article.lang, S("zh-Hant-TW")));
	arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts),
		cmocka_unit_test(nodes_point_into_the_text),
		cmocka_unit_test(short_texts_are_noted),
		cmocka_unit_test(language),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

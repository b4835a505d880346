#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "record/html.h"
#include "refine/lead.h"
#include "tree.h"

static void
leads(void **state)
{
	static const struct {
		const char *tree, *image, *want;
		int64_t images;
	} cases[] = {
		{ "(p \"text\") (ul (li \"a\"))", "https://a.example/1.jpg",
		    "<figure><img src=\"https://a.example/1.jpg\" alt=\"\" loading=\"lazy\"></figure>"
		    "<p>text</p><ul><li>a</li></ul>",
		    1 },
		{ "(p \"text\")", "", "<p>text</p>", 0 },
		{ "(p \"text\" (img src=https://a.example/2.jpg))", "https://a.example/1.jpg",
		    "<p>text<img src=\"https://a.example/2.jpg\" alt=\"\" loading=\"lazy\"></p>", 0 },
		{ "(p \"text\")", "https://a.example/img/site-LOGO.png", "<p>text</p>", 0 },
		{ "(p \"text\")", "https://a.example/og-default.jpg", "<p>text</p>", 0 },
		{ "(p \"text\")", "https://a.example/dot.gif", "<p>text</p>", 0 },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct article article = { .doc = tree_from(&arena, cases[i].tree) };
		struct html html;

		lead_put(&arena, &article, str_from_c(cases[i].image));
		html = html_from_doc(&arena, &article.doc, 0, NULL, NULL);
		assert_string_equal(
		    str_terminated(&arena, (struct str){ html.p, html.n }), cases[i].want);
		assert_int_equal(article.images, cases[i].images);
		assert_int_equal(doc_check(&article.doc).code, ERR_NONE);
	}
}

/* Without any tree there is nothing before which it could stand. */
static void
nothing(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct article article = { 0 };

	(void)state;
	lead_put(&arena, &article, S("https://a.example/1.jpg"));
	assert_int_equal(article.doc.count, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(leads), cmocka_unit_test(nothing) };

	return cmocka_run_group_tests_name("lead", tests, NULL, NULL);
}

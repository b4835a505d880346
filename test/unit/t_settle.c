#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "refine/settle.h"
#include "tree.h"

static void
headlines(void **state)
{
	static const struct {
		const char *kept, *page;
		bool has_kept;
		const char *wanted;
	} cases[] = {
		{ "River rises", "River rises", true, "River rises" },
		{ "", "River rises", false, "River rises" },
		{ "River rises", "", false, "River rises" },
		{ "River rises", "Water in the streets", true, "River rises" },
		{ "River rises", "Water in the streets", false, "Water in the streets" },
		{ "River rises", "Live: River rises", false, "River rises" },
		{ "Flood: River rises", "River rises", false, "Flood: River rises" },
		{ "River rises by three...", "River rises by three metres", false,
		    "River rises by three metres" },
		{ "河水又涨了……", "河水又涨了三米", false, "河水又涨了三米" },
		{ "河水又涨了…", "河水又涨了三米", true, "河水又涨了三米" },
		{ "The river\u2019s \"new\" bed", "The river's \u201cnew\u201d bed", false,
		    "The river\u2019s \"new\" bed" },
		{ "...", "River rises", false, "River rises" },
		{ "Wait...", "Nobody waits", true, "Wait..." },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str found = headline_settle(
		    str_from_c(cases[i].kept), str_from_c(cases[i].page), cases[i].has_kept);
		if (!str_equal(found, str_from_c(cases[i].wanted)))
			print_error(
			    "%s | %s: %.*s\n", cases[i].kept, cases[i].page, STR_ARGS(found));
		assert_true(str_equal(found, str_from_c(cases[i].wanted)));
	}
}

static void
bodies(void **state)
{
	static const struct {
		const char *first, *second, *wanted;
	} cases[] = {
		{ "(p \"one\") (p \"two\")", "(p \"three\")",
		    "(p \"one\") (p \"two\") (p \"three\")" },
		/* what the page before has, in whatever spaces */
		{ "(p \"one more\") (p \"two of them\")", "(p \"one  more\") (p \"three\")",
		    "(p \"one more\") (p \"two of them\") (p \"three\")" },
		/* all of it at once */
		{ "(p \"one\") (p \"two\")", "(p \"one\") (p \"two\") (p \"three\")",
		    "(p \"one\") (p \"two\") (p \"three\")" },
		{ "(p \"one long passage\") (p \"x\")", "(p \"one long passage\") (p \"three\")",
		    "(p \"one long passage\") (p \"three\")" },
		/* pictures have no words, and are not the same for that */
		{ "(p \"one\") (figure (img src=https://a.example/1))",
		    "(figure (img src=https://a.example/2))",
		    "(p \"one\") (figure (img src=https://a.example/1)) (figure (img "
		    "src=https://a.example/2))" },
		{ "(ul (li \"a\") (li \"b\"))", "(ul (li \"c\" (b \"d\")))",
		    "(ul (li \"a\") (li \"b\")) (ul (li \"c\" (b \"d\")))" },
		{ "", "(p \"one\")", "(p \"one\")" },
		{ "(p \"one\")", "", "(p \"one\")" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct doc first = tree_from(&arena, cases[i].first),
			   second = tree_from(&arena, cases[i].second);
		struct doc joined = bodies_join(&arena, &first, &second);

		assert_string_equal(
		    str_terminated(&arena, tree_dump(&arena, &joined)), cases[i].wanted);
		if (joined.count)
			assert_int_equal(doc_check(&joined).code, 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headlines),
		cmocka_unit_test(bodies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

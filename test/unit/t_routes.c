#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "show/pages.h"
#include "show/routes.h"

static void
finds(void **state)
{
	static const struct {
		struct str path;
		handler *handler; /* NULL: none */
		int64_t id, n, m;
		struct str slug;
	} cases[] = {
		{ STR_INIT("/"), page_home, 0, 0, 0, STR_INIT("") },
		{ STR_INIT(""), NULL, 0, 0, 0, STR_INIT("") },
		{ STR_INIT("//"), NULL, 0, 0, 0, STR_INIT("") },
		{ STR_INIT("/d/2021-03-27"), page_day, 0, 0, 0, STR_INIT("") },
		{ STR_INIT("/d/2021-02-30"), NULL, 0, 0, 0, STR_INIT("") },
		{ STR_INIT("/d/2021-03-27/"), NULL, 0, 0, 0, STR_INIT("") },
		{ STR_INIT("/a/17"), page_article, 17, 0, 0, STR_INIT("") },
		{ STR_INIT("/a/17.txt"), file_text, 17, 0, 0, STR_INIT("") },
		{ STR_INIT("/a/17.json"), file_json, 17, 0, 0, STR_INIT("") },
		{ STR_INIT("/a/17.exe"), NULL, 0, 0, 0, STR_INIT("") },
		{ STR_INIT("/a/017x"), NULL, 0, 0, 0, STR_INIT("") },
		{ STR_INIT("/a/%31%37"), page_article, 17, 0, 0, STR_INIT("") },
		{ STR_INIT("/a/../admin/health"), NULL, 0, 0, 0, STR_INIT("") },
		{ STR_INIT("/a/17/v/2"), page_version, 17, 2, 0, STR_INIT("") },
		{ STR_INIT("/a/17/diff/2..4"), page_diff, 17, 2, 4, STR_INIT("") },
		{ STR_INIT("/a/17/diff/2.4"), NULL, 0, 0, 0, STR_INIT("") },
		{ STR_INIT("/a/17/raw"), file_raw, 17, 0, 0, STR_INIT("") },
		{ STR_INIT("/source/bbc"), page_source, 0, 0, 0, STR_INIT("bbc") },
		{ STR_INIT("/source/%E6%B3%95%E5%B9%BF"), page_source, 0, 0, 0, STR_INIT("法广") },
		{ STR_INIT("/source/a%2Fb"), page_source, 0, 0, 0, STR_INIT("a/b") },
		{ STR_INIT("/source/a/b"), NULL, 0, 0, 0, STR_INIT("") },
		{ STR_INIT("/source/%00"), NULL, 0, 0, 0, STR_INIT("") },
		{ STR_INIT("/source/"), NULL, 0, 0, 0, STR_INIT("") },
		{ STR_INIT("/feed/all.atom"), feed_all, 0, 0, 0, STR_INIT("") },
		{ STR_INIT("/feed/all.xml"), NULL, 0, 0, 0, STR_INIT("") },
		{ STR_INIT("/feed/source/a.b.rss"), feed_source, 0, 0, 0, STR_INIT("a.b") },
		{ STR_INIT("/figure/1"), page_figure, 1, 0, 0, STR_INIT("") },
		{ STR_INIT("/figure/1.csv"), csv_figure, 1, 0, 0, STR_INIT("") },
		{ STR_INIT("/figure/1.svg"), NULL, 0, 0, 0, STR_INIT("") },
		{ STR_INIT("/admin/health"), page_health, 0, 0, 0, STR_INIT("") },
	};
	struct arena arena = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		const struct route *route = NULL;
		struct args args = { 0 };
		struct err e = route_find(&arena, cases[i].path, &route, &args);

		assert_int_equal(e.code, cases[i].handler ? ERR_NONE : ERR_NOT_FOUND);
		if (!cases[i].handler)
			continue;
		assert_ptr_equal(route->handler, cases[i].handler);
		assert_int_equal(args.number[PARAM_ID], cases[i].id);
		assert_int_equal(args.number[PARAM_N], cases[i].n);
		assert_int_equal(args.number[PARAM_M], cases[i].m);
		assert_true(str_equal(args.text[PARAM_SLUG], cases[i].slug));
	}
	arena_done(&arena);
}

/* What is for the operator is for the operator alone; every {name} is a parameter. */
static void
table(void **state)
{
	size_t count;
	const struct route *routes = routes_all(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		struct str path = str_from_c(routes[i].path), before, name;

		assert_non_null(routes[i].handler);
		if (str_starts(path, S("/admin/")) || str_equal(path, S("/metrics")))
			assert_int_equal(routes[i].who, WHO_LOOPBACK);
		while (pull_until(&path, S("{"), &before)) {
			assert_true(pull_until(&path, S("}"), &name));
			assert_true(param_from_name(name) < PARAM_MAX);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(finds), cmocka_unit_test(table) };

	return cmocka_run_group_tests_name("routes", tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "show/map.h"

static void
test_points(void **state)
{
	static const struct {
		struct str degrees;
		bool is_point;
		double x, y;
	} rows[] = {
		{ STR_INIT("0,0"), true, 360, 168 },
		{ STR_INIT("84,-180"), true, 0, 0 },
		{ STR_INIT("-58,180"), true, 720, 284 },
		{ STR_INIT("23.5,121.25"), true, 602.5, 121 },
		{ STR_INIT("-33.5,-70.5"), true, 219, 235 },
		{ STR_INIT("89,0"), false, 0, 0 },	/* north of the map */
		{ STR_INIT("-70,10"), false, 0, 0 },	/* south of it */
		{ STR_INIT("10,181"), false, 0, 0 },
		{ STR_INIT(""), false, 0, 0 },
		{ STR_INIT("10"), false, 0, 0 },
		{ STR_INIT("10,"), false, 0, 0 },
		{ STR_INIT(",10"), false, 0, 0 },
		{ STR_INIT("10;20"), false, 0, 0 },
		{ STR_INIT("10,20x"), false, 0, 0 },
		{ STR_INIT("nan,20"), false, 0, 0 },
		{ STR_INIT("10,inf"), false, 0, 0 },
		{ STR_INIT("1.00000000000000000000000000000000000000,20"), false, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct map_point point = { 0 };
		bool is_point = map_point(rows[i].degrees, &point);
		if (is_point != rows[i].is_point)
			fail_msg("\"%.*s\"", STR_ARGS(rows[i].degrees));
		if (is_point && (point.x != rows[i].x || point.y != rows[i].y))
			fail_msg("\"%.*s\" is at %g %g", STR_ARGS(rows[i].degrees), point.x, point.y);
	}
}

static void
test_map(void **state)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct html_out out = { .to = &bytes, .arena = &arena };
	struct figure_word_row items[] = {
		{ .id = 7, .word = S("town:linjiang"), .form = S("<临江>"), .at = S("41.8,126.9"), .figures = 4 },
		{ .id = 8, .word = S("place:world"), .form = S("全球"), .figures = 9 },
		{ .id = 9, .word = S("XX"), .at = S("0,0"), .figures = 1 },
	};
	struct figure_word_rows rows = { items, LENGTH(items) }, none = { items + 1, 1 };
	struct str text;

	(void)state;
	map_write(&out, &none);
	assert_int_equal(bytes.n, 0);
	map_write(&out, &rows);
	text = buf_str(&bytes);
	assert_true(str_find(text, S("<circle cx='613.8' cy='84.4' r='12.0'/><title>&lt;临江&gt;: 4</title>"), 0) >= 0);
	assert_true(str_find(text, S("<circle cx='360.0' cy='168.0' r='7.0'/><title>XX: 1</title>"), 0) >= 0);
	assert_true(str_find(text, S("全球"), 0) < 0);
	assert_true(str_find(text, S("/name/7"), 0) >= 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_points), cmocka_unit_test(test_map) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/err.h"
#include "base/table.h"

struct row {
	const char *name;
	int value;
};

static const struct row rows[] = { { "", 0 }, { "a", 1 }, { "a-b", 2 }, { "ab", 3 }, { "z", 4 }, { "中", 5 } };
static const struct row twice[] = { { "a", 1 }, { "a", 2 } };
static const struct row unsorted[] = { { "b", 1 }, { "a", 2 } };

static void
finds_each(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		const struct row *row = TABLE_FIND(rows, str_from_c(rows[i].name));
		assert_non_null(row);
		assert_int_equal(row->value, (int)i);
	}
}

static void
finds_no_other(void **state)
{
	static const struct str names[] = { STR_INIT("A"), STR_INIT("a-"), STR_INIT("abc"), STR_INIT("zz"), STR_INIT("丮") };

	(void)state;
	for (size_t i = 0; i < LENGTH(names); i++)
		assert_null(TABLE_FIND(rows, names[i]));
	assert_null(table_find(rows, 0, sizeof(rows[0]), S("a")));
}

static void
order_is_told(void **state)
{
	(void)state;
	assert_true(table_is_sorted(rows, LENGTH(rows), sizeof(rows[0])));
	assert_true(table_is_sorted(rows, 0, sizeof(rows[0])));
	assert_false(table_is_sorted(twice, LENGTH(twice), sizeof(twice[0])));
	assert_false(table_is_sorted(unsorted, LENGTH(unsorted), sizeof(unsorted[0])));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_each),
		cmocka_unit_test(finds_no_other),
		cmocka_unit_test(order_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>

#include "base/err.h"

static void
rows_are_whole(void **state)
{
	(void)state;
	for (unsigned code = 0; code < ERR_MAX; code++) {
		const struct err_row *row = err_row(code);
		assert_non_null(row->name);
		assert_non_null(row->text);
		assert_true(row->http >= 200 && row->http < 600);
		assert_true(row->exit_status >= 0 && row->exit_status <= 4);
		assert_int_equal(err_code_from_name(row->name), code);
		/* only success may end well */
		assert_int_equal(row->exit_status == 0, code == ERR_NONE);
	}
}

static void
outside_the_table(void **state)
{
	(void)state;
	assert_string_equal(err_row(ERR_MAX)->name, "ERR_UNKNOWN");
	assert_string_equal(err_row((enum err_code)-1)->name, "ERR_UNKNOWN");
	assert_int_equal(err_code_from_name("ERR_NO_SUCH"), ERR_NONE);
	assert_int_equal(err_code_from_name(""), ERR_NONE);
}

static void
system_errors(void **state)
{
	static const struct {
		int number;
		enum err_code code;
	} rows[] = {
		{ 0, ERR_NONE },
		{ ENOSPC, ERR_DISK_FULL },
		{ EDQUOT, ERR_DISK_FULL },
		{ EACCES, ERR_ACCESS },
		{ EPERM, ERR_ACCESS },
		{ ENOENT, ERR_NOT_FOUND },
		{ EEXIST, ERR_EXISTS },
		{ EIO, ERR_IO },
		{ 99999, ERR_IO },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_int_equal(err_from_errno(rows[i].number, "x").code, rows[i].code);
}

static void
offsets_are_clamped(void **state)
{
	(void)state;
	assert_int_equal(err_at(ERR_IO, UINT64_C(1) << 40, NULL).at, UINT32_MAX);
	assert_int_equal(err_at(ERR_IO, 7, NULL).at, 7);
	assert_int_equal(sizeof(struct err), 16);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_whole),
		cmocka_unit_test(outside_the_table),
		cmocka_unit_test(system_errors),
		cmocka_unit_test(offsets_are_clamped),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * Why a name was not found.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <netdb.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "net/name.h"

static void
codes_in_words(void **state)
{
	static const struct {
		int code;
		const char *what;
	} cases[] = {
		{ EAI_NONAME, "there is no such name" },
		{ EAI_NODATA, "the name has no address" },
		{ EAI_AGAIN, "no name server answers for it" },
		{ EAI_FAIL, "no name server answers for it" },
		{ EAI_SYSTEM, "no name server answers for it" },
		{ 0, "no name server answers for it" }, /* the second time it did */
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_string_equal(name_fault_of(cases[i].code), cases[i].what);
}

/* Who is slow, or was, is not asked. */
static void
the_slow_are_not_asked(void **state)
{
	int64_t deaf_until_ms = 0;
	(void)state;

	assert_string_equal(
	    name_fault(S("localhost"), 5000, &deaf_until_ms), "no name server answers for it");
	assert_int_equal(deaf_until_ms, 0);
	deaf_until_ms = INT64_MAX;
	assert_string_equal(
	    name_fault(S("a..b"), 0, &deaf_until_ms), "no name server answers for it");
}

/* No resolver needs a server to know that this is no name. */
static void
what_is_no_name(void **state)
{
	int64_t deaf_until_ms = 0;
	(void)state;

	assert_string_equal(name_fault(S("a..b"), 0, &deaf_until_ms), "there is no such name");
	assert_int_equal(deaf_until_ms, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_in_words),
		cmocka_unit_test(the_slow_are_not_asked),
		cmocka_unit_test(what_is_no_name),
	};

	return cmocka_run_group_tests_name("name", tests, NULL, NULL);
}

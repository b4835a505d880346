/*
 * Where others reach what we serve, as the gate is told of it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "cmd/own_address.h"

static void
addresses(void **state)
{
	static const struct {
		const char *listen, *own;
	} rows[] = {
		{ "198.51.100.7:8080", "198.51.100.7:8080" },
		{ "[2001:db8::7]:443", "[2001:db8::7]:443" },
		{ "192.168.1.5:80", "192.168.1.5:80" },
		{ "127.0.0.1:8080", "" },
		{ "[::1]:8080", "" },
		{ "", "" },
		{ ":", "" },
		{ "[", "" },
		{ "nonsense:80", "" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str own = own_addresses(&arena, str_from_c(rows[i].listen));
		if (!str_equal(own, str_from_c(rows[i].own)))
			fail_msg("%s: %.*s", rows[i].listen, STR_ARGS(own));
	}
}

/* All that this machine has, whatever that is; never what it has for itself. */
static void
all_addresses(void **state)
{
	static const char *const listen[] = { "0.0.0.0:8080", "[::]:8080" };
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(listen); i++) {
		struct str rest = own_addresses(&arena, str_from_c(listen[i])), word;

		while (pull_field(&rest, ' ', &word)) {
			assert_true(str_ends(word, S(":8080")));
			assert_false(str_starts(word, S("127.")) || str_starts(word, S("0.")) ||
				     str_starts(word, S("[::")));
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses),
		cmocka_unit_test(all_addresses),
	};

	return cmocka_run_group_tests_name("own_address", tests, NULL, NULL);
}

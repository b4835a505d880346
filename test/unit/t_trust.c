/*
 * Certificates that are trusted: those that can be read, whatever stands between them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <fcntl.h>
#include <cmocka.h>

#include "base/buf.h"
#include "net/trust.h"

#define BAD "-----BEGIN CERTIFICATE-----\nbm8gY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n"

static unsigned
count_of(struct str pem)
{
	struct trust *trust = NULL;
	unsigned count;

	assert_int_equal(trust_open(pem, &trust).code, ERR_NONE);
	count = trust_count(trust);
	trust_close(trust);
	return count;
}

static void
what_can_be_read_is_taken(void **state)
{
	static const struct {
		const char *before, *behind;
		unsigned count;
	} cases[] = {
		{ "", "", 1 },
		{ "words\n", "\nwords", 1 },
		{ BAD, "", 1 },
		{ "", BAD, 1 },
		{ BAD BAD "words\n", BAD, 1 },
		{ "-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----\n", "", 1 },
	};
	struct buf one CLEAN(buf_done) = { 0 };
	int fd CLEAN(fd_close) = open("test/gate/cert.pem", O_RDONLY);
	(void)state;

	assert_int_equal(fd_read_all(fd, 1 << 16, &one).code, ERR_NONE);
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct str pem = str_join(&arena, str_from_c(cases[i].before), buf_str(&one),
		    str_from_c(cases[i].behind), STR_END);
		if (count_of(pem) != cases[i].count)
			fail_msg("case %d: %u", (int)i, count_of(pem));
	}
	assert_int_equal(count_of((struct str){ 0 }), 0);
	assert_int_equal(count_of(S("no certificate at all")), 0);
	assert_int_equal(count_of(S(BAD)), 0);
	trust_close(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_can_be_read_is_taken),
	};

	return cmocka_run_group_tests_name("trust", tests, NULL, NULL);
}

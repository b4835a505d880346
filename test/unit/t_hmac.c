#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/hmac.h"

/* RFC 4231, test cases 1, 2 and 6 (a key longer than a block). */
static const struct {
	const char *secret, *message, *sha256, *sha512;
} cases[] = {
	{ "\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b", "Hi There",
	    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
	    "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
	    "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854" },
	{ "Jefe", "what do ya want for nothing?",
	    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
	    "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
	    "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737" },
	{ "\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa"
	  "\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa"
	  "\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa"
	  "\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa"
	  "\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa"
	  "\xaa\xaa\xaa\xaa\xaa\xaa",
	    "Test Using Larger Than Block-Size Key - Hash Key First",
	    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
	    "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"
	    "6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598" },
};

static enum err_code
check(struct str algorithm, const char *secret, const char *message, struct str hex)
{
	return hmac_check(algorithm, raw_from_str(str_from_c(secret)),
	    raw_from_str(str_from_c(message)), hex)
	    .code;
}

static void
test_vectors(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str sha256 = str_from_c(cases[i].sha256), sha512 = str_from_c(cases[i].sha512);

		assert_int_equal(check(S("sha256"), cases[i].secret, cases[i].message, sha256), 0);
		assert_int_equal(check(S("SHA512"), cases[i].secret, cases[i].message, sha512), 0);
		assert_int_equal(check(S("sha256"), cases[i].secret, "another", sha256), ERR_ACCESS);
		assert_int_equal(check(S("sha256"), "another", cases[i].message, sha256), ERR_ACCESS);
		assert_int_equal(check(S("sha512"), cases[i].secret, cases[i].message, sha256), ERR_ACCESS);
	}
}

static void
test_refused(void **state)
{
	struct str right = str_from_c(cases[1].sha256);

	(void)state;
	assert_int_equal(check(S("sha1"), "Jefe", cases[1].message, right), ERR_NOT_FOUND);
	assert_int_equal(check(S(""), "Jefe", cases[1].message, right), ERR_NOT_FOUND);
	assert_int_equal(check(S("sha256"), "Jefe", cases[1].message, S("")), ERR_ACCESS);
	assert_int_equal(check(S("sha256"), "Jefe", cases[1].message, str_from(right, 2)), ERR_ACCESS);
	assert_int_equal(check(S("sha256"), "Jefe", cases[1].message,
			     S("zbdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")),
	    ERR_ACCESS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vectors),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

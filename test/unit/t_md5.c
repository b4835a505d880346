#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/err.h"
#include "base/md5.h"

static void
md5_hex(struct str s, size_t piece, char out[2 * MD5_SIZE + 1])
{
	unsigned char sum[MD5_SIZE];
	struct md5 md5;

	md5_init(&md5);
	for (size_t i = 0; i < s.n; i += piece)
		md5_add(&md5, raw_from_str(str_slice(s, i, i + piece)));
	md5_final(&md5, sum);
	for (size_t i = 0; i < MD5_SIZE; i++)
		snprintf(out + 2 * i, 3, "%02x", sum[i]);
}

/* RFC 1321, A.5. */
static const struct {
	const char *text, *sum;
} cases[] = {
	{ "", "d41d8cd98f00b204e9800998ecf8427e" },
	{ "a", "0cc175b9c0f1b6a831c399e269772661" },
	{ "abc", "900150983cd24fb0d6963f7d28e17f72" },
	{ "message digest", "f96b697d7cb7938d525a2f31aaf161d0" },
	{ "abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b" },
	{ "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "d174ab98d277d9f5a5611c2c9f419d9f" },
	{ "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
	    "57edf4a22be3c955ac49da2e2107b67a" },
};

static void
test_vectors(void **state)
{
	char hex[2 * MD5_SIZE + 1];

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		md5_hex(str_from_c(cases[i].text), 1000, hex);
		assert_string_equal(hex, cases[i].sum);
	}
}

static void
test_pieces(void **state)
{
	char whole[2 * MD5_SIZE + 1], pieces[2 * MD5_SIZE + 1], text[300];

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)('a' + i % 26);
	for (size_t n = 0; n < sizeof(text); n++) {
		md5_hex((struct str){ text, n }, 1000, whole);
		md5_hex((struct str){ text, n }, 1 + n % 67, pieces);
		assert_string_equal(whole, pieces);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_vectors), cmocka_unit_test(test_pieces) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/digest.h"

static void
known_digests(void **state)
{
	/* FIPS 180-4 examples */
	static const struct {
		struct str in;
		const char *hex;
	} rows[] = {
		{ STR_INIT(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
		{ STR_INIT("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
		{ STR_INIT("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
		    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct digest digest = digest_of(raw_from_str(rows[i].in)), pieces, back;
		struct digest_state s;
		char hex[DIGEST_HEX + 1];

		digest_hex(&digest, hex);
		assert_string_equal(hex, rows[i].hex);
		digest_init(&s);
		for (size_t at = 0; at < rows[i].in.n; at++)
			digest_add(&s, raw_from_str(str_slice(rows[i].in, at, at + 1)));
		pieces = digest_final(&s);
		assert_true(digest_equal(&digest, &pieces));
		assert_true(digest_from_hex(str_from_c(hex), &back));
		assert_true(digest_equal(&digest, &back));
	}
}

static void
hex_is_strict(void **state)
{
	static const char good[] = "BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
	struct digest digest = { { 1 } };
	char bad[sizeof(good)];

	(void)state;
	assert_false(digest_from_hex(S(""), &digest));
	assert_false(digest_from_hex((struct str){ good, 63 }, &digest));
	for (size_t i = 0; i < DIGEST_HEX; i++) {
		memcpy(bad, good, sizeof(good));
		bad[i] = 'g';
		assert_false(digest_from_hex(str_from_c(bad), &digest));
	}
	assert_int_equal(digest.b[0], 1);
	assert_true(digest_from_hex(str_from_c(good), &digest));
	assert_int_equal(digest.b[0], 0xba);
}

static void
zero(void **state)
{
	struct digest digest = { { 0 } };

	(void)state;
	assert_true(digest_is_zero(&digest));
	digest.b[31] = 1;
	assert_false(digest_is_zero(&digest));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_digests),
		cmocka_unit_test(hex_is_strict),
		cmocka_unit_test(zero),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <sodium.h>

#include "base/hmac.h"

static void
code_256(struct raw secret, struct raw message, unsigned char *out)
{
	crypto_auth_hmacsha256_state state;

	crypto_auth_hmacsha256_init(&state, secret.p, secret.n);
	crypto_auth_hmacsha256_update(&state, message.p, message.n);
	crypto_auth_hmacsha256_final(&state, out);
}

static void
code_512(struct raw secret, struct raw message, unsigned char *out)
{
	crypto_auth_hmacsha512_state state;

	crypto_auth_hmacsha512_init(&state, secret.p, secret.n);
	crypto_auth_hmacsha512_update(&state, message.p, message.n);
	crypto_auth_hmacsha512_final(&state, out);
}

static const struct algorithm {
	const char *name;
	size_t size;
	void (*code)(struct raw secret, struct raw message, unsigned char *out);
} algorithms[] = {
	{ "sha256", crypto_auth_hmacsha256_BYTES, code_256 },
	{ "sha512", crypto_auth_hmacsha512_BYTES, code_512 },
};

static const struct algorithm *
algorithm_of(struct str name)
{
	for (size_t i = 0; i < LENGTH(algorithms); i++)
		if (str_equal_nocase(name, str_from_c(algorithms[i].name)))
			return &algorithms[i];
	return NULL;
}

/* Exactly ${size} bytes. */
static bool
pull_hex(struct str hex, size_t size, unsigned char *out)
{
	if (hex.n != 2 * size)
		return false;
	for (size_t i = 0; i < size; i++) {
		int high = char_hex(hex.p[2 * i]), low = char_hex(hex.p[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		out[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

struct err
hmac_check(struct str algorithm, struct raw secret, struct raw message, struct str hex)
{
	const struct algorithm *row = algorithm_of(algorithm);
	unsigned char given[HMAC_MAX], right[HMAC_MAX];

	if (!row)
		return err_new(ERR_NOT_FOUND, "the algorithm of a signature");
	row->code(secret, message, right);
	if (!pull_hex(hex, row->size, given) || sodium_memcmp(given, right, row->size) != 0)
		return err_new(ERR_ACCESS, "the signature is not ours");
	return (struct err){ 0 };
}

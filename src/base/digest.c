#include <sodium.h>

#include "base/digest.h"

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct digest_state), "room for libsodium's state");
_Static_assert(crypto_hash_sha256_BYTES == DIGEST_SIZE, "SHA-256");

static crypto_hash_sha256_state *
state_of(struct digest_state *state)
{
	return (crypto_hash_sha256_state *)(void *)state->opaque;
}

struct digest
digest_of(struct raw bytes)
{
	struct digest out;

	crypto_hash_sha256(out.b, bytes.p, bytes.n);
	return out;
}

void
digest_init(struct digest_state *state)
{
	crypto_hash_sha256_init(state_of(state));
}

void
digest_add(struct digest_state *state, struct raw bytes)
{
	crypto_hash_sha256_update(state_of(state), bytes.p, bytes.n);
}

struct digest
digest_final(struct digest_state *state)
{
	struct digest out;

	crypto_hash_sha256_final(state_of(state), out.b);
	return out;
}

bool
digest_equal(const struct digest *a, const struct digest *b)
{
	return memcmp(a->b, b->b, DIGEST_SIZE) == 0;
}

bool
digest_is_zero(const struct digest *digest)
{
	static const struct digest zero;

	return digest_equal(digest, &zero);
}

void
digest_hex(const struct digest *digest, char out[DIGEST_HEX + 1])
{
	sodium_bin2hex(out, DIGEST_HEX + 1, digest->b, DIGEST_SIZE);
}

bool
digest_from_hex(struct str hex, struct digest *out)
{
	struct digest digest;

	if (hex.n != DIGEST_HEX)
		return false;
	for (size_t i = 0; i < DIGEST_SIZE; i++) {
		int high = char_hex(hex.p[2 * i]), low = char_hex(hex.p[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		digest.b[i] = (unsigned char)(high << 4 | low);
	}
	*out = digest;
	return true;
}

void
random_bytes(void *p, size_t n)
{
	randombytes_buf(p, n);
}

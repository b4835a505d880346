/*
 * digest.h: SHA-256 (FIPS 180-4), the name of every kept byte string.  libsodium stays in digest.c.
 */
#ifndef XINSHI_BASE_DIGEST_H
#define XINSHI_BASE_DIGEST_H

#include "base/buf.h"

enum { DIGEST_SIZE = 32, DIGEST_HEX = 64 };

struct digest {
	unsigned char b[DIGEST_SIZE];
};

struct digest digest_of(struct raw bytes);

/* Piece by piece:  struct digest_state s; digest_init(&s); digest_add(&s, ...); d = digest_final(&s); */
struct digest_state {
	_Alignas(16) unsigned char opaque[128];
};
void digest_init(struct digest_state *state);
void digest_add(struct digest_state *state, struct raw bytes);
struct digest digest_final(struct digest_state *state);

bool digest_equal(const struct digest *a, const struct digest *b);
bool digest_is_zero(const struct digest *digest);
/* 64 lower-case hexadecimal digits and a NUL. */
void digest_hex(const struct digest *digest, char out[DIGEST_HEX + 1]);
/* Exactly 64 hexadecimal digits; *out is untouched where it says false. */
bool digest_from_hex(struct str hex, struct digest *out);

/* ${n} bytes from the system's generator: only main/ and guard/ call it (chance is an argument elsewhere). */
void random_bytes(void *p, size_t n);

#endif

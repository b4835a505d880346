/*
 * md5.h: MD5 (RFC 1321), for formats that end in it.  It finds bytes that were lost on the way, and
 * proves nothing: whatever proves has SHA-256 (digest.h).
 */
#ifndef XINSHI_BASE_MD5_H
#define XINSHI_BASE_MD5_H

#include "base/str.h"

enum { MD5_SIZE = 16, MD5_BLOCK = 64 };

struct md5 {
	uint32_t state[4];
	uint64_t size; /* bytes so far */
	unsigned char block[MD5_BLOCK];
};

void md5_init(struct md5 *md5);
void md5_add(struct md5 *md5, struct raw bytes);
void md5_final(struct md5 *md5, unsigned char out[MD5_SIZE]);

#endif

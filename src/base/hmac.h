/*
 * hmac.h: codes that only who shares a secret can make (RFC 2104), over SHA-256 and SHA-512.
 */
#ifndef XINSHI_BASE_HMAC_H
#define XINSHI_BASE_HMAC_H

#include "base/digest.h"

enum { HMAC_MAX = 64 /* bytes of the longest code */ };

/*
 * hmac_check(algorithm, secret, message, hex):
 * Whether ${hex} (either case) is the code of ${message}; compared in constant time.
 * Errors:  ERR_NOT_FOUND (an algorithm other than "sha256" and "sha512": SHA-1 is broken), ERR_ACCESS (another code).
 */
struct err hmac_check(struct str algorithm, struct raw secret, struct raw message, struct str hex);

#endif

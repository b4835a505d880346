/*
 * trust.h: whose certificates are trusted: read once, and shared by all connections.  OpenSSL stays
 * in trust.c.
 */
#ifndef XINSHI_NET_TRUST_H
#define XINSHI_NET_TRUST_H

#include "base/err.h"
#include "base/str.h"

struct trust;

/* ${pem}: certificates, one behind another; those that cannot be read are passed over.
 * ERR_LIBRARY. */
struct err trust_open(struct str pem, struct trust **out);
/* How many were read. */
unsigned trust_count(const struct trust *trust);
/* Makes a context of OpenSSL's (SSL_CTX *, as libcurl hands it out) trust these and no others. */
void trust_apply(const struct trust *trust, void *context);
void trust_close(struct trust *trust);

#endif

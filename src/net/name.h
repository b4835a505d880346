/*
 * name.h: why a host's name was not found, which libcurl does not say.
 */
#ifndef XINSHI_NET_NAME_H
#define XINSHI_NET_NAME_H

#include "base/str.h"

/* The answer of getaddrinfo in words. */
const char *name_fault_of(int code);

/*
 * name_fault(host, took_ms, deaf_until_ms):
 * Who failed quickly is asked about once more, which the resolver answers as quickly; a name that took
 * long (${took_ms}) had no name server to answer for it.  Waits for the resolver: where that takes
 * long after all, *${deaf_until_ms} says until when it is not asked again.
 */
const char *name_fault(struct str host, int64_t took_ms, int64_t *deaf_until_ms);

#endif

/*
 * host.h: the host of a URL, in the one form that all spellings of it share.  Only url.c and url_display.c use this;
 * ICU's IDNA stays in host.c.
 */
#ifndef XINSHI_TEXT_HOST_H
#define XINSHI_TEXT_HOST_H

#include "base/buf.h"

enum { HOST_MAX = 253 };

/*
 * host_push(written, out):
 * Takes the host as written in a URL (percent-encoded perhaps, IDN, [IPv6], IPv4 in any of the forms browsers take).
 * Gives:   lower-case ASCII, dotted IPv4, or [IPv6] as RFC 5952 writes it, pushed to ${out}.
 * Errors:  ERR_URL "no host", "bad host".
 * Spec:    WHATWG URL, 3.5; UTS 46, non-transitional.
 */
struct err host_push(struct buf *out, struct str written);

/* Pushes ${host} (as host_push made it) with its xn-- labels as Unicode where they come back the same. */
void host_push_display(struct buf *out, struct str host);

#endif

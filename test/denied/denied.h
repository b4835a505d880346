/*
 * denied.h: does the gate ever speak to an address it must not?
 *
 * All runs in a network of its own (unshare -n), where this machine has one public address and is
 * the name server: so the gate has its real settings, and whatever it connects to answers.
 */
#ifndef XINSHI_TEST_DENIED_H
#define XINSHI_TEST_DENIED_H

#include <netinet/in.h>

#include "base/buf.h"

#define PUBLIC "93.184.216.34"
#define PUBLIC6 "2606:2800:220:1::34"
#define NAME_SERVER "127.0.0.53"

/* Makes the network (loopback, PUBLIC), then serves names and pages until SIGTERM.  READY is a file
 * written as soon as it does; who was asked for what goes to the file ASKED at the end, a line
 * each. */
int serve(const char *ready, const char *asked);
/* All attempts through the gate; TAP. */
int ask_everything(void);
/* The control: a gate that may connect to 127.0.0.0/8 does, and that must be seen. */
int ask_leaking(void);

/*
 * Names (names.c).  public.test is PUBLIC.  a-7f000001.test is that address, b- and 32 digits an
 * address of IPv6; c-7f000001.test is another name of a-7f000001.test; d-7f000001.test is PUBLIC
 * and that address; e-7f000001-ANY.test is PUBLIC when asked first and that address from then on.
 * The answer to a question, its size; 0: none.
 */
size_t names_answer(const unsigned char *question, size_t n, unsigned char *answer, size_t max);

/* URLs of addresses that must not be reached, in every disguise and by names that lead there; other
 * schemes, other ports. */
struct attempts {
	struct str *items;
	size_t count, capacity;
};
void attempts_all(struct arena *arena, struct attempts *out);

#endif

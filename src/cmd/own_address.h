/*
 * own_address.h: the addresses at which others reach what we serve, so that no feed leads the follower
 * back to ourselves.
 */
#ifndef XINSHI_CMD_OWN_ADDRESS_H
#define XINSHI_CMD_OWN_ADDRESS_H

#include "base/arena.h"

enum { OWN_ADDRESSES_MAX = 32 };

/* ${listen}: "203.0.113.7:8080", "[::]:8080".  As words for the gate's deny list; for all addresses of
 * this machine (0.0.0.0, ::), those that it has now.  Empty where only this machine reaches it. */
struct str own_addresses(struct arena *arena, struct str listen);

#endif

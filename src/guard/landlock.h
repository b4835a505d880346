/*
 * landlock.h: Landlock, by its raw system calls (the C library has none), whatever ABI the kernel
 * speaks.  Only for guard/.
 */
#ifndef XINSHI_GUARD_LANDLOCK_H
#define XINSHI_GUARD_LANDLOCK_H

#include "guard/confine.h"

/* 0 where the kernel has none. */
int landlock_abi(void);
/* No file may be opened or changed, no TCP port used, no process outside signalled, as far as
 * ${abi} can say so. */
struct err landlock_deny_all(int abi);
/* What may be done in spite of that. */
struct landlock_allowed {
	const char *const *paths; /* files that may be read, up to NULL; those that are not there
				     are passed over */
	const struct port_range *ports; /* TCP ports that may be connected to (ABI 4) */
	size_t port_count;
	bool any_port;
};
struct err landlock_deny_but(int abi, const struct landlock_allowed *allowed);

#endif

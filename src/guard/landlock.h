/*
 * landlock.h: Landlock, by its raw system calls (the C library has none), whatever ABI the kernel
 * speaks.  Only for guard/.
 */
#ifndef XINSHI_GUARD_LANDLOCK_H
#define XINSHI_GUARD_LANDLOCK_H

#include "base/err.h"

/* 0 where the kernel has none. */
int landlock_abi(void);
/* No file may be opened or changed, no TCP port used, no process outside signalled, as far as
 * ${abi} can say so. */
struct err landlock_deny_all(int abi);

#endif

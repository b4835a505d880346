/*
 * confine_calls.h: the system calls of each role, as a seccomp filter.  Only for confine.c.
 */
#ifndef XINSHI_GUARD_CONFINE_CALLS_H
#define XINSHI_GUARD_CONFINE_CALLS_H

#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#else
#define RUNNING_ON_VALGRIND 0
#endif

#include "guard/confine.h"

/* Checkers of memory need more than the roles have. */
#if defined(__SANITIZE_ADDRESS__)
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif

/* From now on all other calls end the process.  ERR_CONFINE.  Under Valgrind, which knows no
 * seccomp, nothing. */
struct err confine_calls(enum role role);

#endif

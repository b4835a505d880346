/*
 * confine.h: one role, one row of a table: what a process may still do once it has warmed up.
 *
 * NO_NEW_PRIVS, no core dumps, RLIMITs, all descriptors closed but those named, Landlock where the kernel has it, and a seccomp
 * allow-list (KILL_PROCESS).  Facts: Landlock ABI differs between kernels and is probed; sockets are closed by seccomp.
 */
#ifndef XINSHI_GUARD_CONFINE_H
#define XINSHI_GUARD_CONFINE_H

#include "base/buf.h"

enum role {
	ROLE_PARSE,  /* memory, stdin, stdout */
	ROLE_UNPACK, /* the same */
	ROLE_FETCH,  /* sockets, no files */
	ROLE_IMAGE,  /* memory */
	ROLE_MAX
};

/* Locks the calling process in, for good.  ERR_CONFINE names the step that failed.  ${report} (may be NULL) gets a line:
 * "seccomp, landlock abi 4, 512 MB, 0 files". */
struct err confine(enum role role, struct buf *report);

/* What this kernel offers, for doctor: Landlock's ABI (0: none), whether seccomp filters work. */
int confine_landlock_abi(void);
bool confine_has_seccomp(void);

#endif

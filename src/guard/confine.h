/*
 * confine.h: one role, one row of a table: what a process may still do once it has warmed up.
 *
 * No new privileges, another user where it was root, death with its parent, no core dumps, limits
 * of memory and files, no descriptors but 0, 1 and 2, Landlock where the kernel has it (no file,
 * no TCP port, no signal to others), and a seccomp allow-list; what is not on the list kills the
 * process.
 *
 * For those who look for faults: under AddressSanitizer there is no limit of memory (its shadow
 * needs terabytes of address space) and a few more calls are allowed, which it makes itself; under
 * Valgrind there is no seccomp filter either.
 */
#ifndef XINSHI_GUARD_CONFINE_H
#define XINSHI_GUARD_CONFINE_H

#include "base/buf.h"

enum role {
	ROLE_PARSE,  /* memory, standard input and output */
	ROLE_UNPACK, /* the same */
	ROLE_FETCH,  /* sockets to connect, and the resolver's files to read */
	ROLE_IMAGE,  /* as ROLE_PARSE, and threads */
	ROLE_MAX
};

enum {
	CONFINE_MEMORY = 512 << 20,
	CONFINE_FETCH_FILES = 2048,
};
/* Address space, most of it never touched: bodies under way, windows of brotli, a stack for each
 * name being resolved. */
#define CONFINE_FETCH_MEMORY ((uint64_t)3 << 30)

struct port_range {
	uint16_t from, to; /* both included */
};

/*
 * For roles that have threads, before the first of them: they get small stacks, and few heaps, of
 * which each reserves much address space.  The darkroom has one heap for all: a second one, when it
 * shrinks, looks at a setting of the system's, and there are no files behind the lock.
 */
void confine_prepare(enum role role);

/* Locks the calling process in, for good; it must have one thread yet.  ERR_CONFINE names the step
 * that failed.  ${report} (may
 * be NULL) gets a line: "seccomp, landlock abi 4, 512 MB, uid 65534". */
struct err confine(enum role role, struct buf *report);

/* The same as ROLE_FETCH, with the TCP ports that may be connected to: as far as Landlock (ABI 4)
 * can say so, and where they are not more than thousands.  Prepares the resolver, so that it needs
 * no library later. */
struct err confine_fetch(const struct port_range *ports, size_t count, struct buf *report);

/* What this kernel offers, for doctor: Landlock's ABI (0: none), whether seccomp filters work. */
int confine_landlock_abi(void);
bool confine_has_seccomp(void);

#endif

/*
 * child.h: a process of ours behind two pipes, with nothing else of its parent's: no descriptors,
 * no environment, no signal settings.  Only for guard/.
 */
#ifndef XINSHI_GUARD_CHILD_H
#define XINSHI_GUARD_CHILD_H

#include <sys/types.h>

#include "base/buf.h"

struct child {
	pid_t pid; /* 0: none */
	int in;	   /* we write; -1 where its standard input is a descriptor of the caller's */
	int out;   /* we read */
};

enum { CHILD_PIPE_SIZE = 1 << 20 };

#define CHILD_NONE ((struct child){ 0, -1, -1 })

/* Starts ${program} with ${argument} (may be NULL).  ${input} >= 0 becomes its standard input.
 * Its standard error goes nowhere. The pipes' ends on our side do not block, but for ${out} of a
 * child with an ${input}.  ERR_WORKER_START. */
struct err child_start(const char *program, const char *argument, int input, struct child *out);
/* Closes the pipes, kills it and waits for its end.  Does nothing to CHILD_NONE. */
void child_end(struct child *child);

/* Writes without blocking and without SIGPIPE: the bytes taken, 0 where the pipe is full, -1
 * where nobody reads. */
ssize_t child_write(const struct child *child, struct raw bytes);
/* Reads what is there into ${out}, at least ${want} bytes of room: > 0 bytes read, 0 nothing
 * there yet, -1 the end. */
ssize_t child_read(const struct child *child, size_t want, struct buf *out);

#endif

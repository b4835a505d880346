/*
 * follower.h: "xinshi follow" as a process beside serve, which itself only reads: started, ended and, where it dies, started again with
 * patience.
 */
#ifndef XINSHI_CMD_FOLLOWER_H
#define XINSHI_CMD_FOLLOWER_H

#include <pthread.h>
#include <sys/types.h>

#include "cmd/command.h"
#include "cmd/push.h"

struct follower {
	struct context *context;
	char **words;	     /* of its command line, ended by NULL */
	pid_t pid;	     /* 0: none */
	int input;	     /* we write pushes; -1 */
	int64_t started_ms;
	int64_t patience_ms; /* before the next start */
	int64_t again_ms;    /* when that is; 0: it runs */
	pthread_mutex_t lock; /* of input: pushes come from any thread */
};

#define FOLLOWER_NONE ((struct follower){ .input = -1, .lock = PTHREAD_MUTEX_INITIALIZER })

/* Starts it with the network's options at hand; ${callback}: for follow's --callback, or NULL; ${own}: what it must not ask besides
 * (own_address.h).  ${follower} is FOLLOWER_NONE so far.  ERR_WORKER_START, told. */
struct err follower_open(struct follower *follower, struct context *context, const char *callback, struct str own);
/* Looks after it: to be called every second or so. */
void follower_watch(struct follower *follower);
/* Hands a push on, from any thread; ERR_BUSY where it is not there or does not take it. */
struct err follower_push(struct follower *follower, const struct push *push);
/* Asks it to end, waits 10 s at most, then ends it; FOLLOWER_NONE again.  Does nothing where it was never opened. */
void follower_close(struct follower *follower);

#endif

/*
 * worker.h: workers, pure functions from bytes to bytes in processes of their own, which may die.
 *
 * A pool keeps ${count} workers of one program.  Questions are dealt out, several in flight to
 * each; answers come back with the asker's tag, in any order.  A worker that dies, hangs past the
 * deadline or answers nonsense is replaced, and only the question it was at fails; the others it
 * held are asked again.
 */
#ifndef XINSHI_GUARD_WORKER_H
#define XINSHI_GUARD_WORKER_H

#include "guard/frame.h"

struct pool;

struct pool_options {
	const char *program;  /* path of the executable */
	const char *argument; /* its only argument, the role: "parse", "unpack"; may be NULL */
	unsigned count;	      /* workers, 1-16 */
	unsigned in_flight;   /* questions a worker may hold, 1-64 */
	unsigned deadline_ms; /* for one question */
};

/* What came back: kind, bytes (valid until the next call on the pool), or err (ERR_WORKER_DIED,
 * ERR_WORKER_SLOW, ERR_WIRE). */
struct answer {
	uint64_t tag;
	enum frame_kind kind;
	struct raw bytes;
	struct err err;
};

/* Starts the workers and waits until each says FRAME_READY; ERR_WORKER_START. */
struct err pool_open(const struct pool_options *options, struct pool **out);
/* Whether a question can be asked without waiting for an answer first. */
bool pool_has_room(const struct pool *pool);
/* The bytes are copied.  ERR_BUSY without room. */
struct err pool_ask(struct pool *pool, enum frame_kind kind, uint64_t tag, struct raw bytes);
/* Questions without an answer yet. */
size_t pool_pending(const struct pool *pool);
/* Takes up what has been written meanwhile, for pool_next to give without waiting; waits for nothing itself. */
void pool_look(struct pool *pool);
/* The next answer; waits at most ${timeout_ms} (-1: for ever; 0: gives what was taken up
 * already); false where none came. */
bool pool_next(struct pool *pool, int timeout_ms, struct answer *out);
/* Deaths so far, for reports. */
unsigned pool_deaths(const struct pool *pool);
void pool_close(struct pool *pool);

/*
 * A stream: one worker that reads ${input} (its standard input) and answers with frames until it
 * ends: the unpacker of containers, the reader of one feed.  Data is handed over as it comes, so
 * that an entry of any size costs no memory.
 *
 * For each file: FRAME_ENTRY (bytes: its name; tag: its size, or UINT64_MAX), FRAME_DATA (any
 * number), FRAME_END with tag 0; or FRAME_ENTRY, FRAME_ERR with tag 0 (wire_get_err: why it may
 * not come out), and the next entry follows. At the end FRAME_END with tag 1.
 */
struct stream;
struct err stream_open(const char *program, const char *argument, int input, struct stream **out);
/* The same, the worker being asked first: what is in ${input} follows the question.  For a feed:
 * see main/feed_loop.h. */
struct err stream_ask(const char *program, const char *argument, enum frame_kind kind,
    struct raw question, int input, struct stream **out);
/* The next frame (bytes valid until the next call).  ERR_TRUNCATED "end" after FRAME_END with tag
 * 1; ERR_CONTAINER, ERR_TOO_BIG and whatever else FRAME_ERR with tag 1 says; ERR_WORKER_DIED,
 * ERR_WORKER_SLOW, ERR_WORKER_START, ERR_WIRE; what reading ${input} said.  Errors stick, and what
 * they say lives as long as the stream. */
struct err stream_next(struct stream *stream, struct frame *out);
void stream_close(struct stream *stream);

/* The path of one of our programs: beside the running executable (build/), else in LIBEXECDIR;
 * ERR_NOT_FOUND. */
struct err program_path(struct arena *arena, const char *name, struct str *out);
/* The path of a folder of knowledge that is loaded at run time ("sites", or "live" for its tables): as installed, or as made
 * in build/, or data/live of the source beside it; ERR_NOT_FOUND. */
struct err data_path(struct arena *arena, const char *name, struct str *out);

#endif

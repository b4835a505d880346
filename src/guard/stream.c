#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "guard/child.h"
#include "guard/worker.h"
#include "record/wire.h"

enum { PIECE_SIZE = 64 << 10, STEP_MS = 20000 };

struct stream {
	struct child child;
	int input;	   /* what is sent behind the question; -1: the worker reads by itself */
	struct buf unsent; /* of it, and so much of that went off */
	size_t sent;
	struct buf scratch; /* what was received; so much of it was given */
	size_t given;
	struct arena arena; /* the text of the last error */
	bool ready, ended;
	struct err err; /* sticks */
};

struct err
stream_open(const char *program, const char *argument, int input, struct stream **out)
{
	struct stream *stream = mem_alloc(sizeof(*stream));
	struct err err;

	*stream = (struct stream){
		.child = CHILD_NONE, .input = -1, .scratch = { .max = FRAME_MAX + FRAME_HEAD }
	};
	err = child_start(program, argument, input, &stream->child);
	if (err.code) {
		free(stream);
		return err;
	}
	*out = stream;
	return err;
}

struct err
stream_ask(const char *program, const char *argument, enum frame_kind kind, struct raw question,
    int input, struct stream **out)
{
	struct stream *stream;
	struct err err = stream_open(program, argument, -1, &stream);

	if (err.code)
		return err;
	stream->input = input;
	stream->scratch.max += 2 * PIECE_SIZE;
	frame_push(&stream->unsent, kind, 0, question);
	*out = stream;
	return stream->unsent.err;
}

/* ---- sending ---- */

/* Its end is the end of what is sent. */
static struct err
read_input(struct stream *stream)
{
	char *to;
	ssize_t n;

	buf_reset(&stream->unsent);
	stream->sent = 0;
	to = buf_reserve(&stream->unsent, PIECE_SIZE);
	if (!to)
		return stream->unsent.err;
	do
		n = read(stream->input, to, PIECE_SIZE);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_from_errno(errno, "read");
	stream->unsent.n = (size_t)n;
	if (n == 0)
		fd_close(&stream->child.in);
	return (struct err){ 0 };
}

/* A worker that reads no more may still have something to say. */
static struct err
send_more(struct stream *stream)
{
	struct raw rest = buf_raw(&stream->unsent);
	ssize_t n;

	if (stream->sent == rest.n)
		return read_input(stream);
	rest = (struct raw){ rest.p + stream->sent, rest.n - stream->sent };
	n = child_write(&stream->child, rest);
	if (n < 0)
		fd_close(&stream->child.in);
	else
		stream->sent += (size_t)n;
	return (struct err){ 0 };
}

/* ---- receiving ---- */

static struct raw
unread(const struct stream *stream)
{
	struct raw bytes = buf_raw(&stream->scratch);

	return (struct raw){ bytes.p + stream->given, bytes.n - stream->given };
}

/* Its end is ERR_TRUNCATED. */
static struct err
receive_more(struct stream *stream)
{
	struct raw rest = unread(stream);

	if (stream->given)
		memmove(stream->scratch.p, rest.p, rest.n);
	stream->scratch.n = rest.n;
	stream->given = 0;
	if (child_read(&stream->child, PIECE_SIZE, &stream->scratch) < 0)
		return err_new(ERR_TRUNCATED, "end");
	return (struct err){ 0 };
}

/* Waits until one side can do something, and lets it.  Only for input there is no hurry. */
static struct err
step(struct stream *stream)
{
	bool sends = stream->child.in >= 0, reads = sends && stream->sent == stream->unsent.n;
	struct pollfd fds[2] = { { stream->child.out, POLLIN, 0 },
		reads ? (struct pollfd){ stream->input, POLLIN, 0 }
		      : (struct pollfd){ stream->child.in, POLLOUT, 0 } };
	int n = poll(fds, 2, reads ? -1 : STEP_MS);

	if (n == 0)
		return err_at(ERR_WORKER_SLOW, STEP_MS, "milliseconds");
	if (n < 0)
		return errno == EINTR ? (struct err){ 0 } : err_from_errno(errno, "poll");
	if (fds[0].revents)
		return receive_more(stream);
	return send_more(stream);
}

static struct err
receive_asked(struct stream *stream, struct frame *out)
{
	for (;;) {
		int64_t size = frame_parse(unread(stream), out);
		struct err err;

		if (size < 0)
			return err_new(ERR_WIRE, "message");
		stream->given += (size_t)size;
		if (size > 0)
			return (struct err){ 0 };
		err = step(stream);
		if (err.code)
			return err;
	}
}

static struct err
receive(struct stream *stream, struct frame *out)
{
	struct err err = stream->input >= 0 ? receive_asked(stream, out)
					    : frame_read(stream->child.out, &stream->scratch, out);

	/* its pipe closed before it said that it was done */
	if (err.code == ERR_TRUNCATED)
		return err_new(stream->ready ? ERR_WORKER_DIED : ERR_WORKER_START, NULL);
	return err;
}

static bool
is_expected(enum frame_kind kind)
{
	return kind == FRAME_ENTRY || kind == FRAME_DATA || kind == FRAME_END ||
	       kind == FRAME_ERR || kind == FRAME_FEED_ENTRY || kind == FRAME_FEED;
}

struct err
stream_next(struct stream *stream, struct frame *out)
{
	if (stream->ended)
		return err_new(ERR_TRUNCATED, "end");
	if (stream->err.code)
		return stream->err;
	if (!stream->ready) {
		stream->err = receive(stream, out);
		if (!stream->err.code && out->kind != FRAME_READY)
			stream->err = err_new(ERR_WORKER_START, "speaks nonsense");
		if (stream->err.code)
			return stream->err;
		stream->ready = true;
	}
	stream->err = receive(stream, out);
	if (!stream->err.code && !is_expected(out->kind))
		stream->err = err_new(ERR_WIRE, "a frame of another kind");
	if (!stream->err.code && out->kind == FRAME_END && out->tag == 1)
		stream->ended = true;
	if (!stream->err.code && out->kind == FRAME_ERR && out->tag == 1)
		stream->err = wire_get_err(&stream->arena, out->bytes);
	return stream->err;
}

void
stream_close(struct stream *stream)
{
	if (!stream)
		return;
	child_end(&stream->child);
	buf_done(&stream->unsent);
	buf_done(&stream->scratch);
	arena_done(&stream->arena);
	free(stream);
}

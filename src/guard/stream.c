#include <stdlib.h>

#include "guard/child.h"
#include "guard/worker.h"
#include "record/wire.h"

struct stream {
	struct child child;
	struct buf scratch;
	struct arena arena; /* the text of the last error */
	bool ready, ended;
	struct err err; /* sticks */
};

struct err
stream_open(const char *program, const char *argument, int input, struct stream **out)
{
	struct stream *stream = mem_alloc(sizeof(*stream));
	struct err err;

	*stream =
	    (struct stream){ .child = CHILD_NONE, .scratch = { .max = FRAME_MAX + FRAME_HEAD } };
	err = child_start(program, argument, input, &stream->child);
	if (err.code) {
		free(stream);
		return err;
	}
	*out = stream;
	return err;
}

static struct err
receive(struct stream *stream, struct frame *out)
{
	struct err err = frame_read(stream->child.out, &stream->scratch, out);

	/* its pipe closed before it said that it was done */
	if (err.code == ERR_TRUNCATED)
		return err_new(stream->ready ? ERR_WORKER_DIED : ERR_WORKER_START, NULL);
	return err;
}

static bool
is_expected(enum frame_kind kind)
{
	return kind == FRAME_ENTRY || kind == FRAME_DATA || kind == FRAME_END || kind == FRAME_ERR;
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
		stream->err = err_new(ERR_WIRE, "unpacker");
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
	buf_done(&stream->scratch);
	arena_done(&stream->arena);
	free(stream);
}

#include <stdlib.h>

#include "guard/probe.h"
#include "guard/worker.h"
#include "main/desk.h"
#include "record/wire.h"
#include "read/unpack.h"

enum { KEEP = 1 << 20 /* memory of a large answer is given back */ };

struct err
desk_open(struct desk **out)
{
	struct desk *desk = mem_alloc(sizeof(*desk));
	struct err err;

	*desk =
	    (struct desk){ .in = { .max = FRAME_MAX + FRAME_HEAD }, .body = { .max = FRAME_MAX } };
	err = markup_open(MARKUP_MYHTML, &desk->markup);
	if (err.code) {
		free(desk);
		return err;
	}
	desk->words = page_words_open();
	desk_warm_up(desk);
	*out = desk;
	return err;
}

struct err
desk_open_figures(struct desk **out)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str path;
	struct desk *desk;
	struct err err = data_path(&arena, "live", &path);

	if (!err.code)
		err = desk_open(&desk);
	if (err.code)
		return err;
	err = knowledge_open(str_terminated(&arena, path), NULL, NULL, &desk->knowledge);
	if (err.code)
		desk_close(desk);
	else
		*out = desk;
	return err;
}

void
desk_close(struct desk *desk)
{
	if (!desk)
		return;
	knowledge_close(desk->knowledge);
	markup_close(desk->markup);
	page_words_close(desk->words);
	arena_done(&desk->arena);
	arena_done(&desk->item);
	buf_done(&desk->in);
	buf_done(&desk->body);
	free(desk);
}

static struct err
answer(struct desk *desk, const struct frame *frame)
{
	struct err err;

	if (frame->kind == FRAME_PROBE)
		return probe_succeeds((unsigned)frame->tag) ? (struct err){ 0 }
							    : err_new(ERR_ACCESS, "the lock held");
	if (!desk_verbs[frame->kind].answer)
		return err_new(ERR_WIRE, "not a question");
	err = desk_verbs[frame->kind].answer(desk, frame->bytes);
	return err.code ? err : desk->body.err;
}

void
desk_answer(struct desk *desk, const struct frame *question, struct buf *out)
{
	enum frame_kind kind =
	    desk_verbs[question->kind].answer ? desk_verbs[question->kind].kind : FRAME_TEXT;
	struct err err;

	buf_recycle(&desk->body, KEEP);
	err = answer(desk, question);
	if (err.code) {
		buf_reset(&desk->body);
		wire_put_err(&desk->body, err);
		kind = FRAME_ERR;
	}
	frame_push(out, kind, question->tag, buf_raw(&desk->body));
	arena_reset(&desk->arena);
}

struct err
desk_loop(struct desk *desk, int in, int out)
{
	struct buf message CLEAN(buf_done) = { .max = FRAME_MAX + FRAME_HEAD };
	struct frame question;
	struct err err;

	for (;;) {
		buf_recycle(&desk->in, KEEP);
		err = frame_read(in, &desk->in, &question);
		if (err.code)
			break;
		buf_recycle(&message, KEEP);
		desk_answer(desk, &question, &message);
		err = message.err.code ? message.err : fd_write_all(out, buf_raw(&message));
		if (err.code)
			break;
	}
	return err.code == ERR_TRUNCATED ? (struct err){ 0 } : err;
}

/* ---- containers ---- */

static struct err
tell_entry(void *context, struct raw name, uint64_t size)
{
	return frame_write(*(int *)context, FRAME_ENTRY, size, name);
}

static struct err
tell_data(void *context, struct raw bytes)
{
	for (; bytes.n > FRAME_MAX; bytes.p += FRAME_MAX, bytes.n -= FRAME_MAX) {
		struct err err =
		    frame_write(*(int *)context, FRAME_DATA, 0, (struct raw){ bytes.p, FRAME_MAX });
		if (err.code)
			return err;
	}
	return frame_write(*(int *)context, FRAME_DATA, 0, bytes);
}

static struct err
tell_end(void *context)
{
	return frame_write(*(int *)context, FRAME_END, 0, (struct raw){ 0 });
}

static struct err
tell_refused(void *context, struct err why)
{
	return frame_write_err(*(int *)context, 0, why);
}

struct err
unpack_loop(int in, int out)
{
	const struct unpack_sink sink = { &out, tell_entry, tell_data, tell_end, tell_refused };
	struct err err = unpack(in, &unpack_limits, &sink);

	return err.code ? frame_write_err(out, 1, err)
			: frame_write(out, FRAME_END, 1, (struct raw){ 0 });
}

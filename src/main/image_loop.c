#include <sys/time.h>

#include "guard/probe.h"
#include "image/lab.h"
#include "main/image_loop.h"
#include "record/wire.h"

static struct err
answer(struct arena *arena, const struct frame *frame, struct buf *body)
{
	struct picture_question question;
	struct picture picture;
	struct err err;

	if (frame->kind == FRAME_PROBE)
		return probe_succeeds((unsigned)frame->tag) ? (struct err){ 0 }
							    : err_new(ERR_ACCESS, "the lock held");
	if (frame->kind != FRAME_PICTURE)
		return err_new(ERR_WIRE, "not a question");
	err = wire_get_picture_question(frame->bytes, &question);
	if (!err.code)
		err = lab_print(arena, &question, &picture);
	if (err.code)
		return err;
	wire_put_picture(body, &picture);
	return body->err;
}

void
image_answer(const struct frame *question, struct buf *out)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf body CLEAN(buf_done) = { .max = FRAME_MAX };
	struct err err = answer(&arena, question, &body);
	enum frame_kind kind = question->kind == FRAME_PICTURE ? FRAME_PICTURED : FRAME_TEXT;

	if (err.code) {
		buf_reset(&body);
		wire_put_err(&body, err);
		kind = FRAME_ERR;
	}
	frame_push(out, kind, question->tag, buf_raw(&body));
}

/* A picture that takes longer ends the process, by a signal that is not caught; 0: no limit.  Time of
 * the processor, of all threads: a busy machine is no fault of a picture's. */
static void
limit_time(time_t seconds)
{
	const struct itimerval timer = { .it_value.tv_sec = seconds };

	(void)setitimer(ITIMER_PROF, &timer, NULL);
}

struct err
image_loop(int in, int out)
{
	enum { KEEP = 1 << 20 /* memory of a large picture is given back */ };
	struct buf bytes CLEAN(buf_done) = { .max = FRAME_MAX + FRAME_HEAD };
	struct buf message CLEAN(buf_done) = { .max = FRAME_MAX + FRAME_HEAD };
	struct frame question;
	struct err err;

	for (;;) {
		buf_recycle(&bytes, KEEP);
		err = frame_read(in, &bytes, &question);
		if (err.code)
			break;
		buf_recycle(&message, KEEP);
		limit_time(IMAGE_SECONDS);
		image_answer(&question, &message);
		limit_time(0);
		err = message.err.code ? message.err : fd_write_all(out, buf_raw(&message));
		if (err.code)
			break;
	}
	return err.code == ERR_TRUNCATED ? (struct err){ 0 } : err;
}

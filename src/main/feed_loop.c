#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "main/feed_loop.h"
#include "read/lint.h"
#include "refine/feed_clean.h"

enum { PIECE_SIZE = 64 << 10 };

/* ---- warming up ---- */

static const char *const samples[] = {
	"<?xml version='1.0' encoding='GBK'?><rss "
	"version='2.0'><channel><title>\xbc\xd7</title><item>"
	"<description>&lt;p style='color:red'&gt;a&lt;/p&gt;</description></item></channel></rss>",
	"{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":\"1\"}]}",
};

void
feed_warm_up(void)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf out CLEAN(buf_done) = { 0 };

	for (size_t i = 0; i < LENGTH(samples); i++) {
		struct feed_question question = { .bytes = raw_from_str(str_from_c(samples[i])) };
		struct feed feed;
		if (!feed_lint(&arena, &question, &feed).code &&
		    !feed_parse(&arena, &question, &feed).code) {
			feed_clean(&arena, &feed);
			wire_put_feed(&out, &feed);
		}
		arena_reset(&arena);
	}
}

/* ---- the loop ---- */

struct feed_loop {
	int in, out;
	unsigned char *piece;
	struct arena arena; /* of the feed */
	struct arena item;  /* of what cleaning an item makes */
	struct buf bytes;   /* of the answer */
	bool raw;
};

static struct err
next_piece(void *context, struct raw *piece)
{
	struct feed_loop *loop = context;
	ssize_t n;

	do
		n = read(loop->in, loop->piece, PIECE_SIZE);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_from_errno(errno, "read");
	*piece = (struct raw){ loop->piece, (size_t)n };
	return (struct err){ 0 };
}

static struct err
tell_item(void *context, struct feed_entry *item)
{
	struct feed_loop *loop = context;

	arena_reset(&loop->item);
	if (!loop->raw)
		feed_entry_clean(&loop->item, item);
	buf_reset(&loop->bytes);
	wire_put_feed_entry(&loop->bytes, item);
	if (loop->bytes.err.code)
		return loop->bytes.err;
	return frame_write(loop->out, FRAME_FEED_ENTRY, 0, buf_raw(&loop->bytes));
}

static struct err
tell_feed(struct feed_loop *loop, struct feed *feed)
{
	struct err err;

	if (!loop->raw)
		feed_clean(&loop->arena, feed);
	buf_reset(&loop->bytes);
	wire_put_feed(&loop->bytes, feed);
	err = loop->bytes.err;
	if (!err.code)
		err = frame_write(loop->out, FRAME_FEED, 0, buf_raw(&loop->bytes));
	return err.code ? err : frame_write(loop->out, FRAME_END, 1, (struct raw){ 0 });
}

static struct err
answer(struct feed_loop *loop, const struct frame *frame)
{
	const struct feed_input input = { next_piece, loop };
	const struct feed_sink sink = { tell_item, loop };
	struct feed_question question;
	struct feed feed;
	struct err err = wire_get_feed_question(frame->bytes, &question);

	if (err.code)
		return err;
	loop->raw = question.raw;
	if (frame->kind == FRAME_READ_FEED)
		err = feed_stream(&loop->arena, &question, &input, &sink, &feed);
	else if (frame->kind == FRAME_LINT_FEED)
		err = feed_lint_stream(&loop->arena, &question, &input, &feed);
	else
		err = err_new(ERR_WIRE, "not a question");
	return err.code ? err : tell_feed(loop, &feed);
}

struct err
feed_loop(int in, int out)
{
	struct buf scratch CLEAN(buf_done) = { .max = FRAME_MAX + FRAME_HEAD };
	struct feed_loop loop = {
		.in = in, .out = out, .piece = mem_alloc(PIECE_SIZE), .bytes = { .max = FRAME_MAX }
	};
	struct frame question;
	struct err err = frame_read(in, &scratch, &question);

	if (!err.code)
		err = answer(&loop, &question);
	if (err.code)
		err = frame_write_err(out, 1, err);
	free(loop.piece);
	arena_done(&loop.arena);
	arena_done(&loop.item);
	buf_done(&loop.bytes);
	return err;
}

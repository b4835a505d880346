#include "cmd/push.h"
#include "guard/frame.h"

void
push_write(struct buf *out, const struct push *push)
{
	struct buf bytes CLEAN(buf_done) = { 0 };

	buf_push_bytes(&bytes, raw_from_str(push->token));
	buf_push_bytes(&bytes, raw_from_str(push->mode));
	buf_push_bytes(&bytes, raw_from_str(push->topic));
	buf_push_u64(&bytes, (uint64_t)push->lease_s);
	buf_push_bytes(&bytes, raw_from_str(push->content_type));
	buf_push_bytes(&bytes, raw_from_str(push->signature));
	buf_push_bytes(&bytes, push->body);
	buf_fail(out, bytes.err);
	frame_push(out, FRAME_PUSH, 0, buf_raw(&bytes));
}

struct err
push_read(struct raw in, struct push *out, size_t *size)
{
	struct frame frame;
	struct reader reader;
	int64_t n = frame_parse(in, &frame);

	*size = 0;
	if (n < 0 || (n > 0 && frame.kind != FRAME_PUSH))
		return err_new(ERR_WIRE, "not a push");
	if (!n)
		return (struct err){ 0 };
	reader = reader_init(frame.bytes);
	*out = (struct push){
		.token = read_str(&reader),
		.mode = read_str(&reader),
		.topic = read_str(&reader),
		.lease_s = (int64_t)read_u64(&reader),
		.content_type = read_str(&reader),
		.signature = read_str(&reader),
		.body = read_bytes(&reader),
	};
	if (!reader.err.code && reader.rest.n)
		read_fail(&reader, "more than a push");
	*size = (size_t)n;
	return reader.err;
}

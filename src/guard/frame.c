#include <errno.h>
#include <sys/uio.h>
#include <unistd.h>

#include "guard/frame.h"
#include "record/wire.h"

static void
head_write(unsigned char head[FRAME_HEAD], enum frame_kind kind, uint64_t tag, size_t n)
{
	uint64_t length = n + FRAME_HEAD - 4;

	for (unsigned i = 0; i < 4; i++)
		head[i] = (unsigned char)(length >> 8 * i);
	head[4] = (unsigned char)kind;
	for (unsigned i = 0; i < 8; i++)
		head[5 + i] = (unsigned char)(tag >> 8 * i);
}

void
frame_push(struct buf *out, enum frame_kind kind, uint64_t tag, struct raw bytes)
{
	unsigned char head[FRAME_HEAD];

	if (bytes.n > FRAME_MAX) {
		buf_fail(out, err_at(ERR_TOO_BIG, FRAME_MAX, "message"));
		return;
	}
	head_write(head, kind, tag, bytes.n);
	buf_push(out, head, sizeof(head));
	buf_push_raw(out, bytes);
}

int64_t
frame_parse(struct raw bytes, struct frame *out)
{
	struct reader reader = reader_init(bytes);
	uint32_t length;
	uint8_t kind;
	uint64_t tag;

	if (bytes.n < 4)
		return 0;
	length = read_u32(&reader);
	if (length < FRAME_HEAD - 4 || length > FRAME_MAX + FRAME_HEAD - 4)
		return -1;
	if (bytes.n > 4 && bytes.p[4] >= FRAME_KINDS)
		return -1;
	if (bytes.n - 4 < length)
		return 0;
	kind = read_u8(&reader);
	tag = read_u64(&reader);
	*out = (struct frame){ kind, tag, read_raw(&reader, length - (FRAME_HEAD - 4)) };
	return (int64_t)length + 4;
}

/* Reads exactly ${n} bytes; *got says how many came before the end. */
static struct err
read_exactly(int fd, unsigned char *p, size_t n, size_t *got)
{
	*got = 0;
	while (*got < n) {
		ssize_t r = read(fd, p + *got, n - *got);

		if (r < 0 && errno == EINTR)
			continue;
		if (r < 0)
			return err_from_errno(errno, "read");
		if (r == 0)
			return err_at(ERR_TRUNCATED, *got, "inside a message");
		*got += (size_t)r;
	}
	return (struct err){ 0 };
}

struct err
frame_read(int fd, struct buf *scratch, struct frame *out)
{
	unsigned char head[4];
	struct raw whole;
	struct err err;
	uint32_t length;
	size_t got;
	char *to;

	err = read_exactly(fd, head, sizeof(head), &got);
	if (err.code == ERR_TRUNCATED && got == 0)
		return err_new(ERR_TRUNCATED, "end");
	if (err.code)
		return err;
	length =
	    head[0] | (uint32_t)head[1] << 8 | (uint32_t)head[2] << 16 | (uint32_t)head[3] << 24;
	if (length > FRAME_MAX + FRAME_HEAD - 4)
		return err_new(ERR_WIRE, "message longer than the limit");
	buf_reset(scratch);
	buf_push(scratch, head, sizeof(head));
	to = buf_reserve(scratch, length);
	if (!to)
		return scratch->err;
	err = read_exactly(fd, (unsigned char *)to, length, &got);
	if (err.code)
		return err;
	scratch->n += length;
	whole = buf_raw(scratch);
	return frame_parse(whole, out) > 0 ? (struct err){ 0 } : err_new(ERR_WIRE, "message");
}

struct err
frame_write(int fd, enum frame_kind kind, uint64_t tag, struct raw bytes)
{
	unsigned char head[FRAME_HEAD];
	struct iovec parts[2] = { { head, sizeof(head) }, { (void *)(uintptr_t)bytes.p, bytes.n } };
	ssize_t n;

	if (bytes.n > FRAME_MAX)
		return err_at(ERR_TOO_BIG, FRAME_MAX, "message");
	head_write(head, kind, tag, bytes.n);
	do
		n = writev(fd, parts, bytes.n ? 2 : 1);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_from_errno(errno, "write");
	if ((size_t)n < sizeof(head)) {
		struct err err =
		    fd_write_all(fd, (struct raw){ head + n, sizeof(head) - (size_t)n });
		return err.code ? err : fd_write_all(fd, bytes);
	}
	n -= (ssize_t)sizeof(head);
	return fd_write_all(fd, (struct raw){ bytes.p + n, bytes.n - (size_t)n });
}

struct err
frame_write_err(int fd, uint64_t tag, struct err why)
{
	struct buf bytes CLEAN(buf_done) = { 0 };

	wire_put_err(&bytes, why);
	return frame_write(fd, FRAME_ERR, tag, buf_raw(&bytes));
}

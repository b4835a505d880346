#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"

void
buf_fail(struct buf *buf, struct err err)
{
	if (!buf->err.code)
		buf->err = err;
}

char *
buf_reserve(struct buf *buf, size_t n)
{
	size_t max = buf->max ? buf->max : BUF_MAX;

	if (buf->err.code)
		return NULL;
	if (n > max || buf->n > max - n) {
		buf_fail(buf, err_at(ERR_TOO_BIG, buf->n, "buffer is full"));
		return NULL;
	}
	if (buf->capacity - buf->n < n) {
		size_t wanted = buf->capacity ? buf->capacity * 2 : 256;
		if (wanted < buf->n + n)
			wanted = buf->n + n;
		buf->p = mem_grow(buf->p, wanted);
		buf->capacity = wanted;
	}
	return buf->p + buf->n;
}

void
buf_push(struct buf *buf, const void *p, size_t n)
{
	char *to = n ? buf_reserve(buf, n) : NULL;

	if (!to)
		return;
	memcpy(to, p, n);
	buf->n += n;
}

void
buf_push_str(struct buf *buf, struct str s)
{
	buf_push(buf, s.p, s.n);
}

void
buf_push_raw(struct buf *buf, struct raw bytes)
{
	buf_push(buf, bytes.p, bytes.n);
}

void
buf_push_char(struct buf *buf, char c)
{
	buf_push(buf, &c, 1);
}

void
buf_push_rune(struct buf *buf, uint32_t rune)
{
	char bytes[4];

	buf_push(buf, bytes, rune_write(rune, bytes));
}

enum { DIGITS_MAX = 20 /* of 64 bits */ };

void
buf_push_digits(struct buf *buf, uint64_t value, unsigned width)
{
	char digits[DIGITS_MAX];
	size_t at = DIGITS_MAX;

	assert(width <= DIGITS_MAX);
	do {
		digits[--at] = (char)('0' + value % 10);
		value /= 10;
	} while (value || DIGITS_MAX - at < width);
	buf_push(buf, digits + at, DIGITS_MAX - at);
}

void
buf_push_int(struct buf *buf, int64_t value)
{
	if (value < 0)
		buf_push_char(buf, '-');
	buf_push_digits(buf, value < 0 ? -(uint64_t)value : (uint64_t)value, 1);
}

void
buf_push_hex(struct buf *buf, struct raw bytes)
{
	static const char hex[] = "0123456789abcdef";
	char *to = buf_reserve(buf, 2 * bytes.n);

	if (!to)
		return;
	for (size_t i = 0; i < bytes.n; i++) {
		*to++ = hex[bytes.p[i] >> 4];
		*to++ = hex[bytes.p[i] & 15];
	}
	buf->n += 2 * bytes.n;
}

void
buf_push_format(struct buf *buf, const char *format, ...)
{
	size_t max = buf->max ? buf->max : BUF_MAX;
	size_t end = buf->capacity < max ? buf->capacity : max;
	size_t room = buf->err.code || end < buf->n ? 0 : end - buf->n;
	va_list arguments, again;
	char *to = room ? buf->p + buf->n : NULL;
	int n;

	va_start(arguments, format);
	va_copy(again, arguments);
	n = vsnprintf(to, room, format, arguments);
	va_end(arguments);
	if (n >= 0 && (size_t)n >= room) { /* there was no room: made, and written once more */
		to = buf_reserve(buf, (size_t)n + 1);
		if (to)
			vsnprintf(to, (size_t)n + 1, format, again);
	}
	va_end(again);
	if (n > 0 && to && !buf->err.code)
		buf->n += (size_t)n;
}

void
buf_reset(struct buf *buf)
{
	buf->n = 0;
	buf->err = (struct err){ 0 };
}

void
buf_recycle(struct buf *buf, size_t keep)
{
	if (buf->capacity > keep)
		buf_done(buf);
	else
		buf_reset(buf);
}

void
buf_done(struct buf *buf)
{
	if (!buf)
		return;
	free(buf->p);
	*buf = (struct buf){ .max = buf->max };
}

static void
push_little_endian(struct buf *buf, uint64_t value, unsigned bytes)
{
	unsigned char out[8];

	for (unsigned i = 0; i < bytes; i++)
		out[i] = (unsigned char)(value >> 8 * i);
	buf_push(buf, out, bytes);
}

void
buf_push_u8(struct buf *buf, uint8_t value)
{
	buf_push(buf, &value, 1);
}

void
buf_push_u32(struct buf *buf, uint32_t value)
{
	push_little_endian(buf, value, 4);
}

void
buf_push_u64(struct buf *buf, uint64_t value)
{
	push_little_endian(buf, value, 8);
}

void
buf_push_varint(struct buf *buf, uint64_t value)
{
	unsigned char out[10];
	size_t n = 0;

	for (; value >= 0x80; value >>= 7)
		out[n++] = (unsigned char)(value | 0x80);
	out[n++] = (unsigned char)value;
	buf_push(buf, out, n);
}

void
buf_push_bytes(struct buf *buf, struct raw bytes)
{
	buf_push_varint(buf, bytes.n);
	buf_push_raw(buf, bytes);
}

void
read_fail(struct reader *reader, const char *what)
{
	if (!reader->err.code)
		reader->err = err_at(ERR_WIRE, reader->at, what);
	reader->rest.n = 0;
}

struct raw
read_raw(struct reader *reader, size_t n)
{
	struct raw out = { reader->rest.p, n };

	if (reader->err.code || n > reader->rest.n) {
		read_fail(reader, "message ends too early");
		return (struct raw){ 0 };
	}
	reader->rest.p += n, reader->rest.n -= n, reader->at += n;
	return out;
}

static uint64_t
read_little_endian(struct reader *reader, unsigned bytes)
{
	struct raw in = read_raw(reader, bytes);
	uint64_t value = 0;

	for (unsigned i = 0; i < in.n; i++)
		value |= (uint64_t)in.p[i] << 8 * i;
	return value;
}

uint8_t
read_u8(struct reader *reader)
{
	if (!reader->rest.n) {
		read_fail(reader, "message ends too early");
		return 0;
	}
	reader->rest.n--, reader->at++;
	return *reader->rest.p++;
}

uint32_t
read_u32(struct reader *reader)
{
	return (uint32_t)read_little_endian(reader, 4);
}

uint64_t
read_u64(struct reader *reader)
{
	return read_little_endian(reader, 8);
}

uint64_t
read_varint(struct reader *reader, uint64_t max)
{
	uint64_t value = 0;

	/* most are small */
	if (reader->rest.n && reader->rest.p[0] < 0x80 && reader->rest.p[0] <= max)
		return read_u8(reader);
	for (unsigned shift = 0;; shift += 7) {
		uint8_t byte = read_u8(reader);
		if (reader->err.code)
			return 0;
		if (shift == 63 && byte > 1)
			break;
		value |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80) {
			if (value <= max)
				return value;
			break;
		}
	}
	read_fail(reader, "number out of range");
	return 0;
}

struct raw
read_bytes(struct reader *reader)
{
	return read_raw(reader, (size_t)read_varint(reader, BUF_MAX));
}

struct str
read_str(struct reader *reader)
{
	struct raw bytes = read_bytes(reader);

	if (utf8_valid_length(bytes) != bytes.n) {
		read_fail(reader, "text is not UTF-8");
		return (struct str){ 0 };
	}
	return (struct str){ (const char *)bytes.p, bytes.n };
}

void
fd_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

struct err
fd_write_all(int fd, struct raw bytes)
{
	while (bytes.n) {
		ssize_t n = write(fd, bytes.p, bytes.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_from_errno(errno, "write");
		bytes.p += n, bytes.n -= (size_t)n;
	}
	return (struct err){ 0 };
}

/* One byte more than is left shows what is too big; but not past the buffer's own ceiling while
 * there is room below it. */
static size_t
piece_size(const struct buf *out, size_t left)
{
	size_t want = left < 65536 ? left + 1 : 65536,
	       room = out->max > out->n ? out->max - out->n : 0;

	return room && room < want ? room : want;
}

struct err
fd_read_all(int fd, size_t max, struct buf *out)
{
	for (size_t total = 0;;) {
		size_t want = piece_size(out, max - total);
		char *to = buf_reserve(out, want);
		ssize_t n;

		if (!to)
			return out->err;
		n = read(fd, to, want);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_from_errno(errno, "read");
		if (n == 0)
			return (struct err){ 0 };
		if (total + (size_t)n > max)
			return err_at(ERR_TOO_BIG, max, "file");
		out->n += (size_t)n;
		total += (size_t)n;
	}
}

/*
 * answer.c: what answers are made of: headers, texts, compressed bodies and bombs.
 */
#include <stdlib.h>
#include <zlib.h>

#include "httpd.h"
#include "text/date.h"

enum { GZIP = 15 + 16, RAW_DEFLATE = -15, UNIT = 1 << 20 };

void
answer_header(struct arena *arena, struct answer *answer, const char *name, struct str value)
{
	answer->headers =
	    str_join(arena, answer->headers, str_from_c(name), S(": "), value, S("\r\n"), STR_END);
}

void
answer_date(struct arena *arena, struct answer *answer, const char *name, int64_t time)
{
	struct buf date CLEAN(buf_done) = { 0 };

	when_push_http(&date, time);
	answer_header(arena, answer, name, buf_str(&date));
}

void
answer_text(struct answer *answer, const char *type, struct str text, struct arena *arena)
{
	answer_header(arena, answer, "Content-Type", str_from_c(type));
	answer->body = (struct body){ .head = raw_from_str(text) };
}

/* ---- gzip ---- */

/* All of ${bytes} through deflate, ended by ${flush}. */
static struct raw
squeezed(struct arena *arena, struct raw bytes, int window, int flush)
{
	z_stream z = { 0 };

	if (deflateInit2(&z, 9, Z_DEFLATED, window, 9, Z_DEFAULT_STRATEGY) != Z_OK)
		abort();
	size_t room = deflateBound(&z, bytes.n) + 64;
	unsigned char *to = arena_alloc_dirty(arena, room);
	z.next_in = (unsigned char *)(uintptr_t)bytes.p;
	z.avail_in = (unsigned)bytes.n;
	z.next_out = to;
	z.avail_out = (unsigned)room;
	deflate(&z, flush);
	size_t n = room - z.avail_out;
	deflateEnd(&z);
	return (struct raw){ to, n };
}

void
answer_gzip(struct arena *arena, struct answer *answer)
{
	answer->body = (struct body){ .head = squeezed(arena, answer->body.head, GZIP, Z_FINISH) };
	answer_header(arena, answer, "Content-Encoding", S("gzip"));
}

static void
put_le32(unsigned char *to, uint64_t value)
{
	for (unsigned i = 0; i < 4; i++)
		to[i] = (unsigned char)(value >> 8 * i);
}

static uLong
crc_of_zeros(uint64_t times)
{
	static const unsigned char zeros[UNIT];
	uLong one = crc32(0, zeros, UNIT), crc = 0;

	for (uint64_t i = 0; i < times; i++)
		crc = crc32_combine(crc, one, UNIT);
	return crc;
}

/* Each unit is a megabyte of zeros that leans on nothing before it (a full flush), so it can be
 * said again and again. */
static struct body
zeros_in_gzip(struct arena *arena, uint64_t size)
{
	static const unsigned char head[] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255 };
	static const unsigned char last[] = { 3, 0 }; /* an empty block, the final one */
	unsigned char *zeros = arena_alloc(arena, UNIT);
	unsigned char *tail = arena_alloc(arena, sizeof(last) + 8);
	struct body body = { .head = { head, sizeof(head) }, .times = (size + UNIT - 1) / UNIT };

	body.unit = squeezed(arena, (struct raw){ zeros, UNIT }, RAW_DEFLATE, Z_FULL_FLUSH);
	memcpy(tail, last, sizeof(last));
	put_le32(tail + 2, crc_of_zeros(body.times));
	put_le32(tail + 6, body.times * UNIT);
	body.tail = (struct raw){ tail, sizeof(last) + 8 };
	return body;
}

static struct raw
body_flat(struct arena *arena, const struct body *body)
{
	struct buf all CLEAN(buf_done) = { 0 };

	buf_push_raw(&all, body->head);
	for (uint64_t i = 0; i < body->times; i++)
		buf_push_raw(&all, body->unit);
	buf_push_raw(&all, body->tail);
	return raw_copy(arena, buf_raw(&all));
}

void
answer_bomb(struct arena *arena, struct answer *answer, uint64_t size, unsigned layers)
{
	struct str codings = S("gzip");

	answer->body = zeros_in_gzip(arena, size);
	for (unsigned i = 1; i < layers; i++) {
		struct raw inner = body_flat(arena, &answer->body);
		answer->body = (struct body){ .head = squeezed(arena, inner, GZIP, Z_FINISH) };
		codings = str_join(arena, codings, S(", gzip"), STR_END);
	}
	answer_header(arena, answer, "Content-Encoding", codings);
}

/*
 * buf.h: a growing buffer of bytes, born with its ceiling:  struct buf out = { .max = PAGE_MAX };
 *
 * Errors stick: past the ceiling the buffer keeps ERR_TOO_BIG with the offset where it happened, and every further verb
 * does nothing, so code reads as prose and asks once, at the end: return out.err;
 */
#ifndef XINSHI_BASE_BUF_H
#define XINSHI_BASE_BUF_H

#include <stdarg.h>

#include "base/arena.h"

struct buf {
	char *p;
	size_t n, max, capacity; /* max 0: BUF_MAX */
	struct err err;
};

enum { BUF_MAX = 1 << 30 };

void buf_push(struct buf *buf, const void *p, size_t n);
void buf_push_str(struct buf *buf, struct str s);
void buf_push_raw(struct buf *buf, struct raw bytes);
void buf_push_char(struct buf *buf, char c);
void buf_push_rune(struct buf *buf, uint32_t rune);
void buf_push_int(struct buf *buf, int64_t value);
/* In ${width} decimal digits at least, with zeros before it. */
void buf_push_digits(struct buf *buf, uint64_t value, unsigned width);
void buf_push_hex(struct buf *buf, struct raw bytes);
void buf_push_format(struct buf *buf, const char *format, ...) FORMAT(2, 3);
#define buf_push_literal(buf, literal) buf_push((buf), "" literal, sizeof(literal) - 1)
/* Room for ${n} more bytes to be written at the pointer given (then add to buf->n); NULL after an error. */
char *buf_reserve(struct buf *buf, size_t n);
/* Makes ${err} the error unless there is one. */
void buf_fail(struct buf *buf, struct err err);
/* What is there, as a view that the next push ends.  The caller vouches for UTF-8 where it asks for a str. */
static inline struct str
buf_str(const struct buf *buf)
{
	return (struct str){ buf->p, buf->n };
}
static inline struct raw
buf_raw(const struct buf *buf)
{
	return (struct raw){ (const unsigned char *)buf->p, buf->n };
}
/* Empties it, keeps memory and ceiling, forgets the error. */
void buf_reset(struct buf *buf);
/* The same, but memory beyond ${keep} bytes is given back: one large message need not cost as much for ever. */
void buf_recycle(struct buf *buf, size_t keep);
void buf_done(struct buf *buf);

/* ---- binary forms: little-endian, and LEB128 for counts ---- */

void buf_push_u8(struct buf *buf, uint8_t value);
void buf_push_u32(struct buf *buf, uint32_t value);
void buf_push_u64(struct buf *buf, uint64_t value);
void buf_push_varint(struct buf *buf, uint64_t value);
/* A length (varint) and the bytes. */
void buf_push_bytes(struct buf *buf, struct raw bytes);

/* A reader over such bytes; its error sticks, and values read after it are 0 and empty. */
struct reader {
	struct raw rest;
	size_t at; /* offset of rest in the whole */
	struct err err;
};

static inline struct reader
reader_init(struct raw bytes)
{
	return (struct reader){ .rest = bytes };
}
uint8_t read_u8(struct reader *reader);
uint32_t read_u32(struct reader *reader);
uint64_t read_u64(struct reader *reader);
/* At most ${max}, else ERR_WIRE. */
uint64_t read_varint(struct reader *reader, uint64_t max);
struct raw read_raw(struct reader *reader, size_t n);
struct raw read_bytes(struct reader *reader);
/* As read_bytes, checked to be UTF-8. */
struct str read_str(struct reader *reader);
void read_fail(struct reader *reader, const char *what);

/* ---- descriptors ---- */

/* Closes *fd if it is >= 0; for CLEAN. */
void fd_close(int *fd);
/* Writes all, through EINTR and short writes. */
struct err fd_write_all(int fd, struct raw bytes);
/* Reads to the end of the file, at most ${max} bytes (ERR_TOO_BIG past them; what was read stays in ${out}). */
struct err fd_read_all(int fd, size_t max, struct buf *out);

#endif

#include "show/zip.h"

#include <libdeflate.h>
#include <stdlib.h>

#include "text/date.h"

enum {
	LOCAL_HEADER = 0x04034b50,
	CENTRAL_HEADER = 0x02014b50,
	CENTRAL_END = 0x06054b50,
	VERSION_NEEDED = 20,
	NAMES_ARE_UTF8 = 1 << 11,
	METHOD_STORED = 0,
	METHOD_DEFLATED = 8,
	LEVEL = 9,
	FIRST_YEAR = 1980, /* of MS-DOS time */
	LAST_YEAR = 2107,
	UNIX_FILE = 3 << 8, /* made by: Unix, so that the mode counts */
};
#define FILE_MODE (UINT32_C(0100644) << 16)

static void
push_u16(struct buf *out, unsigned value)
{
	buf_push_u8(out, (uint8_t)value);
	buf_push_u8(out, (uint8_t)(value >> 8));
}

/* Sections 4.4.6: two bytes of time, two of date; UTC. */
static uint32_t
dos_time(int64_t seconds)
{
	int year;
	unsigned month, day;
	int64_t days = seconds / 86400 - (seconds % 86400 < 0), left = seconds - days * 86400;

	civil_from_days(days, &year, &month, &day);
	if (year < FIRST_YEAR)
		return 1 << 21 | 1 << 16;
	if (year > LAST_YEAR)
		year = LAST_YEAR;
	return (uint32_t)(year - FIRST_YEAR) << 25 | month << 21 | day << 16 | (uint32_t)(left / 3600) << 11 |
	       (uint32_t)(left / 60 % 60) << 5 | (uint32_t)(left % 60 / 2);
}

void
zip_begin(struct zip *zip, struct buf *out, int64_t seconds)
{
	*zip = (struct zip){ .out = out, .begin = (uint32_t)out->n, .time = dos_time(seconds) };
}

/* What both headers say, from the version needed on. */
struct zip_entry {
	unsigned method;
	uint32_t crc, packed, size;
	struct str name;
};

static void
push_entry(struct buf *out, const struct zip *zip, const struct zip_entry *entry)
{
	push_u16(out, VERSION_NEEDED);
	push_u16(out, NAMES_ARE_UTF8);
	push_u16(out, entry->method);
	buf_push_u32(out, zip->time);
	buf_push_u32(out, entry->crc);
	buf_push_u32(out, entry->packed);
	buf_push_u32(out, entry->size);
	push_u16(out, (unsigned)entry->name.n);
	push_u16(out, 0); /* extra field */
}

static void
push_central(struct zip *zip, const struct zip_entry *entry, uint32_t at)
{
	buf_push_u32(&zip->central, CENTRAL_HEADER);
	push_u16(&zip->central, UNIX_FILE | VERSION_NEEDED);
	push_entry(&zip->central, zip, entry);
	push_u16(&zip->central, 0); /* comment */
	push_u16(&zip->central, 0); /* disk */
	push_u16(&zip->central, 0); /* internal attributes */
	buf_push_u32(&zip->central, FILE_MODE);
	buf_push_u32(&zip->central, at);
	buf_push_str(&zip->central, entry->name);
}

/* Deflated into ${packed}, if that is smaller; else 0. */
static size_t
deflate_into(struct zip *zip, struct raw bytes, unsigned char *packed)
{
	if (!zip->deflater)
		zip->deflater = libdeflate_alloc_compressor(LEVEL);
	return zip->deflater && bytes.n ? libdeflate_deflate_compress(zip->deflater, bytes.p, bytes.n, packed, bytes.n - 1) : 0;
}

void
zip_put(struct zip *zip, struct str name, struct raw bytes, enum zip_method method)
{
	struct zip_entry entry = { .size = (uint32_t)bytes.n, .name = name };
	uint32_t at = (uint32_t)zip->out->n - zip->begin;
	unsigned char *packed = NULL;
	size_t n = 0;

	if (bytes.n > UINT32_MAX || name.n > UINT16_MAX || zip->count == ZIP_FILES_MAX ||
	    zip->out->n - zip->begin > UINT32_MAX - bytes.n - 100) {
		buf_fail(zip->out, err_new(ERR_TOO_BIG, "too much for one ZIP"));
		return;
	}
	if (method == ZIP_DEFLATED) {
		packed = mem_alloc(bytes.n + 1);
		n = deflate_into(zip, bytes, packed);
	}
	entry.crc = libdeflate_crc32(0, bytes.p, bytes.n);
	entry.method = n ? METHOD_DEFLATED : METHOD_STORED;
	entry.packed = n ? (uint32_t)n : entry.size;
	buf_push_u32(zip->out, LOCAL_HEADER);
	push_entry(zip->out, zip, &entry);
	buf_push_str(zip->out, name);
	buf_push_raw(zip->out, n ? (struct raw){ packed, n } : bytes);
	push_central(zip, &entry, at);
	zip->count++;
	free(packed);
}

struct err
zip_end(struct zip *zip)
{
	uint32_t at = (uint32_t)zip->out->n - zip->begin, size = (uint32_t)zip->central.n;

	buf_push_raw(zip->out, buf_raw(&zip->central));
	buf_push_u32(zip->out, CENTRAL_END);
	push_u16(zip->out, 0); /* disk */
	push_u16(zip->out, 0);
	push_u16(zip->out, zip->count);
	push_u16(zip->out, zip->count);
	buf_push_u32(zip->out, size);
	buf_push_u32(zip->out, at);
	push_u16(zip->out, 0); /* comment */
	if (zip->central.err.code)
		buf_fail(zip->out, zip->central.err);
	buf_done(&zip->central);
	libdeflate_free_compressor(zip->deflater);
	zip->deflater = NULL;
	return zip->out->err;
}

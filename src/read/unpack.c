#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "read/unpack.h"

enum { READ_SIZE = 1 << 16 };

const struct unpack_limits unpack_limits = {
	.total = UINT64_C(64) << 30,
	.ratio = 2000,
	.ratio_from = 64 << 20,
	.entries = 10000000,
	.name = 4096,
};

struct unpacker {
	struct archive *archive;
	const struct unpack_limits *limits;
	const struct unpack_sink *sink;
	uint64_t total, entries;
	int fd;
	char block[READ_SIZE];
};

/* ---- libarchive's way of reading ---- */

static la_ssize_t
read_block(struct archive *archive, void *context, const void **block)
{
	struct unpacker *unpacker = context;
	ssize_t n;

	do
		n = read(unpacker->fd, unpacker->block, sizeof(unpacker->block));
	while (n < 0 && errno == EINTR);
	if (n < 0)
		archive_set_error(archive, errno, "read");
	*block = unpacker->block;
	return n;
}

static struct archive *
archive_new(void)
{
	struct archive *archive = archive_read_new();

	if (!archive)
		return NULL;
	archive_read_support_filter_gzip(archive);
	archive_read_support_filter_xz(archive);
	archive_read_support_filter_zstd(archive);
	archive_read_support_format_tar(archive);
	archive_read_support_format_raw(archive); /* nothing else: lines, if anything */
	return archive;
}

static struct err
fault(const struct unpacker *unpacker, enum err_code code, const char *what)
{
	la_int64_t at = archive_filter_bytes(unpacker->archive, -1);

	return err_at(code, at > 0 ? (uint64_t)at : 0, what);
}

/* ---- one entry ---- */

static bool
leaves_the_container(struct str name)
{
	struct str part;

	if (name.n && name.p[0] == '/')
		return true;
	while (pull_field(&name, '/', &part))
		if (str_equal(part, S("..")))
			return true;
	return false;
}

static struct str
entry_name(struct archive_entry *entry)
{
	struct str name = str_from_c(archive_entry_pathname(entry));

	while (pull_str(&name, S("./")))
		while (pull_char(&name, '/'))
			;
	return name;
}

/* Why an entry may not come out; success where it may. */
static struct err
judge(const struct unpacker *unpacker, struct archive_entry *entry, struct str name)
{
	if (archive_entry_hardlink(entry) || archive_entry_filetype(entry) != AE_IFREG)
		return fault(unpacker, ERR_CONTAINER, "entry is no regular file");
	if (!name.n)
		return fault(unpacker, ERR_CONTAINER, "entry without a name");
	if (name.n > unpacker->limits->name)
		return fault(unpacker, ERR_TOO_BIG, "name of an entry");
	if (leaves_the_container(str_from_c(archive_entry_pathname(entry))))
		return fault(unpacker, ERR_CONTAINER, "name leads out of the container");
	if (archive_entry_sparse_count(entry) > 0)
		return fault(unpacker, ERR_CONTAINER, "entry has holes");
	return (struct err){ 0 };
}

static struct err
count_bytes(struct unpacker *unpacker, size_t n)
{
	const struct unpack_limits *limits = unpacker->limits;
	uint64_t packed = (uint64_t)archive_filter_bytes(unpacker->archive, -1);

	unpacker->total += n;
	if (unpacker->total > limits->total)
		return fault(unpacker, ERR_TOO_BIG, "more than may be unpacked");
	if (unpacker->total > limits->ratio_from && unpacker->total / limits->ratio > packed)
		return fault(unpacker, ERR_TOO_BIG, "packed too well to be true");
	return (struct err){ 0 };
}

static struct err
unpack_data(struct unpacker *unpacker)
{
	const struct unpack_sink *sink = unpacker->sink;
	const void *p;
	size_t n;
	la_int64_t offset;
	struct err err;
	int status;

	while (
	    (status = archive_read_data_block(unpacker->archive, &p, &n, &offset)) == ARCHIVE_OK) {
		err = count_bytes(unpacker, n);
		if (!err.code && n)
			err = sink->data(sink->context, (struct raw){ p, n });
		if (err.code)
			return err;
	}
	if (status != ARCHIVE_EOF)
		return fault(unpacker, ERR_CONTAINER, "damaged or cut short inside an entry");
	return sink->end(sink->context);
}

static struct err
unpack_entry(struct unpacker *unpacker, struct archive_entry *entry)
{
	const struct unpack_sink *sink = unpacker->sink;
	struct str name = entry_name(entry);
	struct err why, err;

	if (archive_entry_filetype(entry) == AE_IFDIR)
		return (struct err){ 0 };
	if (++unpacker->entries > unpacker->limits->entries)
		return fault(unpacker, ERR_TOO_BIG, "more entries than may be unpacked");
	why = judge(unpacker, entry, name);
	name = str_slice(name, 0, unpacker->limits->name);
	err = sink->entry(sink->context, raw_from_str(name),
	    archive_entry_size_is_set(entry) ? (uint64_t)archive_entry_size(entry) : UINT64_MAX);
	if (err.code)
		return err;
	return why.code ? sink->refuse(sink->context, why) : unpack_data(unpacker);
}

/* ---- JSON Lines: an entry a line, named by its number ---- */

struct lines {
	struct unpacker *unpacker;
	uint64_t number;
	bool inside; /* a line that was begun */
};

static struct err
line_begin(struct lines *lines)
{
	struct unpacker *unpacker = lines->unpacker;
	char name[64];
	int n = snprintf(name, sizeof(name), "%08llu.article.json", (unsigned long long)++lines->number);

	lines->inside = true;
	if (++unpacker->entries > unpacker->limits->entries)
		return fault(unpacker, ERR_TOO_BIG, "more entries than may be unpacked");
	return unpacker->sink->entry(
	    unpacker->sink->context, (struct raw){ (const unsigned char *)name, (size_t)n }, UINT64_MAX);
}

/* What is left of one line in ${piece}; its line break goes with it. */
static struct err
line_part(struct lines *lines, struct raw *piece)
{
	const unsigned char *end = memchr(piece->p, '\n', piece->n);
	size_t n = end ? (size_t)(end - piece->p) + 1 : piece->n;
	const struct unpack_sink *sink = lines->unpacker->sink;
	bool blank = !lines->inside && end == piece->p;
	struct err err = lines->inside || blank ? (struct err){ 0 } : line_begin(lines);

	lines->number += blank;
	if (!err.code && !blank)
		err = sink->data(sink->context, (struct raw){ piece->p, n });
	if (!err.code && end && !blank) {
		lines->inside = false;
		err = sink->end(sink->context);
	}
	piece->p += n;
	piece->n -= n;
	return err;
}

static struct err
unpack_lines(struct unpacker *unpacker)
{
	struct lines lines = { .unpacker = unpacker };
	struct raw piece;
	const void *p;
	la_int64_t offset;
	struct err err = { 0 };
	int status;

	while ((status = archive_read_data_block(unpacker->archive, &p, &piece.n, &offset)) == ARCHIVE_OK) {
		piece.p = p;
		if (!lines.number && piece.n && piece.p[0] != '{')
			return fault(unpacker, ERR_CONTAINER, "neither tar nor JSON Lines");
		err = count_bytes(unpacker, piece.n);
		while (piece.n && !err.code)
			err = line_part(&lines, &piece);
		if (err.code)
			return err;
	}
	if (status != ARCHIVE_EOF)
		return fault(unpacker, ERR_CONTAINER, "damaged or cut short");
	return lines.inside ? unpacker->sink->end(unpacker->sink->context) : err;
}

/* ---- the container ---- */

static struct err
unpack_all(struct unpacker *unpacker)
{
	struct archive_entry *entry;
	struct err err;
	int status;

	if (archive_read_open(unpacker->archive, unpacker, NULL, read_block, NULL) != ARCHIVE_OK)
		return fault(unpacker, ERR_CONTAINER, "not tar, or compressed in another way");
	for (;;) {
		status = archive_read_next_header(unpacker->archive, &entry);
		if (status == ARCHIVE_EOF)
			return (struct err){ 0 };
		if (status == ARCHIVE_FATAL || status == ARCHIVE_FAILED)
			return fault(unpacker, ERR_CONTAINER,
			    unpacker->entries ? "damaged or cut short" : "not tar, or damaged");
		/* ARCHIVE_WARN: a name or a time that could not be understood; ARCHIVE_RETRY: there
		 * is no entry this time */
		if (status == ARCHIVE_RETRY)
			continue;
		if (archive_format(unpacker->archive) == ARCHIVE_FORMAT_RAW)
			return unpack_lines(unpacker);
		err = unpack_entry(unpacker, entry);
		if (err.code)
			return err;
	}
}

struct err
unpack(int fd, const struct unpack_limits *limits, const struct unpack_sink *sink)
{
	struct unpacker *unpacker = mem_alloc(sizeof(*unpacker));
	struct err err = err_new(ERR_LIBRARY, "libarchive");

	*unpacker =
	    (struct unpacker){ .archive = archive_new(), .limits = limits, .sink = sink, .fd = fd };
	if (unpacker->archive) {
		err = unpack_all(unpacker);
		archive_read_free(unpacker->archive);
	}
	free(unpacker);
	return err;
}

void
unpack_warm_up(void)
{
	/* an empty tar: two blocks of zeros */
	static char nothing[1024];
	struct archive *archive = archive_new();
	struct archive_entry *entry;

	if (archive && archive_read_open_memory(archive, nothing, sizeof(nothing)) == ARCHIVE_OK)
		archive_read_next_header(archive, &entry);
	if (archive)
		archive_read_free(archive);
}

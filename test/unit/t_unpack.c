/*
 * Containers, made here with libarchive's other half, taken apart in this process and behind the
 * lock.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <locale.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <cmocka.h>

#include "guard/confine.h"
#include "guard/worker.h"
#include "main/worker_loop.h"
#include "read/unpack.h"

/* ---- making containers ---- */

struct made {
	struct archive *archive;
	struct buf bytes;
};

static la_ssize_t
take(struct archive *archive, void *context, const void *p, size_t n)
{
	(void)archive;
	buf_push(context, p, n);
	return (la_ssize_t)n;
}

static void
make_begin(struct made *made, int filter)
{
	*made = (struct made){ .archive = archive_write_new() };
	assert_int_equal(archive_write_add_filter(made->archive, filter), ARCHIVE_OK);
	assert_int_equal(archive_write_set_format_pax_restricted(made->archive), ARCHIVE_OK);
	/* no padding behind what is compressed */
	assert_int_equal(archive_write_set_bytes_in_last_block(made->archive, 1), ARCHIVE_OK);
	assert_int_equal(
	    archive_write_open(made->archive, &made->bytes, NULL, take, NULL), ARCHIVE_OK);
}

/* Bytes alone, compressed: no tar around them. */
static void
make_lines(struct made *made, int filter, struct str text)
{
	struct archive_entry *entry = archive_entry_new();

	*made = (struct made){ .archive = archive_write_new() };
	assert_int_equal(archive_write_add_filter(made->archive, filter), ARCHIVE_OK);
	assert_int_equal(archive_write_set_format_raw(made->archive), ARCHIVE_OK);
	assert_int_equal(archive_write_set_bytes_in_last_block(made->archive, 1), ARCHIVE_OK);
	assert_int_equal(archive_write_open(made->archive, &made->bytes, NULL, take, NULL), ARCHIVE_OK);
	archive_entry_set_filetype(entry, AE_IFREG);
	assert_int_equal(archive_write_header(made->archive, entry), ARCHIVE_OK);
	assert_int_equal(archive_write_data(made->archive, text.p, text.n), (la_ssize_t)text.n);
	archive_entry_free(entry);
	assert_int_equal(archive_write_free(made->archive), ARCHIVE_OK);
}

static void
make_entry(
    struct made *made, const char *name, unsigned type, const char *link, const void *p, size_t n)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, type);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (la_int64_t)n);
	if (link && type == AE_IFLNK)
		archive_entry_set_symlink(entry, link);
	else if (link)
		archive_entry_set_hardlink(entry, link);
	assert_true(archive_write_header(made->archive, entry) >= ARCHIVE_WARN);
	if (n)
		assert_int_equal(archive_write_data(made->archive, p, n), n);
	archive_entry_free(entry);
}

static void
make_file(struct made *made, const char *name, const char *content)
{
	make_entry(made, name, AE_IFREG, NULL, content, strlen(content));
}

static void
make_end(struct made *made)
{
	assert_int_equal(archive_write_close(made->archive), ARCHIVE_OK);
	archive_write_free(made->archive);
}

/* What does not compress. */
static void
fill_noise(char *p, size_t n)
{
	for (uint64_t i = 0, x = 1; i < n; i++, x = x * 6364136223846793005u + 1442695040888963407u)
		p[i] = (char)(x >> 56);
}

/* The bytes as a descriptor. */
static int
as_file(struct raw bytes)
{
	int fd = memfd_create("container", MFD_CLOEXEC);

	assert_int_equal(fd_write_all(fd, bytes).code, ERR_NONE);
	lseek(fd, 0, SEEK_SET);
	return fd;
}

/* ---- what comes out, as lines: name=content, or name!why ---- */

static struct err
told_entry(void *context, struct raw name, uint64_t size)
{
	(void)size;
	buf_push_raw(context, name);
	return (struct err){ 0 };
}

static struct err
told_data(void *context, struct raw bytes)
{
	buf_push_char(context, '=');
	buf_push_raw(context, (struct raw){ bytes.p, bytes.n < 20 ? bytes.n : 20 });
	return (struct err){ 0 };
}

static struct err
told_end(void *context)
{
	buf_push_char(context, '\n');
	return (struct err){ 0 };
}

static struct err
told_refused(void *context, struct err why)
{
	buf_push_format(context, "!%s\n", why.what);
	return (struct err){ 0 };
}

static struct err
unpack_bytes(struct raw bytes, const struct unpack_limits *limits, struct buf *out)
{
	const struct unpack_sink sink = { out, told_entry, told_data, told_end, told_refused };
	int fd = as_file(bytes);
	struct err err = unpack(fd, limits, &sink);

	close(fd);
	return err;
}

static void
expect(struct buf *got, const char *want)
{
	if (!str_equal(buf_str(got), str_from_c(want)))
		fail_msg("got:\n%.*s\nwant:\n%s", STR_ARGS(buf_str(got)), want);
}

static const int filters[] = { ARCHIVE_FILTER_NONE, ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_ZSTD,
	ARCHIVE_FILTER_XZ };

static void
files_come_out_in_order(void **state)
{
	(void)state;

	for (size_t i = 0; i < LENGTH(filters); i++) {
		struct made made;
		struct buf out CLEAN(buf_done) = { 0 };
		make_begin(&made, filters[i]);
		make_entry(&made, "某報/", AE_IFDIR, NULL, NULL, 0);
		make_file(&made, "某報/000001.md", "one");
		make_file(&made, "./b/2.md", "two");
		make_file(&made, "empty.md", "");
		make_file(&made, "bytes-\xff\xfe.md", "x");
		make_end(&made);
		assert_int_equal(
		    unpack_bytes(buf_raw(&made.bytes), &unpack_limits, &out).code, ERR_NONE);
		expect(&out, "某報/000001.md=one\nb/2.md=two\nempty.md\nbytes-\xff\xfe.md=x\n");
		buf_done(&made.bytes);
	}
}

/* Each line is an entry, its line break with it; the last may lack one. */
static void
lines_come_out(void **state)
{
	(void)state;

	for (size_t i = 0; i < LENGTH(filters); i++) {
		struct made made;
		struct buf out CLEAN(buf_done) = { 0 };
		make_lines(&made, filters[i], S("{\"a\":1}\n\n{\"b\":\"\\n\"}"));
		assert_int_equal(unpack_bytes(buf_raw(&made.bytes), &unpack_limits, &out).code, ERR_NONE);
		expect(&out, "00000001.article.json={\"a\":1}\n\n"
			     "00000003.article.json={\"b\":\"\\n\"}\n");
		buf_done(&made.bytes);
	}
}

static void
what_may_not_come_out_is_told(void **state)
{
	struct made made;
	struct buf out CLEAN(buf_done) = { 0 };
	char name[5000];
	(void)state;

	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	make_begin(&made, ARCHIVE_FILTER_NONE);
	make_file(&made, "/etc/passwd", "x");
	make_file(&made, "a/../../b", "x");
	make_file(&made, "..", "x");
	make_file(&made, "a..b/..c", "fine");
	make_entry(&made, "link", AE_IFLNK, "/etc/passwd", NULL, 0);
	make_entry(&made, "hard", AE_IFREG, "a..b/..c", NULL, 0);
	make_entry(&made, "pipe", AE_IFIFO, NULL, NULL, 0);
	make_file(&made, "last", "fine");
	make_end(&made);
	assert_int_equal(unpack_bytes(buf_raw(&made.bytes), &unpack_limits, &out).code, ERR_NONE);
	expect(&out, "/etc/passwd!name leads out of the container\n"
		     "a/../../b!name leads out of the container\n"
		     "..!name leads out of the container\n"
		     "a..b/..c=fine\n"
		     "link!entry is no regular file\n"
		     "hard!entry is no regular file\n"
		     "pipe!entry is no regular file\n"
		     "last=fine\n");
	buf_done(&made.bytes);

	buf_reset(&out);
	make_begin(&made, ARCHIVE_FILTER_NONE);
	make_file(&made, name, "x");
	make_file(&made, "last", "fine");
	make_end(&made);
	assert_int_equal(unpack_bytes(buf_raw(&made.bytes), &unpack_limits, &out).code, ERR_NONE);
	assert_int_equal(str_find(buf_str(&out), S("!name of an entry\nlast=fine\n"), 0), 4096);
	buf_done(&made.bytes);
}

static void
damaged_containers_are_refused(void **state)
{
	static const struct str cases[] = {
		STR_INIT(""),
		STR_INIT("this is a text and no container at all"),
		STR_INIT("\x1f\x8b\x08\0\0\0\0\0\0\x03nonsense that is not deflate"),
		STR_INIT("\x28\xb5\x2f\xfd\xff\xff\xff\xff\xff\xff"),
		STR_INIT("\xfd"
			 "7zXZ\0\0\0\0\0\0\0"),
		STR_INIT("PK\x03\x04\x14\0\0\0\0\0"),
	};
	static char noise[100000];
	struct made made;
	(void)state;

	fill_noise(noise, sizeof(noise));
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct buf out CLEAN(buf_done) = { 0 };
		struct err err = unpack_bytes(raw_from_str(cases[i]), &unpack_limits, &out);
		if (err.code != ERR_CONTAINER)
			fail_msg("case %zu: %s", i, err_row(err.code)->name);
	}
	for (size_t i = 0; i < LENGTH(filters); i++) {
		struct buf out CLEAN(buf_done) = { 0 };
		make_begin(&made, filters[i]);
		make_file(&made, "whole", "one");
		make_entry(&made, "cut", AE_IFREG, NULL, noise, sizeof(noise));
		make_end(&made);
		struct raw part = { buf_raw(&made.bytes).p, made.bytes.n * 2 / 3 };
		assert_int_equal(unpack_bytes(part, &unpack_limits, &out).code, ERR_CONTAINER);
		buf_done(&made.bytes);
	}
}

static void
limits_hold(void **state)
{
	static const struct {
		struct unpack_limits limits;
		const char *what;
	} cases[] = {
		{ { 1 << 20, 1 << 20, 1 << 30, 100, 100 }, "more than may be unpacked" },
		{ { 1 << 30, 100, 1 << 20, 100, 100 }, "packed too well to be true" },
		{ { 1 << 30, 1 << 20, 1 << 30, 2, 100 }, "more entries than may be unpacked" },
		{ { 1 << 30, 1 << 20, 1 << 30, 3, 100 }, NULL },
	};
	size_t n = 2 << 20;
	void *zeros = calloc(1, n);
	struct made made;
	(void)state;

	make_begin(&made, ARCHIVE_FILTER_GZIP);
	make_file(&made, "a", "one");
	make_entry(&made, "bomb", AE_IFREG, NULL, zeros, n);
	make_file(&made, "c", "three");
	make_end(&made);
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct buf out CLEAN(buf_done) = { 0 };
		struct err err = unpack_bytes(buf_raw(&made.bytes), &cases[i].limits, &out);
		assert_int_equal(err.code, cases[i].what ? ERR_TOO_BIG : ERR_NONE);
		if (cases[i].what)
			assert_string_equal(err.what, cases[i].what);
	}
	buf_done(&made.bytes);
	free(zeros);
}

/* ---- behind the lock ---- */

static int
locked_unpacker(void)
{
	struct buf report = { 0 };
	struct err err;

	setlocale(LC_ALL, "C.UTF-8");
	unpack_warm_up();
	err = confine(ROLE_UNPACK, &report);
	if (!err.code)
		err = frame_write(1, FRAME_READY, 0, buf_raw(&report));
	if (!err.code)
		err = unpack_loop(0, 1);
	_exit((int)err.code);
}

static struct err
tell_stream(struct stream *stream, struct buf *out, size_t *bytes)
{
	struct frame frame;
	struct err err;

	for (;;) {
		err = stream_next(stream, &frame);
		if (err.code)
			return err;
		if (frame.kind == FRAME_ENTRY)
			buf_push_raw(out, frame.bytes);
		if (frame.kind == FRAME_ERR)
			buf_push_char(out, '!');
		if (frame.kind == FRAME_END || frame.kind == FRAME_ERR)
			buf_push_char(out, '\n');
		*bytes += frame.kind == FRAME_DATA ? frame.bytes.n : 0;
	}
}

static void
all_works_behind_the_lock(void **state)
{
	size_t large = 1 << 20;
	char *noise = mem_alloc(large);
	(void)state;

	fill_noise(noise, large);
	for (size_t i = 0; i < LENGTH(filters); i++) {
		struct buf out CLEAN(buf_done) = { 0 };
		struct stream *stream;
		struct made made;
		size_t bytes = 0;
		int fd;
		make_begin(&made, filters[i]);
		make_file(&made, "某報/000001.md", "one");
		make_file(&made, "bytes-\xff.md", "x");
		make_entry(&made, "link", AE_IFLNK, "/etc/passwd", NULL, 0);
		make_entry(&made, "large", AE_IFREG, NULL, noise, large);
		make_end(&made);
		fd = as_file(buf_raw(&made.bytes));
		assert_int_equal(
		    stream_open("/proc/self/exe", "locked", fd, &stream).code, ERR_NONE);
		close(fd);
		struct err err = tell_stream(stream, &out, &bytes);
		if (err.code != ERR_TRUNCATED)
			fail_msg("filter %d: %s %s", filters[i], err_row(err.code)->name,
			    err.what ? err.what : "");
		assert_int_equal(bytes, large + 4);
		expect(&out, "某報/000001.md\nbytes-\xff.md\nlink!\nlarge\n\n");
		stream_close(stream);
		buf_done(&made.bytes);
	}
	free(noise);
}

static void
a_bad_end_is_told_behind_the_lock(void **state)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct stream *stream;
	size_t bytes = 0;
	struct err err;
	int fd = as_file(raw_from_str(S("no container")));
	(void)state;

	assert_int_equal(stream_open("/proc/self/exe", "locked", fd, &stream).code, ERR_NONE);
	close(fd);
	err = tell_stream(stream, &out, &bytes);
	assert_int_equal(err.code, ERR_CONTAINER);
	assert_string_equal(err.what, "neither tar nor JSON Lines");
	stream_close(stream);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_come_out_in_order),
		cmocka_unit_test(lines_come_out),
		cmocka_unit_test(what_may_not_come_out_is_told),
		cmocka_unit_test(damaged_containers_are_refused),
		cmocka_unit_test(limits_hold),
		cmocka_unit_test(all_works_behind_the_lock),
		cmocka_unit_test(a_bad_end_is_told_behind_the_lock),
	};

	if (argc == 2 && !strcmp(argv[1], "locked"))
		return locked_unpacker();
	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("unpack", tests, NULL, NULL);
}

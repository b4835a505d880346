#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "show/zip.h"

enum { MOMENT = 1612310401 }; /* 2021-02-03T00:00:01Z; MS-DOS counts pairs of seconds */

static void
make(struct buf *out, int64_t seconds)
{
	struct zip zip;
	char lines[4000];

	memset(lines, 'a', sizeof(lines));
	zip_begin(&zip, out, seconds);
	zip_put(&zip, S("mimetype"), raw_from_str(S("text/plain")), ZIP_STORED);
	zip_put(&zip, S("folder/水库.txt"), (struct raw){ (const unsigned char *)lines, sizeof(lines) }, ZIP_DEFLATED);
	zip_put(&zip, S("empty"), (struct raw){ 0 }, ZIP_DEFLATED);
	zip_put(&zip, S("short"), raw_from_str(S("x")), ZIP_DEFLATED);
	assert_int_equal(zip_end(&zip).code, 0);
}

/* What Python's zipfile finds: checks of every CRC, then each file. */
static void
judged(const struct buf *zip, const char *want)
{
	static const char judge[] = "python3 -c 'import sys, zipfile\n"
				    "z = zipfile.ZipFile(sys.argv[1])\n"
				    "print(z.testzip(), *[(i.filename, i.file_size, i.compress_type, i.date_time, "
				    "i.external_attr >> 16, len(i.extra)) for i in z.infolist()], sep=\"\\n\")' ";
	char path[] = "/tmp/t_zip_XXXXXX", command[1024], got[2048];
	int fd = mkstemp(path);
	FILE *answer;
	size_t n;

	assert_true(fd >= 0);
	assert_int_equal(fd_write_all(fd, buf_raw(zip)).code, 0);
	snprintf(command, sizeof(command), "LC_ALL=C.UTF-8 %s%s", judge, path);
	answer = popen(command, "r");
	assert_non_null(answer);
	n = fread(got, 1, sizeof(got) - 1, answer);
	got[n] = '\0';
	assert_int_equal(pclose(answer), 0);
	close(fd);
	unlink(path);
	assert_string_equal(got, want);
}

static void
others_read_it(void **state)
{
	struct buf zip CLEAN(buf_done) = { 0 };

	(void)state;
	make(&zip, MOMENT);
	judged(&zip, "None\n"
		     "('mimetype', 10, 0, (2021, 2, 3, 0, 0, 0), 33188, 0)\n"
		     "('folder/水库.txt', 4000, 8, (2021, 2, 3, 0, 0, 0), 33188, 0)\n"
		     "('empty', 0, 0, (2021, 2, 3, 0, 0, 0), 33188, 0)\n"
		     "('short', 1, 0, (2021, 2, 3, 0, 0, 0), 33188, 0)\n");
}

/* EPUB OCF 3.2, 4.3: readers look at bytes 30 to 58 to know what it is. */
static void
first_file_is_where_it_is_looked_for(void **state)
{
	struct buf zip CLEAN(buf_done) = { 0 };

	(void)state;
	make(&zip, MOMENT);
	assert_memory_equal(zip.p, "PK\3\4", 4);
	assert_memory_equal(zip.p + 30, "mimetypetext/plain", 18);
}

static void
same_files_same_bytes(void **state)
{
	struct buf one CLEAN(buf_done) = { 0 }, two CLEAN(buf_done) = { 0 };

	(void)state;
	make(&one, MOMENT);
	make(&two, MOMENT);
	assert_true(str_equal(buf_str(&one), buf_str(&two)));
}

static void
times_before_and_after_all(void **state)
{
	static const struct {
		int64_t seconds;
		const char *year;
	} cases[] = { { 0, "1980, 1, 1" }, { -86400, "1980, 1, 1" }, { INT64_C(7258118400), "2107, 1, 1" } };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct buf zip CLEAN(buf_done) = { 0 };
		struct zip made;
		char want[100];

		zip_begin(&made, &zip, cases[i].seconds);
		zip_put(&made, S("a"), raw_from_str(S("b")), ZIP_STORED);
		assert_int_equal(zip_end(&made).code, 0);
		snprintf(want, sizeof(want), "None\n('a', 1, 0, (%s, 0, 0, 0), 33188, 0)\n", cases[i].year);
		judged(&zip, want);
	}
}

static void
too_many_files(void **state)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct zip zip;

	(void)state;
	zip_begin(&zip, &out, MOMENT);
	for (int i = 0; i < ZIP_FILES_MAX; i++)
		zip_put(&zip, S("a"), (struct raw){ 0 }, ZIP_STORED);
	assert_int_equal(out.err.code, 0);
	zip_put(&zip, S("a"), (struct raw){ 0 }, ZIP_STORED);
	assert_int_equal(zip_end(&zip).code, ERR_TOO_BIG);
}

static void
a_ceiling_is_told(void **state)
{
	struct buf out CLEAN(buf_done) = { .max = 200 };
	struct zip zip;

	(void)state;
	zip_begin(&zip, &out, MOMENT);
	for (int i = 0; i < 10; i++)
		zip_put(&zip, S("name"), raw_from_str(S("0123456789")), ZIP_STORED);
	assert_int_equal(zip_end(&zip).code, ERR_TOO_BIG);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(others_read_it),
		cmocka_unit_test(first_file_is_where_it_is_looked_for),
		cmocka_unit_test(same_files_same_bytes),
		cmocka_unit_test(times_before_and_after_all),
		cmocka_unit_test(too_many_files),
		cmocka_unit_test(a_ceiling_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

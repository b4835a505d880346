#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "show/zim.h"

/* Its bytes, as zim_end left them; an unnamed file. */
static void
make(struct buf *out, const char *text, size_t copies, struct digest *digest)
{
	FILE *file = tmpfile();
	struct zim zim;
	char name[40];

	assert_non_null(file);
	zim_begin(&zim, fileno(file));
	zim_put(&zim, 'C', S("b.html"), S("Second"), ZIM_HTML, true, raw_from_str(str_from_c(text)));
	zim_put(&zim, 'C', S("a.html"), S("Third\n\1line"), ZIM_HTML, true, raw_from_str(str_from_c(text)));
	zim_put(&zim, 'C', S("p.jpg"), S(""), ZIM_JPEG, false, raw_from_str(S("\xff\xd8 picture")));
	for (size_t i = 0; i < copies; i++) {
		snprintf(name, sizeof(name), "c/%zu.html", i);
		zim_put(&zim, 'C', str_from_c(name), S(""), ZIM_HTML, false, raw_from_str(str_from_c(text)));
	}
	zim_say(&zim, "Title", S("A title"));
	assert_int_equal(zim_end(&zim, S("b.html"), digest).code, ERR_NONE);
	assert_int_equal(lseek(fileno(file), 0, SEEK_SET), 0);
	assert_int_equal(fd_read_all(fileno(file), 1 << 28, out).code, ERR_NONE);
	fclose(file);
}

static uint64_t
number(const struct buf *file, size_t at, unsigned bytes)
{
	uint64_t value = 0;

	assert_true(at + bytes <= file->n);
	for (unsigned i = 0; i < bytes; i++)
		value |= (uint64_t)(unsigned char)file->p[at + i] << 8 * i;
	return value;
}

/* The dirent of this number: where it begins. */
static size_t
dirent(const struct buf *file, uint32_t i)
{
	return number(file, number(file, 32, 8) + 8 * (size_t)i, 8);
}

static void
test_header(void **state)
{
	struct buf file = { 0 };
	struct digest digest, whole;
	unsigned char sum[MD5_SIZE];
	struct md5 md5;

	(void)state;
	make(&file, "<p>x</p>", 0, &digest);
	assert_int_equal(number(&file, 0, 4), 72173914);
	assert_int_equal(number(&file, 4, 2), 6);
	assert_int_equal(number(&file, 24, 4), 6); /* four, and those of W and X */
	assert_int_equal(number(&file, 56, 8), 80);
	assert_int_equal(number(&file, 72, 8), file.n - MD5_SIZE);
	md5_init(&md5);
	md5_add(&md5, (struct raw){ (unsigned char *)file.p, file.n - MD5_SIZE });
	md5_final(&md5, sum);
	assert_memory_equal(sum, file.p + file.n - MD5_SIZE, MD5_SIZE);
	whole = digest_of(buf_raw(&file));
	assert_true(digest_equal(&whole, &digest));
	buf_done(&file);
}

/* In order of path; by title, too; the way in leads to the page that was named. */
static void
test_lists(void **state)
{
	static const char *const paths[] = { "Ca.html", "Cb.html", "Cp.jpg", "MTitle", "WmainPage", "Xlisting/titleOrdered/v1" };
	static const uint32_t titles[] = { 1, 0, 2, 3, 4, 5 }; /* Second, Third, p.jpg */
	struct buf file = { 0 };
	struct digest digest;

	(void)state;
	make(&file, "<p>x</p>", 0, &digest);
	for (uint32_t i = 0; i < LENGTH(paths); i++) {
		size_t at = dirent(&file, i);
		bool redirect = number(&file, at, 2) == 0xffff;

		assert_int_equal(file.p[at + 3], paths[i][0]);
		assert_string_equal(file.p + at + (redirect ? 12 : 16), paths[i] + 1);
		assert_int_equal(number(&file, number(&file, 40, 8) + 4 * (size_t)i, 4), titles[i]);
	}
	assert_string_equal(file.p + dirent(&file, 0) + 16 + sizeof("a.html"), "Third  line");
	assert_int_equal(number(&file, 64, 4), 4);
	assert_int_equal(number(&file, dirent(&file, 4) + 8, 4), 1);
	buf_done(&file);
}

static void
test_same_bytes(void **state)
{
	struct buf one = { 0 }, two = { 0 }, other = { 0 };
	struct digest digest;

	(void)state;
	make(&one, "<p>x</p>", 3, &digest);
	make(&two, "<p>x</p>", 3, &digest);
	make(&other, "<p>y</p>", 3, &digest);
	assert_int_equal(one.n, two.n);
	assert_memory_equal(one.p, two.p, one.n);
	assert_memory_not_equal(one.p + 8, other.p + 8, 16); /* the identifier */
	buf_done(&one);
	buf_done(&two);
	buf_done(&other);
}

/* More than one cluster holds: each is begun anew, and every entry knows its own. */
static void
test_clusters(void **state)
{
	enum { SIZE = 300000, COPIES = 10 };
	struct buf file = { 0 };
	struct digest digest;
	char *text = malloc(SIZE);
	uint64_t last = 0;

	(void)state;
	memset(text, 'a', SIZE - 1);
	text[SIZE - 1] = '\0';
	make(&file, text, COPIES, &digest);
	assert_true(number(&file, 28, 4) >= 4);
	for (size_t i = 0; i < number(&file, 28, 4); i++) {
		uint64_t at = number(&file, number(&file, 48, 8) + 8 * i, 8);

		assert_true(file.p[at] == 1 || file.p[at] == 5);
		last = at > last ? at : last;
	}
	assert_true(last < number(&file, 72, 8));
	for (uint32_t i = 0; i < COPIES; i++)
		assert_true(number(&file, dirent(&file, 2 + i) + 8, 4) < number(&file, 28, 4));
	free(text);
	buf_done(&file);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_header), cmocka_unit_test(test_lists),
		cmocka_unit_test(test_same_bytes), cmocka_unit_test(test_clusters) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "show/export_earlier.h"

static struct raw
raw(const char *text)
{
	return raw_from_str(str_from_c(text));
}

static void
names(void **state)
{
	static const struct {
		const char *name;
		bool safe;
	} rows[] = {
		{ "a.md", true },
		{ "BBC/1.md", true },
		{ "a b/\"c\nd\".md", true },
		{ "...md", true },
		{ "..a/b", true },
		{ "", false },
		{ "/etc/passwd", false },
		{ "../a", false },
		{ "a/../b", false },
		{ "a/..", false },
		{ ".", false },
		{ "a//b", false },
		{ "a/", false },
		{ "./a", false },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_int_equal(export_name_is_safe(raw(rows[i].name)), rows[i].safe);
	assert_false(export_name_is_safe((struct raw){ (const unsigned char *)"a\0b", 3 }));
}

static char *
work_folder(char *path)
{
	char *made = mkdtemp(path);

	assert_non_null(made);
	return made;
}

static int
remove_one(const char *path, const struct stat *status, int flag, struct FTW *ftw)
{
	(void)status;
	(void)flag;
	(void)ftw;
	return remove(path);
}

static struct err
write_file(struct export_dir *dir, const char *name, const char *text)
{
	struct export_file file = { 0 };
	struct digest digest, want = digest_of(raw(text));
	struct err e = export_file_open(dir, raw(name), &file);

	if (e.code)
		return e;
	export_file_put(&file, raw(text));
	e = export_file_close(&file, 1612137600, &digest);
	assert_true(digest_equal(&digest, &want));
	return e;
}

static void
files_stay_below_the_folder(void **state)
{
	char path[] = "/tmp/xinshi-export-XXXXXX", *base = work_folder(path);
	struct arena arena CLEAN(arena_done) = { 0 };
	const char *out = str_terminated(&arena, str_format(&arena, "%s/a/out", base));
	const char *file = str_terminated(&arena, str_format(&arena, "%s/x/y/z.md", out));
	const char *link = str_terminated(&arena, str_format(&arena, "%s/link", out));
	const char *escaped = str_terminated(&arena, str_format(&arena, "%s/evil", base));
	struct export_dir dir;
	struct stat status;

	(void)state;
	assert_int_equal(export_dir_open(out, false, &dir).code, 0);
	assert_int_equal(write_file(&dir, "x/y/z.md", "hello").code, 0);
	assert_int_equal(stat(file, &status), 0);
	assert_int_equal(status.st_size, 5);
	assert_int_equal(status.st_mtim.tv_sec, 1612137600);
	assert_int_equal(symlink(base, link), 0);
	assert_int_not_equal(write_file(&dir, "link/evil", "x").code,
	    0); /* a link on the way is no folder of ours */
	assert_int_equal(stat(escaped, &status), -1);
	assert_int_equal(write_file(&dir, "../evil", "x").code, ERR_ACCESS);
	export_dir_close(&dir);
	assert_int_equal(export_dir_open(out, false, &dir).code, ERR_EXISTS);
	assert_int_equal(export_dir_open(out, true, &dir).code, 0);
	export_dir_close(&dir);
	assert_int_equal(nftw(base, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
}

static void
the_manifest_stands_beside(void **state)
{
	static const struct {
		const char *path, *want;
	} rows[] = {
		{ "out", "out.manifest.json" },
		{ "out/", "out.manifest.json" },
		{ "/tmp/a.jsonl", "/tmp/a.jsonl.manifest.json" },
		{ ".", "./manifest.json" },
		{ "a/..", "a/../manifest.json" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };

		assert_string_equal(
		    str_terminated(&arena, manifest_path(&arena, rows[i].path)), rows[i].want);
	}
}

static void
the_manifest_names_bytes_of_any_kind(void **state)
{
	char path[] = "/tmp/xinshi-export-XXXXXX";
	int fd = mkstemp(path);
	struct manifest manifest = { .fd = -1 };
	struct buf in CLEAN(buf_done) = { 0 };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct digest digest = digest_of(raw("x"));
	char *text;

	(void)state;
	assert_int_equal(manifest_open(path, "archive", &manifest).code, 0);
	manifest_add(&manifest, raw("a\"b.md"), &digest, 1, 7, 0);
	manifest_add(&manifest, raw("\377.md"), &digest, 1, 0, 0);
	assert_int_equal(manifest_close(&manifest, 3, 2, true).code, 0);
	close(fd);
	fd = open(path, O_RDONLY);
	assert_int_equal(fd_read_all(fd, 10000, &in).code, 0);
	text = str_terminated(&arena, buf_str(&in));
	assert_non_null(strstr(text, "\"name\":\"a\\\"b.md\",\"sha256\":\"2d711642"));
	assert_non_null(strstr(text, "\"size\":1,\"id\":7}"));
	assert_non_null(strstr(text, "\"name_hex\":\"ff2e6d64\""));
	assert_non_null(strstr(text, "],\"count\":2,\"rules\":3,\"quarantine_left_out\":2}"));
	close(fd);
	unlink(path);
}

static void
put_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	assert_int_equal(fd_write_all(fd, raw(text)).code, 0);
	close(fd);
}

/* What an earlier run left is known by name and bytes; what is gone is removed, but not through a link, and not what was edited. */
static void
an_earlier_run(void **state)
{
	static const char *const files[] = { "a/b/same.md", "a/b/gone.md", "c/gone.md", "edited.md", "link/gone.md", "\377.md" };
	struct arena arena CLEAN(arena_done) = { 0 };
	char path[] = "/tmp/xinshi-export-XXXXXX";
	char *folder = work_folder(path);
	const char *list = str_format(&arena, "%s/m.json%c", folder, 0).p;
	const char *out = str_format(&arena, "%s/out%c", folder, 0).p, *other = str_format(&arena, "%s/other%c", folder, 0).p;
	struct manifest manifest = { .fd = -1 };
	struct digest digest = digest_of(raw("text"));
	struct earlier earlier;
	struct export_dir dir;
	int64_t removed = 0;

	(void)state;
	assert_int_equal(manifest_open(list, "markdown", &manifest).code, 0);
	for (size_t i = 0; i < LENGTH(files); i++)
		manifest_add(&manifest, raw(files[i]), &digest, 4, 1, 1);
	assert_int_equal(manifest_close(&manifest, 1, 0, true).code, 0);
	assert_int_equal(export_dir_open(out, true, &dir).code, 0);
	mkdir(other, 0755);
	assert_int_equal(symlinkat(other, dir.fd, "link"), 0);
	for (size_t i = 0; i < LENGTH(files); i++) {
		if (i == 4)
			continue;
		assert_int_equal(write_file(&dir, files[i], i == 3 ? "mine" : "text").code, 0);
	}
	put_file(str_format(&arena, "%s/gone.md%c", other, 0).p, "text");

	assert_int_equal(earlier_read(list, "archive", &earlier).code, 0);
	assert_int_equal(earlier.count, 0);
	assert_int_equal(earlier_read(list, "markdown", &earlier).code, 0);
	assert_int_equal(earlier.count, LENGTH(files));
	assert_true(earlier_has(&earlier, &dir, raw("a/b/same.md"), &digest, 4));
	assert_false(earlier_has(&earlier, &dir, raw("new.md"), &digest, 4));
	assert_true(earlier_has(&earlier, &dir, raw("\377.md"), &digest, 4));
	earlier_remove(&earlier, &dir, &removed);
	assert_int_equal(removed, 2);
	assert_int_equal(faccessat(dir.fd, "a/b/same.md", F_OK, 0), 0);
	assert_int_equal(faccessat(dir.fd, "a/b/gone.md", F_OK, 0), -1);
	assert_int_equal(faccessat(dir.fd, "c", F_OK, 0), -1); /* its last file */
	assert_int_equal(faccessat(dir.fd, "edited.md", F_OK, 0), 0);
	assert_int_equal(faccessat(dir.fd, "link/gone.md", F_OK, 0), 0);
	earlier_done(&earlier);
	export_dir_close(&dir);
	assert_int_equal(nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(files_stay_below_the_folder),
		cmocka_unit_test(the_manifest_stands_beside),
		cmocka_unit_test(the_manifest_names_bytes_of_any_kind),
		cmocka_unit_test(an_earlier_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

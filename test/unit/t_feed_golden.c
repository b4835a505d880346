/*
 * Golden feeds: test/golden/feed/CASE/ holds in.xml, what is understood of it (want.json, a member
 * or an item a line) and in NOTE a line on what it shows.  With GOLDEN_WRITE in the environment the
 * answers are written instead.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "read/feed.h"
#include "record/feed_json.h"
#include "refine/feed_clean.h"

enum { FILE_SIZE = 1 << 20 };

static const char *
folder(void)
{
	const char *dir = getenv("GOLDEN_DIR");

	return dir ? dir : "test/golden";
}

static void
path_of(const char *name, const char *file, char path[512])
{
	snprintf(path, 512, "%s/feed/%s/%s", folder(), name, file);
}

static void
file_read(const char *name, const char *file, struct buf *out)
{
	char path[512];
	int fd CLEAN(fd_close) = -1;

	path_of(name, file, path);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fd_read_all(fd, FILE_SIZE, out).code)
		fail_msg("%s cannot be read", path);
}

static void
file_write(const char *name, const char *file, struct str text)
{
	char path[512];
	int fd CLEAN(fd_close) = -1;

	path_of(name, file, path);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	assert_true(fd >= 0);
	assert_int_equal(fd_write_all(fd, raw_from_str(text)).code, ERR_NONE);
}

/* A line for each member of the two outermost levels, so that a difference shows where it is. */
static void
lines_put(struct str json, struct buf *out)
{
	unsigned depth = 0;
	bool quoted = false;

	for (size_t i = 0; i < json.n; i++) {
		char c = json.p[i];

		if (c == '"' && (!i || json.p[i - 1] != '\\'))
			quoted = !quoted;
		buf_push_char(out, c);
		if (quoted)
			continue;
		depth += c == '{' || c == '[';
		depth -= c == '}' || c == ']';
		if (c == ',' && depth <= 3)
			buf_push_char(out, '\n');
	}
	buf_push_char(out, '\n');
}

static void
answer(struct raw bytes, struct buf *out)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf text CLEAN(buf_done) = { 0 };
	struct json json = { .out = &text };
	struct feed_question question = { .bytes = bytes, .base = S("https://base.example/feed") };
	struct feed feed;

	assert_int_equal(feed_parse(&arena, &question, &feed).code, ERR_NONE);
	feed_clean(&arena, &feed);
	json_object(&json, NULL);
	feed_json(&json, &feed);
	json_object_end(&json);
	lines_put(buf_str(&text), out);
}

static void
check(const char *name)
{
	struct buf in CLEAN(buf_done) = { 0 }, got CLEAN(buf_done) = { 0 },
		      want CLEAN(buf_done) = { 0 };

	file_read(name, "in.xml", &in);
	answer(buf_raw(&in), &got);
	if (getenv("GOLDEN_WRITE")) {
		file_write(name, "want.json", buf_str(&got));
		return;
	}
	file_read(name, "want.json", &want);
	if (!str_equal(buf_str(&got), buf_str(&want)))
		fail_msg("feed/%s: got\n%.*s", name, STR_ARGS(buf_str(&got)));
}

static void
all_cases(void **state)
{
	char path[512];
	DIR *dir;
	unsigned count = 0;

	(void)state;
	path_of("", "", path);
	dir = opendir(path);
	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));) {
		if (entry->d_name[0] == '.')
			continue;
		check(entry->d_name);
		count++;
	}
	closedir(dir);
	assert_true(count > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(all_cases) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "follow/sites.h"

static char folder[] = "/tmp/t_sites.XXXXXX";
static struct arena kept;

/* Relative to the archive; what is there is its own name. */
static const char *const files[] = { "sites/post.example.rules", "sites/.post.example.rules",
	"sites/sport.post.example.rules", "sites/.com.tw.rules", "outside.rules" };

static const struct {
	const char *url, *name; /* NULL: none */
} cases[] = {
	{ "https://post.example/1", "post.example.rules" },
	{ "http://www.post.example/", "post.example.rules" },
	{ "https://POST.example:8443/1?x", "post.example.rules" },
	{ "https://sport.post.example/", "sport.post.example.rules" },
	{ "https://www.sport.post.example/", "sport.post.example.rules" },
	{ "https://news.post.example/", ".post.example.rules" },
	{ "https://a.b.news.post.example/", ".post.example.rules" },
	{ "https://paper.com.tw/", ".com.tw.rules" },
	{ "https://mypost.example/", NULL },
	{ "https://example/", NULL },
	{ "https://[2001:db8::1]/", NULL },
	{ "https://..%2foutside/", NULL },
	{ "https://..%2f..%2foutside.rules/", NULL },
	{ "ftp://post.example/", NULL },
	{ "post.example", NULL },
	{ "", NULL },
};

static void
test_hosts(void **state)
{
	struct sites sites = { .folders = {
				   str_format(&kept, "%s/sites", folder),
				   S("/nonexistent"),
			       } };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct extract_question question = { 0 };
		struct err e = sites_find(&arena, &sites, str_from_c(cases[i].url), &question);

		if (e.code || !str_equal(question.rules_name, str_from_c(cases[i].name)))
			fail_msg("%s: %s, %.*s", cases[i].url, err_row(e.code)->name,
			    STR_ARGS(question.rules_name));
		if (cases[i].name)
			assert_true(str_ends(question.rules, question.rules_name));
	}
}

static void
write_file(const char *path, struct str text)
{
	int fd CLEAN(fd_close) = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	assert_true(fd >= 0);
	assert_int_equal(fd_write_all(fd, raw_from_str(text)).code, 0);
}

/* A file that is there and cannot be used is a fault, not a site without rules. */
static void
test_faults(void **state)
{
	struct buf large CLEAN(buf_done) = { 0 };
	const char *path = str_terminated(&kept, str_format(&kept, "%s/bad.rules", folder));
	struct str text, name = S("as before");

	(void)state;
	assert_int_equal(sites_read(&kept, path, &text, &name).code, ERR_NOT_FOUND);
	write_file(path, S("body: \xff"));
	assert_int_equal(sites_read(&kept, path, &text, &name).code, ERR_UTF8);
	for (int i = 0; i <= SITE_RULES_MAX; i++)
		buf_push_char(&large, '#');
	write_file(path, buf_str(&large));
	assert_int_equal(sites_read(&kept, path, &text, &name).code, ERR_TOO_BIG);
	assert_true(str_equal(name, S("as before")));
	unlink(path);
}

static const char *
path_of(const char *file)
{
	return str_terminated(&kept, str_format(&kept, "%s/%s", folder, file));
}

static int
begin(void **state)
{
	(void)state;
	if (!mkdtemp(folder) || mkdir(path_of("sites"), 0700) < 0)
		return -1;
	for (size_t i = 0; i < LENGTH(files); i++)
		write_file(path_of(files[i]), str_format(&kept, "# %s", files[i]));
	return 0;
}

static int
end(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(files); i++)
		unlink(path_of(files[i]));
	rmdir(path_of("sites"));
	rmdir(folder);
	arena_done(&kept);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hosts),
		cmocka_unit_test(test_faults),
	};

	return cmocka_run_group_tests(tests, begin, end);
}

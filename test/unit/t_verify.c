#include "store_test.h"

static struct verify_report
verify(struct fixture *f)
{
	struct verify_report report;

	must(archive_verify(f->archive, &f->arena, NULL, NULL, &report));
	return report;
}

static void
assert_clean(struct fixture *f)
{
	struct verify_report report = verify(f);

	for (size_t i = 0; i < report.count; i++)
		print_error("%.*s: %s %s\n", STR_ARGS(report.items[i].thing), err_row(report.items[i].err.code)->name,
		    report.items[i].err.what);
	assert_int_equal(report.damages, 0);
}

static void
fill(struct fixture *f)
{
	must(archive_begin(f->archive));
	for (int i = 0; i < 40; i++) {
		const char *path = str_format(&f->arena, "story/%d", i / 2).p;
		const char *text = str_format(&f->arena, "Paragraph number %d speaks of the harbour.", i).p;
		struct article article = article_invent(&f->arena, path, text);
		article_keep(f, str_format(&f->arena, "courier/%d.md", i).p, &article);
	}
	must(capture_quarantine(f->archive, capture_invent(f, "courier/bad.md", "nothing"), err_at(ERR_HEADER, 3, "no <!--")));
	must(archive_commit(f->archive));
}

static void
test_clean(void **state)
{
	struct fixture *f = *state;

	assert_clean(f);
	fill(f);
	assert_clean(f);
	struct verify_report report = verify(f);
	assert_int_equal(report.captures, 41);
	assert_int_equal(report.revisions, 40);
	assert_int_equal(report.articles, 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { STORE_TEST(test_clean) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "store_test.h"

static void
test_add_and_get(void **state)
{
	struct fixture *f = *state;
	struct article article = article_invent(&f->arena, "one", "The bridge was opened on Monday.");
	struct article_row row;
	struct revision revision;

	must(archive_begin(f->archive));
	struct added added = article_keep(f, "courier/1.md", &article);
	must(archive_commit(f->archive));
	assert_int_equal(added.kind, ADDED_ARTICLE);
	must(article_get(f->archive, &f->arena, added.article, &row));
	assert_str(row.headline, "Headline of one");
	assert_str(row.source_slug, "example-courier");
	must(revision_get(f->archive, &f->arena, added.article, 0, REVISION_BODY, &revision));
	assert_str(revision.record.text, "The bridge was opened on Monday.");
	assert_int_equal(revision.n, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { STORE_TEST(test_add_and_get) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

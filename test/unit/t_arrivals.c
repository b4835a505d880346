#include "store_test.h"

#include "store/arrivals.h"

/* Three articles of two outlets, of which the first came twice more: a a b c a. */
static void
fill(struct fixture *f)
{
	static const struct {
		const char *path, *text, *source;
	} rows[] = {
		{ "a", "one", "Courier" },
		{ "a", "two", "Courier" },
		{ "b", "three", "Herald" },
		{ "c", "four", "Courier" },
		{ "a", "five", "Courier" },
	};

	must(archive_begin(f->archive));
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct article article = article_invent(&f->arena, rows[i].path, rows[i].text);

		article.source = str_from_c(rows[i].source);
		article_keep(f, str_format(&f->arena, "%zu.md%c", i, 0).p, &article);
	}
	must(archive_commit(f->archive));
}

static struct str
listed(struct fixture *f, struct shelf_of shelf, int64_t from, size_t limit)
{
	struct arrivals arrivals;
	struct str all = S("");

	must(arrivals_list(f->archive, &f->arena, &shelf, from, limit, &arrivals));
	for (size_t i = 0; i < arrivals.count; i++)
		all = str_format(&f->arena, "%.*s%lld.%lld ", STR_ARGS(all),
		    (long long)arrivals.items[i].article, (long long)arrivals.items[i].n);
	return all;
}

static int64_t
counted(struct fixture *f, struct shelf_of shelf)
{
	int64_t count = -1;

	must(arrivals_count(f->archive, &shelf, &count));
	return count;
}

static void
places(void **state)
{
	struct fixture *f = *state;
	struct source courier, herald;

	assert_int_equal(counted(f, (struct shelf_of){ 0 }), 0);
	assert_str(listed(f, (struct shelf_of){ 0 }, 0, 10), "");
	fill(f);
	must(source_find(f->archive, &f->arena, S("Courier"), &courier));
	must(source_find(f->archive, &f->arena, S("Herald"), &herald));
	assert_int_equal(counted(f, (struct shelf_of){ 0 }), 5);
	assert_str(listed(f, (struct shelf_of){ 0 }, 0, 10), "1.1 1.2 2.1 3.1 1.3 ");
	assert_str(listed(f, (struct shelf_of){ 0 }, 1, 2), "1.2 2.1 ");
	assert_str(listed(f, (struct shelf_of){ 0 }, 5, 2), "");
	assert_int_equal(counted(f, (struct shelf_of){ .source = courier.id }), 4);
	assert_str(listed(f, (struct shelf_of){ .source = courier.id }, 1, 2), "1.2 3.1 ");
	assert_str(listed(f, (struct shelf_of){ .source = herald.id }, 0, 9), "2.1 ");
	assert_int_equal(counted(f, (struct shelf_of){ .changes = true }), 2);
	assert_str(listed(f, (struct shelf_of){ .changes = true }, 0, 9), "1.2 1.3 ");
	assert_str(listed(f, (struct shelf_of){ .source = herald.id, .changes = true }, 0, 9), "");
	assert_int_equal(counted(f, (struct shelf_of){ .source = courier.id, .changes = true }), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(places),
	};

	return cmocka_run_group_tests_name("arrivals", tests, NULL, NULL);
}

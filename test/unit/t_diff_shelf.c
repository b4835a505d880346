#include "store_test.h"

#include "show/diff_shelf.h"

static int written;

static void
count_writer(struct html_out *out, const struct changes *changes)
{
	written++;
	out_put(out, "weight ");
	out_int(out, (int64_t)changes->weight);
}

static const struct diff_writer writer = { "test", count_writer };

static struct digested
newest(struct fixture *f, struct diff_shelf *shelf, enum tongue tongue)
{
	struct html_out out = { .arena = &f->arena, .tongue = tongue };
	struct digested digested = { 0 };
	struct article_row row;

	must(article_get(f->archive, &f->arena, 1, &row));
	must(diff_newest(&out, f->archive, shelf, &row, &writer, &digested));
	return digested;
}

static void
text_add(struct fixture *f, const char *file, const char *text)
{
	struct article article = article_invent(&f->arena, "dam", text);

	must(archive_begin(f->archive));
	article_keep(f, file, &article);
	must(archive_commit(f->archive));
}

/* Written once for two texts and a language, whatever else is committed; again where there is a
 * newer text. */
static void
kept_across_commits(void **state)
{
	static struct diff_shelf shelf;
	struct fixture *f = *state;

	text_add(f, "1.md", "At least 12 people died at the dam.");
	text_add(f, "2.md", "At least 19 people died at the dam.");
	assert_true(str_starts(newest(f, &shelf, TONGUE_EN).html, S("weight ")));
	assert_int_equal(newest(f, &shelf, TONGUE_EN).weight, WEIGHT_FIGURE);
	assert_int_equal(written, 1);
	newest(f, &shelf, TONGUE_HANS);
	assert_int_equal(written, 2);
	text_add(f, "3.md", "At least 23 people died at the dam.");
	newest(f, &shelf, TONGUE_EN);
	newest(f, &shelf, TONGUE_EN);
	assert_int_equal(written, 3);
	shelf_clear(&shelf);
	assert_int_equal(shelf.bytes, 0);
}

static struct digest
key(unsigned n)
{
	return digest_of((struct raw){ (const void *)&n, sizeof(n) });
}

static void
bounded(void **state)
{
	static struct diff_shelf shelf;
	static char text[SHELF_EACH + 1];
	struct digest first = key(0);

	(void)state;
	shelf_put(&shelf, &first, WEIGHT_CLAIM, (struct str){ text, SHELF_EACH + 1 });
	assert_null(shelf_find(&shelf, &first));
	shelf_put(&shelf, &first, WEIGHT_CLAIM, S(""));
	assert_int_equal(shelf_find(&shelf, &first)->weight, WEIGHT_CLAIM);
	for (unsigned i = 0; i < 2000; i++) {
		struct digest each = key(i);

		shelf_put(&shelf, &each, WEIGHT_ADDED, (struct str){ text, SHELF_EACH });
		assert_int_equal(shelf_find(&shelf, &each)->html.n, SHELF_EACH);
		assert_true(shelf.bytes <= SHELF_BYTES);
	}
	shelf_clear(&shelf);
	assert_int_equal(shelf.bytes, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(kept_across_commits, fixture_make, fixture_remove),
		cmocka_unit_test(bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

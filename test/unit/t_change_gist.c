#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "record/change_gist.h"

static struct arena arena;

static struct gist
gist_of(struct str old_headline, struct str new_headline, struct str old, struct str new)
{
	struct article a = { .headline = old_headline, .text = old };
	struct article b = { .headline = new_headline, .text = new };
	struct changes changes;
	struct gist gist;

	changes_between(&arena, &a, &b, &changes);
	changes_gist(&arena, &changes, &gist);
	return gist;
}

static struct str
as_text(const struct gist *gist)
{
	struct str all = S("");

	for (size_t i = 0; i < gist->count; i++) {
		const struct piece *piece = &gist->pieces[i];
		struct str text = piece->kind == EDIT_DELETE ? piece->old_text : piece->new_text;

		all = piece->kind == EDIT_KEEP
			  ? str_join(&arena, all, text, STR_END)
		      : piece->kind == EDIT_DELETE
			  ? str_join(&arena, all, S("[-"), text, S("-]"), STR_END)
			  : str_join(&arena, all, S("{+"), text, S("+}"), STR_END);
	}
	return all;
}

static void
heaviest_edit(void **state)
{
	static const struct {
		struct str old, new, want;
	} rows[] = {
		{ STR_INIT("a dam"), STR_INIT("a dam"), STR_INIT("") },
		{ STR_INIT("At least 12 died."), STR_INIT("At least 19 died."),
		    STR_INIT("At least [-12-]{+19+} died.") },
		{ STR_INIT("The old dam broke.\nAt least 12 died."),
		    STR_INIT("The new dam broke.\nAt least 19 died."),
		    STR_INIT("At least [-12-]{+19+} died.") },
		{ STR_INIT("One stays.\nTwo goes away."), STR_INIT("One stays."),
		    STR_INIT("[-Two goes away.-]") },
		{ STR_INIT("One stays."), STR_INIT("One stays.\nTwo has come."),
		    STR_INIT("{+Two has come.+}") },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct gist gist = gist_of(S("H"), S("H"), rows[i].old, rows[i].new);
		struct str text = as_text(&gist);

		if (!str_equal(text, rows[i].want))
			fail_msg("row %zu: %.*s", i, STR_ARGS(text));
	}
}

/* The words of a headline outweigh a removed sentence, and give way to a figure. */
static void
headline(void **state)
{
	struct gist gist =
	    gist_of(S("Old dam breaks above the town"), S("Old dam leaks above the town"), S("One.\nTwo goes away."), S("One."));
	struct str text = as_text(&gist);

	(void)state;
	if (str_find(text, S("[-breaks-]{+leaks+}"), 0) < 0)
		fail_msg("%.*s", STR_ARGS(text));
	assert_int_equal(gist.pieces[1].weight, WEIGHT_HEADLINE);
	gist = gist_of(S("Old dam breaks above the town"), S("Old dam leaks above the town"), S("At least 12 people died."),
	    S("At least 19 people died."));
	assert_true(str_find(as_text(&gist), S("[-12-]{+19+}"), 0) >= 0);
}

/* Long stretches are cut between characters. */
static void
cut(void **state)
{
	struct str long_text = S("");
	struct gist gist;

	(void)state;
	for (int i = 0; i < 100; i++)
		long_text = str_join(&arena, long_text, S("河水上涨"), STR_END);
	gist = gist_of(S("H"), S("H"), long_text,
	    str_join(&arena, long_text, S("，"), long_text, S("至少19人死亡"), long_text, STR_END));
	assert_true(gist.count > 0);
	for (size_t i = 0; i < gist.count; i++) {
		struct str text = gist.pieces[i].kind == EDIT_DELETE ? gist.pieces[i].old_text
								     : gist.pieces[i].new_text;
		assert_true(text.n <= 200);
		assert_int_equal(utf8_valid_length(raw_from_str(text)), text.n);
	}
}

static void
there_and_back(void **state)
{
	struct gist gist = gist_of(S("H"), S("H"), S("At least 12 died."), S("At least 19 died.")), back;
	struct buf bytes = { 0 };

	(void)state;
	gist_put(&bytes, &gist);
	assert_int_equal(gist_get(&arena, buf_raw(&bytes), &back).code, 0);
	assert_true(str_equal(as_text(&gist), as_text(&back)));
	for (size_t n = 0; n < bytes.n; n++)
		assert_int_equal(
		    gist_get(&arena, (struct raw){ (const unsigned char *)bytes.p, n }, &back).code, ERR_WIRE);
	bytes.p[1] = 9; /* no kind of edit */
	assert_int_equal(gist_get(&arena, buf_raw(&bytes), &back).code, ERR_WIRE);
	bytes.p[0] = 127;
	assert_int_equal(gist_get(&arena, buf_raw(&bytes), &back).code, ERR_WIRE);
	buf_done(&bytes);
}

static void
scored(void **state)
{
	struct changes little = { .weight = WEIGHT_FIGURE, .figures = 2, .removed = 2, .added = 2 };
	struct changes more = { .weight = WEIGHT_FIGURE, .figures = 6, .removed = 6, .added = 6 };
	struct changes huge = { .weight = WEIGHT_CLAIM, .figures = 900, .removed = 1u << 30 };
	struct changes grown = { .weight = WEIGHT_FIGURE, .figures = 2, .removed = 2, .added = 9000 };
	struct changes none = { .weight = WEIGHT_NONE };

	(void)state;
	assert_int_equal(changes_score(&none), 0);
	assert_true(changes_score(&more) > changes_score(&little));
	assert_true(changes_score(&little) > changes_score(&huge));
	assert_int_equal(changes_score(&little), changes_score(&grown));
	assert_int_equal(changes_score(&huge), 100 * WEIGHT_CLAIM + 99);
	for (unsigned i = 0; i < WEIGHT_MAX; i++)
		assert_int_equal(change_weight_from_name(change_weight_name((enum change_weight)i)), i);
	assert_int_equal(change_weight_from_name(S("heavy")), WEIGHT_MAX);
}

static int
done(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(heaviest_edit),
		cmocka_unit_test(headline),
		cmocka_unit_test(cut),
		cmocka_unit_test(there_and_back),
		cmocka_unit_test(scored),
	};

	return cmocka_run_group_tests(tests, NULL, done);
}

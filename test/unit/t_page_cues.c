#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "refine/page_cues.h"

static void
cues(void **state)
{
	static const struct {
		const char *value;
		enum page_cue cue;
		bool want;
	} rows[] = { { "Last UPDATED on", CUE_UPDATED, true }, { "更新时间", CUE_UPDATED, true }, { "Published on", CUE_UPDATED, false },
		{ "article__byline", CUE_AUTHOR, true }, { "article__byline", CUE_NO_AUTHOR, false }, { "author-bio", CUE_NO_AUTHOR, true },
		{ "/authors/ada-morn", CUE_AUTHOR_PATH, true }, { "site-logo.png", CUE_ORNAMENT, true }, { "promo", CUE_ORNAMENT, true },
		{ "", CUE_ORNAMENT, false } };

	(void)state;
	assert_true(page_cues_in_order());
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (page_cue(str_from_c(rows[i].value), rows[i].cue) != rows[i].want)
			fail_msg("%s", rows[i].value);
	assert_true(page_cue_ends(S("post.example.uk"), CUE_DAY_FIRST));
	assert_false(page_cue_ends(S("post.uk.example"), CUE_DAY_FIRST));
	assert_int_equal(page_cue_behind(S("x \"datePublished\": 1 \"pubDate\":2"), CUE_SCRIPT_DATE), 18);
	assert_int_equal(page_cue_behind(S("x"), CUE_SCRIPT_DATE), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(cues) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>

#include "page_test.h"
#include "refine/features.h"
#include "refine/overlap.h"

static size_t
block_with(const struct page *page, const char *words)
{
	for (size_t i = 0; i < page->count; i++)
		if (str_find(page->blocks[i].text, str_from_c(words), 0) >= 0)
			return i;
	fail_msg("no block with %s", words);
	return 0;
}

static void
one_page(void **state)
{
	static const struct {
		const char *block;
		enum feature feature;
		double want;
	} cases[] = {
		{ "three ships", FEATURE_tag, 1 },
		{ "three ships", FEATURE_in_best, 1 },
		{ "three ships", FEATURE_ends_sentence, 1 },
		{ "three ships", FEATURE_near_article, 1 },
		{ "three ships", FEATURE_in_largest_article, 1 },
		{ "three ships", FEATURE_article_index, 1 },
		{ "three ships", FEATURE_from_title, 2 },
		{ "three ships", FEATURE_gap_before, 0 },
		{ "three ships", FEATURE_prev1_tag, 1 },
		{ "three ships", FEATURE_since_end_heading, 100 },
		{ "1961", FEATURE_has_year, 1 },
		{ "1961", FEATURE_gap_before, 2 },
		{ "Crane falls", FEATURE_heading_level, 1 },
		{ "Crane falls", FEATURE_title_overlap, 1 },
		{ "Crane falls", FEATURE_body_overlap, -1 },
		{ "Read more", FEATURE_end_heading, 1 },
		{ "Read more", FEATURE_in_best, 0 },
		{ "Fish is dear", FEATURE_since_end_heading, 1 },
		{ "Fish is dear", FEATURE_link_density, 1 },
		{ "Fish is dear", FEATURE_word_related, 3 },
		{ "Fish is dear", FEATURE_signature_best_share, 0 },
		{ "years ago", FEATURE_long_behind, 0 },
		{ "All rights", FEATURE_copyright, 1 },
		{ "All rights", FEATURE_next1_tag, -1 },
		{ "All rights", FEATURE_page_articles, 1 },
		{ "All rights", FEATURE_page_is_article, 1 },
	};
	struct features features;
	struct seen seen;

	(void)state;
	seen_open(&seen, S(STORY_PAGE));
	page_features(&seen.arena, &seen.page, &features);
	assert_int_equal(features.title_block, block_with(&seen.page, "Crane falls"));
	assert_int_equal(seen.doc.nodes[features.best].tag, TAG_ARTICLE);
	for (size_t i = 0; i < LENGTH(cases); i++) {
		double got =
		    (double)features.of[block_with(&seen.page, cases[i].block)][cases[i].feature];
		if (fabs(got - cases[i].want) > 1e-6)
			fail_msg("%s, %s: %g", cases[i].block, feature_name(cases[i].feature), got);
	}
	seen_done(&seen);
}

/* No page gives a feature that is no number. */
static void
numbers(void **state)
{
	static const char *const pages[] = { "", "<p>a</p>", "<p>.</p><p>。</p>",
		"<a href=x>only links</a>", "<h1>a</h1><h1>a</h1><h1>a</h1>", STORY_PAGE };

	(void)state;
	for (size_t i = 0; i < LENGTH(pages); i++) {
		struct features features;
		struct seen seen;

		seen_open(&seen, str_from_c(pages[i]));
		page_features(&seen.arena, &seen.page, &features);
		for (size_t b = 0; b < seen.page.count; b++)
			for (unsigned f = 0; f < FEATURE_MAX; f++)
				if (!isfinite(features.of[b][f]))
					fail_msg("%s: %s", pages[i], feature_name(f));
		seen_done(&seen);
	}
}

static void
repeats(void **state)
{
	struct features features;
	struct seen seen;

	(void)state;
	seen_open(&seen, S("<p>Print this page.</p><div>other</div><p>Print this page.</p>"));
	page_features(&seen.arena, &seen.page, &features);
	assert_float_equal(features.of[0][FEATURE_repeats], 2, 0);
	assert_float_equal(features.of[0][FEATURE_repeated_before], 0, 0);
	assert_float_equal(features.of[2][FEATURE_repeated_before], 1, 0);
	assert_float_equal(features.of[1][FEATURE_repeats], 1, 0);
	seen_done(&seen);
}

/* The share of a block's runs of words that stand in another text. */
static void
overlaps(void **state)
{
	static const struct {
		const char *text, *block;
		unsigned run;
		double want;
	} cases[] = {
		{ "The crane fell into the water.", "the CRANE fell", 3, 1 },
		{ "The crane fell into the water.", "water fell crane", 1, 1 },
		{ "The crane fell into the water.", "water fell crane", 2, 0 },
		{ "one two three four", "two three five", 2, .5 },
		{ "one two", "one", 2, 0 },
		{ "one", "one", 2, -1 },
		{ "", "one", 1, -1 },
		{ "港口關了", "口關了", 2, 1 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct overlap overlap;
		struct seen seen;
		double got;

		seen_open(&seen, str_from_c(cases[i].block));
		overlap_init(&seen.arena, str_from_c(cases[i].text), cases[i].run, &overlap);
		got = (double)overlap_share(&overlap, &seen.page.blocks[0]);
		if (fabs(got - cases[i].want) > 1e-6)
			fail_msg("%s / %s: %g", cases[i].text, cases[i].block, got);
		seen_done(&seen);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_page),
		cmocka_unit_test(numbers),
		cmocka_unit_test(repeats),
		cmocka_unit_test(overlaps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>

#include "page_test.h"
#include "refine/choose.h"

#define CLAIM "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"articleBody\":\"" STORY_1 " " STORY_2 "\"}</script>"

static void
candidates_of(struct seen *seen, const float *likely, struct candidates *out)
{
	struct features features;

	page_features(&seen->arena, &seen->page, &features);
	choose_candidates(&seen->arena, &seen->page, &features, likely, out);
}

/* Each expert takes what is his, and says nothing where there is none. */
static void
experts(void **state)
{
	struct candidates candidates;
	struct seen seen;
	float likely[3] = { 0.9f, 0.8f, 0.25f };

	(void)state;
	seen_open(&seen, S(CLAIM "<div><p>" STORY_1 "</p><p>" STORY_2 "</p><p>" STORY_3 "</p></div>"));
	assert_int_equal(seen.page.count, 3);
	candidates_of(&seen, likely, &candidates);
	for (unsigned e = 0; e < EXPERT_MAX; e++) {
		static const char *const want[EXPERT_MAX] = {
			[EXPERT_FOREST] = "110", [EXPERT_CONTAINER] = "111", [EXPERT_SOFTENED] = "110", [EXPERT_LOOSE] = "110",
			[EXPERT_STRICT] = "110", [EXPERT_READABLE] = "111", [EXPERT_CLAIMED] = "110",
		};
		const bool *kept = candidates.by[e].kept;
		if ((kept != NULL) != (want[e] != NULL))
			fail_msg("%s", expert_name(e));
		for (size_t i = 0; kept && i < 3; i++)
			if (kept[i] != (want[e][i] == '1'))
				fail_msg("%s: block %zu", expert_name(e), i);
		for (unsigned f = 0; kept && f < CHOICE_MAX; f++)
			assert_true(isfinite(candidates.by[e].of[f]));
	}
	seen_done(&seen);
}

static void
best(void **state)
{
	struct candidates candidates;
	struct seen seen;
	float sure[3] = { 0.99f, 0.99f, 0.01f }, none[3] = { 0, 0, 0 };
	enum expert expert;

	(void)state;
	seen_open(&seen, S("<div><p>" STORY_1 "</p><p>" STORY_2 "</p></div><div><p>" STORY_3 "</p></div>"));
	candidates_of(&seen, sure, &candidates);
	expert = choose_best(&candidates);
	assert_true(expert < EXPERT_MAX && candidates.by[expert].expected > 0.5f && candidates.by[expert].expected <= 1);
	seen_done(&seen);
	seen_open(&seen, S("<p><a href=/1>Home</a></p><p><a href=/2>Town</a></p><p><a href=/3>Sea</a></p>"));
	candidates_of(&seen, none, &candidates);
	assert_int_equal(choose_best(&candidates), EXPERT_MAX);
	seen_done(&seen);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(experts),
		cmocka_unit_test(best),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

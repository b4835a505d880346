#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "page_test.h"
#include "refine/state_text.h"

#define OG "<meta property='og:type' content='article'>"
#define FOUR "\"" STORY_1 "\",\"" STORY_2 "\",\"" STORY_4 "\",\"" STORY_5 "\",\"" STORY_6 "\""
#define OBJECTS                                                                                                \
	"[{\"text\":\"" STORY_1 "\"},{\"text\":\"" STORY_2 "\"},{\"text\":\"" STORY_4 "\"},{\"text\":\"" STORY_5 \
	"\"},{\"text\":\"" STORY_6 "\"},{\"text\":\"" STORY_6 "\"}]"
#define WHOLE "<p>" STORY_1 "</p><p>" STORY_2 "</p><p>" STORY_4 "</p><p>" STORY_5 "</p><p>" STORY_6 "</p>"

static const struct {
	const char *html;
	bool found;
} cases[] = {
	{ OG "<script id=__NEXT_DATA__ type=application/json>{\"props\":{\"parts\":" OBJECTS "}}</script>", true },
	{ OG "<script>window.__INITIAL_STATE__={\"a\":{\"body\":\"" WHOLE "\"}};f(1)</script>", true },
	{ OG "<script>Fusion.globalContent={\"content_elements\":" OBJECTS "};</script>", true },
	{ OG "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"articleBody\":\"" STORY_1 "\\n" STORY_2 "\\n" STORY_4
	     "\\n" STORY_5 "\\n" STORY_6 "\"}</script>", true },
	/* the page says it itself */
	{ OG "<p>" STORY_1 "</p><p>" STORY_2 "</p><p>" STORY_3 "</p><p>" STORY_4 "</p><p>" STORY_5 "</p><p>" STORY_6
	     "</p><script id=__NEXT_DATA__ type=application/json>{\"parts\":" OBJECTS "}</script>", false },
	{ OG "<script>var elsewhere={\"parts\":" OBJECTS "}</script>", false },
	{ OG "<script type=application/json>{\"description\":[" FOUR "]}</script>", false },
	{ OG "<script type=application/json>{{{{[[[[\"</script>", false },
	{ "", false },
};

static void
states(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct seen seen;
		struct str text;

		seen_open(&seen, str_from_c(cases[i].html));
		text = state_text(&seen.arena, &seen.page);
		if ((text.n > 0) != cases[i].found)
			fail_msg("%zu: %.*s", i, (int)text.n, text.p);
		if (cases[i].found) {
			ptrdiff_t last = str_find(text, S(STORY_6), 0);
			assert_true(str_find(text, S(STORY_1), 0) > 0 && last > 0);
			assert_true(str_find(text, S(STORY_6), (size_t)last + 1) < 0);
		}
		seen_done(&seen);
	}
}

/* Nothing in a script becomes an element of the page unless it is markup as such. */
static void
escapes(void **state)
{
	struct seen seen;
	struct str text;

	(void)state;
	seen_open(&seen, S(OG "<script type=application/json>{\"parts\":[{\"text\":\"a < b. " STORY_1 "\"},{\"text\":\"" STORY_2
			      "\"},{\"text\":\"" STORY_4 "\"},{\"text\":\"" STORY_5 "\"},{\"text\":\"" STORY_6 "\"}]}</script>"));
	text = state_text(&seen.arena, &seen.page);
	assert_true(str_find(text, S("a &lt; b."), 0) > 0);
	seen_done(&seen);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(states),
		cmocka_unit_test(escapes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

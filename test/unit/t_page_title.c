#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "refine/page_title.h"

struct candidate {
	const char *text, *from;
	int weight;
};

static void
choice(void **state)
{
	static const struct {
		const char *site, *host, *want;
		struct candidate of[4];
	} rows[] = {
		{ "", "", "", { { 0 } } },
		{ "", "", "Crane falls", { { "Crane falls", "h1", 70 } } },
		/* those that agree are heard */
		{ "", "", "Crane falls into harbour",
		    { { "The Lunden Post", "h1", 70 }, { "Crane falls into harbour", "headline", 60 }, { "Crane falls into harbour", "og:title", 60 } } },
		{ "The Lunden Post", "", "Crane falls into harbour", { { "Crane falls into harbour - The Lunden Post", "title", 25 } } },
		{ "", "lundenpost.example", "Crane falls into harbour", { { "Crane falls into harbour | Lunden Post", "og:title", 60 } } },
		{ "Lunden Post", "", "Crane falls into harbour", { { "Lunden Post | Crane falls into harbour", "og:title", 60 } } },
		{ "Lunden Post", "", "港口起重机坠海", { { "港口起重机坠海_Lunden Post", "title", 25 } } },
		/* a dash inside the headline stays */
		{ "Lunden Post", "", "Crane falls into harbour - nobody is hurt", { { "Crane falls into harbour - nobody is hurt", "h1", 70 } } },
		/* nor is it cut in what programs are told, where people see it whole */
		{ "", "", "Crane falls into harbour - and sinks",
		    { { "Crane falls into harbour - and sinks", "h1", 110 }, { "Crane falls into harbour - and sinks", "og:title", 42 },
			{ "Crane falls into harbour - and sinks", "twitter:title", 8 }, { "Crane falls into harbour - and sinks - Post", "title", 37 } } },
		{ "Lunden Post", "", "The Crane and Its Harbour", { { "Lunden Post", "h1", 90 }, { "The Crane and Its Harbour", "og:title", 60 } } },
		/* cut off by a program */
		{ "", "", "Crane falls into harbour and sinks",
		    { { "Crane falls into harbour...", "headline", 72 }, { "Crane falls into harbour and sinks", "og:title", 40 } } },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct titles titles = { .arena = &arena };
		struct str out = S(""), evidence = S("");
		for (size_t k = 0; k < LENGTH(rows[i].of) && rows[i].of[k].text; k++)
			titles_add(&titles, str_from_c(rows[i].of[k].text), rows[i].of[k].weight, rows[i].of[k].from);
		titles_choose(&titles, str_from_c(rows[i].site), str_from_c(rows[i].host), &out, &evidence);
		if (!str_equal(out, str_from_c(rows[i].want)))
			fail_msg("%s: %.*s", rows[i].want, STR_ARGS(out));
	}
}

static void
bounded(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct titles titles = { .arena = &arena };

	(void)state;
	for (unsigned i = 0; i < 1000; i++)
		titles_add(&titles, S("Crane - falls - into - harbour"), 1, "h1");
	assert_int_equal(titles.count, TITLES_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(choice), cmocka_unit_test(bounded) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

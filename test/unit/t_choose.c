#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "follow/choose.h"

#define NAMED(t, u) { .title = STR_INIT(t), .url = STR_INIT("https://news.example/" u) }
#define GUESS(t, u) { .title = STR_INIT(t), .url = STR_INIT("https://news.example/" u), .is_guess = true }

/* What a page names, and which of it is chosen; -1: people choose. */
static const struct {
	const char *idea;
	struct outline feeds[4];
	size_t count;
	int chosen;
} cases[] = {
	{ "none", { NAMED("", "") }, 0, -1 },
	{ "one", { NAMED("Courier", "feed") }, 1, 0 },
	{ "two formats", { NAMED("Courier RSS", "feed"), NAMED("Courier Atom", "atom.xml") }, 2, 1 },
	{ "three formats, without titles",
	    { NAMED("", "index.rss"), NAMED("", "index.json"), NAMED("", "index.rdf") }, 3, 0 },
	{ "versions", { NAMED("Courier (RSS 2.0)", "a"), NAMED("Courier (Atom 1.0)", "b") }, 2, 1 },
	{ "comments", { NAMED("Courier \u00bb Feed", "feed/"), NAMED("Courier \u00bb Comments Feed", "comments/feed/") },
	    2, 0 },
	{ "only comments", { NAMED("Comments", "comments/feed") }, 1, 0 },
	{ "comments in Chinese", { NAMED("信使报 评论", "c"), NAMED("信使报", "f") }, 2, 1 },
	{ "two sections", { NAMED("World", "world.xml"), NAMED("Sport", "sport.xml") }, 2, -1 },
	{ "a guess beside one that is named", { GUESS("RSS", "rss"), NAMED("Courier", "feed") }, 2, 1 },
	{ "one guess", { GUESS("RSS", "rss") }, 1, 0 },
};

static void
test_choose(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct outlines feeds = { .items = (struct outline *)(uintptr_t)cases[i].feeds,
			.count = cases[i].count };
		const struct outline *chosen = outline_choose(&arena, &feeds);

		if ((chosen ? (int)(chosen - feeds.items) : -1) != cases[i].chosen)
			fail_msg("%s", cases[i].idea);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_choose),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

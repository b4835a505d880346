#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "page_test.h"
#include "refine/element_path.h"
#include "refine/known.h"
#include "refine/passages.h"

#define HOUSE "The Lunden Post is printed on paper made of reeds and is delivered by boat."
#define PAGE                                                                                            \
	"<title>Crane falls</title><h1>Crane falls</h1><div class=text><p>" STORY_1 "</p><p>" STORY_2 "</p>" \
	"<p>" STORY_3 "</p></div><div class=house><p>" HOUSE "</p></div>"

static size_t
block_with(const struct page *page, const char *text)
{
	for (size_t i = 0; i < page->count; i++)
		if (str_find(page->blocks[i].text, str_from_c(text), 0) >= 0)
			return i;
	fail_msg("no block: %s", text);
	return 0;
}

/* Everything at one half, then what is known of it. */
static float *
after(struct seen *seen, const struct extract_known *known)
{
	float *likely = arena_array(&seen->arena, float, seen->page.count);

	for (size_t i = 0; i < seen->page.count; i++)
		likely[i] = 0.5f;
	known_apply(&seen->arena, &seen->page, known, likely);
	return likely;
}

/* What the feed gave is of the article, its title the headline. */
static void
feed(void **state)
{
	struct seen seen;
	float *likely;

	(void)state;
	seen_open(&seen, S(PAGE));
	likely = after(&seen, &(struct extract_known){ .title = S("CRANE falls"), .text = S(STORY_1 "\n" STORY_3) });
	assert_true(likely[block_with(&seen.page, "Crane falls")] == 0);
	assert_true(likely[block_with(&seen.page, STORY_1)] > 0.9f);
	assert_true(likely[block_with(&seen.page, STORY_3)] > 0.9f);
	assert_true(likely[block_with(&seen.page, STORY_2)] == 0.5f);
	assert_true(likely[block_with(&seen.page, HOUSE)] == 0.5f);
	seen_done(&seen);
}

static void
memory(void **state)
{
	struct seen seen;
	uint64_t *prints, house;
	size_t count;
	float *likely;

	(void)state;
	seen_open(&seen, S(PAGE));
	house = passage_print(&seen.page.blocks[block_with(&seen.page, HOUSE)]);
	likely = after(&seen, &(struct extract_known){ .repeated = &house, .repeated_count = 1 });
	assert_true(likely[block_with(&seen.page, HOUSE)] < 0.2f);
	assert_true(likely[block_with(&seen.page, STORY_1)] == 0.5f);
	/* no veto: where nearly all repeats, the pages are versions of one */
	passages_print(&seen.arena, &seen.page, &prints, &count);
	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1; j < count; j++)
			if (prints[j] < prints[i]) {
				uint64_t swap = prints[i];
				prints[i] = prints[j];
				prints[j] = swap;
			}
	likely = after(&seen, &(struct extract_known){ .repeated = prints, .repeated_count = count });
	assert_true(likely[block_with(&seen.page, STORY_1)] == 0.5f);
	seen_done(&seen);
}

/* The same words elsewhere are another passage. */
static void
places(void **state)
{
	struct seen seen;
	uint64_t *prints;
	size_t count;

	(void)state;
	seen_open(&seen, S("<p class=a>One two three</p><p class=a>one TWO, three!</p><p class=b>One two three</p><p>So</p>"));
	passages_print(&seen.arena, &seen.page, &prints, &count);
	assert_int_equal(count, 2);
	assert_true(prints[0] != prints[1]);
	seen_done(&seen);
}

static void
container(void **state)
{
	struct seen seen;
	struct str path;
	float *likely;

	(void)state;
	seen_open(&seen, S(PAGE));
	path = element_path(&seen.arena, &seen.doc, seen.page.blocks[block_with(&seen.page, STORY_1)].owner, 2);
	assert_true(str_equal(path, S("div.text > p")));
	path = element_path(&seen.arena, &seen.doc,
	    seen.doc.nodes[seen.page.blocks[block_with(&seen.page, STORY_1)].owner].parent, ELEMENT_PATH_MAX);
	likely = after(&seen, &(struct extract_known){ .container = path });
	assert_true(likely[block_with(&seen.page, STORY_1)] == 0.5f);
	assert_true(likely[block_with(&seen.page, HOUSE)] < 0.5f);
	likely = after(&seen, &(struct extract_known){ .container = S("main > div.gone") });
	assert_true(likely[block_with(&seen.page, HOUSE)] == 0.5f);
	seen_done(&seen);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(feed),
		cmocka_unit_test(memory),
		cmocka_unit_test(places),
		cmocka_unit_test(container),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

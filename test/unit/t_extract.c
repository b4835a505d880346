#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "page_test.h"
#include "refine/extract.h"

static void
extract_of(struct seen *seen, struct extraction *out)
{
	struct features features;

	page_features(&seen->arena, &seen->page, &features);
	page_extract(&seen->arena, &seen->page, &features, NULL, out);
}

static void
story(void **state)
{
	static const char *const in[] = { STORY_1, STORY_2, STORY_3, STORY_4, STORY_5, STORY_6 };
	static const char *const not_in[] = { "Home", "Photo:", "Read more", "Fish is dear", "lol",
		"All rights" };
	struct extraction extraction, again;
	struct seen seen;

	(void)state;
	seen_open(&seen, S(STORY_PAGE));
	extract_of(&seen, &extraction);
	for (size_t i = 0; i < LENGTH(in); i++)
		if (str_find(extraction.text, str_from_c(in[i]), 0) < 0)
			fail_msg("lost: %s", in[i]);
	for (size_t i = 0; i < LENGTH(not_in); i++)
		if (str_find(extraction.text, str_from_c(not_in[i]), 0) >= 0)
			fail_msg("kept: %s", not_in[i]);
	assert_true(extraction.confidence > 0.5f && extraction.confidence <= 1);
	assert_int_equal(seen.doc.nodes[extraction.container].tag, TAG_ARTICLE);
	extract_of(&seen, &again);
	assert_true(
	    str_equal(extraction.text, again.text) && extraction.confidence == again.confidence);
	seen_done(&seen);
}

static size_t
count_tag(const struct doc *doc, enum tag tag)
{
	size_t n = 0;

	for (uint32_t i = 1; i < doc->count; i++)
		n += doc->nodes[i].tag == tag;
	return n;
}

/* The tree that is cut out holds the paragraphs and the picture among them, with its caption. */
static void
tree(void **state)
{
	struct extraction extraction;
	struct seen seen;
	struct doc doc;

	(void)state;
	seen_open(&seen, S(STORY_PAGE));
	extract_of(&seen, &extraction);
	assert_int_equal(extract_article(&seen.arena, &seen.page, &extraction, &doc).code, ERR_NONE);
	assert_int_equal(count_tag(&doc, TAG_P), 6);
	assert_int_equal(count_tag(&doc, TAG_IMG), 1);
	assert_int_equal(count_tag(&doc, TAG_FIGCAPTION), 1);
	assert_int_equal(
	    count_tag(&doc, TAG_NAV) + count_tag(&doc, TAG_ASIDE) + count_tag(&doc, TAG_FOOTER), 0);
	seen_done(&seen);
}

/* Pages of nothing, and of nothing but what is no article: an answer, with little confidence or
 * none. */
static void
no_article(void **state)
{
	static const char *const pages[] = { "", "<p></p>", "<script>x</script>",
		"<ul><li><a href=/1>One</a></li><li><a href=/2>Two</a></li></ul>" };

	(void)state;
	for (size_t i = 0; i < LENGTH(pages); i++) {
		struct extraction extraction;
		struct seen seen;
		struct doc doc;

		seen_open(&seen, str_from_c(pages[i]));
		extract_of(&seen, &extraction);
		assert_int_equal(extraction.count, seen.page.count);
		assert_int_equal(extraction.kept_count, 0);
		assert_int_equal(extraction.text.n, 0);
		assert_int_equal(
		    extract_article(&seen.arena, &seen.page, &extraction, &doc).code, ERR_NONE);
		seen_done(&seen);
	}
}

/* A page of few words, but a page: with less confidence than an article. */
static void
scraps(void **state)
{
	static const struct {
		const char *html, *want;
	} cases[] = {
		{ "<p>The ferry is late.</p>", "The ferry is late." },
		{ "<h1>Ferry</h1><p>Late &amp; full.</p><a href=/1>More</a>",
		    "Ferry\nLate & full." },
	};
	struct extraction story;
	struct seen seen;

	(void)state;
	seen_open(&seen, S(STORY_PAGE));
	extract_of(&seen, &story);
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct extraction extraction;
		struct seen scrap;

		seen_open(&scrap, str_from_c(cases[i].html));
		extract_of(&scrap, &extraction);
		assert_true(str_equal(extraction.text, str_from_c(cases[i].want)));
		assert_true(extraction.confidence < story.confidence);
		seen_done(&scrap);
	}
	seen_done(&seen);
}

/* What a page that is out to hurt holds is bounded, and so is the work: this ends. */
static void
hostile(void **state)
{
	static const struct {
		const char *unit;
		size_t count;
	} cases[] = {
		{ "<div>", 100000 },
		{ "<p>word ", 30000 },
		{ "<figure><img src=x>", 20000 },
		{ "<h1><div>", 20000 },
		{ "a ", 2000000 },
		{ "<div></div>", 90000 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct extraction extraction;
		struct seen seen;
		struct doc doc;

		seen_open(&seen, many(&arena, cases[i].unit, cases[i].count));
		extract_of(&seen, &extraction);
		assert_true(extraction.count <= PAGE_BLOCKS_MAX);
		assert_int_equal(
		    extract_article(&seen.arena, &seen.page, &extraction, &doc).code, ERR_NONE);
		seen_done(&seen);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(story),
		cmocka_unit_test(tree),
		cmocka_unit_test(no_article),
		cmocka_unit_test(scraps),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

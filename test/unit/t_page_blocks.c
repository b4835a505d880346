#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "page_test.h"

/* What a page's blocks say, parted by bars. */
static void
blocks(void **state)
{
	static const struct {
		const char *html, *want;
	} cases[] = {
		{ "<p>one</p><p> two \n three </p>", "one|two three" },
		{ "<div>a<br>b<br><br>c<br/> <br>d</div>", "a b|c|d" },
		{ "<p>a <b>bold</b>er<i> word</i></p>", "a bolder word" },
		{ "<p>hard\xc2\xa0\xc2\xa0space, 1\xc2\xa0\xe2\x82\xac, \xc2\xa9 x</p>",
		    "hard space, 1 \xe2\x82\xac, \xc2\xa9 x" },
		{ "<p>x<script>y</script><style>z</style><button>no</button></p><svg><text>n</"
		  "text></svg>",
		    "x" },
		{ "<p>seen</p><noscript><p>unseen</p></noscript>", "seen" },
		{ "<ul><li>one<li>two<ul><li>in it</ul>after</ul>", "one|two|in it|after" },
		{ "<table><tr><td>a<td>b</table>", "a|b" },
		{ "<p>甲乙<br><br>丙</p>", "甲乙|丙" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct buf got CLEAN(buf_done) = { 0 };
		struct seen seen;

		seen_open(&seen, str_from_c(cases[i].html));
		for (size_t b = 0; b < seen.page.count; b++) {
			if (b)
				buf_push_char(&got, '|');
			buf_push_str(&got, seen.page.blocks[b].text);
		}
		if (!str_equal(buf_str(&got), str_from_c(cases[i].want)))
			fail_msg("%s: %.*s", cases[i].html, STR_ARGS(buf_str(&got)));
		seen_done(&seen);
	}
}

static void
counts(void **state)
{
	static const struct {
		const char *text;
		uint32_t chars, tokens, commas, digits, stops, cjk, house, voice;
		bool sentence, colon, bullet, year;
	} cases[] = {
		{ "The end of it, really.", 18, 5, 1, 0, 3, 0, 0, 0, true, false, false, false },
		{ "In 1987: 20 ships", 14, 4, 0, 6, 1, 0, 0, 0, false, false, false, true },
		{ "Ports 19870:", 11, 2, 0, 5, 0, 0, 0, 0, false, true, false, false },
		{ "• Sign up for our NEWSLETTER", 23, 5, 0, 0, 3, 0, 2, 0, false, false, true,
		    false },
		{ "I thank you", 9, 3, 0, 0, 2, 0, 0, 3, false, false, false, false },
		{ "港口，关了。", 6, 4, 1, 0, 1, 4, 0, 0, true, false, false, false },
		{ "He said: “Don’t!”", 15, 3, 0, 0, 2, 0, 0, 0, true, false, false, false },
		{ "Größe l'été", 10, 2, 0, 0, 0, 0, 0, 0, false, false, false, false },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		const struct page_block *b;
		struct seen seen;

		seen_open(&seen, str_from_c(cases[i].text));
		assert_int_equal(seen.page.count, 1);
		b = &seen.page.blocks[0];
		if (b->chars != cases[i].chars || b->tokens != cases[i].tokens ||
		    b->commas != cases[i].commas || b->digits != cases[i].digits ||
		    b->stops != cases[i].stops || b->cjk != cases[i].cjk ||
		    b->house != cases[i].house || b->voice != cases[i].voice ||
		    b->ends_sentence != cases[i].sentence || b->ends_colon != cases[i].colon ||
		    b->begins_bullet != cases[i].bullet || b->has_year != cases[i].year)
			fail_msg("%s: %u chars %u tokens %u commas %u digits %u stops %u cjk %u "
				 "house %u voice %d%d%d%d",
			    cases[i].text, b->chars, b->tokens, b->commas, b->digits, b->stops,
			    b->cjk, b->house, b->voice, b->ends_sentence, b->ends_colon,
			    b->begins_bullet, b->has_year);
		assert_int_equal(b->word_count, b->tokens);
		seen_done(&seen);
	}
}

static const struct page_block *
block_with(const struct seen *seen, const char *words)
{
	for (size_t i = 0; i < seen->page.count; i++)
		if (str_find(seen->page.blocks[i].text, str_from_c(words), 0) >= 0)
			return &seen->page.blocks[i];
	fail_msg("no block with %s", words);
	return NULL;
}

/* Elements and words around a block, the head of the page, what a subtree holds. */
static void
around(void **state)
{
	const struct page_block *body, *menu, *comment;
	const struct region *region;
	struct seen seen;

	(void)state;
	seen_open(&seen, S(STORY_PAGE));
	body = block_with(&seen, "three ships");
	menu = block_with(&seen, "Town");
	comment = block_with(&seen, "years ago");
	assert_int_equal(body->near.around[AROUND_ARTICLE], 1);
	assert_int_equal(body->near.word[GROUP_CONTENT], 1);
	assert_int_equal(body->near.around[AROUND_NAV], FAR);
	assert_int_equal(menu->near.around[AROUND_NAV], 3);
	assert_int_equal(menu->link_chars, 4);
	assert_int_equal(menu->links, 1);
	assert_int_equal(comment->near.word[GROUP_COMMENT], 1);
	assert_int_equal(block_with(&seen, "Photo:")->near.around[AROUND_CAPTION], 0);
	assert_true(str_equal(seen.page.title, S("Crane falls into harbour")));
	assert_true(str_equal(seen.page.heading, S("Crane falls into harbour")));
	assert_true(seen.page.is_article && !seen.page.cut);
	assert_int_equal(seen.page.article_elements, 1);
	region = &seen.page.regions[seen.doc.nodes[body->owner].parent];
	assert_int_equal(region->blocks, 8);
	assert_true(region->score > seen.page.regions[comment->owner].score);
	assert_true(
	    region->long_chars < region->chars && region->chars < seen.page.regions[0].chars);
	seen_done(&seen);
}

/* What counts as a link: an anchor that leads somewhere. */
static void
links(void **state)
{
	static const struct {
		const char *html;
		uint32_t link_chars;
	} cases[] = {
		{ "<p>to <a href=/x>here</a></p>", 4 },
		{ "<p>to <a href='#x'>here</a></p>", 4 },
		{ "<p>to <a name=x>here</a></p>", 0 },
		{ "<p>to <a href=' '>here</a></p>", 0 },
		{ "<p>to <a href=' JavaScript:go()'>here</a> or <a href=y>there</a></p>", 5 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct seen seen;

		seen_open(&seen, str_from_c(cases[i].html));
		assert_int_equal(seen.page.count, 1);
		assert_int_equal(seen.page.blocks[0].link_chars, cases[i].link_chars);
		assert_int_equal(seen.page.blocks[0].links, cases[i].link_chars ? 1 : 0);
		seen_done(&seen);
	}
}

/* Text stands in noscript alone: then it counts. */
static void
without_script(void **state)
{
	struct seen seen;

	(void)state;
	seen_open(&seen, S("<div></div><noscript><p>only here</p></noscript>"));
	assert_int_equal(seen.page.count, 1);
	assert_true(str_equal(seen.page.blocks[0].text, S("only here")));
	seen_done(&seen);
}

/* Pages that are out to hurt end at the ceilings, on whole characters. */
static void
ceilings(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf page CLEAN(buf_done) = { 0 };
	struct str words;
	struct seen seen;

	(void)state;
	seen_open(&seen, many(&arena, "<p>a</p>", PAGE_BLOCKS_MAX + 9));
	assert_int_equal(seen.page.count, PAGE_BLOCKS_MAX);
	assert_true(seen.page.cut);
	seen_done(&seen);

	seen_open(&seen, many(&arena, "港口 ", PAGE_BLOCK_BYTES_MAX / 7 + 100));
	assert_int_equal(seen.page.count, 1);
	assert_true(seen.page.cut);
	assert_true(seen.page.blocks[0].text.n <= PAGE_BLOCK_BYTES_MAX);
	assert_int_equal(
	    utf8_valid_length(raw_from_str(seen.page.blocks[0].text)), seen.page.blocks[0].text.n);
	assert_int_equal(seen.page.blocks[0].word_count, PAGE_BLOCK_WORDS_MAX);
	seen_done(&seen);

	/* more text than is looked at, in blocks that are each short enough */
	words = many(&arena, "water ", PAGE_BLOCK_BYTES_MAX / 12);
	for (unsigned i = 0; i < 8; i++) {
		buf_push_str(&page, S("<p>"));
		buf_push_str(&page, words);
	}
	seen_open(&seen, buf_str(&page));
	assert_true(seen.page.cut);
	assert_int_equal(seen.page.count, 2 * PAGE_TEXT_MAX / PAGE_BLOCK_BYTES_MAX + 1);
	seen_done(&seen);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks),
		cmocka_unit_test(counts),
		cmocka_unit_test(around),
		cmocka_unit_test(links),
		cmocka_unit_test(without_script),
		cmocka_unit_test(ceilings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

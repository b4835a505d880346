/*
 * page_test.h: an invented page, from its bytes to its blocks.  For t_page_blocks, t_features,
 * t_extract.
 */
#ifndef XINSHI_TEST_PAGE_TEST_H
#define XINSHI_TEST_PAGE_TEST_H

#include "read/markup.h"
#include "refine/page.h"

struct seen {
	struct arena arena;
	struct markup *markup;
	struct page_words *words;
	struct doc doc;
	struct page page;
};

static inline void
seen_open(struct seen *seen, struct str html)
{
	*seen = (struct seen){ .words = page_words_open() };
	assert_int_equal(markup_open(MARKUP_MYHTML, &seen->markup).code, ERR_NONE);
	assert_int_equal(
	    markup_parse(seen->markup, &seen->arena, html, NULL, &seen->doc).code, ERR_NONE);
	page_blocks(&seen->arena, seen->words, &seen->doc, &seen->page);
}

static inline void
seen_done(struct seen *seen)
{
	markup_close(seen->markup);
	page_words_close(seen->words);
	arena_done(&seen->arena);
}

/* ${unit}, ${count} times. */
static inline struct str
many(struct arena *arena, const char *unit, size_t count)
{
	size_t n = strlen(unit);
	char *p = arena_array(arena, char, n *count + 1);

	for (size_t i = 0; i < count; i++)
		memcpy(p + i * n, unit, n);
	return (struct str){ p, n * count };
}

/* An article of six paragraphs among what surrounds articles. */
#define STORY_1                                                                               \
	"The harbour of Lunden was closed on Tuesday after a crane fell into the water, the " \
	"port's director said."
#define STORY_2                                                                                   \
	"Nobody was hurt, but three ships have to wait until the basin has been searched, which " \
	"may take days."
#define STORY_3                                                                                   \
	"“We heard it before we saw it,” said Ada Morn, who sells fish at the quay. “Then " \
	"everyone ran.”"
#define STORY_4                                                                                  \
	"The crane, built in 1961, had been inspected in spring; the report found rust, but no " \
	"danger."
#define STORY_5                                                                                 \
	"The council meets on Friday to decide whether the second crane, of the same age, may " \
	"still be used."
#define STORY_6                                                                                  \
	"Until then, grain is unloaded in the neighbouring town, where the quay is shorter and " \
	"the work slower."
#define STORY_PAGE                                                                             \
	"<!doctype html><html lang=en><head><title>Crane falls into harbour - The Lunden "     \
	"Post</title>"                                                                         \
	"<meta property='og:type' content='article'><meta property='og:title' content='Crane " \
	"falls into harbour'>"                                                                 \
	"<meta name=description content='A crane fell into the water of the "                  \
	"harbour.'></head><body>"                                                              \
	"<header><nav class=menu><ul><li><a href=/a>Home</a></li><li><a href=/b>Town</a></li>" \
	"<li><a href=/c>Sea</a></li></ul></nav></header>"                                      \
	"<main><article class='article-body'><h1>Crane falls into harbour</h1>"                \
	"<p>" STORY_1 "</p><p>" STORY_2 "</p><p>" STORY_3 "</p><figure><img src=/c.jpg>"       \
	"<figcaption>The crane in May. Photo: Ada Morn</figcaption></figure>"                  \
	"<p>" STORY_4 "</p><p>" STORY_5 "</p><p>" STORY_6 "</p></article></main>"              \
	"<aside class=related><h3>Read more</h3><ul><li><a href=/1>Fish is dear this "         \
	"year</a></li>"                                                                        \
	"<li><a href=/2>New lamps for the quay</a></li></ul></aside>"                          \
	"<div class=comments><h3>Comments</h3><div class=comment><p>I said so years ago, "     \
	"lol.</p></div></div>"                                                                 \
	"<footer class=footer><p>© The Lunden Post. All rights "                              \
	"reserved.</p></footer></body></html>"

#endif

#include <stdlib.h>

#include "read/markup.h"
#include "refine/page_kind.h"
#include "refine/page_links.h"
#include "refine/passages.h"
#include "refine/state_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What the page is, where it goes on, what its scripts hold: an answer, and addresses of the same host. */
static void
look_around(struct arena *arena, const struct page *page, const struct extraction *extraction)
{
	struct kind_found found;
	struct page_links links;
	uint64_t *prints;
	size_t count;
	struct url own;

	if (url_parse(arena, S("https://a.example/n/rain.html"), NULL, &own).code)
		abort();
	page_kind_judge(arena, page, extraction, own, &found);
	if (found.kind < PAGE_ARTICLE || found.kind > PAGE_WALL)
		abort();
	page_links_find(arena, page->doc, own, own, &links);
	if (links.next.n && !str_starts(links.next, S("http")))
		abort();
	passages_print(arena, page, &prints, &count);
	if (count > SITE_PRINTS_MAX || count > page->count)
		abort();
	state_text(arena, page);
}

/* What is kept of any page is valid UTF-8 out of its blocks, and the tree that holds it is well nested. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct markup *markup;
	static struct page_words *words;
	static struct arena arena; /* kept: making one costs more than most pages */
	struct str html = { (const char *)data, utf8_valid_length((struct raw){ data, size }) };
	struct doc doc, article;
	struct page page;
	struct features features;
	struct extraction extraction;

	arena_reset(&arena);
	if (!markup && markup_open(MARKUP_MYHTML, &markup).code)
		abort();
	words = words ? words : page_words_open();
	if (markup_parse(markup, &arena, html, NULL, &doc).code)
		return 0;
	page_blocks(&arena, words, &doc, &page);
	page_features(&arena, &page, &features);
	page_extract(&arena, &page, &features, NULL, &extraction);
	if (extraction.count != page.count || extraction.container >= doc.count)
		abort();
	if (utf8_valid_length(raw_from_str(extraction.text)) != extraction.text.n)
		abort();
	if (!(extraction.confidence >= 0 && extraction.confidence <= 1))
		abort();
	if (extract_article(&arena, &page, &extraction, &article).code || article.count > doc.count)
		abort();
	look_around(&arena, &page, &extraction);
	return 0;
}

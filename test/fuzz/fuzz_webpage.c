#include <stdlib.h>

#include "read/webpage.h"
#include "refine/held.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever a page holds, what is seen of it passes the wire, whose reader trusts nobody. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct markup *markup;
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf wire CLEAN(buf_done) = { 0 };
	struct page_question question = { .bytes = { data, size }, .url = S("https://a.example/") };
	struct page_view view, back;
	struct doc page;

	if (!markup && markup_open(MARKUP_MYHTML, &markup).code)
		abort();
	if (webpage_read(&arena, markup, &question, &page, &view).code)
		return 0;
	webpage_feeds(&arena, &page, question.url, &view.feeds);
	/* a page holds each of its own texts */
	for (uint32_t i = 1; i < page.count && i < 8; i++) {
		held_count(&arena, page.nodes[i].text, &page, &view.blocks, &view.held);
		if (page.nodes[i].tag == TAG_TEXT && view.held > view.blocks)
			abort();
	}
	wire_put_page_view(&wire, &view);
	if (wire_get_page_view(&arena, buf_raw(&wire), &back).code)
		abort();
	return 0;
}

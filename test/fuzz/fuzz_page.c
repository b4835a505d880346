#include <stdlib.h>

#include "main/webarticle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A page's whole way, from bytes in any set to the answer: whatever they are, the answer passes the wire, whose reader trusts nobody. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct markup *markup;
	static struct page_words *words;
	static struct arena arena, taken;
	static struct buf wire;
	const struct extract_question question = { .bytes = { data, size }, .url = S("https://a.example/2024/b"),
		.content_type = S("text/html"), .now = 1700000000, .explain = size & 1 };
	struct extracted extracted, back;

	if (!markup && markup_open(MARKUP_MYHTML, &markup).code)
		abort();
	words = words ? words : page_words_open();
	arena_reset(&arena);
	arena_reset(&taken);
	buf_reset(&wire);
	if (webarticle_read(&arena, markup, words, &question, &extracted).code)
		return 0;
	wire_put_extracted(&wire, &extracted);
	if (wire_get_extracted(&taken, buf_raw(&wire), &back).code || !str_equal(back.plain, extracted.plain))
		abort();
	return 0;
}

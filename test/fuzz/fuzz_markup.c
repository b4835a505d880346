#include <stdlib.h>

#include "read/markup.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A tree that is given is well nested, of valid UTF-8; and the parser remembers nothing of it. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct markup *markup;
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str html = { (const char *)data, utf8_valid_length((struct raw){ data, size }) };
	struct doc doc, again;

	if (!markup && markup_open(MARKUP_MYHTML, &markup).code)
		abort();
	if (markup_parse(markup, &arena, html, NULL, &doc).code)
		return 0;
	for (uint32_t i = 0; i < doc.count; i++) {
		const struct node *node = &doc.nodes[i];
		if (node->end <= i || node->end > doc.count || (i && node->parent >= i))
			abort();
		if (utf8_valid_length(raw_from_str(node->text)) != node->text.n)
			abort();
	}
	if (markup_parse(markup, &arena, html, NULL, &again).code || again.count != doc.count)
		abort();
	return 0;
}

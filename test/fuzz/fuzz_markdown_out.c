#include <stdlib.h>

#include "record/wire.h"
#include "show/markdown_out.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Any tree that the archive takes comes out as Markdown without a tag in it: every < is escaped, but for code. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf out CLEAN(buf_done) = { 0 };
	struct article article = { 0 };

	if (wire_get_article(&arena, (struct raw){ data, size }, &article).code)
		return 0;
	doc_markdown(&out, &article.doc);
	for (size_t i = 0; i < out.n; i++)
		if (out.p[i] == '`')
			return 0;
		else if (out.p[i] == '<' && (i == 0 || out.p[i - 1] != '\\'))
			abort();
	return 0;
}

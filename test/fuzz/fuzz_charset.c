#include <stdlib.h>

#include "text/charset.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first line is the declared label, the rest the text: whatever comes out is UTF-8. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str rest = { (const char *)data, size }, label = { 0 }, text;
	const char *charset = NULL;

	pull_line(&rest, &label);
	if (!text_decode(&arena, raw_from_str(rest), label, &text, &charset).code &&
	    (!charset || utf8_valid_length(raw_from_str(text)) != text.n))
		abort();
	if (!text_from_utf8(raw_from_str(rest), &text).code && utf8_valid_length(raw_from_str(text)) != text.n)
		abort();
	return 0;
}

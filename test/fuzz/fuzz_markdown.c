#include <stdlib.h>

#include "read/markdown.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A head that is taken has a URL, and a date unless we wrote it; a fault points into the file. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct raw bytes = { data, utf8_valid_length((struct raw){ data, size }) };
	struct str text = { (const char *)bytes.p, bytes.n };
	struct markdown file;
	struct err err = markdown_parse(&arena, text, 28800, &file);

	if (err.code && err.at > text.n)
		abort();
	if (!err.code && (!file.url.n || (file.published.precision == WHEN_NONE && !file.own) ||
			     file.body_at + file.body.n > text.n))
		abort();
	if (!err.code && utf8_valid_length(raw_from_str(file.title)) != file.title.n)
		abort();
	return 0;
}

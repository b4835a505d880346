#include <stdlib.h>

#include "read/article_json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is taken has a URL and is UTF-8; a fault points into the file. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct raw bytes = { data, utf8_valid_length((struct raw){ data, size }) };
	struct str text = { (const char *)bytes.p, bytes.n };
	struct markdown file;
	struct err err = article_json_parse(&arena, text, 28800, &file);

	if (err.code && err.at > text.n)
		abort();
	if (!err.code && (!file.url.n || utf8_valid_length(raw_from_str(file.title)) != file.title.n ||
			     utf8_valid_length(raw_from_str(file.body)) != file.body.n))
		abort();
	return 0;
}

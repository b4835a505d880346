#include <stdlib.h>

#include "net/header.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	const struct url url = { "https://a.example/b/c?d", 23 };
	enum coding codings[CODINGS_MAX];
	struct fetched fetched = { 0 };
	struct head head;
	struct url next;

	if (head_parse(&arena, (struct raw){ data, size }, &head).code)
		return 0;
	head_understand(&arena, &head, url, 1612139999, &fetched);
	(void)head_codings(&arena, &head, codings);
	if (head_location(&arena, &head, url, &next) && str_find_char(url_str(next), '#', 0) >= 0)
		abort();
	return 0;
}

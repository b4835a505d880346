#include <stdlib.h>

#include "text/ld.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Any script gives objects within their ceilings, whose values are valid UTF-8. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const keys[] = { "author", "headline", "datePublished", "image" };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str script = { (const char *)data, utf8_valid_length((struct raw){ data, size }) };
	struct ld ld = { 0 };

	ld_read(&arena, script, &ld);
	if (ld.object_count > LD_PAIRS_MAX || ld.pair_count > LD_PAIRS_MAX || ld_dated_page(&ld) >= ld.object_count)
		abort();
	for (size_t i = 0; i < LENGTH(keys); i++) {
		struct ld_at at = { 0 };
		struct str value, type;
		while (ld_next(&ld, ld_article(&ld), str_from_c(keys[i]), &at, &value, &type))
			if (utf8_valid_length(raw_from_str(value)) != value.n)
				abort();
	}
	return 0;
}

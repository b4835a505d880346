/* A list of addresses, as people and other programs write it: what is read can be added as it
 * stands. */
#include <stdlib.h>

#include "base/err.h"
#include "cmd/feed_list.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct raw bytes = { data, size };
	struct str text = { (const char *)data, utf8_valid_length(bytes) };
	struct outlines list;
	struct url url;

	feed_list_read(&arena, text, &list);
	for (size_t i = 0; i < list.count; i++) {
		if (url_parse(&arena, list.items[i].url, NULL, &url).code ||
		    !str_equal(url_str(url), list.items[i].url) ||
		    list.items[i].labels.count > OUTLINE_LABELS_MAX)
			abort();
	}
	return 0;
}

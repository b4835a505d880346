#include "net/robots.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first line is the path, the rest robots.txt. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str rest = { (const char *)data, size }, path = { 0 };
	struct robots robots;

	pull_field(&rest, '\n', &path);
	robots_parse(&arena, raw_from_str(rest), S("xinshi"), &robots);
	(void)robots_allows(&robots, path);
	return 0;
}

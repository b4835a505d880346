/* A cookie of anybody's sets only what the table has, and is read again as it is written. */
#include <assert.h>

#include "show/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct settings settings, again;
	struct str text;

	if (utf8_valid_length((struct raw){ data, size }) != size)
		return 0;
	settings_read((struct str){ (const char *)data, size }, &settings);
	text = settings_text(&arena, &settings);
	settings_read(str_join(&arena, S("xinshi="), text, STR_END), &again);
	assert(str_equal(settings_text(&arena, &again), text));
	assert(settings_style(&arena, &settings).n < 300);
	arena_done(&arena);
	return 0;
}

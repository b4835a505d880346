/* What an earlier run, or anybody, left in a folder as the manifest of a mirror. */
#include <stddef.h>
#include <stdint.h>

#include "show/mirror_manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct raw bytes = { data, utf8_valid_length((struct raw){ data, size }) };
	struct arena arena = { 0 };
	struct mirror_manifest manifest;
	struct buf out = { .max = 1 << 24 };

	manifest_init(&manifest, &arena);
	if (manifest_read((struct str){ (const char *)bytes.p, bytes.n }, &manifest))
		manifest_write(&manifest, &(struct mirror_facts){ 0 }, &out);
	buf_done(&out);
	arena_done(&arena);
	return 0;
}

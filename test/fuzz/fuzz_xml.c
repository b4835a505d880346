#include <stdlib.h>

#include "xml_trace.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A document in pieces, of a size that its first byte says, is what it is at once. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf whole CLEAN(buf_done) = { 0 }, pieces CLEAN(buf_done) = { 0 };
	static struct xml xml;

	if (!size || utf8_valid_length((struct raw){ data, size }) != size)
		return 0;
	xml_trace(&xml, (struct str){ (const char *)data, size }, SIZE_MAX, &whole);
	xml_trace(&xml, (struct str){ (const char *)data, size }, data[0] % 16 + 1, &pieces);
	if (!str_equal(buf_str(&whole), buf_str(&pieces)))
		abort();
	return 0;
}

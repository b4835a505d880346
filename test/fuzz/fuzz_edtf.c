#include <stdlib.h>

#include "text/edtf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Days that are given are in order; a text without any gives nothing. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = { (const char *)data, utf8_valid_length((struct raw){ data, size }) };
	int64_t first = 1, last = 0;

	if (edtf_days(s, &first, &last) != (first <= last))
		abort();
	return 0;
}

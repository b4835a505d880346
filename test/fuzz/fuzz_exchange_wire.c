#include <stdlib.h>

#include "record/exchange.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is read without a fault is written and read again, and is the same. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf first CLEAN(buf_done) = { 0 }, second CLEAN(buf_done) = { 0 };
	struct raw bytes = { data, size };
	struct gate_settings settings;
	struct fetch_question question;
	struct fetched fetched, again;

	(void)wire_get_gate_settings(bytes, &settings);
	(void)wire_get_fetch_question(bytes, &question);
	if (wire_get_fetched(&arena, bytes, &fetched).code)
		return 0;
	wire_put_fetched(&first, &fetched);
	if (wire_get_fetched(&arena, buf_raw(&first), &again).code)
		abort();
	wire_put_fetched(&second, &again);
	if (!str_equal(buf_str(&first), buf_str(&second)))
		abort();
	return 0;
}

#include <stdlib.h>

#include "record/rules_report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is taken of a worker's report is written, taken and written the same. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf once CLEAN(buf_done) = { 0 }, twice CLEAN(buf_done) = { 0 };
	struct raw bytes = { data, size };
	struct rules_question question;
	struct rules_report report;

	(void)wire_get_rules_question(bytes, &question);
	if (wire_get_rules_report(&arena, bytes, &report).code)
		return 0;
	wire_put_rules_report(&once, &report);
	if (wire_get_rules_report(&arena, buf_raw(&once), &report).code)
		abort();
	wire_put_rules_report(&twice, &report);
	if (!str_equal(buf_str(&once), buf_str(&twice)))
		abort();
	return 0;
}

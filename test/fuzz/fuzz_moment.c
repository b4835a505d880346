/* fuzz_moment.c: any text, published on any day, gives times whose spans are valid ranges of it, by
 * place. */
#include <string.h>

#include "figure/moment.h"
#include "../figure_test.h"

static void
check(const struct analysis *analysis)
{
	uint32_t from = 0;

	for (size_t i = 0; i < analysis->moment_count; i++) {
		const struct moment *moment = &analysis->moments[i];
		struct str text = span_text(analysis->text, moment->span);
		if (moment->span.to > analysis->text.n || moment->span.from < from || !text.n ||
		    !moment->edtf.n || moment->edtf.n > 64 ||
		    utf8_valid_length(raw_from_str(text)) != text.n)
			abort();
		from = moment->span.from;
		(void)moment_for(analysis, moment->span.to);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct analysis analysis = { .arena = &arena, .knowledge = tables(), .zone_s = 28800 };

	if (size < 8 || utf8_valid_length((struct raw){ data + 8, size - 8 }) != size - 8)
		return 0;
	memcpy(&analysis.published, data, 8);
	analysis.text = (struct str){ (const char *)data + 8, size - 8 };
	analysis_begin(&analysis);
	zones_read(&analysis, NULL);
	moments_read(&analysis);
	check(&analysis);
	return 0;
}

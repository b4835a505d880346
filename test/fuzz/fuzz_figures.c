/* fuzz_figures.c: all levels of reading figures: any text gives figures whose spans are valid ranges of it, and the same ones again. */

#include "figure/analysis.h"
#include "../figure_test.h"

static void
read_text(struct arena *arena, struct str text, struct buf *out)
{
	struct analysis_question question = { .text = text, .headline = text, .published = 1612231200, .zone_s = 3600 };
	struct analysis analysis;
	struct figures figures, back;

	analyse(arena, tables(), &question, &analysis);
	figures = (struct figures){ analysis.figures, analysis.figure_count, { 0 } };
	wire_put_figures(out, &figures, analysis.text);
	/* reading checks as a stranger's message: spans, decimals, indexes */
	if (wire_get_figures(arena, buf_raw(out), analysis.text, &back).code || back.count != figures.count)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf once CLEAN(buf_done) = { 0 }, twice CLEAN(buf_done) = { 0 };
	struct str text = { (const char *)data, size };

	if (utf8_valid_length((struct raw){ data, size }) != size)
		return 0;
	read_text(&arena, text, &once);
	read_text(&arena, text, &twice);
	if (!str_equal(buf_str(&once), buf_str(&twice)))
		abort();
	return 0;
}

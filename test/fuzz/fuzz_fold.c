#include <stdlib.h>

#include "text/diff.h"
#include "text/fold.h"
#include "text/lang.h"
#include "text/segment.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool holds)
{
	if (!holds)
		abort();
}

/* Folding is idempotent and points back in order; units joined are the text; a diff covers both halves. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str s = { (const char *)data, utf8_valid_length((struct raw){ data, size }) }, rest = s;
	struct buf once CLEAN(buf_done) = { 0 }, twice CLEAN(buf_done) = { 0 }, marked CLEAN(buf_done) = { 0 };
	uint32_t *offsets = arena_array(&arena, uint32_t, FOLD_OFFSETS(s.n));
	size_t joined = 0, half = str_rune_start(s, s.n / 2), kept = 0;
	struct unit unit;

	fold_str(s, &once);
	fold_str(buf_str(&once), &twice);
	fold_str_offsets(s, &marked, offsets);
	check(str_equal(buf_str(&once), buf_str(&twice)) && str_equal(buf_str(&once), buf_str(&marked)));
	for (size_t i = 0; i < marked.n; i++)
		check(offsets[i] <= offsets[i + 1] && str_rune_start(s, offsets[i]) == offsets[i]);
	while (pull_unit(&rest, &unit))
		joined += unit.text.n;
	check(joined == s.n && lang_guess(s).n);
	struct edits edits = diff_texts(&arena, str_slice(s, 0, half), str_from(s, half));
	for (size_t i = 0; i < edits.count; i++)
		kept += (edits.items[i].to - edits.items[i].from) * (edits.items[i].kind == EDIT_KEEP ? 2 : 1);
	check(kept == s.n);
	return 0;
}

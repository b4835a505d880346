#include <stdlib.h>

#include "record/changes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Two texts with a NUL between them; whatever they are, the pieces must give both back. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str all = { (const char *)data, utf8_valid_length((struct raw){ data, size }) };
	ptrdiff_t at = str_find_char(all, '\0', 0);
	struct article old = { .text = str_slice(all, 0, at < 0 ? 0 : (size_t)at) };
	struct article new = { .headline = old.text, .text = str_from(all, (size_t)(at + 1)) };
	size_t old_bytes = 0, new_bytes = 0, lines = 0;
	struct changes changes;

	changes_between(&arena, &old, &new, &changes);
	for (size_t i = 0; i < changes.count; i++) {
		lines += changes.rows[i].new_block != BLOCK_NONE;
		for (size_t j = 0; j < changes.rows[i].count; j++) {
			old_bytes += changes.rows[i].pieces[j].old_text.n;
			new_bytes += changes.rows[i].pieces[j].new_text.n;
		}
	}
	/* all but the line breaks (with the carriage returns before them) */
	if (old_bytes > old.text.n || new_bytes > new.text.n || new_bytes + 2 * lines < new.text.n)
		abort();
	return 0;
}

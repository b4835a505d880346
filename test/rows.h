/*
 * rows.h: for tests: tables of a text and what comes of it.
 */
#ifndef XINSHI_TEST_ROWS_H
#define XINSHI_TEST_ROWS_H

#include "base/arena.h"
#include "base/buf.h"

struct row {
	const char *text, *want;
};

typedef void row_make(struct arena *arena, const char *text, struct buf *out);

static inline void
rows_check(const struct row *rows, size_t count, row_make *make)
{
	struct arena arena CLEAN(arena_done) = { 0 };

	for (size_t i = 0; i < count; i++) {
		struct buf out CLEAN(buf_done) = { 0 };

		make(&arena, rows[i].text, &out);
		assert_int_equal(out.err.code, 0);
		assert_string_equal(str_terminated(&arena, buf_str(&out)), rows[i].want);
	}
}

#endif

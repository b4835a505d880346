/*
 * figure_test.h: what the tests of reading figures share: the tables of data/live, opened once.
 */
#ifndef XINSHI_TEST_FIGURE_TEST_H
#define XINSHI_TEST_FIGURE_TEST_H

#include <stdlib.h>

#include "figure/analysis.h"
#include "guard/worker.h"

/* Stay open to the end of the program, as they do in a worker. */
static inline const struct knowledge *
tables(void)
{
	static struct knowledge *knowledge;
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str dir;

	if (!knowledge && (data_path(&arena, "live", &dir).code || knowledge_open(str_terminated(&arena, dir), NULL, NULL, &knowledge).code))
		abort();
	return knowledge;
}

#endif

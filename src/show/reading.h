/*
 * reading.h: one revision of an article as it is read, and the record that stands under it: where
 * it is from, when it came, its digest, how to take it away and how to cite it.
 */
#ifndef XINSHI_SHOW_READING_H
#define XINSHI_SHOW_READING_H

#include "show/trace.h"

/* What one page of an article needs. */
struct reading {
	struct article_row row;
	struct revision revision;
	struct revisions all;
	bool is_newest;
	struct trace trace;
	int64_t older, newer; /* neighbours in the same source; 0: none */
};

void record_write(
    struct html_out *out, const struct request *request, const struct reading *reading);

#endif

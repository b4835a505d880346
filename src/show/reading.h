/*
 * reading.h: one revision of an article as it is read, and the record that stands under it: where
 * it is from, when it came, its digest, how to take it away and how to cite it.
 */
#ifndef XINSHI_SHOW_READING_H
#define XINSHI_SHOW_READING_H

#include "show/trace.h"
#include "store/changed.h"
#include "store/stories.h"

enum { READING_CHANGES = 20, READING_REVISIONS = 50 };

/* What one page of an article needs. */
struct reading {
	struct article_row row;
	struct revision revision;
	struct revisions all;
	bool is_newest;
	struct changed_rows changed; /* what its texts changed: the last READING_CHANGES of them */
	enum change_weight heaviest; /* of all its changes; WEIGHT_NONE without */
	struct trace trace;
	struct story_head story; /* of which it is; {0} without */
	int64_t older, newer; /* neighbours in the same source; 0: none */
};

void record_write(
    struct html_out *out, const struct request *request, const struct reading *reading);

/* How long it takes to read: 500 characters of Chinese, Japanese or Korean a minute, 265 words of an alphabet, by what the
 * text has of each; at least one. */
int64_t reading_minutes(struct str text);

#endif

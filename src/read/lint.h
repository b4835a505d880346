/*
 * lint.h: what is wrong with a feed, by the specifications: for those who publish one.
 */
#ifndef XINSHI_READ_LINT_H
#define XINSHI_READ_LINT_H

#include "read/feed.h"

/*
 * feed_lint(arena, question, out):
 * Gives:   *${out}: the format, the charset with its evidence, and the faults, each with its line
 * and rule; no items.  Rules are rows of data/lint.tsv and data/lint_attributes.tsv; the verdict
 * on well-formedness is libxml2's.
 * Errors:  as feed_parse.
 * Spec:    RFC 4287, RFC 5005; RSS 2.0.11; RSS 1.0 and its modules; RFC 822, RFC 3339, W3CDTF,
 * RFC 4151, BCP 47.
 */
struct err feed_lint(struct arena *arena, const struct feed_question *question, struct feed *out);

/* The same of bytes that come piece by piece; see feed_stream. */
struct err feed_lint_stream(struct arena *arena, const struct feed_question *question,
    const struct feed_input *input, struct feed *out);

#endif

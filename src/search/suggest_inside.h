/*
 * suggest_inside.h: what the files of suggestions share.
 */
#ifndef XINSHI_SEARCH_SUGGEST_INSIDE_H
#define XINSHI_SEARCH_SUGGEST_INSIDE_H

#include "search/catalogue.h"
#include "search/suggest.h"

struct trying {
	struct search *search;
	struct arena *arena;
	const struct query *query;
	const struct search_options *options;
	struct suggestions out;
	int64_t deadline_ns;
};

/* Enough was found, or enough time has passed. */
bool suggest_is_over(const struct trying *trying);
/* How many there are, counted no further than readers want to know; none where that took too long.
 */
struct err suggest_count(const struct trying *trying, const struct query *query,
    struct search_options options, struct results *out);
/* One more suggestion, if it finds something. */
struct err suggest_attempt(struct trying *trying, enum suggestion_kind kind,
    const struct query *query, struct search_options options, struct str word);

/* alike.c: other words in the place of one phrase, where the archive does not have it at all. */
struct err suggest_close_words(struct trying *trying, size_t group, size_t item);

#endif

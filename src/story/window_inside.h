/*
 * window_inside.h: what the files of the window share.  Nobody else includes it.
 */
#ifndef XINSHI_STORY_WINDOW_INSIDE_H
#define XINSHI_STORY_WINDOW_INSIDE_H

#include "story/window.h"

/* One article that is here. */
struct member {
	int64_t article, source, time, story;
	uint64_t simhash;
	struct story_term *terms;
	float *weights; /* beside the terms, as rare as they were when it came */
	uint32_t *headline; /* its words, numbers aside; ascending */
	uint64_t headline_bits; /* one of 64 for each of them */
	uint32_t count, headline_count;
	float norm;
	bool recurs;
	uint32_t first, last; /* of the same story; last is right at the first only */
	uint32_t before;      /* of the same story, + 1 */
	uint32_t of_source;   /* the one before it of the same outlet, + 1 */
};

/* Where a term stands: members, in the order of coming, and what it weighs in them. */
struct posting {
	uint32_t hash;
	uint32_t count, capacity; /* capacity 0: free */
	struct posted {
		uint32_t member;
		float weight;
	} *members;
};

/* The latest article of an outlet, + 1. */
struct last_of_source {
	int64_t source;
	uint32_t member;
};

struct story_window {
	struct member *members;
	size_t count, capacity;
	struct posting *postings; /* open addressing */
	size_t posting_count, posting_capacity; /* a power of two */
	int64_t *times;	  /* beside the members: theirs, close together */
	double *likeness; /* so too, while one is chosen for */
	uint32_t *touched;
	size_t touched_count;
	struct last_of_source *sources;
	size_t source_count, source_capacity;
	int64_t newest;
};

/* An article that a story is looked for. */
struct asked {
	const struct story_doc *doc;
	story_barred *barred;
	void *context;
	uint32_t headline[TERMS_MAX];
	size_t headline_count;
	uint64_t headline_bits;
	bool recurs;
};

/* ---- window.c ---- */

/* Where this term stands; count 0 where it does not. */
struct posting *posting_of(const struct story_window *window, uint32_t hash);
/* The latest article of an outlet, + 1; 0: none. */
uint32_t last_of_source(const struct story_window *window, int64_t source);

/* ---- likeness.c ---- */

/* ${weights}: of each term of ${doc}, by place, count and rarity; gives their length. */
float story_weigh(const struct story_window *window, const struct story_doc *doc, float *weights);
/* The weight of a term in a member; 0 where it has none. */
float weight_of_term(const struct member *member, uint32_t hash);
/* Sets ->likeness of all members near in time, which ->touched names, to their cosine with ${doc}. */
void likeness_sum(struct story_window *window, const struct story_doc *doc, const float *weights, float norm);
void likeness_forget(struct story_window *window);
bool is_near_in_time(const struct member *member, const struct story_doc *doc);
/* Another time of day, or another day. */
bool is_another_time(const struct member *member, const struct story_doc *doc);
/* The same text, or nearly. */
bool is_copy_of(const struct member *member, const struct story_doc *doc);
/* The words of a headline, numbers aside: at most as many as there are terms. */
size_t headline_terms(const struct story_terms *terms, uint32_t *words);
/* What both headlines say, as a share of what they say together. */
double headlines_alike(const struct member *member, const struct asked *asked);
/* What an outlet says again another time of day in the same words: the count of the day, the close of the market. */
bool is_of_series(const struct member *member, const struct asked *asked, double alike_min);
/* Fills what is known of an article by its headline and its outlet. */
void asked_look(const struct story_window *window, struct asked *asked);

#endif

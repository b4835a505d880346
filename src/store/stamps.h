/*
 * stamps.h: a number for all that is kept of each article, so that who has made something of it
 * knows whether that is still so without looking at a text.
 *
 * It is made of the sums of its rows: texts, causes, changes, feeds that name it, what became of
 * its page, its place in a story. What a page of an article shows besides (its neighbours, who else
 * tells the story, pictures) is not in it.
 */
#ifndef XINSHI_STORE_STAMPS_H
#define XINSHI_STORE_STAMPS_H

#include "store/archive.h"

struct stamps {
	int64_t *ids; /* ascending */
	uint64_t *values;
	size_t count;
};

/* Of every article. */
struct err stamps_articles(struct archive *archive, struct arena *arena, struct stamps *out);
/* Of every picture that is known, with its prints. */
struct err stamps_pictures(struct archive *archive, struct arena *arena, struct stamps *out);
/* Of the names of outlets and feeds. */
struct err stamps_names(struct archive *archive, uint64_t *out);
/* 0: it is none of these. */
uint64_t stamps_find(const struct stamps *stamps, int64_t id);

#endif

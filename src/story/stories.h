/*
 * stories.h: the archive's articles put into stories: those that are new, or have changed.
 */
#ifndef XINSHI_STORY_STORIES_H
#define XINSHI_STORY_STORIES_H

#include "store/stories.h"
#include "story/window.h"

/* What readers have said: two articles that belong together, or do not. */
struct story_pair {
	int64_t article, other;
};
struct story_marks {
	const struct story_pair *apart;
	size_t apart_count;
	const struct story_pair *together;
	size_t together_count;
};

/* Told now and then: done of total; false stops (ERR_INTERRUPTED). */
typedef bool stories_progress(void *context, int64_t done, int64_t total);

/*
 * stories_update(archive, marks, now, progress, context, done):
 * Puts every article that is pending into the story it belongs to, in order of time, in transactions of its own.  An article
 * that is in a story with others stays there when its text changes; ${marks} (may be NULL) say otherwise.  What the articles of the last days before ${now} (seconds)
 * are about is kept beside, so that the next one costs little.
 */
struct err stories_update(struct archive *archive, const struct story_marks *marks, int64_t now, stories_progress *progress, void *context,
    int64_t *done);
/* The same from the beginning: the order in which articles came does not count then. */
struct err stories_rebuild(struct archive *archive, const struct story_marks *marks, int64_t now, stories_progress *progress, void *context,
    int64_t *done);

/* The words behind the terms that two articles share, as the text has them: why they are together.  Terms that overlap are one
 * word. */
enum { STORY_WORDS_MAX = 6 };
struct err story_why_words(struct archive *archive, struct arena *arena, const struct story_row *row, struct strs *out);

#endif

/*
 * window.h: the articles of some days, told apart by what they report: which of them are one story.
 *
 * Precision before recall: a wrong merge says that two newsrooms confirmed each other when they did
 * not.  An article joins a story whose articles of the last two days are like it on the whole, not
 * only one of them; what an outlet says every day in the same words is a series, no story.  Likeness
 * is the cosine of the articles' terms, each weighed by place, count and rarity within the window.
 *
 * Pure: the same articles put in the same order give the same stories.  An article costs what the
 * rare terms that it shares with others cost, so thousands a second.
 */
#ifndef XINSHI_STORY_WINDOW_H
#define XINSHI_STORY_WINDOW_H

#include "story/terms.h"

enum {
	STORY_GAP_S = 2 * 86400,     /* without a new article a story ends */
	STORY_WINDOW_S = 5 * 86400,  /* so far back rarity is measured */
	STORY_WHY_MAX = 6,	     /* terms that tell why */
	STORY_LIKE_ALL = 1000,
};

struct story_doc {
	int64_t article, source;
	int64_t time;	 /* seconds; orders the story */
	uint64_t simhash; /* of its text (refine/prints.h); 0 without */
	struct story_terms terms;
};

/* Why an article is where it is. */
struct story_why {
	int64_t like;	 /* how like the story it is, of STORY_LIKE_ALL; 0: it is alone so far */
	int64_t nearest; /* the article of the story that it is most like; 0 without */
	uint32_t terms[STORY_WHY_MAX]; /* what they share, weightiest first */
	size_t count;
};

struct story_window;

struct story_window *story_window_new(void);
void story_window_free(struct story_window *window);

/* The story that ${doc} belongs to, by its number; 0: none that is here.  ${barred} (may be NULL) says of two articles that
 * a reader has told apart. */
typedef bool story_barred(void *context, int64_t article, int64_t other);
int64_t story_window_choose(struct story_window *window, const struct story_doc *doc, story_barred *barred, void *context,
    struct story_why *why);
/* Puts an article in, of this story; its terms are copied.  What is older than the window by then is forgotten now and then. */
void story_window_put(struct story_window *window, const struct story_doc *doc, int64_t story);
/* Whether the article is here. */
bool story_window_has(const struct story_window *window, int64_t article);
size_t story_window_count(const struct story_window *window);

#endif

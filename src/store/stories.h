/*
 * stories.h: which articles report one event, as the room story has judged it: rows, and lists of
 * them.  Derived: it can all be made again.
 *
 * A story's number is the id of the article that began it, so it is as permanent as that; the id of
 * any article leads to the story that it is in now.
 */
#ifndef XINSHI_STORE_STORIES_H
#define XINSHI_STORE_STORIES_H

#include "store/articles.h"

struct story_row {
	int64_t article, revision, time, source, simhash;
	int64_t story;
	int64_t alike;	 /* of 1000; 0: the first of its story, or alone */
	int64_t nearest; /* the article it was most like; 0 without */
	struct raw why;	 /* terms that both have: u32 each */
	struct raw terms; /* empty: not kept, to be made again from the text */
};
struct story_rows {
	struct story_row *items;
	size_t count;
};

/* Articles that are in no story yet, or whose text has changed since: in order of time; without story and terms. */
struct err stories_pending(struct archive *archive, struct arena *arena, size_t limit, struct story_rows *out);
/* How many they are. */
struct err stories_pending_count(struct archive *archive, int64_t *out);
/* Rows of articles that are gone are removed; how many. */
struct err stories_leave(struct archive *archive, int64_t *count);
/* Writer: puts or replaces a row. */
struct err story_put(struct archive *archive, const struct story_row *row);
/* Writer: forgets where one article was put, so that it is pending. */
struct err story_take_out(struct archive *archive, int64_t article);
/* Writer: forgets all, so that every article is pending. */
struct err stories_forget(struct archive *archive);
/* Writer: terms of articles within [from, to) are not kept any longer. */
struct err stories_shed(struct archive *archive, int64_t from, int64_t to);
/* Those within [from, to), in order of time. */
struct err stories_between(
    struct archive *archive, struct arena *arena, int64_t from, int64_t to, struct story_rows *out);

/* The row of an article; ERR_NOT_FOUND. */
struct err story_of(struct archive *archive, struct arena *arena, int64_t article, struct story_row *out);

/* What is to be said of a story as a whole. */
struct story_head {
	int64_t story;
	int64_t articles, sources;
	int64_t first, last; /* effective times, seconds */
};
struct story_heads {
	struct story_head *items;
	size_t count;
};
/* ERR_NOT_FOUND where no article is in it. */
struct err story_head(struct archive *archive, int64_t story, struct story_head *out);
/* Stories with articles within [from, to), counted within these times: told by most outlets first, then by most articles, then
 * the newest; those of one article come last, newest first.  *${total}: how many there are. */
struct err stories_list(struct archive *archive, struct arena *arena, int64_t from, int64_t to, size_t offset, size_t limit,
    struct story_heads *out, int64_t *total);
/* Its outlets, in the order in which they first told it. */
struct story_outlet {
	int64_t source, articles, first; /* first: seconds */
	int64_t article;		 /* the first one */
	struct str slug, name;
};
struct story_outlets {
	struct story_outlet *items;
	size_t count;
};
struct err story_outlets(struct archive *archive, struct arena *arena, int64_t story, struct story_outlets *out);
/* Which articles are told together with others: all of every story that has at least two, by story and article. */
struct story_member {
	int64_t story, article;
};
struct story_members {
	struct story_member *items;
	size_t count;
};
struct err stories_together(struct archive *archive, struct arena *arena, struct story_members *out);
/* The time of the newest article that is in a story of several; 0 where none is. */
struct err stories_newest(struct archive *archive, int64_t *out);
/* How many articles within [from, to) are in stories. */
struct err stories_known(struct archive *archive, int64_t from, int64_t to, int64_t *out);
/* Its newest articles, newest first. */
struct err story_newest(struct archive *archive, struct arena *arena, int64_t story, size_t limit, struct article_rows *out);
/* Its articles, oldest first, behind (${after_time}, ${after}); 0, 0: from the first. */
struct err story_articles(struct archive *archive, struct arena *arena, int64_t story, int64_t after_time, int64_t after,
    size_t limit, struct article_rows *out);

#endif

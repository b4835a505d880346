/*
 * feed_list.h: feeds to be added that need no worker to read: addresses as people type them, lists of addresses, and the lists that
 * come with xinshi (data/starter.tsv).
 */
#ifndef XINSHI_CMD_FEED_LIST_H
#define XINSHI_CMD_FEED_LIST_H

#include "record/outline.h"
#include "text/url.h"

/* An address as typed: "https://a.example/rss", "a.example/rss" (https), "feed://a.example/rss" (http), "feed:https://...";
 * those of url_parse. */
struct err feed_url_typed(struct arena *arena, struct str typed, struct url *out);

/*
 * feed_list_read(arena, text, out):
 * A list of addresses, one a line, as newsboat's "urls" files have it: behind the address come labels, in quotes where they hold
 * blanks, and "~title" as a title.  Empty lines and lines that begin with # are comments; what is no web address (newsboat's
 * query:, exec: and filter:) is counted in left_out and never run.
 * Limits:  OUTLINES_MAX lines, OUTLINE_LABELS_MAX labels; more are counted in left_out, or dropped.
 */
void feed_list_read(struct arena *arena, struct str text, struct outlines *out);

struct starter {
	const char *list, *title, *url, *page, *lang, *zone, *labels, *source, *note;
};
extern const struct starter starters[];
extern const size_t starter_count;

/* One more label, without the blanks around it; one that is there already is not added again. */
void feed_label_add(struct arena *arena, struct strs *labels, struct str label);
/* "a b" as two labels. */
struct strs feed_labels(struct arena *arena, const char *words);

#endif

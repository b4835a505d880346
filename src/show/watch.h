/*
 * watch.h: how the feeds are that are followed, in words and markup, for the pages that say so.
 *
 * A state is a word on a ground of its colour: never colour alone.  Times are absolute: what is
 * shown stays true however long it is looked at.
 */
#ifndef XINSHI_SHOW_WATCH_H
#define XINSHI_SHOW_WATCH_H

#include "show/page.h"
#include "store/feeds.h"

struct watched {
	struct feed_row row;
	int64_t
	    source; /* the outlet it is of: by its name, else by its host; 0: none that we know */
};

struct watch {
	struct watched *items;
	size_t count;
};

/* All that are followed, those in trouble first, then by name. */
struct err watch_gather(struct request *request, const struct sources *sources, struct watch *out);
/* The worst of an outlet's feeds; NULL where it has none. */
const struct feed_row *watch_worst(const struct watch *watch, int64_t source, int64_t now);

bool watch_is_in_trouble(const struct feed_row *feed, int64_t now);
/* <span class='ok'>in order</span> */
void out_state(struct html_out *out, const struct feed_row *feed, int64_t now);
/* Day and clock in the zone of the pages; "never" for 0. */
void out_moment(struct html_out *out, int64_t seconds);
/* When it is asked next; nothing where it is not asked. */
void out_next(struct html_out *out, const struct feed_row *feed, int64_t now);
/* What is wrong: the fault in the reader's language, its detail as it was told. */
void out_fault(struct html_out *out, const struct feed_row *feed);
/* What was found of a page. */
enum word page_state_word(enum visit_state state);
/* "87 %" of ${whole}; a dash where that is 0. */
void out_share(struct html_out *out, int64_t part, int64_t whole);
/* The feed's name as a link to its address. */
void link_feed(struct html_out *out, const struct feed_row *feed);

/* A table of feeds, a row each, at most ${most} of them. */
void watch_table(
    const struct request *request, struct html_out *out, const struct watch *watch, size_t most);
/* All that is known of one, as a list of facts. */
void watch_facts(const struct request *request, struct html_out *out, const struct feed_row *feed);

/* <div class='wide'><table><thead>: a table that scrolls by itself; the end of all that. */
void table_begin(struct html_out *out, enum word label, const enum word *heads, size_t count);
void table_end(struct html_out *out);

#endif

/*
 * page.h: an article's page: what the desk is asked about it, and what of its answer is kept.  The
 * same when it comes and when all is rebuilt.
 *
 * The fuller text wins.  A page takes the place of a feed's text where it has more of it and holds
 * what the feed gave; from then on the page's text is the article's, and what changes in it is a
 * revision.  What is no article - a wall, an error, a list, the beginning for those who did not pay
 * - is never stored as one: the capture stays, with the reason (store/readings.h).
 */
#ifndef XINSHI_FOLLOW_PAGE_H
#define XINSHI_FOLLOW_PAGE_H

#include "follow/sites.h"
#include "record/extracted.h"
#include "store/article_page.h"
#include "store/readings.h"

/* What is kept of an article when its page comes. */
struct page_kept {
	struct revision revision; /* the newest, its head */
	struct str text;
	bool of_page;	/* a page gave it */
	bool is_shared; /* several items stand at this address: the page is not this one's */
};
/* ${revision}: as if that were the newest; 0: the newest. */
struct err page_kept_get(struct archive *archive, struct arena *arena, int64_t article,
    int64_t revision, struct page_kept *out);

/* A page as it came, and those that it goes on with. */
struct page_came {
	int64_t article;
	struct extract_part pages[1 + EXTRACT_PARTS_MAX];
	int64_t captures[1 + EXTRACT_PARTS_MAX];
	size_t count;
	int64_t fetched, ended; /* the first and the last of them */
};
/* Whether it can be a page at all: ERR_EMPTY; ERR_BINARY for a PDF, a picture, an archive, whatever
 * its type says.  Pure. */
struct err page_check(const struct extract_part *page);
/*
 * page_question(archive, sites, came, kept, out):
 * Writes the question (FRAME_EXTRACT): with what is known of the article (${kept}; NULL: nothing)
 * and of its site: rules (${sites}) and memory (store/site_memory.h).  Rules that cannot be used
 * are none.
 */
struct err page_question(struct archive *archive, const struct sites *sites,
    const struct page_came *came, const struct page_kept *kept, struct buf *out);

/* Whether the page's text is the article's; *${is_whole}: what was kept is a part of it.  Pure. */
enum reading_verdict page_judge(
    const struct extracted *page, const struct page_kept *kept, bool *is_whole);
/* What the page does not say, or says less well, is as it was: dates as the feed gave them unless
 * the page's is more exact, names, tags, the outlet.  Pure. */
void page_fill(struct article *page, const struct article *kept);

/* Judges the answer, and writes what becomes of it: the reading, the text where it is the article's
 * (${added} is zeroed where it is not), and, with ${remembers}, what its site has on many pages.
 * Inside a transaction. */
struct err page_take(struct archive *archive, const struct page_came *came,
    const struct page_kept *kept, const struct extracted *page, bool remembers,
    struct reading_row *reading, struct added *added);
/* A page is counted in the memory of its site. */
struct err page_remember(
    struct archive *archive, const struct page_came *came, const struct extracted *page);
/* The page could not be read. */
struct err page_fault(struct archive *archive, const struct page_came *came, struct err why,
    struct reading_row *reading);

/* One more page: false (and it is left out) where it cannot be one, or came before.  Texts are not
 * copied. */
bool page_join(
    struct page_came *came, const struct extract_part *page, int64_t capture, int64_t fetched);

/* Where the text goes on: extracted.whole or .next, if it is a page of the same article (same host
 * and stem) that did not come yet; else empty. */
struct str page_goes_on(const struct extracted *page, const struct page_came *came);

#endif

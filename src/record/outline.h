/*
 * outline.h: feeds by their addresses: what a subscription list (OPML) or a page names; and what a
 * page is seen to be.
 */
#ifndef XINSHI_RECORD_OUTLINE_H
#define XINSHI_RECORD_OUTLINE_H

#include "record/article.h"

enum {
	OUTLINES_MAX = 50000,
	OUTLINE_LABELS_MAX = 16, /* of one feed */
	OUTLINE_TEXT_MAX = 1024, /* bytes of a title */
	OUTLINE_LABEL_MAX = 128,
};

struct outline {
	struct str title;
	struct str url;	    /* of the feed: absolute, http or https */
	struct str page;    /* of the outlet; may be empty */
	struct str lang;    /* as claimed; may be empty */
	struct strs labels; /* OPML: the outlines above it and its category; outermost first */
	struct str type;    /* "rss", "application/atom+xml": as claimed; may be empty */
	bool is_guess;	    /* a page only links to it, and it looks like a feed */
};

struct outlines {
	struct outline *items;
	size_t count, capacity;
	struct str title;  /* of the list */
	uint32_t left_out; /* with an address of another scheme, or none that can be read */
};

/* One more, empty; NULL past OUTLINES_MAX. */
struct outline *outlines_add(struct arena *arena, struct outlines *outlines);

/* Whether a feed of this title and address holds what readers wrote: comments on a page or an
 * outlet. */
bool outline_is_of_comments(struct str title, struct str url);

/*
 * outlines_best(outlines):
 * Gives the index of the one to take where all say the same, -1 where people have to choose (or
 * there is none).  The same: one feed; or feeds of one host, no two in the same format, whose
 * addresses differ in nothing but words of formats ("/feed.atom", "/rss.xml", "?feed=rss2"), or
 * whose titles do, and whose titles do not speak against it.  Best: Atom, RSS 2.0, RSS 1.0, JSON
 * Feed, what does not say.  Feeds of comments are passed over where there are others, guesses where
 * a feed is named.
 */
ptrdiff_t outlines_best(struct arena *arena, const struct outlines *outlines);

/* Reading checks what a stranger might have sent: UTF-8, addresses, ceilings. */
void wire_put_outlines(struct buf *out, const struct outlines *outlines);
struct err wire_get_outlines(struct arena *arena, struct raw bytes, struct outlines *out);

/* What the desk is asked about an OPML file or a page. */
struct page_question {
	struct raw bytes;
	struct str url, content_type; /* content_type may be empty */
	struct str text; /* the article's text as kept, a line a block; empty: not asked */
};
void wire_put_page_question(struct buf *out, const struct page_question *question);
struct err wire_get_page_question(struct raw bytes, struct page_question *out);

/* What the desk sees on a page. */
struct page_view {
	struct str title, lang;
	struct str canonical;  /* <link rel=canonical>, absolute; empty without */
	struct outlines feeds; /* discovered (read/discover.h) */
	int64_t blocks;	       /* of the question's text: long enough to be looked for */
	int64_t held;	       /* how many of these stand on the page (refine/held.h) */
	bool noindex;	       /* <meta name=robots content=noarchive|noindex> */
};
void wire_put_page_view(struct buf *out, const struct page_view *view);
struct err wire_get_page_view(struct arena *arena, struct raw bytes, struct page_view *out);

#endif

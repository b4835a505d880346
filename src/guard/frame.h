/*
 * frame.h: length-prefixed messages over a pipe:  u32 length of what follows, u8 kind, u64 tag,
 * bytes  (little-endian).
 */
#ifndef XINSHI_GUARD_FRAME_H
#define XINSHI_GUARD_FRAME_H

#include "base/buf.h"

enum { FRAME_HEAD = 13, FRAME_MAX = 64 << 20 };

enum frame_kind {
	FRAME_READY, /* worker: warmed up and locked in; bytes: what the lock is made of, as text */
	FRAME_QUESTION, /* parent: read this (record/wire.h, struct question) */
	FRAME_ARTICLE,	/* worker: an article (wire) */
	FRAME_ERR,	/* worker: an error (wire) */
	FRAME_ENTRY,   /* unpacker: an entry begins; bytes: its name; tag: its size or UINT64_MAX */
	FRAME_DATA,    /* unpacker: bytes of the entry */
	FRAME_END,     /* unpacker: the entry (tag 0) or the container (tag 1) ends */
	FRAME_PROBE,   /* parent, in tests: try a forbidden thing, by its number (tag) */
	FRAME_EXPLAIN, /* parent: a question; the answer is told to people, stage by stage */
	FRAME_TEXT,    /* worker: text */
	FRAME_READ_FEED, /* parent: read this feed (record/feed.h, struct feed_question) */
	FRAME_LINT_FEED, /* parent: the same question; the answer holds what is wrong with it */
	FRAME_FEED,	 /* worker: a feed (wire) */
	FRAME_READ_ITEMS, /* parent: read this feed as articles (record/items.h, struct items_question) */
	FRAME_ITEMS,	  /* worker: items (wire) */
	FRAME_READ_PAGE,  /* parent: look at this page (record/outline.h, struct page_question) */
	FRAME_PAGE,	  /* worker: a page_view (wire) */
	FRAME_READ_OPML,  /* parent: read this list of feeds (a page_question without text) */
	FRAME_OUTLINES,	  /* worker: outlines (wire) */
	FRAME_SETTINGS,	  /* parent, to the gate, first: record/exchange.h, struct gate_settings */
	FRAME_FETCH,	  /* parent, to the gate: a fetch_question (wire) */
	FRAME_FETCHED,	  /* gate: fetched (wire) */
	FRAME_FEED_ENTRY, /* worker: one item of the feed that comes behind all of them (wire) */
	FRAME_PUSH,	  /* reading room, to the follower: what a hub pushed (cmd/push.h) */
	FRAME_ALIVE, /* gate: it lives; said now and then while questions are out */
	FRAME_EXTRACT,	  /* parent: find the article in this page (record/extracted.h) */
	FRAME_EXTRACTED,  /* worker: the article and how it was found (wire) */
	FRAME_PICTURE,	  /* parent, to the darkroom: make smaller ones of this (record/picture.h) */
	FRAME_PICTURED,	  /* darkroom: a picture (wire) */
	FRAME_CHECK_RULES, /* parent: read these rules of a site (record/rules_report.h) */
	FRAME_RULES,	  /* worker: what is to be said of them (wire) */
	FRAME_ANALYSE,	  /* parent, to xinshi-parse figures: read the figures of this (record/analysed.h) */
	FRAME_ANALYSED,	  /* worker: what was found (wire) */
	FRAME_KINDS
};

struct frame {
	enum frame_kind kind;
	uint64_t tag;
	struct raw bytes;
};

void frame_push(struct buf *out, enum frame_kind kind, uint64_t tag, struct raw bytes);
/* A whole frame from the front of ${bytes}: > 0 its size, 0 not all there yet, < 0 malformed. */
int64_t frame_parse(struct raw bytes, struct frame *out);
/* Blocking, for the worker's side.  ERR_TRUNCATED at the end of input between frames ("end"). */
struct err frame_read(int fd, struct buf *scratch, struct frame *out);
struct err frame_write(int fd, enum frame_kind kind, uint64_t tag, struct raw bytes);
/* FRAME_ERR. */
struct err frame_write_err(int fd, uint64_t tag, struct err why);

#endif

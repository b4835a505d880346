/*
 * epub_book.h: articles as a book: a chapter an article, under headings of outlet or day, with
 * their pictures or without.
 *
 * It is bounded: so many chapters as are asked for, so many bytes as the buffer may hold, half of
 * them pictures; what does not fit is said on the first page and in the report.
 */
#ifndef XINSHI_SHOW_EPUB_BOOK_H
#define XINSHI_SHOW_EPUB_BOOK_H

#include "show/epub.h"
#include "show/picture.h"
#include "store/articles.h"

enum {
	EPUB_CHAPTERS = 1000,	      /* in a book that a reader asks for */
	EPUB_CHAPTERS_EXPORT = 20000, /* in one that is exported */
	EPUB_BYTES_EXPORT = 256 << 20,
};

enum epub_group { EPUB_FLAT, EPUB_BY_SOURCE, EPUB_BY_DAY };

struct epub_wish {
	struct str title;
	struct article_rows rows; /* set in order by the book, unless it is flat */
	enum epub_group group;
	bool pictures; /* small prints; else each is named */
	size_t most;   /* chapters; further rows are cut */
	/* told now and then, as in export.h; may be NULL */
	bool (*progress)(void *context, int64_t done, int64_t total);
	void *context;
};

struct epub_report {
	int64_t articles;
	int64_t cut;			  /* rows behind the ceiling */
	int64_t unreadable;		  /* damaged, or too large for a chapter */
	int64_t pictures, pictures_named; /* shown; without room */
	int64_t rules;
};

/* Writes the book to ${out}, whose max is its ceiling.  ${as}: language, script, zone; its arena
 * serves for the list alone. */
struct err epub_book(struct archive *archive, const struct html_out *as,
    const struct epub_wish *wish, struct buf *out, struct epub_report *report);

/* epub_chapter.c: one article as a page of the book. */
void epub_chapter_write(struct html_out *out, const struct article_row *row,
    const struct revision *revision, const struct gallery *gallery);

#endif

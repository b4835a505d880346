/*
 * book.h: which validators each resource was given, and what those sent back are worth.
 */
#ifndef XINSHI_TEST_HTTPD_BOOK_H
#define XINSHI_TEST_HTTPD_BOOK_H

#include "base/map.h"
#include "httpd.h"

struct given {
	struct given *before;
	struct str value;
};

/* One of ETag and Last-Modified. */
struct validator {
	struct str current; /* the last one given with a whole answer; p NULL: none */
	struct given *all;
};

struct page {
	struct validator tag, date;
	bool asked;
};

struct book {
	struct arena *arena;
	struct map pages; /* address and target -> index */
	struct page *items;
	size_t count, capacity;
};

struct page *book_page(struct book *book, struct str to, struct str target);
/* The marks of a request for this page. */
unsigned book_judge(struct page *page, const struct request *request);
/* Notes what an answer gives; ${whole}: all of it was sent. */
void book_give(struct book *book, struct page *page, int status, struct str headers, bool whole);

#endif

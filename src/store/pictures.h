/*
 * pictures.h: pictures of articles: which are wanted, their originals by digest once, and the prints
 * made of them, which are what readers get.
 *
 * An original is a capture (CAPTURE_PICTURE) whose bytes are a blob: the one kind of bytes that the
 * archive may give up, by the budget's rule and never silently - digest, heads and prints stay.
 */
#ifndef XINSHI_STORE_PICTURES_H
#define XINSHI_STORE_PICTURES_H

#include "record/picture.h"
#include "store/feeds.h"

enum picture_state {
	PICTURE_WANTED = 1,
	PICTURE_KEPT,
	PICTURE_FAILED,	 /* asked again, until it is not */
	PICTURE_REFUSED, /* no picture, or one of a kind or size that is not kept */
	PICTURE_GIVEN_UP, /* the original; its prints are kept */
};

struct picture_row {
	int64_t id;
	struct str url, proxied; /* proxied: empty where the article had it from url itself */
	int64_t source;
	enum picture_state state;
	int64_t next; /* seconds; INT64_MAX: never again */
	int64_t failing;
	int status;
	struct str fault, fault_what;
	int64_t capture;
	enum picture_format format; /* 0: not known */
	int64_t width, height, pages, size;
	int64_t fetched;
};

/* The address of a picture as an article has it, without the proxy before it. */
/* Plans the pictures of an article's tree, those that are not known yet: due at ${next}.  Gives how many were new.  Inside a transaction. */
struct err pictures_plan(struct archive *archive, const struct doc *doc, int64_t source, int64_t next, int64_t *count);
struct err pictures_due(struct archive *archive, struct arena *arena, int64_t due, size_t limit, struct picture_row **rows, size_t *count);
struct err picture_put(struct archive *archive, const struct picture_row *row);
/* By an article's address of it, proxied or not; ERR_NOT_FOUND. */
struct err picture_by_url(struct archive *archive, struct arena *arena, struct str url, struct picture_row *out);
struct err picture_get(struct archive *archive, struct arena *arena, int64_t id, struct picture_row *out);

/* A print, without its bytes. */
struct print_row {
	int64_t width, height;
	enum picture_format format;
	int64_t blob, size;
	struct digest digest;
};
struct print_rows {
	struct print_row items[PICTURE_PRINTS_MAX];
	size_t count;
};
/* Widest last. */
struct err prints_list(struct archive *archive, int64_t picture, struct print_rows *out);
struct err print_add(struct archive *archive, int64_t picture, const struct picture_print *print);
/* Bytes of a blob, checked: ERR_DIGEST, ERR_NOT_FOUND (given up). */
struct err blob_read(struct archive *archive, struct arena *arena, int64_t blob, struct raw *out);

#endif

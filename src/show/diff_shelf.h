/*
 * diff_shelf.h: what changed with the newest revision of an article, in short; kept by what was
 * compared, for one thread.
 *
 * Two texts never change, so neither does what lies between them: commits leave the shelf alone.
 * Bounded: a comparison takes the place of another whose key falls together with its own, and where
 * the bytes would be too many the shelf is emptied.
 */
#ifndef XINSHI_SHOW_DIFF_SHELF_H
#define XINSHI_SHOW_DIFF_SHELF_H

#include "show/diff_out.h"
#include "store/articles.h"

enum {
	SHELF_PLACES = 256,
	SHELF_BYTES = 1 << 20,
	SHELF_EACH = 64 << 10, /* a longer one is not kept */
};

struct diff_shelf {
	size_t bytes;
	struct shelved {
		struct digest key;
		enum change_weight weight;
		struct str html; /* its own copy; p NULL: a free place */
	} places[SHELF_PLACES];
};

/* NULL if it is not there; valid until the next shelf_put. */
const struct shelved *shelf_find(const struct diff_shelf *shelf, const struct digest *key);
void shelf_put(
    struct diff_shelf *shelf, const struct digest *key, enum change_weight weight, struct str html);
void shelf_clear(struct diff_shelf *shelf);

/* How a comparison is written; ${name} tells what they write apart. */
struct diff_writer {
	const char *name;
	void (*write)(struct html_out *out, const struct changes *changes);
};

struct digested {
	enum change_weight weight;
	struct str html; /* in out->arena */
	int64_t fetched; /* when the newest revision came, seconds */
};

/* The last two revisions of ${row}, as ${writer} writes what lies between them.  Bodies and
 * comparison live in an arena of their own, so that a list of fifty needs the memory of one. */
struct err diff_newest(struct html_out *out, struct archive *archive, struct diff_shelf *shelf,
    const struct article_row *row, const struct diff_writer *writer, struct digested *digested);

#endif

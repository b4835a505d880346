/*
 * readers.h: what readers themselves make, in a file of its own beside the archive's:
 * DIR/readers.db.
 *
 * No capture depends on it, rebuild does not touch it, and the archive stays as it is whatever
 * becomes of it.  The reading room writes it, several threads at once, each with a handle of its
 * own; it is made when the first reader makes something.
 */
#ifndef XINSHI_STORE_READERS_H
#define XINSHI_STORE_READERS_H

#include "base/digest.h"

struct readers;

enum {
	MARK_WORDS_MAX = 500,	   /* code points of a mark */
	MARKS_OF_ARTICLE_MAX = 50, /* more are refused */
	MARKS_MAX = 20000,
};

enum mark_kind { MARK_WRONG = 1 /* the text is not as the page has it */ };

/* What is wrong. */
enum mark_what {
	MARK_MISSING = 1, /* something of the article is not there */
	MARK_TOO_MUCH,	  /* there is what is not of the article */
	MARK_GARBLED,	  /* characters or order are broken */
	MARK_PICTURE,
	MARK_DATE,
	MARK_AUTHOR,
	MARK_WHAT_END
};
/* "missing", "too-much", "garbled", "picture", "date", "author"; for MARK_WHAT_END and beyond: "".
 */
struct str mark_what_name(enum mark_what what);

struct mark_row {
	int64_t id;
	enum mark_kind kind;
	int64_t article, n;   /* the revision that was read */
	int64_t capture;      /* that the text is from */
	struct digest digest; /* of that capture: it is found by this after a rebuild */
	enum mark_what what;
	struct str words; /* the reader's own; may be empty */
	int64_t made;	  /* seconds */
};
struct mark_rows {
	struct mark_row *items;
	size_t count;
};

enum readers_mode {
	READERS_LOOK, /* ERR_NOT_FOUND where no reader has made anything yet */
	READERS_KEEP, /* made where it is missing; ERR_ACCESS where that cannot be */
};
/* ${dir}: the archive's folder.  ERR_VERSION of a newer form, ERR_DAMAGE where the file is none of
 * ours. */
struct err readers_open(const char *dir, enum readers_mode mode, struct readers **out);
/* Accepts NULL. */
void readers_close(struct readers *readers);

/* Kept when it returns; the same mark twice is kept once.  ERR_LIMIT past MARKS_OF_ARTICLE_MAX and
 * MARKS_MAX; ERR_TOO_BIG past MARK_WORDS_MAX; ERR_USAGE where ${mark} is of no kind. */
struct err mark_add(struct readers *readers, const struct mark_row *mark);
/* Oldest first, behind ${after}, of one article (0: of all); at most ${limit}. */
struct err marks_list(struct readers *readers, struct arena *arena, int64_t article, int64_t after,
    size_t limit, struct mark_rows *out);
/* The same of all, newest first. */
struct err marks_newest(
    struct readers *readers, struct arena *arena, size_t limit, struct mark_rows *out);
/* Of one article (0: of all). */
struct err marks_count(struct readers *readers, int64_t article, int64_t *out);

#endif

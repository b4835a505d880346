/*
 * token.h: text -> runs -> the tokens of the index.
 *
 * All of it works on folded text (text/fold.h), so what the index finds is what a search through
 * the folded text finds. A run is characters of one kind that stand together: Han, kana and Hangul;
 * letters of alphabets; digits.  A CJK run gives its overlapping pairs and then its last character,
 * so that a word of n characters is the phrase of its n-1 pairs, one of a single character is a
 * prefix, and no phrase goes from one run into the next (the last character stands between). A
 * sentence that ends beside a word of letters or digits gives TOKEN_BREAK, which does the same for
 * them.
 */
#ifndef XINSHI_SEARCH_TOKEN_H
#define XINSHI_SEARCH_TOKEN_H

#include "base/buf.h"

enum run_kind { RUN_CJK, RUN_WORD, RUN_NUMBER };

struct run {
	enum run_kind kind;
	bool broken;	 /* a sentence ended between the run before and this one */
	struct str text; /* a view into the folded text; numbers still have their group commas */
};

/* Takes the next run from the front of *${folded}; false at the end. */
bool pull_run(struct str *folded, struct run *out);
/* Whether a word of letters could begin at ${at}: none stands directly before it. */
bool word_may_begin(struct str folded, size_t at);
/* Pushes ${text} of a number without its group commas: 1,200 -> 1200, 3.14 -> 3.14. */
void number_push(struct buf *out, struct str text);

enum token_mode {
	TOKEN_DOCUMENT,
	TOKEN_QUERY, /* a phrase: may end inside a run, so the last run's last character is left out
			(unless it is all) */
};
enum { TOKEN_SIZE_MAX = 64 }; /* bytes; longer words are several tokens */
#define TOKEN_BREAK "."

/* Told of each token; anything but 0 stops, and is given back. */
typedef int token_put(void *context, const char *p, int n);
int tokens_put(struct str folded, enum token_mode mode, token_put *put, void *context);

/* The version of these rules: kept with the index (with fold_version). */
enum { TOKEN_VERSION = 1 };

#endif

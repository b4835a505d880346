/*
 * changes.h: what changed between two revisions of an article, for people.
 *
 * Blocks (lines of the text) are aligned first, then the sentences of two blocks that belong together, then the units of
 * two sentences that do.  What comes of it is a list of rows from top to bottom, each with its pieces, and a weight:
 * figures are compared by value (100万 = 一百万 = 1,000,000), and what is only style (width, punctuation, white space,
 * script, the way a number is written) or noise ("19 分钟前", date lines) weighs little.  No markup is made here: the
 * command and the page draw the same rows.
 */
#ifndef XINSHI_RECORD_CHANGES_H
#define XINSHI_RECORD_CHANGES_H

#include "record/article.h"
#include "text/diff.h"

/* Raised with every change of how texts are compared or weighed: what was kept of a comparison names it. */
enum { CHANGES_RULES = 2 };

/* How much a change matters, least first (the order in which to sort; what is greatest counts for the whole). */
enum change_weight {
	WEIGHT_NONE,
	WEIGHT_NOISE,	  /* only relative times, date lines */
	WEIGHT_STYLE,	  /* only width, punctuation, white space, script, the way a number is written, places, a headline's label */
	WEIGHT_ADDED,	  /* a sentence was added */
	WEIGHT_REWRITTEN, /* the words of a sentence changed */
	WEIGHT_REMOVED,	  /* a sentence was removed */
	WEIGHT_HEADLINE,  /* the words of the headline changed */
	WEIGHT_CLAIM,	  /* a negation, or a word of who says so, came or went */
	WEIGHT_FIGURE,	  /* a number has another value or unit */
	WEIGHT_MAX
};

/* "figure", "claim", ... "none": static text, for JSON and as a key of messages. */
struct str change_weight_name(enum change_weight weight);
/* The weight of this name; WEIGHT_MAX where there is none. */
enum change_weight change_weight_from_name(struct str name);

/*
 * A stretch of a row: EDIT_KEEP stands in both texts (as written in the old and in the new one, which may differ in
 * style), EDIT_DELETE in the old, EDIT_INSERT in the new.  All KEEP and DELETE pieces joined give the old block,
 * all KEEP and INSERT pieces the new one.
 */
struct piece {
	enum edit_kind kind;
	enum change_weight weight; /* of this edit: WEIGHT_FIGURE for the number itself; KEEP: NONE or STYLE */
	struct str old_text, new_text;
};

enum change_kind {
	CHANGE_SAME,
	CHANGE_REMOVED,
	CHANGE_ADDED,
	CHANGE_CHANGED,
	CHANGE_MOVED, /* the same block elsewhere: given once in its old place (no new one) and once in its new one */
};

enum { BLOCK_NONE = UINT32_MAX };

struct change_row {
	enum change_kind kind;
	enum change_weight weight;
	uint32_t old_block, new_block; /* line of the text, from 0; or BLOCK_NONE */
	struct piece *pieces;	       /* one or more, also where kind is not CHANGED */
	size_t count;
};

struct changes {
	enum change_weight weight; /* the greatest of all rows and of the headline */
	struct change_row headline; /* CHANGE_SAME or CHANGE_CHANGED */
	struct change_row *rows;
	size_t count;
	uint32_t by_weight[WEIGHT_MAX]; /* how many rows (and the headline) have each */
	uint32_t removed, added;	/* code points that are not white space, in pieces heavier than style */
	uint32_t figures;		/* pieces of WEIGHT_FIGURE */
};

/*
 * changes_between(arena, old, new, out):
 * Compares headline and text of two records.
 * Gives:   *${out}, living in ${arena} and pointing into both.
 * Limits:  time and memory are bounded: long stretches without a common sentence are removed and added as they are, and
 *          of a text of more than some 60,000 words and signs the rest is one sentence.
 */
void changes_between(struct arena *arena, const struct article *old, const struct article *new,
    struct changes *out);

/* The weight as one number, to sort by: 100 for each step of ${changes}->weight, and up to 99 more for how many numbers
 * changed and how many characters went (by powers of two): a text that only grew is no heavier for it.  0 where nothing did. */
uint32_t changes_score(const struct changes *changes);

#endif

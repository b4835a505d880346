/*
 * ledger.h: one question over time: who said how many of what, where and when, which sayings are one claim, what took the place of what,
 * what contradicts what, and what was not counted, and why.
 *
 * A question is that of one figure.  Another figure answers it where slot, unit, side, place and days agree; never because its value does.
 * Nothing is resolved: claims stand side by side in the order in which they were made, and none is "the last".
 */
#ifndef XINSHI_LEDGER_LEDGER_H
#define XINSHI_LEDGER_LEDGER_H

#include "ledger/value.h"
#include "store/figures.h"

enum { LEDGER_CLAIMS_MAX = 300 };

/* Why a figure near the question is not counted. */
enum ledger_apart {
	LEDGER_COUNTED,
	APART_PLACE, /* of another place, or of none that is said */
	APART_DAY,   /* of other days */
	APART_SIDE,  /* of another country's people or things */
	APART_PART,  /* a part of another figure's total */
	APART_RATE,  /* so many a year, a day */
	APART_TEXT,  /* its own text and speaker give both: they count two things */
};
const char *ledger_apart_name(enum ledger_apart apart);

/* A total and its parts, as one text has them. */
enum sum_verdict { SUM_NONE /* no parts */, SUM_AGREES, SUM_LESS /* parts are missing, or the total is too high */, SUM_MORE };
struct ledger_sum {
	enum sum_verdict verdict;
	size_t parts;
	struct bounds sum;
};
struct ledger_claim {
	struct figure_key key;
	struct figure figure;
	struct str text;     /* of its revision: spans are of it */
	struct str headline, source_name, source_slug, lang;
	struct ledger_sum sum; /* of its parts in that text */
	enum ledger_apart apart;
	size_t same;	  /* index of the claim that it repeats; its own: none */
	size_t mentions;  /* of a claim that repeats none: how often it was said, itself counted */
	size_t outlets;	  /* by how many outlets */
	size_t replaces;  /* index of the earlier claim, by the same speaker or of the same article, that it takes the place of; its own: none */
	int direction;	  /* then: +1 more, -1 less, 0 as much, said otherwise */
	bool is_replaced; /* a later one takes its place */
	size_t against;	  /* how many claims that still stand contradict it */
	size_t in_line;	  /* how many claims that still stand hold it, or are held by it */
};

struct ledger {
	struct ledger_claim *claims; /* in the order in which they were made; all that are near, counted or not */
	size_t count, asked;	     /* asked: index of the figure that was asked about */
	size_t counted;		     /* claims that are none's repetition */
};

/* Judges the claims of ${ledger} (key, figure, text filled in, in order of time) by the one that is asked about. */
void ledger_judge(struct ledger *ledger);

/* Adds up the figures of a text that are said to be parts of figure ${index}, of the same slot and unit. */
struct ledger_sum ledger_sum_of(const struct figures *figures, size_t index);

/* ---- read.c ---- */

/*
 * ledger_read(archive, arena, id, out):
 * The question of figure ${id}, judged.  At most LEDGER_CLAIMS_MAX claims are looked at, those of the same article and story before others;
 * of those that are not counted only what is of the same article, story or place stays.
 * Errors:  ERR_NOT_FOUND; of the archive.
 */
struct err ledger_read(struct archive *archive, struct arena *arena, int64_t id, struct ledger *out);
/* One claim: its figure, text and article.  ERR_NOT_FOUND where it is not there any more. */
struct err ledger_claim_read(struct archive *archive, struct arena *arena, const struct figure_key *key, struct ledger_claim *out);

#endif

/*
 * analysed.h: what xinshi-parse figures is asked about one text, and what it answers: its figures, and where that was wanted, what they
 * were made of.
 */
#ifndef XINSHI_RECORD_ANALYSED_H
#define XINSHI_RECORD_ANALYSED_H

#include "record/article.h"
#include "record/figure.h"

enum { FINDINGS_MAX = 1 << 18 };

/* What a question holds. */
enum analyse_form {
	ANALYSE_TEXT, /* UTF-8, a line a paragraph */
	ANALYSE_FILE, /* an article file, as import takes it */
	ANALYSE_BODY, /* text and tree of a revision: wire_put_body */
};

/* What is wanted besides figures. */
enum analyse_want { WANT_NUMBERS = 1, WANT_QUANTITIES = 2, WANT_TIMES = 4, WANT_NAMES = 8, WANT_ALL = 15 };

struct analyse_question {
	struct raw bytes;
	enum analyse_form form;
	unsigned want;
	struct str headline, source; /* of a file: as it says itself */
	int64_t published; /* seconds; INT64_MIN: not known; of a file: as it says itself */
	int32_t zone_s;	   /* of the source; of a file: of its outlet, where we know one */
	int64_t now;	   /* judges the date of a file */
};

/* Something in the text that figures are made of. */
struct found_part {
	struct span span;
	enum finding_list { FINDING_NUMBER, FINDING_QUANTITY, FINDING_TIME, FINDING_NAME, FINDING_LISTS } list;
	struct str kind;  /* "number", "percent", "currency", "place", ... */
	struct str value; /* a decimal, EDTF, the id of a name; empty: none */
	struct bounds bounds; /* of numbers and quantities */
	struct str unit;  /* of quantities; of names: the country */
	struct span latin; /* of names: what stands in brackets behind it */
	struct str office; /* of names: the office that stands beside it, and whose ("UA-51 regional"); empty: none */
	uint32_t same;	  /* of names: which finding is the fullest mention of the same; its own index otherwise */
};

struct analysed {
	struct str text; /* what spans count in; of a file alone, else empty */
	struct str headline;
	struct figures figures;
	struct found_part *findings; /* list by list, each by place */
	size_t count;
};

void wire_put_analyse_question(struct buf *out, const struct analyse_question *question);
struct err wire_get_analyse_question(struct raw bytes, struct analyse_question *out);
void wire_put_analysed(struct buf *out, const struct analysed *analysed, struct str text);
/* ${text}: what was asked about; of a file it is in the answer.  Checked as a stranger's message. */
struct err wire_get_analysed(struct arena *arena, struct raw bytes, struct str text, struct analysed *out);

#endif

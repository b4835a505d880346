/*
 * dateline.h: the line that says when an article appeared, and by whom, as feeds and pages put it
 * before the text.
 */
#ifndef XINSHI_REFINE_DATELINE_H
#define XINSHI_REFINE_DATELINE_H

#include "record/article.h"

enum dateline_kind { DATE_NONE, DATE_PUBLISHED, DATE_UPDATED, DATE_AGO };

struct dateline {
	enum dateline_kind kind; /* DATE_AGO: relative to the reading; ${when} is empty */
	struct when when;
	struct str date;  /* as written */
	struct str names; /* what stands before the date, its lines as \n; a byline */
};

/*
 * Whether ${text} (a block, its breaks as \n) is nothing but a date, with a label or names before
 * it.
 * ${marked}: the page itself calls it a date; without that, a date must have a time of day or a
 * label.
 */
bool dateline_read(struct str text, bool marked, int32_t zone_s, struct dateline *out);

/* The names in a byline, one each, without "By", "记者" and what stands in brackets behind them;
 * appended to ${authors}. */
void byline_split(struct arena *arena, struct str names, struct strs *authors);

#endif

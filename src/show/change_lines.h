/*
 * change_lines.h: changes as they are asked for (day, outlet, class, order), and one line of their list: for the page and the API.
 */
#ifndef XINSHI_SHOW_CHANGE_LINES_H
#define XINSHI_SHOW_CHANGE_LINES_H

#include "show/clerk.h"
#include "show/diff_out.h"
#include "store/changed.h"

#define CHANGED_NO_DAY INT64_MIN

struct changed_asked {
	struct changed_filter filter;
	bool has_day;
	int64_t day, day_before, day_after; /* days since 1970; CHANGED_NO_DAY: none */
};

/* Out of day, span, order, source, class, noise and before.  Without a day, and unless all days are wanted, it is the newest day
 * that has changes.  ERR_NOT_FOUND: no such outlet. */
struct err changed_asked(struct request *request, size_t limit, struct changed_asked *out);
/* The value of ?before= for what comes behind this row. */
struct str changed_place(
    struct arena *arena, const struct changed_filter *filter, const struct changed_row *last);
/* <li>...</li>: headline and way to the difference, the heaviest edit, outlet, time, how much; and the class in words. */
struct err change_line(struct request *request, struct html_out *out, const struct changed_row *row,
    bool with_class);

#endif

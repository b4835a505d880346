/*
 * member.h: rows as tables of members: how a struct's members are bound, read back and judged.
 *
 * Rows that hold what others hand in (feeds, exchanges, visits) have dozens of members; each is one
 * line of a table, in the order of the columns.
 */
#ifndef XINSHI_STORE_MEMBER_H
#define XINSHI_STORE_MEMBER_H

#include "store/sql.h"

enum member_kind {
	MEMBER_INT,   /* int64_t */
	MEMBER_ID,    /* int64_t; 0 is NULL */
	MEMBER_SMALL, /* int, int32_t, an enum; between min and max */
	MEMBER_BOOL,
	MEMBER_TEXT, /* struct str; empty is NULL; longer than max, with a NUL or not UTF-8: refused
		      */
	MEMBER_CLAIM,	/* the same, of a stranger: cut where it is too long, or at a NUL */
	MEMBER_URL,	/* struct str; http or https; at most max */
	MEMBER_ADDRESS, /* the same; may be empty */
	MEMBER_LINES,	/* struct strs, a line each; max bytes each */
};

struct member {
	size_t offset;
	enum member_kind kind;
	int64_t min, max;
	const char *what; /* for people */
};

struct members {
	const struct member *items;
	size_t count;
};
#define MEMBERS(table) ((struct members){ (table), LENGTH(table) })

/* ERR_TOO_BIG, ERR_UTF8, ERR_BINARY (a NUL), ERR_URL, ERR_SYNTAX (a number out of range). */
struct err members_check(struct members members, const void *record);
/* One column each; what must be made lives in ${arena}. */
void members_bind(struct sql *q, struct arena *arena, struct members members, const void *record);
/* From ${column} on; gives the column behind them. */
int members_get(
    struct sql *q, struct arena *arena, int column, struct members members, void *record);

#endif

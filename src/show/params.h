/*
 * params.h: what a reader sent, taken apart and checked against data/params.tsv before any page
 * sees it.
 */
#ifndef XINSHI_SHOW_PARAMS_H
#define XINSHI_SHOW_PARAMS_H

#include "base/arena.h"

enum param {
#define ROW(name, param, kind, min, max, choices) param,
#include "gen/params.inc"
#undef ROW
	PARAM_MAX
};

enum param_kind {
	PARAM_TEXT,
	PARAM_TOKEN,
	PARAM_NUMBER,
	PARAM_DATE,
	PARAM_IS_DAY,
	PARAM_PLACE,
	PARAM_CHOICE,
};

/* Where a list goes on: behind the article of this time and id. */
struct place {
	int64_t time, id;
};

/* Every value that was sent and allowed; text[p].p is NULL where there is none. */
struct args {
	struct str text[PARAM_MAX]; /* decoded; NUMBER too, as written */
	int64_t number[PARAM_MAX]; /* NUMBER: the value; CHOICE: which word, from 0; DAY: days since
				      1970 */
	struct place place[PARAM_MAX];
};

#define PARAM_BIT(param) (UINT64_C(1) << (param))

/* The name in URLs. */
struct str param_name(enum param param);
/* The parameter of this name, or PARAM_MAX. */
enum param param_from_name(struct str name);

/* Percent-encoding undone (RFC 3986), '+' as a space where ${form}: false where it is malformed,
 * holds a control character other than tab and line breaks, or is not UTF-8. */
bool percent_decode(struct arena *arena, struct str s, bool form, struct str *out);
/* All but unreserved characters encoded. */
struct str percent_encode(struct arena *arena, struct str s);

/* Checks one decoded value by its row; ERR_USAGE, its ${what} being the name of the parameter. */
struct err arg_set(struct args *args, enum param param, struct str value);

/*
 * args_parse(arena, query, allowed, args):
 * Reads ${query} (without its '?').  Only parameters whose bit is in ${allowed} are looked at; the
 * first of a name counts. Errors:  ERR_USAGE with the name of the parameter in ${what}.
 */
struct err args_parse(struct arena *arena, struct str query, uint64_t allowed, struct args *args);

/* The query again, in the order of the table ("?q=a&page=2", or empty), with ${change} set to
 * ${value} (empty: left out) and
 * ${drop} left out: links that keep the rest of what was asked. */
struct str args_query(struct arena *arena, const struct args *args, uint64_t allowed,
    enum param change, struct str value, enum param drop);

#endif

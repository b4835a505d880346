/*
 * report.h: what an import found: counts, what was odd in the files and what was done about it, what is in quarantine.
 */
#ifndef XINSHI_CMD_REPORT_H
#define XINSHI_CMD_REPORT_H

#include "base/json.h"
#include "cmd/terminal.h"
#include "cmd/walk.h"
#include "record/article.h"

enum { EXAMPLES = 3 };

/* One file that could not be understood, or not read. */
struct example {
	struct str name; /* as term_raw shows it */
	uint32_t at;
	struct str what;
	struct example *next;
};

struct fault_tally {
	int64_t count;
	struct example *first, *last; /* EXAMPLES of them; all where everything was asked for */
	int64_t kept;
};

struct report {
	struct arena *arena;
	bool all;		 /* keep every example */
	bool dry;		 /* nothing was kept */
	int64_t files, bytes;	 /* read */
	int64_t articles, revisions, duplicates, unchanged, same_text;
	int64_t understood;
	int64_t quarantined, unreadable;
	struct fault_tally faults[ERR_MAX], problems[ERR_MAX];
	struct notes files_with, times; /* by note: files that have it, and how often */
	int64_t skipped[SKIP_MAX];
	int64_t oldest, newest;	 /* dates as claimed, but those in the future */
	int64_t indexed;
	int64_t storied; /* put into stories */
	int64_t ms;
	unsigned deaths;	 /* workers replaced */
	bool stopped;		 /* before the end */
	struct str where;	 /* what was typed */
};

/* A file whose bytes are kept in quarantine. */
void report_fault(struct report *report, struct raw name, struct err err);
/* A file or folder that could not be read at all. */
void report_problem(struct report *report, struct raw name, struct err err);
/* What was noted in one article, and its date. */
void report_article(struct report *report, const struct article *article, int64_t now);

/* For people. */
void report_print(const struct report *report, struct term *out);
/* The members of import/1, without braces. */
void report_json(const struct report *report, struct json *json);

#endif

/*
 * round.h: rounds of fetching as add, fetch and follow have them: the messenger started with the options at hand, what is told of each
 * feed and page, and what came of it all.
 */
#ifndef XINSHI_CMD_ROUND_H
#define XINSHI_CMD_ROUND_H

#include "cmd/progress.h"
#include "cmd/command.h"
#include "follow/follow.h"

/* A feed that failed, for the report. */
struct round_fault {
	int64_t feed;
	int status;
	struct err err;
	struct str name, url, detail;
	struct round_fault *next;
};

struct round {
	struct context *context;
	struct follow *follow;
	struct progress progress;
	enum follow_pages pages; /* which pages of articles are asked */
	bool with_bar;	 /* a progress line */
	bool with_lines; /* a line of output for each feed with news; all of them with -v */
	bool with_times; /* the line begins with the time */
	bool (*end)(void *context); /* asked often during a round: true ends it early; may be NULL */
	void *end_context;
	struct round_fault *faults, **last; /* kept where with_faults */
	bool with_faults;
};

/* By --pages and --no-visits. */
enum follow_pages round_pages(const struct options *options);
/* Starts gate and desk.  ${round} stays where it is until round_close; what went wrong is told. */
struct err round_open(struct round *round, struct context *context);
void round_close(struct round *round);
/* One round over the archive that is open for writing; the index is up to date behind it. */
struct err round_run(struct round *round, const struct follow_wish *wish, struct follow_totals *out);

/* The sums, for people and as members of JSON. */
void round_put_totals(struct context *context, const struct follow_totals *totals);
void round_totals_json(struct json *json, const struct follow_totals *totals);

#endif

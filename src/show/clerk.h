/*
 * clerk.h: one thread of the reading room, with everything that belongs to one thread: handles,
 * converters, finished pages.
 */
#ifndef XINSHI_SHOW_CLERK_H
#define XINSHI_SHOW_CLERK_H

#include <stdatomic.h>

#include "show/diff_shelf.h"
#include "show/reply.h"
#include "show/request.h"
#include "store/readers.h"
#include "text/pinyin.h"

/* Counted by one thread, read by whoever asks for /metrics. */
enum { METER_STEPS = 12 };
struct meter {
	_Atomic uint64_t answers[6]; /* by class of status: [2] 200-299 ... */
	_Atomic uint64_t cache_hits, cache_misses, not_modified;
	_Atomic uint64_t bytes;		     /* of bodies, as sent */
	_Atomic uint64_t micros;	     /* spent, together */
	_Atomic uint64_t steps[METER_STEPS]; /* answers that took at most metrics.c's step */
};

struct clerk {
	const struct server_options *options;
	const struct server *server;
	struct archive *archive;
	struct search *search;
	struct pinyin *pinyin;			/* opened when first asked for */
	struct script_converter *converters[3]; /* by enum script; opened when first asked for */
	uint64_t generation, looked_ms;		/* of the archive, and when it was asked for */
	struct arena arena;			/* of the request at hand */
	struct arena lasting;			/* of this generation: days, sources */
	struct day_counts days;
	struct sources sources;
	struct archive_stats stats;
	bool has_days, has_sources, has_stats;
	struct reply_desk desk;
	struct diff_shelf shelf;
	struct readers *readers; /* opened when first asked for */
	enum readers_mode readers_mode;
	struct meter meter;
};

/* Opens the handles of one thread; ${cache_max} bytes of finished pages. */
struct err clerk_open(const struct server_options *options, const struct server *server,
    size_t cache_max, struct clerk *out);
void clerk_close(struct clerk *clerk);

/* From a question to an answer: parse, find among the finished pages, or write.  Always gives a
 * reply. */
struct reply clerk_answer(struct clerk *clerk, const struct ask *ask);
/* How large a body may be sent there, 0: none: what a hub pushes, to an address that is one of
 * ours; a reader's form, from a page of ours. */
size_t clerk_takes(struct clerk *clerk, const struct ask *ask);

/* Days that have articles, newest first; sources; figures: gathered once for each state of the
 * archive. */
struct err clerk_days(struct clerk *clerk, struct day_counts *out);
struct err clerk_sources(struct clerk *clerk, struct sources *out);
struct err clerk_stats(struct clerk *clerk, struct archive_stats *out);
/* What readers have made; READERS_LOOK: ERR_NOT_FOUND where nobody has. */
struct err clerk_readers(struct clerk *clerk, enum readers_mode mode, struct readers **out);
/* A converter for the script, or NULL (as written, or the library refused). */
struct script_converter *clerk_converter(struct clerk *clerk, enum script script);
/* How names sound; NULL where the library refused. */
struct pinyin *clerk_pinyin(struct clerk *clerk);

#endif

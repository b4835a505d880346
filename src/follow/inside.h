/*
 * inside.h: what the files of this room share.  Nobody else includes it.
 *
 * A round is a set of jobs: one request each, and what is read out of its answer.  Jobs wait by host
 * (queue.c), are out at the gate, may be at the desk, and end with job_end.  What a kind of job does
 * with question, answer and reading stands in its table of verbs.
 */
#ifndef XINSHI_FOLLOW_INSIDE_H
#define XINSHI_FOLLOW_INSIDE_H

#include "base/map.h"
#include "follow/desk.h"
#include "follow/darkroom.h"
#include "follow/document.h"
#include "follow/follow.h"
#include "follow/page.h"
#include "guard/gate.h"
#include "record/items.h"

/* ---- transactions: at most so long, or so large ---- */

struct batch {
	struct archive *archive;
	bool open;
	int64_t begun_ms, bytes;
};

/* Begins one unless one is open. */
struct err batch_begin(struct batch *batch);
/* So many bytes more; commits a batch that is large or old. */
struct err batch_count(struct batch *batch, size_t bytes);
/* Commits what is open, if it is old: nothing waits for a slow host before it is safe. */
struct err batch_rest(struct batch *batch);
struct err batch_commit(struct batch *batch);
void batch_abandon(struct batch *batch);
/* How long a thing takes is the machine's time, not the archive's. */
int64_t machine_ms(void);

/* ---- jobs ---- */

struct round;
struct job;
struct walk;
struct adding;

struct job_verbs {
	bool keeps; /* the answer stays until the job's end */
	/* What the gate is asked. */
	void (*ask)(struct round *round, struct job *job, struct fetch_question *out);
	/* The gate's answer; views in ${fetched} end with the call.  Ends the job, or asks the desk. */
	struct err (*answered)(struct round *round, struct job *job, const struct fetched *fetched);
	/* The desk's answer.  Ends the job, or asks the desk again. */
	struct err (*read)(struct round *round, struct job *job, const struct desk_answer *answer);
	/* It is not asked any more, though it waited: NULL where there is nothing to bring to an end. */
	struct err (*dropped)(struct round *round, struct job *job);
};
extern const struct job_verbs feed_verbs, past_verbs, visit_verbs, hub_verbs, add_verbs, picture_verbs;

enum job_reading { JOB_ITEMS, JOB_DISCOVERY, JOB_PAGE, JOB_LIST };

/* An article's page, and those it goes on with; in the job's arena. */
struct visiting {
	struct page_came came;
	struct page_kept kept;
	struct extracted page; /* of all that came so far */
	bool is_other_text;    /* of the article is kept than at the last visit */
};

/* What of an answer is needed after the desk has read its body; in the job's arena. */
struct answer_head {
	int status;
	struct str url, moved_to, etag, last_modified, content_type;
	struct fetch_link links[FETCH_LINKS_MAX];
	size_t link_count;
	int64_t fresh_s, retry_after_s;
	struct str address;
	size_t size; /* of the body */
};

struct job {
	const struct job_verbs *verbs;
	struct str url;	       /* to ask */
	struct feed_row *feed; /* NULL: a visit */
	struct visit visit;
	struct walk *walk; /* through a feed's past; else NULL */
	struct adding *adding; /* of add.c; else NULL */
	struct picturing *picturing; /* a picture; else NULL */
	bool without_bytes; /* of what comes as a picture only heads and digest are kept */
	const struct fetched *fetched; /* likewise */
	bool is_kept;	   /* the document is read out of the archive: nothing of it is new */
	struct job *next;  /* of the same host */
	size_t number;	   /* in the round */
	size_t host;
	bool done;
	/* from the answer on */
	struct arena arena;
	int64_t now;
	int64_t capture; /* of the answer */
	struct answer_head head;
	enum job_reading reading;
	struct err fault; /* of the feed, while the page that came instead is searched for feeds */
	struct raw body; /* a copy, where it may be asked about twice */
	struct str offered; /* what a page that came instead names, in words */
	struct visiting *visiting; /* NULL: no page of an article came */
	int64_t follows; /* the capture that sent us to this address; 0 */
	struct follow_event event;
};

/* The ways to a picture, in order: its own address, that by the other of http and https, a proxy's copy. */
enum picture_way { WAY_ORIGIN, WAY_OTHER_SCHEME, WAY_PROXY, WAYS };
struct picturing {
	struct picture_row row;
	enum picture_way way;
	bool may_pass; /* a way failed for a reason that may pass */
};
/* The address by a way; empty where there is none. */
struct str picture_address(struct arena *arena, const struct picture_row *row, enum picture_way way);

struct host {
	struct str name;
	struct job *first, *last; /* waiting */
	size_t out;		  /* at the gate */
	size_t visits;		  /* of this round */
	size_t pictures;	  /* the same */
	unsigned deaf;		  /* requests without an answer, in a row */
	bool ready;		  /* in the line of hosts whose next job may be asked */
	size_t next;		  /* in that line, + 1; 0: the last */
};

struct queue {
	struct arena *arena;
	struct map names; /* host -> index */
	struct host *hosts;
	size_t count, capacity;
	size_t first, last; /* of the line, + 1; 0: empty */
	size_t waiting;	    /* jobs */
	size_t out_max;	    /* at the gate, of one host */
};

void queue_init(struct queue *queue, struct arena *arena, size_t out_max);
/* The host of a job's url, made if it is new. */
struct host *queue_host(struct queue *queue, struct str url);
void queue_add(struct queue *queue, struct job *job);
/* The next job whose host has a place free, hosts taking turns; NULL where there is none. */
struct job *queue_next(struct queue *queue);
/* The gate has answered it. */
void queue_answered(struct queue *queue, const struct job *job);
/* Takes all that waits for this host out of the queue; linked by next. */
struct job *queue_drop(struct queue *queue, struct host *host);

/* ---- rounds ---- */

struct follow {
	struct follow_options options;
	struct gate *gate;
	struct desk *desk;
	struct darkroom *darkroom; /* NULL: not needed so far, or it cannot be started */
	int64_t pictures_rest; /* until then no pictures are asked: their budget is full */
	uint64_t rounds;    /* so far: part of the tags at the gate */
	struct arena arena; /* of what is held */
	struct map held;    /* host -> until when it wants not to be asked */
	struct map deaf;    /* the same, of those that do not answer */
};

struct round {
	struct follow *follow;
	struct archive *archive;
	struct search *search;
	const struct follow_wish *wish;
	struct arena arena; /* of the round: rows, jobs */
	struct batch batch;
	struct queue queue;
	struct job **jobs; /* all, by their number in the gate's tags */
	size_t count, capacity;
	size_t out; /* at the gate */
	size_t items_out; /* documents at the desk */
	size_t visits;	  /* of this round */
	bool at_once;	  /* pages of new items are asked in this round */
	bool with_pictures; /* behind all else */
	int64_t pictures_used; /* bytes; -1: not known yet */
	struct err no_darkroom; /* why it could not be started */
	int64_t done;
	struct follow_totals *totals;
	struct sites sites;
};

/* ${totals} are begun anew. */
void round_begin(struct round *round, struct follow *follow, struct archive *archive, struct search *search,
    struct follow_totals *totals);
/* Does all jobs (unless ${e} is an error already), indexes what is new, forgets all. */
struct err round_end(struct round *round, struct err e);

int64_t round_now(const struct round *round);
/* A job of the round; not waiting yet. */
struct job *job_new(struct round *round, const struct job_verbs *verbs, struct str url);
/* Lets it wait for its turn. */
void job_wait(struct round *round, struct job *job);
/* Asks the desk; where it has no room, older answers are taken first. */
struct err job_read(struct round *round, struct job *job, enum frame_kind kind, const struct buf *question,
    enum job_reading reading);
/* The desk's answers that are there, each to its job; with ${wait}, at least one. */
struct err readings_take(struct round *round, bool wait, bool *any);
/* The end of a job: it is told, and forgotten. */
void job_end(struct round *round, struct job *job);
/* Whether the fault is of what was received (or of the worker at it), so that the round goes on. */
bool is_of_input(struct err e);
/* Takes what of an answer is needed later. */
void head_take(struct arena *arena, const struct fetched *fetched, struct answer_head *out);
/* hold.c: an answer to its job; and, where it says so, to all that waits for the same host. */
struct err job_answered(struct round *round, struct job *job, const struct fetched *fetched);
/* Until when the host of ${url} is left alone; 0: it may be asked. */
int64_t held_until(const struct follow *follow, struct str url);

/* keep.c: all exchanges on the way become captures; ${kind} is the last one's.  *${capture}: of the last, 0 where none came. */
struct err keep_exchanges(struct round *round, const struct fetched *fetched, enum capture_kind kind, const struct job *job,
    int64_t *capture);

/* feed.c, feed_end.c, feed_read.c: a feed is asked, what its answer means, what is read of it. */
void feed_job_add(struct round *round, struct feed_row *row);
struct err feed_read(struct round *round, struct job *job, const struct document *document);
struct document document_fetched(const struct job *job, const struct fetched *fetched);
struct err feed_reading(struct round *round, struct job *job, const struct desk_answer *answer);
bool looks_like_page(struct str content_type, struct raw body);
/* The end of a feed's job: health, pace, hub, row, event.  ${items}: what was read of a document; NULL without one. */
struct err feed_end(struct round *round, struct job *job, struct err why, const struct items *items);
/* The same with a fault, told in words. */
struct err feed_fail(struct round *round, struct job *job, struct err why);
/* Writes the row, in the open transaction or a new one. */
struct err feed_keep(struct round *round, const struct feed_row *row);

/* take.c: what was read of a feed's document goes into the archive; counts go to event, row and totals. */
enum take_flags { TAKE_PAST = 1 };
struct err take_items(struct round *round, struct job *job, const struct items *items, unsigned flags);

/* detail.c: faults in words for people, in the job's arena. */
struct str detail_of(struct job *job, struct err e);

/* past.c: a feed's past (RFC 5005), back from this document, which came from ${url}. */
struct err past_begin(struct round *round, struct feed_row *row, struct str url, const struct feed *head);
/* The same from the document that is kept. */
struct err past_from_kept(struct round *round, struct feed_row *row);

/* hub.c: what an answer says of the feed's hub; it is asked where that is due.  ${head}: of the document, NULL without one. */
void hub_consider(struct round *round, struct job *job, const struct feed *head);
/* Hubs of removed feeds that still push are asked, once, to stop. */
struct err hubs_leave(struct round *round);

/* visit.c: which pages are asked, and when. */
/* picture.c: which pictures are asked for. */
/* Those of an article that came from a feed or a page. */
struct err pictures_wanted(struct round *round, const struct article *article, int64_t id, bool is_past);
/* What is due and has room in a round, behind all else; *${any}: whether there was something. */
struct err pictures_add(struct round *round, bool *any);

/* picture_keep.c: what came. */
struct err picture_answered(struct round *round, struct job *job, const struct fetched *fetched);
struct err picture_dropped(struct round *round, struct job *job);
/* Room for so many bytes of this outlet: *${why} is ERR_BUDGET where there is none. */
struct err pictures_room(struct round *round, struct str source, int64_t size, struct err *why);
/* The end of a picture's job: its row is written, it is told. */
struct err picture_end(struct round *round, struct job *job, struct err why);

/* picture_print.c: what is made of it. */
/* Has prints made of bytes that are kept; or shares those of the same bytes. */
struct err picture_print(struct round *round, struct job *job, struct raw bytes);
/* The darkroom's answers that are there, each to its job; with ${wait}, at least one. */
struct err prints_take(struct round *round, bool wait, bool *any);

/* visit.c */
struct err visits_add(struct round *round);
/* A new item's page: planned, and asked in this round where it says little and there is room. */
struct err visits_plan(struct round *round, const struct feed_row *row, const struct article *article, int64_t id, bool is_past);
/* A feed has worded its part of an article anew: its page may have changed. */
struct err visits_hasten(struct round *round, int64_t article);

/* visit_read.c: what a page shows. */
enum { VISIT_PAGE_MAX = 8 << 20 };
struct err visit_answered(struct round *round, struct job *job, const struct fetched *fetched);
struct err visit_reading(struct round *round, struct job *job, const struct desk_answer *answer);
struct err visit_dropped(struct round *round, struct job *job);

#endif

#include <assert.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "follow/desk.h"

enum {
	WORKERS_MAX = 4,
	IN_FLIGHT = 24,
	DEADLINE_MS = 10000,
	BYTES_MAX = 32 << 20,
	SLOT_KEEP = 1 << 18,
	WAIT_MS = 200
};

struct slot {
	void *item;
	enum frame_kind due; /* of the answer */
	size_t size;	     /* of the question */
	bool answered;
	struct err err;
	struct buf bytes;
};

struct desk {
	struct pool *pool;
	struct arena arena; /* of the answers' errors */
	struct slot *slots; /* a ring: questions asked and not given back */
	size_t capacity;
	uint64_t first, next; /* numbers of the oldest question and of the next one */
	size_t bytes;	      /* of the questions in the ring */
	uint64_t taken;	      /* answers, so far */
	struct buf question;
};

static unsigned
worker_count(unsigned asked)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	if (asked)
		return asked;
	return processors < 1 ? 1 : processors > WORKERS_MAX ? WORKERS_MAX : (unsigned)processors;
}

/*
 * Whoever reads goes first: an import keeps all processors busy, and pages that wait for one of
 * them come late.  Alone on a machine it is no slower for that.  That the system may refuse harms
 * nothing.
 */
static void
step_aside(void)
{
	enum { NICE = 10 };

	if (getpriority(PRIO_PROCESS, 0) < NICE)
		(void)setpriority(PRIO_PROCESS, 0, NICE);
}

struct err
desk_open(unsigned workers, struct desk **out)
{
	const struct pool_options options = {
		.program = "xinshi-parse",
		.argument = "parse",
		.count = workers,
		.in_flight = IN_FLIGHT,
		.deadline_ms = DEADLINE_MS,
	};

	return desk_open_of(&options, out);
}

struct err
desk_open_of(const struct pool_options *of, struct desk **out)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct pool_options options = *of;
	struct pool *pool;
	struct str program;
	struct desk *desk;
	struct err e = program_path(&arena, of->program, &program);

	if (e.code)
		return e;
	step_aside();
	options.program = str_terminated(&arena, program);
	options.count = worker_count(of->count);
	e = pool_open(&options, &pool);
	if (e.code)
		return e;
	desk = mem_alloc(sizeof(*desk));
	/* twice what the workers hold: one slow file does not stop the others */
	*desk = (struct desk){
		.pool = pool, .capacity = (size_t)2 * options.count * options.in_flight
	};
	desk->slots = mem_alloc(desk->capacity * sizeof(struct slot));
	memset(desk->slots, 0, desk->capacity * sizeof(struct slot));
	*out = desk;
	return e;
}

size_t
desk_pending(const struct desk *desk)
{
	return desk->next - desk->first;
}

bool
desk_has_room(const struct desk *desk)
{
	return desk_pending(desk) < desk->capacity && pool_has_room(desk->pool) &&
	       (desk->bytes < BYTES_MAX || !desk_pending(desk));
}

static struct slot *
slot_of(const struct desk *desk, uint64_t number)
{
	return &desk->slots[number % desk->capacity];
}

/* The kind of answer that each kind of question is due. */
static const enum frame_kind answers[FRAME_KINDS] = {
	[FRAME_QUESTION] = FRAME_ARTICLE,
	[FRAME_EXPLAIN] = FRAME_TEXT,
	[FRAME_READ_FEED] = FRAME_FEED,
	[FRAME_LINT_FEED] = FRAME_FEED,
	[FRAME_READ_ITEMS] = FRAME_ITEMS,
	[FRAME_READ_PAGE] = FRAME_PAGE,
	[FRAME_EXTRACT] = FRAME_EXTRACTED,
	[FRAME_CHECK_RULES] = FRAME_RULES,
	[FRAME_READ_OPML] = FRAME_OUTLINES,
	[FRAME_PICTURE] = FRAME_PICTURED,
	[FRAME_ANALYSE] = FRAME_ANALYSED,
};

struct err
desk_ask_kind(struct desk *desk, enum frame_kind kind, struct raw question, void *item)
{
	struct slot *slot = slot_of(desk, desk->next);
	struct err e;

	assert(desk_has_room(desk) && answers[kind]);
	e = pool_ask(desk->pool, kind, desk->next, question);
	if (e.code)
		return e;
	slot->item = item;
	slot->due = answers[kind];
	slot->size = question.n;
	slot->answered = false;
	slot->err = (struct err){ 0 };
	desk->bytes += slot->size;
	desk->next++;
	return e;
}

struct err
desk_ask(struct desk *desk, const struct question *question, void *item)
{
	buf_reset(&desk->question);
	wire_put_question(&desk->question, question);
	if (desk->question.err.code)
		return desk->question.err;
	return desk_ask_kind(desk, FRAME_QUESTION, buf_raw(&desk->question), item);
}

/* Takes one answer from the workers into its slot; false where none came in time. */
static bool
take(struct desk *desk, int timeout_ms)
{
	struct answer answer;
	struct slot *slot;

	if (!pool_next(desk->pool, timeout_ms, &answer))
		return false;
	desk->taken++;
	if (answer.tag < desk->first || answer.tag >= desk->next)
		return true;
	slot = slot_of(desk, answer.tag);
	slot->answered = true;
	slot->err = answer.err;
	if (slot->bytes.capacity > SLOT_KEEP)
		buf_done(&slot->bytes);
	buf_reset(&slot->bytes);
	if (answer.err.code)
		return true;
	if (answer.kind == slot->due)
		buf_push_raw(&slot->bytes, answer.bytes);
	else if (answer.kind == FRAME_ERR)
		slot->err = wire_get_err(&desk->arena, answer.bytes);
	if (answer.kind != slot->due && !slot->err.code)
		slot->err = err_new(ERR_WIRE, "an answer of another kind");
	return true;
}

bool
desk_next(struct desk *desk, bool wait, struct desk_answer *out)
{
	struct slot *slot = slot_of(desk, desk->first);

	if (!desk_pending(desk))
		return false;
	while (take(desk, 0))
		continue;
	while (wait && !slot->answered)
		take(desk, WAIT_MS);
	if (!slot->answered)
		return false;
	*out = (struct desk_answer){
		.item = slot->item, .err = slot->err, .bytes = buf_raw(&slot->bytes)
	};
	desk->bytes -= slot->size;
	desk->first++;
	return true;
}

void
desk_look(struct desk *desk)
{
	uint64_t before;

	do {
		before = desk->taken;
		pool_look(desk->pool);
		while (take(desk, 0))
			continue;
	} while (desk->taken != before);
}

unsigned
desk_deaths(const struct desk *desk)
{
	return desk ? pool_deaths(desk->pool) : 0;
}

void
desk_close(struct desk *desk)
{
	if (!desk)
		return;
	pool_close(desk->pool);
	for (size_t i = 0; i < desk->capacity; i++)
		buf_done(&desk->slots[i].bytes);
	buf_done(&desk->question);
	arena_done(&desk->arena);
	free(desk->slots);
	free(desk);
}

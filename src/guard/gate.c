#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "guard/child.h"
#include "guard/gate.h"
#include "guard/worker.h"
#include "record/wire.h"

enum {
	STARTS_MAX = 3, /* deaths before FRAME_READY, one after another: it will not start at all */
	DEATHS_MAX = 2, /* that one question may have a part in */
	START_MS = 30000,
	READ_SIZE = 1 << 16,
	IN_KEEP = 4 << 20,
	WAIT_MAX_MS = 60000,
};

#define RESOLVER_FILE "/etc/resolv.conf"

enum slot_state { SLOT_FREE, SLOT_ASKED, SLOT_FAILED };

/* A question, from gate_ask until its answer is given out. */
struct slot {
	enum slot_state state;
	uint64_t tag;  /* the asker's */
	uint32_t turn; /* how often the slot was used: answers to earlier ones are none */
	unsigned deaths;
	struct buf bytes; /* the question (wire) */
	struct err err;	  /* SLOT_FAILED */
};

struct gate {
	struct arena kept, words; /* for good; until the next call */
	const char *program;
	struct buf settings;
	struct child child;
	bool ready;
	unsigned starts, deaths;
	struct err refusal; /* why it would not start, as it said itself */
	int64_t started;
	struct timespec resolver; /* when the resolver's file was changed that the child has read */
	struct slot slots[GATE_QUESTIONS_MAX];
	unsigned next; /* where to look for a free slot */
	size_t count;
	struct buf out, in;
	size_t sent, taken; /* bytes of them that are used up */
	size_t given;	    /* bytes of ${in} that the caller is looking at */
};

static int64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- the life of the child ---- */

static struct timespec
resolver_changed(void)
{
	struct stat of = { 0 };

	(void)stat(RESOLVER_FILE, &of);
	return of.st_mtim;
}

static void
push_question(struct gate *gate, size_t at)
{
	const struct slot *slot = &gate->slots[at];

	frame_push(&gate->out, FRAME_FETCH, (uint64_t)slot->turn << 32 | at, buf_raw(&slot->bytes));
}

/* Starts it, and says all that it has to know. */
static struct err
start(struct gate *gate)
{
	gate->ready = false;
	gate->sent = gate->taken = gate->given = 0;
	gate->started = now_ms();
	gate->resolver = resolver_changed();
	buf_reset(&gate->in);
	buf_reset(&gate->out);
	frame_push(&gate->out, FRAME_SETTINGS, 0, buf_raw(&gate->settings));
	for (size_t i = 0; i < GATE_QUESTIONS_MAX; i++)
		if (gate->slots[i].state == SLOT_ASKED)
			push_question(gate, i);
	return child_start(gate->program, NULL, -1, &gate->child);
}

static void
fail_slot(struct slot *slot, struct err err)
{
	slot->state = SLOT_FAILED;
	slot->err = err;
}

static void
fail_all(struct gate *gate, struct err err)
{
	for (size_t i = 0; i < GATE_QUESTIONS_MAX; i++)
		if (gate->slots[i].state == SLOT_ASKED)
			fail_slot(&gate->slots[i], err);
}

/* Those that saw too many deaths are not asked again. */
static void
blame(struct gate *gate, struct err why)
{
	for (size_t i = 0; i < GATE_QUESTIONS_MAX; i++) {
		struct slot *slot = &gate->slots[i];
		if (slot->state == SLOT_ASKED && ++slot->deaths == DEATHS_MAX)
			fail_slot(slot, why);
	}
}

static void
replace(struct gate *gate, struct err why)
{
	struct err err = err_new(ERR_WORKER_START, "dies before it is ready");

	child_end(&gate->child);
	gate->deaths++;
	if (gate->ready)
		blame(gate, why);
	gate->starts = gate->ready ? 0 : gate->starts + 1;
	if (gate->starts < STARTS_MAX)
		err = start(gate);
	if (err.code)
		fail_all(gate, err);
}

/* What could not be started is tried again when there is something to ask; and a child whose
 * resolver knows an older file than there is now gives way, for it cannot read the new one. */
static void
wake(struct gate *gate)
{
	struct timespec changed = resolver_changed();
	bool is_old =
	    changed.tv_sec != gate->resolver.tv_sec || changed.tv_nsec != gate->resolver.tv_nsec;
	struct err err;

	if (gate->child.pid && !(is_old && gate->ready && gate->count == 1))
		return;
	child_end(&gate->child);
	gate->starts = 0;
	err = start(gate);
	if (err.code)
		fail_all(gate, err);
}

/* ---- questions ---- */

bool
gate_has_room(const struct gate *gate)
{
	return gate->count < GATE_QUESTIONS_MAX;
}

size_t
gate_pending(const struct gate *gate)
{
	return gate->count;
}

/* What the pipe takes.  A broken pipe is left to the reading side, which first takes the answers
 * that still came. */
static void
send_some(struct gate *gate)
{
	struct raw rest = buf_raw(&gate->out);
	ssize_t n;

	rest.p += gate->sent;
	rest.n -= gate->sent;
	n = rest.n && gate->child.pid ? child_write(&gate->child, rest) : 0;
	gate->sent += n > 0 ? (size_t)n : 0;
	if (gate->sent == gate->out.n) {
		gate->sent = 0;
		buf_reset(&gate->out);
	}
}

struct err
gate_ask(struct gate *gate, uint64_t tag, const struct fetch_question *question)
{
	struct slot *slot;

	if (!gate_has_room(gate))
		return err_new(ERR_BUSY, "the gate has enough to do");
	while (gate->slots[gate->next % GATE_QUESTIONS_MAX].state != SLOT_FREE)
		gate->next++;
	gate->next %= GATE_QUESTIONS_MAX;
	slot = &gate->slots[gate->next];
	slot->state = SLOT_ASKED;
	slot->tag = tag;
	slot->turn++;
	slot->deaths = 0;
	buf_reset(&slot->bytes);
	wire_put_fetch_question(&slot->bytes, question);
	gate->count++;
	if (gate->child.pid)
		push_question(gate, gate->next);
	wake(gate);
	send_some(gate);
	return (struct err){ 0 };
}

/* ---- answers ---- */

static void
free_slot(struct gate *gate, struct slot *slot)
{
	slot->state = SLOT_FREE;
	gate->count--;
}

static struct raw
unread(const struct gate *gate)
{
	struct raw bytes = buf_raw(&gate->in);

	bytes.p += gate->taken;
	bytes.n -= gate->taken;
	return bytes;
}

static void
forget_given(struct gate *gate)
{
	gate->taken += gate->given;
	gate->given = 0;
	if (gate->taken != gate->in.n)
		return;
	gate->taken = 0;
	buf_reset(&gate->in);
	if (gate->in.capacity > IN_KEEP)
		buf_done(&gate->in);
}

/* The question that a tag of ours names; NULL where it names none. */
static struct slot *
slot_named(struct gate *gate, uint64_t tag)
{
	uint64_t at = tag & UINT32_MAX;

	if (at >= GATE_QUESTIONS_MAX || gate->slots[at].state != SLOT_ASKED ||
	    gate->slots[at].turn != tag >> 32)
		return NULL;
	return &gate->slots[at];
}

/* Its first word. */
static int
take_ready(struct gate *gate, const struct frame *frame)
{
	struct err said;

	if (frame->kind == FRAME_ERR) {
		said = wire_get_err(&gate->words, frame->bytes);
		/* text of ours that lives longer than the child's */
		gate->refusal = err_at(said.code, said.at,
		    said.code == ERR_CONFIG ? "what the gate may reach, or its proxy" : "gate");
	}
	if (frame->kind != FRAME_READY)
		return -1;
	gate->ready = true;
	gate->starts = 0;
	return 0;
}

/* The message at the front of what it wrote: 1 an answer, 0 none yet, -1 nonsense. */
static int
take_answer(struct gate *gate, struct gate_answer *out)
{
	struct frame frame;
	int64_t size = frame_parse(unread(gate), &frame);
	struct slot *slot;

	if (size <= 0)
		return size < 0 ? -1 : 0;
	if (!gate->ready) {
		gate->taken += (size_t)size;
		return take_ready(gate, &frame) < 0 ? -1 : take_answer(gate, out);
	}
	slot = slot_named(gate, frame.tag);
	if (!slot || (frame.kind != FRAME_FETCHED && frame.kind != FRAME_ERR))
		return -1;
	*out = (struct gate_answer){ .tag = slot->tag };
	if (frame.kind == FRAME_FETCHED)
		out->fetched = frame.bytes;
	else
		out->err = wire_get_err(&gate->words, frame.bytes);
	gate->given = (size_t)size;
	free_slot(gate, slot);
	return 1;
}

static bool
take_failed(struct gate *gate, struct gate_answer *out)
{
	for (size_t i = 0; i < GATE_QUESTIONS_MAX; i++) {
		struct slot *slot = &gate->slots[i];
		if (slot->state != SLOT_FAILED)
			continue;
		*out = (struct gate_answer){ .tag = slot->tag, .err = slot->err };
		free_slot(gate, slot);
		return true;
	}
	return false;
}

static bool
take_any(struct gate *gate, struct gate_answer *out)
{
	int taken = gate->child.pid ? take_answer(gate, out) : 0;

	if (taken < 0)
		replace(gate, err_new(ERR_WIRE, "gate"));
	return taken > 0 || take_failed(gate, out);
}

/* Reads what it wrote; its end is its death. */
static void
receive(struct gate *gate)
{
	struct raw rest = unread(gate);

	if (gate->taken) {
		memmove(gate->in.p, rest.p, rest.n);
		gate->in.n = rest.n;
		gate->taken = 0;
	}
	if (child_read(&gate->child, READ_SIZE, &gate->in) < 0)
		replace(gate, err_new(ERR_WORKER_DIED, "gate"));
}

static int
poll_timeout(const struct gate *gate, int64_t until)
{
	int64_t wait;

	if (!gate->ready && (until < 0 || until > gate->started + START_MS))
		until = gate->started + START_MS;
	wait = until < 0 ? WAIT_MAX_MS : until - now_ms();
	return wait < 0 ? 0 : wait > WAIT_MAX_MS ? WAIT_MAX_MS : (int)wait;
}

/* Waits for something to happen, and lets it happen. */
static void
wait_some(struct gate *gate, int64_t until)
{
	struct pollfd fds[2] = { { gate->child.out, POLLIN, 0 },
		{ gate->out.n ? gate->child.in : -1, POLLOUT, 0 } };

	if (poll(fds, 2, poll_timeout(gate, until)) < 0)
		return;
	if (fds[1].revents & POLLOUT)
		send_some(gate);
	if (fds[0].revents)
		receive(gate);
	else if (!gate->ready && now_ms() >= gate->started + START_MS)
		replace(gate, err_new(ERR_WORKER_START, "is not ready in time"));
}

bool
gate_next(struct gate *gate, int timeout_ms, struct gate_answer *out)
{
	int64_t until = timeout_ms < 0 ? -1 : now_ms() + timeout_ms;
	bool waited = false;

	forget_given(gate);
	arena_reset(&gate->words);
	for (;;) {
		if (take_any(gate, out))
			return true;
		if (!gate->count || !gate->child.pid || (waited && until >= 0 && now_ms() >= until))
			return false;
		wait_some(gate, until);
		waited = true;
	}
}

/* ---- the gate ---- */

/* Until it is locked in, or will not start. */
static struct err
wait_ready(struct gate *gate)
{
	struct gate_answer none;

	while (gate->child.pid) {
		if (take_answer(gate, &none) < 0)
			return gate->refusal.code ? gate->refusal
						  : err_new(ERR_WORKER_START, "speaks nonsense");
		if (gate->ready)
			return (struct err){ 0 };
		wait_some(gate, -1);
	}
	return err_new(ERR_WORKER_START, "dies before it is ready");
}

struct err
gate_open(const struct gate_settings *settings, struct gate **out)
{
	struct gate *gate = mem_alloc(sizeof(*gate));
	struct str program;
	struct err err;

	memset(gate, 0, sizeof(*gate));
	gate->child = CHILD_NONE;
	gate->in.max = 2 * (FRAME_MAX + FRAME_HEAD);
	wire_put_gate_settings(&gate->settings, settings);
	err = program_path(&gate->kept, "xinshi-fetch", &program);
	if (!err.code) {
		gate->program = str_terminated(&gate->kept, program);
		err = start(gate);
	}
	if (!err.code)
		err = wait_ready(gate);
	if (err.code) {
		gate_close(gate);
		return err;
	}
	*out = gate;
	return err;
}

int
gate_descriptor(const struct gate *gate)
{
	return gate->child.out;
}

unsigned
gate_deaths(const struct gate *gate)
{
	return gate->deaths;
}

void
gate_close(struct gate *gate)
{
	if (!gate)
		return;
	child_end(&gate->child);
	for (size_t i = 0; i < GATE_QUESTIONS_MAX; i++)
		buf_done(&gate->slots[i].bytes);
	buf_done(&gate->settings);
	buf_done(&gate->out);
	buf_done(&gate->in);
	arena_done(&gate->kept);
	arena_done(&gate->words);
	free(gate);
}

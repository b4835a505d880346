#include <stdlib.h>

#include "guard/gate_life.h"
#include "guard/worker.h"
#include "record/wire.h"

enum { IN_KEEP = 4 << 20 };

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
		gate_push_question(gate, gate->next);
	gate_wake(gate);
	gate_send(gate);
	return (struct err){ 0 };
}

/* ---- answers ---- */

static void
free_slot(struct gate *gate, struct slot *slot)
{
	slot->state = SLOT_FREE;
	gate->count--;
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

static int
take_fetched(struct gate *gate, const struct frame *frame, size_t size, struct gate_answer *out)
{
	struct slot *slot = slot_named(gate, frame->tag);

	if (!slot || (frame->kind != FRAME_FETCHED && frame->kind != FRAME_ERR))
		return -1;
	*out = (struct gate_answer){ .tag = slot->tag };
	if (frame->kind == FRAME_FETCHED)
		out->fetched = frame->bytes;
	else
		out->err = wire_get_err(&gate->words, frame->bytes);
	gate->given = size;
	free_slot(gate, slot);
	return 1;
}

/* The messages at the front of what it wrote: 1 an answer, 0 none yet, -1 nonsense. */
static int
take_answer(struct gate *gate, struct gate_answer *out)
{
	struct frame frame;
	int64_t size;

	while ((size = frame_parse(gate_unread(gate), &frame)) > 0) {
		if (gate->ready && frame.kind != FRAME_ALIVE)
			return take_fetched(gate, &frame, (size_t)size, out);
		gate->taken += (size_t)size;
		if (!gate->ready && take_ready(gate, &frame) < 0)
			return -1;
	}
	return size < 0 ? -1 : 0;
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
		gate_replace(gate, err_new(ERR_WIRE, "gate"));
	return taken > 0 || take_failed(gate, out);
}

bool
gate_next(struct gate *gate, int timeout_ms, struct gate_answer *out)
{
	int64_t until = timeout_ms < 0 ? -1 : gate_ms() + timeout_ms;
	bool waited = false;

	forget_given(gate);
	arena_reset(&gate->words);
	for (;;) {
		if (take_any(gate, out))
			return true;
		if (!gate->count || !gate->child.pid || (waited && until >= 0 && gate_ms() >= until))
			return false;
		gate_wait(gate, until);
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
		gate_wait(gate, -1);
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
	gate->beat_ms = settings->beat_ms;
	wire_put_gate_settings(&gate->settings, settings);
	err = program_path(&gate->kept, "xinshi-fetch", &program);
	if (!err.code) {
		gate->program = str_terminated(&gate->kept, program);
		err = gate_start(gate);
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

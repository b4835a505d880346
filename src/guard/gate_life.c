/* gate_life.c: the gate's child is started, fed, listened to, and replaced when it dies or hangs. */
#include <poll.h>
#include <sys/stat.h>

#include "guard/gate_life.h"

enum {
	STARTS_MAX = 3, /* deaths before FRAME_READY, one after another: it will not start at all */
	DEATHS_MAX = 2, /* that one question may have a part in */
	BEATS_MISSED_MAX = 6,
	START_MS = 30000,
	READ_SIZE = 1 << 16,
	WAIT_MAX_MS = 60000,
};

#define RESOLVER_FILE "/etc/resolv.conf"

int64_t
gate_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- its beginning ---- */

static struct timespec
resolver_changed(void)
{
	struct stat of = { 0 };

	(void)stat(RESOLVER_FILE, &of);
	return of.st_mtim;
}

void
gate_push_question(struct gate *gate, size_t at)
{
	const struct slot *slot = &gate->slots[at];

	frame_push(&gate->out, FRAME_FETCH, (uint64_t)slot->turn << 32 | at, buf_raw(&slot->bytes));
}

static void
heard(struct gate *gate)
{
	gate->looked = gate_ms();
	gate->silent_ms = 0;
}

struct err
gate_start(struct gate *gate)
{
	gate->ready = false;
	gate->sent = gate->taken = gate->given = 0;
	gate->started = gate_ms();
	gate->resolver = resolver_changed();
	heard(gate);
	buf_reset(&gate->in);
	buf_reset(&gate->out);
	frame_push(&gate->out, FRAME_SETTINGS, 0, buf_raw(&gate->settings));
	for (size_t i = 0; i < GATE_QUESTIONS_MAX; i++)
		if (gate->slots[i].state == SLOT_ASKED)
			gate_push_question(gate, i);
	return child_start(gate->program, NULL, -1, &gate->child);
}

/* ---- its end ---- */

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

void
gate_replace(struct gate *gate, struct err why)
{
	struct err err = err_new(ERR_WORKER_START, "dies before it is ready");

	child_end(&gate->child);
	gate->deaths++;
	if (gate->ready)
		blame(gate, why);
	gate->starts = gate->ready ? 0 : gate->starts + 1;
	if (gate->starts < STARTS_MAX)
		err = gate_start(gate);
	if (err.code)
		fail_all(gate, err);
}

/* What could not be started is tried again; and a child whose resolver knows an older file than
 * there is now gives way, for it cannot read the new one. */
void
gate_wake(struct gate *gate)
{
	struct timespec changed = resolver_changed();
	bool is_old =
	    changed.tv_sec != gate->resolver.tv_sec || changed.tv_nsec != gate->resolver.tv_nsec;
	struct err err;

	if (gate->count == 1) /* until now it had nothing to say */
		heard(gate);
	if (gate->child.pid && !(is_old && gate->ready && gate->count == 1))
		return;
	child_end(&gate->child);
	gate->starts = 0;
	err = gate_start(gate);
	if (err.code)
		fail_all(gate, err);
}

/* ---- the pipes ---- */

/* A broken pipe is left to the reading side, which first takes the answers that still came. */
void
gate_send(struct gate *gate)
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

struct raw
gate_unread(const struct gate *gate)
{
	struct raw bytes = buf_raw(&gate->in);

	bytes.p += gate->taken;
	bytes.n -= gate->taken;
	return bytes;
}

/* Reads what it wrote; its end is its death. */
static void
receive(struct gate *gate)
{
	struct raw rest = gate_unread(gate);

	heard(gate);
	if (gate->taken) {
		memmove(gate->in.p, rest.p, rest.n);
		gate->in.n = rest.n;
		gate->taken = 0;
	}
	if (child_read(&gate->child, READ_SIZE, &gate->in) < 0)
		gate_replace(gate, err_new(ERR_WORKER_DIED, "gate"));
}

/* Counted is only time in which it could be heard: a beat a look, so that a machine that slept, or
 * a parent that was busy or stopped, does not find it silent at once. */
static void
miss(struct gate *gate)
{
	int64_t now = gate_ms(), since = now - gate->looked;

	gate->silent_ms += since < gate->beat_ms ? since : gate->beat_ms;
	gate->looked = now;
	if (gate->silent_ms >= BEATS_MISSED_MAX * gate->beat_ms)
		gate_replace(gate, err_new(ERR_WORKER_DIED, "the gate hangs"));
}

static int64_t
sooner(int64_t a, int64_t b)
{
	return a < 0 || a > b ? b : a;
}

static int
poll_timeout(const struct gate *gate, int64_t until)
{
	int64_t wait;

	until = sooner(until, gate->ready ? gate_ms() + gate->beat_ms : gate->started + START_MS);
	wait = until - gate_ms();
	return wait < 0 ? 0 : wait > WAIT_MAX_MS ? WAIT_MAX_MS : (int)wait;
}

void
gate_wait(struct gate *gate, int64_t until)
{
	struct pollfd fds[2] = { { gate->child.out, POLLIN, 0 },
		{ gate->out.n ? gate->child.in : -1, POLLOUT, 0 } };

	if (poll(fds, 2, poll_timeout(gate, until)) < 0)
		return;
	if (fds[1].revents & POLLOUT)
		gate_send(gate);
	if (fds[0].revents)
		receive(gate);
	else if (gate->ready)
		miss(gate);
	else if (gate_ms() >= gate->started + START_MS)
		gate_replace(gate, err_new(ERR_WORKER_START, "is not ready in time"));
}

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "guard/child.h"
#include "guard/worker.h"

enum {
	WORKERS_MAX = 16,
	IN_FLIGHT_MAX = 64,
	STARTS_MAX = 3, /* deaths before FRAME_READY, one after another: it will not start at all */
	START_MS = 30000,
	READ_SIZE = 1 << 16,
	SLOT_KEEP = 1 << 20, /* memory of a question that is kept for the next */
};

/* A question, from pool_ask until its answer is given out. */
struct slot {
	uint64_t tag;
	struct buf frame;
	size_t sent;
};

struct worker {
	struct child child;
	bool ready;
	unsigned starts;    /* deaths before FRAME_READY since it last said it */
	struct slot *slots; /* a ring of in_flight: those asked, oldest first */
	unsigned first, count;
	int64_t deadline; /* of the oldest; milliseconds */
	struct buf in;
	size_t taken; /* bytes of ${in} that are used up */
};

struct pool {
	struct pool_options options;
	struct arena arena;
	struct worker *workers;
	unsigned turn, deaths;
	/* answers that no worker will give: a ring as large as all questions */
	struct answer *failed;
	size_t failed_first, failed_count, failed_size;
	struct worker *given; /* whose buffer the last answer points into */
	size_t given_size;
};

static int64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static struct slot *
slot_at(const struct pool *pool, const struct worker *worker, unsigned i)
{
	return &worker->slots[(worker->first + i) % pool->options.in_flight];
}

/* ---- the life of a worker ---- */

static struct err
worker_start(struct pool *pool, struct worker *worker)
{
	worker->ready = false;
	worker->taken = 0;
	buf_reset(&worker->in);
	for (unsigned i = 0; i < worker->count; i++)
		slot_at(pool, worker, i)->sent = 0;
	worker->deadline = now_ms() + START_MS;
	return child_start(pool->options.program, pool->options.argument, -1, &worker->child);
}

static void
slot_drop(const struct pool *pool, struct worker *worker)
{
	struct slot *slot = slot_at(pool, worker, 0);

	buf_reset(&slot->frame);
	if (slot->frame.capacity > SLOT_KEEP)
		buf_done(&slot->frame);
	worker->first = (worker->first + 1) % pool->options.in_flight;
	worker->count--;
	worker->deadline = now_ms() + pool->options.deadline_ms;
}

/* The oldest question gets ${err} for an answer. */
static void
fail_oldest(struct pool *pool, struct worker *worker, struct err err)
{
	size_t at = (pool->failed_first + pool->failed_count++) % pool->failed_size;

	pool->failed[at] = (struct answer){ slot_at(pool, worker, 0)->tag, FRAME_ERR, { 0 }, err };
	slot_drop(pool, worker);
}

/* What it was at fails; the rest is asked again, of its successor. */
static void
worker_replace(struct pool *pool, struct worker *worker, struct err why)
{
	struct err err;

	child_end(&worker->child);
	pool->deaths++;
	if (worker->ready && worker->count)
		fail_oldest(pool, worker, why);
	worker->starts = worker->ready ? 0 : worker->starts + 1;
	err = err_new(ERR_WORKER_START, "dies before it is ready");
	if (worker->starts < STARTS_MAX)
		err = worker_start(pool, worker);
	while (err.code && worker->count)
		fail_oldest(pool, worker, err);
}

/* A worker that could not be started is tried again when there is something to ask. */
static void
worker_wake(struct pool *pool, struct worker *worker)
{
	struct err err;

	if (worker->child.pid)
		return;
	worker->starts = 0;
	err = worker_start(pool, worker);
	while (err.code && worker->count)
		fail_oldest(pool, worker, err);
}

/* ---- questions ---- */

/* Sends what the pipe takes.  A broken pipe is left to the reading side, which first takes the
 * answers that still came. */
static void
worker_send(const struct pool *pool, struct worker *worker)
{
	for (unsigned i = 0; worker->child.pid && i < worker->count; i++) {
		struct slot *slot = slot_at(pool, worker, i);
		struct raw rest = buf_raw(&slot->frame);
		ssize_t n;

		if (slot->sent == rest.n)
			continue;
		rest.p += slot->sent, rest.n -= slot->sent;
		n = child_write(&worker->child, rest);
		if (n > 0)
			slot->sent += (size_t)n;
		/* its time begins when it has the question: we may have been at other work */
		if (n > 0 && i == 0 && worker->ready)
			worker->deadline = now_ms() + pool->options.deadline_ms;
		if (n != (ssize_t)rest.n)
			return;
	}
}

static bool
has_unsent(const struct pool *pool, const struct worker *worker)
{
	const struct slot *last = worker->count ? slot_at(pool, worker, worker->count - 1) : NULL;

	return last && last->sent < last->frame.n;
}

static struct worker *
least_busy(const struct pool *pool)
{
	struct worker *best = &pool->workers[0];

	for (unsigned i = 1; i < pool->options.count; i++)
		if (pool->workers[i].count < best->count)
			best = &pool->workers[i];
	return best;
}

bool
pool_has_room(const struct pool *pool)
{
	return least_busy(pool)->count < pool->options.in_flight &&
	       pool_pending(pool) < pool->failed_size;
}

struct err
pool_ask(struct pool *pool, enum frame_kind kind, uint64_t tag, struct raw bytes)
{
	struct worker *worker = least_busy(pool);
	struct slot *slot;

	if (!pool_has_room(pool))
		return err_new(ERR_BUSY, "all workers have enough to do");
	if (bytes.n > FRAME_MAX)
		return err_at(ERR_TOO_BIG, FRAME_MAX, "question");
	slot = slot_at(pool, worker, worker->count);
	slot->tag = tag;
	slot->sent = 0;
	slot->frame.max = FRAME_MAX + FRAME_HEAD;
	frame_push(&slot->frame, kind, tag, bytes);
	if (worker->count++ == 0)
		worker->deadline = now_ms() + pool->options.deadline_ms;
	worker_wake(pool, worker);
	worker_send(pool, worker);
	return (struct err){ 0 };
}

size_t
pool_pending(const struct pool *pool)
{
	size_t pending = pool->failed_count;

	for (unsigned i = 0; i < pool->options.count; i++)
		pending += pool->workers[i].count;
	return pending;
}

/* ---- answers ---- */

static struct raw
unread(const struct worker *worker)
{
	struct raw bytes = buf_raw(&worker->in);

	bytes.p += worker->taken;
	bytes.n -= worker->taken;
	return bytes;
}

/* Makes room at the front once the last answer has been seen by the caller. */
static void
forget_given(struct pool *pool)
{
	struct worker *worker = pool->given;

	if (!worker)
		return;
	pool->given = NULL;
	worker->taken += pool->given_size;
	if (worker->taken == worker->in.n) {
		worker->taken = 0;
		buf_reset(&worker->in);
		if (worker->in.capacity > SLOT_KEEP)
			buf_done(&worker->in);
	}
}

static bool
is_answer(enum frame_kind kind)
{
	static const bool answers[FRAME_KINDS] = {
		[FRAME_ARTICLE] = true, [FRAME_ERR] = true, [FRAME_TEXT] = true, [FRAME_FEED] = true,
		[FRAME_ITEMS] = true, [FRAME_PAGE] = true, [FRAME_EXTRACTED] = true, [FRAME_OUTLINES] = true,
		[FRAME_PICTURED] = true, [FRAME_RULES] = true, [FRAME_ANALYSED] = true,
	};

	return answers[kind];
}

/* The message at the front of what the worker wrote: 1 an answer, 0 none yet, -1 nonsense. */
static int
take_answer(struct pool *pool, struct worker *worker, struct answer *out)
{
	struct frame frame;
	int64_t size = frame_parse(unread(worker), &frame);

	if (size <= 0)
		return size < 0 ? -1 : 0;
	if (!worker->ready) {
		if (frame.kind != FRAME_READY)
			return -1;
		worker->ready = true;
		worker->starts = 0;
		worker->deadline = now_ms() + pool->options.deadline_ms;
		worker->taken += (size_t)size;
		return take_answer(pool, worker, out);
	}
	if (!worker->count || frame.tag != slot_at(pool, worker, 0)->tag)
		return -1;
	if (!is_answer(frame.kind))
		return -1;
	*out = (struct answer){ frame.tag, frame.kind, frame.bytes, { 0 } };
	pool->given = worker;
	pool->given_size = (size_t)size;
	slot_drop(pool, worker);
	return 1;
}

static bool
take_failed(struct pool *pool, struct answer *out)
{
	if (!pool->failed_count)
		return false;
	*out = pool->failed[pool->failed_first];
	pool->failed_first = (pool->failed_first + 1) % pool->failed_size;
	pool->failed_count--;
	return true;
}

/* Reads what the worker wrote; its end is its death. */
static void
worker_receive(struct pool *pool, struct worker *worker)
{
	struct raw rest = unread(worker);
	ssize_t n;

	if (worker->taken) {
		memmove(worker->in.p, rest.p, rest.n);
		worker->in.n = rest.n;
		worker->taken = 0;
	}
	n = child_read(&worker->child, READ_SIZE, &worker->in);
	if (n < 0)
		worker_replace(pool, worker, err_new(ERR_WORKER_DIED, NULL));
}

static bool
take_any(struct pool *pool, struct answer *out)
{
	if (take_failed(pool, out))
		return true;
	for (unsigned i = 0; i < pool->options.count; i++) {
		struct worker *worker = &pool->workers[pool->turn++ % pool->options.count];
		int taken = take_answer(pool, worker, out);
		if (taken > 0)
			return true;
		if (taken < 0)
			worker_replace(pool, worker, err_new(ERR_WIRE, "worker"));
		if (take_failed(pool, out))
			return true;
	}
	return false;
}

/* Milliseconds until ${until}, rounded up; for ever where that is negative. */
static int
poll_timeout(int64_t until)
{
	int64_t wait = until - now_ms();

	if (until < 0)
		return -1;
	return wait < 0 ? 0 : wait > 60000 ? 60000 : (int)wait + 1;
}

/* Waits for something to happen, and lets it happen. */
static void
pool_wait(struct pool *pool, int64_t until)
{
	struct pollfd fds[2 * WORKERS_MAX];
	unsigned n = pool->options.count;

	for (unsigned i = 0; i < n; i++) {
		struct worker *worker = &pool->workers[i];
		bool busy = worker->count || !worker->ready;
		fds[2 * i] = (struct pollfd){ worker->child.out, POLLIN, 0 };
		fds[2 * i + 1] =
		    (struct pollfd){ has_unsent(pool, worker) ? worker->child.in : -1, POLLOUT, 0 };
		if (worker->child.pid && busy && (until < 0 || worker->deadline < until))
			until = worker->deadline;
	}
	if (poll(fds, 2 * n, poll_timeout(until)) < 0)
		return;
	for (unsigned i = 0; i < n; i++) {
		struct worker *worker = &pool->workers[i];
		if (fds[2 * i + 1].revents & POLLOUT)
			worker_send(pool, worker);
		if (fds[2 * i].revents)
			worker_receive(pool, worker);
		else if (worker->child.pid && (worker->count || !worker->ready) &&
			 now_ms() > worker->deadline)
			worker_replace(pool, worker,
			    err_at(ERR_WORKER_SLOW, pool->options.deadline_ms, "milliseconds"));
	}
}

void
pool_look(struct pool *pool)
{
	forget_given(pool);
	if (pool_pending(pool))
		pool_wait(pool, now_ms());
}

bool
pool_next(struct pool *pool, int timeout_ms, struct answer *out)
{
	int64_t until = timeout_ms < 0 ? -1 : now_ms() + timeout_ms;

	forget_given(pool);
	for (;;) {
		if (take_any(pool, out))
			return true;
		if (!pool_pending(pool) || (until >= 0 && now_ms() >= until))
			return false;
		pool_wait(pool, until);
	}
}

/* ---- the pool ---- */

/* Until all are ready, or one cannot be started. */
static struct err
wait_ready(struct pool *pool)
{
	struct answer none;

	for (unsigned i = 0; i < pool->options.count; i++) {
		struct worker *worker = &pool->workers[i];
		for (;;) {
			/* what it wrote may have been read while we waited for another */
			if (take_answer(pool, worker, &none) < 0)
				return err_new(ERR_WORKER_START, "speaks nonsense");
			if (worker->ready)
				break;
			if (!worker->child.pid)
				return err_new(ERR_WORKER_START, "dies before it is ready");
			pool_wait(pool, -1);
		}
	}
	return (struct err){ 0 };
}

static struct pool *
pool_new(const struct pool_options *options)
{
	struct pool *pool = mem_alloc(sizeof(*pool));

	*pool = (struct pool){ .options = *options };
	/* kept: a worker that dies is started again long after the caller's words are gone */
	pool->options.program = str_terminated(&pool->arena, str_from_c(options->program));
	pool->options.argument =
	    options->argument ? str_terminated(&pool->arena, str_from_c(options->argument)) : NULL;
	if (pool->options.count < 1 || pool->options.count > WORKERS_MAX)
		pool->options.count = pool->options.count ? WORKERS_MAX : 1;
	if (pool->options.in_flight < 1 || pool->options.in_flight > IN_FLIGHT_MAX)
		pool->options.in_flight = pool->options.in_flight ? IN_FLIGHT_MAX : 1;
	pool->failed_size = (size_t)pool->options.count * pool->options.in_flight;
	pool->failed = arena_array(&pool->arena, struct answer, pool->failed_size);
	pool->workers = arena_array(&pool->arena, struct worker, pool->options.count);
	for (unsigned i = 0; i < pool->options.count; i++) {
		struct worker *worker = &pool->workers[i];
		worker->slots = arena_array(&pool->arena, struct slot, pool->options.in_flight);
		worker->child = CHILD_NONE;
		worker->in.max = FRAME_MAX + FRAME_HEAD + 2 * READ_SIZE;
	}
	return pool;
}

struct err
pool_open(const struct pool_options *options, struct pool **out)
{
	struct pool *pool = pool_new(options);
	struct err err = { 0 };

	for (unsigned i = 0; i < pool->options.count && !err.code; i++)
		err = worker_start(pool, &pool->workers[i]);
	if (!err.code)
		err = wait_ready(pool);
	if (err.code) {
		pool_close(pool);
		return err;
	}
	*out = pool;
	return err;
}

unsigned
pool_deaths(const struct pool *pool)
{
	return pool->deaths;
}

void
pool_close(struct pool *pool)
{
	if (!pool)
		return;
	for (unsigned i = 0; i < pool->options.count; i++) {
		struct worker *worker = &pool->workers[i];
		child_end(&worker->child);
		buf_done(&worker->in);
		for (unsigned j = 0; j < pool->options.in_flight; j++)
			buf_done(&worker->slots[j].frame);
	}
	arena_done(&pool->arena);
	free(pool);
}

#include <errno.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include "guard/probe.h"
#include "main/fetch_loop.h"
#include "net/address.h"
#include "net/http.h"
#include "record/wire.h"

enum {
	READ_SIZE = 64 << 10,
	OUT_ENOUGH = 1 << 20, /* no further answers are taken while so much waits to be written */
	KEEP = 4 << 20,	      /* memory of a large answer is given back */
	DNS_PORT = 53,
	IDLE_MS = 60000,
};

_Static_assert(ADDRESS_RULES_MAX + 4 <= FETCH_PORTS_MAX, "room for all ports");

struct err
fetch_ports(
    const struct gate_settings *settings, struct port_range out[FETCH_PORTS_MAX], size_t *count)
{
	static const uint16_t always[] = { 80, 443, DNS_PORT };
	uint16_t proxy = proxy_port(settings->proxy);
	struct address_rules rules;
	struct err err = address_rules_parse(settings->allow, settings->deny, &rules);
	size_t n = 0;

	if (err.code)
		return err;
	for (size_t i = 0; i < LENGTH(always); i++)
		out[n++] = (struct port_range){ always[i], always[i] };
	if (proxy)
		out[n++] = (struct port_range){ proxy, proxy };
	for (size_t i = 0; i < rules.count; i++)
		if (rules.rules[i].to)
			out[n++] = (struct port_range){ rules.rules[i].from, rules.rules[i].to };
	*count = n;
	return err;
}

/* One side of the pipe: what came and is not yet understood, what is said and not yet taken. */
struct pipes {
	struct fetcher *fetcher;
	int from, to;
	struct buf in, out, body;
	size_t taken, sent;
	int64_t beat_ms, said_ms; /* how often a sign of life is due; when we wrote last */
	bool ended;
	struct err err;
};

static int64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- questions ---- */

static void
say_err(struct pipes *pipes, uint64_t tag, struct err why)
{
	buf_reset(&pipes->body);
	wire_put_err(&pipes->body, why);
	frame_push(&pipes->out, FRAME_ERR, tag, buf_raw(&pipes->body));
}

static void
take_question(struct pipes *pipes, const struct frame *frame)
{
	struct fetch_question question;
	struct err err = wire_get_fetch_question(frame->bytes, &question);

	if (err.code)
		say_err(pipes, frame->tag, err);
	else
		fetcher_ask(pipes->fetcher, frame->tag, &question);
}

static void
take_frame(struct pipes *pipes, const struct frame *frame)
{
	if (frame->kind == FRAME_FETCH)
		take_question(pipes, frame);
	else if (frame->kind == FRAME_PROBE && probe_succeeds((unsigned)frame->tag))
		frame_push(&pipes->out, FRAME_TEXT, frame->tag, (struct raw){ 0 });
	else if (frame->kind == FRAME_PROBE)
		say_err(pipes, frame->tag, err_new(ERR_ACCESS, "the lock held"));
	else
		say_err(pipes, frame->tag, err_new(ERR_WIRE, "not a question"));
}

static void
take_frames(struct pipes *pipes)
{
	struct raw rest = buf_raw(&pipes->in);
	struct frame frame;
	int64_t size;

	while ((size = frame_parse(rest, &frame)) > 0) {
		take_frame(pipes, &frame);
		rest.p += size;
		rest.n -= (size_t)size;
	}
	if (size < 0)
		pipes->err = err_new(ERR_WIRE, "message");
	if (rest.n && rest.n < pipes->in.n)
		memmove(pipes->in.p, rest.p, rest.n);
	pipes->in.n = rest.n;
}

static void
read_some(struct pipes *pipes)
{
	char *to = buf_reserve(&pipes->in, READ_SIZE);
	ssize_t n = to ? read(pipes->from, to, READ_SIZE) : 0;

	if (n > 0)
		pipes->in.n += (size_t)n;
	if (n == 0)
		pipes->ended = true;
	if (n < 0 && errno != EAGAIN && errno != EINTR)
		pipes->err = err_from_errno(errno, "read");
	take_frames(pipes);
}

/* ---- answers ---- */

/* An answer that does not fit a message still has to be one. */
static void
say_fetched(struct pipes *pipes, uint64_t tag, const struct fetched *fetched)
{
	buf_recycle(&pipes->body, KEEP);
	wire_put_fetched(&pipes->body, fetched);
	if (pipes->body.err.code)
		say_err(pipes, tag, err_new(ERR_TOO_BIG, "answer"));
	else
		frame_push(&pipes->out, FRAME_FETCHED, tag, buf_raw(&pipes->body));
}

static void
say_answers(struct pipes *pipes)
{
	const struct fetched *fetched;
	uint64_t tag;

	while (
	    pipes->out.n - pipes->sent < OUT_ENOUGH && fetcher_next(pipes->fetcher, &tag, &fetched))
		say_fetched(pipes, tag, fetched);
}

static void
write_some(struct pipes *pipes)
{
	size_t left = pipes->out.n - pipes->sent;
	ssize_t n = left ? write(pipes->to, pipes->out.p + pipes->sent, left) : 0;

	if (n > 0) {
		pipes->sent += (size_t)n;
		pipes->said_ms = now_ms();
	}
	if (n < 0 && errno != EAGAIN && errno != EINTR)
		pipes->err = err_from_errno(errno, "write");
	if (pipes->sent == pipes->out.n) {
		pipes->sent = 0;
		buf_recycle(&pipes->out, KEEP);
	}
}

/* ---- the loop ---- */

/* Says that we live, where answers are waited for and none was written for a beat; the milliseconds
 * until that is due again. */
static int64_t
beat(struct pipes *pipes)
{
	int64_t left = pipes->said_ms + pipes->beat_ms - now_ms();

	if (!fetcher_pending(pipes->fetcher))
		return IDLE_MS;
	if (left > 0)
		return left;
	if (!pipes->out.n)
		frame_push(&pipes->out, FRAME_ALIVE, 0, (struct raw){ 0 });
	return pipes->beat_ms;
}

static void
turn(struct pipes *pipes)
{
	struct pollfd fds[2] = { { pipes->from, POLLIN, 0 }, { pipes->to, POLLOUT, 0 } };
	int64_t wait;

	say_answers(pipes);
	wait = beat(pipes);
	write_some(pipes);
	/* what lay behind a full pipe has no other event to wait for, once that is empty */
	say_answers(pipes);
	fetcher_wait(pipes->fetcher, fds, pipes->out.n ? 2 : 1, wait);
	if (fds[0].revents)
		read_some(pipes);
	if (!pipes->err.code)
		pipes->err = pipes->out.err;
}

struct err
fetch_loop(struct fetcher *fetcher, int64_t beat_ms, int in, int out)
{
	struct pipes pipes = { .fetcher = fetcher,
		.from = in,
		.to = out,
		.beat_ms = beat_ms,
		.said_ms = now_ms(),
		.in.max = FRAME_MAX + FRAME_HEAD + READ_SIZE,
		.body.max = FRAME_MAX,
		.out.max = 2 * (FRAME_MAX + FRAME_HEAD) };

	if (fcntl(in, F_SETFL, O_NONBLOCK) < 0 || fcntl(out, F_SETFL, O_NONBLOCK) < 0)
		return err_from_errno(errno, "pipe");
	while (!pipes.ended && !pipes.err.code)
		turn(&pipes);
	buf_done(&pipes.in);
	buf_done(&pipes.out);
	buf_done(&pipes.body);
	return pipes.err;
}

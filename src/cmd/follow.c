#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>

#include "cmd/fault.h"
#include "cmd/push.h"
#include "cmd/round.h"
#include "follow/websub.h"

enum {
	LOOK_S = 10, /* so often it is looked whether something is due: feeds may have been added */
	REST_S = 3,  /* between two rounds; so long another writer is left alone, too */
	HOLD_S = 60, /* so long after a fault that may pass */
	INPUT_MAX = 64 << 20,
	PIECE = 1 << 16,
};

struct watch {
	struct context *context;
	struct round round;
	struct follow_totals totals; /* of the last round */
	bool takes_pushes, ended;
	bool said_none; /* that no feed is followed */
	bool planned;	/* the pictures of what was kept before, where all are wanted */
	struct buf input;
};

/* ---- pushes ---- */

static struct err
take_push(struct watch *watch, const struct push *push)
{
	struct context *context = watch->context;

	if (push->mode.n)
		return websub_called(context->archive, push->token, push->mode, push->topic,
		    push->lease_s, context->now);
	return follow_push(watch->round.follow, context->archive, context->search, push->token,
	    push->content_type, push->signature, push->body);
}

/* A wrong signature is told as an event of its feed already. */
static void
say_push(struct context *context, struct err e)
{
	if (e.code && e.code != ERR_ACCESS)
		(void)fault(context, e, "", "a push of a hub");
	context->told = false;
}

/* What is left goes before what came while the others were taken in. */
static void
put_back(struct watch *watch, struct raw rest)
{
	struct buf whole = { .max = INPUT_MAX };

	buf_push_raw(&whole, rest);
	buf_push_raw(&whole, buf_raw(&watch->input));
	buf_done(&watch->input);
	watch->input = whole;
}

/* Takes every whole frame of the input; nonsense in it ends the run, since its writer is ours. */
static struct err
take_pushes(struct watch *watch)
{
	struct buf taken CLEAN(buf_done) = watch->input;
	struct raw rest = buf_raw(&taken);
	struct err e = { 0 };

	watch->input = (struct buf){ .max = INPUT_MAX };
	while (!e.code) {
		struct push push;
		size_t size;

		e = push_read(rest, &push, &size);
		if (e.code || !size)
			break;
		rest = (struct raw){ rest.p + size, rest.n - size };
		say_push(watch->context, take_push(watch, &push));
	}
	put_back(watch, rest);
	return e;
}

static bool
has_push(const struct watch *watch)
{
	struct push push;
	size_t size = 0;

	return push_read(buf_raw(&watch->input), &push, &size).code || size;
}

/* Where the other end is closed nobody wants us any more. */
static void
read_input(struct watch *watch)
{
	char *to = buf_reserve(&watch->input, PIECE);
	ssize_t n = to ? read(STDIN_FILENO, to, PIECE) : 0;

	if (n > 0)
		watch->input.n += (size_t)n;
	else if (n == 0 || (errno != EINTR && errno != EAGAIN))
		watch->ended = true;
}

/* A round may take minutes: meanwhile the pipe must not fill up, or hubs are told to come again. */
static bool
input_at_hand(void *user)
{
	struct watch *watch = user;
	struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };

	if (watch->input.n < INPUT_MAX - PIECE && poll(&input, 1, 0) > 0)
		read_input(watch);
	return watch->ended;
}

/* ---- the clock ---- */

static void
wait_seconds(struct watch *watch, int64_t seconds)
{
	struct pollfd input = { .fd = watch->takes_pushes ? STDIN_FILENO : -1, .events = POLLIN };

	if (seconds <= 0 || interrupted())
		return;
	if (poll(&input, 1, (int)(seconds < LOOK_S ? seconds : LOOK_S) * 1000) > 0)
		read_input(watch);
}

/* Seconds until something is due; what cannot be known now is looked at again soon. */
static struct err
until_due(struct watch *watch, int64_t *seconds)
{
	struct context *context = watch->context;
	int64_t next = INT64_MAX;
	struct err e = command_open(context, NEED_ARCHIVE_READ);

	if (!e.code)
		e = follow_next(watch->round.follow, context->archive, &next);
	command_close(context);
	if (e.code)
		return e;
	if (next == INT64_MAX && !watch->said_none)
		advise(context,
		    "No feed is followed yet.  Add one:  %.*s add URL   (this goes on waiting)",
		    STR_ARGS(command_line(context)));
	watch->said_none = next == INT64_MAX;
	*seconds = next <= context->now ? 0 : next - context->now;
	return e;
}

/* ---- a round ---- */

static struct err
open_round(struct watch *watch)
{
	struct context *context = watch->context;
	struct err e = command_open(context, NEED_ARCHIVE_WRITE | NEED_SEARCH);

	if (e.code != ERR_LOCKED)
		return e.code ? fault(context, e, fault_open_advice(e.code), "%s", context->dir)
			      : e;
	if (context->verbose)
		advise(context, "Another process is writing; the round begins when it has ended.");
	return e;
}

/* Once: what comes later is planned as it comes. */
static struct err
plan_pictures(struct watch *watch)
{
	struct context *context = watch->context;
	int64_t count;
	struct err e = { 0 };

	if (!watch->planned && option_is(&context->options, "pictures", "all"))
		e = follow_plan_pictures(watch->round.follow, context->archive, &count);
	watch->planned = !e.code;
	return e;
}

static struct err
one_round(struct watch *watch)
{
	struct context *context = watch->context;
	struct follow_wish wish = { 0 };
	struct err e = open_round(watch);

	if (!e.code)
		e = plan_pictures(watch);
	if (!e.code && watch->takes_pushes)
		e = take_pushes(watch);
	if (!e.code)
		e = round_run(&watch->round, &wish, &watch->totals);
	command_close(context);
	return e;
}

/* What passes by itself, or when somebody makes room: then it is tried again, and not at once. */
static bool
passes(struct watch *watch, struct err e)
{
	struct context *context = watch->context;

	if (e.code != ERR_LOCKED && e.code != ERR_BUSY && e.code != ERR_DISK_FULL)
		return false;
	if (e.code != ERR_LOCKED && !context->told)
		(void)fault(context, e, NULL, "follow goes on in a minute; %s", context->dir);
	context->told = false;
	for (int i = 0; i < HOLD_S / LOOK_S && e.code != ERR_LOCKED; i++)
		wait_seconds(watch, LOOK_S);
	return true;
}

static struct err
go_on(struct watch *watch)
{
	struct err e = { 0 };

	while (!e.code && !interrupted() && !watch->ended) {
		int64_t seconds = 0;

		watch->context->now = (int64_t)time(NULL);
		e = until_due(watch, &seconds);
		if (!e.code && (!seconds || has_push(watch))) {
			e = one_round(watch);
			seconds = REST_S;
		}
		if (e.code && passes(watch, e))
			e = (struct err){ 0 };
		wait_seconds(watch, seconds);
	}
	return e.code == ERR_INTERRUPTED ? (struct err){ 0 } : e;
}

static struct err
once(struct watch *watch)
{
	struct err e = one_round(watch);

	watch->context->status = watch->totals.failed ? 1 : 0;
	return e.code == ERR_LOCKED ? fault(watch->context, e, NULL, "%s", watch->context->dir) : e;
}

static struct err
run(struct context *context)
{
	struct watch watch = {
		.context = context,
		.round = {
			.pages = round_pages(&context->options),
			.with_lines = true,
			.with_times = true,
		},
		.takes_pushes = option_flag(&context->options, "push-input"),
		.input = { .max = INPUT_MAX },
	};
	struct err e = round_open(&watch.round, context);

	if (!e.code && watch.takes_pushes) {
		(void)fcntl(STDIN_FILENO, F_SETFL, O_NONBLOCK);
		watch.round.end = input_at_hand;
		watch.round.end_context = &watch;
	}
	if (!e.code && !option_flag(&context->options, "once"))
		advise(context, "Following the feeds of %s; Ctrl-C ends it.", context->dir);
	if (!e.code)
		e = option_flag(&context->options, "once") ? once(&watch) : go_on(&watch);
	round_close(&watch.round);
	buf_done(&watch.input);
	return e.code && !context->told ? fault(context, e, NULL, "follow") : e;
}

const struct command cmd_follow = {
	.name = "follow",
	.summary = "ask feeds whenever they are due, until Ctrl-C",
	.arguments = "",
	.needs = NEED_NOTHING,
	.run = run,
};

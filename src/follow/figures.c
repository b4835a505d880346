#include "follow/figures.h"

#include <stdlib.h>

#include "follow/desk.h"

enum {
	BATCH = 500,		/* texts in one transaction */
	BATCH_BYTES = 16 << 20, /* of texts that wait for their answers in one */
	DEADLINE_MS = 20000,
	IN_FLIGHT = 64, /* so many that workers have work while the writer is at other things */
};

/* A text while it is with the desk. */
struct asked {
	const struct figure_waiting *waiting;
	struct str text;
};

struct figures_pass {
	struct archive *archive;
	struct desk *desk;
	struct figure_cache cache;
	struct arena batch, answer;
	int64_t now;
	figures_progress *progress;
	void *context;
	int64_t done, total, last; /* last: the revision asked about last */
	struct figure_waitings all; /* of the batch at hand */
	size_t asked;		    /* how many of them */
};

/* ---- answers ---- */

/* A fault of this text alone: it is kept, and the others go on. */
static bool
is_of_text(struct err e)
{
	return err_row(e.code)->cause == CAUSE_INPUT || e.code == ERR_WIRE || e.code == ERR_WORKER_DIED || e.code == ERR_WORKER_SLOW;
}

static struct err
keep(struct figures_pass *pass, const struct asked *asked, const struct desk_answer *answer)
{
	struct analysed analysed;
	struct err why = answer->err;

	arena_reset(&pass->answer);
	if (!why.code)
		why = wire_get_analysed(&pass->answer, answer->bytes, asked->text, &analysed);
	if (why.code && !is_of_text(why))
		return why;
	return figures_put(pass->archive, &pass->cache, asked->waiting, why.code ? NULL : &analysed, asked->text, why);
}

static struct err
take(struct figures_pass *pass, bool wait, bool *any)
{
	struct desk_answer answer;
	struct err e;

	*any = desk_next(pass->desk, wait, &answer);
	if (!*any)
		return (struct err){ 0 };
	e = keep(pass, answer.item, &answer);
	pass->done++;
	if (!e.code && pass->progress && !pass->progress(pass->context, pass->done, pass->total))
		e = err_new(ERR_INTERRUPTED, NULL);
	return e;
}

/* All that are there; with ${all}, also those that are under way. */
static struct err
take_answers(struct figures_pass *pass, bool all)
{
	bool any = true;
	struct err e = { 0 };

	while (any && !e.code)
		e = take(pass, all, &any);
	return e;
}

/* ---- questions ---- */

static struct err
make_room(struct figures_pass *pass)
{
	bool any = true;
	struct err e = { 0 };

	while (any && !e.code && !desk_has_room(pass->desk))
		e = take(pass, true, &any);
	return e;
}

static struct err
send(struct figures_pass *pass, const struct figure_waiting *waiting, struct raw body, struct str text)
{
	struct buf wire CLEAN(buf_done) = { 0 };
	struct asked *asked = arena_new(&pass->batch, struct asked);
	const struct analyse_question question = {
		.bytes = body,
		.form = ANALYSE_BODY,
		.want = WANT_NAMES,
		.headline = waiting->headline,
		.source = waiting->source,
		.published = waiting->published,
		.zone_s = waiting->zone_s,
		.now = pass->now,
	};
	struct err e = make_room(pass);

	*asked = (struct asked){ waiting, text };
	wire_put_analyse_question(&wire, &question);
	if (e.code || wire.err.code)
		return e.code ? e : wire.err;
	return desk_ask_kind(pass->desk, FRAME_ANALYSE, buf_raw(&wire), asked);
}

/* A text that is damaged has no figures; verify names it. */
static struct err
ask(struct figures_pass *pass, const struct figure_waiting *waiting, size_t *bytes)
{
	struct raw body;
	struct str text = { 0 };
	struct err e = figures_body(pass->archive, &pass->batch, waiting->revision, &body);

	if (!e.code)
		e = wire_get_text(body, &text);
	pass->last = waiting->revision;
	if (e.code == ERR_DAMAGE || e.code == ERR_DIGEST || e.code == ERR_WIRE)
		return figures_put(pass->archive, &pass->cache, waiting, NULL, S(""), e);
	if (e.code)
		return e;
	*bytes += body.n;
	e = send(pass, waiting, body, text);
	return e.code ? e : take_answers(pass, false);
}

/* ---- batches ---- */

/* The next batch, where all of the last one have come back. */
static struct err
batch_next(struct figures_pass *pass)
{
	pass->all.count = pass->asked = 0;
	arena_reset(&pass->batch);
	return figures_pending(pass->archive, &pass->batch, pass->last, BATCH, &pass->all);
}

static bool
is_batch_done(const struct figures_pass *pass)
{
	return pass->asked == pass->all.count && !desk_pending(pass->desk);
}

static struct err
batch_read(struct figures_pass *pass)
{
	size_t bytes = 0;
	struct err e = { 0 };

	while (pass->asked < pass->all.count && bytes < BATCH_BYTES && !e.code)
		e = ask(pass, &pass->all.items[pass->asked++], &bytes);
	return e.code ? e : take_answers(pass, true);
}

/* What the workers still hold is nobody's any more. */
static void
drop_answers(struct figures_pass *pass)
{
	struct desk_answer answer;

	while (desk_next(pass->desk, true, &answer))
		continue;
}

/* What was read before Ctrl-C is kept. */
static struct err
batch_pass(struct figures_pass *pass)
{
	struct err e = archive_begin(pass->archive), ended;

	if (e.code)
		return e;
	e = batch_read(pass);
	if (e.code)
		drop_answers(pass);
	if (e.code && e.code != ERR_INTERRUPTED) {
		archive_rollback(pass->archive);
		return e;
	}
	ended = archive_commit(pass->archive);
	return e.code ? e : ended;
}

static struct err
batches_pass(struct figures_pass *pass)
{
	struct err e = { 0 };

	while (!e.code) {
		if (is_batch_done(pass))
			e = batch_next(pass);
		if (e.code || !pass->all.count)
			break;
		e = batch_pass(pass);
	}
	return e;
}

static struct err
in_transaction(struct archive *archive, struct err (*change)(struct archive *archive))
{
	struct err e = archive_begin(archive);

	if (!e.code)
		e = change(archive);
	if (!e.code)
		return archive_commit(archive);
	archive_rollback(archive);
	return e;
}

/* ---- passes ---- */

static struct err
pass_open(struct archive *archive, unsigned workers, int64_t now, struct figures_pass *pass)
{
	const struct pool_options options = {
		.program = "xinshi-parse", .argument = "figures", .count = workers, .in_flight = IN_FLIGHT, .deadline_ms = DEADLINE_MS
	};
	int64_t gone = 0;
	struct err e = figures_gone(archive, &gone);

	*pass = (struct figures_pass){ .archive = archive, .now = now };
	if (!e.code && gone)
		e = in_transaction(archive, figures_leave);
	if (!e.code)
		e = figures_pending_count(archive, &pass->total);
	/* who has nothing to read waits for no tables */
	return e.code || !pass->total ? e : desk_open_of(&options, &pass->desk);
}

static void
pass_done(struct figures_pass *pass)
{
	desk_close(pass->desk);
	figure_cache_done(&pass->cache);
	arena_done(&pass->batch);
	arena_done(&pass->answer);
}

struct err
figures_update(struct archive *archive, unsigned workers, int64_t now, figures_progress *progress, void *context, int64_t *done)
{
	struct figures_pass pass;
	struct err e = pass_open(archive, workers, now, &pass);

	pass.progress = progress;
	pass.context = context;
	if (!e.code && pass.desk)
		e = batches_pass(&pass);
	*done = pass.done;
	pass_done(&pass);
	return e;
}

/* ---- beside other work ---- */

struct err
figures_begin(struct archive *archive, unsigned workers, int64_t now, struct figures_pass **out)
{
	struct figures_pass *pass = mem_alloc(sizeof(*pass));
	struct err e = pass_open(archive, workers, now, pass);

	if (e.code)
		figures_abandon(pass);
	else
		*out = pass;
	return e;
}

struct err
figures_beside(struct figures_pass *pass)
{
	size_t bytes = 0;
	struct err e = { 0 };

	if (!pass || !pass->desk)
		return e;
	desk_look(pass->desk);
	e = take_answers(pass, false);
	if (!e.code && is_batch_done(pass))
		e = batch_next(pass);
	while (!e.code && pass->asked < pass->all.count && desk_has_room(pass->desk))
		e = ask(pass, &pass->all.items[pass->asked++], &bytes);
	return e;
}

struct err
figures_end(struct figures_pass *pass, figures_progress *progress, void *context, int64_t *done)
{
	struct err e = { 0 };

	pass->progress = progress;
	pass->context = context;
	if (pass->desk)
		e = batches_pass(pass);
	*done = pass->done;
	figures_abandon(pass);
	return e;
}

void
figures_abandon(struct figures_pass *pass)
{
	if (!pass)
		return;
	pass_done(pass);
	free(pass);
}

/* ---- all anew ---- */

struct err
figures_rebuild(struct archive *archive, unsigned workers, int64_t now, figures_progress *progress, void *context, int64_t *done)
{
	struct err e = in_transaction(archive, figures_forget);

	return e.code ? e : figures_update(archive, workers, now, progress, context, done);
}

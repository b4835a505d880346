#include "cmd/derive.h"

#include "store/changed.h"
#include "story/marks.h"

enum { INDEX_STEP = 2000, TIDY_MIN = 2000 /* articles: indexes are written anew */ };

/* Of search_progress, stories_progress and their like. */
static bool
derive_to(void *user, int64_t done, int64_t total)
{
	struct derive *derive = user;

	if (!derive->err.code)
		derive->err = figures_beside(derive->figures);
	return progress_to(&derive->progress, done, total) && !derive->err.code;
}

static unsigned
workers(const struct derive *derive)
{
	return (unsigned)option_number(&derive->context->options, "workers", 0);
}

/* ---- steps ---- */

static struct err
index_waiting(struct derive *derive)
{
	size_t done = 0, left = 1;
	struct err e = { 0 };

	while (left && !e.code && !interrupted()) {
		e = search_update(derive->context->search, INDEX_STEP, derive_to, derive, &done, &left);
		derive->indexed += (int64_t)done;
		if (!done)
			break;
	}
	return e;
}

static struct err
index_all(struct derive *derive)
{
	struct err e;

	if (!derive->anew)
		return index_waiting(derive);
	e = search_rebuild(derive->context->search, derive_to, derive);
	derive->indexed = e.code ? 0 : derive->progress.done;
	return e;
}

/* What newer texts changed of the ones before them. */
static struct err
changes_all(struct derive *derive)
{
	int64_t done;

	return changed_update(derive->context->archive, derive_to, derive, &done);
}

/* Which articles report one event. */
static struct err
stories_all(struct derive *derive)
{
	struct context *context = derive->context;
	struct story_marks marks;

	story_marks_read(context->dir, &context->arena, &marks);
	return (derive->anew ? stories_rebuild : stories_update)(
	    context->archive, &marks, context->now, derive_to, derive, &derive->storied);
}

/* What they say in numbers. */
static struct err
figures_all(struct derive *derive)
{
	struct figures_pass *pass = derive->figures;
	int64_t done;

	derive->figures = NULL;
	return pass ? figures_end(pass, progress_to, &derive->progress, &done) : (struct err){ 0 };
}

static struct err
tidy(struct derive *derive)
{
	return derive->indexed >= TIDY_MIN ? archive_tidy(derive->context->archive) : (struct err){ 0 };
}

enum { STEP_INDEX, STEP_FIGURES = 3 };

static const struct {
	const char *what; /* is counted; NULL: nothing */
	struct err (*run)(struct derive *derive);
} steps[] = {
	[STEP_INDEX] = { "articles indexed", index_all },
	{ "changes weighed", changes_all },
	{ "articles put into stories", stories_all },
	[STEP_FIGURES] = { "texts read for figures", figures_all },
	{ NULL, tidy },
};

static void
step_begin(struct derive *derive, size_t i)
{
	struct context *context = derive->context;

	if (steps[i].what)
		progress_begin(&derive->progress, &context->notes, steps[i].what, 0, context->quiet);
}

static struct err
step(struct derive *derive, size_t i)
{
	struct err e;

	step_begin(derive, i);
	e = steps[i].run(derive);
	progress_clear(&derive->context->notes);
	return derive->err.code ? derive->err : e;
}

/* ---- all, or one ---- */

struct err
derive_index(struct derive *derive)
{
	return step(derive, STEP_INDEX);
}

struct err
derive_all(struct derive *derive)
{
	struct context *context = derive->context;
	struct err begun = figures_begin(context->archive, workers(derive), context->now, &derive->figures), e = { 0 };

	for (size_t i = 0; i < LENGTH(steps) && !e.code; i++)
		e = interrupted() ? err_new(ERR_INTERRUPTED, NULL) : step(derive, i);
	figures_abandon(derive->figures);
	derive->figures = NULL;
	return e.code ? e : begun;
}

struct err
derive_figures_anew(struct derive *derive, int64_t *done)
{
	struct context *context = derive->context;
	struct err e;

	step_begin(derive, STEP_FIGURES);
	e = figures_rebuild(context->archive, workers(derive), context->now, progress_to, &derive->progress, done);
	progress_clear(&context->notes);
	return e;
}

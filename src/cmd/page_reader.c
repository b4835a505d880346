#include "cmd/page_reader.h"

#include "record/wire.h"

static struct err
start(struct page_reader *reader, struct arena *arena)
{
	struct pool_options options = {
		.argument = "parse", .count = 1, .in_flight = 1, .deadline_ms = PAGE_READER_MS
	};
	struct str program;
	struct err e;

	if (reader->pool)
		return (struct err){ 0 };
	e = program_path(arena, "xinshi-parse", &program);
	if (e.code)
		return e;
	options.program = str_terminated(arena, program);
	return pool_open(&options, &reader->pool);
}

/* What the worker says is a stranger's word: its kind, then every field of it is looked at. */
static struct err
take(struct arena *arena, const struct answer *answer, struct extracted *out)
{
	struct err e = answer->err;

	if (!e.code && answer->kind == FRAME_ERR)
		e = wire_get_err(arena, raw_copy(arena, answer->bytes));
	if (e.code)
		return e;
	if (answer->kind != FRAME_EXTRACTED)
		return err_new(ERR_WIRE, "an answer of another kind");
	return wire_get_extracted(arena, raw_copy(arena, answer->bytes), out);
}

/* As it would be read when it comes: by the rules of its site. */
static struct err
put_question(const struct page_reader *reader, struct arena *arena,
    const struct extract_question *question, struct buf *out)
{
	struct extract_question whole = *question;
	struct sites sites;
	struct err e;

	sites_begin(arena, reader->dir, &sites);
	e = sites_find(arena, &sites, question->url, &whole);
	if (e.code)
		return e;
	wire_put_extract_question(out, &whole);
	return out->err;
}

static struct err
ask_locked(struct page_reader *reader, struct arena *arena, const struct extract_question *question,
    struct extracted *out)
{
	struct buf bytes CLEAN(buf_done) = { .max = FRAME_MAX };
	struct answer answer = { 0 };
	struct err e = start(reader, arena);

	if (e.code)
		return e;
	e = put_question(reader, arena, question, &bytes);
	if (e.code)
		return e;
	e = pool_ask(reader->pool, FRAME_EXTRACT, 1, buf_raw(&bytes));
	if (e.code)
		return e;
	if (!pool_next(reader->pool, -1, &answer))
		return err_new(ERR_WORKER_DIED, NULL);
	return take(arena, &answer, out);
}

struct err
page_reader_ask(void *context, struct arena *arena, const struct extract_question *question,
    struct extracted *out)
{
	struct page_reader *reader = context;
	struct err e;

	if (pthread_mutex_trylock(&reader->lock))
		return err_new(ERR_BUSY, "another page is being read");
	e = ask_locked(reader, arena, question, out);
	pthread_mutex_unlock(&reader->lock);
	return e;
}

void
page_reader_close(struct page_reader *reader)
{
	pool_close(reader->pool);
	reader->pool = NULL;
}

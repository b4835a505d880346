/* train.c: what dictionaries are taught, and when. */
#define ZDICT_STATIC_LINKING_ONLY /* for the quick trainer with parameters given */
#include <stdlib.h>
#include <zdict.h>

#include "store/store.h"

enum {
	DICTIONARY_SIZE = 512 << 10,
	DICTIONARY_SIZE_FIGURES = 64 << 10,
	SAMPLES_MAX = 8000,
	SAMPLES_BYTES = 16 << 20,
	SAMPLE_MAX = 64 << 10, /* of one sample: its beginning says enough */
	SAMPLES_MIN = 100,

	WINDOW = 250,	     /* bodies */
	TRAIN_FIRST = 2000,  /* bodies, before the first training */
	TRAIN_AGAIN = 1000,  /* bodies, at least, between trainings */
	GROWTH = 4,	     /* so many times the bodies teach more */
	DRIFT_PERCENT = 105, /* of the best window: what comes is of another kind */
	WORTH_PERCENT = 98,  /* a new dictionary must bring the probe down to this */
};

struct samples {
	struct buf bytes;
	size_t sizes[SAMPLES_MAX];
	unsigned count;
};

/* Seven of eight are learned from, the eighth is kept apart to judge what was learned. */
struct lesson {
	struct samples learn, probe;
	unsigned seen;
};

static struct lesson *
lesson_new(void)
{
	struct lesson *lesson = mem_alloc(sizeof(*lesson));

	*lesson =
	    (struct lesson){ .learn.bytes.max = SAMPLES_BYTES, .probe.bytes.max = SAMPLES_BYTES };
	return lesson;
}

static void
lesson_free(struct lesson **lesson)
{
	buf_done(&(*lesson)->learn.bytes);
	buf_done(&(*lesson)->probe.bytes);
	free(*lesson);
}

static void
lesson_add(struct lesson *lesson, struct raw bytes)
{
	struct samples *samples = ++lesson->seen % 8 ? &lesson->learn : &lesson->probe;
	size_t n = bytes.n < SAMPLE_MAX ? bytes.n : SAMPLE_MAX;

	if (!n || samples->count == SAMPLES_MAX || samples->bytes.n + n > SAMPLES_BYTES)
		return;
	buf_push(&samples->bytes, bytes.p, n);
	samples->sizes[samples->count++] = n;
}

/* ---- gathering: evenly from all that is there, and as much again from what came last ---- */

static struct err
bodies_gather(struct archive *archive, int64_t last, struct lesson *out)
{
	struct sql q = sql_query(archive, "SELECT revision FROM bodies WHERE revision % ?1 = 0 OR "
					  "revision > ?2 ORDER BY revision DESC");
	struct raw body;

	sql_bind_int(&q, 1 + last / (SAMPLES_MAX / 2));
	sql_bind_int(&q, last - TRAIN_AGAIN);
	while (sql_row(&q)) {
		arena_reset(&archive->scratch);
		struct err e = body_read(archive, &archive->scratch, sql_int(&q, 0), &body);
		sql_fail(&q, e);
		if (!e.code)
			lesson_add(out, body);
	}
	return sql_end(&q);
}

static struct err
captures_gather(struct archive *archive, struct lesson *out)
{
	struct sql q = sql_query(
	    archive, "SELECT at, size FROM captures WHERE size > 0 ORDER BY id DESC LIMIT ?");
	struct raw bytes;

	sql_bind_int(&q, TRAIN_FIRST);
	while (sql_row(&q)) {
		struct err e = pack_read(archive, sql_int(&q, 0), sql_int(&q, 1), &bytes);
		sql_fail(&q, e);
		if (!e.code)
			lesson_add(out, bytes);
	}
	return sql_end(&q);
}

static struct err
figures_expand(struct sql *q, struct buf *out)
{
	struct raw frame = sql_raw(q, 8);
	size_t size = 0;
	struct err e = frame_measure(frame, SAMPLES_BYTES, &size);

	if (e.code)
		return e;
	buf_reset(out);
	e = dictionary_expand(q->archive, sql_int(q, 7), frame, buf_reserve(out, size), size);
	out->n = e.code ? 0 : size;
	return e;
}

#define FIGURE_COLUMNS "revision, text, tables, rules, count, fault, forms, dictionary, figures, sum"

static struct err
figures_gather(struct archive *archive, struct lesson *out)
{
	struct buf packed CLEAN(buf_done) = { 0 };
	struct sql q = sql_query(archive, "SELECT " FIGURE_COLUMNS " FROM figure_texts WHERE count > 0 ORDER BY revision DESC LIMIT ?");

	sql_bind_int(&q, SAMPLES_MAX);
	while (sql_row(&q)) {
		struct err e = figures_expand(&q, &packed);
		sql_fail(&q, e);
		if (!e.code)
			lesson_add(out, buf_raw(&packed));
	}
	return sql_end(&q);
}

/* ---- learning and judging ---- */

static struct err
probe_size(
    struct archive *archive, enum dictionary_use use, const struct samples *probe, size_t *total)
{
	struct buf frame CLEAN(buf_done) = { 0 };
	const unsigned char *p = (const unsigned char *)probe->bytes.p;
	struct err e = { 0 };
	int64_t dictionary;

	*total = 0;
	for (unsigned i = 0; i < probe->count && !e.code; p += probe->sizes[i++]) {
		buf_reset(&frame);
		e = dictionary_compress(
		    archive, use, (struct raw){ p, probe->sizes[i] }, &frame, &dictionary);
		*total += frame.n;
	}
	return e;
}

/* Parameters by measurement: a tenth of the time of zdict's own search for them, at one percent of
 * the size. */
static struct err
learn(struct archive *archive, enum dictionary_use use, int64_t bodies, struct samples *samples,
    bool *learned)
{
	size_t size = use == USE_FIGURES ? DICTIONARY_SIZE_FIGURES : DICTIONARY_SIZE;
	struct buf bytes CLEAN(buf_done) = { .max = DICTIONARY_SIZE };
	ZDICT_fastCover_params_t how = { .k = 200, .d = 8, .f = 20, .accel = 5 };
	char *to = buf_reserve(&bytes, size);
	size_t n = ZDICT_trainFromBuffer_fastCover(
	    to, size, samples->bytes.p, samples->sizes, samples->count, how);

	/* Samples that have nothing in common teach nothing: no error, there is no dictionary then.
	 */
	*learned = !ZDICT_isError(n);
	if (!*learned)
		return (struct err){ 0 };
	bytes.n = n;
	return dictionary_add(archive, use, bodies, buf_raw(&bytes));
}

static struct err
gather(struct archive *archive, enum dictionary_use use, int64_t bodies, struct lesson *out)
{
	if (use == USE_FIGURES)
		return figures_gather(archive, out);
	return use == USE_BODY ? bodies_gather(archive, bodies, out) : captures_gather(archive, out);
}

/* Trains, and keeps what was learned only if the probe gets smaller by it. */
static struct err
train(struct archive *archive, enum dictionary_use use, int64_t bodies, bool *learned)
{
	struct lesson *lesson CLEAN(lesson_free) = lesson_new();
	size_t before = 0, after = 0;
	struct err e = gather(archive, use, bodies, lesson);

	*learned = false;
	if (e.code || lesson->learn.count < SAMPLES_MIN)
		return e;
	e = probe_size(archive, use, &lesson->probe, &before);
	if (!e.code)
		e = learn(archive, use, bodies, &lesson->learn, learned);
	if (!e.code && *learned)
		e = probe_size(archive, use, &lesson->probe, &after);
	if (e.code || !*learned || after * 100 <= before * WORTH_PERCENT)
		return e;
	*learned = false;
	return dictionary_drop(archive, use);
}

/* ---- what was written before there was a dictionary ---- */

static struct err
body_again(struct archive *archive, int64_t revision)
{
	struct buf frame CLEAN(buf_done) = { 0 };
	int64_t dictionary = 0;
	struct raw body;

	arena_reset(&archive->scratch);
	struct err e = body_read(archive, &archive->scratch, revision, &body);
	if (!e.code)
		e = dictionary_compress(archive, USE_BODY, body, &frame, &dictionary);
	if (e.code)
		return e;
	struct sql q =
	    sql_query(archive, "UPDATE bodies SET dictionary = ?, body = ? WHERE revision = ?");
	sql_bind_int(&q, dictionary);
	sql_bind_blob(&q, buf_raw(&frame));
	sql_bind_int(&q, revision);
	return sql_run(&q);
}

static struct err
bodies_again(struct archive *archive, int64_t last)
{
	struct err e = { 0 };

	for (int64_t revision = 1; revision <= last && !e.code; revision++) {
		e = body_again(archive, revision);
		if (e.code == ERR_DAMAGE || e.code == ERR_NOT_FOUND)
			e = (struct err){ 0 }; /* verify tells of it; nothing gets worse */
	}
	return e;
}

/* They have become half as large where they stand: written anew, one behind the other, they take half of the pages. */
static struct err
bodies_close_up(struct archive *archive)
{
	return sql_exec(archive, "CREATE TEMP TABLE again AS SELECT * FROM bodies; DELETE FROM bodies;"
				 "INSERT INTO bodies SELECT * FROM temp.again ORDER BY revision; DROP TABLE temp.again");
}

/* ---- when ---- */

/* Bodies, now and when the current dictionary was trained (-1: there is none). */
static struct err
counts(struct archive *archive, int64_t *now, int64_t *then)
{
	struct err e = sql_one_int(archive, "SELECT max(revision) FROM bodies", now);

	if (e.code)
		return e;
	return sql_one_int(
	    archive, "SELECT ifnull(max(bodies), -1) FROM dictionaries WHERE use = 1", then);
}

static struct err
train_first(struct archive *archive, int64_t bodies)
{
	bool body = false;
	struct err e = train(archive, USE_BODY, bodies, &body);

	if (!e.code && body)
		e = bodies_again(archive, bodies);
	return e.code || !body ? e : bodies_close_up(archive);
}

/* Training that was not worth it is tried again when there is more: half as much again where what
 * comes is of another kind, else far more. */
static struct err
train_again(struct archive *archive, int64_t bodies, bool drifted)
{
	int64_t later = drifted ? bodies + bodies / 2 : GROWTH * bodies;
	bool learned = false;
	struct err e = train(archive, USE_BODY, bodies, &learned);

	archive->dictionaries.drift =
	    (struct drift){ .wait = learned ? bodies + TRAIN_AGAIN : later };
	return e;
}

/* Whether the window that is full now compressed clearly worse than the best one; a new window
 * begins. */
static bool
has_drifted(struct drift *drift)
{
	int64_t ratio = drift->packed * 1000 / drift->plain;
	bool drifted = drift->best && ratio * 100 > drift->best * DRIFT_PERCENT;

	if (!drift->best || ratio < drift->best)
		drift->best = ratio;
	drift->bodies = drift->plain = drift->packed = 0;
	return drifted;
}

struct err
dictionaries_tend(struct archive *archive, size_t plain, size_t packed)
{
	struct drift *drift = &archive->dictionaries.drift;
	int64_t now = 0, then = 0;

	drift->plain += (int64_t)plain;
	drift->packed += (int64_t)packed;
	if (++drift->bodies < WINDOW)
		return (struct err){ 0 };
	bool drifted = has_drifted(drift);
	struct err e = counts(archive, &now, &then);
	if (e.code)
		return e;
	if (then < 0)
		return now < TRAIN_FIRST ? e : train_first(archive, now);
	if (now >= drift->wait && now >= then + TRAIN_AGAIN && (drifted || now >= GROWTH * then))
		e = train_again(archive, now, drifted);
	return e;
}

/* ---- packs: once, when the first small one is written ---- */

struct err
dictionary_of_packs_tend(struct archive *archive)
{
	bool learned;
	int64_t known = 0, bodies = 0;
	struct err e = { 0 };

	if (archive->dictionaries.packs_tended)
		return e;
	archive->dictionaries.packs_tended = true;
	e = sql_one_int(archive, "SELECT count(*) FROM dictionaries WHERE use = 2", &known);
	if (!e.code && !known)
		e = sql_one_int(archive, "SELECT max(revision) FROM bodies", &bodies);
	return e.code || known || bodies < TRAIN_FIRST ? e : train(archive, USE_PACK, bodies, &learned);
}

/* ---- figures: once, since they can be read again whenever they should be smaller ---- */

/* The row of ${q} with what is packed in the new dictionary. */
static struct err
figures_row_again(struct sql *q, struct buf *packed, struct buf *frame)
{
	int64_t dictionary = 0;
	struct err e = figures_expand(q, packed);

	buf_reset(frame);
	if (!e.code)
		e = dictionary_compress(q->archive, USE_FIGURES, buf_raw(packed), frame, &dictionary);
	if (e.code)
		return e;
	struct sql out = sql_query(q->archive, "REPLACE INTO figure_texts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
	sql_bind_int(&out, sql_int(q, 0));
	sql_bind_raw(&out, sql_raw(q, 1));
	for (int i = 2; i <= 4; i++)
		sql_bind_int(&out, sql_int(q, i));
	sql_bind_null(&out); /* what has figures has no fault */
	sql_bind_raw(&out, sql_raw(q, 6));
	sql_bind_int(&out, dictionary);
	sql_bind_raw(&out, buf_raw(frame));
	sql_bind_sum(&out);
	return sql_run(&out);
}

static struct err
figures_again(struct archive *archive)
{
	struct buf packed CLEAN(buf_done) = { 0 }, frame CLEAN(buf_done) = { 0 };
	struct sql q = sql_query(archive, "SELECT " FIGURE_COLUMNS " FROM temp.again ORDER BY revision");

	while (sql_row(&q)) {
		struct err e = figures_row_again(&q, &packed, &frame);
		if (e.code != ERR_DAMAGE) /* verify tells of it */
			sql_fail(&q, e);
	}
	return sql_end(&q);
}

static struct err
figures_close_up(struct archive *archive)
{
	struct err e = sql_exec(archive, "CREATE TEMP TABLE again AS SELECT * FROM figure_texts WHERE count > 0;"
					 "DELETE FROM figure_texts WHERE count > 0");

	if (!e.code)
		e = figures_again(archive);
	return e.code ? e : sql_exec(archive, "DROP TABLE temp.again");
}

struct err
dictionary_of_figures_tend(struct archive *archive)
{
	int64_t known = 0, count = 0;
	bool learned = false;
	struct err e = { 0 };

	if (++archive->dictionaries.figure_texts % WINDOW)
		return e;
	e = sql_one_int(archive, "SELECT count(*) FROM dictionaries WHERE use = 3", &known);
	if (!e.code && !known)
		e = sql_one_int(archive, "SELECT count(*) FROM figure_texts WHERE count > 0", &count);
	if (e.code || count < TRAIN_FIRST)
		return e;
	e = train(archive, USE_FIGURES, count, &learned);
	return e.code || !learned ? e : figures_close_up(archive);
}

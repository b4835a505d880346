/* train.c: what dictionaries are taught, and when. */
#include <stdlib.h>
#include <zdict.h>

#include "store/store.h"

enum {
	DICTIONARY_SIZE = 112 << 10,
	SAMPLES_MAX = 4000,
	SAMPLES_BYTES = 12 << 20, /* zdict recommends 100 times the dictionary */
	SAMPLE_MAX = 64 << 10,	  /* of one sample: its beginning says enough */
	SAMPLES_MIN = 100,
	WORTH_PERCENT = 97, /* a new dictionary must bring what the old one makes down to this */
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

	*lesson = (struct lesson){ .learn.bytes.max = SAMPLES_BYTES, .probe.bytes.max = SAMPLES_BYTES };
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

/* ---- gathering: evenly from all that is there ---- */

static struct err
bodies_gather(struct archive *archive, int64_t step, struct lesson *out)
{
	struct sql q = sql_query(archive, "SELECT revision FROM bodies WHERE revision % ? = 0");
	struct raw body;

	sql_bind_int(&q, step);
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
captures_gather(struct archive *archive, int64_t step, struct lesson *out)
{
	struct sql q = sql_query(archive, "SELECT at, size FROM captures WHERE id % ? = 0 AND size > 0 ORDER BY at");
	struct raw bytes;

	sql_bind_int(&q, step);
	while (sql_row(&q)) {
		struct err e = pack_read(archive, sql_int(&q, 0), sql_int(&q, 1), &bytes);
		sql_fail(&q, e);
		if (!e.code)
			lesson_add(out, bytes);
	}
	return sql_end(&q);
}

/* ---- learning and judging ---- */

static struct err
probe_size(struct archive *archive, enum dictionary_use use, const struct samples *probe, size_t *total)
{
	struct buf frame CLEAN(buf_done) = { 0 };
	const unsigned char *p = (const unsigned char *)probe->bytes.p;
	struct err e = { 0 };
	int64_t dictionary;

	*total = 0;
	for (unsigned i = 0; i < probe->count && !e.code; p += probe->sizes[i++]) {
		buf_reset(&frame);
		e = dictionary_compress(archive, use, (struct raw){ p, probe->sizes[i] }, &frame, &dictionary);
		*total += frame.n;
	}
	return e;
}

static struct err
learn(struct archive *archive, enum dictionary_use use, struct samples *samples, bool *learned)
{
	struct buf bytes CLEAN(buf_done) = { .max = DICTIONARY_SIZE };
	char *to = buf_reserve(&bytes, DICTIONARY_SIZE);
	size_t n = ZDICT_trainFromBuffer(to, DICTIONARY_SIZE, samples->bytes.p, samples->sizes, samples->count);

	/* Samples that have nothing in common teach nothing: no error, there is no dictionary then. */
	*learned = !ZDICT_isError(n);
	if (!*learned)
		return (struct err){ 0 };
	bytes.n = n;
	return dictionary_add(archive, use, buf_raw(&bytes));
}

static struct err
train(struct archive *archive, enum dictionary_use use, int64_t step, bool *learned)
{
	struct lesson *lesson CLEAN(lesson_free) = lesson_new();
	size_t before = 0, after = 0;
	struct err e = use == USE_BODY ? bodies_gather(archive, step, lesson) : captures_gather(archive, step, lesson);

	*learned = false;
	if (e.code || lesson->learn.count < SAMPLES_MIN)
		return e;
	e = probe_size(archive, use, &lesson->probe, &before);
	if (!e.code)
		e = learn(archive, use, &lesson->learn, learned);
	if (!e.code && *learned)
		e = probe_size(archive, use, &lesson->probe, &after);
	if (e.code || !*learned || after * 100 <= before * WORTH_PERCENT)
		return e;
	*learned = false;
	return dictionary_drop(archive, use);
}

/* ---- what was written with an older dictionary, or none ---- */

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
	struct sql q = sql_query(archive, "UPDATE bodies SET dictionary = ?, body = ? WHERE revision = ?");
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

struct err
dictionaries_tend(struct archive *archive)
{
	int64_t last = 0, at = 0;
	bool body = false, pack = false;
	struct err e = { 0 };

	if (!archive->dictionaries.added)
		return e;
	archive->dictionaries.added = 0;
	e = sql_one_int(archive, "SELECT max(revision) FROM bodies", &last);
	if (!e.code)
		e = sql_one_int(archive, "SELECT train_at FROM state", &at);
	if (e.code || last < at)
		return e;
	int64_t step = 1 + last / SAMPLES_MAX;
	e = train(archive, USE_BODY, step, &body);
	if (!e.code && at == TRAIN_FIRST)
		e = train(archive, USE_PACK, step, &pack);
	if (!e.code && body && last < 4 * TRAIN_FIRST)
		e = bodies_again(archive, last);
	if (e.code)
		return e;
	struct sql q = sql_query(archive, "UPDATE state SET train_at = ?");
	sql_bind_int(&q, 2 * last);
	return sql_run(&q);
}

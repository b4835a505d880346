#include <zstd.h>

#include "store/store.h"

/* Levels by measurement: what the import can afford for the bytes it saves. */
static const int levels[USE_MAX] = { [USE_PLAIN] = 9, [USE_BODY] = 6, [USE_PACK] = 9, [USE_FIGURES] = 6 };

enum {
	DICTIONARY_MAX = 4 << 20,
	WINDOW_LOG = 23, /* a whole pack */
};

void
dictionaries_done(struct dictionaries *dictionaries)
{
	for (unsigned i = 0; i < USE_MAX; i++) {
		ZSTD_freeCCtx(dictionaries->writers[i]);
		ZSTD_freeCDict(dictionaries->current[i].plan);
	}
	for (unsigned i = 0; i < DICTIONARIES_LOADED; i++)
		ZSTD_freeDDict(dictionaries->loaded[i].plan);
	ZSTD_freeDCtx(dictionaries->reader);
	*dictionaries = (struct dictionaries){ 0 };
}

/* ---- loading ---- */

/* Appends the dictionary in a row, which is digest and frame from ${column} on. */
static struct err
dictionary_take(struct sql *q, int column, struct buf *out)
{
	struct digest wanted = sql_digest(q, column);
	struct raw frame = sql_raw(q, column + 1);
	size_t size = 0;
	struct err e = frame_measure(frame, DICTIONARY_MAX, &size);

	if (e.code)
		return e;
	char *to = buf_reserve(out, size);
	e = dictionary_expand(q->archive, 0, frame, to, size);
	if (e.code)
		return e;
	out->n += size;
	struct digest digest = digest_of(buf_raw(out));
	return digest_equal(&wanted, &digest) ? e : err_new(ERR_DIGEST, "a dictionary");
}

struct err
dictionary_bytes(struct archive *archive, int64_t id, struct buf *out)
{
	struct sql q = sql_query(archive, "SELECT digest, bytes FROM dictionaries WHERE id = ?");

	sql_bind_int(&q, id);
	bool found = sql_row(&q);
	if (found)
		sql_fail(&q, dictionary_take(&q, 0, out));
	struct err e = sql_end(&q);
	return e.code || found ? e : err_new(ERR_DAMAGE, "a dictionary is missing");
}

static struct err
reading_plan(struct archive *archive, int64_t id, ZSTD_DDict **out)
{
	struct dictionaries *all = &archive->dictionaries;
	struct buf bytes CLEAN(buf_done) = { 0 };

	for (unsigned i = 0; i < DICTIONARIES_LOADED; i++)
		if (all->loaded[i].id == id) {
			*out = all->loaded[i].plan;
			return (struct err){ 0 };
		}
	struct err e = dictionary_bytes(archive, id, &bytes);
	if (e.code)
		return e;
	unsigned slot = all->next++ % DICTIONARIES_LOADED;
	ZSTD_freeDDict(all->loaded[slot].plan);
	all->loaded[slot].plan = ZSTD_createDDict(bytes.p, bytes.n);
	all->loaded[slot].id = all->loaded[slot].plan ? id : 0;
	*out = all->loaded[slot].plan;
	return *out ? e : err_new(ERR_LIBRARY, "a dictionary");
}

static struct err
writing_plan(struct archive *archive, enum dictionary_use use)
{
	struct dictionaries *all = &archive->dictionaries;
	struct buf bytes CLEAN(buf_done) = { 0 };
	int64_t id = 0;

	if (all->current[use].known || use == USE_PLAIN)
		return (struct err){ 0 };
	struct sql q = sql_query(archive, "SELECT max(id) FROM dictionaries WHERE use = ?");
	sql_bind_int(&q, use);
	if (sql_row(&q))
		id = sql_int(&q, 0);
	struct err e = sql_end(&q);
	if (!e.code && id)
		e = dictionary_bytes(archive, id, &bytes);
	if (e.code)
		return e;
	if (id)
		all->current[use].plan = ZSTD_createCDict(bytes.p, bytes.n, levels[use]);
	all->current[use].id = id;
	all->current[use].known = true;
	return e;
}

/* ---- using ---- */

static ZSTD_CCtx *
writer_for(struct dictionaries *all, enum dictionary_use use)
{
	if (!all->writers[use]) {
		ZSTD_CCtx *writer = all->writers[use] = ZSTD_createCCtx();
		ZSTD_CCtx_setParameter(writer, ZSTD_c_compressionLevel, levels[use]);
		if (use == USE_PLAIN)
			ZSTD_CCtx_setParameter(writer, ZSTD_c_windowLog, WINDOW_LOG);
		ZSTD_CCtx_setParameter(writer, ZSTD_c_checksumFlag, 1);
		ZSTD_CCtx_setParameter(writer, ZSTD_c_dictIDFlag, 0); /* the row names it */
	}
	return all->writers[use];
}

struct err
dictionary_compress(struct archive *archive, enum dictionary_use use, struct raw plain,
    struct buf *out, int64_t *dictionary)
{
	struct dictionaries *all = &archive->dictionaries;
	struct err e = writing_plan(archive, use);

	if (e.code)
		return e;
	ZSTD_CCtx *writer = writer_for(all, use);
	size_t room = ZSTD_compressBound(plain.n);
	char *to = buf_reserve(out, room);
	if (!to)
		return out->err;
	ZSTD_CCtx_refCDict(writer, all->current[use].plan);
	size_t n = ZSTD_compress2(writer, to, room, plain.p, plain.n);
	if (ZSTD_isError(n))
		return err_new(ERR_LIBRARY, ZSTD_getErrorName(n));
	out->n += n;
	*dictionary = all->current[use].id;
	return e;
}

struct err
frame_measure(struct raw frame, size_t max, size_t *size)
{
	unsigned long long n = ZSTD_getFrameContentSize(frame.p, frame.n);

	if (n == ZSTD_CONTENTSIZE_ERROR || n == ZSTD_CONTENTSIZE_UNKNOWN)
		return err_new(ERR_DAMAGE, "what is compressed is no frame of ours");
	if (n > max)
		return err_new(ERR_TOO_BIG, "what is compressed");
	*size = (size_t)n;
	return (struct err){ 0 };
}

struct err
dictionary_expand(
    struct archive *archive, int64_t dictionary, struct raw frame, void *to, size_t size)
{
	struct dictionaries *all = &archive->dictionaries;
	ZSTD_DDict *plan = NULL;
	struct err e = { 0 };

	if (dictionary)
		e = reading_plan(archive, dictionary, &plan);
	if (e.code)
		return e;
	if (!all->reader)
		all->reader = ZSTD_createDCtx();
	size_t n = ZSTD_decompress_usingDDict(all->reader, to, size, frame.p, frame.n, plan);
	if (ZSTD_isError(n) || n != size)
		return err_new(ERR_DAMAGE, "what is compressed does not expand");
	return e;
}

/* ---- keeping ---- */

static void
current_forget(struct archive *archive, enum dictionary_use use)
{
	ZSTD_freeCDict(archive->dictionaries.current[use].plan);
	archive->dictionaries.current[use].plan = NULL;
	archive->dictionaries.current[use].id = 0;
	archive->dictionaries.current[use].known = false;
}

struct err
dictionary_add(struct archive *archive, enum dictionary_use use, int64_t bodies, struct raw bytes)
{
	struct buf frame CLEAN(buf_done) = { 0 };
	struct digest digest = digest_of(bytes);
	int64_t none;
	struct err e = dictionary_compress(archive, USE_PLAIN, bytes, &frame, &none);

	if (e.code)
		return e;
	struct sql q = sql_query(archive,
	    "INSERT INTO dictionaries (use, bodies, digest, sum, bytes) VALUES (?, ?, ?, ?, ?)");
	sql_bind_int(&q, use);
	sql_bind_int(&q, bodies);
	sql_bind_digest(&q, &digest);
	sql_bind_sum(&q);
	sql_bind_blob(&q, buf_raw(&frame));
	current_forget(archive, use);
	return sql_run(&q);
}

struct err
dictionary_drop(struct archive *archive, enum dictionary_use use)
{
	struct sql q = sql_query(archive,
	    "DELETE FROM dictionaries WHERE id = (SELECT max(id) FROM dictionaries WHERE use = ?)");

	sql_bind_int(&q, use);
	current_forget(archive, use);
	return sql_run(&q);
}

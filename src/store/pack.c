#include "store/store.h"

/* ---- writing ---- */

struct err
packer_begin(struct archive *archive)
{
	struct packer *packer = &archive->packer;

	buf_reset(&packer->pending);
	packer->pending.max = PACK_SIZE;
	return sql_one_int(
	    archive, "SELECT at + size FROM packs ORDER BY at DESC LIMIT 1", &packer->at);
}

int64_t
packer_end(const struct archive *archive)
{
	return archive->packer.at + (int64_t)archive->packer.pending.n;
}

static struct err
pack_insert(struct archive *archive, int64_t at, struct raw plain)
{
	struct buf frame CLEAN(buf_done) = { 0 };
	int64_t dictionary = 0;
	bool is_small = plain.n < PACK_SMALL;
	struct err e = { 0 };

	if (is_small)
		e = dictionary_of_packs_tend(archive);
	if (!e.code)
		e = dictionary_compress(archive, is_small ? USE_PACK : USE_PLAIN, plain, &frame, &dictionary);
	if (e.code)
		return e;
	struct digest digest = digest_of(buf_raw(&frame));
	struct sql q = sql_query(archive, "INSERT INTO packs VALUES (?, ?, ?, ?, ?, ?)");
	sql_bind_int(&q, at);
	sql_bind_int(&q, (int64_t)plain.n);
	sql_bind_int(&q, dictionary);
	sql_bind_digest(&q, &digest);
	sql_bind_sum(&q);
	sql_bind_blob(&q, buf_raw(&frame));
	return sql_run(&q);
}

/* The pack at the end of the stream, where it is to be joined with what is pending: those of about
 * its size and below, so that each byte is compressed again a few times only. */
static struct err
pack_to_join(struct archive *archive, int64_t *at, int64_t *size)
{
	int64_t pending = (int64_t)archive->packer.pending.n;
	struct sql q = sql_query(archive, "SELECT at, size FROM packs ORDER BY at DESC LIMIT 1");

	*size = 0;
	if (sql_row(&q) && sql_int(&q, 1) < 2 * pending &&
	    sql_int(&q, 1) + pending <= PACK_JOINED) {
		*at = sql_int(&q, 0);
		*size = sql_int(&q, 1);
	}
	return sql_end(&q);
}

/* Its bytes before the pending ones; false where they cannot be read: then it stays as it is, for
 * verify to find. */
static bool
pack_take_up(struct archive *archive, int64_t at, int64_t size)
{
	struct packer *packer = &archive->packer;
	struct buf joined = { .max = PACK_SIZE };
	struct raw bytes;

	if (at + size != packer->at || pack_read(archive, at, size, &bytes).code ||
	    (int64_t)bytes.n != size)
		return false;
	buf_push_raw(&joined, bytes);
	buf_push_raw(&joined, buf_raw(&packer->pending));
	buf_done(&packer->pending);
	packer->pending = joined;
	packer->at = at;
	return true;
}

static struct err
packs_join(struct archive *archive)
{
	for (;;) {
		int64_t at = 0, size = 0;
		struct err e = pack_to_join(archive, &at, &size);
		if (e.code || !size || !pack_take_up(archive, at, size))
			return e;
		struct sql q = sql_query(archive, "DELETE FROM packs WHERE at = ?");
		sql_bind_int(&q, at);
		e = sql_run(&q);
		if (e.code)
			return e;
	}
}

struct err
packer_flush(struct archive *archive)
{
	struct packer *packer = &archive->packer;

	if (!packer->pending.n)
		return (struct err){ 0 };
	struct err e = packs_join(archive);
	if (!e.code)
		e = pack_insert(archive, packer->at, buf_raw(&packer->pending));
	if (e.code)
		return e;
	packer->at += (int64_t)packer->pending.n;
	buf_reset(&packer->pending);
	return e;
}

struct err
packer_put(struct archive *archive, struct raw bytes)
{
	struct buf *pending = &archive->packer.pending;
	struct err e = { 0 };

	while (bytes.n && !e.code) {
		size_t room = PACK_SIZE - pending->n;
		size_t n = bytes.n < room ? bytes.n : room;
		buf_push(pending, bytes.p, n);
		bytes = (struct raw){ bytes.p + n, bytes.n - n };
		e = pending->err;
		if (!e.code && pending->n == PACK_SIZE)
			e = packer_flush(archive);
	}
	return e;
}

/* The pack that holds ${at} becomes pending again, up to there. */
static struct err
pack_reopen(struct archive *archive, int64_t at)
{
	struct packer *packer = &archive->packer;
	struct raw head;
	int64_t begin = at;
	struct sql q = sql_query(archive,
	    "SELECT at FROM packs WHERE at < ?1 AND at + size > ?1 ORDER BY at DESC LIMIT 1");

	sql_bind_int(&q, at);
	if (sql_row(&q))
		begin = sql_int(&q, 0);
	struct err e = sql_end(&q);
	buf_reset(&packer->pending);
	for (packer->at = begin; !e.code && packer_end(archive) < at;) {
		int64_t from = packer_end(archive);
		e = pack_read(archive, from, at - from, &head);
		if (!e.code)
			buf_push_raw(&packer->pending, head);
	}
	return e;
}

struct err
packer_cut(struct archive *archive, int64_t at)
{
	struct packer *packer = &archive->packer;
	struct err e = { 0 };

	if (at >= packer->at) {
		packer->pending.n = (size_t)(at - packer->at);
		return e;
	}
	e = pack_reopen(archive, at);
	if (e.code)
		return e;
	struct sql q = sql_query(archive, "DELETE FROM packs WHERE at >= ?");
	sql_bind_int(&q, packer->at);
	buf_reset(&packer->unpacked);
	return sql_run(&q);
}

void
packer_forget(struct packer *packer)
{
	buf_reset(&packer->pending);
	buf_reset(&packer->unpacked);
}

void
packer_done(struct packer *packer)
{
	buf_done(&packer->pending);
	buf_done(&packer->unpacked);
}

/* ---- reading ---- */

static struct err
pack_expand(struct archive *archive, int64_t dictionary, struct raw frame, int64_t size)
{
	struct buf *unpacked = &archive->packer.unpacked;
	size_t n = 0;
	struct err e = frame_measure(frame, PACK_SIZE, &n);

	if (e.code)
		return e;
	if ((int64_t)n != size)
		return err_new(ERR_DAMAGE, "a pack has another size");
	char *to = buf_reserve(unpacked, n);
	e = dictionary_expand(archive, dictionary, frame, to, n);
	if (!e.code)
		unpacked->n = n;
	return e;
}

static struct err
pack_load(struct archive *archive, int64_t at)
{
	struct sql q = sql_query(archive,
	    "SELECT at, size, dictionary, bytes FROM packs WHERE at <= ? ORDER BY at DESC LIMIT 1");

	buf_reset(&archive->packer.unpacked);
	sql_bind_int(&q, at);
	if (sql_row(&q)) {
		archive->packer.unpacked_at = sql_int(&q, 0);
		sql_fail(&q, pack_expand(archive, sql_int(&q, 2), sql_raw(&q, 3), sql_int(&q, 1)));
	}
	return sql_end(&q);
}

static bool
is_within(int64_t at, int64_t begin, const struct buf *bytes)
{
	return at >= begin && at - begin < (int64_t)bytes->n;
}

static struct raw
part_of(const struct buf *bytes, int64_t from, int64_t max)
{
	int64_t left = (int64_t)bytes->n - from;

	return (struct raw){ (const unsigned char *)bytes->p + from,
		(size_t)(left < max ? left : max) };
}

struct err
pack_read(struct archive *archive, int64_t at, int64_t max, struct raw *out)
{
	struct packer *packer = &archive->packer;

	if (archive->in_transaction && is_within(at, packer->at, &packer->pending)) {
		*out = part_of(&packer->pending, at - packer->at, max);
		return (struct err){ 0 };
	}
	if (!is_within(at, packer->unpacked_at, &packer->unpacked)) {
		struct err e = pack_load(archive, at);
		if (e.code)
			return e;
	}
	if (!is_within(at, packer->unpacked_at, &packer->unpacked))
		return err_new(ERR_DAMAGE, "a pack is missing");
	*out = part_of(&packer->unpacked, at - packer->unpacked_at, max);
	return (struct err){ 0 };
}

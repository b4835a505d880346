#include "show/zim.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <zstd.h>

enum {
	MAGIC = 72173914,
	MAJOR = 6,
	MINOR = 1,
	HEADER = 80,
	CLUSTER_PLAIN = 1,
	CLUSTER_ZSTD = 5,
	REDIRECT = 0xffff,
	LEVEL = 9,
	PIECE = 1 << 20,
};
#define NONE UINT32_MAX

static const struct {
	const char *name;
	bool packs; /* what is compressed already stays so */
} mimes[ZIM_MIME_MAX] = {
	[ZIM_HTML] = { "text/html", true },
	[ZIM_CSS] = { "text/css", true },
	[ZIM_TEXT] = { "text/plain;charset=utf-8", true },
	[ZIM_ICON] = { "image/vnd.microsoft.icon", true },
	[ZIM_JPEG] = { "image/jpeg", false },
	[ZIM_PNG] = { "image/png", false },
	[ZIM_WEBP] = { "image/webp", false },
	[ZIM_LISTING] = { "application/octet-stream+zimlisting", false },
};

static void
fail(struct zim *zim, struct err e)
{
	if (!zim->err.code)
		zim->err = e;
}

static void
write_out(struct zim *zim, struct raw bytes)
{
	if (!zim->err.code)
		zim->err = fd_write_all(zim->fd, bytes);
	zim->at += bytes.n;
}

static void
push_u16(struct buf *out, unsigned value)
{
	buf_push_u8(out, (uint8_t)value);
	buf_push_u8(out, (uint8_t)(value >> 8));
}

/* ---- the beginning: its place is kept ---- */

static void
mimes_push(struct buf *out)
{
	for (size_t i = 0; i < ZIM_MIME_MAX; i++)
		buf_push(out, mimes[i].name, strlen(mimes[i].name) + 1);
	buf_push_u8(out, 0);
}

void
zim_begin(struct zim *zim, int fd)
{
	struct buf out CLEAN(buf_done) = { 0 };

	*zim = (struct zim){ .fd = fd, .packer = ZSTD_createCCtx() };
	if (!zim->packer)
		fail(zim, err_new(ERR_LIBRARY, "zstd"));
	digest_init(&zim->state);
	for (size_t i = 0; i < HEADER; i++)
		buf_push_u8(&out, 0);
	mimes_push(&out);
	write_out(zim, buf_raw(&out));
}

/* ---- clusters ---- */

static struct raw
zstd_pack(struct zim *zim, struct raw bytes, struct buf *out)
{
	char *room = buf_reserve(out, ZSTD_compressBound(bytes.n));
	size_t n = room ? ZSTD_compressCCtx(zim->packer, room, ZSTD_compressBound(bytes.n), bytes.p,
			      bytes.n, LEVEL)
			: 0;

	if (!room || ZSTD_isError(n)) {
		fail(zim, err_new(ERR_LIBRARY, "zstd"));
		return (struct raw){ 0 };
	}
	out->n += n;
	return buf_raw(out);
}

/* How it is packed; then where each blob begins, and where the last ends; then the blobs. */
static void
cluster_end(struct zim *zim, bool packs)
{
	struct zim_cluster *cluster = &zim->open[!packs];
	struct buf whole CLEAN(buf_done) = { 0 }, packed CLEAN(buf_done) = { 0 };
	uint32_t list = (cluster->blobs + 1) * 4;
	struct reader offsets = reader_init(buf_raw(&cluster->offsets));
	uint8_t kind = packs ? CLUSTER_ZSTD : CLUSTER_PLAIN;

	if (!cluster->begun)
		return;
	for (uint32_t i = 0; i < cluster->blobs; i++)
		buf_push_u32(&whole, list + read_u32(&offsets));
	buf_push_u32(&whole, list + (uint32_t)cluster->bytes.n);
	buf_push_raw(&whole, buf_raw(&cluster->bytes));
	if (whole.err.code)
		fail(zim, whole.err);
	zim->clusters[cluster->number] = zim->at;
	write_out(zim, (struct raw){ &kind, 1 });
	write_out(zim, packs ? zstd_pack(zim, buf_raw(&whole), &packed) : buf_raw(&whole));
	buf_reset(&cluster->bytes);
	buf_reset(&cluster->offsets);
	cluster->blobs = 0;
	cluster->begun = false;
}

static void
cluster_begin(struct zim *zim, struct zim_cluster *cluster)
{
	arena_push(&zim->arena, zim->clusters, zim->cluster_count, zim->cluster_capacity);
	cluster->number = (uint32_t)zim->cluster_count++;
	cluster->begun = true;
}

static void
blob_add(struct zim *zim, struct zim_dirent *dirent, struct raw bytes)
{
	bool packs = mimes[dirent->mime].packs;
	struct zim_cluster *cluster = &zim->open[!packs];

	if (!cluster->begun)
		cluster_begin(zim, cluster);
	dirent->cluster = cluster->number;
	dirent->blob = cluster->blobs++;
	buf_push_u32(&cluster->offsets, (uint32_t)cluster->bytes.n);
	buf_push_raw(&cluster->bytes, bytes);
	if (cluster->bytes.n >= ZIM_CLUSTER)
		cluster_end(zim, packs);
}

/* ---- entries ---- */

/* A title ends with a NUL, so it holds none. */
static struct str
title_kept(struct zim *zim, struct str title, struct str path)
{
	char *kept = str_terminated(&zim->arena, title);

	for (size_t i = 0; i < title.n; i++)
		if ((unsigned char)kept[i] < ' ')
			kept[i] = ' ';
	return str_equal(title, path) ? S("") : (struct str){ kept, title.n };
}

static struct zim_dirent *
dirent_add(struct zim *zim, uint8_t space, struct str path, struct str title)
{
	struct zim_dirent *dirent;

	arena_push(&zim->arena, zim->dirents, zim->count, zim->capacity);
	dirent = &zim->dirents[zim->count++];
	*dirent = (struct zim_dirent){ .space = space,
		.path = str_copy(&zim->arena, path),
		.title = title_kept(zim, title, path) };
	return dirent;
}

void
zim_put(struct zim *zim, uint8_t space, struct str path, struct str title, enum zim_mime mime,
    bool front, struct raw bytes)
{
	struct zim_dirent *dirent = dirent_add(zim, space, path, title);
	struct digest digest = digest_of(bytes);

	dirent->mime = (uint8_t)mime;
	dirent->front = front;
	digest_add(&zim->state, (struct raw){ &space, 1 });
	digest_add(&zim->state, raw_from_str(path));
	digest_add(&zim->state, raw_from_str(title));
	digest_add(&zim->state, (struct raw){ digest.b, DIGEST_SIZE });
	if (bytes.n > UINT32_MAX / 2)
		fail(zim, err_new(ERR_TOO_BIG, "too much for one entry of a ZIM"));
	else
		blob_add(zim, dirent, bytes);
}

void
zim_say(struct zim *zim, const char *name, struct str text)
{
	zim_put(zim, 'M', str_from_c(name), S(""), ZIM_TEXT, false, raw_from_str(text));
}

/* ---- lists ---- */

static int
by_path(const void *a, const void *b)
{
	const struct zim_dirent *left = a, *right = b;

	return left->space != right->space ? (left->space < right->space ? -1 : 1)
					   : str_compare(left->path, right->path);
}

static struct str
title_of(const struct zim_dirent *dirent)
{
	return dirent->title.n ? dirent->title : dirent->path;
}

static int
by_title(const void *a, const void *b, void *context)
{
	const struct zim_dirent *dirents = context;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	const struct zim_dirent *left = &dirents[x], *right = &dirents[y];
	int order = left->space != right->space ? (left->space < right->space ? -1 : 1)
						: str_compare(title_of(left), title_of(right));

	return order ? order : x < y ? -1 : x > y;
}

/* Entries by title, as numbers: all, or those in front. */
static void
titles_push(struct zim *zim, bool front, struct buf *out)
{
	uint32_t *order = arena_array(&zim->arena, uint32_t, zim->count);
	size_t count = 0;

	for (size_t i = 0; i < zim->count; i++)
		if (!front || zim->dirents[i].front)
			order[count++] = (uint32_t)i;
	if (count)
		qsort_r(order, count, sizeof(*order), by_title, zim->dirents);
	for (size_t i = 0; i < count; i++)
		buf_push_u32(out, order[i]);
}

static uint32_t
number_of(const struct zim *zim, uint8_t space, struct str path)
{
	struct zim_dirent wanted = { .space = space, .path = path };
	const struct zim_dirent *found =
	    bsearch(&wanted, zim->dirents, zim->count, sizeof(wanted), by_path);

	return found ? (uint32_t)(found - zim->dirents) : NONE;
}

static void
dirent_push(const struct zim *zim, const struct zim_dirent *dirent, struct buf *out)
{
	push_u16(out, dirent->redirect ? REDIRECT : dirent->mime);
	buf_push_u8(out, 0); /* parameters */
	buf_push_u8(out, dirent->space);
	buf_push_u32(out, 0); /* revision */
	if (dirent->redirect) {
		buf_push_u32(out, number_of(zim, 'C', dirent->to));
	} else {
		buf_push_u32(out, dirent->cluster);
		buf_push_u32(out, dirent->blob);
	}
	buf_push_str(out, dirent->path);
	buf_push_u8(out, 0);
	buf_push_str(out, dirent->title);
	buf_push_u8(out, 0);
}

/* The dirents, and a list of where each is. */
static void
dirents_write(struct zim *zim, struct buf *pointers)
{
	struct buf out CLEAN(buf_done) = { 0 };

	for (size_t i = 0; i < zim->count; i++) {
		buf_push_u64(pointers, zim->at + out.n);
		dirent_push(zim, &zim->dirents[i], &out);
	}
	if (out.err.code)
		fail(zim, out.err);
	write_out(zim, buf_raw(&out));
}

static uint64_t
list_write(struct zim *zim, struct buf *list)
{
	uint64_t at = zim->at;

	if (list->err.code)
		fail(zim, list->err);
	write_out(zim, buf_raw(list));
	buf_reset(list);
	return at;
}

/* ---- the end ---- */

struct places {
	uint64_t paths, titles, clusters, sum;
	uint32_t main;
};

/* A UUID of version 8: made in our own way (RFC 9562, 5.8). */
static void
uuid_push(struct zim *zim, struct buf *out)
{
	struct digest digest = digest_final(&zim->state);

	digest.b[6] = (digest.b[6] & 0x0f) | 0x80;
	digest.b[8] = (digest.b[8] & 0x3f) | 0x80;
	buf_push(out, digest.b, 16);
}

static void
header_write(struct zim *zim, const struct places *places)
{
	struct buf out CLEAN(buf_done) = { 0 };

	buf_push_u32(&out, MAGIC);
	push_u16(&out, MAJOR);
	push_u16(&out, MINOR);
	uuid_push(zim, &out);
	buf_push_u32(&out, (uint32_t)zim->count);
	buf_push_u32(&out, (uint32_t)zim->cluster_count);
	buf_push_u64(&out, places->paths);
	buf_push_u64(&out, places->titles);
	buf_push_u64(&out, places->clusters);
	buf_push_u64(&out, HEADER); /* the list of kinds */
	buf_push_u32(&out, places->main);
	buf_push_u32(&out, NONE); /* layout */
	buf_push_u64(&out, places->sum);
	if (!zim->err.code && pwrite(zim->fd, out.p, out.n, 0) != (ssize_t)out.n)
		fail(zim, err_from_errno(errno, "the beginning"));
}

/* Reads all that was written, for both sums. */
static void
sums_write(struct zim *zim, struct digest *digest)
{
	struct buf piece CLEAN(buf_done) = { 0 };
	unsigned char *p = (unsigned char *)buf_reserve(&piece, PIECE), sum[MD5_SIZE];
	struct digest_state state;
	struct md5 md5;

	md5_init(&md5);
	digest_init(&state);
	for (uint64_t at = 0; at < zim->at && !zim->err.code;) {
		ssize_t n = pread(zim->fd, p, PIECE, (off_t)at);

		if (n <= 0) {
			fail(zim, err_from_errno(n < 0 ? errno : EIO, "reading it again"));
			return;
		}
		md5_add(&md5, (struct raw){ p, (size_t)n });
		digest_add(&state, (struct raw){ p, (size_t)n });
		at += (uint64_t)n;
	}
	md5_final(&md5, sum);
	digest_add(&state, (struct raw){ sum, sizeof(sum) });
	*digest = digest_final(&state);
	write_out(zim, (struct raw){ sum, sizeof(sum) });
}

/* What leads to where one begins, and what lists articles by title; the list's content is known
 * only when all are in order. */
static void
last_entries(struct zim *zim, struct str main)
{
	struct zim_dirent *way = dirent_add(zim, 'W', S("mainPage"), S(""));

	way->redirect = true;
	way->to = main;
	dirent_add(zim, 'X', S("listing/titleOrdered/v1"), S(""))->mime = ZIM_LISTING;
	qsort(zim->dirents, zim->count, sizeof(*zim->dirents), by_path);
}

static void
listing_put(struct zim *zim)
{
	uint32_t at = number_of(zim, 'X', S("listing/titleOrdered/v1"));
	struct buf list CLEAN(buf_done) = { 0 };

	titles_push(zim, true, &list);
	blob_add(zim, &zim->dirents[at], buf_raw(&list));
}

static void
lists_write(struct zim *zim, struct places *places)
{
	struct buf list CLEAN(buf_done) = { 0 };

	dirents_write(zim, &list);
	places->paths = list_write(zim, &list);
	titles_push(zim, false, &list);
	places->titles = list_write(zim, &list);
	for (size_t i = 0; i < zim->cluster_count; i++)
		buf_push_u64(&list, zim->clusters[i]);
	places->clusters = list_write(zim, &list);
	places->sum = zim->at;
}

static void
zim_done(struct zim *zim)
{
	for (size_t i = 0; i < LENGTH(zim->open); i++) {
		buf_done(&zim->open[i].bytes);
		buf_done(&zim->open[i].offsets);
	}
	ZSTD_freeCCtx(zim->packer);
	arena_done(&zim->arena);
}

struct err
zim_end(struct zim *zim, struct str main, struct digest *digest)
{
	struct places places = { 0 };

	last_entries(zim, main);
	listing_put(zim);
	cluster_end(zim, true);
	cluster_end(zim, false);
	lists_write(zim, &places);
	places.main = number_of(zim, 'W', S("mainPage"));
	header_write(zim, &places);
	sums_write(zim, digest);
	zim_done(zim);
	return zim->err;
}

#include <brotli/decode.h>
#include <stdlib.h>
#include <zlib.h>

#include "net/inflate.h"

enum { PIECE = 32 << 10 };

struct layer {
	enum coding coding;
	z_stream z;
	BrotliDecoderState *brotli;
	unsigned char first[2]; /* those that say which kind of gzip or deflate it is */
	size_t first_count;
	bool begun; /* a decoder is at it */
	bool ended; /* a whole gzip member came; another may follow */
	bool plain, done;
	unsigned char piece[PIECE];
};

struct inflate {
	int count;
	uint64_t taken;
	struct err err;
	struct layer layers[CODINGS_MAX]; /* the outermost first */
};

static struct err
broken(void)
{
	return err_new(ERR_TRUNCATED, "broken content coding");
}

/* ---- one layer; each gives its output to ${sink} ---- */

static struct err layer_push(struct inflate *chain, int at, struct raw bytes, struct buf *out);

static struct err
pass_on(struct inflate *chain, int at, size_t n, struct buf *out)
{
	return layer_push(chain, at + 1, (struct raw){ chain->layers[at].piece, n }, out);
}

static bool
is_gzip(const unsigned char two[2])
{
	return two[0] == 0x1f && two[1] == 0x8b;
}

/* RFC 1950: method 8, and the two bytes are a multiple of 31; else it is deflate without a wrapper,
 * which many servers send. */
static bool
is_zlib(const unsigned char two[2])
{
	return (two[0] & 0x0f) == 8 && (two[0] << 8 | two[1]) % 31 == 0;
}

/* Another gzip member follows, or what follows is no concern of ours (RFC 1952, 2.2). */
static struct err
zlib_again(struct layer *layer)
{
	layer->begun = is_gzip(layer->first) && inflateReset(&layer->z) == Z_OK;
	layer->done = !layer->begun;
	return (struct err){ 0 };
}

/* Opens the decoder that the first two bytes ask for. */
static struct err
zlib_begin(struct layer *layer)
{
	int window = is_gzip(layer->first) ? 15 + 16 : is_zlib(layer->first) ? 15 : -15;

	if (layer->ended)
		return zlib_again(layer);
	layer->begun = true;
	/* said to be packed, and is not (doc/wild.md) */
	layer->plain = layer->coding == CODING_GZIP && !is_gzip(layer->first);
	if (layer->plain || inflateInit2(&layer->z, window) == Z_OK)
		return (struct err){ 0 };
	return err_new(ERR_LIBRARY, "zlib");
}

static void
zlib_ended(struct layer *layer)
{
	layer->ended = layer->coding == CODING_GZIP;
	layer->done = !layer->ended;
	layer->begun = false;
	layer->first_count = 0;
}

/* Takes from *${bytes} up to the end of the stream, if that is in it. */
static struct err
zlib_run(struct inflate *chain, int at, struct raw *bytes, struct buf *out)
{
	struct layer *layer = &chain->layers[at];
	struct err err = { 0 };
	int status;

	layer->z.next_in = (unsigned char *)(uintptr_t)bytes->p;
	layer->z.avail_in = (unsigned)bytes->n;
	do {
		layer->z.next_out = layer->piece;
		layer->z.avail_out = PIECE;
		status = inflate(&layer->z, Z_NO_FLUSH);
		if (layer->z.avail_out < PIECE)
			err = pass_on(chain, at, PIECE - layer->z.avail_out, out);
		if (!err.code && status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
			err = broken();
	} while (!err.code && status == Z_OK && (layer->z.avail_in || !layer->z.avail_out));
	*bytes = (struct raw){ layer->z.next_in, layer->z.avail_in };
	if (status == Z_STREAM_END)
		zlib_ended(layer);
	return err;
}

/* The first two bytes of a stream, which may come one by one; then those two, now that it is known
 * what they begin. */
static struct err
zlib_first(struct inflate *chain, int at, struct raw *bytes, struct buf *out)
{
	struct layer *layer = &chain->layers[at];
	struct raw first = { layer->first, 2 };
	struct err err;

	while (layer->first_count < 2 && bytes->n) {
		layer->first[layer->first_count++] = *bytes->p++;
		bytes->n--;
	}
	if (layer->first_count < 2)
		return (struct err){ 0 };
	err = zlib_begin(layer);
	if (err.code || layer->done)
		return err;
	return layer->plain ? layer_push(chain, at + 1, first, out)
			    : zlib_run(chain, at, &first, out);
}

static struct err
zlib_push(struct inflate *chain, int at, struct raw bytes, struct buf *out)
{
	struct layer *layer = &chain->layers[at];
	struct err err = { 0 };

	while (!err.code && bytes.n && !layer->done) {
		if (layer->plain)
			return layer_push(chain, at + 1, bytes, out);
		err = layer->begun ? zlib_run(chain, at, &bytes, out)
				   : zlib_first(chain, at, &bytes, out);
	}
	return err;
}

static struct err
brotli_push(struct inflate *chain, int at, struct raw bytes, struct buf *out)
{
	struct layer *layer = &chain->layers[at];
	const unsigned char *from = bytes.p;
	size_t left = bytes.n;
	BrotliDecoderResult result;

	if (!layer->brotli)
		layer->brotli = BrotliDecoderCreateInstance(NULL, NULL, NULL);
	if (!layer->brotli)
		return err_new(ERR_LIBRARY, "brotli");
	do {
		unsigned char *to = layer->piece;
		size_t room = PIECE;
		struct err err = { 0 };

		result =
		    BrotliDecoderDecompressStream(layer->brotli, &left, &from, &room, &to, NULL);
		if (room < PIECE)
			err = pass_on(chain, at, PIECE - room, out);
		if (err.code)
			return err;
	} while (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT);
	layer->done = result == BROTLI_DECODER_RESULT_SUCCESS;
	return result == BROTLI_DECODER_RESULT_ERROR ? broken() : (struct err){ 0 };
}

/* ---- the chain ---- */

/* What came through all layers, up to the ceiling. */
static struct err
keep(const struct inflate *chain, struct raw bytes, struct buf *out)
{
	size_t room = (out->max ? out->max : BUF_MAX) - out->n;

	if (chain->count && out->n + bytes.n > INFLATE_RATIO_FROM &&
	    out->n + bytes.n > INFLATE_RATIO * chain->taken)
		return err_at(ERR_TOO_BIG, out->n, "unpacks to too many times its size");
	buf_push(out, bytes.p, bytes.n < room ? bytes.n : room);
	return bytes.n > room ? err_at(ERR_TOO_BIG, out->n, "body") : out->err;
}

static struct err
layer_push(struct inflate *chain, int at, struct raw bytes, struct buf *out)
{
	if (at == chain->count)
		return keep(chain, bytes, out);
	if (chain->layers[at].done || !bytes.n)
		return (struct err){ 0 };
	if (chain->layers[at].coding == CODING_BROTLI)
		return brotli_push(chain, at, bytes, out);
	return zlib_push(chain, at, bytes, out);
}

struct inflate *
inflate_open(const enum coding *codings, int count)
{
	struct inflate *chain = mem_alloc(sizeof(*chain));

	memset(chain, 0, sizeof(*chain));
	chain->count = count;
	for (int i = 0; i < count; i++)
		chain->layers[i].coding = codings[count - 1 - i];
	return chain;
}

struct err
inflate_push(struct inflate *chain, struct raw bytes, struct buf *out)
{
	if (chain->err.code)
		return chain->err;
	chain->taken += bytes.n;
	chain->err = layer_push(chain, 0, bytes, out);
	return chain->err;
}

static bool
layer_is_over(const struct layer *layer)
{
	return layer->done || layer->plain || (layer->ended && !layer->begun);
}

struct err
inflate_end(const struct inflate *chain)
{
	if (chain->err.code || !chain->taken)
		return chain->err;
	for (int i = 0; i < chain->count; i++)
		if (!layer_is_over(&chain->layers[i]))
			return err_new(ERR_TRUNCATED, "the content coding has no end");
	return (struct err){ 0 };
}

void
inflate_close(struct inflate *chain)
{
	if (!chain)
		return;
	for (int i = 0; i < chain->count; i++) {
		inflateEnd(&chain->layers[i].z);
		BrotliDecoderDestroyInstance(chain->layers[i].brotli);
	}
	free(chain);
}

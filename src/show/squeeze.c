#include <stdlib.h>
#include <zlib.h>

#include "show/reply.h"
#include "show/squeeze.h"

/* Level 4 gives 14 kB where 6 gives 13.8, in half the time; pages are seldom longer than the
 * window. */
enum { LEVEL = 3, WINDOW_GZIP = 14 + 16, MEMORY = 7 };

/* What pages begin with: the text, what it is compressed, and the state behind it. */
struct beginning {
	struct buf text, out;
	z_stream stream;
};

struct reply_zlib {
	struct beginning beginnings[SQUEEZE_BEGINNINGS];
	size_t count;
	struct beginning none; /* for all else */
};

static bool
stream_run(z_stream *stream, struct raw in, struct buf *out, int flush)
{
	size_t room = in.n + in.n / 1000 + 128;
	char *to = buf_reserve(out, room);
	int status;

	if (!to || in.n > UINT32_MAX / 2)
		return false;
	stream->next_in = (unsigned char *)(uintptr_t)in.p;
	stream->avail_in = (unsigned)in.n;
	stream->next_out = (unsigned char *)to;
	stream->avail_out = (unsigned)room;
	status = deflate(stream, flush);
	out->n += room - stream->avail_out;
	return status == (flush == Z_FINISH ? Z_STREAM_END : Z_OK) && stream->avail_in == 0;
}

static bool
beginning_init(struct beginning *beginning, struct str text)
{
	if (deflateInit2(&beginning->stream, LEVEL, Z_DEFLATED, WINDOW_GZIP, MEMORY,
		Z_DEFAULT_STRATEGY) != Z_OK)
		return false;
	buf_push_str(&beginning->text, text);
	return !text.n ||
	       stream_run(&beginning->stream, raw_from_str(text), &beginning->out, Z_SYNC_FLUSH);
}

static void
beginning_done(struct beginning *beginning)
{
	deflateEnd(&beginning->stream);
	buf_done(&beginning->text);
	buf_done(&beginning->out);
}

struct reply_zlib *
squeeze_new(const struct str *beginnings, size_t count)
{
	struct reply_zlib *zlib = mem_alloc(sizeof(*zlib));
	bool good;

	memset(zlib, 0, sizeof(*zlib));
	good = beginning_init(&zlib->none, S(""));
	for (size_t i = 0; i < count && i < SQUEEZE_BEGINNINGS && good; i++)
		good = beginning_init(&zlib->beginnings[zlib->count++], beginnings[i]);
	if (good)
		return zlib;
	squeeze_free(zlib);
	return NULL;
}

void
squeeze_free(struct reply_zlib *zlib)
{
	if (!zlib)
		return;
	for (size_t i = 0; i < zlib->count; i++)
		beginning_done(&zlib->beginnings[i]);
	beginning_done(&zlib->none);
	free(zlib);
}

static const struct beginning *
beginning_of(const struct reply_zlib *zlib, struct raw bytes)
{
	for (size_t i = 0; i < zlib->count; i++) {
		const struct buf *text = &zlib->beginnings[i].text;

		if (bytes.n >= text->n && memcmp(bytes.p, text->p, text->n) == 0)
			return &zlib->beginnings[i];
	}
	return &zlib->none;
}

bool
squeeze(struct reply_zlib *zlib, struct raw bytes, struct buf *out)
{
	const struct beginning *beginning = beginning_of(zlib, bytes);
	struct raw rest = { bytes.p + beginning->text.n, bytes.n - beginning->text.n };
	z_stream stream;
	bool good;

	if (deflateCopy(&stream, (z_stream *)(uintptr_t)&beginning->stream) != Z_OK)
		return false;
	buf_push_str(out, buf_str(&beginning->out));
	good = stream_run(&stream, rest, out, Z_FINISH) && out->n < bytes.n;
	deflateEnd(&stream);
	if (!good)
		buf_done(out);
	return good;
}

bool
accepts_gzip(struct str accept_encoding)
{
	struct str item, name;

	while (pull_field(&accept_encoding, ',', &item)) {
		if (!pull_field(&item, ';', &name))
			continue;
		name = str_trim(name);
		if (str_equal_nocase(name, S("gzip")) || str_equal(name, S("*")))
			return header_weight(item) > 0;
	}
	return false;
}

#include "read/feed_decode.h"
#include "read/xml.h"

enum { SAMPLE_SIZE = 512 << 10, SAMPLE_CUT_MAX = 4096 };

/* ---- what is said about it ---- */

/* "text/xml; charset=GBK" */
static struct str
charset_of_header(struct str content_type)
{
	ptrdiff_t at = str_find_nocase(content_type, S("charset"), 0);
	struct str s, value;

	if (at < 0)
		return S("");
	s = str_from(content_type, (size_t)at + 7);
	if (!pull_spaces(&s) || !pull_char(&s, '=') || !pull_spaces(&s))
		return S("");
	if (pull_char(&s, '"') || pull_char(&s, '\''))
		return pull_until(&s, S("\""), &value) ? value : str_slice(s, 0, s.n ? s.n - 1 : 0);
	return pull_field(&s, ';', &value) ? str_trim(value) : S("");
}

/* XML's own first characters, where there is no byte order mark (XML 1.0, appendix F). */
static struct str
charset_of_shape(struct raw bytes)
{
	static const struct {
		char bytes[4];
		struct str charset;
	} shapes[] = {
		{ { 0, '<', 0, '?' }, STR_INIT("UTF-16BE") },
		{ { '<', 0, '?', 0 }, STR_INIT("UTF-16LE") },
		{ { 0, '<', 0, 'r' }, STR_INIT("UTF-16BE") },
		{ { '<', 0, 'r', 0 }, STR_INIT("UTF-16LE") },
		{ { 0, '<', 0, 'f' }, STR_INIT("UTF-16BE") },
		{ { '<', 0, 'f', 0 }, STR_INIT("UTF-16LE") },
		{ { 0, 0, 0, '<' }, STR_INIT("UTF-32BE") },
		{ { '<', 0, 0, 0 }, STR_INIT("UTF-32LE") },
	};

	for (size_t i = 0; bytes.n >= 4 && i < LENGTH(shapes); i++)
		if (memcmp(bytes.p, shapes[i].bytes, 4) == 0)
			return shapes[i].charset;
	return S("");
}

/* Bytes of ASCII cannot be in a set of wide characters, whatever they declare. */
static bool
is_wide(struct str charset)
{
	return str_starts_nocase(charset, S("utf-16")) || str_starts_nocase(charset, S("utf16")) ||
	       str_starts_nocase(charset, S("utf-32")) || str_starts_nocase(charset, S("ucs-")) ||
	       str_starts_nocase(charset, S("iso-10646"));
}

static bool
has_order_mark(struct raw bytes)
{
	struct str s = { (const char *)bytes.p, bytes.n };

	return str_starts(s, S("\xEF\xBB\xBF")) || str_starts(s, S("\xFE\xFF")) ||
	       str_starts(s, S("\xFF\xFE"));
}

static void
attempt(struct feed_decoder *decoder, struct str declared, struct str evidence)
{
	decoder->attempts[decoder->attempt_count++] =
	    (struct charset_attempt){ str_copy(decoder->arena, declared), evidence };
}

/* What may be read from the first bytes and from nowhere else. */
static void
begin(struct feed_decoder *decoder, struct raw bytes)
{
	struct str shape = charset_of_shape(bytes);
	struct str declared = xml_declared_encoding(bytes);
	struct str header = charset_of_header(decoder->question->content_type);

	decoder->begun = true;
	if (has_order_mark(bytes)) {
		attempt(decoder, S(""), S("byte order mark"));
		return;
	}
	if (shape.n) {
		attempt(decoder, shape, S("first characters"));
		return;
	}
	if (header.n && !is_wide(header))
		attempt(decoder, header, S("header"));
	if (declared.n && !is_wide(declared))
		attempt(decoder, declared, S("declaration"));
	attempt(decoder, S(""), S("guess"));
}

/* ---- deciding ---- */

static size_t
lost_characters(struct str text)
{
	size_t count = 0;

	for (ptrdiff_t i = -1; (i = str_find(text, S("\xEF\xBF\xBD"), (size_t)(i + 1))) >= 0;)
		count++;
	return count;
}

/* Text that is UTF-8, or is not, whatever it was said to be. */
static bool
is_overruled(struct str declared, struct str charset)
{
	bool said = str_equal_nocase(declared, S("utf-8")) || str_equal_nocase(declared, S("utf8"));

	return declared.n && said != str_equal(charset, S("UTF-8"));
}

/* A declaration is believed if it loses nothing; of those that do, the one that loses least. */
static struct str
decode_best(struct feed_decoder *decoder, struct arena *scratch, struct raw bytes)
{
	size_t least = SIZE_MAX;
	struct str text = { 0 };
	struct err err = { 0 };

	for (size_t i = 0; i < decoder->attempt_count && least; i++) {
		const struct charset_attempt *attempt = &decoder->attempts[i];
		const char *name;
		struct str decoded;
		size_t lost;

		err = text_decode(scratch, bytes, attempt->declared, &decoded, &name);
		if (err.code)
			continue;
		/* what was UTF-8 already lost nothing: nothing grew */
		lost = decoded.n <= bytes.n && strcmp(name, "UTF-8") == 0
			   ? 0
			   : lost_characters(decoded);
		if (lost >= least)
			continue;
		least = lost;
		text = decoded;
		decoder->charset = str_from_c(name);
		decoder->evidence = is_overruled(attempt->declared, decoder->charset)
					? S("bytes")
					: attempt->evidence;
	}
	if (least == SIZE_MAX)
		decoder->err = err;
	return text;
}

/* Without the character that its end may cut: no byte of any character of several is one of these.
 */
static struct raw
without_cut(struct raw bytes)
{
	for (size_t i = 1; i < SAMPLE_CUT_MAX && i < bytes.n; i++)
		if (strchr("\n <>", bytes.p[bytes.n - i]) && bytes.p[bytes.n - i])
			return (struct raw){ bytes.p, bytes.n - i };
	return bytes;
}

static void
drop_order_mark(struct buf *out, size_t from)
{
	struct str text = str_from(buf_str(out), from);

	if (!str_starts(text, S("\xEF\xBB\xBF")))
		return;
	memmove(out->p + from, text.p + 3, text.n - 3);
	out->n -= 3;
}

static void
decide(struct feed_decoder *decoder, struct buf *out)
{
	struct arena scratch CLEAN(arena_done) = { 0 };
	struct raw sample = buf_raw(&decoder->sample);
	size_t from = out->n;
	struct str text;

	text = decode_best(decoder, &scratch, decoder->ended ? sample : without_cut(sample));
	if (decoder->err.code)
		return;
	if (decoder->ended) {
		buf_push_str(out, text);
	} else {
		decoder->err = text_stream_open(decoder->charset.p, &decoder->stream);
		if (!decoder->err.code)
			decoder->err = text_stream_push(decoder->stream, sample, false, out);
		if (has_order_mark(sample))
			drop_order_mark(out, from);
	}
	buf_done(&decoder->sample);
}

/* ---- pieces ---- */

/* Whether it is the same in every set that may be declared. */
static bool
is_plain(struct raw bytes)
{
	for (size_t i = 0; i < bytes.n; i++)
		if (bytes.p[i] >= 0x7F || (bytes.p[i] < ' ' && !char_is_space((char)bytes.p[i])))
			return false;
	return true;
}

static struct raw
take(struct feed_decoder *decoder)
{
	struct raw piece = { 0 };

	decoder->err = decoder->input->next(decoder->input->context, &piece);
	decoder->ended = !piece.n;
	decoder->taken += piece.n;
	if (decoder->taken > FEED_BYTES_MAX && !decoder->err.code)
		decoder->err = err_at(ERR_TOO_BIG, FEED_BYTES_MAX, "feed");
	return piece;
}

/* Nothing is decided as long as nothing but ASCII came. */
static void
sample_more(struct feed_decoder *decoder, struct buf *out)
{
	struct raw sample;

	buf_push_raw(&decoder->sample, take(decoder));
	if (decoder->err.code || (!decoder->ended && decoder->sample.n < SAMPLE_SIZE))
		return;
	sample = buf_raw(&decoder->sample);
	if (!decoder->begun)
		begin(decoder, sample);
	if (decoder->ended || !is_plain(sample)) {
		decide(decoder, out);
		return;
	}
	buf_push_raw(out, sample);
	decoder->sample.n = 0;
}

static void
decode_more(struct feed_decoder *decoder, struct buf *out)
{
	struct raw piece = take(decoder);

	if (!decoder->err.code)
		decoder->err = text_stream_push(decoder->stream, piece, decoder->ended, out);
}

bool
feed_decoder_more(struct feed_decoder *decoder, struct buf *out)
{
	size_t before = out->n;

	while (out->n == before && !decoder->ended && !decoder->err.code) {
		if (decoder->stream)
			decode_more(decoder, out);
		else
			sample_more(decoder, out);
	}
	if (out->err.code && !decoder->err.code)
		decoder->err = out->err;
	return out->n > before;
}

void
feed_decoder_begin(struct feed_decoder *decoder, struct arena *arena,
    const struct feed_question *question, const struct feed_input *input)
{
	*decoder = (struct feed_decoder){ .arena = arena, .question = question, .input = input };
}

void
feed_decoder_done(struct feed_decoder *decoder)
{
	text_stream_close(decoder->stream);
	buf_done(&decoder->sample);
}

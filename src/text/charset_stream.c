/* charset_stream.c: a text that comes in pieces, through ICU's converters. */
#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include "text/charset_mend.h"
#include "text/charset_parts.h"

enum { CHARACTER_MAX = 4 /* bytes */, PIVOT_MAX = 1024 };

/* One character for bytes that are none. */
static UChar
stands_for(const struct charset *charset, const unsigned char *units, int32_t length)
{
	struct str text = S("");
	uint32_t rune = 0xfffd;

	if (length == 1 && units[0] == 0x80 && !strcmp(charset->name, "GB18030"))
		return 0x20ac; /* the euro sign to the writers of GBK (Encoding Standard, 10.2.1) */
	if (length == 2 && !strcmp(charset->name, "BIG5"))
		text = charset_mend_of(MEND_BIG5_BYTES, (uint32_t)units[0] << 8 | units[1]);
	pull_rune(&text, &rune);
	return (UChar)rune;
}

/* Bytes that fit nowhere become U+FFFD, whatever substitute the converter has of its own; ASCII among them stays, for it may be the
 * '<' of a tag (Encoding Standard, 10.2.1 and 12.1.1). */
static void U_CALLCONV
replace(const void *context, UConverterToUnicodeArgs *args, const char *bytes, int32_t length,
    UConverterCallbackReason reason, UErrorCode *code)
{
	const unsigned char *units = (const unsigned char *)bytes;
	UChar text[2 * CHARACTER_MAX] = { stands_for(context, units, length) };
	int32_t n = 1;

	if (reason > UCNV_IRREGULAR)
		return;
	for (int32_t i = 1; i < length && i < CHARACTER_MAX && text[0] == 0xfffd && units[0] >= 0x80 && !charset_is_wide(context); i++)
		if (units[i] < 0x80)
			text[n++] = units[i];
		else if (units[i - 1] < 0x80)
			text[n++] = 0xfffd;
	*code = U_ZERO_ERROR;
	ucnv_cbToUWriteUChars(args, text, n, 0, code);
}

struct text_stream {
	const struct charset *charset;
	UConverter *from, *utf8;
	UChar pivot[PIVOT_MAX], *pivot_from, *pivot_to;
	bool begun;
	/* UTF-8 goes straight through until a byte of it is none */
	bool straight;
	unsigned char cut[CHARACTER_MAX];
	size_t cut_n;
};

struct err
charset_stream_open(const struct charset *charset, struct text_stream **out)
{
	struct text_stream *stream = mem_alloc(sizeof(*stream));
	UErrorCode code = U_ZERO_ERROR;

	*stream = (struct text_stream){ .charset = charset, .straight = !strcmp(charset->name, "UTF-8") };
	stream->pivot_from = stream->pivot_to = stream->pivot;
	stream->from = ucnv_open(charset->converter, &code);
	stream->utf8 = ucnv_open("UTF-8", &code);
	ucnv_setToUCallBack(stream->from, replace, charset, NULL, NULL, &code);
	if (U_FAILURE(code)) {
		text_stream_close(stream);
		return err_new(ERR_LIBRARY, "no converter for a character set");
	}
	*out = stream;
	return (struct err){ 0 };
}

struct err
text_stream_open(const char *name, struct text_stream **out)
{
	const struct charset *charset = charset_from_label(str_from_c(name));

	return charset ? charset_stream_open(charset, out) : err_new(ERR_CHARSET, NULL);
}

void
text_stream_close(struct text_stream *stream)
{
	if (!stream)
		return;
	ucnv_close(stream->from);
	ucnv_close(stream->utf8);
	free(stream);
}

/* Over a pivot of UTF-16. */
static void
convert(struct text_stream *s, struct raw bytes, bool last, struct buf *out)
{
	const char *source = (const char *)bytes.p, *end = source + bytes.n;
	UErrorCode code = U_BUFFER_OVERFLOW_ERROR;

	while (code == U_BUFFER_OVERFLOW_ERROR) {
		size_t room = 3 * (size_t)(end - source) / 2 + 64;
		char *start = buf_reserve(out, room), *target = start;
		if (!start)
			return;
		code = U_ZERO_ERROR;
		ucnv_convertEx(s->utf8, s->from, &target, start + room, &source, end, s->pivot, &s->pivot_from,
		    &s->pivot_to, s->pivot + PIVOT_MAX, !s->begun, last, &code);
		out->n += (size_t)(target - start);
		s->begun = true;
	}
	if (U_FAILURE(code))
		buf_fail(out, err_new(ERR_LIBRARY, "conversion of a character set"));
}

/* The character that the last piece was cut inside of; false where it is none. */
static bool
mend_cut(struct text_stream *s, struct raw *bytes, struct buf *out)
{
	struct raw cut = { s->cut, s->cut_n };

	while (cut.n && bytes->n && utf8_is_cut_at(cut, 0)) {
		s->cut[cut.n++] = bytes->p[0];
		*bytes = (struct raw){ bytes->p + 1, bytes->n - 1 };
	}
	s->cut_n = cut.n;
	if (!cut.n || utf8_is_cut_at(cut, 0))
		return true;
	if (utf8_valid_length(cut) != cut.n)
		return false;
	buf_push_raw(out, cut);
	s->cut_n = 0;
	return true;
}

/* What of ${bytes} is valid UTF-8; all of it, or the converter takes over. */
static void
pass_utf8(struct text_stream *s, struct raw *bytes, bool last, struct buf *out)
{
	size_t valid, left;

	s->straight = mend_cut(s, bytes, out);
	if (!s->straight)
		return;
	valid = utf8_valid_length(*bytes);
	left = bytes->n - valid;
	buf_push(out, bytes->p, valid);
	*bytes = (struct raw){ bytes->p + valid, left };
	if (left && !last && utf8_is_cut_at(*bytes, 0)) {
		memcpy(s->cut, bytes->p, left);
		s->cut_n = left;
		bytes->n = 0;
	}
	s->straight = !bytes->n && !(last && s->cut_n);
}

struct err
text_stream_push(struct text_stream *stream, struct raw bytes, bool last, struct buf *out)
{
	size_t from;

	if (stream->straight)
		pass_utf8(stream, &bytes, last, out);
	if (stream->straight)
		return out->err;
	if (stream->cut_n)
		convert(stream, (struct raw){ stream->cut, stream->cut_n }, false, out);
	stream->cut_n = 0;
	from = out->n;
	convert(stream, bytes, last, out);
	if (!strcmp(stream->charset->name, "GB18030"))
		charset_mend(MEND_GB_PRIVATE, out, from);
	else if (!strcmp(stream->charset->name, "BIG5"))
		charset_mend(MEND_BIG5_PRIVATE, out, from);
	return out->err;
}

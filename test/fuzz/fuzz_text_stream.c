#include <stdlib.h>

#include "text/charset.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
decode(const char *charset, struct raw bytes, size_t piece, struct buf *out)
{
	struct text_stream *stream;

	if (text_stream_open(charset, &stream).code)
		abort();
	do {
		struct raw next = { bytes.p, bytes.n < piece ? bytes.n : piece };
		bytes = (struct raw){ bytes.p + next.n, bytes.n - next.n };
		(void)text_stream_push(stream, next, !bytes.n, out);
	} while (bytes.n);
	text_stream_close(stream);
}

/* Two bytes choose the character set and the size of the pieces: the text does not depend on how it is cut. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const charsets[] = { "UTF-8", "GB18030", "BIG5", "EUC-JP", "SHIFT_JIS", "EUC-KR",
		"ISO-2022-JP", "UTF-16LE", "UTF-16BE", "UTF-32LE", "KOI8-R", "WINDOWS-1252" };
	struct buf whole CLEAN(buf_done) = { 0 }, pieces CLEAN(buf_done) = { 0 };

	if (size < 2)
		return 0;
	const char *charset = charsets[data[0] % LENGTH(charsets)];
	struct raw bytes = { data + 2, size - 2 };
	decode(charset, bytes, size, &whole);
	decode(charset, bytes, 1 + data[1] % 7, &pieces);
	if (whole.err.code != pieces.err.code || !str_equal(buf_str(&whole), buf_str(&pieces)) ||
	    utf8_valid_length(buf_raw(&whole)) != whole.n)
		abort();
	return 0;
}

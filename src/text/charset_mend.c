#include "text/charset_mend.h"

static const struct mend {
	enum mend_kind kind;
	uint32_t value;
	struct str text;
} mends[] = {
#define ROW(kind, value, text) { kind, value, STR_INIT(text) },
#include "gen/charset_mends.inc"
#undef ROW
};

static bool
is_before(const struct mend *mend, enum mend_kind kind, uint32_t value)
{
	return mend->kind < kind || (mend->kind == kind && mend->value < value);
}

struct str
charset_mend_of(enum mend_kind kind, uint32_t value)
{
	size_t from = 0, to = LENGTH(mends);

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (is_before(&mends[middle], kind, value))
			from = middle + 1;
		else
			to = middle;
	}
	return from < LENGTH(mends) && mends[from].kind == kind && mends[from].value == value ? mends[from].text : S("");
}

/* The next private character (U+E000 to U+F8FF) at or after ${at}; the text's length: there is none. */
static size_t
private_after(struct str s, size_t at)
{
	for (; at < s.n; at++) {
		unsigned char first = (unsigned char)s.p[at];
		if (first == 0xee || (first == 0xef && (unsigned char)s.p[at + 1] < 0xa4))
			break;
	}
	return at;
}

void
charset_mend(enum mend_kind kind, struct buf *out, size_t from)
{
	struct buf mended CLEAN(buf_done) = { 0 };
	struct str text = buf_str(out), rest;
	size_t done = from;

	if (out->err.code)
		return;
	for (size_t at = private_after(text, from); at < text.n; at = private_after(text, text.n - rest.n)) {
		uint32_t rune = 0;
		struct str better;

		rest = str_from(text, at);
		pull_rune(&rest, &rune);
		better = charset_mend_of(kind, rune);
		if (!better.n)
			continue;
		buf_push_str(&mended, str_slice(text, done, at));
		buf_push_str(&mended, better);
		done = text.n - rest.n;
	}
	if (done == from)
		return;
	buf_push_str(&mended, str_from(text, done));
	out->n = from;
	buf_push_str(out, buf_str(&mended));
}

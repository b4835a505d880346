#include "search/token.h"
#include "text/fold.h"

/* What a folded rune is to the scanner; from SIGN_CJK on it belongs to a run. */
enum sign { SIGN_SPACE, SIGN_STOP, SIGN_END, SIGN_CJK, SIGN_WORD, SIGN_NUMBER };

static enum sign
sign_of_rune(uint32_t rune)
{
	static const unsigned char signs[] = {
		[RUNE_OTHER] = SIGN_SPACE,
		[RUNE_HAN] = SIGN_CJK,
		[RUNE_KANA] = SIGN_CJK,
		[RUNE_HANGUL] = SIGN_CJK,
		[RUNE_LETTER] = SIGN_WORD,
		[RUNE_DIGIT] = SIGN_NUMBER,
		[RUNE_IGNORED] = SIGN_SPACE,
	};

	if (rune == 0x3002 || rune == 0x2026 || rune == 0x2028 || rune == 0x2029)
		return SIGN_STOP;
	return signs[rune_class(rune)];
}

/* Signs of ASCII; '.' depends on what follows. */
static const unsigned char ascii_signs[128] = {
	['0' ... '9'] = SIGN_NUMBER,
	['A' ... 'Z'] = SIGN_WORD,
	['a' ... 'z'] = SIGN_WORD,
	['\n'] = SIGN_STOP,
	['!'] = SIGN_STOP,
	['?'] = SIGN_STOP,
	[';'] = SIGN_STOP,
};

/* A full stop ends a sentence where nothing is glued to it: not in U.S., example.org, 3.14. */
static enum sign
sign_of_dot(struct str after)
{
	bool glued =
	    after.n && !(after.p[0] & 0x80) && ascii_signs[(unsigned char)after.p[0]] >= SIGN_CJK;

	return glued ? SIGN_SPACE : SIGN_STOP;
}

/* The sign at the front of ${s}, and how many bytes it has. */
static inline enum sign
sign_at(struct str s, size_t *size)
{
	struct str rest = s;
	uint32_t rune;

	if (s.n == 0)
		return SIGN_END;
	if (!(s.p[0] & 0x80)) {
		*size = 1;
		return s.p[0] == '.' ? sign_of_dot(str_from(s, 1))
				     : ascii_signs[(unsigned char)s.p[0]];
	}
	pull_rune(&rest, &rune);
	*size = s.n - rest.n;
	return sign_of_rune(rune);
}

static size_t
digits_at(struct str s)
{
	size_t n = 0;

	while (n < s.n && char_is_digit(s.p[n]))
		n++;
	return n;
}

/* The length of a number: 1,200,000 and 3.14 and 2021.02.01 are one each, 2019,200 and 1,2 are two.
 */
static size_t
number_length(struct str s)
{
	size_t n = digits_at(s);
	bool groups = n <= 3;

	while (n + 1 < s.n) {
		size_t more = digits_at(str_from(s, n + 1));
		bool group = s.p[n] == ',' && groups && more == 3, fraction = s.p[n] == '.' && more;
		if (!group && !fraction)
			break;
		groups = group;
		n += 1 + more;
	}
	return n;
}

static size_t
run_length(struct str s, enum sign kind)
{
	size_t n = 0, size = 0;

	if (kind == SIGN_NUMBER && char_is_digit(s.p[0]))
		return number_length(s);
	while (sign_at(str_from(s, n), &size) == kind)
		n += size;
	return n;
}

bool
pull_run(struct str *folded, struct run *out)
{
	static const enum run_kind kinds[] = {
		[SIGN_CJK] = RUN_CJK, [SIGN_WORD] = RUN_WORD, [SIGN_NUMBER] = RUN_NUMBER
	};
	struct str s = *folded;
	bool broken = false;
	size_t size = 0;
	enum sign sign;

	while ((sign = sign_at(s, &size)) < SIGN_END) {
		broken |= sign == SIGN_STOP;
		s = str_from(s, size);
	}
	if (sign == SIGN_END)
		return false;
	size = run_length(s, sign);
	*out = (struct run){ kinds[sign], broken, { s.p, size } };
	*folded = str_from(s, size);
	return true;
}

bool
word_may_begin(struct str folded, size_t at)
{
	size_t size = 0;

	return at == 0 ||
	       sign_at(str_from(folded, str_rune_start(folded, at - 1)), &size) != SIGN_WORD;
}

void
number_push(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] != ',')
			buf_push_char(out, text.p[i]);
	}
}

/* ---- runs -> tokens ---- */

struct writer {
	token_put *put;
	void *context;
	struct str tail; /* the last character of a CJK run, written once something follows it */
	bool any, word;	 /* was there a run before; was it of letters or digits */
};

static inline size_t
rune_size(unsigned char lead)
{
	return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

static inline int
write_token(struct writer *writer, const char *p, size_t n)
{
	return writer->put(writer->context, p, (int)n);
}

static int
write_cjk(struct writer *writer, struct str run)
{
	const char *p = run.p, *end = run.p + run.n;
	size_t first = rune_size((unsigned char)*p);
	int rc = 0;

	while (rc == 0 && p + first < end) {
		size_t second = rune_size((unsigned char)p[first]);
		rc = write_token(writer, p, first + second);
		p += first;
		first = second;
	}
	writer->tail = (struct str){ p, first };
	return rc;
}

/* Words of letters, cut where they pass the limit: both sides are cut alike, so long ones are found
 * whole too. */
static int
write_word(struct writer *writer, struct str run)
{
	int rc = 0;

	while (rc == 0 && run.n > TOKEN_SIZE_MAX) {
		size_t cut = str_rune_start(run, TOKEN_SIZE_MAX);
		rc = write_token(writer, run.p, cut);
		run = str_from(run, cut);
	}
	return rc ? rc : write_token(writer, run.p, run.n);
}

static int
write_number(struct writer *writer, struct str run)
{
	char digits[TOKEN_SIZE_MAX];
	size_t n = 0;
	int rc = 0;

	if (!memchr(run.p, ',', run.n))
		return write_word(writer, run);
	for (size_t i = 0; rc == 0 && i < run.n; i++) {
		if (run.p[i] == ',')
			continue;
		if (n == sizeof(digits)) {
			rc = write_token(writer, digits, n);
			n = 0;
		}
		digits[n++] = run.p[i];
	}
	return rc ? rc : write_token(writer, digits, n);
}

static int
write_tail(struct writer *writer)
{
	struct str tail = writer->tail;

	writer->tail.n = 0;
	return tail.n ? write_token(writer, tail.p, tail.n) : 0;
}

static int
write_run(struct writer *writer, const struct run *run)
{
	static int (*const writers[])(struct writer *, struct str) = {
		[RUN_CJK] = write_cjk, [RUN_WORD] = write_word, [RUN_NUMBER] = write_number
	};
	bool word = run->kind != RUN_CJK;
	int rc = write_tail(writer);

	if (rc == 0 && run->broken && writer->any && (word || writer->word))
		rc = write_token(writer, TOKEN_BREAK, sizeof(TOKEN_BREAK) - 1);
	writer->any = true;
	writer->word = word;
	return rc ? rc : writers[run->kind](writer, run->text);
}

int
tokens_put(struct str folded, enum token_mode mode, token_put *put, void *context)
{
	struct writer writer = { .put = put, .context = context };
	struct run run = { 0 };
	bool single;
	int rc = 0;

	while (rc == 0 && pull_run(&folded, &run))
		rc = write_run(&writer, &run);
	single = writer.tail.n == run.text.n;
	return rc == 0 && (mode == TOKEN_DOCUMENT || single) ? write_tail(&writer) : rc;
}

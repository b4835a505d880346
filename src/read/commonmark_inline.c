#include "read/commonmark.h"

enum { RUN_MAX = 64, NOWHERE = -1 };

struct inliner {
	struct buf *out;
	struct str rest;
	bool cell;
	bool strong, em, struck; /* open */
	ptrdiff_t link;		 /* where in out the bracket stands that may begin one; NOWHERE */
	uint64_t unclosed;	 /* bit n: no run of n backticks follows */
};

static bool
is_punctuation(char c)
{
	return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
	       (c >= '{' && c <= '~');
}

void
commonmark_escape(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		switch (text.p[i]) {
		case '&':
			buf_push_literal(out, "&amp;");
			break;
		case '<':
			buf_push_literal(out, "&lt;");
			break;
		case '>':
			buf_push_literal(out, "&gt;");
			break;
		case '"':
			buf_push_literal(out, "&quot;");
			break;
		default:
			buf_push_char(out, text.p[i]);
		}
}

static void
escape_char(struct buf *out, char c)
{
	commonmark_escape(out, (struct str){ &c, 1 });
}

/* The same without the backslashes that guard signs. */
static void
push_unescaped(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\\' && i + 1 < text.n && is_punctuation(text.p[i + 1]))
			i++;
		escape_char(out, text.p[i]);
	}
}

/* All up to ${end}; false where ${stop} or white space of the kind an address has none of comes
 * first. */
static bool
pull_guarded(struct str *s, char end, char stop, bool spaces, struct str *out)
{
	for (size_t i = 0; i < s->n; i++) {
		char c = s->p[i];

		if (c == '\\')
			i++;
		else if (c == end) {
			*out = str_slice(*s, 0, i);
			*s = str_from(*s, i + 1);
			return true;
		} else if (c == stop || (!spaces && char_is_space(c)))
			return false;
	}
	return false;
}

static bool
pull_address(struct str *s, struct str *out)
{
	return pull_char(s, '(') && pull_guarded(s, ')', '(', false, out);
}

/* ---- signs ---- */

static void
toggle(struct inliner *in, bool *open, const char *tag)
{
	buf_push_format(in->out, *open ? "</%s>" : "<%s>", tag);
	*open = !*open;
}

static size_t
run_length(struct str s, char c)
{
	size_t n = 0;

	while (n < s.n && s.p[n] == c)
		n++;
	return n;
}

/* Every asterisk that is not guarded is a marker.  What ends closes from the inside; HTML's own
 * rules mend the rest. */
static void
asterisks(struct inliner *in)
{
	size_t n = run_length(in->rest, '*');

	in->rest = str_from(in->rest, n);
	if (n % 2 && in->em)
		toggle(in, &in->em, "em");
	else if (n % 2) {
		if (n / 2 % 2)
			toggle(in, &in->strong, "strong");
		toggle(in, &in->em, "em");
		return;
	}
	if (n / 2 % 2)
		toggle(in, &in->strong, "strong");
}

static void
tildes(struct inliner *in)
{
	size_t n = run_length(in->rest, '~');

	if (n == 2)
		toggle(in, &in->struck, "del");
	else
		buf_push_str(in->out, str_slice(in->rest, 0, n));
	in->rest = str_from(in->rest, n);
}

static void
push_code(struct inliner *in, struct str code)
{
	if (code.n > 2 && code.p[0] == ' ' && code.p[code.n - 1] == ' ')
		code = str_slice(code, 1, code.n - 1);
	buf_push_literal(in->out, "<code>");
	for (size_t i = 0; i < code.n; i++)
		if (!(in->cell && code.p[i] == '\\' && i + 1 < code.n && code.p[i + 1] == '|'))
			escape_char(in->out, code.p[i]);
	buf_push_literal(in->out, "</code>");
}

static void
backticks(struct inliner *in)
{
	size_t n = run_length(in->rest, '`'), length;
	struct str body = str_from(in->rest, n);

	for (size_t i = 0; n < RUN_MAX && !(in->unclosed >> n & 1) && i < body.n; i += length) {
		length = run_length(str_from(body, i), '`');
		if (length == n) {
			push_code(in, str_slice(body, 0, i));
			in->rest = str_from(body, i + n);
			return;
		}
		length += length == 0;
	}
	if (n < RUN_MAX)
		in->unclosed |= UINT64_C(1) << n;
	buf_push_str(in->out, str_slice(in->rest, 0, n));
	in->rest = body;
}

/* ![alternative](address) */
static bool
picture(struct inliner *in)
{
	struct str s = in->rest, alt, address;

	if (!pull_str(&s, S("![")) || !pull_guarded(&s, ']', '[', true, &alt) ||
	    !pull_address(&s, &address))
		return false;
	buf_push_literal(in->out, "<img src=\"");
	push_unescaped(in->out, address);
	buf_push_literal(in->out, "\" alt=\"");
	push_unescaped(in->out, alt);
	buf_push_literal(in->out, "\">");
	in->rest = s;
	return true;
}

/* [text](address): the address is known at the end, and goes before the text. */
static bool
link_end(struct inliner *in)
{
	struct str s = str_from(in->rest, 1), address;
	struct buf text CLEAN(buf_done) = { 0 };

	if (in->link == NOWHERE || in->out->err.code || !pull_address(&s, &address))
		return false;
	buf_push_str(&text, str_from(buf_str(in->out), (size_t)in->link + 1));
	in->out->n = (size_t)in->link;
	buf_push_literal(in->out, "<a href=\"");
	push_unescaped(in->out, address);
	buf_push_literal(in->out, "\">");
	buf_push_str(in->out, buf_str(&text));
	buf_push_literal(in->out, "</a>");
	in->link = NOWHERE;
	in->rest = s;
	return true;
}

static void
plain(struct inliner *in)
{
	escape_char(in->out, in->rest.p[0]);
	in->rest = str_from(in->rest, 1);
}

static void
backslash(struct inliner *in)
{
	struct str next = str_from(in->rest, 1);

	if (next.n && next.p[0] == '\n')
		buf_push_literal(in->out, "<br>");
	else if (next.n && is_punctuation(next.p[0]))
		escape_char(in->out, next.p[0]);
	else {
		buf_push_char(in->out, '\\');
		in->rest = next;
		return;
	}
	in->rest = str_from(next, 1);
}

static void
bracket(struct inliner *in)
{
	if (in->rest.p[0] == ']' && link_end(in))
		return;
	if (in->rest.p[0] == '[')
		in->link = (ptrdiff_t)in->out->n;
	plain(in);
}

static void
one(struct inliner *in)
{
	switch (in->rest.p[0]) {
	case '\\':
		backslash(in);
		return;
	case '*':
		asterisks(in);
		return;
	case '~':
		tildes(in);
		return;
	case '`':
		backticks(in);
		return;
	case '[':
	case ']':
		bracket(in);
		return;
	default:
		if (in->rest.p[0] != '!' || !picture(in))
			plain(in);
	}
}

void
commonmark_inline(struct buf *out, struct str text, bool cell)
{
	struct inliner in = { .out = out, .rest = text, .cell = cell, .link = NOWHERE };

	while (in.rest.n && !out->err.code)
		one(&in);
	if (in.em)
		toggle(&in, &in.em, "em");
	if (in.strong)
		toggle(&in, &in.strong, "strong");
	if (in.struck)
		toggle(&in, &in.struck, "del");
}

#include "show/markdown_inline.h"
#include "show/markdown_text.h"
#include "text/fold.h"

struct inliner {
	struct markdown_line line;
	const struct doc *doc;
	size_t closed; /* where the marker closed last ends in out */
	uint32_t end;  /* behind the block's last node */
	bool bold, italic, link;
};

static void siblings(struct inliner *in, uint32_t from, uint32_t to);

/* ---- emphasis ---- */

static bool
is_punctuation(uint32_t rune)
{
	return rune_class(rune) == RUNE_OTHER;
}

/* Bytes of ${s} that are punctuation or space, from the front. */
static size_t
loose_front(struct str s)
{
	struct str rest = s, before = s;
	uint32_t rune;

	while (before = rest, pull_rune(&rest, &rune))
		if (!is_punctuation(rune))
			break;
	return s.n - before.n;
}

/* The same, from the back. */
static size_t
loose_back(struct str s)
{
	size_t end = s.n;

	while (end) {
		size_t at = str_rune_start(s, end - 1);
		struct str last = str_slice(s, at, end);
		uint32_t rune;

		if (!pull_rune(&last, &rune) || !is_punctuation(rune))
			break;
		end = at;
	}
	return s.n - end;
}

/* The text nodes of [from, to) that have something besides punctuation; whether there are any. */
static bool
has_words(const struct doc *doc, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++)
		if (doc->nodes[i].tag == TAG_TEXT &&
		    loose_front(doc->nodes[i].text) < doc->nodes[i].text.n)
			return true;
	return false;
}

static struct str
edge_text(const struct doc *doc, uint32_t from, uint32_t to, bool front)
{
	uint32_t edge = from;

	for (uint32_t i = from; !front && i < to; i = doc->nodes[i].end)
		edge = i;
	return edge < to && doc->nodes[edge].tag == TAG_TEXT ? doc->nodes[edge].text : S("");
}

/* Opens a marker, or takes up the one just closed: **a****b** is read as anything but two words in
 * bold. */
static bool
open_marker(struct inliner *in, const char *marker)
{
	size_t n = strlen(marker);
	struct buf *out = in->line.out;
	bool behind_marker = in->closed > in->line.begin && out->n == in->closed;

	if (!behind_marker) {
		buf_push(out, marker, n);
		return true;
	}
	if (out->n < in->line.begin + n + 1 || memcmp(out->p + out->n - n, marker, n) != 0 ||
	    out->p[out->n - n - 1] == marker[0])
		return false;
	out->n -= n;
	return true;
}

/* Whether there was a blank at the end, which is gone. */
static bool
trimmed(struct inliner *in)
{
	size_t n = in->line.out->n;

	markdown_trim(&in->line);
	return in->line.out->n < n;
}

/* What closes stands behind a word; a blank before it goes behind it. */
static void
close_with(struct inliner *in, const char *marker)
{
	struct buf *out = in->line.out;
	bool blank = trimmed(in);

	buf_push(out, marker, strlen(marker));
	in->closed = out->n;
	if (blank)
		markdown_blank(&in->line);
}

static void
emphasised(struct inliner *in, uint32_t from, uint32_t to, bool *state, const char *marker)
{
	const struct node *nodes = in->doc->nodes;
	struct str first = edge_text(in->doc, from, to, true),
		   last = edge_text(in->doc, from, to, false);
	/* at the ends of a line markers may stand beside anything */
	size_t front = in->line.line_start ? 0 : loose_front(first),
	       back = to == in->end ? 0 : loose_back(last);
	bool single = first.p == last.p && first.n;

	if (*state || !has_words(in->doc, from, to) || (front == first.n && first.n) ||
	    (back == last.n && last.n)) {
		siblings(in, from, to);
		return;
	}
	markdown_put_text(&in->line, str_slice(first, 0, front));
	in->line.line_start = false;
	*state = open_marker(in, marker);
	if (single)
		markdown_put_text(&in->line, str_slice(first, front, first.n - back));
	else {
		markdown_put_text(&in->line, str_from(first, front));
		for (uint32_t i = from, next; i < to; i = next) {
			next = nodes[i].end;
			if (!(i == from && first.n) && !(next == to && last.n))
				siblings(in, i, next);
		}
		markdown_put_text(&in->line, str_slice(last, 0, last.n - back));
	}
	if (*state)
		close_with(in, marker);
	*state = false;
	markdown_put_text(&in->line, str_from(last, last.n - back));
}

static void
bold(struct inliner *in, uint32_t node)
{
	emphasised(in, node + 1, in->doc->nodes[node].end, &in->bold, "**");
}

static void
italic(struct inliner *in, uint32_t node)
{
	emphasised(in, node + 1, in->doc->nodes[node].end, &in->italic, "*");
}

static void
struck(struct inliner *in, uint32_t node)
{
	bool state = false;

	emphasised(in, node + 1, in->doc->nodes[node].end, &state, "~~");
}

/* ---- links, pictures, code, ruby ---- */

static void
push_address(struct inliner *in, struct str url)
{
	for (size_t i = 0; i < url.n; i++) {
		if (strchr("()\\<>|", url.p[i]) && url.p[i])
			buf_push_char(in->line.out, '\\');
		buf_push_char(in->line.out, url.p[i]);
	}
}

static void
link_to(struct inliner *in, uint32_t node)
{
	const struct node *nodes = in->doc->nodes;
	struct str href = node_attr(&nodes[node], ATTR_HREF);
	bool blank;

	if (!href.n || in->link || nodes[node].end == node + 1) {
		siblings(in, node + 1, nodes[node].end);
		return;
	}
	in->link = true;
	in->line.line_start = false;
	buf_push_char(in->line.out, '[');
	siblings(in, node + 1, nodes[node].end);
	blank = trimmed(in);
	buf_push_literal(in->line.out, "](");
	push_address(in, href);
	buf_push_char(in->line.out, ')');
	if (blank)
		markdown_blank(&in->line);
	in->link = false;
}

static void
picture(struct inliner *in, uint32_t node)
{
	const struct node *image = &in->doc->nodes[node];
	struct str src = node_attr(image, ATTR_SRC);

	if (!src.n)
		return;
	in->line.line_start = false;
	buf_push_literal(in->line.out, "![");
	markdown_put_text(&in->line, node_attr(image, ATTR_ALT));
	buf_push_literal(in->line.out, "](");
	push_address(in, src);
	buf_push_char(in->line.out, ')');
}

size_t
markdown_backticks(const struct doc *doc, uint32_t node)
{
	size_t run = 0, longest = 0;

	for (uint32_t i = node + 1; i < doc->nodes[node].end; i++)
		for (size_t j = 0; j < doc->nodes[i].text.n; j++) {
			run = doc->nodes[i].text.p[j] == '`' ? run + 1 : 0;
			longest = run > longest ? run : longest;
		}
	return longest;
}

static void
push_backticks(struct inliner *in, size_t n)
{
	while (n--)
		buf_push_char(in->line.out, '`');
}

/* Text as it stands, between more backticks than it has in a row; | needs its escape in a table
 * alone. */
static void
code(struct inliner *in, uint32_t node)
{
	const struct node *nodes = in->doc->nodes;
	size_t inside = markdown_backticks(in->doc, node);

	if (nodes[node].end == node + 1)
		return;
	in->line.line_start = false;
	push_backticks(in, inside + 1);
	buf_push(in->line.out, " ", inside ? 1 : 0);
	for (uint32_t i = node + 1; i < nodes[node].end; i++)
		for (size_t j = 0; j < nodes[i].text.n; j++) {
			char c = nodes[i].text.p[j];

			buf_push(in->line.out, "\\",
			    c == '|' && (in->line.flags & MARKDOWN_CELL) ? 1 : 0);
			buf_push_char(in->line.out, markdown_is_blank(c) ? ' ' : c);
		}
	buf_push(in->line.out, " ", inside ? 1 : 0);
	push_backticks(in, inside + 1);
}

/* The reading behind its characters: 漢(kan). */
static void
ruby_text(struct inliner *in, uint32_t node)
{
	markdown_put_text(&in->line, S("("));
	siblings(in, node + 1, in->doc->nodes[node].end);
	markdown_put_text(&in->line, S(")"));
}

static void
nothing(struct inliner *in, uint32_t node)
{
	(void)in;
	(void)node;
}

static void
quoted(struct inliner *in, uint32_t node)
{
	markdown_put_text(&in->line, S("“"));
	siblings(in, node + 1, in->doc->nodes[node].end);
	markdown_put_text(&in->line, S("”"));
}

static void
break_here(struct inliner *in, uint32_t node)
{
	(void)node;
	markdown_break(&in->line);
}

static void
one(struct inliner *in, uint32_t node)
{
	static void (*const verbs[TAG_MAX])(struct inliner *, uint32_t) = {
		[TAG_B] = bold,
		[TAG_STRONG] = bold,
		[TAG_I] = italic,
		[TAG_EM] = italic,
		[TAG_CITE] = italic,
		[TAG_DFN] = italic,
		[TAG_VAR] = italic,
		[TAG_DEL] = struck,
		[TAG_S] = struck,
		[TAG_A] = link_to,
		[TAG_IMG] = picture,
		[TAG_CODE] = code,
		[TAG_KBD] = code,
		[TAG_SAMP] = code,
		[TAG_BR] = break_here,
		[TAG_RT] = ruby_text,
		[TAG_RP] = nothing,
		[TAG_Q] = quoted,
	};
	const struct node *n = &in->doc->nodes[node];
	enum tag_kind kind = tag_row(n->tag)->kind;

	if (n->tag == TAG_TEXT)
		markdown_put_text(&in->line, n->text);
	else if (verbs[n->tag])
		verbs[n->tag](in, node);
	else {
		/* a block inside a cell: its words, apart from their neighbours */
		if (kind != KIND_INLINE)
			markdown_blank(&in->line);
		siblings(in, node + 1, n->end);
		if (kind != KIND_INLINE)
			markdown_blank(&in->line);
	}
}

static void
siblings(struct inliner *in, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i = in->doc->nodes[i].end)
		one(in, i);
}

void
markdown_inline_range(struct buf *out, const struct doc *doc, uint32_t from, uint32_t to,
    struct str prefix, unsigned flags)
{
	struct inliner in = {
		.line = { .out = out,
		    .prefix = prefix,
		    .flags = flags,
		    .begin = out->n,
		    .line_start = !(flags & MARKDOWN_CELL) },
		.doc = doc,
		.end = to,
	};

	if (flags & MARKDOWN_BOLD)
		emphasised(&in, from, to, &in.bold, "**");
	else if (flags & MARKDOWN_ITALIC)
		emphasised(&in, from, to, &in.italic, "*");
	else
		siblings(&in, from, to);
	markdown_trim(&in.line);
}

void
markdown_inline(
    struct buf *out, const struct doc *doc, uint32_t node, struct str prefix, unsigned flags)
{
	markdown_inline_range(out, doc, node + 1, doc->nodes[node].end, prefix, flags);
}

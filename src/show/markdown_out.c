#include <stdio.h>

#include "show/markdown_inline.h"
#include "show/markdown_out.h"

/*
 * Blocks are written behind the prefix of the quotes and lists around them; inside a block the text
 * is markdown_inline.c's business.
 */
struct writer {
	struct buf *out;
	const struct doc *doc;
	struct buf rest;  /* what every line begins with: "> ", "  ", ... */
	struct buf first; /* the same for the next line, which may begin a list's item: "- " */
	bool some;	  /* a block stands before this one: an empty line goes between */
	bool fresh;	  /* nothing stands in this container yet */
	enum tag before;  /* the block before this one in its container; TAG_ROOT: none */
	bool other;	  /* the list before had the other sign */
};

enum { PREFIX_MAX = 4096 };

static void block(struct writer *w, uint32_t node);

/* An empty line between blocks; white space at its end would mean nothing. */
static void
gap(struct writer *w)
{
	struct str prefix = buf_str(&w->rest);

	while (prefix.n && prefix.p[prefix.n - 1] == ' ')
		prefix.n--;
	if (w->some) {
		buf_push_str(w->out, prefix);
		buf_push_char(w->out, '\n');
	}
	w->some = false;
}

static void
push_prefix(struct writer *w)
{
	buf_push_str(w->out, buf_str(&w->first));
	buf_reset(&w->first);
	buf_push_str(&w->first, buf_str(&w->rest));
}

static void
line_begin(struct writer *w)
{
	gap(w);
	push_prefix(w);
	w->some = true;
	w->fresh = false;
}

static void
line_end(struct writer *w)
{
	buf_push_char(w->out, '\n');
}

/* A line of its own out of the siblings [from, to). */
static void
inline_line(struct writer *w, uint32_t from, uint32_t to, unsigned flags)
{
	line_begin(w);
	markdown_inline_range(w->out, w->doc, from, to, buf_str(&w->rest), flags);
	line_end(w);
}

static void
paragraph(struct writer *w, uint32_t node)
{
	inline_line(w, node + 1, w->doc->nodes[node].end, 0);
}

static void
heading(struct writer *w, uint32_t node)
{
	unsigned level = w->doc->nodes[node].tag - TAG_H1 + 1u;

	line_begin(w);
	buf_push(w->out, "######", level);
	buf_push_char(w->out, ' ');
	markdown_inline(w->out, w->doc, node, S(""), MARKDOWN_ONE_LINE);
	line_end(w);
}

static void
rule(struct writer *w, uint32_t node)
{
	(void)node;
	line_begin(w);
	buf_push_literal(w->out, "---");
	line_end(w);
}

static bool
is_inline(const struct node *node)
{
	return node->tag == TAG_TEXT || tag_row(node->tag)->kind == KIND_INLINE ||
	       node->tag == TAG_BR || node->tag == TAG_IMG;
}

/* Text and blocks side by side, as in <li>one<ul>...: the text before a block is a paragraph. */
static void
mixed(struct writer *w, uint32_t parent)
{
	const struct node *nodes = w->doc->nodes;

	for (uint32_t i = parent + 1, end; i < nodes[parent].end; i = end) {
		end = i;
		while (end < nodes[parent].end && is_inline(&nodes[end]))
			end = nodes[end].end;
		if (end > i)
			inline_line(w, i, end, 0);
		else {
			end = nodes[i].end;
			block(w, i);
		}
		w->before = nodes[i].tag;
	}
}

/* What is in ${node}, its first line behind ${first}, the others behind ${rest}. */
static void
contained(struct writer *w, uint32_t node, struct str first, struct str rest)
{
	size_t length = w->rest.n;

	buf_push_str(&w->first, first);
	buf_push_str(&w->rest, rest);
	w->fresh = true;
	w->before = TAG_ROOT;
	mixed(w, node);
	if (w->fresh) {
		line_begin(w);
		line_end(w);
	}
	w->rest.n = length;
	buf_reset(&w->first);
	buf_push_str(&w->first, buf_str(&w->rest));
	w->some = true;
}

static void
quote(struct writer *w, uint32_t node)
{
	gap(w);
	contained(w, node, S("> "), S("> "));
}

/* The number an ordered list begins with: at most nine digits, as CommonMark has it. */
static unsigned
list_start(const struct node *list)
{
	struct str start = node_attr(list, ATTR_START);
	uint64_t number = 1;

	if (start.n)
		pull_number(&start, 99999999, &number);
	return (unsigned)number;
}

/* Items stand close together.  Two lists in a row have different signs, or they would be read as
 * one. */
static void
list(struct writer *w, uint32_t node)
{
	static const char spaces[] = "                ";
	const struct node *nodes = w->doc->nodes;
	bool ordered = nodes[node].tag == TAG_OL, other = w->before == nodes[node].tag && !w->other;
	unsigned number = list_start(&nodes[node]);
	char sign[16];

	gap(w);
	for (uint32_t i = node + 1; i < nodes[node].end; i = nodes[i].end) {
		int n = ordered ? snprintf(sign, sizeof(sign), "%u%c ", number++, other ? ')' : '.')
				: snprintf(sign, sizeof(sign), "%c ", other ? '*' : '-');

		w->some = false;
		contained(w, i, (struct str){ sign, (size_t)n }, (struct str){ spaces, (size_t)n });
	}
	w->other = other;
}

/* Terms in bold, what they mean as paragraphs: Markdown has no definition lists. */
static void
definitions(struct writer *w, uint32_t node)
{
	const struct node *nodes = w->doc->nodes;

	for (uint32_t i = node + 1; i < nodes[node].end; i = nodes[i].end)
		if (nodes[i].tag == TAG_DT)
			inline_line(w, i + 1, nodes[i].end, MARKDOWN_BOLD);
		else
			mixed(w, i);
}

static void
push_fence(struct writer *w, size_t length)
{
	push_prefix(w);
	while (length--)
		buf_push_char(w->out, '`');
	line_end(w);
}

/* Lines as they stand, between fences longer than any run of backticks in them. */
static void
preformatted(struct writer *w, uint32_t node)
{
	const struct node *nodes = w->doc->nodes;
	size_t fence = markdown_backticks(w->doc, node) + 1;
	bool line = false;

	gap(w);
	push_fence(w, fence < 3 ? 3 : fence);
	for (uint32_t i = node + 1; i < nodes[node].end; i++) {
		struct str text = nodes[i].tag == TAG_BR ? S("\n") : nodes[i].text;

		for (size_t j = 0; j < text.n; j++) {
			if (!line && text.p[j] != '\n')
				push_prefix(w);
			line = text.p[j] != '\n';
			buf_push_char(w->out, text.p[j]);
		}
	}
	if (line)
		line_end(w);
	push_fence(w, fence < 3 ? 3 : fence);
	w->some = true;
	w->fresh = false;
}

/* A picture on its line, its caption below. */
static void
figure(struct writer *w, uint32_t node)
{
	const struct node *nodes = w->doc->nodes;

	for (uint32_t i = node + 1; i < nodes[node].end; i = nodes[i].end)
		if (nodes[i].tag == TAG_FIGCAPTION)
			inline_line(w, i + 1, nodes[i].end, MARKDOWN_ITALIC);
		else if (is_inline(&nodes[i]))
			inline_line(w, i, nodes[i].end, 0);
		else
			block(w, i);
}

/* ---- tables: GFM's, the first row is the head; a cell over several columns is followed by empty
 * ones ---- */

enum { COLUMNS_MAX = 64 };

static unsigned
cell_span(const struct node *cell)
{
	struct str value = node_attr(cell, ATTR_COLSPAN);
	uint64_t span = 1;

	return pull_number(&value, COLUMNS_MAX, &span) && span ? (unsigned)span : 1;
}

static unsigned
table_row(struct writer *w, uint32_t row)
{
	const struct node *nodes = w->doc->nodes;
	unsigned columns = 0;

	push_prefix(w);
	buf_push_char(w->out, '|');
	for (uint32_t i = row + 1; i < nodes[row].end && columns < COLUMNS_MAX; i = nodes[i].end) {
		unsigned span = cell_span(&nodes[i]);

		buf_push_char(w->out, ' ');
		markdown_inline(w->out, w->doc, i, S(""), MARKDOWN_ONE_LINE | MARKDOWN_CELL);
		buf_push_literal(w->out, " |");
		for (columns++; --span && columns < COLUMNS_MAX; columns++)
			buf_push_literal(w->out, " |");
	}
	line_end(w);
	return columns;
}

static void
table_head_line(struct writer *w, unsigned columns)
{
	push_prefix(w);
	buf_push_char(w->out, '|');
	for (unsigned i = 0; i < columns || i < 1; i++)
		buf_push_literal(w->out, " --- |");
	line_end(w);
}

/* The next row of the table at ${node}, at or behind ${i}, none of a table inside it; the table's
 * end without one. */
static uint32_t
next_row(const struct doc *doc, uint32_t node, uint32_t i)
{
	uint32_t end = doc->nodes[node].end;

	while (i < end && doc->nodes[i].tag != TAG_TR) {
		enum tag tag = doc->nodes[i].tag;

		i = tag == TAG_TABLE || tag == TAG_CAPTION ? doc->nodes[i].end : i + 1;
	}
	return i < end ? i : end;
}

static void
table(struct writer *w, uint32_t node)
{
	const struct node *nodes = w->doc->nodes;
	uint32_t row = next_row(w->doc, node, node + 1), end = nodes[node].end;

	for (uint32_t i = node + 1; i < end; i = nodes[i].end)
		if (nodes[i].tag == TAG_CAPTION)
			paragraph(w, i);
	if (row == end)
		return;
	gap(w);
	table_head_line(w, table_row(w, row));
	while (row = next_row(w->doc, node, nodes[row].end), row < end)
		table_row(w, row);
	w->some = true;
	w->fresh = false;
}

static void
block(struct writer *w, uint32_t node)
{
	static void (*const verbs[TAG_MAX])(struct writer *, uint32_t) = {
		[TAG_H1] = heading,
		[TAG_H2] = heading,
		[TAG_H3] = heading,
		[TAG_H4] = heading,
		[TAG_H5] = heading,
		[TAG_H6] = heading,
		[TAG_P] = paragraph,
		[TAG_HR] = rule,
		[TAG_UL] = list,
		[TAG_OL] = list,
		[TAG_DL] = definitions,
		[TAG_BLOCKQUOTE] = quote,
		[TAG_PRE] = preformatted,
		[TAG_FIGURE] = figure,
		[TAG_TABLE] = table,
	};
	enum tag tag = w->doc->nodes[node].tag;

	if (verbs[tag])
		verbs[tag](w, node);
	else
		mixed(w, node);
}

void
doc_markdown(struct buf *out, const struct doc *doc)
{
	struct writer w = { .out = out,
		.doc = doc,
		.rest = { .max = PREFIX_MAX },
		.first = { .max = PREFIX_MAX } };

	if (doc->count)
		mixed(&w, 0);
	buf_fail(out, w.rest.err);
	buf_fail(out, w.first.err);
	buf_done(&w.rest);
	buf_done(&w.first);
}

#include "read/commonmark.h"

enum leaf { NO_LEAF, PARAGRAPH, FENCE, TABLE };

struct container {
	char sign;     /* '>'; of a list: '-', '*', '+', '.', ')' */
	size_t indent; /* of an item: what its lines begin with */
};

struct blocks {
	struct buf *out;
	struct container open[COMMONMARK_DEPTH];
	unsigned depth;
	enum leaf leaf;
	struct buf text; /* of the paragraph so far */
	size_t fence;	 /* backticks */
	bool lines;	 /* of the fence, behind the first */
	bool rows;	 /* of the table, behind its head */
	bool begun;	 /* something was read */
};

/* ---- leaves ---- */

static void
push_inline(struct blocks *r, struct str text, const char *tag)
{
	buf_push_format(r->out, "<%s>", tag);
	commonmark_inline(r->out, text, false);
	buf_push_format(r->out, "</%s>", tag);
}

static void
leaf_end(struct blocks *r)
{
	switch (r->leaf) {
	case PARAGRAPH:
		push_inline(r, buf_str(&r->text), "p");
		buf_fail(r->out, r->text.err);
		buf_reset(&r->text);
		break;
	case FENCE:
		buf_push_literal(r->out, "</pre>");
		break;
	case TABLE:
		buf_push_literal(r->out, "</table>");
		break;
	case NO_LEAF:
		break;
	}
	r->leaf = NO_LEAF;
}

static bool
heading(struct blocks *r, struct str line)
{
	static const char *const tags[] = { "h1", "h2", "h3", "h4", "h5", "h6" };
	size_t level = 0;
	bool headline = !r->begun;

	while (level < line.n && line.p[level] == '#')
		level++;
	if (!level || level > LENGTH(tags) || (level < line.n && line.p[level] != ' '))
		return false;
	leaf_end(r);
	if (!headline || level > 1)
		push_inline(r, str_trim(str_from(line, level)), tags[level - 1]);
	return true;
}

static size_t
fence_length(struct str line)
{
	size_t n = 0;

	while (n < line.n && line.p[n] == '`')
		n++;
	return n >= 3 && !str_trim(str_from(line, n)).n ? n : 0;
}

static bool
fence(struct blocks *r, struct str line)
{
	size_t length = fence_length(line);

	if (!length)
		return false;
	leaf_end(r);
	/* HTML drops the first line break in it */
	buf_push_literal(r->out, "<pre>\n");
	r->fence = length;
	r->lines = false;
	r->leaf = FENCE;
	return true;
}

static void
fenced_line(struct blocks *r, struct str line)
{
	if (fence_length(line) >= r->fence) {
		leaf_end(r);
		return;
	}
	buf_push(r->out, "\n", r->lines ? 1 : 0);
	commonmark_escape(r->out, line);
	r->lines = true;
}

/* The cell up to the next | that is not guarded. */
static bool
pull_cell(struct str *line, struct str *out)
{
	for (size_t i = 0; i < line->n; i++)
		if (line->p[i] == '\\')
			i++;
		else if (line->p[i] == '|') {
			*out = str_trim(str_slice(*line, 0, i));
			*line = str_from(*line, i + 1);
			return true;
		}
	return false;
}

static void
table_row(struct blocks *r, struct str line, const char *tag)
{
	struct str cell;

	buf_push_literal(r->out, "<tr>");
	while (pull_cell(&line, &cell)) {
		buf_push_format(r->out, "<%s>", tag);
		commonmark_inline(r->out, cell, true);
		buf_push_format(r->out, "</%s>", tag);
	}
	buf_push_literal(r->out, "</tr>");
}

static bool
is_head_line(struct str line)
{
	for (size_t i = 0; i < line.n; i++)
		if (!strchr("|- :", line.p[i]) || !line.p[i])
			return false;
	return true;
}

static bool
table(struct blocks *r, struct str line)
{
	bool first = r->leaf != TABLE;

	if (!pull_char(&line, '|'))
		return false;
	if (first) {
		leaf_end(r);
		buf_push_literal(r->out, "<table>");
		r->leaf = TABLE;
		r->rows = false;
		table_row(r, line, "th");
	} else if (!r->rows && is_head_line(line))
		r->rows = true;
	else
		table_row(r, line, "td");
	return true;
}

static bool
rule(struct blocks *r, struct str line)
{
	if (!str_equal(line, S("---")))
		return false;
	leaf_end(r);
	buf_push_literal(r->out, "<hr>");
	return true;
}

static void
paragraph(struct blocks *r, struct str line)
{
	if (r->leaf != PARAGRAPH)
		leaf_end(r);
	if (r->leaf == PARAGRAPH)
		buf_push_char(&r->text, '\n');
	r->leaf = PARAGRAPH;
	buf_push_str(&r->text, line);
}

static void
leaf_line(struct blocks *r, struct str line)
{
	if (!str_trim(line).n)
		leaf_end(r);
	else if (!fence(r, line) && !heading(r, line) && !rule(r, line) && !table(r, line))
		paragraph(r, line);
}

/* ---- containers ---- */

static bool
is_quote(const struct container *container)
{
	return container->sign == '>';
}

static bool
is_ordered(char sign)
{
	return sign == '.' || sign == ')';
}

static void
container_end(struct blocks *r)
{
	const struct container *container = &r->open[--r->depth];

	leaf_end(r);
	if (is_quote(container))
		buf_push_literal(r->out, "</blockquote>");
	else
		buf_push_str(
		    r->out, is_ordered(container->sign) ? S("</li></ol>") : S("</li></ul>"));
}

/* Takes what a line of ${container} begins with; an empty line belongs to the item it stands in. */
static bool
pull_prefix(struct str *line, const struct container *container)
{
	if (is_quote(container)) {
		if (!pull_char(line, '>'))
			return false;
		pull_char(line, ' ');
		return true;
	}
	for (size_t i = 0; i < container->indent; i++)
		if (i >= line->n || line->p[i] != ' ')
			return !str_trim(*line).n;
	*line = str_from(*line, container->indent);
	return true;
}

/* "- ", "12. ": the sign, the width, the number. */
static bool
pull_sign(struct str *line, struct container *out, uint64_t *number)
{
	struct str s = *line;
	char sign;

	if (s.n && strchr("-*+", s.p[0]) && s.p[0])
		sign = s.p[0];
	else if (pull_number(&s, 999999999, number) && s.n && is_ordered(s.p[0]))
		sign = s.p[0];
	else
		return false;
	s = str_from(s, 1);
	if (s.n && !pull_char(&s, ' '))
		return false;
	*out = (struct container){ sign, line->n - s.n };
	*line = s;
	return true;
}

static void
list_begin(struct blocks *r, char sign, uint64_t number)
{
	if (!is_ordered(sign))
		buf_push_literal(r->out, "<ul><li>");
	else if (number == 1)
		buf_push_literal(r->out, "<ol><li>");
	else
		buf_push_format(r->out, "<ol start=\"%u\"><li>", (unsigned)number);
}

/* One container more around the line, inside the ${matched} that it goes on with; or the next item
 * of the list that it did not. */
static bool
container_begin(struct blocks *r, struct str *line, unsigned matched)
{
	struct container made = { '>', 0 };
	struct str rest = *line;
	uint64_t number = 1;
	bool next;

	if (matched >= COMMONMARK_DEPTH || str_equal(rest, S("---")))
		return false;
	if (pull_char(&rest, '>'))
		pull_char(&rest, ' ');
	else if (!pull_sign(&rest, &made, &number))
		return false;
	next = matched < r->depth && made.sign != '>' && r->open[matched].sign == made.sign;
	while (r->depth > matched + next)
		container_end(r);
	leaf_end(r);
	if (next)
		buf_push_literal(r->out, "</li><li>");
	else if (made.sign == '>')
		buf_push_literal(r->out, "<blockquote>");
	else
		list_begin(r, made.sign, number);
	r->open[matched] = made;
	r->depth = matched + 1;
	*line = rest;
	return true;
}

static void
read_line(struct blocks *r, struct str line)
{
	unsigned matched = 0;

	while (matched < r->depth && pull_prefix(&line, &r->open[matched]))
		matched++;
	if (r->leaf == FENCE && matched == r->depth) {
		fenced_line(r, line);
		return;
	}
	while (container_begin(r, &line, matched))
		matched++;
	while (r->depth > matched)
		container_end(r);
	leaf_line(r, line);
	r->begun = true;
}

void
commonmark_html(struct buf *out, struct str text)
{
	struct blocks r = { .out = out, .text = { .max = out->max } };
	struct str line;

	while (!out->err.code && pull_line(&text, &line))
		if (r.begun || str_trim(line).n)
			read_line(&r, line);
	while (r.depth)
		container_end(&r);
	leaf_end(&r);
	buf_done(&r.text);
}

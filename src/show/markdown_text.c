#include "show/markdown_inline.h"
#include "show/markdown_text.h"

/* Signs that begin markup anywhere. */
static bool
is_special(char c)
{
	return c == '\\' || c == '`' || c == '*' || c == '_' || c == '[' || c == ']' || c == '<' ||
	       c == '~' || c == '|';
}

/* Signs that begin a block, if they stand first on a line. */
static bool
is_special_first(char c)
{
	return c == '#' || c == '+' || c == '-' || c == '=' || c == '>' || c == ':';
}

/* "1." or "1)" first on a line would begin a list: gives the length of the digits, or 0. */
static size_t
list_number_length(struct str s)
{
	size_t n = 0;

	while (n < s.n && char_is_digit(s.p[n]))
		n++;
	return n && n < s.n && (s.p[n] == '.' || s.p[n] == ')') ? n : 0;
}

bool
markdown_is_blank(char c)
{
	return (unsigned char)c <= ' ' || c == 0x7f;
}

void
markdown_blank(struct markdown_line *line)
{
	if (!line->line_start && line->out->n > line->begin &&
	    line->out->p[line->out->n - 1] != ' ')
		buf_push_char(line->out, ' ');
}

static void
push_escaped(struct markdown_line *line, char c)
{
	buf_push_char(line->out, '\\');
	buf_push_char(line->out, c);
}

static size_t
push_line_start(struct markdown_line *line, struct str s)
{
	size_t digits = list_number_length(s);

	line->line_start = false;
	if (digits) {
		buf_push(line->out, s.p, digits);
		push_escaped(line, s.p[digits]);
		return digits + 1;
	}
	if (!is_special_first(s.p[0]))
		return 0;
	push_escaped(line, s.p[0]);
	return 1;
}

void
markdown_put_text(struct markdown_line *line, struct str s)
{
	for (size_t i = 0; i < s.n;) {
		char c = s.p[i];
		bool last = i + 1 == s.n;

		if (markdown_is_blank(c)) {
			markdown_blank(line);
			i++;
			continue;
		}
		if (line->line_start) {
			size_t taken = push_line_start(line, str_from(s, i));

			i += taken;
			if (taken)
				continue;
		}
		/* ! before a link would make it a picture; & may begin an entity */
		if (is_special(c) || (c == '!' && last) ||
		    (c == '&' && (last || s.p[i + 1] == '#' || char_is_alpha(s.p[i + 1]))))
			push_escaped(line, c);
		else
			buf_push_char(line->out, c);
		i++;
	}
}

void
markdown_trim(struct markdown_line *line)
{
	while (line->out->n > line->begin && line->out->p[line->out->n - 1] == ' ')
		line->out->n--;
}

void
markdown_break(struct markdown_line *line)
{
	if (line->line_start || line->out->err.code)
		return;
	if (line->flags & MARKDOWN_ONE_LINE) {
		markdown_blank(line);
		return;
	}
	markdown_trim(line);
	buf_push_literal(line->out, "\\\n");
	buf_push_str(line->out, line->prefix);
	line->line_start = true;
}

void
markdown_text(struct buf *out, struct str s)
{
	struct markdown_line line = { .out = out, .begin = out->n, .line_start = true };

	markdown_put_text(&line, s);
	markdown_trim(&line);
}

#include "base/buf.h"
#include "read/tohtml.h"

static void
push_escaped(struct buf *out, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		const char *as = s.p[i] == '&'	 ? "&amp;"
				 : s.p[i] == '<' ? "&lt;"
				 : s.p[i] == '>' ? "&gt;"
						 : NULL;
		if (!as)
			continue;
		buf_push_str(out, str_slice(s, from, i));
		buf_push_str(out, str_from_c(as));
		from = i + 1;
	}
	buf_push_str(out, str_from(s, from));
}

static bool
is_blank(struct str s)
{
	return str_trim(s).n == 0;
}

struct str
tohtml_plain(struct arena *arena, struct str text)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct str line;
	bool open = false;

	while (pull_line(&text, &line)) {
		bool blank = is_blank(line);

		if (open)
			buf_push_str(&out, blank ? S("</p>\n") : S("<br>\n"));
		else if (!blank)
			buf_push_literal(&out, "<p>");
		open = !blank;
		if (open)
			push_escaped(&out, line);
	}
	return str_copy(arena, buf_str(&out));
}

static bool
has_tag(struct str s)
{
	for (ptrdiff_t i = -1; (i = str_find_char(s, '<', (size_t)(i + 1))) >= 0;)
		if ((size_t)i + 1 < s.n && (char_is_alpha(s.p[i + 1]) || strchr("/!?", s.p[i + 1])))
			return true;
	return false;
}

struct str
tohtml_untagged(struct arena *arena, struct str html)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct str rest = html, line;

	if (has_tag(html) || str_find_char(html, '\n', 0) < 0)
		return html;
	while (pull_line(&rest, &line)) {
		buf_push_str(&out, is_blank(line) ? S("<p>") : line);
		buf_push_char(&out, '\n');
	}
	return str_copy(arena, buf_str(&out));
}

/* ---- XML's ways ---- */

static bool
is_void(struct str name)
{
	static const char *const names[] = { "br", "img", "hr", "wbr", "source", "input", "col",
		"embed", "param", "track", "area", "link", "meta", "base" };

	for (size_t i = 0; i < LENGTH(names); i++)
		if (str_equal_nocase(name, str_from_c(names[i])))
			return true;
	return false;
}

static struct str
name_of(struct str tag)
{
	size_t n = 0;

	while (n < tag.n && !char_is_space(tag.p[n]) && tag.p[n] != '/' && tag.p[n] != '>')
		n++;
	return str_slice(tag, 0, n);
}

/* Length of the tag at the front of ${s} with its ">", which does not end it within quotes; 0 where
 * it has no end. */
static size_t
tag_length(struct str s)
{
	char quote = 0;

	for (size_t i = 1; i < s.n; i++) {
		if (quote)
			quote = s.p[i] == quote ? 0 : quote;
		else if (s.p[i] == '"' || s.p[i] == '\'')
			quote = s.p[i];
		else if (s.p[i] == '>')
			return i + 1;
	}
	return 0;
}

static void
push_tag(struct buf *out, struct str tag)
{
	bool ends = tag.n > 1 && tag.p[1] == '/';
	struct str name = name_of(str_from(tag, ends ? 2 : 1));
	bool empty = !ends && tag.n > 2 && tag.p[tag.n - 2] == '/' && char_is_alpha(tag.p[1]);

	/* an end tag of br is a break of its own in HTML */
	if (ends && is_void(name))
		return;
	buf_push_str(out, tag);
	if (empty && !is_void(name))
		buf_push_format(out, "</%.*s>", STR_ARGS(name));
}

/* The section at the front of *${s}: taken, its text pushed. */
static bool
pull_section(struct buf *out, struct str *s)
{
	struct str inner;

	if (!pull_str(s, S("<![CDATA[")))
		return false;
	if (!pull_until(s, S("]]>"), &inner)) {
		inner = *s;
		*s = S("");
	}
	push_escaped(out, inner);
	return true;
}

static bool
reads_the_same(struct str s)
{
	return str_find(s, S("/>"), 0) < 0 && str_find(s, S("<![CDATA["), 0) < 0 &&
	       str_find_nocase(s, S("</br"), 0) < 0;
}

struct str
tohtml_xhtml(struct arena *arena, struct str xhtml)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct str s = xhtml;

	if (reads_the_same(s))
		return xhtml;
	while (s.n) {
		ptrdiff_t at = str_find_char(s, '<', 0);
		size_t n;

		buf_push_str(&out, str_slice(s, 0, at < 0 ? s.n : (size_t)at));
		s = str_from(s, at < 0 ? s.n : (size_t)at);
		if (!s.n || pull_section(&out, &s))
			continue;
		n = tag_length(s);
		if (!n) {
			buf_push_str(&out, s);
			break;
		}
		push_tag(&out, str_slice(s, 0, n));
		s = str_from(s, n);
	}
	return str_copy(arena, buf_str(&out));
}

#include "record/html.h"

struct writer {
	struct buf out;
	const struct doc *doc;
	enum html_flags flags;
	html_image *image;
	void *context;
	unsigned links; /* open <a> */
};

/* Bytes that cannot stand as they are, by context.  0xef begins U+FFFE and U+FFFF, which XML
 * forbids. */
enum { IN_TEXT = 1, IN_VALUE = 2 };
static const uint8_t special[256] = {
	[0x00 ... 0x08] = IN_TEXT | IN_VALUE,
	[0x0b ... 0x0c] = IN_TEXT | IN_VALUE,
	[0x0e ... 0x1f] = IN_TEXT | IN_VALUE,
	['\t'] = IN_VALUE,
	['\n'] = IN_VALUE,
	['\r'] = IN_TEXT | IN_VALUE,
	['&'] = IN_TEXT | IN_VALUE,
	['<'] = IN_TEXT | IN_VALUE,
	['>'] = IN_TEXT | IN_VALUE,
	['"'] = IN_VALUE,
	['\''] = IN_VALUE,
	[0x7f] = IN_TEXT | IN_VALUE,
	[0xef] = IN_TEXT | IN_VALUE,
};

static struct str
escape_of(unsigned char c)
{
	switch (c) {
	case '&':
		return S("&amp;");
	case '<':
		return S("&lt;");
	case '>':
		return S("&gt;");
	case '"':
		return S("&quot;");
	case '\'':
		return S("&#39;");
	case '\t':
		return S("&#9;");
	case '\n':
		return S("&#10;");
	case '\r':
		return S("&#13;");
	default: /* no XML document may hold it */
		return S("\xef\xbf\xbd");
	}
}

static bool
is_noncharacter(struct str s, size_t at)
{
	return s.n - at >= 3 && (unsigned char)s.p[at + 1] == 0xbf &&
	       ((unsigned char)s.p[at + 2] & 0xfe) == 0xbe;
}

static void
escape(struct buf *out, struct str s, uint8_t context)
{
	size_t plain = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (!(special[c] & context) || (c == 0xef && !is_noncharacter(s, i)))
			continue;
		buf_push(out, s.p + plain, i - plain);
		buf_push_str(out, escape_of(c));
		i += c == 0xef ? 2 : 0;
		plain = i + 1;
	}
	if (plain < s.n)
		buf_push(out, s.p + plain, s.n - plain);
}

void
html_text(struct buf *out, struct str s)
{
	escape(out, s, IN_TEXT);
}

void
html_attr(struct buf *out, struct str s)
{
	escape(out, s, IN_VALUE);
}

void
html_put(struct buf *out, struct html html)
{
	buf_push(out, html.p, html.n);
}

static void
value_put(struct buf *out, struct str name, struct str value)
{
	buf_push_char(out, ' ');
	buf_push_str(out, name);
	buf_push_literal(out, "=\"");
	html_attr(out, value);
	buf_push_char(out, '"');
}

/* "2021-02-03", "2021-02-03T04:05:06Z", "2021-02-03 04:05+08:00": of HTML's forms of a date those
 * that are met; others say nothing to a machine. */
static bool
is_datetime(struct str s)
{
	unsigned year, month, day, hour, minute, second;

	if (!pull_digits(&s, 4, &year) || !pull_char(&s, '-') || !pull_digits(&s, 2, &month) ||
	    !pull_char(&s, '-') || !pull_digits(&s, 2, &day) || year < 1 || month - 1 > 11 ||
	    day - 1 > 30)
		return false;
	if (!s.n)
		return true;
	if ((!pull_char(&s, 'T') && !pull_char(&s, ' ')) || !pull_digits(&s, 2, &hour) ||
	    !pull_char(&s, ':') || !pull_digits(&s, 2, &minute) || hour > 23 || minute > 59)
		return false;
	if (pull_char(&s, ':') && (!pull_digits(&s, 2, &second) || second > 59))
		return false;
	if (!s.n || str_equal(s, S("Z")))
		return true;
	return (pull_char(&s, '+') || pull_char(&s, '-')) && pull_digits(&s, 2, &hour) &&
	       pull_char(&s, ':') && pull_digits(&s, 2, &minute) && hour < 15 && minute < 60 &&
	       !s.n;
}

/* The tree should have passed doc_check; what is written must be harmless even if it did not. */
static bool
attr_is_written(const struct node *node, const struct attr *attr)
{
	const struct attr_row *row = attr_row(attr->name);

	if (attr->name >= 32 || !(tag_row(node->tag)->attrs & 1u << attr->name))
		return false;
	/* where a picture was found serves the archive, not the page */
	if (attr->name == ATTR_PROXY)
		return false;
	if (attr->name == ATTR_DATETIME && !is_datetime(attr->value))
		return false;
	return row->kind != ATTR_IS_URL || url_is_absolute(attr->value);
}

static void
attrs_put(struct writer *w, const struct node *node)
{
	for (unsigned i = 0; i < node->attr_count; i++)
		if (attr_is_written(node, &node->attrs[i]))
			value_put(
			    &w->out, attr_row(node->attrs[i].name)->name, node->attrs[i].value);
}

static void
void_end(struct writer *w)
{
	buf_push_str(&w->out, w->flags & HTML_XHTML ? S("/>") : S(">"));
}

static const struct str rel = STR_INIT("nofollow noopener noreferrer");

/* What stands for a picture: its alternative text, else the last part of its address. */
static struct str
image_words(const struct node *node, struct str src)
{
	struct str alt = node_attr(node, ATTR_ALT), path = src;
	ptrdiff_t at = str_find_char(src, '?', 0);

	if (alt.n)
		return alt;
	path.n = at < 0 ? path.n : (size_t)at;
	at = str_find_last_char(path, '/');
	path = str_from(path, (size_t)(at + 1));
	return path.n ? path : src;
}

static void
image_link_put(struct writer *w, const struct node *node, struct str src)
{
	if (!w->links) {
		buf_push_literal(&w->out, "<a");
		value_put(&w->out, S("href"), src);
		value_put(&w->out, S("rel"), rel);
		buf_push_char(&w->out, '>');
	}
	html_text(&w->out, image_words(node, src));
	if (!w->links)
		buf_push_literal(&w->out, "</a>");
}

/* What is not said anew for the print that is shown. */
static bool
image_attr_stays(const struct html_picture *shown, const struct attr *attr)
{
	bool is_size = attr->name == ATTR_WIDTH || attr->name == ATTR_HEIGHT;

	return attr->name != ATTR_SRC && attr->name != ATTR_ALT && !(is_size && shown->width);
}

static void
image_shown_put(struct writer *w, const struct node *node, const struct html_picture *shown)
{
	buf_push_literal(&w->out, "<img");
	value_put(&w->out, S("src"), shown->src);
	value_put(&w->out, S("alt"), node_attr(node, ATTR_ALT));
	if (shown->width)
		buf_push_format(&w->out, " width=\"%lld\" height=\"%lld\"", (long long)shown->width,
		    (long long)shown->height);
	for (unsigned i = 0; i < node->attr_count; i++)
		if (image_attr_stays(shown, &node->attrs[i]) &&
		    attr_is_written(node, &node->attrs[i]))
			value_put(
			    &w->out, attr_row(node->attrs[i].name)->name, node->attrs[i].value);
	if (!(w->flags & HTML_BOOK))
		value_put(&w->out, S("loading"), S("lazy"));
	if (shown->width && !(w->flags & HTML_BOOK))
		value_put(&w->out, S("decoding"), S("async"));
	void_end(w);
}

static void
image_put(struct writer *w, const struct node *node)
{
	struct html_picture shown = { .src = node_attr(node, ATTR_SRC) };
	struct str src = shown.src;

	if (!url_is_absolute(src))
		return;
	if (w->image)
		shown = w->image(w->context, src);
	if (w->flags & HTML_NO_IMAGES || !shown.src.n) {
		image_link_put(w, node, src);
		return;
	}
	if (shown.large.n && !w->links) {
		buf_push_literal(&w->out, "<a");
		value_put(&w->out, S("href"), shown.large);
		buf_push_char(&w->out, '>');
	}
	image_shown_put(w, node, &shown);
	if (shown.large.n && !w->links)
		buf_push_literal(&w->out, "</a>");
}

static bool
tag_is_void(unsigned tag)
{
	return tag == TAG_BR || tag == TAG_HR || tag == TAG_IMG;
}

/* Parts of the page that HTML_PRETTY gives a line of their own. */
static bool
tag_is_line(unsigned tag)
{
	enum tag_kind kind = tag_row(tag)->kind;

	return (kind >= KIND_BLOCK && kind <= KIND_CAPTION) || tag == TAG_HR;
}

static bool
tag_holds_lines(unsigned tag)
{
	enum tag_kind kind = tag_row(tag)->kind;

	return kind == KIND_LIST || kind == KIND_QUOTE || kind == KIND_TABLE || kind == KIND_FIGURE;
}

static void
line_end(struct writer *w)
{
	if (w->flags & HTML_PRETTY)
		buf_push_char(&w->out, '\n');
}

/* A parser of HTML drops the first line break of pre (13.2.6.4.7), so one more is written before
 * it. */
static bool
pre_begins_with_break(const struct writer *w, const struct node *node)
{
	return node->tag == TAG_PRE && !(w->flags & HTML_XHTML) &&
	       node->end > (uint32_t)(node - w->doc->nodes) + 1 && node[1].tag == TAG_TEXT &&
	       str_starts(node[1].text, S("\n"));
}

/* A time that only people can read is none (HTML 4.5.14), and there is nothing else to say of its text. */
static bool
is_bare_time(const struct node *node)
{
	return node->tag == TAG_TIME && !is_datetime(node_attr(node, ATTR_DATETIME));
}

/* A bdo that does not say which way is none (HTML 4.5.25). */
static struct str
element_name(const struct node *node)
{
	struct str dir = node_attr(node, ATTR_DIR);

	if (node->tag == TAG_BDO && !str_equal(dir, S("ltr")) && !str_equal(dir, S("rtl")))
		return S("bdi");
	return str_from_c(tag_row(node->tag)->name);
}

static void
element_open(struct writer *w, const struct node *node)
{
	if (is_bare_time(node))
		return;
	buf_push_char(&w->out, '<');
	buf_push_str(&w->out, element_name(node));
	attrs_put(w, node);
	if (node->tag == TAG_A) {
		value_put(&w->out, S("rel"), rel);
		w->links++;
	}
	if (tag_is_void(node->tag))
		void_end(w);
	else
		buf_push_char(&w->out, '>');
	if (pre_begins_with_break(w, node))
		buf_push_char(&w->out, '\n');
	if (tag_holds_lines(node->tag) || node->tag == TAG_HR)
		line_end(w);
}

static void
element_close(struct writer *w, const struct node *node)
{
	if (tag_row(node->tag)->rule != TAG_KEEP || node->tag == TAG_ROOT || tag_is_void(node->tag) || is_bare_time(node))
		return;
	buf_push_literal(&w->out, "</");
	buf_push_str(&w->out, element_name(node));
	buf_push_char(&w->out, '>');
	w->links -= node->tag == TAG_A;
	if (tag_is_line(node->tag))
		line_end(w);
}

static void
node_open(struct writer *w, const struct node *node)
{
	if (node->tag == TAG_TEXT)
		html_text(&w->out, node->text);
	else if (node->tag == TAG_IMG)
		image_put(w, node);
	else if (node->tag != TAG_ROOT && tag_row(node->tag)->rule == TAG_KEEP)
		element_open(w, node);
}

/* Closes ${at} and all the elements around it that end at ${next}. */
static void
elements_close(struct writer *w, uint32_t at, uint32_t next)
{
	const struct node *nodes = w->doc->nodes;

	for (; at && nodes[at].end == next; at = nodes[at].parent)
		if (nodes[at].tag != TAG_TEXT)
			element_close(w, &nodes[at]);
}

struct html
html_from_doc(struct arena *arena, const struct doc *doc, enum html_flags flags, html_image *image,
    void *context)
{
	struct writer w = { .doc = doc, .flags = flags, .image = image, .context = context };
	struct raw copy;

	for (uint32_t i = 0; i < doc->count;) {
		const struct node *node = &doc->nodes[i];
		if (tag_row(node->tag)->rule == TAG_DROP) {
			elements_close(&w, i, node->end);
			i = node->end;
			continue;
		}
		node_open(&w, node);
		i++;
		elements_close(&w, i - 1, i);
	}
	copy = raw_copy(arena, buf_raw(&w.out));
	buf_done(&w.out);
	return (struct html){ (const char *)copy.p, copy.n };
}

#include "base/map.h"
#include "read/feed_decode.h"
#include "read/feed.h"
#include "read/opml.h"
#include "read/xml.h"

struct opml {
	struct arena *arena;
	struct outlines out;
	struct map by_url;
	struct str text; /* what the reader has not been given yet */
	bool is_opml;	 /* an element of OPML was met */
	/* the outlines that are open; empty labels where they have none */
	struct str labels[XML_DEPTH_MAX + 1];
	struct xml xml;
	bool in_title;
	struct buf title;
};

/* ---- single values ---- */

/* One line of at most ${max} bytes. */
static struct str
line_of(struct arena *arena, struct str s, size_t max)
{
	char *p;
	size_t n = 0;

	s = str_trim(s);
	s = str_slice(s, 0, str_rune_start(s, max < s.n ? max : s.n));
	p = arena_alloc_dirty(arena, s.n);
	for (size_t i = 0; i < s.n; i++) {
		bool space = (unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7f;

		if (!space || (n && p[n - 1] != ' '))
			p[n++] = space ? ' ' : s.p[i];
	}
	return str_trim((struct str){ p, n });
}

static bool
web_address(struct arena *arena, struct str s, struct url *out)
{
	s = str_trim(s);
	/* a scheme of readers' own: feed://host/x, feed:https://host/x */
	if (pull_str_nocase(&s, S("feed:")) && str_starts(s, S("//")))
		s = str_join(arena, S("http:"), s, STR_END);
	return s.n && !url_parse(arena, s, NULL, out).code;
}

static void
label_add(struct arena *arena, struct outline *outline, struct str label)
{
	struct strs *labels = &outline->labels;

	label = line_of(arena, label, OUTLINE_LABEL_MAX);
	if (!label.n || labels->count == OUTLINE_LABELS_MAX)
		return;
	for (size_t i = 0; i < labels->count; i++)
		if (str_equal(labels->items[i], label))
			return;
	arena_push(arena, labels->items, labels->count, labels->capacity);
	labels->items[labels->count++] = label;
}

/* The outline of this address, a new one where there is none; NULL where it is left out. */
static struct outline *
outline_at(struct opml *opml, struct str address)
{
	struct outline *outline;
	struct url url;
	int64_t *at;
	bool made = false;

	if (!web_address(opml->arena, address, &url) ||
	    (opml->out.count == OUTLINES_MAX && !map_find(&opml->by_url, url_str(url)))) {
		opml->out.left_out++;
		return NULL;
	}
	at = map_add(&opml->by_url, url_str(url), (int64_t)opml->out.count, &made);
	if (!made)
		return &opml->out.items[*at];
	outline = outlines_add(opml->arena, &opml->out);
	outline->url = url_str(url);
	return outline;
}

/* ---- OPML ---- */

static bool
more(void *context, struct buf *window)
{
	struct opml *opml = context;
	struct str text = opml->text;

	opml->text = S("");
	buf_push_str(window, text);
	return text.n > 0;
}

static void
on_fault(void *context, const char *rule, struct str what, size_t at, uint32_t line)
{
	/* a list that can be read is read: nobody asks what was wrong with it */
	(void)context, (void)rule, (void)what, (void)at, (void)line;
}

static struct str
attr(const struct opml *opml, const char *name)
{
	return str_trim(xml_attr(&opml->xml, name));
}

/* "/news/world,asia": paths, parted by commas. */
static void
categories_add(struct opml *opml, struct outline *outline)
{
	struct str list = attr(opml, "category"), one;

	while (pull_field(&list, ',', &one)) {
		one = str_trim(one);
		pull_char(&one, '/');
		label_add(opml->arena, outline, one);
	}
}

static struct str
title_of(const struct opml *opml)
{
	struct str title = attr(opml, "title");

	return title.n ? title : attr(opml, "text");
}

static void
fill(struct str *member, struct str value)
{
	if (!member->n)
		*member = value;
}

static void
feed_take(struct opml *opml, struct str address)
{
	struct outline *outline = outline_at(opml, address);
	struct url page;

	if (!outline)
		return;
	/* A feed without a name is called by its address: that is no title. */
	if (!str_equal(str_trim(title_of(opml)), str_trim(address)))
		fill(&outline->title, line_of(opml->arena, title_of(opml), OUTLINE_TEXT_MAX));
	fill(&outline->lang, line_of(opml->arena, attr(opml, "language"), OUTLINE_LABEL_MAX));
	fill(&outline->type, line_of(opml->arena, attr(opml, "type"), OUTLINE_LABEL_MAX));
	if (web_address(opml->arena, attr(opml, "htmlUrl"), &page))
		fill(&outline->page, url_str(page));
	for (unsigned i = 0; i < opml->xml.depth; i++)
		label_add(opml->arena, outline, opml->labels[i]);
	categories_add(opml, outline);
}

/* A feed by its type that has no address; a folder of that type has something in it. */
static bool
lacks_address(const struct opml *opml, struct str type)
{
	return opml->xml.is_empty &&
	       (str_equal_nocase(type, S("rss")) || str_equal_nocase(type, S("atom")));
}

/* A feed, a folder (whose name is a label of what is in it), or what would have to be followed. */
static void
outline_open(struct opml *opml)
{
	struct str address = attr(opml, "xmlUrl"), type = attr(opml, "type");
	struct str *label = &opml->labels[opml->xml.depth - 1];

	*label = S("");
	if (str_equal_nocase(type, S("include")) || str_equal_nocase(type, S("link")))
		opml->out.left_out++;
	else if (address.n)
		feed_take(opml, address);
	else if (lacks_address(opml, type))
		opml->out.left_out++;
	else
		*label = line_of(opml->arena, title_of(opml), OUTLINE_LABEL_MAX);
}

static void
element_open(struct opml *opml)
{
	struct str name = xml_element(&opml->xml, XML_OPEN)->local;

	opml->labels[opml->xml.depth - 1] = S("");
	opml->in_title = str_equal_nocase(name, S("title"));
	if (str_equal_nocase(name, S("outline")))
		outline_open(opml);
	opml->is_opml |= str_equal_nocase(name, S("opml")) || str_equal_nocase(name, S("outline"));
}

static struct err
read_opml(struct opml *opml)
{
	const struct xml_owner owner = { opml, more, on_fault, NULL };
	enum xml_token token;

	opml->title.max = 1 << 20;
	xml_begin(&opml->xml, opml->arena, S(""), &owner);
	while ((token = xml_next(&opml->xml)) != XML_END) {
		if (token == XML_OPEN)
			element_open(opml);
		else if (token == XML_TEXT && opml->in_title)
			buf_push_str(&opml->title, opml->xml.text);
		else if (token == XML_CLOSE)
			opml->in_title = false;
	}
	xml_done(&opml->xml);
	opml->out.title = line_of(opml->arena, buf_str(&opml->title), OUTLINE_TEXT_MAX);
	buf_done(&opml->title);
	return opml->is_opml ? (struct err){ 0 } : err_new(ERR_SYNTAX, "no outline of OPML");
}

/* ---- lines ---- */

/* A word, or several in quotes, in which a backslash takes the next character as it is. */
static bool
pull_token(struct arena *arena, struct str *s, struct str *out)
{
	size_t from, to, n = 0;
	bool quoted;
	char *p;

	pull_spaces(s);
	if (!s->n)
		return false;
	quoted = s->p[0] == '"';
	from = quoted;
	for (to = from; to < s->n && (quoted ? s->p[to] != '"' : !char_is_space(s->p[to])); to++)
		to += quoted && s->p[to] == '\\' && to + 1 < s->n;
	p = arena_alloc_dirty(arena, to - from);
	for (size_t i = from; i < to; i++) {
		i += quoted && s->p[i] == '\\' && i + 1 < to;
		p[n++] = s->p[i];
	}
	*s = str_from(*s, to + quoted);
	*out = (struct str){ p, n };
	return true;
}

/* newsboat: "!" hides, "~title". */
static void
line_read(struct opml *opml, struct str line)
{
	struct str token;
	struct outline *outline;

	line = str_trim(line);
	if (!line.n || line.p[0] == '#' || !pull_token(opml->arena, &line, &token))
		return;
	outline = outline_at(opml, token);
	while (outline && pull_token(opml->arena, &line, &token)) {
		if (pull_char(&token, '~'))
			fill(&outline->title, line_of(opml->arena, token, OUTLINE_TEXT_MAX));
		else if (!pull_char(&token, '!'))
			label_add(opml->arena, outline, token);
	}
}

static struct err
read_lines(struct opml *opml)
{
	struct str line;

	while (pull_line(&opml->text, &line))
		line_read(opml, line);
	return opml->out.count ? (struct err){ 0 }
			       : err_new(ERR_SYNTAX, "neither OPML nor a list of addresses");
}

/* ---- the whole ---- */

static struct err
text_of(struct arena *arena, const struct page_question *question, struct buf *out)
{
	struct feed_question as_feed = { .bytes = question->bytes,
		.content_type = question->content_type };
	struct raw rest = question->bytes;
	struct feed_input input = feed_input_from(&rest);
	struct feed_decoder decoder;

	feed_decoder_begin(&decoder, arena, &as_feed, &input);
	while (feed_decoder_more(&decoder, out))
		;
	feed_decoder_done(&decoder);
	return decoder.err.code ? decoder.err : out->err;
}

/* Anything may stand before the first tag; no list of addresses holds one of these. */
static bool
is_markup(struct str text)
{
	return text.p[0] == '<' || str_find_nocase(text, S("<opml"), 0) >= 0 ||
	       str_find_nocase(text, S("<outline"), 0) >= 0;
}

struct err
opml_read(struct arena *arena, const struct page_question *question, struct outlines *out)
{
	struct opml *opml = arena_new(arena, struct opml);
	struct buf text CLEAN(buf_done) = { .max = OPML_MAX };
	struct err err = text_of(arena, question, &text);

	if (err.code)
		return err;
	opml->arena = arena;
	opml->by_url.arena = arena;
	opml->text = str_trim(buf_str(&text));
	if (!opml->text.n)
		return err_new(ERR_EMPTY, NULL);
	err = is_markup(opml->text) ? read_opml(opml) : read_lines(opml);
	if (!err.code)
		*out = opml->out;
	return err;
}

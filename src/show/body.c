#include "show/body.h"

#include <stdlib.h>

#include "base/map.h"

/* ---- pictures ---- */

static bool
is_file_name(struct str alt)
{
	static const struct str suffixes[] = { STR_INIT(".jpg"), STR_INIT(".jpeg"),
		STR_INIT(".png"), STR_INIT(".gif"), STR_INIT(".webp") };

	for (size_t i = 0; i < LENGTH(suffixes); i++)
		if (alt.n > suffixes[i].n &&
		    str_equal_nocase(str_from(alt, alt.n - suffixes[i].n), suffixes[i]))
			return true;
	return str_starts_nocase(alt, S("http"));
}

/* One word of ASCII ("cdtimg", "IMG_0012.jpg", "1") is what a machine calls a picture. */
static bool
is_caption(struct str alt)
{
	bool ascii = true, blank = false;

	for (size_t i = 0; i < alt.n; i++) {
		ascii = ascii && (unsigned char)alt.p[i] < 0x80;
		blank = blank || alt.p[i] == ' ';
	}
	return alt.n && (!ascii || blank) && !is_file_name(alt);
}

static struct str
host_of(struct str src)
{
	struct str before, host;

	if (!pull_until(&src, S("://"), &before))
		return S("");
	return pull_until(&src, S("/"), &host) ? host : src;
}

/* "图片：船在港口", "图片" */
static struct str
picture_name(struct html_out *out, struct str alt, struct str caption)
{
	bool chinese = out->tongue != TONGUE_EN;
	bool said_already = !is_caption(alt) || (caption.n && str_find(caption, alt, 0) >= 0);

	return str_join(out->arena, word_text(WORD_PICTURE, out->tongue),
	    said_already ? S("")
	    : chinese	 ? S("：")
			 : S(": "),
	    said_already ? S("") : alt, STR_END);
}

struct str
picture_words(struct html_out *out, struct str alt, struct str src, struct str caption)
{
	bool chinese = out->tongue != TONGUE_EN;

	return str_join(out->arena, picture_name(out, alt, caption), chinese ? S("（") : S(" ("),
	    host_of(src), chinese ? S("）") : S(")"), STR_END);
}

/* The caption of the figure that a picture stands in; empty without one. */
static struct str
caption_of(struct html_out *out, const struct doc *doc, const struct node *node)
{
	const struct node *figure = &doc->nodes[node->parent];

	if (figure->tag != TAG_FIGURE)
		return S("");
	for (uint32_t i = node->parent + 1; i < figure->end; i = doc->nodes[i].end)
		if (doc->nodes[i].tag == TAG_FIGCAPTION)
			return doc_text_of(out->arena, doc, i);
	return S("");
}

/* ---- those that are shown ---- */

/* The pictures of one body, each looked for once. */
struct hanging {
	const struct gallery *gallery;
	struct arena *arena;
	struct map found; /* address -> index in pictures */
	struct html_picture pictures[BODY_PICTURES_MAX];
};

static struct html_picture
hanging_find(struct hanging *hanging, struct str url)
{
	bool is_new = false;
	int64_t *at;

	if (!hanging->gallery ||
	    (hanging->found.count == BODY_PICTURES_MAX && !map_find(&hanging->found, url)))
		return (struct html_picture){ 0 };
	at = map_add(&hanging->found, url, (int64_t)hanging->found.count, &is_new);
	if (is_new)
		hanging->pictures[*at] = picture_shown(hanging->gallery, hanging->arena, url);
	return hanging->pictures[*at];
}

static struct html_picture
hanging_image(void *context, struct str url)
{
	return hanging_find(context, url);
}

/* ---- the tree, once more ---- */

/* What an emitted <mark> is. */
struct mark_kind {
	bool of_figure, is_first, in_link; /* is_first: of its figure, which may run over several nodes */
	size_t figure;
};

struct making {
	struct html_out *out;
	struct doc_builder builder;
	const struct query *query;
	const struct body_figures *figures;
	struct hanging *hanging;
	struct str lang;
	bool marked; /* with words of the query */
	struct mark_kind *kinds; /* of all marks, in order */
	size_t kind_count, kind_capacity;
};

/* [from, to) of a node's text. */
struct stretch {
	size_t from, to;
	struct mark_kind kind;
};
struct stretches {
	struct stretch *items;
	size_t count, capacity;
};

static void
stretch_add(struct making *making, struct stretches *all, size_t from, size_t to, struct mark_kind kind)
{
	arena_push(making->out->arena, all->items, all->count, all->capacity);
	all->items[all->count++] = (struct stretch){ from, to, kind };
}

/* Where a node's text stands in the article's; false for text of its own. */
static bool
is_of_text(const struct body_figures *figures, struct str text, size_t *at)
{
	uintptr_t base = (uintptr_t)figures->text.p, p = (uintptr_t)text.p;

	*at = p - base;
	return text.n && p >= base && p + text.n <= base + figures->text.n;
}

/* Figures stand in the order of the text; one within another is not marked. */
static void
figures_find(struct making *making, struct str text, bool in_link, struct stretches *out)
{
	const struct body_figures *figures = making->figures;
	size_t base, done = 0;

	if (!is_of_text(figures, text, &base))
		return;
	for (size_t i = 0; i < figures->figures->count; i++) {
		struct span span = figures->figures->items[i].span;
		size_t from = span.from > base ? span.from - base : 0, to = span.to > base ? span.to - base : 0;
		to = to < text.n ? to : text.n;
		if (from >= to || from < done)
			continue;
		stretch_add(making, out, from, to, (struct mark_kind){ true, span.from >= base, in_link, i });
		done = to;
	}
}

/* Words of the query, where no figure stands. */
static void
words_find(struct making *making, struct str text, struct stretches *out)
{
	struct marked marked = { .text = text };
	size_t figures = out->count;

	if (making->query)
		query_mark(making->out->arena, making->query, text, &marked);
	for (size_t i = 0; i < marked.count; i++) {
		bool is_free = true;
		for (size_t k = 0; k < figures; k++)
			is_free = is_free && (out->items[k].to <= marked.marks[i].from || out->items[k].from >= marked.marks[i].to);
		if (is_free)
			stretch_add(making, out, marked.marks[i].from, marked.marks[i].to, (struct mark_kind){ 0 });
	}
	making->marked = making->marked || out->count > figures;
}

static int
by_place(const void *a, const void *b)
{
	const struct stretch *x = a, *y = b;

	return x->from < y->from ? -1 : x->from > y->from;
}

/* What the tree says of a passage, else the article's. */
static struct str
passage_lang(const struct making *making, const struct doc *doc, const struct node *node)
{
	for (; node != doc->nodes; node = &doc->nodes[node->parent]) {
		struct str lang = node->tag == TAG_TEXT ? S("") : node_attr(node, ATTR_LANG);
		if (lang.n)
			return lang;
	}
	return making->lang;
}

static bool
is_in_link(const struct doc *doc, const struct node *node)
{
	for (uint32_t at = node->parent; at; at = doc->nodes[at].parent)
		if (doc->nodes[at].tag == TAG_A)
			return true;
	return false;
}

static void
text_make(struct making *making, const struct doc *doc, const struct node *node)
{
	struct str text = node->text, lang = passage_lang(making, doc, node);
	struct stretches all = { 0 };
	size_t at = 0;

	if (making->figures)
		figures_find(making, text, is_in_link(doc, node), &all);
	words_find(making, text, &all);
	if (all.count)
		qsort(all.items, all.count, sizeof(*all.items), by_place);
	for (size_t i = 0; i < all.count; i++) {
		const struct stretch *stretch = &all.items[i];

		doc_text(&making->builder, said(making->out, str_slice(text, at, stretch->from), lang));
		doc_open(&making->builder, TAG_MARK);
		doc_text(&making->builder, said(making->out, str_slice(text, stretch->from, stretch->to), lang));
		doc_close(&making->builder);
		arena_push(making->out->arena, making->kinds, making->kind_count, making->kind_capacity);
		making->kinds[making->kind_count++] = stretch->kind;
		at = stretch->to;
	}
	doc_text(&making->builder, said(making->out, str_from(text, at), lang));
}

/* What is read out for a picture, or stands there in its place. */
static struct str
alt_make(struct making *making, const struct doc *doc, const struct node *node)
{
	struct str src = node_attr(node, ATTR_SRC);
	struct str alt = said(making->out, node_attr(node, ATTR_ALT), making->lang);
	struct str caption = said(making->out, caption_of(making->out, doc, node), making->lang);

	return hanging_find(making->hanging, src).src.n
		   ? picture_name(making->out, alt, caption)
		   : picture_words(making->out, alt, src, caption);
}

static struct str
attr_shown(struct making *making, const struct attr *attr)
{
	if (attr->name == ATTR_TITLE)
		return said(making->out, attr->value, making->lang);
	return attr->name == ATTR_LANG ? lang_shown(making->out, attr->value) : attr->value;
}

static void
attrs_make(struct making *making, const struct doc *doc, const struct node *node)
{
	for (unsigned i = 0; i < node->attr_count; i++) {
		const struct attr *attr = &node->attrs[i];

		if (node->tag != TAG_IMG || attr->name != ATTR_ALT)
			doc_attr(&making->builder, attr->name, attr_shown(making, attr));
	}
	if (node->tag == TAG_IMG)
		doc_attr(&making->builder, ATTR_ALT, alt_make(making, doc, node));
}

/* A source's own marks go, so that each one left is ours. */
static bool
is_left_out(const struct making *making, const struct node *node)
{
	return (making->query || making->figures) && node->tag == TAG_MARK;
}

static void
node_make(struct making *making, const struct doc *doc, const struct node *node)
{
	if (node->tag == TAG_TEXT)
		text_make(making, doc, node);
	else if (!is_left_out(making, node)) {
		doc_open(&making->builder, (enum tag)node->tag);
		attrs_make(making, doc, node);
	}
}

/* Closes ${at} and all around it that end at ${next}. */
static void
nodes_close(struct making *making, const struct doc *doc, uint32_t at, uint32_t next)
{
	for (; at && doc->nodes[at].end == next; at = doc->nodes[at].parent)
		if (doc->nodes[at].tag != TAG_TEXT && !is_left_out(making, &doc->nodes[at]))
			doc_close(&making->builder);
}

static bool
needs_making(const struct making *making, const struct doc *doc)
{
	bool needs = making->out->converter || making->query || making->figures;

	for (uint32_t i = 0; i < doc->count && !needs; i++)
		needs = doc->nodes[i].tag == TAG_IMG;
	return needs && doc->count;
}

/* ---- markup ---- */

/* A link within a link is none. */
static void
figure_begin(struct html_out *out, const struct body_figures *figures, const struct mark_kind *kind)
{
	buf_push_str(out->to, kind->in_link ? S("<span") : S("<a"));
	if (kind->is_first)
		buf_push_format(out->to, " id='f%zu'", kind->figure);
	if (!kind->in_link)
		out_href(out, "/figure/%lld", (long long)figure_id(figures->revision, kind->figure));
	out_put(out, ">");
}

static void
mark_begin(const struct making *making, const struct mark_kind *kind, bool *first)
{
	struct html_out *out = making->out;

	if (kind->of_figure) {
		figure_begin(out, making->figures, kind);
		return;
	}
	buf_push_str(out->to, *first ? S("<mark id='" BODY_FIRST_MARK "'>") : S("<mark>"));
	*first = false;
}

static void
mark_end(struct html_out *out, const struct mark_kind *kind)
{
	buf_push_str(out->to, !kind->of_figure ? S("</mark>") : kind->in_link ? S("</span>") : S("</a>"));
}

/* Each <mark> becomes what it is; all are ours, and none stands in another. */
static void
html_write(const struct making *making, const struct doc *doc, enum html_flags flags)
{
	struct html_out *out = making->out;
	struct html html = html_from_doc(out->arena, doc, flags, hanging_image, making->hanging);
	struct str rest = { html.p, html.n }, before, inside;
	bool first = true;

	for (size_t i = 0; i < making->kind_count; i++) {
		if (!pull_until(&rest, S("<mark>"), &before) || !pull_until(&rest, S("</mark>"), &inside))
			break;
		html_put(out->to, (struct html){ before.p, before.n });
		mark_begin(making, &making->kinds[i], &first);
		html_put(out->to, (struct html){ inside.p, inside.n });
		mark_end(out, &making->kinds[i]);
	}
	html_put(out->to, (struct html){ rest.p, rest.n });
}

bool
body_write_figures(struct html_out *out, const struct doc *doc, struct str lang, const struct gallery *gallery,
    const struct query *query, const struct body_figures *figures, enum html_flags flags)
{
	struct hanging hanging = {
		.gallery = gallery, .arena = out->arena, .found.arena = out->arena
	};
	struct making making = { .out = out, .query = query, .figures = figures, .hanging = &hanging, .lang = lang };
	struct doc made = *doc;

	if (needs_making(&making, doc)) {
		doc_begin(&making.builder, out->arena);
		for (uint32_t i = 1; i < doc->count; i++) {
			node_make(&making, doc, &doc->nodes[i]);
			nodes_close(&making, doc, i, i + 1);
		}
		if (doc_finish(&making.builder, &made).code) {
			made = *doc; /* marks were too many for a tree: shown without */
			making.marked = false;
			making.kind_count = 0;
		}
	}
	html_write(&making, &made, flags);
	return making.marked;
}

bool
body_write(struct html_out *out, const struct doc *doc, struct str lang, const struct gallery *gallery,
    const struct query *query, enum html_flags flags)
{
	return body_write_figures(out, doc, lang, gallery, query, NULL, flags);
}

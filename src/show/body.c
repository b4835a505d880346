#include "show/body.h"

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

struct making {
	struct html_out *out;
	struct doc_builder builder;
	const struct query *query;
	struct hanging *hanging;
	struct str lang;
	bool marked;
};

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

static void
text_make(struct making *making, struct str text, struct str lang)
{
	struct marked marked = { .text = text };
	size_t at = 0;

	if (making->query)
		query_mark(making->out->arena, making->query, text, &marked);
	for (size_t i = 0; i < marked.count; i++) {
		const struct mark *mark = &marked.marks[i];

		doc_text(&making->builder,
		    said(making->out, str_slice(text, at, mark->from), lang));
		doc_open(&making->builder, TAG_MARK);
		doc_text(&making->builder,
		    said(making->out, str_slice(text, mark->from, mark->to), lang));
		doc_close(&making->builder);
		at = mark->to;
	}
	doc_text(&making->builder, said(making->out, str_from(text, at), lang));
	making->marked = making->marked || marked.count;
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

/* A source's own marks go, so that each one left is of the search. */
static bool
is_left_out(const struct making *making, const struct node *node)
{
	return making->query && node->tag == TAG_MARK;
}

static void
node_make(struct making *making, const struct doc *doc, const struct node *node)
{
	if (node->tag == TAG_TEXT)
		text_make(making, node->text, passage_lang(making, doc, node));
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
needs_making(const struct html_out *out, const struct doc *doc, const struct query *query)
{
	bool needs = out->converter || query;

	for (uint32_t i = 0; i < doc->count && !needs; i++)
		needs = doc->nodes[i].tag == TAG_IMG;
	return needs && doc->count;
}

static void
html_write(struct html_out *out, const struct doc *doc, struct hanging *hanging,
    enum html_flags flags, bool marked)
{
	struct html html = html_from_doc(out->arena, doc, flags, hanging_image, hanging);
	struct str rest = { html.p, html.n }, before;

	if (marked && pull_until(&rest, S("<mark>"), &before)) {
		html_put(out->to, (struct html){ before.p, before.n });
		out_put(out, "<mark id='" BODY_FIRST_MARK "'>");
		html = (struct html){ rest.p, rest.n };
	}
	html_put(out->to, html);
}

bool
body_write(struct html_out *out, const struct doc *doc, struct str lang,
    const struct gallery *gallery, const struct query *query, enum html_flags flags)
{
	struct hanging hanging = {
		.gallery = gallery, .arena = out->arena, .found.arena = out->arena
	};
	struct making making = { .out = out, .query = query, .hanging = &hanging, .lang = lang };
	struct doc made = *doc;

	if (needs_making(out, doc, query)) {
		doc_begin(&making.builder, out->arena);
		for (uint32_t i = 1; i < doc->count; i++) {
			node_make(&making, doc, &doc->nodes[i]);
			nodes_close(&making, doc, i, i + 1);
		}
		if (doc_finish(&making.builder, &made).code) {
			made = *doc; /* marks were too many for a tree: shown without */
			making.marked = false;
		}
	}
	html_write(out, &made, &hanging, flags, making.marked);
	return making.marked;
}

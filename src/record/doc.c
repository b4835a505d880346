#include <assert.h>

#include "base/table.h"
#include "record/doc.h"

#define A(name) (1u << ATTR_##name)
static const struct tag_row tag_rows[TAG_MAX] = {
#define ROW(name, tag, kind, rule, attributes, wire)                                          \
	[tag] = { name, kind, rule, (rule) == TAG_KEEP ? (attributes) | A(LANG) | A(DIR) : 0, \
		wire },
#include "gen/tags.inc"
#undef ROW
};
#undef A

static const uint8_t tags_by_wire[UINT8_MAX + 1] = {
#define ROW(name, tag, kind, rule, attributes, wire) [wire] = tag,
#include "gen/tags.inc"
#undef ROW
};

static const struct attr_row attr_rows[ATTR_MAX] = {
#define ROW(name, attr, kind, wire) [attr] = { STR_INIT(name), kind, wire },
#include "gen/attributes.inc"
#undef ROW
};

/* One more than the attribute, so that 0 is none. */
static const uint8_t attrs_by_wire[UINT8_MAX + 1] = {
#define ROW(name, attr, kind, wire) [wire] = (attr) + 1,
#include "gen/attributes.inc"
#undef ROW
};

_Static_assert(ATTR_PROXY < 32, "attributes that may be kept have a bit each");
_Static_assert((int)ATTR_MAX <= (int)DOC_ATTRS_MAX, "one of a name is never too many");

const struct tag_row *
tag_row(enum tag tag)
{
	assert((unsigned)tag < TAG_MAX);
	return &tag_rows[tag];
}

enum tag
tag_from_name(struct str name)
{
	const struct tag_row *row =
	    table_find(&tag_rows[TAG_A], TAG_MAX - TAG_A, sizeof(tag_rows[0]), name);

	return row ? (enum tag)(row - tag_rows) : TAG_UNKNOWN;
}

enum tag
tag_from_wire(unsigned wire)
{
	unsigned tag = wire <= UINT8_MAX ? tags_by_wire[wire] : 0;

	return tag_rows[tag].wire == wire ? tag : TAG_UNKNOWN;
}

const struct attr_row *
attr_row(enum attr_name name)
{
	assert((unsigned)name < ATTR_MAX);
	return &attr_rows[name];
}

int
attr_from_name(struct str name)
{
	for (int i = 0; i < ATTR_MAX; i++)
		if (str_equal(attr_rows[i].name, name))
			return i;
	return name.n > 2 && str_starts(name, S("on")) ? ATTR_ON : -1;
}

int
attr_from_wire(unsigned wire)
{
	return wire <= UINT8_MAX ? (int)attrs_by_wire[wire] - 1 : -1;
}

/* ---- building ---- */

static struct node *
node_add(struct doc_builder *builder, enum tag tag)
{
	struct doc *doc = &builder->doc;
	struct node *node;

	if (doc->count == DOC_NODES_MAX) {
		builder->err = err_at(ERR_TOO_BIG, doc->count, "too many elements");
		return NULL;
	}
	arena_push(builder->arena, doc->nodes, doc->count, builder->capacity);
	node = &doc->nodes[doc->count++];
	*node = (struct node){
		.tag = (uint8_t)tag,
		.end = doc->count,
		.parent = builder->depth ? builder->open[builder->depth - 1] : 0,
	};
	return node;
}

void
doc_begin(struct doc_builder *builder, struct arena *arena)
{
	builder->arena = arena;
	builder->doc = (struct doc){ 0 };
	builder->capacity = 0;
	builder->depth = 0;
	builder->err = (struct err){ 0 };
	doc_open(builder, TAG_ROOT);
}

void
doc_open(struct doc_builder *builder, enum tag tag)
{
	assert(tag != TAG_TEXT);
	if (builder->err.code)
		return;
	if (builder->depth == DOC_DEPTH_MAX) {
		builder->err = err_at(ERR_TOO_DEEP, builder->doc.count, "elements within elements");
		return;
	}
	if (node_add(builder, tag))
		builder->open[builder->depth++] = builder->doc.count - 1;
}

void
doc_attr(struct doc_builder *builder, enum attr_name name, struct str value)
{
	struct node *node;
	unsigned at, n;

	if (builder->err.code)
		return;
	assert(builder->open[builder->depth - 1] == builder->doc.count - 1);
	node = &builder->doc.nodes[builder->doc.count - 1];
	n = node->attr_count;
	for (at = 0; at < n && node->attrs[at].name < name; at++)
		;
	if (at < n && node->attrs[at].name == name)
		return;
	node->attrs = arena_grow(builder->arena, node->attrs, n, n + 1, sizeof(struct attr));
	memmove(&node->attrs[at + 1], &node->attrs[at], (n - at) * sizeof(struct attr));
	node->attrs[at] = (struct attr){ name, value.p ? value : S("") };
	node->attr_count++;
}

void
doc_text(struct doc_builder *builder, struct str text)
{
	struct node *node;

	if (builder->err.code || text.n == 0)
		return;
	node = node_add(builder, TAG_TEXT);
	if (node)
		node->text = text;
}

void
doc_close(struct doc_builder *builder)
{
	if (builder->err.code)
		return;
	assert(builder->depth > 1);
	builder->depth--;
	builder->doc.nodes[builder->open[builder->depth]].end = builder->doc.count;
}

/* Opens or writes a copy of one node, without what is in it. */
static void
node_copy(struct doc_builder *builder, const struct node *from)
{
	struct node *node;

	if (from->tag == TAG_TEXT) {
		doc_text(builder, from->text);
		return;
	}
	doc_open(builder, from->tag);
	if (builder->err.code)
		return;
	node = &builder->doc.nodes[builder->doc.count - 1];
	node->text = from->text;
	node->attrs = from->attrs;
	node->attr_count = from->attr_count;
}

void
doc_copy(struct doc_builder *builder, const struct doc *from, uint32_t first)
{
	uint32_t end = from->nodes[first].end;

	for (uint32_t i = first; i < end && !builder->err.code; i++) {
		uint32_t leaf = i;

		node_copy(builder, &from->nodes[i]);
		if (from->nodes[i].end != i + 1)
			continue;
		/* close all that ends behind this leaf, up to the copied element itself */
		if (from->nodes[leaf].tag != TAG_TEXT)
			doc_close(builder);
		while (leaf != first && from->nodes[from->nodes[leaf].parent].end == i + 1 &&
		       from->nodes[leaf].parent >= first) {
			leaf = from->nodes[leaf].parent;
			doc_close(builder);
		}
	}
}

struct err
doc_finish(struct doc_builder *builder, struct doc *out)
{
	if (builder->err.code)
		return builder->err;
	while (builder->depth > 1)
		doc_close(builder);
	builder->doc.nodes[0].end = builder->doc.count;
	*out = builder->doc;
	return (struct err){ 0 };
}

/* ---- text ---- */

struct str
doc_text_of(struct arena *arena, const struct doc *doc, uint32_t first)
{
	uint32_t end = doc->nodes[first].end;
	struct str only = S("");
	size_t n = 0, texts = 0, at = 0;
	char *p;

	for (uint32_t i = first; i < end; i++)
		if (doc->nodes[i].tag == TAG_TEXT)
			only = doc->nodes[i].text, n += only.n, texts++;
	if (texts <= 1)
		return only;
	p = arena_alloc_dirty(arena, n);
	for (uint32_t i = first; i < end; i++) {
		const struct node *node = &doc->nodes[i];
		if (node->tag != TAG_TEXT)
			continue;
		memcpy(p + at, node->text.p, node->text.n);
		at += node->text.n;
	}
	return (struct str){ p, n };
}

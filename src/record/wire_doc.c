/*
 * The page tree on the wire.
 *
 * It is its number of nodes, then the nodes behind the root in document order, each a byte (its
 * number in data/tags.tsv) and text:     varint  length * 2 + 1  and the bytes, or  length * 2  and
 * a varint, the gap from the end of the last span of the article's text to this one's beginning
 *   element:  varint  size * 2 + (has attributes), size being the number of nodes in it; then a
 * byte, how many attributes, and for each a byte, its number in data/attributes.tsv, and the value
 * Spans go forward only, so reading is linear whatever the bytes say.
 */
#include "record/wire.h"

static void
put_text_node(struct buf *out, struct str text, struct str whole, size_t *spans_end)
{
	uintptr_t from = (uintptr_t)text.p - (uintptr_t)whole.p;

	if (whole.p && text.p >= whole.p && from <= whole.n && text.n <= whole.n - from &&
	    from >= *spans_end) {
		buf_push_varint(out, (uint64_t)text.n << 1);
		buf_push_varint(out, from - *spans_end);
		*spans_end = from + text.n;
		return;
	}
	buf_push_varint(out, (uint64_t)text.n << 1 | 1);
	buf_push_str(out, text);
}

static void
put_element(struct buf *out, const struct node *node, uint32_t at)
{
	buf_push_varint(out, (uint64_t)(node->end - at) << 1 | (node->attr_count > 0));
	if (node->attr_count)
		buf_push_u8(out, (uint8_t)node->attr_count);
	for (unsigned i = 0; i < node->attr_count; i++) {
		buf_push_u8(out, attr_row(node->attrs[i].name)->wire);
		buf_push_bytes(out, raw_from_str(node->attrs[i].value));
	}
}

void
wire_put_doc(struct buf *out, const struct doc *doc, struct str text)
{
	size_t spans_end = 0;

	buf_push_varint(out, doc->count);
	for (uint32_t i = 1; i < doc->count; i++) {
		const struct node *node = &doc->nodes[i];
		buf_push_u8(out, tag_row(node->tag)->wire);
		if (node->tag == TAG_TEXT)
			put_text_node(out, node->text, text, &spans_end);
		else
			put_element(out, node, i);
	}
}

static bool
is_rune_start(struct str s, size_t at)
{
	return at == s.n || ((unsigned char)s.p[at] & 0xc0) != 0x80;
}

/* A piece of ${whole}, behind all spans before it. */
static struct str
get_span(struct reader *reader, size_t n, struct str whole, size_t *spans_end)
{
	size_t from = *spans_end + (size_t)read_varint(reader, whole.n - *spans_end);

	if (n > whole.n - from || !is_rune_start(whole, from) || !is_rune_start(whole, from + n)) {
		read_fail(reader, "text outside the article's");
		return (struct str){ 0 };
	}
	*spans_end = from + n;
	return str_slice(whole, from, from + n);
}

static void
get_text_node(struct reader *reader, struct node *node, struct str whole, size_t *spans_end)
{
	uint64_t code = read_varint(reader, 2 * (uint64_t)WIRE_ARTICLE_MAX + 1);
	struct raw bytes;

	if (!(code & 1)) {
		node->text = get_span(reader, (size_t)(code >> 1), whole, spans_end);
		return;
	}
	bytes = read_raw(reader, (size_t)(code >> 1));
	node->text = (struct str){ (const char *)bytes.p, bytes.n }; /* doc_check looks at it */
}

static void
get_attrs(struct arena *arena, struct reader *reader, struct node *node)
{
	unsigned count = read_u8(reader);

	/* so that a short message cannot ask for much memory */
	if (count > (unsigned)__builtin_popcount(tag_row(node->tag)->attrs)) {
		read_fail(reader, "too many attributes");
		return;
	}
	node->attrs = arena_array(arena, struct attr, count);
	node->attr_count = (uint16_t)count;
	for (unsigned i = 0; i < count; i++) {
		int name = attr_from_wire(read_u8(reader));
		struct raw value = read_bytes(reader);

		if (name < 0) {
			read_fail(reader, "unknown attribute");
			return;
		}
		node->attrs[i].name = (enum attr_name)name;
		node->attrs[i].value = (struct str){ (const char *)value.p, value.n };
	}
}

static void
get_element(struct arena *arena, struct reader *reader, struct node *node, uint32_t at)
{
	uint64_t code = read_varint(reader, 2 * (uint64_t)DOC_NODES_MAX + 1);

	node->end = at + (uint32_t)(code >> 1);
	if (code & 1)
		get_attrs(arena, reader, node);
}

/* The nodes behind the root; their nesting is checked by doc_check, but no parent is looked for
 * outside the tree. */
static void
get_nodes(struct arena *arena, struct reader *reader, struct doc *doc, struct str text)
{
	uint32_t parent = 0;
	size_t spans_end = 0;

	for (uint32_t i = 1; i < doc->count && !reader->err.code; i++) {
		struct node *node = &doc->nodes[i];
		while (parent && doc->nodes[parent].end <= i)
			parent = doc->nodes[parent].parent;
		node->parent = parent;
		node->end = i + 1;
		node->tag = (uint8_t)tag_from_wire(read_u8(reader));
		if (node->tag == TAG_TEXT)
			get_text_node(reader, node, text, &spans_end);
		else
			get_element(arena, reader, node, i);
		if (node->end > i + 1)
			parent = i;
	}
}

void
wire_get_doc(struct arena *arena, struct reader *reader, struct str text, struct doc *out)
{
	struct doc doc;
	struct err e;

	/* a node is two bytes or more, so that a short message cannot ask for much memory */
	doc.count = (uint32_t)read_varint(reader, DOC_NODES_MAX);
	if (doc.count == 0 || doc.count - 1 > reader->rest.n / 2) {
		read_fail(reader, "more elements than bytes");
		return;
	}
	doc.nodes = arena_array(arena, struct node, doc.count);
	doc.nodes[0] = (struct node){ .tag = TAG_ROOT, .end = doc.count };
	get_nodes(arena, reader, &doc, text);
	if (reader->err.code)
		return;
	e = doc_check(&doc);
	if (e.code)
		read_fail(reader, e.what);
	else
		*out = doc;
}

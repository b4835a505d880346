/*
 * tree.h: page trees written as text, for tests:  (p "one " (a href=https://a.example/ "two") (br))
 * A value ends at white space or a bracket; "\n" in quotes is written as it is; the root is left out.
 */
#ifndef XINSHI_TEST_TREE_H
#define XINSHI_TEST_TREE_H

#include <stdlib.h>

#include "base/buf.h"
#include "record/doc.h"

static inline struct str
tree_word(struct str *s)
{
	size_t n = 0;

	while (n < s->n && !strchr(" \n\t()\"=", s->p[n]))
		n++;
	struct str word = str_slice(*s, 0, n);
	*s = str_from(*s, n);
	return word;
}

static inline void
tree_element(struct doc_builder *builder, struct str *s)
{
	struct str name = tree_word(s), value;
	enum tag tag = tag_from_name(name);

	doc_open(builder, tag);
	while (pull_spaces(s) && s->n && !strchr("()\"", s->p[0])) {
		int attr = attr_from_name(tree_word(s));
		size_t n = 0;
		if (!pull_char(s, '=') || attr < 0)
			abort();
		while (n < s->n && !strchr(" \n\t()", s->p[n]))
			n++;
		value = str_slice(*s, 0, n);
		*s = str_from(*s, n);
		doc_attr(builder, (enum attr_name)attr, value);
	}
}

/* Malformed notation ends the test program: it is the test that is wrong. */
static inline struct doc
tree_from(struct arena *arena, const char *text)
{
	struct str s = str_from_c(text), words;
	struct doc_builder builder;
	struct doc doc = { 0 };

	doc_begin(&builder, arena);
	while (pull_spaces(&s) && s.n) {
		if (pull_char(&s, '('))
			tree_element(&builder, &s);
		else if (pull_char(&s, ')'))
			doc_close(&builder);
		else if (pull_char(&s, '"') && pull_until(&s, S("\""), &words))
			doc_text(&builder, words);
		else
			abort();
	}
	if (doc_finish(&builder, &doc).code)
		abort();
	return doc;
}

static inline void
tree_dump_node(struct buf *out, const struct node *node)
{
	if (node->tag == TAG_TEXT) {
		buf_push_format(out, "\"%.*s\"", STR_ARGS(node->text));
		return;
	}
	buf_push_format(out, "(%s", node->tag == TAG_UNKNOWN ? "unknown" : tag_row(node->tag)->name);
	for (unsigned i = 0; i < node->attr_count; i++)
		buf_push_format(out, " %.*s=%.*s", STR_ARGS(attr_row(node->attrs[i].name)->name),
		    STR_ARGS(node->attrs[i].value));
}

/* The notation of a tree, with single spaces: what tree_from reads. */
static inline struct str
tree_dump(struct arena *arena, const struct doc *doc)
{
	struct buf out = { 0 };
	struct str text;

	for (uint32_t i = 1; i < doc->count; i++) {
		if (i > 1 && out.p[out.n - 1] != ' ')
			buf_push_char(&out, ' ');
		tree_dump_node(&out, &doc->nodes[i]);
		for (uint32_t at = i; at && doc->nodes[at].end == i + 1; at = doc->nodes[at].parent)
			if (doc->nodes[at].tag != TAG_TEXT)
				buf_push_char(&out, ')');
	}
	text = str_copy(arena, buf_str(&out));
	buf_done(&out);
	return text;
}

#endif

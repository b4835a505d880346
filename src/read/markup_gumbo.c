/*
 * gumbo stays in this file: a second opinion on tame pages, for the differential test.  It frees
 * its tree by recursion, so markup is flattened before it, always.
 */
#include <gumbo.h>
#include <stdlib.h>

#include "read/markup_library.h"

struct gumbo_parser {
	uint8_t tags[GUMBO_TAG_LAST]; /* enum tag by gumbo's number */
};

static void *
parser_open(void)
{
	struct gumbo_parser *parser = mem_alloc(sizeof(*parser));

	for (int tag = 0; tag < GUMBO_TAG_LAST; tag++)
		parser->tags[tag] =
		    (uint8_t)tag_from_name(str_from_c(gumbo_normalized_tagname((GumboTag)tag)));
	return parser;
}

static struct str
element_name(const GumboElement *element)
{
	GumboStringPiece name = element->original_tag;

	if (element->tag != GUMBO_TAG_UNKNOWN)
		return str_from_c(gumbo_normalized_tagname(element->tag));
	gumbo_tag_from_original_text(&name);
	return (struct str){ name.data, name.length };
}

static enum tag
element_tag(const struct gumbo_parser *parser, const GumboElement *element, struct str name)
{
	if (element->tag_namespace != GUMBO_NAMESPACE_HTML && element->tag != GUMBO_TAG_SVG &&
	    element->tag != GUMBO_TAG_MATH)
		return TAG_UNKNOWN;
	return element->tag == GUMBO_TAG_UNKNOWN ? tag_from_name(name) : parser->tags[element->tag];
}

static void
put_element(
    const struct gumbo_parser *parser, struct building *building, const GumboElement *element)
{
	struct str name = name_lower(building->builder.arena, element_name(element));

	building_open(building, element_tag(parser, element, name), name);
	if (building->builder.err.code)
		return;
	for (unsigned i = 0; i < element->attributes.length; i++) {
		const GumboAttribute *attr = element->attributes.data[i];
		building_attr(building, str_from_c(attr->name), str_from_c(attr->value));
	}
}

/* Whether the node was opened and has to be closed. */
static bool
put_node(const struct gumbo_parser *parser, struct building *building, const GumboNode *node)
{
	switch (node->type) {
	case GUMBO_NODE_TEXT:
	case GUMBO_NODE_WHITESPACE:
	case GUMBO_NODE_CDATA:
		building_text(building, str_from_c(node->v.text.text));
		return false;
	case GUMBO_NODE_ELEMENT:
	case GUMBO_NODE_TEMPLATE:
		put_element(parser, building, &node->v.element);
		return true;
	default:
		return false;
	}
}

static const GumboNode *
first_child(const GumboNode *node)
{
	bool element = node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;

	return element && node->v.element.children.length ? node->v.element.children.data[0] : NULL;
}

static const GumboNode *
next_sibling(const GumboNode *node)
{
	const GumboVector *siblings = &node->parent->v.element.children;
	size_t next = node->index_within_parent + 1;

	return next < siblings->length ? siblings->data[next] : NULL;
}

static void
put_children(const struct gumbo_parser *parser, struct building *building, const GumboNode *root)
{
	const GumboNode *node = first_child(root);

	while (node && !building->builder.err.code) {
		bool opened = put_node(parser, building, node);
		if (opened && first_child(node)) {
			node = first_child(node);
			continue;
		}
		if (opened)
			doc_close(&building->builder);
		while (!next_sibling(node)) {
			node = node->parent;
			if (node == root)
				return;
			doc_close(&building->builder);
		}
		node = next_sibling(node);
	}
}

static struct err
parser_parse(void *opaque, struct str html, struct building *building)
{
	GumboOptions options = kGumboDefaultOptions;
	GumboOutput *output;
	uint32_t dropped;

	html = markup_flatten(building->builder.arena, html, MARKUP_DEPTH, &dropped);
	options.max_errors = 0;
	options.fragment_context = GUMBO_TAG_DIV;
	options.fragment_namespace = GUMBO_NAMESPACE_HTML;
	output = gumbo_parse_with_options(&options, html.p ? html.p : "", html.n);
	if (!output)
		return err_new(ERR_LIBRARY, "HTML parser failed");
	put_children(opaque, building, output->root);
	gumbo_destroy_output(&options, output);
	return (struct err){ 0 };
}

static void
parser_close(void *opaque)
{
	free(opaque);
}

const struct markup_calls markup_gumbo = { parser_open, parser_parse, parser_close };

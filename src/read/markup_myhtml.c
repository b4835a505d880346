/*
 * MyHTML stays in this file.  Its whole header, for the depth of the stack of open elements (api.h
 * hides it; the two cannot be included together).
 */
#include <setjmp.h>
#include <stdlib.h>

#include "read/markup_library.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wundef"
#pragma GCC diagnostic ignored "-Wstrict-prototypes"
#include <myhtml/callback.h>
#include <myhtml/myhtml.h>
#pragma GCC diagnostic pop

enum {
	PARSER_KEEP = 1 << 20, /* a page larger than this leaves too much memory behind: a new
				  parser is cheaper */
	/* Elements the parser may have open: a few below the ceiling of the tree, which counts its
	   root. */
	OPEN_MAX_ELEMENTS = DOC_DEPTH_MAX - 8,
};
/* Bytes that may be copied to join pieces of text. */
#define JOIN_MAX (UINT64_C(2) << 30)

struct myhtml_parser {
	myhtml_t *myhtml;
	myhtml_tree_t *tree;
	size_t largest;
	uint8_t tags[MyHTML_TAG_LAST_ENTRY]; /* enum tag by MyHTML's number */
	/* of the page at hand */
	uint32_t nodes, texts, pieces;
	uint64_t text_size;
	struct err err;
	jmp_buf stop;
};

/* MyHTML cannot be told to stop (its flag for building no tree, set half-way, makes it crash at the
 * next "<!["), so it is left where it stands.  It holds no lock while it calls us, and owns all it
 * has allocated: parser_done frees that. */
static void NORETURN
stop_parsing(struct myhtml_parser *parser, struct err err)
{
	parser->err = err;
	longjmp(parser->stop, 1);
}

/* Misnested formatting elements are built anew in every paragraph: that is how few bytes become
 * many nodes. */
static void
node_inserted(myhtml_tree_t *tree, myhtml_tree_node_t *node, void *context)
{
	struct myhtml_parser *parser = context;

	parser->texts += node->tag_id == MyHTML_TAG__TEXT;
	if (++parser->nodes > DOC_NODES_MAX)
		stop_parsing(parser, err_at(ERR_TOO_BIG, DOC_NODES_MAX, "too many elements"));
	if (tree->open_elements->length > OPEN_MAX_ELEMENTS)
		stop_parsing(
		    parser, err_at(ERR_TOO_DEEP, parser->nodes, "elements within elements"));
}

/*
 * A piece of text behind a tag that counts for nothing is joined to the text before it, by copying
 * both.  So what copying costs at most is the pieces joined times all text so far.
 */
static void *
token_done(myhtml_tree_t *tree, myhtml_token_node_t *token, void *context)
{
	struct myhtml_parser *parser = context;
	(void)tree;

	if (token->tag_id != MyHTML_TAG__TEXT)
		return context;
	parser->text_size += token->raw_length;
	if (parser->pieces > parser->texts &&
	    (parser->pieces - parser->texts) * parser->text_size > JOIN_MAX)
		stop_parsing(
		    parser, err_at(ERR_TOO_BIG, parser->text_size, "text in too many pieces"));
	parser->pieces++;
	return context;
}

static void
parser_done(struct myhtml_parser *parser)
{
	if (parser->tree)
		myhtml_tree_destroy(parser->tree);
	if (parser->myhtml)
		myhtml_destroy(parser->myhtml);
	parser->tree = NULL;
	parser->myhtml = NULL;
}

static bool
parser_init(struct myhtml_parser *parser)
{
	parser->myhtml = myhtml_create();
	parser->tree = myhtml_tree_create();
	if (!parser->myhtml || !parser->tree ||
	    myhtml_init(parser->myhtml, MyHTML_OPTIONS_PARSE_MODE_SINGLE, 1, 0) !=
		MyHTML_STATUS_OK ||
	    myhtml_tree_init(parser->tree, parser->myhtml) != MyHTML_STATUS_OK) {
		parser_done(parser);
		return false;
	}
	myhtml_callback_tree_node_insert_set(parser->tree, node_inserted, parser);
	myhtml_callback_after_token_done_set(parser->tree, token_done, parser);
	return true;
}

static struct str
tag_name(myhtml_tree_t *tree, myhtml_tag_id_t id)
{
	size_t n = 0;
	const char *name = myhtml_tag_name_by_id(tree, id, &n);

	return (struct str){ name, name ? n : 0 };
}

static void *
parser_open(void)
{
	struct myhtml_parser *parser = mem_alloc(sizeof(*parser));

	*parser = (struct myhtml_parser){ 0 };
	if (!parser_init(parser)) {
		free(parser);
		return NULL;
	}
	for (myhtml_tag_id_t id = 0; id < MyHTML_TAG_LAST_ENTRY; id++)
		parser->tags[id] = (uint8_t)tag_from_name(tag_name(parser->tree, id));
	return parser;
}

static void
parser_close(void *opaque)
{
	parser_done(opaque);
	free(opaque);
}

/* Names within SVG and MathML mean nothing to us; only the outermost element is known. */
static enum tag
node_tag(const struct myhtml_parser *parser, const myhtml_tree_node_t *node)
{
	bool foreign = node->ns != MyHTML_NAMESPACE_HTML;

	if (foreign && node->tag_id != MyHTML_TAG_SVG && node->tag_id != MyHTML_TAG_MATH)
		return TAG_UNKNOWN;
	if (node->tag_id < LENGTH(parser->tags))
		return parser->tags[node->tag_id];
	/* Newer than MyHTML: picture, dialog, ... */
	return tag_from_name(tag_name(parser->tree, node->tag_id));
}

static void
put_attributes(struct building *building, const myhtml_tree_node_t *node)
{
	unsigned seen = 0;

	if (!node->token)
		return;
	for (myhtml_token_attr_t *attr = node->token->attr_first; attr; attr = attr->next) {
		if (++seen > MARKUP_ATTRS_MAX) {
			note(building->notes, NOTE_CUT);
			return;
		}
		building_attr(building, (struct str){ attr->key.data, attr->key.length },
		    (struct str){ attr->value.data, attr->value.length });
	}
}

/* Whether the node was opened and wants to be closed. */
static bool
put_node(const struct myhtml_parser *parser, struct building *building, myhtml_tree_node_t *node)
{
	size_t n = 0;
	const char *text;

	if (node->tag_id == MyHTML_TAG__TEXT) {
		text = myhtml_node_text(node, &n);
		building_text(building, (struct str){ text, text ? n : 0 });
		return false;
	}
	if (node->tag_id == MyHTML_TAG__COMMENT || node->tag_id == MyHTML_TAG__DOCTYPE)
		return false;
	building_open(building, node_tag(parser, node), tag_name(parser->tree, node->tag_id));
	if (!building->builder.err.code)
		put_attributes(building, node);
	return true;
}

static void
put_children(
    const struct myhtml_parser *parser, struct building *building, const myhtml_tree_node_t *root)
{
	myhtml_tree_node_t *node = root->child;

	while (node && !building->builder.err.code) {
		bool opened = put_node(parser, building, node);
		if (opened && node->child) {
			node = node->child;
			continue;
		}
		if (opened)
			doc_close(&building->builder);
		while (!node->next) {
			node = node->parent;
			if (!node || node == root)
				return;
			doc_close(&building->builder);
		}
		node = node->next;
	}
}

/* Where the input ends within a tag's name, MyHTML makes text of the name; the standard drops it.
 */
static struct str
without_last_name(struct str html)
{
	ptrdiff_t last = str_find_last_char(html, '<');
	size_t at = last < 0 ? html.n : (size_t)last + 1;

	if (at < html.n && html.p[at] == '/')
		at++;
	if (at >= html.n || !char_is_alpha(html.p[at]))
		return html;
	while (at < html.n && !char_is_space(html.p[at]) && html.p[at] != '/' && html.p[at] != '>')
		at++;
	return at == html.n ? str_slice(html, 0, (size_t)last) : html;
}

static bool
parser_renew(struct myhtml_parser *parser)
{
	parser_done(parser);
	parser->largest = SIZE_MAX;
	return parser_init(parser);
}

static mystatus_t
parser_run(struct myhtml_parser *parser, struct str html)
{
	if (setjmp(parser->stop))
		return MyHTML_STATUS_ERROR;
	return myhtml_parse_fragment(parser->tree, MyENCODING_UTF_8, html.p ? html.p : "", html.n,
	    MyHTML_TAG_DIV, MyHTML_NAMESPACE_HTML);
}

static struct err
parser_parse(void *opaque, struct str html, struct building *building)
{
	struct myhtml_parser *parser = opaque;

	html = without_last_name(html);
	if (parser->largest > PARSER_KEEP && !parser_renew(parser))
		return err_new(ERR_LIBRARY, "HTML parser did not start");
	parser->largest = SIZE_MAX; /* until it is known to have ended well */
	parser->nodes = parser->texts = parser->pieces = 0;
	parser->text_size = 0;
	parser->err = (struct err){ 0 };
	if (parser_run(parser, html) != MyHTML_STATUS_OK)
		return parser->err.code ? parser->err : err_new(ERR_LIBRARY, "HTML parser failed");
	parser->largest = html.n;
	if (parser->tree->node_html)
		put_children(parser, building, parser->tree->node_html);
	return (struct err){ 0 };
}

const struct markup_calls markup_myhtml = { parser_open, parser_parse, parser_close };

/*
 * doc.h: a page as an array of nodes, in document order.
 *
 * The node at 0 is the root (TAG_ROOT).  The subtree of the node at i is [i, nodes[i].end): children follow their
 * parent at once, so walking is a loop and nothing recurses.  Text nodes have tag TAG_TEXT and ${text}; others have
 * attributes.  One shape serves the page as parsed (any tag, class, id, style, data-src ...) and the body as cleaned,
 * which holds only what data/tags.tsv keeps: doc_check tells them apart, and only a checked doc is stored or written.
 *
 * A cleaned body is in block form: the root's children are blocks (p, h2-h6, ul, ol, blockquote, pre, figure, table, hr);
 * text stands only inside p, headings, li, figcaption, cells, pre; white space in text is collapsed to single spaces, but
 * in pre; br stands only inside a block, never at its ends.
 */
#ifndef XINSHI_RECORD_DOC_H
#define XINSHI_RECORD_DOC_H

#include "base/arena.h"

enum tag {
#define ROW(name, tag, kind, rule, attributes, wire) tag,
#include "gen/tags.inc"
#undef ROW
	TAG_MAX
};

/* What an element is in a page: decides block form, text and the sanitiser. */
enum tag_kind {
	KIND_SPECIAL, /* root, text, unknown */
	KIND_BLOCK,   /* p, div, section, ... */
	KIND_HEADING,
	KIND_LIST,    /* ul, ol, dl */
	KIND_ITEM,    /* li, dt, dd */
	KIND_QUOTE,
	KIND_PRE,
	KIND_TABLE,   /* table, and its parts */
	KIND_CELL,
	KIND_FIGURE,
	KIND_CAPTION,
	KIND_MEDIA,   /* img, video, audio, source, picture */
	KIND_INLINE,  /* a, em, strong, ... */
	KIND_BREAK,   /* br, hr, wbr */
	KIND_FORM,    /* input, button, select, ... */
	KIND_META,    /* script, style, head, link, meta, template ... */
	KIND_EMBED,   /* iframe, object, embed, svg, math, canvas */
};

enum tag_rule {
	TAG_DROP,   /* the element and all that is in it */
	TAG_UNWRAP, /* its content stays */
	TAG_KEEP,
};

enum attr_name {
#define ROW(name, attr, flag, wire) attr,
#include "gen/attributes.inc"
#undef ROW
	ATTR_MAX
};

/* What a value is, which decides what doc_check demands of it. */
enum attr_kind {
	ATTR_IS_TEXT,
	ATTR_IS_URL,	/* see url_is_absolute */
	ATTR_IS_NUMBER, /* 1 to 5 digits */
	ATTR_IS_TOKEN,	/* letters, digits and hyphens: a language, a direction */
	ATTR_IS_PAGE,	/* only in a page as parsed, never in a cleaned body */
};

struct attr {
	enum attr_name name;
	struct str value; /* entities decoded; p never NULL */
};

struct node {
	uint8_t tag; /* enum tag */
	uint16_t attr_count;
	uint32_t end;	    /* index behind the subtree */
	uint32_t parent;    /* index; 0 for the root */
	struct str text;    /* TAG_TEXT: the text, entities decoded; TAG_UNKNOWN: the element's name */
	struct attr *attrs; /* at most one of a name, in order of enum attr_name */
};

struct doc {
	struct node *nodes; /* NULL: no body */
	uint32_t count;
};

enum {
	DOC_NODES_MAX = 200000,
	DOC_DEPTH_MAX = 512,
	DOC_ATTRS_MAX = 64,
	DOC_ATTR_BYTES_MAX = 65536,
	DOC_RULE_ATTRS = 12, /* from ATTR_RULE_1 on */
};

struct tag_row {
	const char *name; /* lower case */
	enum tag_kind kind;
	enum tag_rule rule;
	uint32_t attrs; /* 1 << enum attr_name for those kept */
	uint8_t wire;	/* its number in stored trees */
};

struct attr_row {
	struct str name; /* lower case */
	enum attr_kind kind;
	uint8_t wire;
};

const struct tag_row *tag_row(enum tag tag);
/* TAG_UNKNOWN if there is none; lower case is expected. */
enum tag tag_from_name(struct str name);
const struct attr_row *attr_row(enum attr_name name);
/* -1 if we do not know it.  Every name that begins with "on" is ATTR_ON. */
int attr_from_name(struct str name);
/* By the numbers of stored trees: TAG_UNKNOWN, -1 if there is none. */
enum tag tag_from_wire(unsigned wire);
int attr_from_wire(unsigned wire);

/* The value, or the empty view with p NULL. */
static inline struct str
node_attr(const struct node *node, enum attr_name name)
{
	for (unsigned i = 0; i < node->attr_count; i++)
		if (node->attrs[i].name == name)
			return node->attrs[i].value;
	return (struct str){ 0 };
}

/* ---- building: open and close as a parser would; misuse is an assert, ceilings are errors that stick ---- */

struct doc_builder {
	struct arena *arena;
	struct doc doc;
	size_t capacity;
	uint32_t open[DOC_DEPTH_MAX]; /* indexes of the open elements */
	unsigned depth;
	struct err err; /* ERR_TOO_BIG past DOC_NODES_MAX, ERR_TOO_DEEP past DOC_DEPTH_MAX */
};

/* Begins with an open root. */
void doc_begin(struct doc_builder *builder, struct arena *arena);
void doc_open(struct doc_builder *builder, enum tag tag);
/* On the element opened last, before anything is put in it; the first of a name stays. */
void doc_attr(struct doc_builder *builder, enum attr_name name, struct str value);
/* ${text} must live as long as the arena; empty text adds nothing. */
void doc_text(struct doc_builder *builder, struct str text);
void doc_close(struct doc_builder *builder);
/* Copies a subtree of another doc (attributes and text are shared). */
void doc_copy(struct doc_builder *builder, const struct doc *from, uint32_t node);
/* Closes what is open. */
struct err doc_finish(struct doc_builder *builder, struct doc *out);

/*
 * doc_check(doc):
 * Whether ${doc} holds only what data/tags.tsv keeps, well nested, in block form, no link within a link, with http(s) URLs,
 * valid UTF-8 without control characters, and within the ceilings.  What the archive takes from a worker passes
 * through here.  Linear; about a microsecond a kilobyte.
 * Errors:  ERR_WIRE, at: the node's index; what: the rule.
 */
struct err doc_check(const struct doc *doc);

/* Whether ${s} has the shape of what url_parse makes: http or https, a host, visible ASCII without "<>\\`.  Enough to know that it
 * is harmless in markup, no more. */
bool url_is_absolute(struct str s);

/* All text of a subtree, in document order, joined without separators. */
struct str doc_text_of(struct arena *arena, const struct doc *doc, uint32_t node);

#endif

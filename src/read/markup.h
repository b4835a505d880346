/*
 * markup.h: HTML, as a browser would read it, to a page tree.
 *
 * Nothing is judged here: every element, and every attribute that data/attributes.tsv knows, is in
 * the tree; comments and doctypes are not.  MyHTML is the parser; gumbo is a second opinion, for
 * tests.  Foreign objects stay in the file that knows their library.  No recursion, and nothing
 * grows faster than the input: elements deeper than MARKUP_DEPTH lose their tags and keep their
 * content, and a tree that still grows past the ceilings of doc.h is given up.
 */
#ifndef XINSHI_READ_MARKUP_H
#define XINSHI_READ_MARKUP_H

#include "record/article.h"

enum {
	MARKUP_MAX = 16 << 20,	  /* bytes */
	MARKUP_TAGS_MAX = 400000, /* '<' in all */
	MARKUP_DEPTH = 256,	  /* where tags are dropped, once a page has proved too deep */
	MARKUP_ATTRS_MAX = 1024,  /* looked at in one tag */
	MARKUP_HANDLER_MAX = 64,  /* bytes kept of an event handler */
	MARKUP_NAME_MAX = 64,	  /* bytes kept of an unknown element's name */
};

enum markup_library { MARKUP_MYHTML, MARKUP_GUMBO };

/* A parser, kept warm: one page after another, none leaving a trace in the next. */
struct markup;
struct err markup_open(enum markup_library library, struct markup **out);
void markup_close(struct markup *markup);

/*
 * markup_parse(markup, arena, html, notes, out): Reads ${html} as the content of a <div>: html,
 * head and body tags in it count for nothing, NUL bytes too.
 * Gives:   *${out} in ${arena}; untouched on failure.  NOTE_CUT in ${notes} for each thing
 *          shortened (may be NULL).
 * Errors:  ERR_TOO_BIG (bytes, tags, nodes), ERR_TOO_DEEP, ERR_LIBRARY.
 * Spec:    https://html.spec.whatwg.org/#parsing-html-fragments, scripting off.
 */
struct err markup_parse(struct markup *markup, struct arena *arena, struct str html,
    struct notes *notes, struct doc *out);

/* Attributes that are kept in the next tree though data/attributes.tsv does not know them, as ATTR_RULE_1 and so on, at most
 * DOC_RULE_ATTRS; ${names}, in lower case, live until then. */
void markup_ask(struct markup *markup, const struct strs *names);

/* ${s} with its character references decoded; tags in it stay as they are written. */
struct str markup_decode(struct markup *markup, struct arena *arena, struct str s);

/* The same markup with the tags left out that would stand deeper than ${depth}; *${dropped}
 * counts them. */
struct str markup_flatten(struct arena *arena, struct str html, unsigned depth, uint32_t *dropped);

#endif

/*
 * xml.h: XML as it is found in feeds, read forwards, one token at a time.
 *
 * A reader that cannot be stopped: where the document is not well-formed it says so once (a fault
 * with the byte) and reads on as the writer probably meant: an end tag closes what is open inside
 * its element, one without a start is passed over, a stray "&" or "<" is text, what is open at the
 * end is closed.  (A conforming parser must stop at the first such place, and libxml2's recovery
 * loses the rest of the text or of the document there; it gives the verdict in lint.h.)
 *
 * No document type is read: a DOCTYPE is passed over with all that is in it, so no entity is ever
 * declared, fetched or expanded.  The names of HTML's characters (&nbsp;) are known without one.
 *
 * The document passes through a window, which grows to its largest token: a token that touches the
 * window's end is forgotten and read again once there is more.
 */
#ifndef XINSHI_READ_XML_H
#define XINSHI_READ_XML_H

#include "base/buf.h"

enum {
	XML_DEPTH_MAX = 200,
	XML_ATTRS_MAX = 64,
	XML_BINDINGS_MAX = 400, /* prefixes in force at a time */
};

/* data/namespaces.tsv */
enum ns {
	NS_NONE, /* no namespace at all */
	NS_UNKNOWN,
	NS_APP,
	NS_BLOGCHANNEL,
	NS_CREATIVE_COMMONS,
	NS_RSS,
	NS_ATOM,
	NS_ATOM_OLD,
	NS_CONTENT,
	NS_DC,
	NS_DCTERMS,
	NS_FEEDBURNER,
	NS_FH,
	NS_GEO,
	NS_GEORSS,
	NS_GEOURL,
	NS_GML,
	NS_ICBM,
	NS_ITUNES,
	NS_MATHML,
	NS_MEDIA,
	NS_PHEEDO,
	NS_PSC,
	NS_RDF,
	NS_SLASH,
	NS_SVG,
	NS_SX,
	NS_SY,
	NS_THR,
	NS_TRACKBACK,
	NS_WFW,
	NS_XHTML,
	NS_XLINK,
	NS_XML,
	NS_MAX
};
/* The prefix it has in data/prefixes.tsv; "" for those of feeds themselves, for none and for
 * unknown ones. */
const char *ns_prefix(enum ns ns);

struct xml_attr {
	struct str name; /* as written, with its prefix */
	struct str local;
	struct str value; /* references decoded */
	enum ns ns;	  /* NS_NONE without a prefix */
};

struct xml_binding {
	struct str prefix, uri;
	enum ns ns;
};

struct xml_element {
	struct str name, local; /* as written */
	struct str base, lang;	/* in force: xml:base, xml:lang */
	enum ns ns;
	unsigned bindings; /* before its own */
};

enum xml_token { XML_END, XML_OPEN, XML_CLOSE, XML_TEXT };

/* What the reader asks for and tells, of its owner. */
struct xml_owner {
	void *context;
	/* Adds text to the window; false where there is no more. */
	bool (*more)(void *context, struct buf *window);
	/* Something wrong, with its byte and its line. */
	void (*fault)(void *context, const char *rule, struct str what, size_t at, uint32_t line);
	/* Text that was read and is about to be forgotten; may be NULL. */
	void (*spent)(void *context, struct str text);
};

struct xml {
	const struct xml_owner *owner;
	struct arena tokens; /* what they say, decoded */
	struct arena *kept;  /* what open elements say, where it has to outlast the window */
	/* the document as far as it is at hand, and what of that is not read yet */
	struct buf window;
	struct str rest;
	size_t dropped; /* bytes before the window */
	size_t step;	/* so much more is asked for at least */
	bool ended;	/* no more comes behind the window */
	bool unsure;	/* the token might be another if more were known */
	bool trying;	/* so faults are only counted */
	unsigned complaints;
	size_t line_at;
	uint32_t line; /* lines ended before line_at */
	/* the token at hand */
	struct str text; /* XML_TEXT: references decoded; a view into the whole or the arena */
	bool is_cdata;
	struct xml_attr attrs[XML_ATTRS_MAX]; /* XML_OPEN; XML_CLOSE keeps nothing */
	unsigned attr_count;
	/* what is open; the element of XML_OPEN is the last of them, that of XML_CLOSE stands
	 * behind them */
	struct xml_element outside, open[XML_DEPTH_MAX + 1];
	unsigned depth;
	unsigned closing;  /* so many of them are to be closed before reading on */
	unsigned too_deep; /* open elements past XML_DEPTH_MAX: passed over */
	bool is_empty;	   /* XML_OPEN of "<x/>" */
	struct xml_binding bindings[XML_BINDINGS_MAX];
	unsigned binding_count;
	bool seen_root, cut, attrs_cut; /* nested too deep; more attributes than XML_ATTRS_MAX */
	unsigned kept_depth, kept_bindings; /* so many of them are in ${kept} */
};

/* ${base} is what the outermost xml:base is relative to; may be empty. */
void xml_begin(struct xml *xml, struct arena *kept, struct str base, const struct xml_owner *owner);
void xml_done(struct xml *xml);
/* The next token; what it says, and what open elements do, is valid until the one after it. */
enum xml_token xml_next(struct xml *xml);
/* The element of XML_OPEN and XML_CLOSE. */
const struct xml_element *xml_element(const struct xml *xml, enum xml_token token);
/* The element just opened takes the place of the one at ${depth} (1: the root), which was not
 * ended: what is open between them ends without a word. */
void xml_hoist(struct xml *xml, unsigned depth);
/* The attribute without prefix, in any case; p NULL if there is none. */
struct str xml_attr(const struct xml *xml, const char *name);
struct str xml_attr_ns(const struct xml *xml, enum ns ns, const char *local);
/* Where the reader is; at most a window back from there: the line, from 1. */
static inline size_t
xml_at(const struct xml *xml)
{
	return xml->dropped + xml->window.n - xml->rest.n;
}
uint32_t xml_line(struct xml *xml, size_t at);

/* Between xml_window.c and xml.c: the token at the window's front, as far as the window goes. */
enum xml_token xml_read(struct xml *xml);
void xml_complain(struct xml *xml, const char *rule, struct str what, size_t at);
/* Between xml.c and xml_ns.c: a prefix is bound in the element being read; what a prefix stands
 * for, where one that was never declared is taken for what it usually means, with a fault. */
void xml_bind(struct xml *xml, struct str prefix, struct str uri);
void xml_complain(struct xml *xml, const char *rule, struct str what, size_t at);
enum ns xml_ns_of(struct xml *xml, struct str prefix, size_t at);

/* The encoding that "<?xml ... encoding='x'?>" at the front of ${bytes} names; empty if none. */
struct str xml_declared_encoding(struct raw bytes);

#endif

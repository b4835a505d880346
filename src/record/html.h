/*
 * html.h: markup written from a tree of allowed nodes, and from nothing else.
 */
#ifndef XINSHI_RECORD_HTML_H
#define XINSHI_RECORD_HTML_H

#include "base/buf.h"
#include "record/doc.h"

/* Safe markup: made only by html_from_doc. */
struct html {
	const char *p;
	size_t n;
};

enum html_flags {
	HTML_NO_IMAGES = 1,   /* a caption and a link where the picture was */
	HTML_XHTML = 2,	      /* void elements closed, for EPUB and feeds */
	HTML_PRETTY = 4,      /* a line per block */
	HTML_BOOK = 8,	      /* for EPUB 3.2, whose rules are older than pictures that wait or decode aside */
};

/* What is shown for a picture of an article: a print of our own. */
struct html_picture {
	struct str src;		/* may be relative; empty: none is shown, a link stands there */
	struct str large;	/* where a link around it leads; empty: no link */
	int64_t width, height;	/* of src, so that nothing jumps; 0: as the article has them */
};

/*
 * The article's body as HTML5: only elements and attributes of data/tags.tsv that are kept, every text and value
 * escaped, every link rel="nofollow noopener noreferrer", URLs only http and https.
 * ${image}, where not NULL, says what to show for an image's URL.
 */
typedef struct html_picture html_image(void *context, struct str url);
struct html html_from_doc(struct arena *arena, const struct doc *doc, enum html_flags flags, html_image *image,
    void *context);

/* The verbs of output, each for its context.  Text between tags; a value between double quotes. */
void html_text(struct buf *out, struct str s);
void html_attr(struct buf *out, struct str s);
/* Our own markup that html_from_doc made. */
void html_put(struct buf *out, struct html html);

#endif

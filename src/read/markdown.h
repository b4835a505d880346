/*
 * markdown.h: the article file of an archive in git: a head of a few lines, then the item's HTML
 * as the feed had it.
 *
 *	<!--1612139160000-->			time of publication, milliseconds since 1970 UTC
 *	[headline](https://example.org/1)
 *	------
 *						an empty line, then the HTML on one line, then a line break
 *	<p>...
 *
 * The forks write front matter before it, or instead of it (keys in data/front_matter.tsv; form in
 * front_matter.h). A byte order mark, \r\n and empty lines before the head are forgiven.
 */
#ifndef XINSHI_READ_MARKDOWN_H
#define XINSHI_READ_MARKDOWN_H

#include "read/front_matter.h"
#include "text/date.h"

/* Views into the text given, or into the arena where a value had to be unquoted. */
struct markdown {
	struct str title; /* as written; empty where there is none */
	struct str url;	  /* as written, never empty */
	size_t url_at;	  /* offsets in the text given */
	struct when published;
	const char *evidence; /* where that date stood: "header", "front matter" */
	struct str body;      /* without the line break that ends the file */
	size_t body_at;
	bool has_front_matter;
	bool clean; /* Markdown as our own export writes it, not HTML: see commonmark.h */
	bool own;   /* an export of our own: its head is what the record was, not what a feed claims */
	bool ended; /* the file ends with a line break, as its writer leaves it */
	struct front_matter front;
};

/*
 * markdown_parse(arena, text, zone_s, out):
 * Gives:   *${out}; untouched on failure.  What the header says wins over the front matter.  An
 *          empty body is no error. The last "](" before "http" splits title and URL, and the last
 *          ")" of the line ends the URL, so that both may hold brackets.
 * Takes:   ${zone_s} for a date in the front matter that has no zone.
 * Errors:  ERR_EMPTY; ERR_HEADER where no head is found; ERR_TRUNCATED where the file ends inside
 *          the head or at its end; ERR_DATE ("NaN", ...); ERR_URL without one; ERR_FRONT_MATTER;
 *          each at the byte where it was noticed.
 */
struct err markdown_parse(
    struct arena *arena, struct str text, int32_t zone_s, struct markdown *out);

#endif

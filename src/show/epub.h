/*
 * epub.h: one EPUB 3 (with a toc.ncx for readers of EPUB 2), written front to back: chapters and
 * pictures as they come, then what lists them.
 *
 * The same chapters give the same bytes: no time of the run, and the book's identifier is made of a
 * digest over all that is in it. What is said goes through html_text and html_attr, so that no byte
 * of a stranger's can break the markup.
 */
#ifndef XINSHI_SHOW_EPUB_H
#define XINSHI_SHOW_EPUB_H

#include "base/digest.h"
#include "show/html_out.h"
#include "show/zip.h"

struct epub {
	struct zip zip;
	const struct html_out *as; /* language of the interface, script, zone */
	struct str title;
	int64_t modified;	   /* newest capture, seconds */
	struct digest_state state; /* of names and bytes so far */
	struct buf manifest, spine, nav, ncx;
	struct buf langs; /* dc:language elements */
	unsigned lang_count;
	int points; /* of the table of contents */
	bool in_section;
};

/* ${as} must outlive the book; ${out} is where it goes. */
void epub_begin(struct epub *epub, struct buf *out, const struct html_out *as, struct str title,
    int64_t modified);
/* Chapters from here on belong under ${name}, whose first is in the file ${href}. */
void epub_section(struct epub *epub, struct str name, struct str href);
/* A chapter: its file, the title for the table of contents and its language (epub_lang). */
void epub_chapter(
    struct epub *epub, struct str href, struct str title, struct str lang, struct buf *markup);
/* A picture; ${href} may be put once. */
void epub_picture(struct epub *epub, struct str href, struct str media, struct raw bytes);
/* The first page, whose markup is known last, and all that lists the rest; gives the error of all.
 */
struct err epub_end(struct epub *epub, struct buf *front);

/* A language as an attribute may say it: the script that it was converted to; "und" for what is no
 * tag of BCP 47. */
struct str epub_lang(const struct html_out *out, struct str lang);
/* Whether ${lang} is shown converted. */
bool epub_is_converted(const struct html_out *out, struct str lang);
/* Head and end of a page of the book. */
void epub_page_begin(struct html_out *out, struct str title, struct str lang);
void epub_page_end(struct html_out *out);
/* A title that has something to show, else the word for none. */
struct str epub_title(const struct html_out *out, struct str title);

#endif

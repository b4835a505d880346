/*
 * webpage.h: a page of the web as it stands: what its head says about it, and the feeds it names.
 */
#ifndef XINSHI_READ_WEBPAGE_H
#define XINSHI_READ_WEBPAGE_H

#include "read/markup.h"
#include "record/outline.h"

/*
 * webpage_read(arena, markup, question, page, view):
 * Reads ${question}->bytes in the character set that the response, the page or its bytes say.
 * Gives:   *${page}, the tree; of *${view} all but feeds, blocks and held; both in ${arena}, untouched on
 * failure.
 * Errors:  ERR_EMPTY, ERR_BINARY, ERR_CHARSET, ERR_TOO_BIG; as markup_parse.
 */
struct err webpage_read(struct arena *arena, struct markup *markup,
    const struct page_question *question, struct doc *page, struct page_view *view);

/* The same of a page that was decoded already, by webpage_decode; ${url} may be empty. */
struct err webpage_read_text(struct arena *arena, struct markup *markup, struct str text, struct str url,
    struct doc *page, struct page_view *view);

/* The feeds that a page from ${url} names (discover.h), added to the empty *${out}.  All links are looked at: not for who
 * only wants the text. */
void webpage_feeds(struct arena *arena, const struct doc *page, struct str url, struct outlines *out);

/* What addresses in ${page} are relative to: its first <base href>, itself relative to ${url}. */
struct url webpage_base(struct arena *arena, const struct doc *page, struct url url);

/* The page as text: a byte order mark, the header, <meta>, XML's declaration, else a guess; where
 * what is said does not fit the bytes, the next that does.  ERR_BINARY: it is a picture, an archive ...; webpage_charset.c */
struct err webpage_decode(
    struct arena *arena, struct raw bytes, struct str content_type, struct str *out);

#endif

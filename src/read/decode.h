/*
 * decode.h: the first stage: the bytes of an article file -> the head of the record, and the
 * markup of its body.
 */
#ifndef XINSHI_READ_DECODE_H
#define XINSHI_READ_DECODE_H

#include "read/markup.h"
#include "record/wire.h"

/* What is longer is cut, with NOTE_CUT: bytes, and how many. */
enum { TITLE_MAX = 4096, SOURCE_MAX = 256, TAG_SIZE_MAX = 256, TAGS_MAX = 100 };

/*
 * article_decode(arena, markup, question, article, body):
 * Gives:   title, url_claimed, published and its evidence, source, tags, rules and notes of
 *          *${article} (and its section, where the front matter names one); *${body}, the markup
 *          as written, a view into the question's bytes, or made of our own clean Markdown. The source is what the front matter says,
 *          else the outlet at that host, else the question's.
 * Takes:   ${markup} to decode character references in titles.
 * Errors:  as text_from_utf8, markdown_parse and url_parse, at the byte of the file.
 */
struct err article_decode(struct arena *arena, struct markup *markup,
    const struct question *question, struct article *article, struct str *body);

/* ---- shared with the first stage of items (main/item.c) ---- */

struct outlet;

/* At most ${max} bytes of ${s}, whole characters; NOTE_CUT where there were more. */
struct str decode_cut(struct notes *notes, struct str s, size_t max);
/* A title's text on one line, at most TITLE_MAX; what is still a reference was escaped twice. */
struct str decode_title(
    struct arena *arena, struct markup *markup, struct str title, struct notes *notes);
/* Adds a tag, once. */
void decode_tag(struct arena *arena, struct article *article, struct str tag);
/* A date without a zone is of the outlet's place (NULL: unknown), unless the asker knew better. */
struct when decode_zone(struct when when, const struct outlet *outlet, int32_t asked_s);

#endif

/*
 * article_json.h: an article as our own JSON Lines hold it ("schema":"article/1", xinshi-json(5)), taken back: what the export says is
 * what the record claims.
 */
#ifndef XINSHI_READ_ARTICLE_JSON_H
#define XINSHI_READ_ARTICLE_JSON_H

#include "read/markdown.h"

/* Whether a file is meant as an object: its first sign that is no white space is "{". */
bool article_json_is(struct str text);

/*
 * article_json_parse(arena, text, zone_s, out):
 * Gives:   *${out} as markdown_parse does, its body HTML; untouched on failure.  What is of another type than it should be counts as
 *          missing, but for schema and url.
 * Errors:  ERR_SYNTAX at the byte where JSON broke; ERR_HEADER for another schema, or without html or text; ERR_URL; ERR_DATE where a
 *          date is given that is none.
 */
struct err article_json_parse(struct arena *arena, struct str text, int32_t zone_s, struct markdown *out);

#endif

/*
 * tohtml.h: texts of feeds that are not HTML -> HTML that markup_parse reads as they were meant.
 */
#ifndef XINSHI_READ_TOHTML_H
#define XINSHI_READ_TOHTML_H

#include "base/arena.h"

/* Plain text: empty lines part paragraphs, line breaks stay. */
struct str tohtml_plain(struct arena *arena, struct str text);

/* Markup without a single tag whose writer parted paragraphs by empty lines; else ${html} itself.
 */
struct str tohtml_untagged(struct arena *arena, struct str html);

/* Markup as XML: "<a/>" ends a, "<br></br>" is one break, CDATA is text.  ${xhtml} itself where it
 * reads the same in both. */
struct str tohtml_xhtml(struct arena *arena, struct str xhtml);

#endif

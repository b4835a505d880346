/*
 * opml.h: lists of feeds as other programs keep them: OPML 1.0 to 2.0, and lists of addresses, one
 * a line.
 */
#ifndef XINSHI_READ_OPML_H
#define XINSHI_READ_OPML_H

#include "record/outline.h"

enum { OPML_MAX = 32 << 20 /* bytes of text */ };

/*
 * opml_read(arena, question, out):
 * Reads a list in any character set.  OPML: every outline with xmlUrl, attributes in any case, the
 * outlines above it and its categories as labels.  Else lines: an address, then (newsboat) labels
 * in quotes, "~" before a title; "#" begins a comment.  What is malformed is read as feeds are.
 * Nothing is followed, fetched or run: outlines of type "include", addresses of other schemes than
 * http and https ("exec:", "|command", "filter:", "query:", "javascript:") are counted as left out.
 * An address twice is one outline with the labels of both.
 * Gives:   *${out} in ${arena}; untouched on failure.
 * Errors:  ERR_EMPTY; ERR_CHARSET; ERR_SYNTAX where nothing in it is of such a list; ERR_TOO_BIG.
 * Spec:    http://opml.org/spec2.opml; newsboat's urls file.
 */
struct err opml_read(
    struct arena *arena, const struct page_question *question, struct outlines *out);

#endif

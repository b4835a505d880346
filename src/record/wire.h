/*
 * wire.h: struct article as bytes, for the pipe between worker and archive and (the body) for the archive's rows.
 *
 * An article is a sequence of fields, each  varint wire-number, varint length, bytes;  unknown numbers are skipped, so an
 * older reader reads a newer writer.  The tree refers to the text by spans, so that text is there once.  Reading checks
 * everything, as one does a stranger's message: UTF-8, URLs, tree (doc_check), ceilings.
 */
#ifndef XINSHI_RECORD_WIRE_H
#define XINSHI_RECORD_WIRE_H

#include "record/article.h"

enum { WIRE_ARTICLE_MAX = 64 << 20 };

void wire_put_article(struct buf *out, const struct article *article);
/* Everything in ${out} lives in ${arena} or points into ${bytes}, which must live as long. */
struct err wire_get_article(struct arena *arena, struct raw bytes, struct article *out);

/* Text and tree alone: what a row of revisions keeps, compressed. */
void wire_put_body(struct buf *out, const struct article *article);
struct err wire_get_body(struct arena *arena, struct raw bytes, struct article *out);
/* The text alone, a view into ${bytes}: search reads thousands of them and no tree. */
struct err wire_get_text(struct raw bytes, struct str *out);

/* The tree by itself, against the text it points into; errors stick to the buffer and the reader. */
void wire_put_doc(struct buf *out, const struct doc *doc, struct str text);
void wire_get_doc(struct arena *arena, struct reader *reader, struct str text, struct doc *out);

/* Notes as one value: for a column. */
void wire_put_notes(struct buf *out, const struct notes *notes);
struct err wire_get_notes(struct raw bytes, struct notes *out);

/* What the desk is asked to do with one file of an archive, and what it answers. */
struct question {
	struct raw bytes;     /* the file */
	struct str source;    /* the folder's name: the last resort for the source */
	int32_t zone_s;	      /* assumed where a date has none */
	int64_t now;	      /* seconds; judges dates in the future */
};
void wire_put_question(struct buf *out, const struct question *question);
struct err wire_get_question(struct raw bytes, struct question *out);

/* An error on the wire: code by name, at, what (which is copied to ${arena} on reading). */
void wire_put_err(struct buf *out, struct err err);
struct err wire_get_err(struct arena *arena, struct raw bytes);

#endif

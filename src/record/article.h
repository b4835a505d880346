/*
 * article.h: the one central record that all stages pass on.
 *
 * Stages fill it in the order of src/main/stages.c; data/article.tsv says for each member which stage writes it, and no
 * stage rewrites another's.  Everything in it lives in the arena of its article.
 */
#ifndef XINSHI_RECORD_ARTICLE_H
#define XINSHI_RECORD_ARTICLE_H

#include "base/digest.h"
#include "base/arena.h"
#include "record/doc.h"
#include "text/date.h"
#include "text/url.h"

/* Raised with every change to the rules that changes what is derived from a capture: member ${rules}. */
enum { RULES_VERSION = 2 };

enum note_code {
#define ROW(code, key, wire, group, text) code,
#include "gen/notes.inc"
#undef ROW
	NOTE_MAX
};

struct note_row {
	const char *key, *group, *text;
	unsigned wire; /* its number in stored rows */
};
const struct note_row *note_row(enum note_code code);
/* -1 if there is none. */
int note_from_wire(unsigned wire);

/* How often each thing was met; 0: not at all. */
struct notes {
	uint32_t count[NOTE_MAX];
};

static inline void
note(struct notes *notes, enum note_code code)
{
	notes->count[code]++;
}

struct strs {
	struct str *items;
	size_t count, capacity;
};
enum { STRS_MAX = 4096 }; /* in an article: more is refused on the wire */

struct article {
	struct url url;
	struct str key, url_claimed;
	struct str title, headline, section, site, deck;
	struct strs authors, tags;
	struct str source;
	struct str lang;
	struct when published;
	struct str published_evidence;
	struct when updated;
	struct str text;
	struct doc doc; /* its text nodes point into ${text} wherever they stand there */
	struct digest digest, body_digest;
	int64_t simhash;
	int64_t images, characters;
	struct notes notes;
	int64_t rules;
	struct str guid; /* scoped by the feed it stood in */
};

enum field_kind {
	FIELD_STR,
	FIELD_URL,
	FIELD_WHEN,
	FIELD_INT,
	FIELD_HASH, /* int64_t as well, but 64 bits without order: hexadecimal text in JSON */
	FIELD_DIGEST,
	FIELD_STRS,
	FIELD_DOC,
	FIELD_NOTES,
};

/* One row of data/article.tsv. */
struct field {
	const char *name, *json, *sql, *stage, *meaning; /* sql NULL: not kept */
	enum field_kind kind;
	unsigned wire;
	size_t offset; /* in struct article */
};

extern const struct field article_fields[];
extern const size_t article_field_count;

/* The member of ${article} that ${field} describes: cast by its kind (struct str *, struct url *, ...). */
static inline void *
field_of(const struct article *article, const struct field *field)
{
	return (char *)(uintptr_t)article + field->offset;
}

struct json;
/* Writes the members as JSON (no braces), by the table; HTML as a string made by html_from_doc.  ${skip} names JSON keys
 * to leave out, ended by NULL; may be NULL.  Absent dates and texts are null. */
void article_json(struct arena *arena, struct json *json, const struct article *article, const char *const *skip);

/* What a test case wants of the article of a page (test/golden/extract): headline, deck, authors, section, site, language, dates, text; a
 * member a line. */
void article_case(struct arena *arena, const struct article *article, struct buf *out);

#endif

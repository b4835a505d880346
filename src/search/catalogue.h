/*
 * catalogue.h: what the files of search/ share.
 */
#ifndef XINSHI_SEARCH_CATALOGUE_H
#define XINSHI_SEARCH_CATALOGUE_H

#include "search/documents.h"
#include "search/query.h"
#include "search/texts.h"

struct walk;

/* What the tokenizer works with; one a connection. */
struct tokenizer {
	struct buf folded;
	uint32_t tokens; /* given since it was set to 0 */
};

struct search {
	struct archive *archive;
	sqlite3 *db;
	struct tokenizer tokenizer;
	struct documents documents;
	struct texts texts;
	bool writable, exists; /* exists: the tables of the index are there */
	uint64_t generation;   /* of the archive, when the documents were loaded */
	size_t unmerged;       /* documents added since the index was last merged into one */
	struct walk *walk;     /* the query that is running; FTS5 calls back */
	struct buf match;
};

/* ---- engine.c: FTS5 ---- */

/* Makes tokenizer and callback known to the connection. */
struct err engine_register(struct search *search);
/* The result code of a call, as an error of the archive. */
struct err engine_error(const struct search *search, int code);
/* Called for each row that matches; true ends the walk. */
bool walk_meets(struct walk *walk, const Fts5ExtensionApi *api, Fts5Context *fts);

/* ---- index.c ---- */

/* Takes up what was committed; inside a read transaction, or as the writer. */
struct err search_take_up(struct search *search);
/* A setting of FTS5's own. */
struct err search_configure(struct search *search, const char *name, int64_t value);
/* Notes the rules of the day, and that the documents are numbered anew. */
struct err search_note_rules(struct search *search);

#endif

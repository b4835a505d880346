/*
 * catalogue.h: what the files of search/ share.
 */
#ifndef XINSHI_SEARCH_CATALOGUE_H
#define XINSHI_SEARCH_CATALOGUE_H

#include "search/documents.h"
#include "search/query.h"
#include "search/texts.h"
#include "search/traits.h"

struct walk;

/* What FTS5 calls back into; one a connection, and as long-lived: tables keep their tokenizer until
 * it closes. */
struct engine {
	struct buf folded;
	uint32_t tokens;   /* given since it was set to 0 */
	struct walk *walk; /* the query that is running */
};

/* An article whose newest revision is not in the index. */
struct pending {
	int64_t article, revision, time, source;
	bool changed;
};

/* All of them, in order of publication, as they were when the archive had this generation. */
struct pendings {
	struct arena arena;
	struct pending *items;
	size_t at, count, capacity; /* before ${at}: done */
	uint64_t generation;
};

struct search {
	struct archive *archive;
	struct engine *engine;
	struct documents documents;
	struct texts texts;
	struct traits traits;
	bool writable, exists; /* exists: the tables of the index are there */
	uint64_t generation;   /* of the archive, when the documents were loaded */
	struct pendings pendings;
	size_t unmerged; /* documents added since the index was last merged into one */
	struct buf match;
};

/* ---- engine.c: FTS5 ---- */

/* The connection's, made if it has none: tokenizer and callback are known to FTS5 then. */
struct err engine_find(struct archive *archive, struct engine **out);
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

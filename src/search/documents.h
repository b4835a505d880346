/*
 * documents.h: the narrow table of what is indexed, in memory: some 24 bytes a document.
 *
 * A document is one revision in the index.  Its number (docid, FTS5's rowid) is given once, from 1
 * on without gaps, in order of publication within each pass of indexing, so that numbers mostly
 * grow with time.  An article whose text changed gets a new document; the old one stays in the
 * index, is known here not to be the newest, and is passed over.
 *
 * Newest first is exact whatever the order of arrival: documents are seen as runs, ranges of
 * numbers within which time mostly grows, and each run knows the latest time up to each of its
 * blocks.  Who walks a run backwards may stop once what he has is newer than that.
 */
#ifndef XINSHI_SEARCH_DOCUMENTS_H
#define XINSHI_SEARCH_DOCUMENTS_H

#include "store/sql.h"

enum { DOCUMENT_BLOCK = 32, LANGS_MAX = 256 };

struct document_run {
	uint32_t from, to; /* docids [from, to] */
	int64_t newest, oldest;
};

struct documents {
	uint32_t count, capacity;
	/* each by docid - 1 */
	int64_t *time;
	uint32_t *article, *revision, *length;
	uint16_t *source;
	uint8_t *lang, *changed;

	uint32_t *latest; /* by article: its newest document, 0 none */
	uint32_t articles;
	uint32_t sources;	/* all source ids are smaller */
	uint64_t live, lengths; /* newest documents; and the sum of their lengths */

	struct str *langs; /* LANGS_MAX places; the last stands for all that found none */
	unsigned lang_count;

	/* each by block */
	int64_t *newest_before; /* latest time in the run up to the block's end */
	int64_t *oldest_after;	/* earliest time in the run from the block's beginning */
	struct document_run *runs;
	size_t run_count, run_capacity;

	int64_t epoch;	    /* changes when the index is built anew */
	struct arena arena; /* of langs */
};

struct document {
	int64_t time;
	int64_t article, revision;
	uint32_t length;
	int64_t source;
	struct str lang;
	bool changed;
};

void documents_init(struct documents *documents);
void documents_done(struct documents *documents);
/* The next docid's document.  ERR_TOO_BIG past what the narrow table can number. */
struct err documents_add(struct documents *documents, const struct document *document);
/* After some were added: runs and bounds. */
void documents_arrange(struct documents *documents);

/* Takes up what the archive's table has more, all of it if the index was built anew. */
struct err documents_load(struct documents *documents, struct archive *archive);

static inline bool
document_is_live(const struct documents *documents, uint32_t docid)
{
	return documents->latest[documents->article[docid - 1]] == docid;
}

/* The document of an article, 0 if it has none. */
static inline uint32_t
document_of(const struct documents *documents, int64_t article)
{
	return article >= 0 && article < documents->articles ? documents->latest[article] : 0;
}

/* Whether the index has the article as it is now: its newest revision, at its time. */
static inline bool
document_is_of(const struct documents *documents, int64_t article, int64_t revision, int64_t time)
{
	uint32_t docid = document_of(documents, article);

	return docid && documents->revision[docid - 1] == revision &&
	       documents->time[docid - 1] == time;
}

/* The latest time among the documents of the run before ${docid} (it included); the earliest among
 * those behind it. */
static inline int64_t
newest_before(const struct documents *documents, uint32_t docid)
{
	return documents->newest_before[(docid - 1) / DOCUMENT_BLOCK];
}

static inline int64_t
oldest_after(const struct documents *documents, uint32_t docid)
{
	return documents->oldest_after[(docid - 1) / DOCUMENT_BLOCK];
}

#endif

/*
 * verify.h: every stored byte against its digest; and all that is derived, made again.
 */
#ifndef XINSHI_STORE_VERIFY_H
#define XINSHI_STORE_VERIFY_H

#include "store/articles.h"

/* One thing found damaged: what it is ("capture 17, BBC/000001.md"), the error, and what it means
 * or what to do. */
struct damage {
	struct str thing;
	struct err err;
	struct str advice;
};

struct verify_report {
	int64_t captures, capture_bytes, packs, dictionaries, articles, revisions; /* checked */
	int64_t exchanges, feeds, mentions, pictures, prints;			   /* the same */
	int64_t blobs, blob_bytes; /* of pictures and prints: the same */
	/* originals that the budget gave up, when; their captures are checked but for the bytes */
	int64_t given_up, given_up_bytes, given_up_first, given_up_last;
	int64_t index_rows;   /* left to whoever asks the catalogue (search_verify) */
	struct damage *items; /* at most 1,000; ${damages} counts all */
	size_t count;
	int64_t damages;
};

/* Told now and then: done of total (bytes); false stops (ERR_INTERRUPTED). */
typedef bool verify_progress(void *context, int64_t done, int64_t total);

/* Pages (PRAGMA integrity_check), schema, references, every pack, capture, dictionary and body
 * against its digest, every row against its sum, derived rows against what they derive from. Damage
 * is no error of this function: it goes on and reports.  The catalogue is not looked at: see
 * search_verify. */
struct err archive_verify(struct archive *archive, struct arena *arena, verify_progress *progress,
    void *context, struct verify_report *out);

/*
 * Rebuild: derived tables are emptied and filled again from the captures, in order of their ids;
 * ids of articles stay, and so do feeds, their schedule, exchanges and visits.  Each capture's
 * bytes go to whoever reads them, who gives the records (a feed's document: one an item) or a
 * fault; the answers may come later, in order.  All in one transaction: until it commits, readers
 * see the old tables.
 */
struct rebuild;
struct err rebuild_begin(struct archive *archive, struct rebuild **out);
/* The next capture to read (ids grow; CAPTURE_WAY and CAPTURE_PICTURE are none; of the pages of one
 * visit only the last is handed out, page_chain.h), or ERR_NOT_FOUND at the end; bytes live in
 * ${arena}.  ERR_TOO_BIG with the capture filled in where it is larger than
 * any document: answer with that fault.  ERR_DIGEST and ERR_DAMAGE with the capture filled in:
 * nothing can be read out of it any more; answer with rebuild_keep. */
struct err rebuild_next(
    struct rebuild *rebuild, struct arena *arena, struct capture *capture, struct raw *bytes);
/* The answers, in order of the captures' ids; rebuild_article any number of times for one. */
struct err rebuild_article(struct rebuild *rebuild, int64_t capture, const struct article *article);
struct err rebuild_fault(struct rebuild *rebuild, int64_t capture, struct err fault);
/* The article whose page it was, under the id it has now; 0: it is gone. */
struct err rebuild_article_id(struct rebuild *rebuild, int64_t before, int64_t *id);
/* What articles_add_page gave is counted. */
void rebuild_page_added(struct rebuild *rebuild, const struct added *added);
/* What was read from this capture before stays as it was, with the rules of then.  ${lost} counts
 * texts that are damaged themselves. */
struct err rebuild_keep(struct rebuild *rebuild, int64_t capture);
struct rebuild_result {
	int64_t captures, articles, revisions, quarantined;
	int64_t pages;	 /* of the captures; each visit's counted once */
	int64_t changed; /* articles that are new, gone, or have another newest text than before */
	int64_t damaged; /* captures whose bytes are lost; of these: */
	int64_t kept, lost; /* texts that stay as they were; that are lost, too */
	int64_t mended; /* damaged rows of feeds, visits and pictures, which began anew */
};
/* Frees ${rebuild} in any case; ${out} only after a commit.  The catalogue must be made anew
 * afterwards (search_rebuild). */
struct err rebuild_end(struct rebuild *rebuild, bool commit, struct rebuild_result *out);

#endif

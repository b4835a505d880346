/*
 * store.h: what the files of this room share.  Nobody else includes it.
 */
#ifndef XINSHI_STORE_STORE_H
#define XINSHI_STORE_STORE_H

#include "store/articles.h"
#include "store/dictionary.h"
#include "store/feeds.h"
#include "store/pack.h"
#include "store/pictures.h"
#include "store/sql.h"

enum {
	ARCHIVE_APPLICATION = 0x58494e53, /* "XINS", PRAGMA application_id */
	ARCHIVE_FORMAT = 6,		  /* PRAGMA user_version */
	SQL_SLOTS = 256,		  /* kept statements; a power of two, more than we have */
	MESSAGE_MAX = 400,
};

struct sql_slot {
	sqlite3_stmt *stmt;
	uint64_t hash;
	bool busy;
};

/* A capture that comes in pieces. */
struct incoming {
	int64_t at, size;
	struct digest_state digest;
};

/* The source looked up last: articles come source by source. */
struct source_cache {
	uint64_t hash; /* of name and host */
	int64_t id;    /* 0: nothing here */
};

/* The labels of the feed looked up last: items come feed by feed. */
struct shelves {
	int64_t feed; /* 0: nothing here */
	int64_t labels[FEED_ROW_LABELS_MAX];
	unsigned count;
};

struct archive {
	sqlite3 *db;
	char *dir;
	enum archive_mode mode;
	int64_t format; /* of the file: older only where it is open for reading */
	int lock;	/* descriptor that holds the lock; -1 for readers */
	bool in_transaction;
	unsigned reading; /* archive_read_begin without its end */
	bool broken; /* a write failed: nothing more is written by this handle until it is rolled
			back */
	char message[MESSAGE_MAX];
	struct sql_slot statements[SQL_SLOTS];
	struct packer packer;
	struct dictionaries dictionaries;
	struct incoming incoming;
	struct arena scratch; /* of one call */
	struct source_cache source;
	struct shelves shelves;
	int64_t next_revision; /* id; 0: look it up */
	int64_t article_id;    /* the next new article gets this id; 0: any (rebuild keeps ids) */
};

/* The schema, as text; and its tables, as a list in SQL. */
extern const char archive_schema[];
#define ARCHIVE_TABLES                                                                         \
	"('packs', 'captures', 'dictionaries', 'sources', 'articles', 'revisions', 'bodies', " \
	"'sightings',"                                                                         \
	" 'quarantine', 'state', 'exchanges', 'feeds', 'polls', 'mentions', 'keys', 'labels'," \
	" 'label_articles', 'visits', 'causes', 'readings', 'parts', 'blobs', 'pictures', 'prints', 'site_prints',"  \
	" 'site_containers', 'story_articles', 'story_terms', 'changes', 'figure_texts', 'figure_words', 'figure_rows'," \
	" 'figure_forms', 'figure_names', 'sqlite_sequence')"

/* ---- lock.c ---- */

/* Takes DIR/lock and writes who holds it; ERR_LOCKED.  A lock whose process is gone is free: the
 * kernel let it go. */
struct err lock_take(const char *dir, int *fd);

/* ---- capture_read.c ---- */

/* A range of the stream, piece by piece, checked against its digest at the end. */
struct err range_read(struct archive *archive, int64_t at, int64_t size,
    const struct digest *wanted, capture_sink *sink, void *context);
/* The whole of it in ${arena}, and its digest, for the caller to compare. */
struct err range_take(struct archive *archive, struct arena *arena, int64_t at, int64_t size,
    struct digest *digest, struct raw *out);

/* ---- sources.c ---- */

/* The source an article belongs to, made if it is new; ${named} says which, if not empty. */
struct err source_of(
    struct archive *archive, const struct article *article, struct str named, int64_t *id);

/* ---- row.c ---- */

/* Binds the columns of revisions that hold the record, in the order of the table; texts it makes
 * live in ${arena}. */
void row_bind(struct sql *q, struct arena *arena, const struct article *article);
/* Reads them from ${column} on; gives the column behind them. */
int row_get(struct sql *q, struct arena *arena, int column, struct article *article);
struct when sql_when(struct sql *q, int column);

/* ---- revisions.c ---- */

/* The columns of revisions (as r), in the order of the table: the sum is the last of them. */
#define REVISION_COLUMNS                                                                           \
	"r.id, r.article, r.n, r.capture, r.url, r.url_claimed, r.title, r.headline, r.section, "  \
	"r.site,"                                                                                  \
	" r.deck, r.authors, r.tags, r.source_claimed, r.lang, r.published, r.published_evidence," \
	" r.updated, r.digest, r.body_digest, r.simhash, r.images, r.characters, r.rules, r.sum "
enum { REVISION_RECORD = 4, REVISION_SUM = 24 }; /* where the record's columns begin and end */

/* Adds a row and its body; its id is revision->id. */
struct err revision_add(struct archive *archive, const struct revision *revision);
/* The same in the place of one that has its id. */
struct err revision_replace(struct archive *archive, const struct revision *revision);
/* The body of a revision, as wire_put_body wrote it. */
struct err body_read(
    struct archive *archive, struct arena *arena, int64_t revision, struct raw *out);

/* ---- arrival.c ---- */

/* What is known before a record is added. */
struct arrival {
	int64_t capture;
	int64_t kind;
	int64_t fetched;
	int64_t received; /* when the capture was made, as well as we know */
	int64_t as_of;	  /* until when, at least, this text stood */
	int64_t time;	  /* effective */
	unsigned flags;
	int64_t feed;	   /* on whose behalf; 0 */
	struct str source; /* of a feed's articles, as people named it */
	struct digest key, guid;
	bool has_guid;
};

/* Texts live in ${arena}. */
struct err arrival_of(struct archive *archive, struct arena *arena, const struct article *article,
    int64_t capture, int64_t fetched, struct arrival *out);
/* The time that orders the river, and ARTICLE_* for why it is not the one claimed. */
int64_t effective_time(struct when published, int64_t received, unsigned *flags);
/* When a capture was made, as well as we know. */
int64_t received_time(int64_t fetched, int64_t file_time);

/* ---- articles.c ---- */

/* As articles_add; whoever knows better may have changed the keys in ${arrival}. */
struct err article_add(struct archive *archive, const struct article *article,
    const struct arrival *arrival, struct added *out);

/* One more capture of a known text, or a new one, or (without added->article) a new article. */
struct err article_sight(struct archive *archive, const struct article *article,
    const struct arrival *arrival, struct added *out);
/* What its row says of newest text, time and number of texts, looked up anew. */
struct err article_refresh(struct archive *archive, int64_t article);
/* The row alone. */
struct err sighting_insert(struct archive *archive, const struct article *article,
    const struct arrival *arrival, const struct added *added);

/* ---- article_page.c ---- */

/* A feed's text that is a part of what the article's page gave: then kind, revision, n and part_new
 * are filled in. */
struct err part_find(struct archive *archive, const struct article *article,
    const struct arrival *arrival, struct added *out);

/* Columns of articles (as a): how many texts are a page's whole text and no change; and whether any
 * text of the source changed another. */
#define ARTICLE_WHOLES "(SELECT count(*) FROM causes w WHERE w.article = a.id AND w.cause = 1)"
#define ARTICLE_CHANGED "a.revisions > 1 AND a.revisions - 1 > " ARTICLE_WHOLES
/* Of revisions (as r): that it is such a change. */
#define REVISION_CHANGES \
	"r.n > 1 AND NOT EXISTS (SELECT 1 FROM causes w WHERE w.revision = r.id AND w.cause = 1)"

/* ---- seen.c ---- */

/* Whether nothing is left to add to a known article: the capture has shown it before, or its feed
 * says nothing new.  Then kind, revision and n are filled in; mention_new in any case. */
struct err seen_find(struct archive *archive, const struct article *article,
    const struct arrival *arrival, struct added *out);

/* ---- keys.c ---- */

enum { KEY_SIZE = 16 }; /* of the digest of a key, in its row */

struct digest key_digest(struct str key);
/* The article that is meant, or 0. */
struct err article_identify(struct archive *archive, const struct arrival *arrival,
    const struct article *article, int64_t *id);
/* The article of an older state of the archive that had one of these keys, or 0. */
struct err article_was(struct archive *before, const struct arrival *arrival, int64_t *id);
/* The ids by which ${feed} named an article in an older state name it again. */
struct err keys_take_over(
    struct archive *archive, struct archive *before, int64_t feed, int64_t article);
/* The ids that named several items of one document name none again. */
struct err doubts_take_over(struct archive *archive, struct archive *before);
/* From now on it is found by these keys too. */
struct err keys_keep(struct archive *archive, const struct arrival *arrival,
    const struct article *article, const struct added *added);

/* ---- mentions.c ---- */

/* A row of mentions. */
struct mention_row {
	bool known;
	int64_t revision, first, last, capture, listed;
};
struct err mention_find(
    struct archive *archive, int64_t feed, int64_t article, struct mention_row *out);
/* The feed of ${arrival} names the article, with this text. */
struct err mention_keep(
    struct archive *archive, const struct arrival *arrival, int64_t article, int64_t revision);

/* ---- home.c ---- */

/* Whether ${feed} only passes on what a feed of the article's own site has given. */
struct err home_has_spoken(
    struct archive *archive, int64_t feed, int64_t article, struct url page, bool *out);

/* ---- labels.c ---- */

/* An article stands on the shelves of a feed's labels. */
struct err shelves_put(struct archive *archive, int64_t feed, int64_t article, int64_t time);
/* The time of an article changed. */
struct err shelves_move(struct archive *archive, int64_t article, int64_t from, int64_t to);

/* ---- feeds.c, visits.c ---- */

/* Rows that do not match their sums begin anew; ${mended} is raised by how many. */
struct err feeds_mend(struct archive *archive, int64_t *mended);
struct err visits_mend(struct archive *archive, int64_t *mended);

/* ---- pictures.c ---- */

struct err picture_add(struct archive *archive, const struct picture_row *row);
/* All with this original that are in state ${from}. */
struct err pictures_of_original(
    struct archive *archive, int64_t original, enum picture_state from, enum picture_state to);
struct err pictures_mend(struct archive *archive, int64_t *mended);

/* ---- upgrade.c ---- */

/* Makes an archive of an older format one of ours: for good where it is open for writing; else
 * empty tables stand in for those it has not. */
struct err archive_upgrade(struct archive *archive);
/* Before anything is read: a writer may have upgraded it since. */
struct err archive_upgrade_seen(struct archive *archive);
/* The schema of ${format}, as text. */
struct str schema_of(struct arena *arena, int64_t format);

/* ---- archive.c ---- */

/* A handle that is not open yet; for archive_close. */
struct archive *archive_new(const char *dir, enum archive_mode mode);
/* Its connection, told what every one is told first.  ${flags}: SQLITE_OPEN_*. */
struct err archive_connect(struct archive *archive, const char *path, int flags);

/* ERR_ACCESS for readers, ERR_DATABASE outside a transaction. */
struct err archive_may_write(struct archive *archive);
/* "DIR/name", terminated, in memory of its own (free). */
char *archive_path(const char *dir, const char *name);

#endif

/*
 * articles.h: articles (the work behind a canonical URL) and their revisions (one distinct text
 * each), and sources.
 *
 * Identity and order (DESIGN, rules of the archive): accept by key, never by date.  The effective
 * time of an article, which orders the river, is the publication as its newest text claimed when it
 * was first seen, or the time of that capture where the claim lies in the future or is missing.
 *
 * Which text is the newest?  The one that stood latest: a fetched page when it was fetched, an
 * imported file at the later of the dates it claims (publication, update), since the order in which
 * files are imported says nothing; among equals the one whose capture came later.  So a text that
 * comes back (A, B, A) is the newest again, without being a third revision.
 */
#ifndef XINSHI_STORE_ARTICLES_H
#define XINSHI_STORE_ARTICLES_H

#include "store/captures.h"

struct source {
	int64_t id;
	struct str
	    slug; /* in URLs: ASCII where the table has one, else the name's own characters */
	struct str name; /* as shown */
	struct str host; /* of its first article */
	struct str lang;
	int32_t zone_s;
	int64_t articles, revisions, changed, oldest, newest; /* counted; effective times */
	int64_t captures, quarantined;
};

enum {
	ARTICLE_DATE_FUTURE = 1, /* the claimed date lay in the future when it was captured */
	ARTICLE_DATE_MISSING = 2,
};

/* One line of a list: the newest revision's head. */
struct article_row {
	int64_t id;
	int64_t source;
	struct str source_slug, source_name;
	int32_t source_zone_s; /* of the outlet's local times, seconds east of UTC */
	struct str url;
	struct str title; /* as the source wrote it */
	struct str headline, section, lang;
	struct when published;		     /* as claimed */
	int64_t time;			     /* effective, seconds */
	int64_t first_fetched, last_fetched; /* of its captures, seconds */
	int64_t revisions;		     /* how many */
	int64_t changes; /* of these, how many came after another text of the source
			    (store/causes.h) */
	int64_t changed_n; /* the last of those; 0 without */
	int64_t characters, images;
	unsigned flags; /* ARTICLE_* */
};

struct article_rows {
	struct article_row *items;
	size_t count;
};

enum cause_kind {
	CAUSE_SOURCE, /* a text of its source, like all that have no row */
	CAUSE_WHOLE,  /* the page's whole text: what the revision before it has is a part */
};

struct cause {
	int64_t revision, article;
	enum cause_kind kind;
	int64_t rules_before; /* of the text that stood there until it was read again; 0: never */
	int64_t reread;	      /* seconds; 0: never */
};

struct revision {
	int64_t id, article;
	int64_t n;	  /* 1, 2, ... in order of arrival */
	int64_t capture;  /* the first that showed it */
	int64_t fetched;  /* that capture's time, seconds */
	int64_t captures; /* how many showed it */
	struct digest capture_digest;
	struct cause cause; /* why it is there */
	struct article record; /* text and doc only where they were asked for */
};

struct revisions {
	struct revision *items;
	size_t count;
};

enum added_kind { ADDED_ARTICLE = 1, ADDED_REVISION, ADDED_NOTHING, ADDED_SEEN };

struct added {
	enum added_kind
	    kind; /* a new article; a new revision of a known one; a text that is known
		     (the capture is kept as evidence); nothing new from this feed: its newest text,
		     or the one this feed gave last, or a shorter one of a feed that only passes on
		     what the outlet's own gave (the mention is kept) */
	int64_t article, revision, n;
	int64_t same_text; /* another article with the same body, or 0: a hint */
	bool mention_new;  /* the feed of the capture had not named this article before */
	bool part_new; /* ADDED_SEEN: another part of the text than the feed gave last; the whole
			  stays (article_page.h) */
};

/* Takes what a capture was understood to be.  Inside a transaction.  Of a feed's capture
 * (exchange_row.feed) the article is found by its guid within the feed, if the host is the same,
 * else by its key (of old addresses too); the mention is kept; of several items for one article the
 * first counts; and capture.source, if given, names the outlet of a new one.  To add it once more
 * changes nothing and gives ADDED_NOTHING: one capture shows one text of an article. */
struct err articles_add(struct archive *archive, const struct article *article, int64_t capture,
    int64_t fetched, struct added *out);

/* ERR_NOT_FOUND. */
struct err article_get(
    struct archive *archive, struct arena *arena, int64_t id, struct article_row *out);
struct err article_by_key(struct archive *archive, struct str key, int64_t *id);

enum article_order { ORDER_NEWEST, ORDER_OLDEST, ORDER_ID };
struct article_filter {
	int64_t source;	  /* 0: all */
	int64_t from, to; /* effective time, [from, to) seconds; 0, 0: all */
	int64_t feed;	  /* named by this feed; 0: all */
	struct str label; /* named by a feed with this label; empty: all */
	bool changed;	  /* with changes */
	enum article_order order;
	int64_t after_time,
	    after_id; /* continue behind this row (of the same order); 0, 0: from the beginning */
	size_t limit; /* 0: 50 */
};
struct err articles_list(struct archive *archive, struct arena *arena,
    const struct article_filter *filter, struct article_rows *out);
/* The article of the same source next to this one in time: the one before (ORDER_NEWEST), or after
 * (ORDER_OLDEST); *${out} is 0 where there is none.  Reads nothing but an index. */
struct err article_beside(
    struct archive *archive, const struct article_row *row, enum article_order order, int64_t *out);

/* Days that have articles, with counts, newest first: for the calendar and previous / next day.
 * Days of UTC plus ${zone_s}. */
struct day_count {
	int64_t day; /* days since 1970-01-01 */
	int64_t count;
};
struct day_counts {
	struct day_count *items;
	size_t count;
};
struct err articles_days(struct archive *archive, struct arena *arena, int32_t zone_s,
    int64_t source, struct day_counts *out);

enum revision_parts { REVISION_HEAD, REVISION_BODY };
/* Revision ${n} of an article (0: the newest); ERR_NOT_FOUND, ERR_DIGEST, ERR_DAMAGE. */
struct err revision_get(struct archive *archive, struct arena *arena, int64_t article, int64_t n,
    enum revision_parts parts, struct revision *out);
/* By its own id. */
struct err revision_get_id(struct archive *archive, struct arena *arena, int64_t id,
    enum revision_parts parts, struct revision *out);
/* Its text alone, in ${arena}: what search indexes and shows passages of. */
struct err revision_text(struct archive *archive, struct arena *arena, int64_t id, struct str *out);
/* Of an article the ${limit} that arrived last (0: all), oldest first (the newest is the last; n counts
 * arrival and may be out of order), heads only. */
struct err revisions_list(struct archive *archive, struct arena *arena, int64_t article, size_t limit,
    struct revisions *out);

struct sources {
	struct source *items;
	size_t count;
};
/* By name, with counts. */
struct err sources_list(struct archive *archive, struct arena *arena, struct sources *out);
/* By name, without counts, which cost a look at every article. */
struct err sources_names(struct archive *archive, struct arena *arena, struct sources *out);
/* The zone of the outlets that together have most articles, so that an archive of Chinese outlets
 * turns its days at midnight in China; the easternmost of several; UTC without articles. */
struct err sources_zone(struct archive *archive, int32_t *zone_s);
/* By slug, name or host (in this order); ERR_NOT_FOUND. */
struct err source_find(
    struct archive *archive, struct arena *arena, struct str words, struct source *out);

/* How many captures had each note (enum note_code): for stats and the report of what an archive was
 * like. */
struct err notes_count(struct archive *archive, int64_t source, struct notes *out);

#endif

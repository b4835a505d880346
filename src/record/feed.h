/*
 * feed.h: a feed as it was understood: what stands at its head, its items in the order of the
 * document, and what was wrong with it.
 *
 * read/ fills it from foreign bytes, refine/feed_clean.h makes its markup safe, the wire carries it
 * to the archive's side. Head and items share their members (data/feed.tsv).  Everything lives in
 * the arena of the feed.
 */
#ifndef XINSHI_RECORD_FEED_H
#define XINSHI_RECORD_FEED_H

#include "base/buf.h"
#include "text/date.h"

enum {
	FEED_BYTES_MAX = 256 << 20, /* of a feed read piece by piece */
	FEED_ITEMS_MAX = 20000,
	FEED_TAGS_MAX = 200, /* of one item; the same for the others */
	FEED_ENCLOSURES_MAX = 100,
	FEED_LINKS_MAX = 200,
	FEED_FAULTS_MAX = 50,
	FEED_TEXT_MAX = 4 << 20, /* bytes of one text */
	FEED_LINE_MAX = 8192,	 /* bytes of an address, an author, a word */
};

enum feed_format {
#define ROW(name, format) format,
#include "gen/formats.inc"
#undef ROW
	FORMAT_MAX
};
/* "rss20"; "" for what is none. */
const char *feed_format_name(enum feed_format format);

/* What a text is. */
enum text_kind {
	TEXT_PLAIN, /* characters, nothing else */
	TEXT_GUESS, /* said to be plain, by those who are often wrong about it */
	TEXT_HTML,  /* markup as written by a stranger */
	TEXT_XHTML, /* the same, out of XML: "<x/>" is closed */
	TEXT_SAFE,  /* markup made safe (refine/sanitise.h) */
};

struct feed_text {
	struct str text; /* p NULL: none */
	struct str base; /* what relative addresses in it are relative to; may be empty */
	enum text_kind kind;
};

struct feed_tag {
	struct str term, scheme, label;
};

struct feed_enclosure {
	struct str url, type;
	int64_t length; /* -1: not said, or not a number */
};

struct feed_link {
	struct str rel, url, type;
};

struct feed_tags {
	struct feed_tag *items;
	size_t count, capacity;
};

struct feed_enclosures {
	struct feed_enclosure *items;
	size_t count, capacity;
};

struct feed_links {
	struct feed_link *items;
	size_t count, capacity;
};

struct feed_entry {
	struct str id, url, author, language, image, generator, comments, reply_to, place, duration;
	struct feed_text title, subtitle, summary, content, rights;
	struct when published, updated;
	int64_t comment_count; /* -1: not said */
	struct feed_tags tags;
	struct feed_enclosures enclosures;
	struct feed_links links;
};

enum entry_kind {
	ENTRY_MARKUP,
	ENTRY_LINE,
	ENTRY_DATE,
	ENTRY_COUNT,
	ENTRY_TAGS,
	ENTRY_ENCLOSURES,
	ENTRY_LINKS,
};

enum entry_on { ENTRY_ON_FEED = 1, ENTRY_ON_ITEM = 2, ENTRY_ON_BOTH = 3 };

/* The members by number: entry_fields[ENTRY_title] and so on. */
enum entry_member {
#define ROW(member, kind, json, on, wire, meaning) MEMBER_##member,
#include "gen/feed.inc"
#undef ROW
	MEMBER_MAX
};

struct entry_field {
	const char *name, *json, *meaning;
	enum entry_kind kind;
	enum entry_on on;
	unsigned wire;
	size_t offset; /* in struct feed_entry */
};
extern const struct entry_field entry_fields[MEMBER_MAX];

static inline void *
entry_member(const struct feed_entry *entry, enum entry_member member)
{
	return (char *)(uintptr_t)entry + entry_fields[member].offset;
}

/* Something wrong with the document; reading went on. */
struct feed_fault {
	struct str rule;   /* the name of the rule, static: "unclosed element" */
	struct str what;   /* what it was met at: the element, the value */
	uint32_t at, line; /* byte of the decoded text; line, from 1 */
};

struct feed_faults {
	struct feed_fault *items;
	size_t count, capacity;
	uint32_t more; /* met past FEED_FAULTS_MAX */
};

struct feed {
	enum feed_format format;
	struct str charset, evidence; /* decided on; by what: "byte order mark", "header", ... */
	struct feed_entry head;
	struct feed_entry *items;
	size_t count, capacity;
	struct feed_faults faults;
	/* pace: minutes; bit h of hours; bit d of days, Monday is 0 */
	int64_t ttl_min; /* -1: not said */
	uint32_t skip_hours, skip_days;
	bool is_complete, is_archive; /* RFC 5005 */
	bool is_cut;		      /* at a ceiling */
};

void feed_entry_init(struct feed_entry *entry);
void feed_init(struct feed *feed);
/* One more item, empty; NULL past FEED_ITEMS_MAX (the feed is then marked as cut). */
struct feed_entry *feed_add(struct arena *arena, struct feed *feed);
/* Adds a fault; the first ones stay. */
void feed_fault(struct arena *arena, struct feed *feed, const char *rule, struct str what,
    size_t at, uint32_t line);

/*
 * The wire: as for articles, fields by their number; unknown ones are skipped.  Reading checks what
 * a stranger might have sent: UTF-8, ranges, ceilings, and that texts of TEXT_SAFE hold no markup
 * that is not allowed (markup_is_safe).
 */
void wire_put_feed(struct buf *out, const struct feed *feed);
struct err wire_get_feed(struct arena *arena, struct raw bytes, struct feed *out);

/* One item by itself, of a feed that comes item by item. */
void wire_put_feed_entry(struct buf *out, const struct feed_entry *entry);
struct err wire_get_feed_entry(struct arena *arena, struct raw bytes, struct feed_entry *out);

/* What the desk is asked about one feed. */
struct feed_question {
	struct raw bytes;
	struct str base;	 /* the address it came from; may be empty */
	struct str content_type; /* headers of the response; empty where there was none */
	struct str location;	 /* Content-Location */
	struct str language;	 /* Content-Language */
	int32_t zone_s;		 /* assumed where a date has none */
	bool raw; /* texts as they were written, not made safe: for the stages of articles */
};
void wire_put_feed_question(struct buf *out, const struct feed_question *question);
struct err wire_get_feed_question(struct raw bytes, struct feed_question *out);

#endif

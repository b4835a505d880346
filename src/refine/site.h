/*
 * site.h: the rules of one site, as an editor writes them: a line each, "key: value" or
 * "key(argument): value", with
 * "#" before what is only said.  man/xinshi-rules.5 is the contract; data/site_keys.tsv the keys.
 *
 * A line that is not understood is told, with its number and the reason; the rest of the file
 * counts.
 */
#ifndef XINSHI_REFINE_SITE_H
#define XINSHI_REFINE_SITE_H

#include "record/article.h"
#include "refine/site_path.h"

enum {
	SITE_RULES_LINES_MAX = 4000,
	SITE_REMARKS_MAX = 200,
};

enum site_key {
	SITE_NOTHING,
	SITE_ADVERTISING, /* the page is one */
	SITE_AUTHOR,
	SITE_BODY,
	SITE_CONTAINS, /* of the test before it: what the text must hold */
	SITE_DATE,
	SITE_DECK,
	SITE_IF,   /* of the link before it: only where this holds */
	SITE_JSON, /* no: JSON-LD says nothing of the text */
	SITE_KEEP_CLASS,
	SITE_LANGUAGE,
	SITE_LAZY, /* the attribute that holds a picture's address */
	SITE_MOVE,
	SITE_NEXT,
	SITE_PAYWALL,
	SITE_PRUNE, /* no: all of the body is text */
	SITE_REPLACE,
	SITE_SECTION,
	SITE_SOURCE,
	SITE_STRIP,
	SITE_STRIP_ATTRIBUTE,
	SITE_STRIP_CLASS,
	SITE_STRIP_IMAGE,
	SITE_TEST,
	SITE_TITLE,
	SITE_UNWRAP,
	SITE_UPDATED,
	SITE_WHOLE,
	SITE_WRAP,
	SITE_ZONE,
	SITE_KEYS
};

struct site_rule {
	enum site_key key;
	uint32_t line;
	struct str value, argument;
	const struct site_path *path, *target; /* of value; SITE_MOVE: of argument; NULL: none */
	enum tag tag;			       /* SITE_WRAP */
	int attr;			       /* SITE_LAZY; -1: none we know */
	bool yes;
};

/* Something to say of a line: it is not understood, or not wholly. */
struct site_remark {
	uint32_t line; /* 0: of the whole */
	struct str what;
};

struct site_remarks {
	struct arena *arena; /* set by the owner */
	struct site_remark *items;
	size_t count, capacity;
};

/* Past SITE_REMARKS_MAX remarks are left out. */
void site_remark(struct site_remarks *remarks, uint32_t line, const char *format, ...) FORMAT(3, 4);

struct site {
	struct site_rule *rules;
	size_t count, capacity;
	struct str zone_text, language, source;
	int32_t zone_s;
	bool has_zone;
	size_t lines, refused;	/* that say something; of them not understood */
	struct strs attributes; /* that pages have to be parsed with (markup_ask) */
};

/* Everything lives in ${arena} or points into ${text}.  Linear in the text. */
void site_read(
    struct arena *arena, struct str text, struct site *out, struct site_remarks *remarks);

bool site_has_body_rule(const struct site *site);
/* What the last line with ${key} says, yes or no. */
bool site_setting(const struct site *site, enum site_key key, bool otherwise);

/* The same rules in the keys of the shared collection (data/site_keys_foreign.tsv) as text of ours,
 * line for line; what is not taken over becomes a remark. */
struct str site_import(struct arena *arena, struct str text, struct site_remarks *remarks);

/* ${html} with the replacements of ${site} made, in their order; bounded in size and work. */
struct str site_replace(
    struct arena *arena, const struct site *site, struct str html, struct site_remarks *remarks);

#endif

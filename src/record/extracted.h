/*
 * extracted.h: the article found in a web page, and how sure we are of it.
 */
#ifndef XINSHI_RECORD_EXTRACTED_H
#define XINSHI_RECORD_EXTRACTED_H

#include "record/article.h"

enum {
	EXTRACTED_BLOCKS_MAX = 20000,
	CONFIDENCE_ALL = 1000,
	SITE_RULES_MAX = 256 << 10, /* bytes of one site's rules */
	SITE_PRINTS_MAX = 8192,	    /* passages remembered of a site */
	EXTRACT_PARTS_MAX = 20,	    /* pages behind the first that its text goes on with */
};

/* What a page is.  Only of the first two is there an article to keep. */
enum page_kind {
	PAGE_ARTICLE = 1,
	PAGE_PARTIAL, /* the beginning of one: the rest is for subscribers */
	PAGE_LISTING, /* names articles, is none */
	PAGE_ERROR,   /* "not found", a server's excuse, with whatever status */
	PAGE_WALL,    /* asks for a login, consent, or proof that one is human */
};
/* "article", "partial", "listing", "error", "wall". */
const char *page_kind_name(enum page_kind kind);

/* Where the values of the article's head were read; of headline and day of publication their own members say. */
enum evidence_field {
	EVIDENCE_URL,
	EVIDENCE_DECK,
	EVIDENCE_AUTHORS,
	EVIDENCE_EDITORS,
	EVIDENCE_ORIGIN,
	EVIDENCE_UPDATED,
	EVIDENCE_LANGUAGE,
	EVIDENCE_SECTION,
	EVIDENCE_SITE,
	EVIDENCE_IMAGE,
	EVIDENCE_TAGS,
	EVIDENCE_FIELDS
};
/* As in JSON: "url", "deck", "authors", ... */
const char *evidence_name(enum evidence_field field);

/* One block of the page, where the question asked for them. */
struct extracted_block {
	struct str text;
	bool kept;
	int64_t likely;	 /* of CONFIDENCE_ALL */
	struct str path; /* the elements around it: "main > article.story > p" */
};

struct extracted {
	struct article article; /* without an address where neither question nor page has one */
	struct str image;	/* the picture that stands for it, absolute; may be empty */
	struct str title_evidence; /* where the headline was read */
	struct str evidence[EVIDENCE_FIELDS]; /* empty: the field is */
	struct str plain;	/* what was taken from the page, a line a block: without headline and captions */
	struct str rule;	/* what chose it: "forest", ... */
	int64_t confidence;	/* of CONFIDENCE_ALL */
	enum page_kind kind;
	struct str kind_evidence; /* why, for people; empty for an article */
	struct strs editors;	  /* of the page's own words: 责任编辑 */
	struct str origin;	  /* whose text it says it is: 来源 */
	struct str next;	  /* the page that goes on, absolute; empty without */
	struct str whole;	  /* the page that has all of it at once, absolute; empty without */
	struct str container;	  /* what holds the text: tag and first class of the elements around it */
	uint64_t *prints;	  /* of the page's passages, each once: what repeats on a site is no article's */
	size_t print_count;
	int64_t blocks_kept, held; /* of the question's kept text: passages long enough to be looked for, those on the page */
	bool has_title;		  /* the kept title stands in the page's */
	struct strs remarks;	/* of the site's rules: what of them did not hold on this page */
	struct extracted_block *blocks;
	size_t count;
};

/* A page that another goes on with, or that has all of it. */
struct extract_part {
	struct raw bytes;
	struct str url, content_type;
};

/* What the desk is asked. */
struct extract_question {
	struct raw bytes;
	struct str url, content_type; /* may be empty */
	int32_t zone_s;	 /* of dates without one */
	int64_t now;	 /* seconds; judges dates; 0: not */
	bool explain;	 /* all blocks, kept or not */
	struct str rules;	/* the site's, as their file has them (refine/site.h); may be empty */
	struct str rules_name;	/* of that file, for faults */
	struct str kept_title, kept_text; /* what a feed or an earlier page gave; may be empty */
	int64_t kept_published; /* seconds, the same; 0: none */
	const uint64_t *repeated; /* prints of passages that stand on several pages of the site, ascending */
	size_t repeated_count;
	struct str container;	/* what held the text of most of the site's pages; may be empty */
	struct extract_part parts[EXTRACT_PARTS_MAX]; /* in the order in which they were found: the answer is of all, joined */
	size_t part_count;
};
void wire_put_extract_question(struct buf *out, const struct extract_question *question);
struct err wire_get_extract_question(struct arena *arena, struct raw bytes, struct extract_question *out);
void wire_put_extracted(struct buf *out, const struct extracted *extracted);
/* Checked as a stranger's message: the article as wire_get_article does, texts UTF-8, numbers within their ranges. */
struct err wire_get_extracted(struct arena *arena, struct raw bytes, struct extracted *out);

#endif

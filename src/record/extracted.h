/*
 * extracted.h: the article found in a web page, and how sure we are of it.
 */
#ifndef XINSHI_RECORD_EXTRACTED_H
#define XINSHI_RECORD_EXTRACTED_H

#include "record/article.h"

enum { EXTRACTED_BLOCKS_MAX = 20000, CONFIDENCE_ALL = 1000 };

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
	struct str plain;	/* what was taken from the page, a line a block: without headline and captions */
	struct str rule;	/* what chose it: "forest", ... */
	int64_t confidence;	/* of CONFIDENCE_ALL */
	struct extracted_block *blocks;
	size_t count;
};

/* What the desk is asked. */
struct extract_question {
	struct raw bytes;
	struct str url, content_type; /* may be empty */
	int32_t zone_s;	 /* of dates without one */
	int64_t now;	 /* seconds; judges dates; 0: not */
	bool explain;	 /* all blocks, kept or not */
};
void wire_put_extract_question(struct buf *out, const struct extract_question *question);
struct err wire_get_extract_question(struct raw bytes, struct extract_question *out);
void wire_put_extracted(struct buf *out, const struct extracted *extracted);
/* Checked as a stranger's message: the article as wire_get_article does, texts UTF-8, numbers within their ranges. */
struct err wire_get_extracted(struct arena *arena, struct raw bytes, struct extracted *out);

#endif

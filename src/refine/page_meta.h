/*
 * page_meta.h: what a page says of its article: headline, who, when, where, with which picture.
 *
 * Each value is found in several places; rows of data/meta.tsv rank them, a title is chosen by
 * agreement.
 */
#ifndef XINSHI_REFINE_PAGE_META_H
#define XINSHI_REFINE_PAGE_META_H

#include "record/extracted.h"
#include "refine/features.h"

enum meta_field {
	META_TITLE,
	META_PUBLISHED,
	META_UPDATED,
	META_AUTHOR,
	META_EDITOR,
	META_ORIGIN,
	META_DECK,
	META_SECTION,
	META_SITE,
	META_IMAGE,
	META_LANG,
	META_TAG,
	META_FIELDS
};

/* What is known of the page from elsewhere. */
struct meta_asked {
	struct url url;		/* its address, may be empty */
	struct str lang;	/* as it says itself, "en-US", "zh_TW"; may be empty */
	int32_t zone_s;		/* of dates without one; 0: the site's or the language's */
	int64_t now;		/* seconds, when it was read; judges dates and counts "3 hours ago"; 0: not known */
	struct str kept_title;	/* the feed's, may be empty: breaks ties */
	int64_t kept_published; /* seconds; 0: none */
};

struct page_meta {
	struct str title, deck, section, site, image, lang, origin;
	struct strs authors, editors, tags;
	struct when published, updated;
	struct str published_evidence, title_evidence; /* "JSON-LD datePublished", "time element", "address", ... */
	struct str evidence[EVIDENCE_FIELDS];	       /* of the others, but for the address */
};

/* Texts live in ${arena} or point into the page. */
void page_meta(struct arena *arena, const struct page *page, const struct features *features, const struct meta_asked *asked,
    struct page_meta *out);

#endif

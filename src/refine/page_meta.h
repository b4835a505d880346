/*
 * page_meta.h: what a page says of its article: headline, who, when, where, with which picture.
 *
 * Each value is found in several places; rows of data/meta.tsv rank them, a title is chosen by
 * agreement.
 */
#ifndef XINSHI_REFINE_PAGE_META_H
#define XINSHI_REFINE_PAGE_META_H

#include "record/article.h"
#include "refine/features.h"

enum meta_field {
	META_TITLE,
	META_PUBLISHED,
	META_UPDATED,
	META_AUTHOR,
	META_DECK,
	META_SECTION,
	META_SITE,
	META_IMAGE,
	META_LANG,
	META_FIELDS
};

struct page_meta {
	struct str title, deck, section, site, image, lang;
	struct strs authors;
	struct when published, updated;
	struct str published_evidence, title_evidence, authors_evidence; /* "JSON-LD datePublished", "time element", "address", ... */
};

/* Texts live in ${arena} or point into the page.  ${url}: the page's address, may be empty; ${now}: seconds, judges dates; 0: not. */
void page_meta(struct arena *arena, const struct page *page, const struct features *features, struct url url,
    int32_t zone_s, int64_t now, struct page_meta *out);

#endif

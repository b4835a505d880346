/*
 * page.h: a page as parsed, seen as blocks of text: what each says, where it stands, and what
 * stands around it.  What extract.h chooses from.
 *
 * A block ends at each block-level element and at two line breaks.  Scripts, styles, forms' fields,
 * players and drawings are skipped; what stands in noscript counts only where the page has little
 * other text.  Everything is linear in the page.
 */
#ifndef XINSHI_REFINE_PAGE_H
#define XINSHI_REFINE_PAGE_H

#include "base/map.h"
#include "record/doc.h"
#include "text/ld.h"

enum {
	PAGE_BLOCKS_MAX = 6000,
	PAGE_BLOCK_BYTES_MAX = 1 << 20, /* of text; what a longer block says after that is not seen */
	PAGE_TEXT_MAX = 3 << 20, /* of all blocks */
	PAGE_BLOCK_WORDS_MAX = 4000,
	FAR = 60			/* a distance: there is none so near */
};

/* data/block_words.tsv */
enum word_group {
	GROUP_CONTENT,
	GROUP_COMMENT,
	GROUP_RELATED,
	GROUP_SHARE,
	GROUP_NAV,
	GROUP_SIDE,
	GROUP_FOOT,
	GROUP_AD,
	GROUP_SUBSCRIBE,
	GROUP_AUTHOR,
	GROUP_CAPTION,
	GROUP_TAG,
	GROUP_META,
	GROUP_HEAD,
	GROUP_HIDDEN,
	GROUP_COOKIE,
	GROUP_PAGER,
	GROUP_LIST,
	GROUP_VIDEO,
	GROUP_LEAD,
	GROUP_MAX
};

/* The elements around a block that matter by themselves. */
enum around {
	AROUND_NAV,
	AROUND_ASIDE,
	AROUND_HEADER,
	AROUND_FOOTER,
	AROUND_FORM,
	AROUND_FIGURE,
	AROUND_TABLE,
	AROUND_UL,
	AROUND_OL,
	AROUND_BLOCKQUOTE,
	AROUND_ARTICLE,
	AROUND_MAIN,
	AROUND_SECTION,
	AROUND_A,
	AROUND_DL,
	AROUND_PRE,
	AROUND_CAPTION,
	AROUND_BODY_PROPERTY, /* itemprop="articleBody" */
	AROUND_HIDDEN,
	AROUND_MAX
};

/* Elements between the block and the nearest of a kind, at most FAR. */
struct near {
	uint8_t around[AROUND_MAX], word[GROUP_MAX];
};

struct page_block {
	uint32_t owner; /* the nearest block-level element around it; 0: the root */
	uint32_t first, end; /* its text nodes stand in [first, end) */
	uint32_t depth;
	struct str text; /* white space collapsed */
	uint32_t chars;	 /* code points, without white space */
	uint32_t tokens; /* words and numbers; each Han or kana one */
	uint32_t letters, capitals, digits, commas, punctuation, stops, cjk;
	uint32_t house, voice; /* words of the house's own (newsletter, cookies), and of people who talk (I, you) */
	uint32_t link_chars, strong_chars, links;
	bool ends_sentence, ends_colon, begins_bullet, has_year;
	const uint64_t *words; /* hashes of its words, as page_word_hash; no more than PAGE_BLOCK_WORDS_MAX */
	uint32_t word_count;
	uint64_t signature, text_hash; /* of the owner's tag and class, and its parent's; of the folded text */
	struct near near;
};

/* Of all blocks in an element's subtree. */
struct region {
	uint32_t chars, link_chars, blocks, long_chars; /* long: in blocks of 25 characters and more that are not links */
	float score;					/* as readability counts: paragraphs for the elements above them */
	float clean_score;				/* the same, without what stands among comments, teasers and such */
};

struct page {
	const struct doc *doc;
	struct page_block *blocks;
	size_t count, capacity;
	struct region *regions; /* by node */
	uint32_t *block_of;	/* by node, text nodes only: index of its block + 1; 0 none */
	struct str title_element;
	struct str title;	/* og:title, else that */
	struct str heading;	/* the first h1's text */
	struct str description;
	struct ld ld;		 /* of all scripts */
	uint32_t ld_article;	 /* its object that is the article; 0: none */
	struct str body_claimed; /* JSON-LD articleBody; empty: none */
	bool is_article;	 /* JSON-LD or og:type says so */
	uint32_t article_elements;
	bool cut; /* at PAGE_BLOCKS_MAX, PAGE_BLOCK_BYTES_MAX or PAGE_TEXT_MAX */
};

/* Tables in the form they are looked up, kept warm from page to page. */
struct page_words;
struct page_words *page_words_open(void);
void page_words_close(struct page_words *words);

/* page_region.c: sums what the blocks say for the elements around them. */
void page_regions_sum(struct page *page);

/* Finds the blocks of ${doc}; everything lives in ${arena}. */
void page_blocks(struct arena *arena, const struct page_words *words, const struct doc *doc, struct page *out);

#endif

/*
 * mirror_index.h: headlines by what stands in them, as pages to walk through: the first character,
 * then the pair; of words of letters the first two letters, then the word.
 *
 * Pairs and words are those that the search finds (search/token.h), of folded text: so a page
 * serves both scripts, and a name of three characters is under its first two.  There are two
 * volumes, the month at hand and all before it, so that a new day touches the small one alone.
 */
#ifndef XINSHI_SHOW_MIRROR_INDEX_H
#define XINSHI_SHOW_MIRROR_INDEX_H

#include "show/mirror_work.h"

enum {
	INLINE = 60, /* so many headlines stand under their pair; more have pages of their own */
	LINES = 200, /* on one of those */
	PART_LINES = 500,  /* on one page of several pairs */
	SHELF_LINES = 300, /* for so many characters share a page as make it about so long */
	HEADS = 1200,	   /* on one page of first characters */
	COMMON = 150,	   /* of them on the first page */
	NAME_MAX_BYTES = 40,
	DEPTHS = 6, /* of folders */
	VOLUMES = 2,
};

struct token {
	struct str text;
	size_t head; /* bytes of it that are its head */
	uint32_t from, count, last;
};

/* One volume. */
struct catalogue {
	struct mirror *mirror;
	const char *name; /* its folder */
	enum word title;
	char month[16];	  /* the one at hand */
	unsigned shift;	  /* so many bits of a character's code do not tell pages apart */
	struct map found; /* text -> index */
	struct token *tokens;
	size_t count, capacity;
	struct posting {
		uint32_t token, item;
	} * postings;
	size_t posted, room;
	uint32_t *sorted; /* postings by token, oldest first: indexes of shelf->items */
	uint64_t *lines;  /* of each article: all that its line shows */
	struct str
	    *drawn[DEPTHS]; /* its line, for pages in so many folders: most stand on twenty pages */
	uint32_t at;	    /* the article at hand */
};

/* Tokens [from, to) of one head; where it stands. */
struct head {
	size_t from, to;
	size_t part;	   /* of the pages of its shelf */
	uint32_t postings; /* together: how frequent it is */
};
struct head_list {
	struct head *items;
	size_t count, capacity;
};

/* ---- mirror_catalogue.c: which headlines have which words ---- */

/* Those of articles [from, to) of by_time; the catalogue has its mirror. */
void catalogue_gather(struct catalogue *all, size_t from, size_t to);
/* The character, or the letters, under which a token stands. */
struct str head_of(const struct token *token);
bool head_is_cjk(struct str text);
/* So many headlines stand for it on the page of its head. */
size_t lines_of(const struct token *token);
/* All that the lines of postings [from, to) show; when the newest of these was captured. */
uint64_t key_of_lines(const struct catalogue *all, uint32_t from, uint32_t to);
int64_t captured_of(const struct catalogue *all, uint32_t from, uint32_t to);

/* ---- mirror_index_names.c ---- */

/* "4e34", "75-6b" */
void hex_push(struct buf *out, struct str text);
/* Heads with the same number share pages. */
uint64_t shelf_of_token(const struct catalogue *all, const struct token *token);
struct str shelf_file(
    const struct catalogue *all, struct arena *arena, const struct token *token, size_t part);
/* Chunks are counted from the oldest, so that they fill and then stay; the newest has the plain
 * name. */
struct str token_file(
    const struct catalogue *all, struct arena *arena, const struct token *token, size_t chunk);

/* ---- mirror_index_pages.c: pages of headlines ---- */

void index_heading(struct html_out *out, struct str text);
/* Which volume this is, and the way to the first page. */
void index_way_back(const struct catalogue *all, struct html_out *out);
void index_heads(
    const struct catalogue *all, struct html_out *out, const struct head *items, size_t count);
/* All pages of a pair or word that has many. */
struct err token_pages_put(struct catalogue *all, const struct token *token);
/* All pages of the heads of one shelf; and which of them each is on. */
struct err shelf_pages_put(struct catalogue *all, const struct head *heads, size_t count);
void shelf_parts(const struct catalogue *all, struct head *heads, size_t count);

#endif

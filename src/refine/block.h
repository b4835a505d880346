/*
 * block.h: block form.  What the walk over a page meets, in any nesting, becomes a flat list of
 * items: leaves (a paragraph, a heading: one line of text with what is inline in it), images,
 * rules, and the containers around them.
 *
 * Text opens a leaf where there is none; an end of a block closes it; inline elements are opened
 * only when text comes, are closed with the leaf and opened again in the next, so that none is ever
 * empty or holds a block.  Two line breaks end a paragraph.  White space is collapsed on the way.
 * Later passes (tidy.h) mark items as gone, tie captions to images, turn leaves into headings;
 * blocks_write writes what is left.
 */
#ifndef XINSHI_REFINE_BLOCK_H
#define XINSHI_REFINE_BLOCK_H

#include "record/article.h"

enum item_kind { ITEM_LEAF, ITEM_IMAGE, ITEM_RULE, ITEM_OPEN, ITEM_CLOSE };

enum mark {
	MARK_CAPTION = 1, /* the page says it is a caption */
	MARK_CREDIT = 2,  /* names who made a picture */
	MARK_DATE = 4,	  /* a time element, or what the page calls a date */
	MARK_BYLINE = 8,
	MARK_BROKEN = 16, /* its paragraph was ended by line breaks */
	MARK_EMBED = 32,  /* the address of a player or frame */
	MARK_SMALL = 64,  /* to be written in small print */
};

struct item {
	uint8_t kind, tag; /* enum item_kind, enum tag (of a leaf: p, h1-h6, pre) */
	bool gone;
	bool
	    implied; /* a container that the page left out: a list around li, an item around text */
	uint16_t marks;
	uint16_t attr_count;
	uint16_t figure;   /* number of the figure element around it; 0: none */
	uint16_t depth;	   /* containers around it */
	uint32_t from, to; /* leaf: its inlines; open: to is its close */
	uint32_t bytes;	   /* leaf: text; and so much of it in links, in bold, in small print */
	uint32_t link_bytes, bold_bytes, small_bytes;
	uint32_t captions[2]; /* image: leaves tied to it; 0: none */
	struct attr *attrs;
	struct str text; /* leaf: see leaf_text */
};

enum inline_kind { INLINE_TEXT, INLINE_OPEN, INLINE_CLOSE, INLINE_BREAK };

struct inline_part {
	uint8_t kind, tag;
	uint16_t attr_count;
	struct str text;
	struct attr *attrs;
};

enum {
	BLOCK_INLINES_MAX = 32,
	BLOCK_DEPTH_MAX = 48,
	BLOCK_IMPLIED_MAX = 4, /* of these, so many are for containers that the page left out */
};

struct blocks {
	struct arena *arena;
	struct notes *notes;
	struct item *items; /* items[0] is unused, so that 0 is none */
	size_t count, capacity;
	struct inline_part *parts;
	size_t part_count, part_capacity;

	/* the leaf that is open */
	uint32_t leaf;	 /* 0: none */
	unsigned breaks; /* met since the last text */
	bool spaced;	 /* the last text ended in a space */
	/* what the next leaf will be */
	uint8_t tag; /* 0: a paragraph */
	uint16_t marks, figure, figures;
	/* inline elements that are open in the page, and how many of them in the leaf */
	struct inline_part inlines[BLOCK_INLINES_MAX];
	unsigned inline_count, inline_written;
	/* containers */
	uint32_t open[BLOCK_DEPTH_MAX];
	unsigned depth;
};

void blocks_begin(struct blocks *blocks, struct arena *arena, struct notes *notes);

/* Text as the page has it; it is mended and collapsed here. */
void blocks_text(struct blocks *blocks, struct str text);
/* A line break. */
void blocks_break(struct blocks *blocks);
/* An inline element; false where it may not be opened here (a link in a link, bold in bold, too
 * many). */
bool blocks_inline_open(
    struct blocks *blocks, enum tag tag, struct attr *attrs, unsigned attr_count);
void blocks_inline_close(struct blocks *blocks);
/* A block begins or ends. */
void blocks_flush(struct blocks *blocks);
/* A picture, between blocks.  ${attrs} in order of their names. */
void blocks_image(struct blocks *blocks, struct attr *attrs, unsigned attr_count);
void blocks_rule(struct blocks *blocks);
/* A list, an item, a quote, a table, a row, a cell; false past BLOCK_DEPTH_MAX. */
bool blocks_open(struct blocks *blocks, enum tag tag, struct attr *attrs, unsigned attr_count);
void blocks_close(struct blocks *blocks);
/* Ends the last leaf and what is open. */
void blocks_end(struct blocks *blocks);
/* The tag of the container that is open, TAG_ROOT if none. */
enum tag blocks_container(const struct blocks *blocks);

/* ---- between the files of the blocks ---- */

struct item *blocks_item(struct blocks *blocks, enum item_kind kind, enum tag tag);
/* Closes and opens what is implied, so that ${tag} may stand here. */
void blocks_place(struct blocks *blocks, enum tag tag);

/* ---- for later passes ---- */

/* The text of a leaf of at most LINE_MAX bytes, its breaks as \n; of a longer one the empty view.
 */
struct str leaf_text(struct blocks *blocks, struct item *leaf);

/* Empty containers are left out. */
struct err blocks_write(struct blocks *blocks, struct doc *out);

#endif

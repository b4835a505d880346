/*
 * address.h: the addresses of links, pictures and frames, mended.
 */
#ifndef XINSHI_REFINE_ADDRESS_H
#define XINSHI_REFINE_ADDRESS_H

#include "record/article.h"

/* What ${base} is to relative addresses; p NULL where the article has none. */
struct address_context {
	struct arena *arena;
	struct notes *notes;
	struct url base;
};

/*
 * A link's target: absolute, without tracking parameters.  False where it leads nowhere one may go:
 * within the page, or by another scheme than http and https (noted).
 */
bool address_of_link(const struct address_context *context, struct str href, struct url *out);
/* The same, of a frame or player: what only tracks or advertises is refused with a note. */
bool address_of_embed(const struct address_context *context, struct str src, struct url *out);

/* A picture of a page: its element, and what a picture element around it offers. */
enum { IMAGE_SOURCES_MAX = 8 };
struct page_image {
	const struct node *node;
	struct str sources[IMAGE_SOURCES_MAX]; /* srcset of each <source>, in order; */
	unsigned source_count, screen_count; /* behind them those that are for some screens only */
};

/*
 * A picture as the page has it -> the attributes of a clean img (src, alt, title, width, height,
 * data-proxy), in order. Lazy, proxied, relative addresses are mended; 0 where it is none to show
 * (no address, data:, a tracker, a logo): noted.
 */
unsigned address_of_image(
    const struct address_context *context, const struct page_image *image, struct attr **attrs);

/* Whether the addresses are those of one site (one host, but for "www."). */
bool address_is_same_site(struct url a, struct url b);

#endif

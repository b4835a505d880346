/* Pictures, players, frames, forms, and what only serves the page. */
#include "refine/rules.h"
#include "refine/take.h"

static void
image_put(struct sift *s, const struct page_image *image)
{
	struct attr *attrs;
	unsigned count = address_of_image(&s->addresses, image, &attrs);

	if (count)
		blocks_image(s->blocks, attrs, count);
}

/* Those for all screens, or those for some: gives how many. */
static unsigned
sources_take(struct sift *s, uint32_t at, bool for_some, struct page_image *image, unsigned count)
{
	unsigned before = count;

	for (uint32_t i = node_of(s, at)->parent + 1; i < at && count < IMAGE_SOURCES_MAX; i++) {
		const struct node *node = node_of(s, i);
		struct str set = node_attr(node, ATTR_SRCSET);

		if (!set.n)
			set = node_attr(node, ATTR_DATA_SRCSET);
		if (node->tag == TAG_SOURCE && set.n &&
		    (node_attr(node, ATTR_MEDIA).n > 0) == for_some)
			image->sources[count++] = set;
	}
	return count - before;
}

uint32_t
take_media(struct sift *s, uint32_t at)
{
	const struct node *node = node_of(s, at);

	if (node->tag == TAG_PICTURE)
		return at + 1;
	if (node->tag == TAG_IMG || node->tag == TAG_AMP_IMG) {
		struct page_image image = { .node = node };

		if (node_of(s, node->parent)->tag == TAG_PICTURE) {
			image.source_count = sources_take(s, at, false, &image, 0);
			image.screen_count =
			    sources_take(s, at, true, &image, image.source_count);
		}
		image_put(s, &image);
	}
	return node->end;
}

/* The address that an element, or one in it, plays; p NULL if there is none. */
static struct str
player_source(const struct sift *s, uint32_t at)
{
	static const enum attr_name sources[] = { ATTR_SRC, ATTR_DATA_SRC };

	for (uint32_t i = at; i < node_of(s, at)->end; i++)
		for (size_t j = 0; j < LENGTH(sources); j++) {
			struct str found = node_attr(node_of(s, i), sources[j]);

			if (found.n && node_of(s, i)->tag != TAG_IMG &&
			    !str_starts(found, S("about:")))
				return found;
		}
	return (struct str){ 0 };
}

/* A paragraph that is nothing but a link, shown as its address. */
static void
address_put(struct sift *s, struct url url)
{
	struct attr *href = arena_new(s->addresses.arena, struct attr);
	struct str shown = url_display(s->addresses.arena, url);
	uint16_t marks = s->blocks->marks;
	bool opened;

	*href = (struct attr){ ATTR_HREF, url_str(url) };
	blocks_flush(s->blocks);
	s->blocks->marks = MARK_EMBED;
	opened = blocks_inline_open(s->blocks, TAG_A, href, 1);
	blocks_text(s->blocks, shown);
	if (opened)
		blocks_inline_close(s->blocks);
	blocks_flush(s->blocks);
	s->blocks->marks = marks;
	note(s->addresses.notes, NOTE_EMBED);
}

uint32_t
take_embed(struct sift *s, uint32_t at)
{
	const struct node *node = node_of(s, at);
	struct attr poster = { ATTR_SRC, node_attr(node, ATTR_POSTER) };
	struct url url;

	if (address_of_embed(&s->addresses, player_source(s, at), &url))
		address_put(s, url);
	if (poster.value.n)
		image_put(s, &(struct page_image){ .node = &(struct node){
			.tag = TAG_IMG, .attr_count = 1, .attrs = &poster } });
	return node->end;
}

uint32_t
take_post(struct sift *s, uint32_t at)
{
	for (uint32_t i = at; i < node_of(s, at)->end; i++) {
		struct str href = node_attr(node_of(s, i), ATTR_HREF);
		struct url url;

		if (href.n && address_of_link(&s->addresses, href, &url)) {
			address_put(s, url);
			break;
		}
	}
	return node_of(s, at)->end;
}

/* ---- the rest ---- */

uint32_t
take_meta(struct sift *s, uint32_t at)
{
	const struct node *node = node_of(s, at);

	if (node->tag == TAG_SCRIPT)
		note(s->addresses.notes, NOTE_SCRIPT);
	if (node->tag == TAG_STYLE)
		note(s->addresses.notes, NOTE_STYLE_ELEMENT);
	return node->end;
}

uint32_t
take_menu(struct sift *s, uint32_t at)
{
	note(s->addresses.notes, node_of(s, at)->tag == TAG_NAV ? NOTE_RELATED : NOTE_FORM);
	return node_of(s, at)->end;
}

uint32_t
take_form(struct sift *s, uint32_t at)
{
	note(s->addresses.notes, NOTE_FORM);
	return tag_row(node_of(s, at)->tag)->rule == TAG_DROP ? node_of(s, at)->end
							      : take_block(s, at);
}

uint32_t
take_break(struct sift *s, uint32_t at)
{
	const struct node *node = node_of(s, at);

	if (node->tag == TAG_BR)
		blocks_break(s->blocks);
	if (node->tag == TAG_HR)
		blocks_rule(s->blocks);
	return node->end;
}

uint32_t
take_special(struct sift *s, uint32_t at)
{
	const struct node *node = node_of(s, at);

	if (node->tag == TAG_TEXT)
		blocks_text(s->blocks, node->text);
	if (node->tag == TAG_UNKNOWN)
		note(s->addresses.notes, NOTE_UNKNOWN_ELEMENT);
	return at + 1;
}

#include "refine/settle.h"

#include "base/map.h"
#include "text/fold.h"

/* ---- the headline ---- */

static const struct str cuts[] = { STR_INIT("..."), STR_INIT("\u2026"), STR_INIT("[\u2026]"),
	STR_INIT("[...]") };

/* Without the signs that it was cut; true where there was one. */
static bool
cut_off(struct str *title)
{
	bool cut = false;

	*title = str_trim(*title);
	for (size_t i = 0; i < LENGTH(cuts);) {
		if (!str_ends(*title, cuts[i])) {
			i++;
			continue;
		}
		*title = str_trim(str_slice(*title, 0, title->n - cuts[i].n));
		cut = true;
		i = 0;
	}
	return cut;
}

/* Letters, digits and Han characters alone: quotes and dashes are the printer's. */
static struct str
plain_of(struct arena *arena, struct str title)
{
	struct buf out CLEAN(buf_done) = { 0 };
	uint32_t rune;
	char bytes[4];

	while (pull_rune(&title, &rune)) {
		enum rune_class class = rune_class(rune);
		if (class != RUNE_OTHER && class != RUNE_IGNORED)
			buf_push_str(&out, (struct str){ bytes, rune_write(rune, bytes) });
	}
	return str_copy(arena, buf_str(&out));
}

static bool
begins(struct str page, struct str begin)
{
	struct arena arena CLEAN(arena_done) = { 0 };

	return str_starts(plain_of(&arena, page), plain_of(&arena, begin));
}

/* Whether one of them is part of the other. */
static bool
is_part(struct str a, struct str b)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str one = plain_of(&arena, a), other = plain_of(&arena, b);

	return one.n && other.n && (str_find(one, other, 0) >= 0 || str_find(other, one, 0) >= 0);
}

struct str
headline_settle(struct str kept, struct str page, bool has_kept)
{
	struct str begin = kept;

	kept = str_trim(kept);
	page = str_trim(page);
	if (!kept.n || !page.n)
		return kept.n ? kept : page;
	if (cut_off(&begin) && begins(page, begin))
		return page;
	return has_kept || is_part(kept, page) ? kept : page;
}

/* ---- texts ---- */

struct passage {
	uint32_t at, end; /* nodes */
	struct str text;  /* without white space */
};

struct passages {
	struct passage *items;
	size_t count, capacity, letters;
};

static void
letters_push(struct buf *out, struct str text)
{
	uint32_t rune;
	char bytes[4];

	while (pull_rune(&text, &rune))
		if (rune > ' ' && rune != 0xa0 && rune != 0x3000)
			buf_push_str(out, (struct str){ bytes, rune_write(rune, bytes) });
}

static struct str
letters_of(struct arena *arena, const struct doc *doc, uint32_t at)
{
	struct buf out CLEAN(buf_done) = { 0 };

	for (uint32_t i = at; i < doc->nodes[at].end; i++)
		if (doc->nodes[i].tag == TAG_TEXT)
			letters_push(&out, doc->nodes[i].text);
	return str_copy(arena, buf_str(&out));
}

/* The blocks of a body: the root's children. */
static struct passages
passages_of(struct arena *arena, const struct doc *doc)
{
	struct passages all = { 0 };

	for (uint32_t i = 1; i < doc->count; i = doc->nodes[i].end) {
		arena_push(arena, all.items, all.count, all.capacity);
		all.items[all.count] =
		    (struct passage){ i, doc->nodes[i].end, letters_of(arena, doc, i) };
		all.letters += all.items[all.count++].text.n;
	}
	return all;
}

static struct map
texts_of(struct arena *arena, const struct passages *passages)
{
	struct map map = { .arena = arena };

	for (size_t i = 0; i < passages->count; i++)
		map_add(&map, passages->items[i].text, 1, NULL);
	return map;
}

/* Whether most of ${body} stands in ${next}, by letters. */
static bool
has_most(const struct map *next, const struct passages *body)
{
	size_t held = 0;

	for (size_t i = 0; i < body->count; i++)
		held += map_find(next, body->items[i].text) ? body->items[i].text.n : 0;
	return body->letters && 3 * held >= 2 * body->letters;
}

/* The subtree at ${passage} behind what is there. */
static void
passage_copy(struct doc *out, const struct doc *from, const struct passage *passage)
{
	uint32_t shift = out->count;

	for (uint32_t i = passage->at; i < passage->end; i++) {
		struct node node = from->nodes[i];
		node.end = node.end - passage->at + shift;
		node.parent = i == passage->at ? 0 : node.parent - passage->at + shift;
		out->nodes[out->count++] = node;
	}
	out->nodes[0].end = out->count;
}

struct doc
bodies_join(struct arena *arena, const struct doc *body, const struct doc *next)
{
	struct passages first = passages_of(arena, body), second = passages_of(arena, next);
	struct map known = texts_of(arena, &first), fresh = texts_of(arena, &second);
	struct doc out = { 0 };

	if (!first.count || has_most(&fresh, &first))
		return second.count ? *next : *body;
	if (!second.count || body->count + next->count > DOC_NODES_MAX)
		return *body;
	out.nodes = arena_array(arena, struct node, (size_t)body->count + next->count);
	memcpy(out.nodes, body->nodes, body->count * sizeof(*out.nodes));
	out.count = body->count;
	for (size_t i = 0; i < second.count; i++)
		if (!second.items[i].text.n || !map_find(&known, second.items[i].text))
			passage_copy(&out, next, &second.items[i]);
	return out;
}

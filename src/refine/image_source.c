#include "refine/image_source.h"
#include "refine/rules.h"

/* Narrower than this, what a srcset tells of may be less than what src gives. */
enum { WIDTH_SURE = 480, TENTHS = 10 };

/* One of a srcset: "url 640w", "url 1.5x", "url". */
struct candidate {
	struct str url;
	uint64_t width;	  /* 0: not told */
	uint64_t density; /* times ten */
};

static bool
is_placeholder(struct str src)
{
	return src.n == 0 || str_starts_nocase(src, S("data:")) ||
	       address_of(src)->kind == ADDRESS_WAIT;
}

/* ---- srcset ---- */

static void
descriptor_read(struct str descriptor, struct candidate *out)
{
	uint64_t whole = 0, tenth = 0;

	out->width = 0;
	out->density = TENTHS;
	if (!pull_number(&descriptor, 100000, &whole))
		return;
	if (pull_char(&descriptor, '.') && descriptor.n && char_is_digit(descriptor.p[0])) {
		tenth = (uint64_t)(descriptor.p[0] - '0');
		descriptor = str_from(descriptor, 1);
	}
	if (str_starts(descriptor, S("w")))
		out->width = whole;
	else
		out->density = whole * TENTHS + tenth;
}

/* The next one; a comma inside an address does not end it. */
static bool
candidate_pull(struct str *set, struct candidate *out)
{
	struct str descriptor = S("");

	while (set->n && (char_is_space(set->p[0]) || set->p[0] == ','))
		*set = str_from(*set, 1);
	if (!set->n)
		return false;
	for (out->url = (struct str){ set->p, 0 }; set->n && !char_is_space(set->p[0]);
	     *set = str_from(*set, 1))
		out->url.n++;
	if (out->url.p[out->url.n - 1] != ',' && !pull_until(set, S(","), &descriptor)) {
		descriptor = *set;
		set->n = 0;
	}
	while (out->url.n && out->url.p[out->url.n - 1] == ',')
		out->url.n--;
	descriptor_read(str_trim(descriptor), out);
	return true;
}

/* How good a size is, up to ${best}: the nearer from below the better; what is larger is better
 * than what is less than half as much. */
static uint64_t
worth(uint64_t size, uint64_t best)
{
	return size <= best ? size : best * best / size;
}

static bool
is_better(const struct candidate *a, const struct candidate *b)
{
	if (a->width || b->width)
		return worth(a->width, IMAGE_WIDTH_USEFUL) > worth(b->width, IMAGE_WIDTH_USEFUL);
	return worth(a->density, 2 * TENTHS) > worth(b->density, 2 * TENTHS);
}

static void
set_consider(struct str set, struct candidate *best)
{
	struct candidate next;

	while (candidate_pull(&set, &next))
		if (next.url.n && !is_placeholder(next.url) &&
		    (!best->url.n || is_better(&next, best)))
			*best = next;
}

static struct candidate
sets_best(const struct page_image *image, bool *is_lazy)
{
	static const enum attr_name sets[] = { ATTR_SRCSET, ATTR_DATA_SRCSET,
		ATTR_DATA_LAZY_SRCSET };
	struct candidate best = { 0 };

	for (size_t i = 0; i < LENGTH(sets); i++) {
		struct str before = best.url;
		set_consider(node_attr(image->node, sets[i]), &best);
		if (best.url.p != before.p)
			*is_lazy = sets[i] != ATTR_SRCSET;
	}
	for (unsigned i = 0; i < image->source_count; i++)
		set_consider(image->sources[i], &best);
	return best;
}

/* What is for some screens may show another part of the picture: better than nothing. */
static struct candidate
screens_best(const struct page_image *image)
{
	struct candidate best = { 0 };

	for (unsigned i = 0; i < image->screen_count; i++)
		set_consider(image->sources[image->source_count + i], &best);
	return best;
}

/* ---- all ---- */

/* In src, or where scripts would have taken it from; empty where there is only a place for it. */
static struct str
plain_source(const struct node *image, bool *is_lazy)
{
	static const enum attr_name lazy[] = { ATTR_DATA_SRC, ATTR_DATA_ORIGINAL,
		ATTR_DATA_LAZY_SRC, ATTR_DATA_LAZY };
	struct str src = str_trim(node_attr(image, ATTR_SRC));

	for (size_t i = 0; i < LENGTH(lazy); i++) {
		struct str found = str_trim(node_attr(image, lazy[i]));

		if (is_placeholder(found))
			continue;
		*is_lazy = !str_equal(found, src);
		return found;
	}
	return is_placeholder(src) ? S("") : src;
}

struct str
image_source(const struct page_image *image, bool *is_lazy)
{
	bool set_lazy = false;
	struct str plain = plain_source(image->node, is_lazy);
	struct candidate best = sets_best(image, &set_lazy);
	bool is_larger = best.width >= WIDTH_SURE || best.density > TENTHS;

	if (plain.n && !is_larger)
		return plain;
	if (!best.url.n)
		best = screens_best(image);
	if (!best.url.n)
		return str_trim(node_attr(image->node, ATTR_SRC));
	*is_lazy = set_lazy || !plain.n;
	return best.url;
}

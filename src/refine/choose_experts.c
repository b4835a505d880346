/* What each expert takes of a page. */
#include "refine/choose_work.h"

enum { ANCESTORS = 8 };

static const float keep_above = 0.5f, keep_behind_above = 0.7f, loose_above = 0.3f, strict_above = 0.7f,
		   inside_above = 0.2f, marked_above = 0.1f, main_above = 0.25f, outside_worth = 0.6f, claimed_above = 0.5f;

/* ---- the subtree that speaks most clearly ---- */

/* What the blocks of an element say together: positive for an article, negative against it. */
static float *
votes(const struct choosing *work)
{
	const struct page *page = work->page;
	float *sums = arena_array(work->arena, float, page->doc->count);

	for (size_t i = 0; i < page->count; i++) {
		const struct page_block *block = &page->blocks[i];
		uint32_t at = block->owner;
		for (unsigned up = 0; up < ANCESTORS; up++, at = page->doc->nodes[at].parent) {
			sums[at] += (work->likely[i] - 0.5f) * work->mass[i];
			if (!at)
				break;
		}
	}
	return sums;
}

/* Of nested elements that say the same the inmost. */
uint32_t
choosing_best_subtree(const struct choosing *work)
{
	const float *sums = votes(work);
	uint32_t best = 0;

	for (uint32_t i = 1; i < work->page->doc->count; i++)
		if (sums[i] >= sums[best] && sums[i] > 0)
			best = i;
	return sums[best] > 0 ? best : 0;
}

/* ---- one block, as each of them sees it ---- */

static bool
is_in(const struct choosing *work, size_t i, uint32_t element)
{
	uint32_t owner = work->page->blocks[i].owner;

	return owner >= element && owner < work->page->doc->nodes[element].end;
}

static bool
is_text(const struct choosing *work, size_t i)
{
	return work->page->blocks[i].link_chars * 2 < work->page->blocks[i].chars;
}

static float
feature(const struct choosing *work, size_t i, enum feature which)
{
	return work->features->of[i][which];
}

static bool
by_forest(const struct choosing *work, size_t i)
{
	uint32_t end = work->page->doc->nodes[work->best].end;

	return work->likely[i] > (work->page->blocks[i].first < end ? keep_above : keep_behind_above);
}

static bool
by_container(const struct choosing *work, size_t i)
{
	return work->best && is_in(work, i, work->best) && work->likely[i] > inside_above;
}

static bool
softened(const struct choosing *work, size_t i)
{
	return work->likely[i] * (work->best && is_in(work, i, work->best) ? 1 : outside_worth) > keep_above;
}

static bool
loosely(const struct choosing *work, size_t i)
{
	return work->likely[i] > loose_above;
}

static bool
strictly(const struct choosing *work, size_t i)
{
	return work->likely[i] > strict_above;
}

static bool
readable(const struct choosing *work, size_t i)
{
	return work->features->best && feature(work, i, FEATURE_in_best) > 0 && is_text(work, i);
}

static bool
claimed(const struct choosing *work, size_t i)
{
	return feature(work, i, FEATURE_body_overlap) > claimed_above;
}

static bool
in_element(const struct choosing *work, size_t i)
{
	bool marked = work->marked ? work->page->blocks[i].near.around[AROUND_BODY_PROPERTY] < FAR
				   : feature(work, i, FEATURE_in_largest_article) > 0;

	return marked && is_text(work, i) && work->likely[i] > marked_above;
}

static bool
in_main(const struct choosing *work, size_t i)
{
	return work->page->blocks[i].near.around[AROUND_MAIN] < FAR && work->likely[i] > main_above;
}

static bool (*const takes[EXPERT_MAX])(const struct choosing *work, size_t i) = {
	[EXPERT_FOREST] = by_forest,
	[EXPERT_CONTAINER] = by_container,
	[EXPERT_SOFTENED] = softened,
	[EXPERT_LOOSE] = loosely,
	[EXPERT_STRICT] = strictly,
	[EXPERT_READABLE] = readable,
	[EXPERT_CLAIMED] = claimed,
	[EXPERT_ELEMENT] = in_element,
	[EXPERT_MAIN] = in_main,
};

void
choosing_take(const struct choosing *work, enum expert expert, struct candidate *out)
{
	size_t count = work->page->count, taken = 0;
	bool *kept = arena_array(work->arena, bool, count);

	for (size_t i = 0; i < count; i++)
		taken += kept[i] = takes[expert](work, i);
	out->kept = taken ? kept : NULL;
}

const char *
expert_name(enum expert expert)
{
	static const char *const names[] = {
		[EXPERT_FOREST] = "forest",
		[EXPERT_CONTAINER] = "container",
		[EXPERT_SOFTENED] = "container softened",
		[EXPERT_LOOSE] = "forest, loosely",
		[EXPERT_STRICT] = "forest, strictly",
		[EXPERT_READABLE] = "most paragraphs",
		[EXPERT_CLAIMED] = "JSON-LD articleBody",
		[EXPERT_ELEMENT] = "article element",
		[EXPERT_MAIN] = "main element",
	};

	return names[expert];
}

#include "refine/features_work.h"

enum { ABOVE_MAX = 40, STEPS_MAX = 20 };

/* ---- the elements above a block ---- */

static void
fill_region(const struct features_work *work, float *f, const struct region *region)
{
	f[0] = log_of(region->chars);
	f[1] = log_of(region->blocks);
	f[2] = share(region->long_chars, region->chars);
	f[3] = share(region->chars, work->all.chars);
	f[4] = share(region->link_chars, region->chars);
}

void
features_above(struct features_work *work, size_t i)
{
	const struct page *page = work->page;
	const struct node *nodes = page->doc->nodes;
	float *f = work->out->of[i];
	float best = work->out->best_score, above = 0;
	uint32_t at = page->blocks[i].owner;

	for (unsigned up = 0; up < ABOVE_MAX; up++) {
		const struct region *region = &page->regions[at];
		if (up < 4)
			fill_region(work, &f[FEATURE_own_log_chars + 5 * up], region);
		if (up < 3)
			f[FEATURE_score_own + up] = share(region->score, best);
		above = region->score > above ? region->score : above;
		if (!at)
			break;
		at = nodes[at].parent;
	}
	f[FEATURE_score_best_above] = share(above, best);
}

void
features_best(struct features_work *work, size_t i)
{
	const struct page *page = work->page;
	uint32_t best = work->out->best;
	float *f = work->out->of[i];

	f[FEATURE_in_best] = is_within(work, page->blocks[i].owner, best);
	f[FEATURE_from_best] = i < work->best_first  ? (float)(work->best_first - i)
			       : i > work->best_last ? -(float)(i - work->best_last)
						     : 0;
	f[FEATURE_best_page_share] = share(page->regions[best].chars, work->all.chars);
	f[FEATURE_best_link_density] =
	    share(page->regions[best].link_chars, page->regions[best].chars);
	f[FEATURE_best_depth] = page->blocks[work->best_first].depth;
}

static void
find_blocks(struct features_work *work)
{
	const struct page *page = work->page;
	bool any = false;

	for (size_t i = 0; i < page->count; i++) {
		if (!is_within(work, page->blocks[i].owner, work->out->best))
			continue;
		work->best_first = any ? work->best_first : i;
		work->best_last = i;
		any = true;
	}
}

void
features_find_best(struct features_work *work)
{
	const struct region *regions = work->page->regions;

	for (uint32_t i = 0; i < work->page->doc->count; i++) {
		if (regions[i].score > regions[work->out->best].score)
			work->out->best = i;
		if (regions[i].clean_score > regions[work->clean_best].clean_score)
			work->clean_best = i;
	}
	work->out->best_score = regions[work->out->best].score;
	find_blocks(work);
}

/* How many steps up from ${from} an element is met that holds ${node}, too; STEPS_MAX: that or
 * more. */
static uint32_t
steps_to(const struct features_work *work, uint32_t from, uint32_t node, unsigned *steps)
{
	for (*steps = 0; *steps < STEPS_MAX && from && !is_within(work, node, from); ++*steps)
		from = work->page->doc->nodes[from].parent;
	return from;
}

/* How far up a block's way and those to the title and to the best containers meet. */
void
features_meetings(struct features_work *work, size_t i)
{
	const struct page *page = work->page;
	uint32_t owner = page->blocks[i].owner, parent = page->doc->nodes[owner].parent;
	float *f = work->out->of[i], best = page->regions[work->clean_best].clean_score;
	unsigned steps;

	f[FEATURE_title_meeting_share] = share(
	    page->regions[steps_to(work, owner, page->blocks[work->out->title_block].owner, &steps)]
		.chars,
	    work->all.chars);
	f[FEATURE_title_steps] = (float)steps;
	steps_to(work, owner, work->out->best, &steps);
	f[FEATURE_best_steps] = (float)steps;
	steps_to(work, owner, work->clean_best, &steps);
	f[FEATURE_clean_best_steps] = (float)steps;
	f[FEATURE_in_clean_best] = is_within(work, owner, work->clean_best);
	f[FEATURE_clean_score_up1] = share(page->regions[parent].clean_score, best);
	f[FEATURE_clean_score_up2] =
	    share(page->regions[page->doc->nodes[parent].parent].clean_score, best);
	f[FEATURE_clean_is_best] = work->clean_best == work->out->best;
}

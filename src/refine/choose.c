#include <math.h>

#include "refine/choose_work.h"

/* ---- what a candidate is judged by ---- */

/* Sums over what it keeps. */
struct sums {
	float mass, likely, unlikely, chars, links, sentences, comments, related, beside, best, clean, house, voice, cjk, claimed,
	    described, tokens;
	size_t blocks, runs, first, last;
};

static bool
is_nearer(const struct near *near, enum word_group group)
{
	return near->word[group] < FAR && near->word[group] <= near->word[GROUP_CONTENT];
}

static void
sum_block(const struct choosing *work, size_t i, struct sums *sums)
{
	const struct page_block *block = &work->page->blocks[i];
	const float *f = work->features->of[i];
	float mass = work->mass[i];

	sums->mass += mass;
	sums->likely += mass * work->likely[i];
	sums->unlikely += work->likely[i] < 0.5f ? mass : 0;
	sums->chars += (float)block->chars;
	sums->links += (float)block->link_chars;
	sums->sentences += block->ends_sentence ? mass : 0;
	sums->comments += is_nearer(&block->near, GROUP_COMMENT) ? mass : 0;
	sums->related += is_nearer(&block->near, GROUP_RELATED) ? mass : 0;
	sums->beside += block->near.around[AROUND_ASIDE] < FAR || block->near.around[AROUND_FOOTER] < FAR ? mass : 0;
	sums->best += f[FEATURE_in_best] > 0 ? mass : 0;
	sums->clean += f[FEATURE_in_clean_best] > 0 ? mass : 0;
	sums->house += (float)block->house;
	sums->voice += (float)block->voice;
	sums->cjk += (float)block->cjk;
	sums->tokens += (float)block->tokens;
	sums->claimed += f[FEATURE_body_overlap] > 0 ? mass * f[FEATURE_body_overlap] : 0;
	sums->described += f[FEATURE_description_overlap] > 0.5f ? mass : 0;
}

static struct sums
sum_up(const struct choosing *work, const bool *kept)
{
	struct sums sums = { 0 };

	for (size_t i = 0; i < work->page->count; i++) {
		if (!kept[i])
			continue;
		sums.runs += !i || !kept[i - 1];
		sums.first = sums.blocks ? sums.first : i;
		sums.last = i;
		sums.blocks++;
		sum_block(work, i, &sums);
	}
	return sums;
}

static float
part(double of, double whole)
{
	return whole > 0 ? (float)(of / whole) : 0;
}

static void
fill_likely(const struct choosing *work, const struct sums *sums, float *f)
{
	f[CHOICE_log_tokens] = log1pf(sums->tokens);
	f[CHOICE_page_share] = part(sums->mass, work->all);
	f[CHOICE_likely_mean] = part(sums->likely, sums->mass);
	f[CHOICE_likely_share] = part(sums->likely, work->expected);
	f[CHOICE_likely_f1] = part(2 * sums->likely, sums->mass + work->expected);
	f[CHOICE_unlikely_inside] = part(sums->unlikely, sums->mass);
	f[CHOICE_log_blocks] = log1pf((float)sums->blocks);
	f[CHOICE_runs] = part(sums->runs, sums->blocks);
}

static void
fill_text(const struct sums *sums, float *f)
{
	f[CHOICE_link_density] = part(sums->links, sums->chars);
	f[CHOICE_sentences] = part(sums->sentences, sums->mass);
	f[CHOICE_comments] = part(sums->comments, sums->mass);
	f[CHOICE_related] = part(sums->related, sums->mass);
	f[CHOICE_beside] = part(sums->beside, sums->mass);
	f[CHOICE_inside_best] = part(sums->best, sums->mass);
	f[CHOICE_inside_clean_best] = part(sums->clean, sums->mass);
	f[CHOICE_log_block_tokens] = log1pf(part(sums->tokens, sums->blocks));
	f[CHOICE_house] = part(sums->house, sums->tokens);
	f[CHOICE_voice] = part(sums->voice, sums->tokens);
	f[CHOICE_cjk] = part(sums->cjk, sums->tokens);
	f[CHOICE_described] = sums->described > 0;
}

static void
fill_place(const struct choosing *work, const struct sums *sums, float *f)
{
	const struct features *features = work->features;

	f[CHOICE_first_offset] = features->of[sums->first][FEATURE_offset_share];
	f[CHOICE_last_offset] = features->of[sums->last][FEATURE_offset_share];
	f[CHOICE_first_from_title] = features->of[sums->first][FEATURE_from_title_clipped];
}

/* How much of what JSON-LD claims for the article's body is in it; -1 where it claims nothing. */
static void
fill_claimed(const struct choosing *work, const struct sums *sums, float *f)
{
	float all = 0;

	for (size_t i = 0; i < work->page->count; i++)
		all += work->features->of[i][FEATURE_body_overlap] > 0
			   ? work->mass[i] * work->features->of[i][FEATURE_body_overlap]
			   : 0;
	f[CHOICE_claimed_inside] = work->page->body_claimed.n ? part(sums->claimed, sums->mass) : -1;
	f[CHOICE_claimed_share] = work->page->body_claimed.n ? part(sums->claimed, all) : -1;
}

static void
fill_page(const struct choosing *work, float *f)
{
	const struct page *page = work->page;
	float unsure = 0;

	for (size_t i = 0; i < page->count; i++)
		unsure += work->mass[i] * work->likely[i] * (1 - work->likely[i]);
	f[CHOICE_page_log_tokens] = log1pf(work->all);
	f[CHOICE_page_log_blocks] = log1pf((float)page->count);
	f[CHOICE_page_link_density] = part(page->regions[0].link_chars, page->regions[0].chars);
	f[CHOICE_page_articles] = page->article_elements > 30 ? 30 : (float)page->article_elements;
	f[CHOICE_page_is_article] = page->is_article;
	f[CHOICE_page_unsure] = part(unsure, work->expected);
}

/* What each two of them keep together. */
typedef float common[EXPERT_MAX][EXPERT_MAX];

static void
compare_all(const struct choosing *work, const struct candidates *all, common sums)
{
	for (size_t i = 0; i < work->page->count; i++)
		for (unsigned a = 0; a < EXPERT_MAX; a++) {
			if (!all->by[a].kept || !all->by[a].kept[i])
				continue;
			for (unsigned b = 0; b < EXPERT_MAX; b++)
				sums[a][b] += all->by[b].kept && all->by[b].kept[i] ? work->mass[i] : 0;
		}
}

/* How alike the expert's choice is to those of the others: F1 of what they keep. */
static void
fill_likes(const struct candidates *all, const common sums, enum expert expert, float *f)
{
	float sum = 0;
	unsigned others = 0;

	for (unsigned e = 0; e < EXPERT_MAX; e++) {
		float like = all->by[e].kept ? part(2 * sums[expert][e], sums[expert][expert] + sums[e][e]) : -1;
		f[CHOICE_likes_forest + e] = like;
		sum += e != expert && like >= 0 ? like : 0;
		others += e != expert && like >= 0;
	}
	f[CHOICE_likes_mean] = others ? sum / (float)others : -1;
}
_Static_assert(CHOICE_likes_main - CHOICE_likes_forest + 1 == EXPERT_MAX, "in the order of enum expert");

static void
fill(const struct choosing *work, const struct candidates *all, const common shared, const float *of_page, enum expert expert,
    float *f)
{
	struct sums sums = sum_up(work, all->by[expert].kept);

	memcpy(f, of_page, CHOICE_MAX * sizeof(*f));
	f[CHOICE_expert] = (float)expert;
	fill_likely(work, &sums, f);
	fill_text(&sums, f);
	fill_place(work, &sums, f);
	fill_claimed(work, &sums, f);
	fill_likes(all, shared, expert, f);
	f[CHOICE_likely_outside] = part(work->expected - sums.likely, work->expected);
}

void
choose_candidates(struct arena *arena, const struct page *page, const struct features *features, const float *likely,
    struct candidates *out)
{
	struct choosing work = { .arena = arena, .page = page, .features = features, .likely = likely };
	struct candidates candidates = { 0 };
	float of_page[CHOICE_MAX] = { 0 };
	common shared = { 0 };

	work.mass = arena_array(arena, float, page->count);
	for (size_t i = 0; i < page->count; i++) {
		work.mass[i] = (float)page->blocks[i].tokens + 0.5f;
		work.all += work.mass[i];
		work.expected += work.mass[i] * likely[i];
		work.marked |= page->blocks[i].near.around[AROUND_BODY_PROPERTY] < FAR;
	}
	work.best = choosing_best_subtree(&work);
	candidates.mass = work.mass;
	candidates.best_subtree = work.best;
	for (unsigned e = 0; e < EXPERT_MAX; e++)
		choosing_take(&work, e, &candidates.by[e]);
	compare_all(&work, &candidates, shared);
	fill_page(&work, of_page);
	for (unsigned e = 0; e < EXPERT_MAX; e++)
		if (candidates.by[e].kept)
			fill(&work, &candidates, shared, of_page, e, candidates.by[e].of);
	*out = candidates;
}

/* ---- the trees ---- */

#include "refine/choose_nodes.inc"

_Static_assert(LENGTH(choice_trees[0].weight) == 1 << CHOICE_DEPTH, "a weight for every leaf");
_Static_assert(CHOICE_MAX <= UINT8_MAX, "a feature fits a byte");

/* The forest is right if nobody is better by more than this: what is expected is that much off. */
static const float margin = 0.02f;

static float
expect(const float *of)
{
	float sum = 0;

	for (size_t t = 0; t < LENGTH(choice_trees); t++) {
		const struct choice_tree *tree = &choice_trees[t];
		unsigned at = 0;
		for (unsigned depth = 0; depth < CHOICE_DEPTH; depth++)
			at = 2 * at + 1 + !(of[tree->feature[at]] < tree->threshold[at]);
		sum += tree->weight[at - LENGTH(tree->threshold)];
	}
	return 1 / (1 + expf(-sum));
}

enum expert
choose_best(struct candidates *candidates)
{
	enum expert best = EXPERT_MAX;
	float most = 0;

	for (unsigned e = 0; e < EXPERT_MAX; e++) {
		struct candidate *candidate = &candidates->by[e];
		float worth;
		if (!candidate->kept)
			continue;
		candidate->expected = expect(candidate->of);
		worth = candidate->expected + (e == EXPERT_FOREST ? margin : 0);
		if (worth > most) {
			most = worth;
			best = e;
		}
	}
	return best;
}

#include "refine/features_work.h"
#include "refine/overlap.h"

enum { HEADING_CHARS = 60, SINCE_MAX = 100, RIGHTS_TEXT_MAX = 400, GAP_MAX = 20 };

/* ---- the block by itself ---- */

static float
tag_code(enum tag tag)
{
	static const uint8_t codes[TAG_MAX] = { [TAG_P] = 1, [TAG_DIV] = 2, [TAG_SECTION] = 3, [TAG_ARTICLE] = 3,
		[TAG_BLOCKQUOTE] = 4, [TAG_PRE] = 5, [TAG_LI] = 6, [TAG_DD] = 6, [TAG_DT] = 6, [TAG_TD] = 7,
		[TAG_TH] = 7, [TAG_H1] = 8, [TAG_H2] = 9, [TAG_H3] = 10, [TAG_H4] = 11, [TAG_H5] = 11, [TAG_H6] = 11,
		[TAG_FIGCAPTION] = 12, [TAG_CAPTION] = 12, [TAG_FIGURE] = 12, [TAG_HEADER] = 13, [TAG_FOOTER] = 13,
		[TAG_ASIDE] = 13, [TAG_NAV] = 13, [TAG_FORM] = 14, [TAG_ADDRESS] = 15 };

	return codes[tag];
}

static float
heading_level(enum tag tag)
{
	return tag >= TAG_H1 && tag <= TAG_H6 ? (float)(tag - TAG_H1 + 1) : 0;
}

static bool
claims_rights(struct str text)
{
	if (text.n > RIGHTS_TEXT_MAX)
		return false;
	return str_find(text, S("©"), 0) >= 0 || str_find_nocase(text, S("all rights reserved"), 0) >= 0;
}

static void
fill_text(struct features_work *work, size_t i)
{
	const struct page_block *block = &work->page->blocks[i];
	enum tag tag = work->page->doc->nodes[block->owner].tag;
	float *f = work->out->of[i];

	f[FEATURE_log_chars] = log_of(block->chars);
	f[FEATURE_log_tokens] = log_of(block->tokens);
	f[FEATURE_chars_per_token] = share(block->chars, block->tokens);
	f[FEATURE_commas_per_token] = share(block->commas, block->tokens);
	f[FEATURE_punctuation] = share(block->punctuation, block->chars);
	f[FEATURE_ends_sentence] = block->ends_sentence;
	f[FEATURE_capitals] = share(block->capitals, block->letters);
	f[FEATURE_digits] = share(block->digits, block->chars);
	f[FEATURE_stops] = share(block->stops, block->tokens);
	f[FEATURE_cjk] = share(block->cjk, block->tokens);
	f[FEATURE_link_density] = share(block->link_chars, block->chars);
	f[FEATURE_links] = block->links > 20 ? 20 : (float)block->links;
	f[FEATURE_strong] = share(block->strong_chars, block->chars);
	f[FEATURE_begins_bullet] = block->begins_bullet;
	f[FEATURE_copyright] = claims_rights(block->text);
	f[FEATURE_house] = share(block->house, block->tokens);
	f[FEATURE_voice] = share(block->voice, block->tokens);
	f[FEATURE_has_year] = block->has_year;
	f[FEATURE_ends_colon] = block->ends_colon;
	f[FEATURE_tag] = tag_code(tag);
	f[FEATURE_heading_level] = heading_level(tag);
	f[FEATURE_depth] = (float)block->depth;
	for (unsigned a = 0; a < AROUND_MAX; a++)
		f[FEATURE_near_nav + a] = block->near.around[a];
	for (unsigned g = 0; g < GROUP_MAX; g++)
		f[FEATURE_word_content + g] = block->near.word[g];
}
_Static_assert(FEATURE_near_hidden - FEATURE_near_nav + 1 == AROUND_MAX, "in the order of enum around");
_Static_assert(FEATURE_word_lead - FEATURE_word_content + 1 == GROUP_MAX, "in the order of enum word_group");

/* ---- articles within the page ---- */

static void
fill_articles(struct features_work *work)
{
	const struct page *page = work->page;
	const struct node *nodes = page->doc->nodes;
	uint32_t largest = 0, chars = 0, index = 0, until = 0;
	size_t block = 0;

	for (uint32_t i = 1; i < page->doc->count; i++)
		if (nodes[i].tag == TAG_ARTICLE && page->regions[i].chars > chars) {
			largest = i;
			chars = page->regions[i].chars;
		}
	for (uint32_t i = 1; i < page->doc->count; i++) {
		if (nodes[i].tag == TAG_ARTICLE && i >= until) {
			index++;
			until = nodes[i].end;
		}
		for (; block < page->count && page->blocks[block].first <= i; block++) {
			float *f = work->out->of[block];
			f[FEATURE_article_index] = i < until ? (float)(index < 30 ? index : 30) : 0;
			f[FEATURE_in_largest_article] = largest && i >= largest && i < nodes[largest].end;
		}
	}
}

/* ---- signatures and repeats ---- */

static struct str
hash_key(const uint64_t *hash)
{
	return (struct str){ (const char *)hash, sizeof(*hash) };
}

static struct tally *
tally_of(struct features_work *work, const struct page_block *block)
{
	bool made;
	int64_t *at = map_add(
	    &work->signatures, hash_key(&block->signature), (int64_t)work->tally_count, &made);

	if (made) {
		arena_push(work->arena, work->tallies, work->tally_count, work->tally_capacity);
		work->tallies[work->tally_count++] = (struct tally){ 0 };
	}
	return &work->tallies[*at];
}

static void
count_signatures(struct features_work *work)
{
	for (size_t i = 0; i < work->page->count; i++) {
		const struct page_block *block = &work->page->blocks[i];
		struct tally *tally = tally_of(work, block);
		tally->blocks++;
		tally->chars += block->chars;
		tally->link_chars += block->link_chars;
		tally->best_chars += is_within(work, block->owner, work->out->best) ? block->chars : 0;
		work->out->of[i][FEATURE_repeated_before] =
		    (float)(*map_add(&work->repeats, hash_key(&block->text_hash), 0, NULL))++;
	}
}

static void
fill_signature(struct features_work *work, size_t i)
{
	const struct page_block *block = &work->page->blocks[i];
	const struct tally *tally = tally_of(work, block);
	float *f = work->out->of[i];

	f[FEATURE_signature_count] = log_of(tally->blocks);
	f[FEATURE_signature_block_share] = share(tally->blocks, (double)work->page->count);
	f[FEATURE_signature_mean_chars] = share(tally->chars, tally->blocks);
	f[FEATURE_signature_link_density] = share(tally->link_chars, tally->chars);
	f[FEATURE_signature_text_share] = share(tally->chars, work->all.chars);
	f[FEATURE_signature_best_share] = share(tally->best_chars, tally->chars);
	f[FEATURE_repeats] = (float)*map_find(&work->repeats, hash_key(&block->text_hash));
}

/* ---- overlap with what the page says of itself ---- */

static void
fill_overlaps(struct features_work *work)
{
	const struct page *page = work->page;
	const struct {
		struct str text;
		unsigned run;
		enum feature feature;
	} wanted[] = {
		{ page->title, 1, FEATURE_title_overlap },
		{ page->description, 2, FEATURE_description_overlap },
		{ page->body_claimed, OVERLAP_RUN_MAX, FEATURE_body_overlap },
	};

	for (size_t w = 0; w < LENGTH(wanted); w++) {
		struct overlap overlap;
		overlap_init(work->arena, wanted[w].text, wanted[w].run, &overlap);
		for (size_t i = 0; i < page->count; i++)
			work->out->of[i][wanted[w].feature] = overlap_share(&overlap, &page->blocks[i]);
	}
}

/* ---- place ---- */

/* The block that is most like the title; among equals a heading, then the first. */
static size_t
find_title(const struct features_work *work)
{
	const struct page *page = work->page;
	size_t best = 0;
	float best_score = 0.5f;

	for (size_t i = 0; i < page->count; i++) {
		const struct page_block *block = &page->blocks[i];
		float score = work->out->of[i][FEATURE_title_overlap];
		bool heading = page->doc->nodes[block->owner].tag == TAG_H1;
		if (block->tokens > 60 || block->tokens < 2)
			continue;
		score += heading ? 0.6f : work->out->of[i][FEATURE_heading_level] ? 0.2f : 0;
		if (score > best_score) {
			best_score = score;
			best = i;
		}
	}
	return best;
}

static void
fill_place(struct features_work *work)
{
	const struct page *page = work->page;
	size_t title = work->out->title_block, offset = 0, title_offset = 0;

	for (size_t i = 0; i < title; i++)
		title_offset += page->blocks[i].chars;
	for (size_t i = 0; i < page->count; i++) {
		float *f = work->out->of[i], from = (float)i - (float)title;
		f[FEATURE_index_share] = share((double)i, (double)page->count);
		f[FEATURE_offset_share] = share((double)offset, work->all.chars);
		f[FEATURE_from_title] = from;
		f[FEATURE_from_title_clipped] = from < -5 ? -5 : from > 20 ? 20 : from;
		f[FEATURE_offset_from_title] = share((double)offset - (double)title_offset, work->all.chars);
		offset += page->blocks[i].chars;
	}
}

/* ---- neighbours ---- */

static const struct str end_headings[] = {
#define ROW(words) STR_INIT(words),
#include "gen/end_headings.inc"
#undef ROW
};

static bool
is_end_heading(const struct page_block *block)
{
	if (block->chars >= HEADING_CHARS)
		return false;
	for (size_t i = 0; i < LENGTH(end_headings); i++)
		if (str_starts_nocase(block->text, end_headings[i]))
			return true;
	return false;
}

static void
fill_since(struct features_work *work)
{
	unsigned since = SINCE_MAX;

	for (size_t i = 0; i < work->page->count; i++) {
		bool ends = is_end_heading(&work->page->blocks[i]);
		since = ends ? 0 : since < SINCE_MAX ? since + 1 : since;
		work->out->of[i][FEATURE_since_end_heading] = (float)since;
		work->out->of[i][FEATURE_end_heading] = ends;
	}
}

static void
copy_neighbour(struct features_work *work, size_t i, ptrdiff_t from, enum feature first, bool tag)
{
	static const enum feature copied[] = { FEATURE_log_chars, FEATURE_link_density, FEATURE_ends_sentence,
		FEATURE_stops, FEATURE_tag };
	bool there = from >= 0 && (size_t)from < work->page->count;

	for (unsigned c = 0; c < (tag ? 5u : 4u); c++)
		work->out->of[i][first + c] = there ? work->out->of[from][copied[c]] : -1;
}

static void
fill_neighbours(struct features_work *work, size_t i)
{
	ptrdiff_t at = (ptrdiff_t)i;
	uint32_t chars = 0, link_chars = 0;

	copy_neighbour(work, i, at - 2, FEATURE_prev2_log_chars, false);
	copy_neighbour(work, i, at - 1, FEATURE_prev1_log_chars, true);
	copy_neighbour(work, i, at + 1, FEATURE_next1_log_chars, true);
	copy_neighbour(work, i, at + 2, FEATURE_next2_log_chars, false);
	for (ptrdiff_t j = at - 2; j <= at + 2; j++)
		if (j >= 0 && (size_t)j < work->page->count) {
			chars += work->page->blocks[j].chars;
			link_chars += work->page->blocks[j].link_chars;
		}
	work->out->of[i][FEATURE_sum5_log_chars] = log_of(chars);
	work->out->of[i][FEATURE_sum5_link_density] = share(link_chars, chars);
}

static bool
is_long(const struct page_block *block)
{
	return block->chars >= 80 && block->link_chars * 3 < block->chars;
}

/* Blocks of running text before and behind. */
static void
fill_long(struct features_work *work)
{
	uint32_t before = 0;

	for (size_t i = 0; i < work->page->count; i++) {
		bool one = is_long(&work->page->blocks[i]);
		work->out->of[i][FEATURE_long_before] = log_of(before);
		work->out->of[i][FEATURE_long_behind] = log_of(work->long_blocks - before - one);
		before += one;
	}
}

/* How many blocks ago running text stood, from the front or, with ${step} -1, from the back. */
static void
fill_gaps(struct features_work *work, enum feature feature, int step)
{
	size_t count = work->page->count, at = step > 0 ? 0 : count - 1;
	unsigned gap = GAP_MAX;

	for (size_t n = 0; n < count; n++, at += (size_t)step) {
		work->out->of[at][feature] = (float)gap;
		gap = is_long(&work->page->blocks[at]) ? 0 : gap < GAP_MAX ? gap + 1 : gap;
	}
}

/* How much of the best container's text stands before the block. */
static void
fill_best_offset(struct features_work *work)
{
	const struct page *page = work->page;
	uint32_t best = work->out->best, before = 0;

	for (size_t i = 0; i < page->count; i++) {
		work->out->of[i][FEATURE_best_offset] = share(before, page->regions[best].chars);
		before += is_within(work, page->blocks[i].owner, best) ? page->blocks[i].chars : 0;
	}
}

static void
fill_page(struct features_work *work, size_t i)
{
	float *f = work->out->of[i];

	f[FEATURE_page_log_chars] = log_of(work->all.chars);
	f[FEATURE_page_log_blocks] = log_of((double)work->page->count);
	f[FEATURE_page_link_density] = share(work->all.link_chars, work->all.chars);
	f[FEATURE_page_log_long] = log_of(work->long_blocks);
	f[FEATURE_page_articles] = work->page->article_elements > 30 ? 30 : (float)work->page->article_elements;
	f[FEATURE_page_is_article] = work->page->is_article;
}

void
page_features(struct arena *arena, const struct page *page, struct features *out)
{
	struct features_work work = { .arena = arena, .page = page, .out = out };

	*out = (struct features){ 0 };
	out->of = arena_alloc_array(arena, page->count, sizeof(*out->of));
	work.signatures.arena = work.repeats.arena = arena;
	work.all = page->regions[0];
	for (size_t i = 0; i < page->count; i++)
		work.long_blocks += is_long(&page->blocks[i]);
	features_find_best(&work);
	count_signatures(&work);
	fill_overlaps(&work);
	for (size_t i = 0; i < page->count; i++) {
		fill_text(&work, i);
		features_above(&work, i);
		features_best(&work, i);
		fill_signature(&work, i);
		fill_page(&work, i);
	}
	out->title_block = page->count ? find_title(&work) : 0;
	for (size_t i = 0; i < page->count; i++)
		features_meetings(&work, i);
	fill_place(&work);
	fill_articles(&work);
	fill_since(&work);
	fill_long(&work);
	fill_gaps(&work, FEATURE_gap_before, 1);
	fill_gaps(&work, FEATURE_gap_behind, -1);
	fill_best_offset(&work);
	for (size_t i = 0; i < page->count; i++)
		fill_neighbours(&work, i);
}

const char *
feature_name(enum feature feature)
{
	static const char *const names[] = {
#define ROW(name) #name,
#include "gen/features.inc"
#undef ROW
	};

	return names[feature];
}

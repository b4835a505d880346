#include "base/buf.h"
#include "refine/element_path.h"
#include "refine/known.h"
#include "refine/overlap.h"
#include "refine/passages.h"
#include "text/fold.h"

enum { FEED_TOKENS_MIN = 5, CONTAINER_CHARS_MIN = 100, CONTAINERS_MAX = 500 };

static const float given_share = 0.6f, given_likely = 0.97f, repeated_worth = 0.2f, outside_worth = 0.9f, memory_share = 0.5f;

static float
mass(const struct page_block *block)
{
	return (float)block->tokens + 0.5f;
}

/* ---- the feed ---- */

static void
apply_text(struct arena *arena, const struct page *page, struct str text, float *likely)
{
	struct overlap overlap;

	if (!text.n)
		return;
	overlap_init(arena, text, OVERLAP_RUN_MAX, &overlap);
	for (size_t i = 0; i < page->count; i++)
		if (page->blocks[i].tokens >= FEED_TOKENS_MIN && likely[i] < given_likely &&
		    overlap_share(&overlap, &page->blocks[i]) >= given_share)
			likely[i] = given_likely;
}

static bool
is_title(struct str title, struct str text)
{
	struct buf out CLEAN(buf_done) = { 0 };

	fold_str(text, &out);
	return str_equal(buf_str(&out), title);
}

static void
apply_title(const struct page *page, struct str title, float *likely)
{
	struct buf folded CLEAN(buf_done) = { 0 };

	if (!title.n)
		return;
	fold_str(str_trim(title), &folded);
	for (size_t i = 0; i < page->count; i++)
		if (page->blocks[i].text.n < 2 * title.n && is_title(buf_str(&folded), page->blocks[i].text))
			likely[i] = 0;
}

/* ---- the site's memory ---- */

static bool
is_among(const uint64_t *prints, size_t count, uint64_t print)
{
	while (count) {
		size_t half = count / 2;
		if (prints[half] == print)
			return true;
		if (prints[half] < print) {
			prints += half + 1;
			count -= half + 1;
		} else {
			count = half;
		}
	}
	return false;
}

/* Lowers what is ${marked}, where that is less than half of what is likely. */
static void
lower(const struct page *page, const bool *marked, float worth, float *likely)
{
	float of = 0, all = 0;

	for (size_t i = 0; i < page->count; i++) {
		all += likely[i] * mass(&page->blocks[i]);
		of += marked[i] ? likely[i] * mass(&page->blocks[i]) : 0;
	}
	for (size_t i = 0; i < page->count && of < memory_share * all; i++)
		likely[i] *= marked[i] ? worth : 1;
}

static void
apply_repeated(struct arena *arena, const struct page *page, const struct extract_known *known, float *likely)
{
	bool *marked = arena_array(arena, bool, page->count);

	if (!known->repeated_count)
		return;
	for (size_t i = 0; i < page->count; i++) {
		uint64_t print = passage_print(&page->blocks[i]);
		marked[i] = print && is_among(known->repeated, known->repeated_count, print);
	}
	lower(page, marked, repeated_worth, likely);
}

/* The first element with text that stands where that of the other pages stood; 0: none. */
static uint32_t
find_container(struct arena *arena, const struct page *page, struct str path)
{
	unsigned looked = 0;

	for (uint32_t at = 1; at < page->doc->count && looked < CONTAINERS_MAX; at++) {
		const struct node *node = &page->doc->nodes[at];
		if (node->tag == TAG_TEXT || page->regions[at].chars < CONTAINER_CHARS_MIN)
			continue;
		looked++;
		if (str_equal(element_path(arena, page->doc, at, ELEMENT_PATH_MAX), path))
			return at;
	}
	return 0;
}

static void
apply_container(struct arena *arena, const struct page *page, struct str path, float *likely)
{
	uint32_t at = path.n ? find_container(arena, page, path) : 0;
	bool *outside;

	if (!at)
		return;
	outside = arena_array(arena, bool, page->count);
	for (size_t i = 0; i < page->count; i++)
		outside[i] = page->blocks[i].owner < at || page->blocks[i].owner >= page->doc->nodes[at].end;
	lower(page, outside, outside_worth, likely);
}

void
known_apply(struct arena *arena, const struct page *page, const struct extract_known *known, float *likely)
{
	apply_repeated(arena, page, known, likely);
	apply_container(arena, page, known->container, likely);
	apply_text(arena, page, known->text, likely);
	apply_title(page, known->title, likely);
}

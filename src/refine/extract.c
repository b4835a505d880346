#include "base/buf.h"
#include "refine/apart.h"
#include "refine/choose.h"
#include "refine/extract.h"
#include "refine/forest.h"
#include "refine/known.h"

enum { FEW_BLOCKS = 20 };

static const float keep_at_least = 0.1f;

static bool
is_inside(const struct page *page, uint32_t node, uint32_t element)
{
	return node >= element && node < page->doc->nodes[element].end;
}

/* ---- choosing ---- */

/* The headline is kept elsewhere, though an expert who takes all of an element takes it, too.  In Chinese the forest has learnt texts that
 * begin with it. */
static bool
is_headline(const struct page *page, const struct extraction *extraction, size_t i)
{
	return i == extraction->heading && (extraction->likely[i] < 0.5f || !page->blocks[i].cjk) &&
	       page->doc->nodes[page->blocks[i].owner].tag == TAG_H1;
}

static void
take(const struct page *page, const bool *kept, struct extraction *out)
{
	out->kept_count = 0;
	for (size_t i = 0; i < page->count; i++)
		out->kept_count += out->kept[i] = kept[i] && !is_headline(page, out, i);
}

static void
choose(struct arena *arena, const struct page *page, const struct features *features, struct extraction *out)
{
	struct candidates candidates;
	enum expert best;

	choose_candidates(arena, page, features, out->likely, &candidates);
	best = choose_best(&candidates);
	if (best == EXPERT_MAX)
		return;
	take(page, candidates.by[best].kept, out);
	out->confidence = candidates.by[best].expected;
	out->rule = str_from_c(expert_name(best));
}

/* A page without a paragraph is not what the forest knows; of one so short all is kept that is no link. */
static bool
is_scrap(const struct page *page, const struct features *features)
{
	return !features->best && page->count <= FEW_BLOCKS;
}

static void
choose_scrap(const struct page *page, struct extraction *out)
{
	for (size_t i = 0; i < page->count; i++) {
		out->kept[i] = page->blocks[i].link_chars * 2 < page->blocks[i].chars;
		out->kept_count += out->kept[i];
	}
}

/* Nothing is likely enough: what is not unlikely within the container that readability would take. */
static void
choose_anyway(const struct page *page, const struct features *features, struct extraction *out)
{
	for (size_t i = 0; i < page->count; i++) {
		out->kept[i] = features->best && is_inside(page, page->blocks[i].owner, features->best) &&
			       out->likely[i] > keep_at_least;
		out->kept_count += out->kept[i];
	}
}

static float
confidence_of(const struct page *page, const struct extraction *extraction)
{
	double sum = 0, tokens = 0;

	for (size_t i = 0; i < page->count; i++) {
		double n = page->blocks[i].tokens + 0.5, likely = extraction->likely[i];
		if (!extraction->kept[i] && likely < 0.05)
			continue;
		sum += n * (extraction->kept[i] ? likely : 1 - likely);
		tokens += n;
	}
	return tokens > 0 ? (float)(sum / tokens) : 0;
}

static uint32_t
container_of(const struct page *page, const struct extraction *extraction)
{
	uint32_t at = UINT32_MAX;

	for (size_t i = 0; i < page->count; i++) {
		uint32_t owner = page->blocks[i].owner;
		if (!extraction->kept[i])
			continue;
		at = at == UINT32_MAX ? owner : at;
		while (!is_inside(page, owner, at))
			at = page->doc->nodes[at].parent;
	}
	return at == UINT32_MAX ? 0 : at;
}

static struct str
text_of(struct arena *arena, const struct page *page, const struct extraction *extraction)
{
	struct buf out CLEAN(buf_done) = { 0 };

	for (size_t i = 0; i < page->count; i++) {
		if (!extraction->kept[i])
			continue;
		if (out.n)
			buf_push_char(&out, '\n');
		buf_push_str(&out, page->blocks[i].text);
	}
	return str_copy(arena, buf_str(&out));
}

void
extraction_settle(struct arena *arena, const struct page *page, struct extraction *extraction)
{
	extraction->container = container_of(page, extraction);
	extraction->text = text_of(arena, page, extraction);
}

void
page_extract(struct arena *arena, const struct page *page, const struct features *features, const struct extract_known *known,
    struct extraction *out)
{
	struct extraction extraction = { .count = page->count, .rule = S("forest"), .heading = features->title_block };

	extraction.likely = arena_array(arena, float, page->count);
	extraction.kept = arena_array(arena, bool, page->count);
	forest_judge((const float(*)[FEATURE_MAX])features->of, page->count, extraction.likely);
	apart_lower(page, features, extraction.likely);
	if (known)
		known_apply(arena, page, known, extraction.likely);
	if (is_scrap(page, features))
		choose_scrap(page, &extraction);
	else
		choose(arena, page, features, &extraction);
	if (!extraction.kept_count)
		choose_anyway(page, features, &extraction);
	if (!extraction.confidence)
		extraction.confidence = confidence_of(page, &extraction);
	extraction_settle(arena, page, &extraction);
	*out = extraction;
}

/* ---- the part of the tree ---- */

static void
mark_up(const struct doc *doc, uint8_t *marks, uint32_t at)
{
	for (; !marks[at]; at = doc->nodes[at].parent) {
		marks[at] = 1;
		if (!at)
			return;
	}
}

static bool
is_picture(enum tag tag)
{
	return tag == TAG_IMG || tag == TAG_FIGURE || tag == TAG_PICTURE || tag == TAG_IFRAME || tag == TAG_VIDEO ||
	       tag == TAG_AUDIO || tag == TAG_AMP_IMG;
}

/* From where on figures are the article's: behind its headline, where that stands before all that is kept. */
static uint32_t
figures_from(const struct page *page, const struct extraction *extraction)
{
	uint32_t heading = page->count ? page->blocks[extraction->heading].first : 0;

	return heading && heading < extraction->container ? heading : extraction->container;
}

static bool
is_apart(enum tag tag)
{
	return tag == TAG_NAV || tag == TAG_ASIDE || tag == TAG_FOOTER || tag == TAG_FORM;
}

/* Pictures stand within the container; between headline and container figures alone, for there are faces of authors, too. */
static void
mark_pictures(const struct page *page, const struct extraction *extraction, uint8_t *marks)
{
	const struct doc *doc = page->doc;
	uint32_t container = extraction->container, end = doc->nodes[container].end;

	for (uint32_t at = figures_from(page, extraction) + 1; at < end; at++) {
		const struct node *node = &doc->nodes[at];
		bool wanted = at > container ? is_picture(node->tag) : node->tag == TAG_FIGURE;
		if (is_apart(node->tag) && !marks[at]) {
			at = node->end - 1;
			continue;
		}
		if (!wanted || marks[at])
			continue;
		mark_up(doc, marks, at);
		memset(marks + at, 1, node->end - at);
		at = node->end - 1;
	}
}

static void
mark_blocks(const struct page *page, const struct extraction *extraction, uint8_t *marks)
{
	for (uint32_t at = 1; at < page->doc->count; at++)
		if (page->block_of[at] && extraction->kept[page->block_of[at] - 1])
			mark_up(page->doc, marks, at);
	/* line breaks part what is kept */
	for (uint32_t at = 1; at < page->doc->count; at++)
		if (page->doc->nodes[at].tag == TAG_BR && marks[page->doc->nodes[at].parent])
			marks[at] = 1;
}

/* What a site's rules take out, with all that is in it. */
static void
unmark(const struct doc *doc, const uint8_t *dropped, uint8_t *marks)
{
	for (uint32_t at = 1; at < doc->count; at++)
		if (dropped[at])
			marks[at] = 0;
}

static void
copy_node(struct doc_builder *builder, const struct node *node)
{
	if (node->tag == TAG_TEXT) {
		doc_text(builder, node->text);
		return;
	}
	doc_open(builder, node->tag);
	for (unsigned i = 0; i < node->attr_count; i++)
		doc_attr(builder, node->attrs[i].name, node->attrs[i].value);
}

struct err
extract_article(struct arena *arena, const struct page *page, const struct extraction *extraction, struct doc *out)
{
	const struct doc *doc = page->doc;
	uint8_t *marks = arena_array(arena, uint8_t, doc->count);
	struct doc_builder *builder = arena_new(arena, struct doc_builder);
	uint32_t *ends = arena_array(arena, uint32_t, DOC_DEPTH_MAX + 1), depth = 0;

	mark_blocks(page, extraction, marks);
	mark_pictures(page, extraction, marks);
	if (extraction->dropped)
		unmark(doc, extraction->dropped, marks);
	doc_begin(builder, arena);
	for (uint32_t at = 1; at < doc->count; at++) {
		while (depth && ends[depth - 1] <= at) {
			doc_close(builder);
			depth--;
		}
		if (!marks[at]) {
			at = doc->nodes[at].end - 1;
			continue;
		}
		copy_node(builder, &doc->nodes[at]);
		if (doc->nodes[at].tag != TAG_TEXT && !builder->err.code)
			ends[depth++] = doc->nodes[at].end;
	}
	return doc_finish(builder, out);
}

/* page_title.h: the headline as people see it. */
#include "refine/mend.h"
#include "refine/page_cues.h"
#include "refine/page_title.h"

enum { HEADINGS_MAX = 3, NEAR_WEIGHT = 110, FIRST_WEIGHT = 80, OTHER_WEIGHT = 30, TITLE_BYTES = 2000 };

static struct str
one_line(struct arena *arena, struct str text)
{
	struct notes notes = { 0 };

	return line_mend(arena, &notes, str_slice(text, 0, str_rune_start(text, TITLE_BYTES < text.n ? TITLE_BYTES : text.n)));
}

/* A stroke parts the words before from the headline; behind a colon they are its beginning, and nothing is left. */
static struct str
without_stroke(struct str headline)
{
	static const struct str strokes[] = { STR_INIT("-"), STR_INIT("–"), STR_INIT("—"), STR_INIT("|"), STR_INIT("/"), STR_INIT("·") };

	if (str_starts(headline, S(":")) || str_starts(headline, S("：")))
		return S("");
	for (size_t i = 0; i < LENGTH(strokes); i++)
		if (pull_str(&headline, strokes[i]))
			return text_trim(headline);
	return headline;
}

/* The text of ${at} but for what stands in ${left_out}. */
static struct str
text_without(struct arena *arena, const struct doc *doc, uint32_t at, uint32_t left_out)
{
	struct buf out CLEAN(buf_done) = { 0 };

	for (uint32_t i = at + 1; i < doc->nodes[at].end; i++)
		if (doc->nodes[i].tag == TAG_TEXT && (i < left_out || i >= doc->nodes[left_out].end))
			buf_push_str(&out, doc->nodes[i].text);
	return str_copy(arena, buf_str(&out));
}

/* A heading without the words before the headline that stand in its element; empty where there are none. */
static struct str
without_kicker(struct arena *arena, const struct doc *doc, uint32_t at)
{
	for (uint32_t i = at + 1; i < doc->nodes[at].end; i++)
		if (page_cue(node_attr(&doc->nodes[i], ATTR_CLASS), CUE_KICKER))
			return without_stroke(one_line(arena, text_without(arena, doc, at, i)));
	return S("");
}

static void
add_heading(struct titles *titles, const struct page *page, uint32_t at, uint32_t title, bool first)
{
	struct str headline = without_kicker(titles->arena, page->doc, at);
	bool near = page->count && at <= title && page->doc->nodes[at].end > title;

	if (!headline.n)
		headline = one_line(titles->arena, doc_text_of(titles->arena, page->doc, at));
	titles_add(titles, headline, near ? NEAR_WEIGHT : first ? FIRST_WEIGHT : OTHER_WEIGHT, "h1");
}

void
titles_seen(struct titles *titles, const struct page *page, const struct features *features)
{
	uint32_t title = page->count ? page->blocks[features->title_block].first : 0;
	unsigned headings = 0;

	for (uint32_t i = 1; i < page->doc->count && headings < HEADINGS_MAX; i++)
		if (page->doc->nodes[i].tag == TAG_H1)
			add_heading(titles, page, i, title, !headings++);
}

#include "refine/mend.h"
#include "refine/page_label.h"
#include "refine/page_names.h"
#include "text/fold.h"

enum {
	LINE_CHARS = 120,
	ORIGIN_BYTES = 80,
	ORIGIN_LATIN_BYTES = 40,
	EDITORS_BYTES = 120,
	NEAR_BEFORE = 4, /* blocks: Latin labels count near the headline alone, "Source:" stands under every chart */
	NEAR_BEHIND = 8,
};

enum label_mark { LABEL_MARKED, LABEL_SPACED };

static const struct label_row {
	struct str label;
	enum page_label kind;
	enum label_mark mark;
} labels[] = {
#define ROW(label, kind, mark) { STR_INIT(label), kind, mark },
#include "gen/page_labels.inc"
#undef ROW
};

static const struct str label_marks[] = { STR_INIT(":"), STR_INIT("："), STR_INIT("|"), STR_INIT("｜"), STR_INIT("/"), STR_INIT("／"), STR_INIT("丨") };

/* ---- one label ---- */

/* The mark behind a label; its width, 0 without one. */
static size_t
mark_width(struct str s)
{
	struct str rest = text_trim_start(s);

	for (size_t i = 0; i < LENGTH(label_marks); i++)
		if (str_starts(rest, label_marks[i]))
			return s.n - rest.n + label_marks[i].n;
	return 0;
}

/* Words begin behind what is no letter; Latin labels not even behind a word: "Last edited by" is somebody else. */
static bool
is_begin(struct str line, size_t at)
{
	struct str before = (unsigned char)line.p[at] < 0xe0 ? text_trim_end(str_slice(line, 0, at)) : str_slice(line, 0, at);
	size_t from = before.n;
	uint32_t rune;

	if (!from)
		return true;
	do
		from--;
	while (from && ((unsigned char)before.p[from] & 0xc0) == 0x80);
	before = str_from(before, from);
	return pull_rune(&before, &rune) && (rune_class(rune) == RUNE_OTHER || rune_class(rune) == RUNE_DIGIT);
}

/* The bytes that labels begin with, in either case. */
struct beginnings {
	bool of[UINT8_MAX + 1];
};

static void
beginnings_fill(struct beginnings *out)
{
	for (size_t i = 0; i < LENGTH(labels); i++)
		out->of[(unsigned char)char_lower(labels[i].label.p[0])] = true;
}

static bool
may_begin(const struct beginnings *beginnings, struct str line, size_t at)
{
	return beginnings->of[(unsigned char)char_lower(line.p[at])] && is_begin(line, at);
}

/* Whether a label stands at ${at}; *${width}: up to its value. */
static const struct label_row *
label_at(struct str line, size_t at, size_t *width)
{
	for (size_t i = 0; i < LENGTH(labels); i++) {
		struct str rest = str_from(line, at);
		size_t mark;

		if (!rest.n || char_lower(rest.p[0]) != char_lower(labels[i].label.p[0]))
			continue;
		if (!pull_str_nocase(&rest, labels[i].label))
			continue;
		mark = mark_width(rest);
		if (!mark && (labels[i].mark == LABEL_MARKED || !rest.n || text_trim_start(rest).n == rest.n))
			continue;
		*width = labels[i].label.n + mark;
		return &labels[i];
	}
	return NULL;
}

static bool
ends_value(struct str s)
{
	static const struct str ends[] = { STR_INIT("|"), STR_INIT("｜"), STR_INIT("\n"), STR_INIT("）"), STR_INIT(")"), STR_INIT("】"),
		STR_INIT("]"), STR_INIT("•"), STR_INIT("·  "), STR_INIT("。"), STR_INIT("；"), STR_INIT("  ") };

	for (size_t i = 0; i < LENGTH(ends); i++)
		if (str_starts(s, ends[i]))
			return true;
	return false;
}

static struct str
value_at(struct str line, size_t from)
{
	size_t at = from, width;

	while (at < line.n && char_is_space(line.p[at]))
		at++;
	for (from = at; at < line.n && !ends_value(str_from(line, at)); at++)
		if (at > from && ((unsigned char)line.p[at] & 0xc0) != 0x80 && is_begin(line, at) && label_at(line, at, &width))
			break;
	return text_trim(str_slice(line, from, at));
}

struct str
label_strip(struct str value, enum page_label label)
{
	size_t width;
	const struct label_row *row = value.n ? label_at(value, 0, &width) : NULL;

	return row && row->kind == label ? text_trim(str_from(value, width)) : value;
}

bool
label_find(struct str line, enum page_label label, struct str *value)
{
	struct beginnings beginnings = { 0 };

	beginnings_fill(&beginnings);
	for (size_t at = 0; at < line.n; at++) {
		const struct label_row *row;
		size_t width;

		if (!may_begin(&beginnings, line, at))
			continue;
		row = label_at(line, at, &width);
		if (!row || row->kind != label)
			continue;
		*value = value_at(line, at + width);
		if (value->n)
			return true;
	}
	return false;
}

/* ---- the page's lines ---- */

static bool
is_latin(struct str s)
{
	return s.n && (unsigned char)s.p[0] < 0x80;
}

/* Up to a space where Han is written: what follows is something else. */
static struct str
origin_of(struct str value)
{
	size_t at = 0;

	while (at < value.n && !((unsigned char)value.p[0] >= 0xe3 && (value.p[at] == ' ' || str_starts(str_from(value, at), S("　")))))
		at++;
	return text_trim(str_slice(value, 0, at));
}

static bool
is_place(const struct page_block *block)
{
	return block->chars <= LINE_CHARS && block->near.around[AROUND_FIGURE] == FAR && block->near.around[AROUND_CAPTION] == FAR &&
	       block->near.around[AROUND_TABLE] == FAR && block->near.word[GROUP_COMMENT] == FAR && block->near.word[GROUP_RELATED] == FAR &&
	       block->near.around[AROUND_NAV] == FAR;
}

static void
read_line(struct arena *arena, struct str line, bool near, struct page_labels *out)
{
	struct str value;

	if (!out->origin.n && label_find(line, LABEL_ORIGIN, &value) && (near || !is_latin(value)) && str_find(value, S("://"), 0) < 0) {
		value = origin_of(value);
		if (value.n <= (is_latin(value) ? ORIGIN_LATIN_BYTES : ORIGIN_BYTES)) {
			out->origin = value;
			out->origin_evidence = S("labelled line");
		}
	}
	if (!out->editors.count && label_find(line, LABEL_EDITOR, &value) && value.n <= EDITORS_BYTES) {
		names_in(arena, value, is_latin(value), &out->editors);
		if (out->editors.count == 1 && is_latin(value) && str_find_char(out->editors.items[0], ' ', 0) < 0)
			out->editors.count = 0;
		out->editors_evidence = out->editors.count ? S("labelled line") : S("");
	}
}

/* The beginning of the text, where agencies name themselves. */
static void
read_opening(const struct page_block *block, struct author_offers *offers, struct page_labels *out)
{
	struct str agency, reporters;

	if (!opening_read(block->text, &agency, &reporters))
		return;
	if (!out->origin.n && agency.n) {
		out->origin = agency;
		out->origin_evidence = S("beginning of the text");
	}
	if (reporters.n)
		author_offer(offers, (struct author_offer){ .text = reporters, .rank = 45, .node = block->first, .from = "beginning of the text" });
}

void
labels_seen(struct arena *arena, const struct page *page, const struct features *features, struct author_offers *offers,
    struct page_labels *out)
{
	size_t title = features->title_block;

	*out = (struct page_labels){ 0 };
	for (size_t i = 0; i < page->count; i++) {
		const struct page_block *block = &page->blocks[i];
		bool near = i + NEAR_BEFORE > title && i < title + NEAR_BEHIND;

		if (i == title)
			continue;
		if (is_place(block))
			read_line(arena, block->text, near, out);
		if (i > title && i < title + 2 * NEAR_BEHIND)
			read_opening(block, offers, out);
	}
}

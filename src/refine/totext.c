#include "refine/totext.h"
#include "text/lang.h"

/* What parts the text of an element from what stands before it. */
static char
separator_before(const struct node *node)
{
	switch (tag_row(node->tag)->kind) {
	case KIND_CELL:
		return '\t';
	case KIND_BLOCK:
	case KIND_HEADING:
	case KIND_LIST:
	case KIND_ITEM:
	case KIND_QUOTE:
	case KIND_PRE:
	case KIND_TABLE:
	case KIND_FIGURE:
	case KIND_CAPTION:
	case KIND_BREAK:
		return '\n';
	default:
		return 0;
	}
}

struct text_writer {
	struct article *article;
	char *out;
	size_t n;
	char separator; /* to come before the next text; a line break is stronger than a tab */
};

static void
separate(struct text_writer *w, char separator)
{
	if (separator && w->separator != '\n')
		w->separator = separator;
}

static void
text_put(struct text_writer *w, struct node *node)
{
	if (w->separator && w->n)
		w->out[w->n++] = w->separator;
	w->separator = 0;
	memcpy(w->out + w->n, node->text.p, node->text.n);
	node->text.p = w->out + w->n;
	w->n += node->text.n;
}

/* A cell begins a new line where it is the first of its row (its row has asked for one). */
static void
nodes_put(struct text_writer *w)
{
	struct doc *doc = &w->article->doc;
	uint32_t ends[DOC_DEPTH_MAX];
	char after[DOC_DEPTH_MAX];
	unsigned depth = 0;

	for (uint32_t i = 1; i < doc->count; i++) {
		struct node *node = &doc->nodes[i];
		char separator;

		while (depth && ends[depth - 1] <= i)
			separate(w, after[--depth]);
		if (node->tag == TAG_TEXT) {
			text_put(w, node);
			continue;
		}
		separator = separator_before(node);
		separate(w, separator);
		w->article->images += node->tag == TAG_IMG;
		if (node->end > i + 1 && depth < DOC_DEPTH_MAX) {
			ends[depth] = node->end;
			after[depth++] = separator;
		}
	}
}

/* Room for all text and a separator for each node. */
static size_t
room_for(const struct doc *doc)
{
	size_t n = doc->count;

	for (uint32_t i = 0; i < doc->count; i++)
		n += doc->nodes[i].text.n;
	return n;
}

static bool
is_white(uint32_t rune)
{
	return rune <= ' ' || rune == 0xa0 || rune == 0x3000 || (rune >= 0x2000 && rune <= 0x200f) ||
	       (rune >= 0x2028 && rune <= 0x202f) || (rune >= 0x205f && rune <= 0x2064) || rune == 0xfeff;
}

static int64_t
characters_of(struct str text)
{
	int64_t count = 0;
	uint32_t rune;

	while (pull_rune(&text, &rune))
		count += !is_white(rune);
	return count;
}

static void
length_note(struct article *article)
{
	if (article->characters == 0)
		note(&article->notes, NOTE_BODY_EMPTY);
	else if (article->characters < 30)
		note(&article->notes, NOTE_BODY_UNDER_30);
	else if (article->characters < 100)
		note(&article->notes, NOTE_BODY_UNDER_100);
}

void
article_text(struct arena *arena, struct article *article)
{
	struct text_writer w = { .article = article };

	w.out = arena_alloc_dirty(arena, room_for(&article->doc));
	nodes_put(&w);
	article->text = (struct str){ w.out, w.n };
	article->characters = characters_of(article->text);
	length_note(article);
	if (!article->lang.n)
		article->lang = lang_guess(article->text);
}

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

/* Whether the character at ${at} shows nothing: white space, wide or unbreakable too, or of no
 * width. */
static bool
is_white(struct str text, size_t at)
{
	unsigned char second = at + 1 < text.n ? (unsigned char)text.p[at + 1] : 0;
	unsigned char third = at + 2 < text.n ? (unsigned char)text.p[at + 2] : 0;

	switch ((unsigned char)text.p[at]) {
	case 0xc2: /* U+A0 */
		return second == 0xa0;
	case 0xe2: /* U+2000-200F, U+2028-202F, U+205F-2064 */
		return (second == 0x80 && (third <= 0x8f || (third >= 0xa8 && third <= 0xaf))) ||
		       (second == 0x81 && third >= 0x9f && third <= 0xa4);
	case 0xe3: /* U+3000 */
		return second == 0x80 && third == 0x80;
	case 0xef: /* U+FEFF */
		return second == 0xbb && third == 0xbf;
	default:
		return (unsigned char)text.p[at] <= ' ';
	}
}

static int64_t
characters_of(struct str text)
{
	int64_t count = 0;

	for (size_t i = 0; i < text.n; i++)
		if (((unsigned char)text.p[i] & 0xc0) != 0x80)
			count += !is_white(text, i);
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

	article->images = 0;
	w.out = arena_alloc_dirty(arena, room_for(&article->doc));
	nodes_put(&w);
	article->text = (struct str){ w.out, w.n };
	article->characters = characters_of(article->text);
	length_note(article);
	if (!article->lang.n)
		article->lang = lang_guess(article->text);
}

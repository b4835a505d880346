/*
 * Two revisions compared.  The blocks that both begin and end with are the same; what lies between
 * becomes a side each: its blocks, their sentences, their tokens.  Blocks are aligned, then the
 * sentences of a pair of blocks, then the tokens of a pair of sentences (change_pieces.c).
 */
#include "record/changes.h"

#include "base/map.h"
#include "record/align.h"
#include "record/change_pieces.h"
#include "text/sentence.h"

enum { BLOCKS_LEAST = 30, SENTENCES_LEAST = 40 };

/* Past these a text is no longer taken apart: what is left of a side, or a sentence, is one token.
 */
enum { SIDE_TOKENS_MAX = 60000, SENTENCE_BYTES_MAX = 65536 };

/* ---- a text in parts ---- */

struct side {
	uint32_t before; /* blocks of the text that come before those taken apart */
	struct tokens tokens;
	struct part *blocks, *sentences;
	size_t block_count, block_capacity, sentence_count, sentence_capacity;
	struct map seen; /* key of a sentence -> how often it occurs */
};

static struct str
key_str(const uint64_t *key)
{
	return (struct str){ (const char *)key, sizeof(*key) };
}

static int64_t
seen_count(const struct side *side, uint64_t key)
{
	const int64_t *count = map_find(&side->seen, key_str(&key));

	return count ? *count : 0;
}

static void
part_close(const struct side *side, struct part *part)
{
	part->to = (uint32_t)side->tokens.count;
	part->key = tokens_key(side->tokens.items + part->from, part->to - part->from);
}

static void
sentence_add(struct arena *arena, struct side *side, struct str text)
{
	struct part part = { .text = text, .from = (uint32_t)side->tokens.count };

	if (side->tokens.count < SIDE_TOKENS_MAX && text.n <= SENTENCE_BYTES_MAX)
		tokens_add(arena, &side->tokens, text);
	else
		tokens_add_whole(arena, &side->tokens, text);
	part_close(side, &part);
	arena_push(arena, side->sentences, side->sentence_count, side->sentence_capacity);
	side->sentences[side->sentence_count++] = part;
	++*map_add(&side->seen, key_str(&part.key), 0, NULL);
}

static void
block_add(struct arena *arena, struct side *side, struct str text)
{
	struct part part = { .text = text, .from = (uint32_t)side->tokens.count };
	struct str rest = text, sentence;

	part.first = (uint32_t)side->sentence_count;
	while (side->tokens.count < SIDE_TOKENS_MAX && pull_sentence(&rest, &sentence))
		sentence_add(arena, side, sentence);
	if (rest.n)
		sentence_add(arena, side, rest);
	part.last = (uint32_t)side->sentence_count;
	part_close(side, &part);
	arena_push(arena, side->blocks, side->block_count, side->block_capacity);
	side->blocks[side->block_count++] = part;
}

/* Lines [from, to) of ${lines}, taken apart; past the limits the rest is one block. */
static struct side
side_of(struct arena *arena, const struct strs *lines, size_t from, size_t to)
{
	struct side side = { .before = (uint32_t)from, .seen = { .arena = arena } };

	for (;
	     from < to && side.tokens.count < SIDE_TOKENS_MAX && side.block_count < SIDE_TOKENS_MAX;
	     from++)
		block_add(arena, &side, lines->items[from]);
	if (from < to) {
		const struct str *first = &lines->items[from], *last = &lines->items[to - 1];

		block_add(
		    arena, &side, (struct str){ first->p, (size_t)(last->p + last->n - first->p) });
	}
	return side;
}

static struct strs
lines_of(struct arena *arena, struct str text)
{
	struct strs lines = { 0 };
	struct str line;

	while (pull_line(&text, &line)) {
		arena_push(arena, lines.items, lines.count, lines.capacity);
		lines.items[lines.count++] = line;
	}
	return lines;
}

/* How many blocks both texts begin with, and how many of the others they end with.  A sentence in
 * them stands as often in one text as in the other, so leaving them out changes nothing that is
 * said of the rest. */
static void
ends_in_common(const struct strs *old, const struct strs *new, size_t *first, size_t *last)
{
	size_t least = old->count < new->count ? old->count : new->count, n = 0, m = 0;

	while (n < least && str_equal(old->items[n], new->items[n]))
		n++;
	while (n + m < least &&
	       str_equal(old->items[old->count - 1 - m], new->items[new->count - 1 - m]))
		m++;
	*first = n;
	*last = m;
}

/* ---- sentences ---- */

struct comparison {
	struct arena *arena;
	struct side old, new;
	struct changes *out;
	size_t capacity;
};

/* ${base}, unless the sentence says nothing, or stands elsewhere in the other text as often as
 * here. */
static enum change_weight
sentence_weight(const struct side *here, const struct side *there, const struct part *sentence,
    enum change_weight base)
{
	enum change_weight weight = WEIGHT_STYLE;

	if (seen_count(there, sentence->key) >= seen_count(here, sentence->key))
		return WEIGHT_STYLE;
	for (uint32_t i = sentence->from; i < sentence->to; i++) {
		enum token_kind kind = here->tokens.items[i].kind;
		if (kind == TOKEN_NOISE)
			weight = WEIGHT_NOISE;
		else if (kind != TOKEN_SIGN)
			return base;
	}
	return weight;
}

static void
sentence_removed(struct comparison *c, const struct part *sentence, struct pieces *pieces)
{
	pieces_add(c->arena, pieces,
	    &(struct piece){
		.kind = EDIT_DELETE,
		.weight = sentence_weight(&c->old, &c->new, sentence, WEIGHT_REMOVED),
		.old_text = sentence->text,
	    });
}

static void
sentence_added(struct comparison *c, const struct part *sentence, struct pieces *pieces)
{
	pieces_add(c->arena, pieces,
	    &(struct piece){
		.kind = EDIT_INSERT,
		.weight = sentence_weight(&c->new, &c->old, sentence, WEIGHT_ADDED),
		.new_text = sentence->text,
	    });
}

/* Numbers of the sentences of ${pairs} that are on one side only. */
static void
numbers_apart(struct comparison *c, const struct parts *old, const struct parts *new,
    const struct pairs *pairs, struct numbers apart[2])
{
	for (size_t i = 0; i < pairs->count; i++) {
		uint32_t a = pairs->items[i].a, b = pairs->items[i].b;
		const struct parts *parts = b == PART_NONE ? old : new;
		const struct part *part = &parts->items[b == PART_NONE ? a : b];

		if (a != PART_NONE && b != PART_NONE)
			continue;
		for (uint32_t t = part->from; t < part->to; t++)
			numbers_add(c->arena, &apart[parts == new], &parts->tokens[t]);
	}
	numbers_sort(&apart[0]);
	numbers_sort(&apart[1]);
}

static void
sentences_compare(struct comparison *c, const struct part *old_block, const struct part *new_block,
    struct pieces *pieces)
{
	struct parts old = { c->old.tokens.items, c->old.sentences + old_block->first,
		old_block->last - old_block->first };
	struct parts new = { c->new.tokens.items, c->new.sentences + new_block->first,
		new_block->last - new_block->first };
	struct pairs pairs = parts_align(c->arena, &old, &new, SENTENCES_LEAST);
	struct numbers apart[2] = { { 0 } };

	numbers_apart(c, &old, &new, &pairs, apart);
	for (size_t i = 0; i < pairs.count; i++) {
		uint32_t a = pairs.items[i].a, b = pairs.items[i].b;

		if (b == PART_NONE)
			sentence_removed(c, &old.items[a], pieces);
		else if (a == PART_NONE)
			sentence_added(c, &new.items[b], pieces);
		else
			pieces_of_pair(c->arena, pieces,
			    &(struct sentence_pair){
				.old = old.tokens + old.items[a].from,
				.new = new.tokens + new.items[b].from,
				.old_count = old.items[a].to - old.items[a].from,
				.new_count = new.items[b].to - new.items[b].from,
				.old_apart = &apart[0],
				.new_apart = &apart[1],
			    });
	}
}

/* ---- rows ---- */

static enum change_weight
pieces_weight(const struct pieces *pieces)
{
	enum change_weight weight = WEIGHT_NONE;

	for (size_t i = 0; i < pieces->count; i++)
		if (pieces->items[i].weight > weight)
			weight = pieces->items[i].weight;
	return weight;
}

static uint32_t
count_visible(struct str s)
{
	uint32_t count = 0, rune;

	while (pull_rune(&s, &rune))
		count += rune > ' ' && rune != 0x3000 && rune != 0xa0;
	return count;
}

static void
row_count(struct changes *out, const struct change_row *row)
{
	out->by_weight[row->weight]++;
	if (row->weight > out->weight)
		out->weight = row->weight;
	for (size_t i = 0; i < row->count; i++) {
		const struct piece *piece = &row->pieces[i];
		if (piece->weight <= WEIGHT_STYLE)
			continue;
		out->removed += count_visible(piece->old_text);
		out->added += count_visible(piece->new_text);
		out->figures += piece->weight == WEIGHT_FIGURE;
	}
}

static void
row_add(struct comparison *c, struct change_row row, const struct pieces *pieces)
{
	row.pieces = pieces->items;
	row.count = pieces->count;
	row.weight = pieces_weight(pieces);
	arena_push(c->arena, c->out->rows, c->out->count, c->capacity);
	c->out->rows[c->out->count++] = row;
	row_count(c->out, &row);
}

static void
block_removed(struct comparison *c, uint32_t at)
{
	const struct part *block = &c->old.blocks[at];
	struct change_row row = {
		.kind = CHANGE_REMOVED, .old_block = c->old.before + at, .new_block = BLOCK_NONE
	};
	struct pieces pieces = { 0 };

	for (uint32_t i = block->first; i < block->last; i++)
		sentence_removed(c, &c->old.sentences[i], &pieces);
	if (pieces_weight(&pieces) == WEIGHT_STYLE)
		row.kind = CHANGE_MOVED;
	row_add(c, row, &pieces);
}

static void
block_added(struct comparison *c, uint32_t at)
{
	const struct part *block = &c->new.blocks[at];
	struct change_row row = {
		.kind = CHANGE_ADDED, .old_block = BLOCK_NONE, .new_block = c->new.before + at
	};
	struct pieces pieces = { 0 };

	for (uint32_t i = block->first; i < block->last; i++)
		sentence_added(c, &c->new.sentences[i], &pieces);
	if (pieces_weight(&pieces) == WEIGHT_STYLE)
		row.kind = CHANGE_MOVED;
	row_add(c, row, &pieces);
}

static void
block_same(struct comparison *c, uint32_t a, struct str old, uint32_t b, struct str new)
{
	struct change_row row = { .kind = CHANGE_SAME, .old_block = a, .new_block = b };
	struct pieces pieces = { 0 };

	pieces_add(c->arena, &pieces, &(struct piece){ EDIT_KEEP, WEIGHT_NONE, old, new });
	row_add(c, row, &pieces);
}

static void
blocks_compare(struct comparison *c, uint32_t a, uint32_t b)
{
	const struct part *old = &c->old.blocks[a], *new = &c->new.blocks[b];
	struct change_row row = { .kind = CHANGE_CHANGED,
		.old_block = c->old.before + a,
		.new_block = c->new.before + b };
	struct pieces pieces = { 0 };

	if (str_equal(old->text, new->text)) {
		block_same(c, row.old_block, old->text, row.new_block, new->text);
		return;
	}
	sentences_compare(c, old, new, &pieces);
	row_add(c, row, &pieces);
}

/* Whatever was done to the words of a headline is read by all who do not read the text. */
static void
headline_weigh(struct pieces *pieces)
{
	for (size_t i = 0; i < pieces->count; i++) {
		enum change_weight *weight = &pieces->items[i].weight;
		if (*weight > WEIGHT_STYLE && *weight < WEIGHT_HEADLINE)
			*weight = WEIGHT_HEADLINE;
	}
}

/* One label in brackets off its front, one off its end: "【评论】河水上涨". */
static struct str
headline_unlabelled(struct str s)
{
	static const struct {
		struct str open, close;
	} brackets[] = { { STR_INIT("【"), STR_INIT("】") }, { STR_INIT("［"), STR_INIT("］") },
		{ STR_INIT("["), STR_INIT("]") } };
	enum { LABEL_BYTES = 48 };
	ptrdiff_t at;

	for (size_t i = 0; i < LENGTH(brackets); i++) {
		at = str_starts(s, brackets[i].open) ? str_find(s, brackets[i].close, 0) : -1;
		if (at >= 0 && at <= LABEL_BYTES)
			s = str_from(s, (size_t)at + brackets[i].close.n);
		at = str_ends(s, brackets[i].close)
			 ? str_find(s, brackets[i].open, s.n > LABEL_BYTES ? s.n - LABEL_BYTES : 0)
			 : -1;
		if (at >= 0)
			s = str_slice(s, 0, (size_t)at);
	}
	return str_trim(s);
}

/* Sections come and go before a headline that stays the same. */
static bool
labels_differ(struct str old, struct str new)
{
	struct str core = headline_unlabelled(old);

	return core.n && str_equal(core, headline_unlabelled(new));
}

static void
headline_lighten(struct pieces *pieces)
{
	for (size_t i = 0; i < pieces->count; i++)
		if (pieces->items[i].weight > WEIGHT_STYLE)
			pieces->items[i].weight = WEIGHT_STYLE;
}

static void
headlines_compare(struct comparison *c, struct str old, struct str new)
{
	static const struct numbers none;
	struct change_row *row = &c->out->headline;
	struct tokens a = { 0 }, b = { 0 };
	struct pieces pieces = { 0 };

	tokens_add(c->arena, &a, old);
	tokens_add(c->arena, &b, new);
	pieces_of_pair(c->arena, &pieces,
	    &(struct sentence_pair){ a.items, b.items, a.count, b.count, &none, &none });
	if (labels_differ(old, new))
		headline_lighten(&pieces);
	else
		headline_weigh(&pieces);
	*row = (struct change_row){
		.kind = str_equal(old, new) ? CHANGE_SAME : CHANGE_CHANGED,
		.weight = pieces_weight(&pieces),
		.old_block = BLOCK_NONE,
		.new_block = BLOCK_NONE,
		.pieces = pieces.items,
		.count = pieces.count,
	};
	row_count(c->out, row);
}

static void
sides_compare(struct comparison *c)
{
	struct parts a = { c->old.tokens.items, c->old.blocks, c->old.block_count };
	struct parts b = { c->new.tokens.items, c->new.blocks, c->new.block_count };
	struct pairs pairs = parts_align(c->arena, &a, &b, BLOCKS_LEAST);

	for (size_t i = 0; i < pairs.count; i++) {
		if (pairs.items[i].b == PART_NONE)
			block_removed(c, pairs.items[i].a);
		else if (pairs.items[i].a == PART_NONE)
			block_added(c, pairs.items[i].b);
		else
			blocks_compare(c, pairs.items[i].a, pairs.items[i].b);
	}
}

void
changes_between(
    struct arena *arena, const struct article *old, const struct article *new, struct changes *out)
{
	struct comparison c = { .arena = arena, .out = out };
	struct strs olds = lines_of(arena, old->text), news = lines_of(arena, new->text);
	size_t first, last;

	*out = (struct changes){ 0 };
	ends_in_common(&olds, &news, &first, &last);
	c.old = side_of(arena, &olds, first, olds.count - last);
	c.new = side_of(arena, &news, first, news.count - last);
	headlines_compare(&c, old->headline, new->headline);
	for (size_t i = 0; i < first; i++)
		block_same(&c, (uint32_t)i, olds.items[i], (uint32_t)i, news.items[i]);
	sides_compare(&c);
	for (size_t i = last; i-- > 0;)
		block_same(&c, (uint32_t)(olds.count - 1 - i), olds.items[olds.count - 1 - i],
		    (uint32_t)(news.count - 1 - i), news.items[news.count - 1 - i]);
}

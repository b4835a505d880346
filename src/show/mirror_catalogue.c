#include <stdlib.h>

#include "search/token.h"
#include "show/mirror_index.h"
#include "text/fold.h"

/* ---- words of headlines ---- */

bool
head_is_cjk(struct str text)
{
	uint32_t rune = 0;
	enum rune_class class;

	pull_rune(&text, &rune);
	class = rune_class(rune);
	return class == RUNE_HAN || class == RUNE_KANA || class == RUNE_HANGUL;
}

static size_t
head_length(struct str text)
{
	struct str rest = text;
	uint32_t rune;

	pull_rune(&rest, &rune);
	if (!head_is_cjk(text))
		pull_rune(&rest, &rune);
	return text.n - rest.n;
}

static void
token_post(struct catalogue *all, struct str text)
{
	bool is_new;
	int64_t *at = map_add(&all->found, text, (int64_t)all->count, &is_new);
	struct token *token;

	if (is_new) {
		arena_push(&all->mirror->arena, all->tokens, all->count, all->capacity);
		token = &all->tokens[all->count++];
		*token = (struct token){ .text = str_copy(&all->mirror->arena, text),
			.head = head_length(text),
			.last = UINT32_MAX };
	}
	token = &all->tokens[*at];
	if (token->last == all->at)
		return;
	token->last = all->at;
	token->count++;
	if (all->posted == all->room) {
		all->room = all->room ? 2 * all->room : 4096;
		all->postings = mem_grow(all->postings, all->room * sizeof(*all->postings));
	}
	all->postings[all->posted++] = (struct posting){ (uint32_t)*at, all->at };
}

/* Overlapping pairs; a character that stands alone. */
static void
pairs_post(struct catalogue *all, struct str run)
{
	struct str next = run;
	uint32_t rune;

	pull_rune(&next, &rune);
	if (!next.n)
		token_post(all, run);
	while (next.n) {
		struct str behind = next;

		pull_rune(&behind, &rune);
		token_post(all, (struct str){ run.p, (size_t)(behind.p - run.p) });
		run = next;
		next = behind;
	}
}

static void
headline_post(struct catalogue *all, struct str headline, struct buf *folded)
{
	struct str rest;
	struct run run;

	buf_reset(folded);
	fold_str(headline, folded);
	rest = buf_str(folded);
	while (!folded->err.code && pull_run(&rest, &run)) {
		if (run.kind == RUN_CJK)
			pairs_post(all, run.text);
		else if (run.text.n > 1 && run.text.n <= TOKEN_SIZE_MAX)
			token_post(all, run.text);
	}
}

static uint64_t
line_stamp(const struct article_row *row)
{
	uint64_t stamp = (uint64_t)row->id;

	key_add_str(&stamp, row->headline);
	key_add_str(&stamp, row->lang);
	key_add_str(&stamp, row->source_name);
	key_add(&stamp, (uint64_t)row->time);
	return stamp;
}

/* ---- in order ---- */

static void
postings_sort(struct catalogue *all)
{
	uint32_t *places = arena_array(&all->mirror->arena, uint32_t, all->count);
	uint32_t from = 0;

	all->sorted = arena_array(&all->mirror->arena, uint32_t, all->posted);
	for (size_t i = 0; i < all->count; i++) {
		places[i] = all->tokens[i].from = from;
		from += all->tokens[i].count;
	}
	for (size_t i = 0; i < all->posted; i++)
		all->sorted[places[all->postings[i].token]++] = all->postings[i].item;
	free(all->postings);
	all->postings = NULL;
}

static int
by_text(const void *a, const void *b)
{
	const struct token *left = a, *right = b;

	return str_compare(left->text, right->text);
}

struct str
head_of(const struct token *token)
{
	return str_slice(token->text, 0, token->head);
}

size_t
lines_of(const struct token *token)
{
	return token->count <= INLINE ? token->count : 1;
}

/* About SHELF_LINES headlines a page: the Han characters are 20,992. */
static unsigned
shift_for(const struct catalogue *all)
{
	size_t lines = 0;
	unsigned shift = 0;

	for (size_t i = 0; i < all->count; i++)
		lines += all->tokens[i].count <= INLINE ? all->tokens[i].count : 1;
	while (shift < 8 && (lines << (shift + 1)) / 20992 < SHELF_LINES)
		shift++;
	return shift;
}

/* Articles [from, to) of by_time. */
void
catalogue_gather(struct catalogue *all, size_t from, size_t to)
{
	struct buf folded CLEAN(buf_done) = { 0 };
	const struct shelf *shelf = &all->mirror->shelf;

	all->found.arena = &all->mirror->arena;
	all->lines = arena_array(&all->mirror->arena, uint64_t, shelf->count);
	for (size_t i = 0; i < DEPTHS; i++)
		all->drawn[i] = arena_array(&all->mirror->arena, struct str, shelf->count);
	for (size_t i = from; i < to; i++) {
		all->at = shelf->by_time[i];
		all->lines[all->at] = line_stamp(&shelf->items[all->at].row);
		headline_post(all, shelf->items[all->at].row.headline, &folded);
	}
	postings_sort(all);
	if (all->count)
		qsort(all->tokens, all->count, sizeof(*all->tokens), by_text);
	all->shift = shift_for(all);
}

/* ---- what lines show ---- */

uint64_t
key_of_lines(const struct catalogue *all, uint32_t from, uint32_t to)
{
	uint64_t key = 1;

	for (uint32_t i = from; i < to; i++)
		key_add(&key, all->lines[all->sorted[i]]);
	return key;
}

int64_t
captured_of(const struct catalogue *all, uint32_t from, uint32_t to)
{
	int64_t captured = 0;

	for (uint32_t i = from; i < to; i++) {
		int64_t fetched = all->mirror->shelf.items[all->sorted[i]].row.last_fetched;

		captured = fetched > captured ? fetched : captured;
	}
	return captured;
}

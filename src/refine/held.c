#include "refine/held.h"
#include "text/fold.h"

enum { GRAM = HELD_LETTERS_MIN };

/* ---- letters ---- */

/* The letters and digits of ${rune} to ${out}, folded; gives how many. */
static unsigned
letters_of(uint32_t rune, uint32_t out[FOLD_MAX])
{
	enum rune_class class = rune_class(rune);
	unsigned n;

	if (class == RUNE_OTHER || class == RUNE_IGNORED)
		return 0;
	n = fold_rune(rune, out);
	/* the fold makes simplified of traditional */
	if (class == RUNE_HAN && n == 1)
		out[0] = rune;
	return n;
}

/* ---- a rolling hash over the last GRAM letters (Karp and Rabin 1987), modulo 2^64 ---- */

struct window {
	uint64_t letters[GRAM]; /* a ring */
	uint64_t hash, leaving; /* leaving: the base's power that the oldest letter has */
	size_t count;		/* letters seen */
};

#define BASE UINT64_C(0x9e3779b97f4a7c15)

static struct window
window_new(void)
{
	struct window window = { .leaving = BASE };

	for (unsigned i = 0; i < GRAM; i++)
		window.leaving *= BASE;
	return window;
}

static void
window_push(struct window *window, uint32_t letter)
{
	uint64_t mixed = (letter + UINT64_C(1)) * UINT64_C(0xd6e8feb86659fd93);
	uint64_t *oldest = &window->letters[window->count % GRAM];

	mixed ^= mixed >> 32;
	window->hash = (window->hash + mixed) * BASE - *oldest * window->leaving;
	*oldest = mixed;
	window->count++;
}

/* ---- the runs that blocks are made of ---- */

struct gram {
	uint64_t hash;
	bool used, found;
};

struct grams {
	struct gram *items;
	unsigned bits; /* 2^bits of them */
	size_t count;
};

static struct gram *
gram_at(const struct grams *grams, uint64_t hash)
{
	size_t mask = ((size_t)1 << grams->bits) - 1;
	size_t i = (size_t)(hash * UINT64_C(0xff51afd7ed558ccd) >> (64 - grams->bits));

	while (grams->items[i].used && grams->items[i].hash != hash)
		i = (i + 1) & mask;
	return &grams->items[i];
}

typedef void gram_met(struct grams *grams, uint64_t hash, void *context);

/* Tells of the runs of GRAM letters that ${line} is made of, one behind the other, the last one
 * ending with it.  Gives how many letters it has. */
static size_t
line_grams(struct str line, struct grams *grams, gram_met *met, void *context)
{
	struct window window = window_new();
	uint32_t rune, letters[FOLD_MAX];

	while (pull_rune(&line, &rune)) {
		unsigned n = letters_of(rune, letters);

		for (unsigned i = 0; i < n; i++) {
			window_push(&window, letters[i]);
			if (window.count % GRAM == 0)
				met(grams, window.hash, context);
		}
	}
	if (window.count > GRAM && window.count % GRAM)
		met(grams, window.hash, context);
	return window.count;
}

static void
gram_count(struct grams *grams, uint64_t hash, void *context)
{
	(void)hash, (void)context;
	grams->count++;
}

static void
gram_add(struct grams *grams, uint64_t hash, void *context)
{
	struct gram *gram = gram_at(grams, hash);

	(void)context;
	*gram = (struct gram){ hash, true, false };
}

static void
gram_ask(struct grams *grams, uint64_t hash, void *context)
{
	bool *all = context;

	*all &= gram_at(grams, hash)->found;
}

/* ---- the page ---- */

static bool
is_shown(const struct node *node)
{
	return tag_row(node->tag)->kind != KIND_META;
}

static void
page_mark(const struct doc *page, struct grams *grams)
{
	struct window window = window_new();
	uint32_t rune, letters[FOLD_MAX];

	for (uint32_t i = 1; i < page->count;) {
		const struct node *node = &page->nodes[i];
		struct str text = node->tag == TAG_TEXT ? node->text : S("");

		while (pull_rune(&text, &rune))
			for (unsigned j = 0, n = letters_of(rune, letters); j < n; j++) {
				struct gram *gram;

				window_push(&window, letters[j]);
				gram = gram_at(grams, window.hash);
				gram->found |= gram->used;
			}
		i = is_shown(node) ? i + 1 : node->end;
	}
}

/* The runs of ${text}, in a table that stays half empty. */
static struct grams
grams_of(struct arena *arena, struct str text)
{
	struct grams grams = { .bits = 4 };
	struct str rest, line;

	for (rest = text; pull_line(&rest, &line);)
		line_grams(line, &grams, gram_count, NULL);
	while ((size_t)1 << grams.bits < 2 * grams.count)
		grams.bits++;
	grams.items = arena_array(arena, struct gram, (size_t)1 << grams.bits);
	for (rest = text; pull_line(&rest, &line);)
		line_grams(line, &grams, gram_add, NULL);
	return grams;
}

void
held_count(
    struct arena *arena, struct str text, const struct doc *page, int64_t *blocks, int64_t *held)
{
	size_t max = text.n < HELD_TEXT_MAX ? text.n : HELD_TEXT_MAX;
	struct str rest = str_slice(text, 0, str_rune_start(text, max)), line;
	struct grams grams = grams_of(arena, rest);

	*blocks = *held = 0;
	if (grams.count)
		page_mark(page, &grams);
	while (pull_line(&rest, &line)) {
		bool all = true;
		size_t letters = line_grams(line, &grams, gram_ask, &all);

		*blocks += letters >= HELD_LETTERS_MIN;
		*held += letters >= HELD_LETTERS_MIN && all;
	}
}

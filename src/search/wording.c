#include "search/wording.h"

#include <math.h>
#include <stdlib.h>

#include "base/map.h"
#include "search/token.h"
#include "text/fold.h"

/* What is known of one token: in how many texts of each side it stands. */
struct told {
	uint32_t texts[2];
	uint32_t seen; /* the number of the text it was met in last, so that each counts once */
	bool marks;    /* the side that is looked at */
};

struct side_texts {
	struct side_text {
		struct str text, folded;
	} * items;
	size_t count, capacity;
};

struct wording {
	struct arena *arena;
	struct map tokens; /* -> index in told */
	struct told *told;
	size_t told_count, told_capacity;
	struct side_texts texts[2];
	uint32_t number; /* of texts, both sides */
};

struct wording *
wording_open(struct arena *arena)
{
	struct wording *wording = arena_new(arena, struct wording);

	wording->arena = arena;
	wording->tokens.arena = arena;
	return wording;
}

/* ---- tokens that can be compared ---- */

/* The last character of a run stands alone in the index; by itself it says nothing. */
static bool
is_telling(struct str token)
{
	struct str rest = token;
	uint32_t rune;

	if (str_equal(token, S(TOKEN_BREAK)) || !pull_rune(&rest, &rune))
		return false;
	return rest.n > 0;
}

struct counting {
	struct wording *wording;
	unsigned side;
	unsigned all, shared; /* of a sentence */
};

static int
token_count(void *context, const char *p, int n)
{
	struct counting *counting = context;
	struct wording *wording = counting->wording;
	struct str token = { p, (size_t)n };
	bool is_new = false;
	struct told *told;
	int64_t *at;

	if (!is_telling(token))
		return 0;
	at = map_add(&wording->tokens, token, (int64_t)wording->told_count, &is_new);
	if (is_new) {
		arena_push(
		    wording->arena, wording->told, wording->told_count, wording->told_capacity);
		wording->told[wording->told_count++] = (struct told){ 0 };
	}
	told = &wording->told[*at];
	told->texts[counting->side] += told->seen != wording->number;
	told->seen = wording->number;
	return 0;
}

static struct str
first_part(struct str text)
{
	return text.n <= WORDING_TEXT_MAX
		   ? text
		   : str_slice(text, 0, str_rune_start(text, WORDING_TEXT_MAX));
}

void
wording_add(struct wording *wording, unsigned side, struct str text)
{
	struct counting counting = { .wording = wording, .side = side };
	struct side_texts *texts = &wording->texts[side];
	struct buf folded CLEAN(buf_done) = { 0 };

	text = first_part(text);
	wording->number++;
	fold_str(text, &folded);
	tokens_put(buf_str(&folded), TOKEN_DOCUMENT, token_count, &counting);
	arena_push(wording->arena, texts->items, texts->count, texts->capacity);
	texts->items[texts->count++] =
	    (struct side_text){ text, str_copy(wording->arena, buf_str(&folded)) };
}

/* ---- what a sentence shares ---- */

static int
token_share(void *context, const char *p, int n)
{
	struct counting *counting = context;
	const struct wording *wording = counting->wording;
	struct str token = { p, (size_t)n };
	const int64_t *at;

	if (!is_telling(token))
		return 0;
	at = map_find(&wording->tokens, token);
	counting->all++;
	counting->shared += at && wording->told[*at].texts[!counting->side];
	return 0;
}

unsigned
wording_shared(struct wording *wording, unsigned side, struct str sentence)
{
	struct counting counting = { .wording = wording, .side = side };
	struct buf folded CLEAN(buf_done) = { 0 };

	fold_str(sentence, &folded);
	tokens_put(buf_str(&folded), TOKEN_DOCUMENT, token_share, &counting);
	return counting.all ? counting.shared * 100 / counting.all : 100;
}

/* ---- words that mark a side ---- */

/* What stands in more of a side's texts is its furniture: a notice of rights, its name. */
static const double FURNITURE = 0.5;

static bool
is_marking(const struct wording *wording, const struct told *told, unsigned side, unsigned least)
{
	double own = (double)told->texts[side] / (double)wording->texts[side].count;
	double others = (double)told->texts[!side] / (double)(wording->texts[!side].count + 1);

	return told->texts[side] >= least && own >= 4 * others && own <= FURNITURE;
}

/* A stretch of marking tokens that touch: a word as it is written. */
struct stretch {
	const char *from, *to; /* in the folded text; NULL: none */
};

struct gathered {
	struct worded worded;
	size_t seen; /* the text it was met in last */
};

struct gathering {
	struct wording *wording;
	struct map words; /* folded -> index in items */
	struct gathered *items;
	size_t count, capacity, number;
};

static void
word_take(struct gathering *gathering, const struct stretch *stretch)
{
	struct str key = { stretch->from, (size_t)(stretch->to - stretch->from) };
	bool is_new = false;
	int64_t *at;

	at = map_add(&gathering->words, key, (int64_t)gathering->count, &is_new);
	if (is_new) {
		arena_push(gathering->wording->arena, gathering->items, gathering->count,
		    gathering->capacity);
		gathering->items[gathering->count++] = (struct gathered){ .worded.word = key };
	}
	gathering->items[*at].worded.texts += gathering->items[*at].seen != gathering->number;
	gathering->items[*at].seen = gathering->number;
}

static bool
marks_here(const struct wording *wording, struct str token)
{
	const int64_t *at = map_find(&wording->tokens, token);

	return at && wording->told[*at].marks;
}

/* Pairs of one run: [at, behind) of two characters each, joined where they overlap. */
static void
run_gather(struct gathering *gathering, struct str run)
{
	struct stretch stretch = { 0 };
	struct str second = run, rest;
	uint32_t rune;

	pull_rune(&second, &rune);
	for (rest = second; pull_rune(&rest, &rune); second = rest) {
		struct str pair = { run.p, (size_t)(rest.p - run.p) };

		if (marks_here(gathering->wording, pair)) {
			stretch.from = stretch.from ? stretch.from : pair.p;
			stretch.to = rest.p;
		} else if (stretch.from) {
			word_take(gathering, &stretch);
			stretch.from = NULL;
		}
		run = second;
	}
	if (stretch.from)
		word_take(gathering, &stretch);
}

static void
text_gather(struct gathering *gathering, struct str rest)
{
	struct run run;

	gathering->number++;
	while (pull_run(&rest, &run)) {
		struct stretch whole = { run.text.p, run.text.p + run.text.n };

		if (run.kind == RUN_CJK)
			run_gather(gathering, run.text);
		else if (run.kind == RUN_WORD && run.text.n > 1 &&
			 marks_here(gathering->wording, run.text))
			word_take(gathering, &whole);
	}
}

/* More texts and longer words tell more; a pair of characters is often half a word. */
static double
telling(const struct worded *word)
{
	return word->texts * log((double)word->word.n / 4);
}

static int
by_telling(const void *a, const void *b)
{
	const struct gathered *x = a, *y = b;
	double by_x = telling(&x->worded), by_y = telling(&y->worded);

	if (by_x != by_y)
		return by_x > by_y ? -1 : 1;
	return str_compare(x->worded.word, y->worded.word);
}

/* ---- whole words ---- */

enum { GROWTH_MAX = 6 };

static bool
is_cjk(uint32_t rune)
{
	enum rune_class class = rune_class(rune);

	return class == RUNE_HAN || class == RUNE_KANA || class == RUNE_HANGUL;
}

/* The character that stands behind (before) the place [at, end) of a text; empty where none that
 * belongs to words does. */
static struct str
neighbour(struct str folded, size_t at, size_t end, bool before)
{
	struct str rest = str_from(folded, end), found;
	uint32_t rune;

	if (before && at == 0)
		return S("");
	if (before)
		rest = str_slice(folded, str_rune_start(folded, at - 1), at);
	found = rest;
	if (!pull_rune(&rest, &rune) || !is_cjk(rune))
		return S("");
	found.n -= rest.n;
	return found;
}

/* The neighbour that nearly all places of the word have on this side; empty where they differ. */
static struct str
usual_neighbour(const struct side_texts *texts, struct str word, bool before)
{
	struct str usual = { 0 };
	size_t places = 0, alike = 0;

	for (size_t i = 0; i < texts->count; i++) {
		struct str folded = texts->items[i].folded;
		ptrdiff_t at = -1;

		while ((at = str_find(folded, word, (size_t)(at + 1))) >= 0) {
			struct str here =
			    neighbour(folded, (size_t)at, (size_t)at + word.n, before);
			usual = places++ ? usual : here;
			alike += here.n && str_equal(here, usual);
		}
	}
	return places && alike * 5 >= places * 4 ? usual : S("");
}

/* Pairs that mark a side are often the middle of a word whose ends are in other words too. */
static struct str
word_grown(struct wording *wording, const struct side_texts *texts, struct str word)
{
	struct str more;

	for (unsigned n = 0; n < GROWTH_MAX && (more = usual_neighbour(texts, word, false)).n; n++)
		word = str_join(wording->arena, word, more, STR_END);
	for (unsigned n = 0; n < GROWTH_MAX && (more = usual_neighbour(texts, word, true)).n; n++)
		word = str_join(wording->arena, more, word, STR_END);
	return word;
}

/* As the first text that has it writes it. */
static struct str
word_written(struct arena *arena, const struct side_texts *texts, struct str word)
{
	struct buf folded CLEAN(buf_done) = { 0 };
	struct arena scratch CLEAN(arena_done) = { 0 };
	const struct side_text *text = texts->items;
	uint32_t *offsets;
	ptrdiff_t at;

	while ((at = str_find(text->folded, word, 0)) < 0)
		text++;
	offsets = arena_alloc_dirty(&scratch, FOLD_OFFSETS(text->text.n) * sizeof(*offsets));
	fold_str_offsets(text->text, &folded, offsets);
	return str_copy(arena, str_slice(text->text, offsets[at], offsets[at + (ptrdiff_t)word.n]));
}

/* Whether one that is kept already says it. */
static bool
is_said(const struct worded_list *list, struct str word)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_find(list->items[i].word, word, 0) >= 0 ||
		    str_find(word, list->items[i].word, 0) >= 0)
			return true;
	return false;
}

/* A pair of characters that did not grow is chance unless many texts have it. */
static bool
is_likely_word(const struct worded *word, unsigned least)
{
	return word->word.n > 2 * 3 || word->texts >= 3 * least;
}

/* They stay folded until all are chosen, so that one and the other script are one word. */
static void
words_choose(struct wording *wording, const struct gathering *gathering,
    const struct side_texts *texts, unsigned least, struct worded_list *out)
{
	for (size_t i = 0; i < gathering->count && out->count < WORDING_WORDS; i++) {
		struct worded worded = gathering->items[i].worded;

		if (worded.texts < least || is_said(out, worded.word))
			continue;
		worded.word = word_grown(wording, texts, worded.word);
		if (!is_likely_word(&worded, least) || is_said(out, worded.word))
			continue;
		out->items[out->count++] = worded;
	}
	for (size_t i = 0; i < out->count; i++)
		out->items[i].word = word_written(wording->arena, texts, out->items[i].word);
}

void
wording_of(struct wording *wording, unsigned side, unsigned least, struct worded_list *out)
{
	struct gathering gathering = { .wording = wording, .words.arena = wording->arena };
	const struct side_texts *texts = &wording->texts[side];

	*out = (struct worded_list){ 0 };
	for (size_t i = 0; i < wording->told_count; i++)
		wording->told[i].marks = is_marking(wording, &wording->told[i], side, least);
	for (size_t i = 0; i < texts->count; i++)
		text_gather(&gathering, texts->items[i].folded);
	if (gathering.count)
		qsort(gathering.items, gathering.count, sizeof(*gathering.items), by_telling);
	words_choose(wording, &gathering, texts, least, out);
}

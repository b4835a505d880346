#include "figure/name.h"

#include <stdlib.h>

/* The finders, the surest first: what one has claimed, the next ones leave. */
static void (*const finders[])(struct naming *naming) = {
	names_by_dot,
	names_again,
	names_by_table,
	names_by_latin,
	names_by_title,
	names_by_cue,
	names_by_road,
	names_by_suffix,
	names_again,
	names_by_word,
};

bool
name_is_free(const struct naming *naming, size_t from, size_t to)
{
	return from < to && to <= naming->text.n && !memchr(naming->taken + from, 1, to - from);
}

struct name_part *
name_claim(struct naming *naming, size_t from, size_t to, int kind, const struct lexeme *lexeme)
{
	struct name_part *part;

	if (naming->count >= ANALYSIS_ITEMS_MAX || !name_is_free(naming, from, to))
		return NULL;
	memset(naming->taken + from, 1, to - from);
	arena_push(naming->analysis->arena, naming->parts, naming->count, naming->capacity);
	part = &naming->parts[naming->count++];
	*part = (struct name_part){ .lexeme = lexeme };
	part->name.span = part->name.whole = (struct span){ (uint32_t)from, (uint32_t)to };
	part->name.kind = (enum name_kind)kind;
	if (lexeme) {
		part->name.id = lexeme->id;
		part->name.country = lexeme_arg(lexeme, S("country"));
	}
	return part;
}

/* ---- what the finders begin with ---- */

/* Words of which tables end where a name may begin, and do not stand in names; of two characters at least. */
static const unsigned char edge_kinds[LEX_MAX] = {
	[LEX_TITLE] = EDGE_BEGIN | EDGE_END,
	[LEX_PEOPLE] = EDGE_BEGIN | EDGE_END,
	[LEX_ORGANISATION] = EDGE_BEGIN | EDGE_END,
	[LEX_PLACE] = EDGE_END,
	[LEX_CUE] = EDGE_BEGIN | EDGE_END,
	[LEX_TIME] = EDGE_BEGIN | EDGE_END,
	[LEX_EVENT] = EDGE_BEGIN | EDGE_END,
	[LEX_HEDGE] = EDGE_BEGIN | EDGE_END,
	[LEX_APPROX] = EDGE_BEGIN | EDGE_END,
};

/* Bodies of two characters of sound (吉利) stand in names as often. */
static bool
is_sound_of_name(const struct naming *naming, const struct match *match)
{
	return match->span.to - match->span.from == 2 * HAN_SIZE && is_sound(naming, match->span.from) && is_sound(naming, match->span.from + HAN_SIZE);
}

static void
edges_mark(struct naming *naming)
{
	const struct matches *matches = &naming->analysis->matches;

	for (size_t i = 0; i < matches->count; i++) {
		const struct match *match = &matches->items[i];
		unsigned edges = match->span.to - match->span.from < 2 * HAN_SIZE ? 0 : edge_kinds[match->lexicon];
		if (match->lexicon == LEX_ORGANISATION && is_sound_of_name(naming, match))
			continue;
		naming->edges[match->span.from] |= edges & EDGE_BEGIN;
		naming->edges[match->span.to] |= edges & EDGE_END;
	}
}

static void
offset_push(struct naming *naming, struct offsets *offsets, size_t at)
{
	arena_push(naming->analysis->arena, offsets->items, offsets->count, offsets->capacity);
	offsets->items[offsets->count++] = (uint32_t)at;
}

/* A dot between two Han characters. */
static bool
is_inner_dot(struct str text, size_t at)
{
	return at >= HAN_SIZE && han_at(text, at - HAN_SIZE) && dot_to_name(text, at);
}

static bool
is_latin_bracket(struct str text, size_t at)
{
	size_t n = at ? bracket_size(text, at) : 0;

	return n && at + n < text.n && char_is_alpha(text.p[at + n]);
}

static void
signs_find(struct naming *naming)
{
	struct str text = naming->text;
	const struct sighting *sight;

	for (size_t i = 0; (sight = sight_next(&naming->analysis->matches, SIGHT_DOT, &i)) != NULL;) {
		size_t at = sight->at;
		if (is_latin_bracket(text, at))
			offset_push(naming, &naming->brackets, at);
		else if (str_starts(str_from(text, at), S("《")))
			names_hide_work(naming, at);
		else if (is_inner_dot(text, at))
			offset_push(naming, &naming->dots, at);
	}
}

void
name_sights(const struct name_sets *sets, struct sights *sights)
{
	struct str signs = S("（(《·•‧・．∙⋅﹒-－–‐");
	uint32_t rune;

	while (pull_rune(&signs, &rune))
		sights_add(sights, rune, SIGHT_DOT);
	for (rune = HAN_FIRST; rune <= HAN_LAST; rune++) {
		if (rune_set_has(&sets->own_suffixes, rune))
			sights_add(sights, rune, SIGHT_SUFFIX);
		if (rune_set_has(&sets->words, rune))
			sights_add(sights, rune, SIGHT_WORD);
	}
}

/* ---- the level ---- */

const struct name_sets *
name_sets_new(struct arena *arena)
{
	struct name_sets *sets = arena_new(arena, struct name_sets);

	sounds_fill(sets);
	places_fill(sets);
	things_fill(sets);
	words_fill(sets);
	return sets;
}

static int
by_place(const void *a, const void *b)
{
	const struct name_part *x = a, *y = b;

	return x->name.span.from < y->name.span.from ? -1 : x->name.span.from > y->name.span.from;
}

void
names_sort(struct naming *naming)
{
	if (naming->count)
		qsort(naming->parts, naming->count, sizeof(*naming->parts), by_place);
}

static void
names_give(struct naming *naming)
{
	struct analysis *analysis = naming->analysis;

	analysis->names = arena_array(analysis->arena, struct name, naming->count);
	for (size_t i = 0; i < naming->count; i++)
		analysis->names[analysis->name_count++] = naming->parts[i].name;
}

void
names_read(struct analysis *analysis)
{
	struct naming *naming = arena_new(analysis->arena, struct naming);

	naming->analysis = analysis;
	naming->text = analysis->folded;
	naming->taken = arena_alloc(analysis->arena, naming->text.n + 1);
	naming->edges = arena_alloc(analysis->arena, naming->text.n + 1);
	naming->sets = knowledge_name_sets(analysis->knowledge);
	edges_mark(naming);
	signs_find(naming);
	for (size_t i = 0; i < LENGTH(finders); i++)
		finders[i](naming);
	names_sort(naming);
	names_join(naming);
	names_other(naming);
	names_same(naming);
	names_give(naming);
}

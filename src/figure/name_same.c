/* Which mentions are of one: by id in the tables, by the name they were found by, by their words. */
#include "figure/name.h"

#include "base/map.h"

enum { NAMES_BACK = 40 /* that a word may stand for */ };

/* 政府, 公司, 官员 of nobody in particular: two of them may be two. */
static bool
is_of_anybody(const struct name_part *part)
{
	if (part->name.kind == NAME_PEOPLE)
		return true;
	return part->lexeme && part->name.kind == NAME_ORGANISATION && str_equal(part->name.id, part->lexeme->id) &&
	    str_equal(lexeme_arg(part->lexeme, S("kind")), S("generic"));
}

/* What all mentions of one have in common: the id, or the number of the mention they were known by. */
static struct str
key_of_name(struct naming *naming, const struct name_part *part)
{
	char *key;

	if (is_of_anybody(part))
		return (struct str){ 0 };
	if (part->name.id.n)
		return part->name.id;
	if (!part->of)
		return (struct str){ 0 };
	key = arena_alloc_dirty(naming->analysis->arena, sizeof(part->of));
	memcpy(key, &part->of, sizeof(part->of));
	return (struct str){ key, sizeof(part->of) };
}

/* What 该国, 该市 say of the place that they stand for: a country, or what its name ends with; 当地 and 首都 say nothing. */
static bool
is_such_place(const struct naming *naming, const struct name_part *word, const struct name_part *place)
{
	static const struct {
		struct str word, end;
	} kinds[] = { { STR_INIT("该国"), STR_INIT("") }, { STR_INIT("该市"), STR_INIT("市") }, { STR_INIT("该省"), STR_INIT("省") },
		{ STR_INIT("该州"), STR_INIT("州") }, { STR_INIT("该县"), STR_INIT("县") }, { STR_INIT("该镇"), STR_INIT("镇") },
		{ STR_INIT("该村"), STR_INIT("村") }, { STR_INIT("该岛"), STR_INIT("岛") }, { STR_INIT("该城"), STR_INIT("城") }, { STR_INIT("该城市"), STR_INIT("市") }, { STR_INIT("这座城市"), STR_INIT("市") } };
	struct str form = span_text(naming->text, word->name.span);

	/* a region is no country, if it is known what it is */
	if (str_equal(form, S("该地区")))
		return place->name.id.n != 2;

	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (str_equal(form, kinds[i].word))
			return kinds[i].end.n ? str_ends(span_text(naming->text, place->name.span), kinds[i].end) : place->name.id.n == 2;
	return true;
}

/* The nearest name before ${i} that a pronoun (of people) or 当地 (of places) can stand for. */
static uint32_t
stands_for(const struct naming *naming, uint32_t i, enum name_kind kind)
{
	for (uint32_t k = i; k-- > 0 && i - k <= NAMES_BACK;)
		if (naming->parts[k].name.kind == kind && !naming->parts[k].is_word && is_such_place(naming, &naming->parts[i], &naming->parts[k]))
			return naming->parts[k].name.same;
	return i;
}

static size_t
size_of(const struct naming *naming, uint32_t i)
{
	return naming->parts[i].name.span.to - naming->parts[i].name.span.from;
}

/* The longest mention of each key. */
static void
fullest_find(struct naming *naming, struct map *fullest)
{
	for (uint32_t i = 0; i < naming->count; i++) {
		struct str key = naming->parts[i].key = key_of_name(naming, &naming->parts[i]);
		int64_t *best = key.n ? map_add(fullest, key, i, NULL) : NULL;
		if (best && size_of(naming, i) > size_of(naming, (uint32_t)*best))
			*best = i;
	}
}

void
names_same(struct naming *naming)
{
	struct map fullest = { .arena = naming->analysis->arena };

	fullest_find(naming, &fullest);
	for (uint32_t i = 0; i < naming->count; i++) {
		struct name_part *part = &naming->parts[i];
		int64_t *best = part->key.n ? map_find(&fullest, part->key) : NULL;
		part->name.same = best ? (uint32_t)*best : i;
		if (part->name.kind == NAME_PRONOUN)
			part->name.same = stands_for(naming, i, NAME_PERSON);
		else if (part->is_word)
			part->name.same = stands_for(naming, i, NAME_PLACE);
	}
}

/* Names that were met once are known in the rest of the text: in whole, and people by the last part. */
#include "figure/name.h"

enum { KNOWN_MAX = 4096 };

struct known {
	struct str form;
	uint32_t part; /* whose name it is */
	int32_t next;  /* with the same beginning, longer first; -1 */
};

struct known_names {
	struct known *items;
	size_t count, capacity;
	int32_t heads[1024];
	size_t done; /* parts that it knows already */
	struct rune_set first;
};

static uint32_t
head_of(struct str text, size_t at)
{
	return (han_at(text, at) * 31 + han_at(text, at + HAN_SIZE)) & 1023;
}

/* 米亚·法罗 and 罗南·法罗: both with a first name of their own, and neither the end of the other. */
static bool
is_relative(const struct naming *naming, struct span a, struct span b, size_t last)
{
	struct str one = span_text(naming->text, a), other = span_text(naming->text, b);

	return one.n > last && other.n > last && han_at(one, 0) && han_at(other, 0) && han_at(one, 0) != han_at(other, 0) &&
	       !str_ends(one, other) && !str_ends(other, one);
}

static void
known_add(struct naming *naming, struct known_names *known, size_t from, size_t to, uint32_t part)
{
	struct str form = str_slice(naming->text, from, to);
	int32_t *at, next;

	if (form.n < 2 * HAN_SIZE || known->count == KNOWN_MAX)
		return;
	for (at = &known->heads[head_of(form, 0)]; *at >= 0 && known->items[*at].form.n >= form.n; at = &known->items[*at].next)
		if (str_equal(known->items[*at].form, form)) {
			if (from == naming->parts[part].name.span.from || !is_relative(naming, naming->parts[part].name.span, naming->parts[known->items[*at].part].name.span, form.n))
				naming->parts[part].of = naming->parts[known->items[*at].part].of;
			return;
		}
	next = *at;
	*at = (int32_t)known->count;
	arena_push(naming->analysis->arena, known->items, known->count, known->capacity);
	known->items[known->count++] = (struct known){ form, part, next };
	rune_set_add(&known->first, han_at(form, 0));
}

/* Behind the last dot that is no hyphen: 让-皮埃尔 of 卡琳·让-皮埃尔; of hyphens alone, behind the last: 奥斯汀 of 劳埃德-奥斯汀. */
static size_t
last_part(struct str text, struct span span)
{
	size_t part = span.from, hyphen = span.from, n;

	for (size_t at = span.from; at < span.to; at++)
		if ((n = dot_size(text, at)))
			*(is_hyphen(text, at) ? &hyphen : &part) = at + n;
	return part == span.from && hyphen > span.from + 2 * HAN_SIZE ? hyphen : part;
}

/* 乔治·华盛顿 does not make a person of the city. */
static bool
is_place(const struct naming *naming, size_t from, size_t to)
{
	const struct match *match = match_at(&naming->analysis->matches, LEX_PLACE, (uint32_t)from);

	return match && match->span.to == to;
}

static void
part_add(struct naming *naming, struct known_names *known, uint32_t i)
{
	struct span span = naming->parts[i].name.span;
	size_t part = last_part(naming->text, span);

	naming->parts[i].of = i + 1;
	known_add(naming, known, span.from, span.to, i);
	if (naming->parts[i].suffix)
		known_add(naming, known, span.from, span.to - naming->parts[i].suffix, i);
	if (naming->parts[i].name.kind == NAME_PERSON && !is_place(naming, part, span.to) && !is_of_better_known(naming, span, part))
		known_add(naming, known, part, span.to, i);
}

/* Two characters may be part of anything: nothing of a name goes on beside them. */
static bool
stands_alone(const struct naming *naming, size_t from, size_t to)
{
	if (to - from > 2 * HAN_SIZE)
		return true;
	if (is_sound(naming, to) && !is_name_break(naming, to) && !naming->taken[to])
		return false;
	return from < HAN_SIZE || naming->taken[from - 1] || (naming->edges[from] & EDGE_END) || !is_sound(naming, from - HAN_SIZE);
}

/* The first name of another, or part of a longer word of the tables: 伊姆兰|·汗. */
static bool
is_of_another(const struct naming *naming, size_t from, size_t to)
{
	const struct match *match = match_at(&naming->analysis->matches, LEX_PERSON, (uint32_t)from);
	const struct match *longer = match_before(&naming->analysis->matches, LEX_PERSON, (uint32_t)to);
	size_t dot = dot_size(naming->text, to);

	return (match && match->span.to > to) || (longer && longer->span.from < from) || (dot && han_at(naming->text, to + dot));
}

static size_t
known_claim(struct naming *naming, const struct known_names *known, size_t at)
{
	for (int32_t i = known->heads[head_of(naming->text, at)]; i >= 0; i = known->items[i].next) {
		const struct known *name = &known->items[i];
		struct name_part of = naming->parts[name->part], *part;
		if (!str_starts(str_from(naming->text, at), name->form) || !stands_alone(naming, at, at + name->form.n) ||
		    is_of_another(naming, at, at + name->form.n) || (of.name.kind == NAME_PERSON && name_thing_at(naming, at + name->form.n)))
			continue;
		part = name_claim(naming, at, at + name->form.n, (int)of.name.kind, NULL);
		if (!part)
			continue;
		part->name.id = of.name.id;
		part->name.country = of.name.country;
		part->of = of.of;
		return name->form.n;
	}
	return HAN_SIZE;
}

static struct known_names *
known_names(struct naming *naming)
{
	if (!naming->known) {
		naming->known = arena_new(naming->analysis->arena, struct known_names);
		memset(naming->known->heads, -1, sizeof(naming->known->heads));
	}
	return naming->known;
}

/* What was found since the last time; names that the tables do not have first, since those say least by themselves. */
static void
parts_add(struct naming *naming, struct known_names *known)
{
	size_t from = known->done;

	known->done = naming->count;
	for (size_t i = from; i < known->done; i++)
		if (!naming->parts[i].lexeme && naming->parts[i].name.kind != NAME_PRONOUN)
			part_add(naming, known, (uint32_t)i);
	for (size_t i = from; i < known->done; i++)
		if (naming->parts[i].lexeme && naming->parts[i].name.kind == NAME_PERSON)
			part_add(naming, known, (uint32_t)i);
}

void
names_again(struct naming *naming)
{
	struct known_names *known = known_names(naming);

	parts_add(naming, known);
	if (!known->count)
		return;
	for (size_t at = 0; at + 2 * HAN_SIZE <= naming->text.n;)
		if (rune_set_has(&known->first, han_at(naming->text, at)) && !naming->taken[at])
			at += known_claim(naming, known, at);
		else
			at = after_char(naming->text, at);
}

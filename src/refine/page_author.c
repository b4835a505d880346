#include "refine/page_author.h"
#include "refine/page_names.h"
#include "text/fold.h"

enum {
	OFFER_BYTES_MAX = 400,
	TOGETHER = 16, /* nodes between names of one byline */
};

void
author_offer(struct author_offers *offers, struct author_offer offer)
{
	if (!offer.text.n || offer.text.n > OFFER_BYTES_MAX || str_find(offer.text, S("://"), 0) >= 0 ||
	    str_find(offer.text, S("@"), 0) >= 0 || str_starts_nocase(offer.text, S("www.")) || offers->count == AUTHOR_OFFERS_MAX)
		return;
	offers->items[offers->count++] = offer;
}

/* ---- choosing ---- */

static struct str
letters_of(struct arena *arena, struct str s)
{
	struct buf out CLEAN(buf_done) = { 0 };
	size_t n = 0;

	fold_str(s, &out);
	for (size_t i = 0; i < out.n; i++)
		if ((unsigned char)out.p[i] >= 0x80 || char_is_alpha(out.p[i]) || char_is_digit(out.p[i]))
			out.p[n++] = out.p[i];
	return str_copy(arena, (struct str){ out.p, n });
}

/* fiona-byron, ada.byron, kfftom42: a name that only programs use. */
static bool
is_handle(struct str name)
{
	bool has_mark = name.n > 4;

	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] == ' ' || (unsigned char)name.p[i] >= 0x80 || (name.p[i] >= 'A' && name.p[i] <= 'Z'))
			return false;
		has_mark |= !char_is_alpha(name.p[i]);
	}
	return has_mark;
}

struct choice {
	struct arena *arena;
	struct strs sites; /* letters only */
	struct str host;
};

static struct strs
letters_of_all(struct arena *arena, const struct strs *list)
{
	struct strs letters = { .items = arena_array(arena, struct str, list->count), .count = list->count };

	for (size_t i = 0; i < list->count; i++)
		letters.items[i] = letters_of(arena, list->items[i]);
	return letters;
}

static bool
is_site(const struct choice *choice, struct str name)
{
	struct str letters = letters_of(choice->arena, name);

	if (!letters.n)
		return true;
	for (size_t i = 0; i < choice->sites.count; i++)
		if (str_equal(letters, choice->sites.items[i]) || (letters.n > 5 && str_find(choice->sites.items[i], letters, 0) >= 0))
			return true;
	return choice->host.n && (letters.n * 2 > choice->host.n || letters.n > 7) && str_find(choice->host, letters, 0) >= 0;
}

static bool
is_one_word(struct str name)
{
	return (unsigned char)name.p[0] < 0x80 && str_find_char(name, ' ', 0) < 0;
}

/* The names in ${offer} that are people's, or those that are not. */
static void
add_names(const struct choice *choice, const struct author_offer *offer, bool people, struct strs *out)
{
	struct strs found = { 0 };
	bool whole = is_site(choice, offer->text);

	if (whole && people)
		return;
	names_in(choice->arena, offer->text, offer->node && !offer->marked, &found);
	for (size_t i = 0; i < found.count; i++) {
		struct str name = found.items[i];
		bool is_person = !whole && !offer->organisation && !is_handle(name) && !is_site(choice, name);
		struct strs one = { 0 };
		if (is_person != people || (offer->needs_surname && is_one_word(name)))
			continue;
		for (size_t k = 0; k < out->count && !one.count; k++)
			if (str_equal(letters_of(choice->arena, out->items[k]), letters_of(choice->arena, name)))
				one.count = 1;
		if (one.count || out->count == PAGE_NAMES_MAX)
			continue;
		arena_push(choice->arena, out->items, out->count, out->capacity);
		out->items[out->count++] = name;
	}
}

/* What else stands beside ${first}. */
static void
add_beside(const struct choice *choice, const struct author_offers *offers, const struct author_offer *first, bool people, struct strs *out)
{
	for (size_t i = 0; i < offers->count; i++) {
		const struct author_offer *offer = &offers->items[i];
		bool together = first->node ? offer->node >= first->node && offer->node < first->node + TOGETHER : !offer->node;
		if (offer != first && offer->rank == first->rank && together)
			add_names(choice, offer, people, out);
	}
}

/* The names of the best offers; ${seen}: of those that people see.  False, and nothing in ${out}, without any. */
static bool
choose(const struct choice *choice, const struct author_offers *offers, bool people, bool seen, struct strs *out, struct str *evidence)
{
	const struct author_offer *best = NULL;

	for (size_t i = 0; i < offers->count; i++) {
		const struct author_offer *offer = &offers->items[i];
		struct strs names = { 0 };
		if ((best && offer->rank <= best->rank) || (seen && !offer->node))
			continue;
		add_names(choice, offer, people, &names);
		if (names.count) {
			best = offer;
			*out = names;
		}
	}
	if (!best)
		return false;
	add_beside(choice, offers, best, people, out);
	*evidence = str_from_c(best->from);
	return true;
}

/* ---- told and seen ---- */

/* Where ${name} stands in ${list}, however it is written; NULL: nowhere. */
static const struct str *
same_name(const struct choice *choice, const struct strs *list, struct str name)
{
	struct str letters = letters_of(choice->arena, name);

	for (size_t i = 0; i < list->count; i++)
		if (str_equal(letters_of(choice->arena, list->items[i]), letters))
			return &list->items[i];
	return NULL;
}

static size_t
shared(const struct choice *choice, const struct strs *list, const struct strs *other)
{
	size_t n = 0;

	for (size_t i = 0; i < list->count; i++)
		n += same_name(choice, other, list->items[i]) != NULL;
	return n;
}

static bool
are_single_words(const struct strs *names)
{
	for (size_t i = 0; i < names->count; i++)
		if (!is_one_word(names->items[i]))
			return false;
	return true;
}

/* Whether the byline that people see is the better one: it names people where user names are told.  Lists that say more or less than
 * the one told were wrong more often than right. */
static bool
byline_names_people(const struct choice *choice, const struct strs *told, const struct strs *seen)
{
	return !shared(choice, told, seen) && are_single_words(told) && !are_single_words(seen);
}

/* People know authors as the byline writes them, accents and all. */
static void
write_as_seen(const struct choice *choice, struct strs *told, const struct strs *seen)
{
	for (size_t i = 0; i < told->count; i++) {
		const struct str *name = same_name(choice, seen, told->items[i]);
		if (name && name->n > told->items[i].n)
			told->items[i] = *name;
	}
}

void
author_choose(struct arena *arena, const struct author_offers *offers, const struct strs *sites, struct str host, struct strs *out,
    struct str *evidence)
{
	struct choice choice = { arena, letters_of_all(arena, sites), letters_of(arena, host) };
	struct strs seen = { 0 };
	struct str seen_evidence;

	if (!choose(&choice, offers, true, false, out, evidence)) {
		choose(&choice, offers, false, false, out, evidence);
		return;
	}
	if (!choose(&choice, offers, true, true, &seen, &seen_evidence))
		return;
	if (byline_names_people(&choice, out, &seen)) {
		*out = seen;
		*evidence = seen_evidence;
	}
	write_as_seen(&choice, out, &seen);
}

#include "gazetteer.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

#include "figure/knowledge.h"

enum { FILE_MAX = 32 << 20, CHARACTER = 3 /* bytes of most Han characters */ };

struct str
file_text(struct arena *arena, const char *path)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fd_read_all(fd, FILE_MAX, &bytes).code) {
		fprintf(stderr, "gazetteer: %s cannot be read (tools/setup.sh names the packages)\n", path);
		exit(1);
	}
	return str_copy(arena, buf_str(&bytes));
}

static struct str
folded(struct arena *arena, struct str text)
{
	char *out = arena_alloc_dirty(arena, text.n);

	fold_in_place(text, out);
	return (struct str){ out, text.n };
}

void
gazetteer_add(struct gazetteer *gazetteer, struct str text, struct place *place, int rank, const char *origin)
{
	struct str form = folded(gazetteer->arena, text);

	if (form.n <= CHARACTER || map_find(&gazetteer->banned, form))
		return;
	arena_push(gazetteer->arena, gazetteer->forms, gazetteer->count, gazetteer->capacity);
	gazetteer->forms[gazetteer->count++] = (struct form){ form, place, rank, origin };
}

static int
by_form(const void *a, const void *b)
{
	const struct form *x = a, *y = b;
	int order = str_compare(x->text, y->text);

	if (order)
		return order;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (x->place->people != y->place->people)
		return x->place->people > y->place->people ? -1 : 1;
	return str_compare(x->place->id, y->place->id);
}

/* ---- places that people have written down themselves ---- */

/* What the table has under the form: its id; empty: nothing. */
static struct str
hand_id(const struct gazetteer *gazetteer, struct str form)
{
	const int64_t *at = map_find(&gazetteer->by_hand, form);

	return at ? gazetteer->hand[*at].id : S("");
}

static bool
is_of_country(const struct gazetteer *gazetteer, struct str form, struct str country)
{
	const int64_t *at = map_find(&gazetteer->by_hand, form);

	return at && str_equal(gazetteer->hand[*at].country, country);
}

static struct str
value_of(struct str arguments, struct str key)
{
	struct str word, name;

	while (pull_field(&arguments, ' ', &word))
		if (pull_until(&word, S("="), &name) && str_equal(name, key))
			return word;
	return S("");
}

static void
hand_read(struct gazetteer *gazetteer, const char *path)
{
	struct str text = file_text(gazetteer->arena, path), line, form, id, arguments;

	while (pull_line(&text, &line))
		if (line.n && line.p[0] != '#' && pull_field(&line, '\t', &form) && pull_field(&line, '\t', &id) &&
		    pull_field(&line, '\t', &arguments)) {
			map_add(&gazetteer->by_hand, folded(gazetteer->arena, form), (int64_t)gazetteer->hand_count, NULL);
			map_add(&gazetteer->by_hand, id, (int64_t)gazetteer->hand_count, NULL);
			arena_push(gazetteer->arena, gazetteer->hand, gazetteer->hand_count, gazetteer->hand_capacity);
			gazetteer->hand[gazetteer->hand_count++] = (struct hand_place){ form, id, value_of(arguments, S("country")),
				value_of(arguments, S("at")) };
		}
}

/* Where regions are: the packages do not say it. */
static void
degrees_read(struct gazetteer *gazetteer, const char *path)
{
	struct str text = file_text(gazetteer->arena, path), line, id;

	while (pull_line(&text, &line))
		if (line.n && line.p[0] != '#' && pull_field(&line, '\t', &id)) {
			struct str *at = arena_new(gazetteer->arena, struct str);
			*at = line;
			map_add(&gazetteer->degrees, id, (intptr_t)at, NULL);
		}
}

/* Regions that have degrees, under the names that the table by hand gives them. */
static void
regions_by_hand_add(struct gazetteer *gazetteer)
{
	for (size_t i = 0; i < gazetteer->hand_count; i++) {
		const struct hand_place *hand = &gazetteer->hand[i];
		if (hand->at.n || !map_find(&gazetteer->degrees, hand->id))
			continue;
		struct place *place = arena_new(gazetteer->arena, struct place);
		*place = (struct place){ .id = hand->id, .country = hand->country, .kind = PLACE_REGION };
		gazetteer_add(gazetteer, hand->form, place, RANK_REGION, "hand");
	}
}

/* A town that the table has under one name is the same under its others. */
static void
ids_settle(struct gazetteer *gazetteer)
{
	for (size_t i = 0; i < gazetteer->count; i++) {
		struct form *form = &gazetteer->forms[i];
		if (form->rank != RANK_SHORT_REGION && form->rank != RANK_COUNTRY && !form->place->id_by_hand.n &&
		    is_of_country(gazetteer, form->text, form->place->country))
			form->place->id_by_hand = hand_id(gazetteer, form->text);
	}
}

/* Where people say it is. */
static struct str
hand_at(const struct gazetteer *gazetteer, struct str id)
{
	const int64_t *at = map_find(&gazetteer->by_hand, id);

	return at ? gazetteer->hand[*at].at : S("");
}

static struct str
degrees_of(const struct gazetteer *gazetteer, struct str id)
{
	const int64_t *at = map_find(&gazetteer->degrees, id);

	return at ? *(const struct str *)(intptr_t)*at : S("");
}

/* Is there more to say of the form than the table by hand does? */
static bool
is_wanted(const struct gazetteer *gazetteer, const struct form *form)
{
	struct str id = hand_id(gazetteer, form->text);

	if (!id.n)
		return true;
	return (form->place->has_map || degrees_of(gazetteer, id).n) && !hand_at(gazetteer, id).n &&
	    (str_equal(id, form->place->id_by_hand) || str_equal(id, form->place->id));
}

/* ---- where regions and countries are ---- */

/* The form's place, where it is a town that the map knows. */
static const struct place *
town_of(const struct gazetteer *gazetteer, const struct map *towns, struct str form, struct str country)
{
	const int64_t *at = map_find(towns, form);
	const struct place *place = at ? gazetteer->forms[*at].place : NULL;

	return place && str_equal(place->country, country) ? place : NULL;
}

static void
put_where(struct place *place, const struct place *town)
{
	if (!town || (place->has_map && place->people >= town->people))
		return;
	place->has_map = true;
	place->latitude = town->latitude;
	place->longitude = town->longitude;
	place->people = town->people;
}

/* A region is where the town of its name is, a country where its largest town is. */
static void
places_settle(struct gazetteer *gazetteer)
{
	struct map towns = { .arena = gazetteer->arena }, countries = { .arena = gazetteer->arena };

	for (size_t i = 0; i < gazetteer->count; i++) {
		const struct form *form = &gazetteer->forms[i];
		if (form->place->kind == PLACE_CITY)
			map_add(&towns, form->text, (int64_t)i, NULL);
		else if (form->place->kind == PLACE_COUNTRY)
			map_add(&countries, form->place->id, (intptr_t)form->place, NULL);
	}
	for (size_t i = 0; i < gazetteer->count; i++) {
		struct form *form = &gazetteer->forms[i];
		const int64_t *country = map_find(&countries, form->place->country);
		if (form->place->kind == PLACE_REGION)
			put_where(form->place, town_of(gazetteer, &towns, form->text, form->place->country));
		else if (form->place->kind == PLACE_CITY && country)
			put_where((struct place *)(intptr_t)*country, form->place);
	}
}

/* ---- writing ---- */

static void
form_print(const struct gazetteer *gazetteer, const struct form *form)
{
	static const char *const kinds[] = { [PLACE_COUNTRY] = "country", [PLACE_REGION] = "region", [PLACE_CITY] = "city" };
	const struct place *place = form->place;
	struct str id = place->id_by_hand.n ? place->id_by_hand : place->id;

	printf("%.*s\t%.*s\tcountry=%.*s kind=%s", STR_ARGS(form->text), STR_ARGS(id), STR_ARGS(place->country), kinds[place->kind]);
	if (hand_at(gazetteer, id).n)
		printf(" at=%.*s", STR_ARGS(hand_at(gazetteer, id)));
	else if (degrees_of(gazetteer, id).n)
		printf(" at=%.*s", STR_ARGS(degrees_of(gazetteer, id)));
	else if (place->has_map)
		printf(" at=%.3f,%.3f", place->latitude, place->longitude);
	printf("\t%s\n", form->origin);
}

static void
gazetteer_print(struct gazetteer *gazetteer)
{
	qsort(gazetteer->forms, gazetteer->count, sizeof(*gazetteer->forms), by_form);
	puts("# Made by tools/gazetteer from the Unicode CLDR (Unicode licence) and GeoNames (https://www.geonames.org, CC BY 4.0).");
	puts("# form\tid\targuments\torigin");
	for (size_t i = 0; i < gazetteer->count; i++)
		if ((!i || !str_equal(gazetteer->forms[i].text, gazetteer->forms[i - 1].text)) &&
		    is_wanted(gazetteer, &gazetteer->forms[i]))
			form_print(gazetteer, &gazetteer->forms[i]);
}

/* A file of words, one a line, that are no places by themselves. */
static void
ban(struct gazetteer *gazetteer, const char *path)
{
	struct str text = file_text(gazetteer->arena, path), line, word;

	while (pull_line(&text, &line))
		while (pull_field(&line, ' ', &word))
			if (word.n && word.p[0] != '#')
				map_add(&gazetteer->banned, folded(gazetteer->arena, word), 1, NULL);
}

int
main(int argc, char **argv)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct gazetteer gazetteer = { .arena = &arena, .banned = { .arena = &arena }, .by_hand = { .arena = &arena },
		.degrees = { .arena = &arena } };

	if (argc != 6) {
		fprintf(stderr, "usage: gazetteer CLDR-FOLDER LOCALE-FOLDER WORDS PLACES DEGREES\n");
		return 2;
	}
	ban(&gazetteer, argv[3]);
	hand_read(&gazetteer, argv[4]);
	degrees_read(&gazetteer, argv[5]);
	regions_by_hand_add(&gazetteer);
	cldr_add(&gazetteer, argv[1]);
	geonames_add(&gazetteer, argv[2]);
	ids_settle(&gazetteer);
	places_settle(&gazetteer);
	gazetteer_print(&gazetteer);
	return 0;
}

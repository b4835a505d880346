#include "gazetteer.h"

#include <geonames/geonames.h>
#include <stdio.h>

enum { MO_MAGIC = 0x950412de };

/* ---- names by id: a GNU message catalogue ---- */

static uint32_t
number_at(struct str mo, size_t at)
{
	const unsigned char *p = (const unsigned char *)mo.p + at;

	if (at + 4 > mo.n)
		return 0;
	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static struct str
string_at(struct str mo, size_t entry)
{
	size_t n = number_at(mo, entry), from = number_at(mo, entry + 4);

	return str_slice(mo, from, from + n);
}

/* Calls for each message but the first, which is the head. */
static void
catalogue_add(struct gazetteer *gazetteer, const struct map *cities, struct str mo)
{
	size_t count = number_at(mo, 8), keys = number_at(mo, 12), texts = number_at(mo, 16);

	if (number_at(mo, 0) != MO_MAGIC)
		return;
	for (size_t i = 0; i < count; i++) {
		struct str id = string_at(mo, keys + 8 * i);
		const int64_t *city = map_find(cities, id);
		if (city)
			city_forms(gazetteer, string_at(mo, texts + 8 * i), (struct place *)(intptr_t)*city);
	}
}

/* ---- what is known of an id ---- */

static struct place *
city_place(struct gazetteer *gazetteer, GeonamesCity *city, const char *id)
{
	struct place *place = arena_new(gazetteer->arena, struct place);

	*place = (struct place){ .id = str_format(gazetteer->arena, "gn:%s", id),
		.country = str_copy(gazetteer->arena, str_from_c(geonames_city_get_country_code(city))),
		.kind = PLACE_CITY,
		.has_map = true,
		.latitude = geonames_city_get_latitude(city),
		.longitude = geonames_city_get_longitude(city),
		.people = geonames_city_get_population(city) };
	return place;
}

static void
cities_list(struct gazetteer *gazetteer, struct map *cities)
{
	for (int i = 0; i < geonames_get_n_cities(); i++) {
		GeonamesCity *city = geonames_get_city(i);
		const char *id = NULL;
		g_variant_get_child(city, 0, "&s", &id);
		map_add(cities, str_from_c(id), (intptr_t)city_place(gazetteer, city, id), NULL);
		geonames_city_free(city);
	}
}

void
geonames_add(struct gazetteer *gazetteer, const char *locales)
{
	static const char *const scripts[] = { "zh", "zh_CN", "zh_TW", "zh_SG" };
	struct arena *arena = gazetteer->arena;
	struct map cities = { .arena = arena };

	cities_list(gazetteer, &cities);
	for (size_t i = 0; i < sizeof(scripts) / sizeof(*scripts); i++)
		catalogue_add(gazetteer, &cities,
		    file_text(arena, str_format(arena, "%s/%s/LC_MESSAGES/geonames.mo%c", locales, scripts[i], 0).p));
}

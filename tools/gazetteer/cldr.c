#include "gazetteer.h"

static char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

/* type="psgza" of an element of ${name}; false where the line is another. */
static bool
pull_element(struct str line, struct str name, struct str *type, struct str *text)
{
	line = str_trim(line);
	return pull_char(&line, '<') && pull_str(&line, name) && pull_str(&line, S(" type=\"")) && pull_until(&line, S("\""), type) &&
	    pull_until(&line, S(">"), text) && pull_until(&line, S("</"), text) && text->n;
}

/* ---- countries ---- */

static struct place *
country_place(struct gazetteer *gazetteer, struct map *known, struct str code)
{
	bool made;
	int64_t *at = map_add(known, code, 0, &made);
	struct place *place;

	if (!made)
		return (struct place *)(intptr_t)*at;
	place = arena_new(gazetteer->arena, struct place);
	*place = (struct place){ .id = str_copy(gazetteer->arena, code), .kind = PLACE_COUNTRY };
	place->country = place->id;
	*at = (intptr_t)place;
	return place;
}

/* "EU", "UN", "XA" and their like are no countries; numbers are parts of the world. */
static bool
is_country(struct str code)
{
	static const struct str others[] = { STR_INIT("EU"), STR_INIT("EZ"), STR_INIT("UN"), STR_INIT("QO"), STR_INIT("XA"), STR_INIT("XB"),
		STR_INIT("ZZ") };

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (str_equal(code, others[i]))
			return false;
	return code.n == 2;
}

static void
countries_add(struct gazetteer *gazetteer, struct map *known, struct str text)
{
	struct str line, code, name;

	while (pull_line(&text, &line))
		if (pull_element(line, S("territory"), &code, &name) && is_country(code))
			gazetteer_add(gazetteer, name, country_place(gazetteer, known, code), RANK_COUNTRY, "CLDR");
}

/* ---- regions ---- */

static struct place *
region_place(struct gazetteer *gazetteer, struct str code)
{
	struct place *place = arena_new(gazetteer->arena, struct place);
	char id[16];
	size_t n = 0;

	for (size_t i = 0; i < code.n && n < sizeof(id) - 1; i++) {
		if (i == 2)
			id[n++] = '-';
		id[n++] = upper(code.p[i]);
	}
	*place = (struct place){ .id = str_copy(gazetteer->arena, (struct str){ id, n }), .kind = PLACE_REGION };
	place->country = str_slice(place->id, 0, 2);
	return place;
}

static void
regions_add(struct gazetteer *gazetteer, struct str text)
{
	struct str line, code, name;

	while (pull_line(&text, &line))
		if (pull_element(line, S("subdivision"), &code, &name) && code.n > 2 && code.n < 8)
			region_forms(gazetteer, name, region_place(gazetteer, code));
}

void
cldr_add(struct gazetteer *gazetteer, const char *folder)
{
	static const char *const scripts[] = { "zh", "zh_Hant", "zh_Hant_HK" };
	struct arena *arena = gazetteer->arena;
	struct map known = { .arena = arena };

	for (size_t i = 0; i < sizeof(scripts) / sizeof(*scripts); i++)
		countries_add(gazetteer, &known, file_text(arena, str_format(arena, "%s/main/%s.xml%c", folder, scripts[i], 0).p));
	regions_add(gazetteer, file_text(arena, str_format(arena, "%s/subdivisions/zh.xml%c", folder, 0).p));
}

#include "gazetteer.h"

enum { STEM_MIN = 6 /* bytes: two characters */, LARGE = 100000 /* people of a town more likely meant than a region of its name */ };

/* Longest first: what the name of a region ends with. */
static const struct str suffixes[] = { STR_INIT("自治共和国"), STR_INIT("自治共和國"), STR_INIT("边疆区"), STR_INIT("邊疆區"),
	STR_INIT("共和国"), STR_INIT("共和國"), STR_INIT("自治区"), STR_INIT("自治區"), STR_INIT("首都区"), STR_INIT("首都區"),
	STR_INIT("酋长国"), STR_INIT("酋長國"), STR_INIT("自治州"), STR_INIT("自治市"), STR_INIT("直辖市"), STR_INIT("大区"), STR_INIT("大區"),
	STR_INIT("地区"), STR_INIT("地區"), STR_INIT("州"), STR_INIT("省"), STR_INIT("县"), STR_INIT("縣"), STR_INIT("市"), STR_INIT("区"),
	STR_INIT("區"), STR_INIT("郡"), STR_INIT("府") };
/* What newsrooms put in its place: 库尔斯克州, 库尔斯克地区, 库尔斯克省 are one. */
static const struct str others[] = { STR_INIT("州"), STR_INIT("地区"), STR_INIT("省"), STR_INIT("大区"), STR_INIT("行政区") };

static bool
stem_of(struct str name, struct str *stem)
{
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
		if (str_ends(name, suffixes[i]) && name.n >= suffixes[i].n + STEM_MIN) {
			*stem = str_slice(name, 0, name.n - suffixes[i].n);
			return true;
		}
	*stem = name;
	return false;
}

void
region_forms(struct gazetteer *gazetteer, struct str name, const struct place *place)
{
	struct str stem;

	gazetteer_add(gazetteer, name, place, stem_of(name, &stem) ? RANK_REGION : RANK_SHORT_REGION, "CLDR");
	gazetteer_add(gazetteer, stem, place, RANK_SHORT_REGION, "CLDR");
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		gazetteer_add(gazetteer, str_join(gazetteer->arena, stem, others[i], STR_END), place, RANK_TOWN, "CLDR");
}

void
city_forms(struct gazetteer *gazetteer, struct str name, const struct place *place)
{
	int rank = place->people >= LARGE ? RANK_CITY : RANK_TOWN;
	struct str stem = name;

	if (str_ends(name, S("市")) && name.n >= STEM_MIN + 3)
		stem = str_slice(name, 0, name.n - 3);
	gazetteer_add(gazetteer, stem, place, rank, "GeoNames");
	gazetteer_add(gazetteer, str_join(gazetteer->arena, stem, S("市"), STR_END), place, rank, "GeoNames");
}

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

/* Where regions are in the news by their short names: 得克萨斯, 哈尔科夫, 若开. */
static bool
has_short_regions(struct str country)
{
	static const char countries[] = "UA RU BY KZ US CA MX BR AR CO VE CL PE AU GB DE FR IT ES PL AT CH BE NL SE FI NO TR SY IQ IR IL PS LB YE SA "
					"AF PK IN BD MM TH VN ID PH MY LK NP CN TW JP KR KP MN SD SS ET SO KE NG ML BF NE TD CF CD MZ CM EG LY DZ "
					"MA ZA UZ TJ KG TM GE AM AZ RO BG HU CZ GR HT CU EC AO";

	return str_find(str_from_c(countries), country, 0) >= 0;
}

/* Oblasts and governorates are called now 州, now 地区, now 省. */
static bool
has_changing_suffixes(struct str country)
{
	static const char countries[] = "UA RU BY KZ SY IQ IR AF YE LY TR ET SD ID PS LB MM";

	return str_find(str_from_c(countries), country, 0) >= 0;
}

void
region_forms(struct gazetteer *gazetteer, struct str name, struct place *place)
{
	struct str stem, more;
	bool is_short = !stem_of(name, &stem);

	gazetteer_add(gazetteer, name, place, is_short ? RANK_SHORT_REGION : RANK_REGION, "CLDR");
	if (!has_short_regions(place->country))
		return;
	gazetteer_add(gazetteer, stem, place, RANK_SHORT_REGION, "CLDR");
	for (size_t i = 0; i < sizeof(others) / sizeof(*others) && !is_short && !stem_of(stem, &more) && has_changing_suffixes(place->country); i++)
		gazetteer_add(gazetteer, str_join(gazetteer->arena, stem, others[i], STR_END), place, RANK_TOWN, "CLDR");
}

/* ---- towns ---- */

/* Lands whose towns have the names of people (Lincoln, Martin, Victoria). */
static bool
is_named_for_people(struct str country)
{
	return str_find(S("US GB CA AU NZ IE ZA JM PH"), country, 0) >= 0;
}

/* Where every town may be in the news. */
static bool
is_at_war(struct str country)
{
	return str_find(S("UA IL PS SY LB YE MM SD AF"), country, 0) >= 0;
}

/* Is a name of ${size} bytes, alone, more likely this town than a word, a person, another place? */
static bool
stands_alone(const struct place *place, size_t size)
{
	if (size > 4 * STEM_MIN / 2)
		return place->people >= 20000 || !is_named_for_people(place->country);
	if (is_at_war(place->country))
		return size > STEM_MIN || place->people >= 50000;
	if (is_named_for_people(place->country))
		return place->people >= 400000;
	return place->people >= (size > STEM_MIN ? 40000 : 250000);
}

void
city_forms(struct gazetteer *gazetteer, struct str name, struct place *place)
{
	int rank = place->people >= LARGE ? RANK_CITY : RANK_TOWN;
	struct str stem = name, more;

	if (str_ends(name, S("市")) && name.n >= STEM_MIN + 3)
		stem = str_slice(name, 0, name.n - 3);
	if (stands_alone(place, stem.n))
		gazetteer_add(gazetteer, stem, place, rank, "GeoNames");
	if (!stem_of(stem, &more))
		gazetteer_add(gazetteer, str_join(gazetteer->arena, stem, S("市"), STR_END), place, rank, "GeoNames");
}

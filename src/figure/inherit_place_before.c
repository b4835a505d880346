/* The place that a text spoke of before: of earlier figures, of sentences, and its country. */
#include "figure/inherit.h"

enum {
	NAMES_COUNTED_MAX = 400,
	SENTENCES_BACK = 48,
	COUNTRY_MENTIONS = 2, /* of the country that a text is taken to be on */
};

struct role
place_of_figures(const struct setting *setting, struct span sentence)
{
	for (size_t i = setting->figure_count; i-- > 0;) {
		const struct figure *before = &setting->figures[i];
		if (before->span.from < sentence.from)
			break;
		if (before->span.from < sentence.to && before->place.text.n && before->of < 0 && !is_passing(before) && slot_kind_of(before->slot) <= SLOT_GATHERING)
			return before->place;
	}
	return (struct role){ 0 };
}

/* A place nearer than its country that the sentence is said to be in. */
static const struct name *
part_in(const struct setting *setting, struct span sentence)
{
	const struct name *name = place_in(setting, sentence);

	return name && place_grain_of(name) != GRAIN_COUNTRY && place_is_located(setting, name) ? name : NULL;
}

struct role
place_before(const struct setting *setting, bool is_country)
{
	const struct analysis *analysis = setting->analysis;
	uint32_t own = analysis->sentences[setting->sentence].paragraph;
	/* what somebody says of it stands between harm and where it was done */
	uint32_t back = setting->frame && setting->frame->is_harm ? PARAGRAPHS_BACK + 1 : PARAGRAPHS_BACK;
	struct role wide = { 0 };

	for (size_t i = setting->sentence; i-- > 0 && setting->sentence - i <= SENTENCES_BACK;) {
		const struct sentence *sentence = &analysis->sentences[i];
		enum provenance prov = sentence->paragraph == own ? PROV_PREVIOUS : PROV_PARAGRAPH;
		struct role role = place_of_figures(setting, sentence->span);
		const struct name *name;
		if (sentence->paragraph + back < own)
			break;
		if (role.text.n && (!is_country || role.id.n == 2))
			return role_with_prov(role, prov);
		if (!is_country && (name = part_in(setting, sentence->span)))
			return place_role(setting, name, prov);
		if (!wide.text.n && (name = not_world(place_in(setting, sentence->span))) && place_grain_of(name) == GRAIN_COUNTRY)
			wide = place_role(setting, name, prov);
	}
	return wide;
}

static size_t
mentions_of(const struct analysis *analysis, struct str country)
{
	size_t n = 0;

	for (size_t k = 0; k < analysis->name_count && k < NAMES_COUNTED_MAX; k++)
		n += str_equal(analysis->names[k].country, country);
	return n;
}

/* The country as a name of the text has it: by itself, or at the head of 缅甸军方. */
static struct role
country_in(const struct setting *setting, const struct name *name)
{
	if (name->kind == NAME_PLACE)
		return place_grain_of(name) == GRAIN_COUNTRY ? place_role(setting, name, PROV_DOCUMENT) : (struct role){ 0 };
	return name->kind == NAME_ORGANISATION || name->kind == NAME_PEOPLE ? place_of_name(setting, name->whole) : (struct role){ 0 };
}

struct role
country_of_text(const struct setting *setting)
{
	const struct analysis *analysis = setting->analysis;
	struct role best = { 0 };
	size_t most = 0;

	for (size_t i = 0; i < analysis->name_count && i < NAMES_COUNTED_MAX; i++) {
		const struct name *name = &analysis->names[i];
		struct role role;
		size_t n;
		if (!name->country.n || str_equal(name->country, best.country))
			continue;
		role = country_in(setting, name);
		n = role.text.n ? mentions_of(analysis, name->country) : 0;
		if (n <= most)
			continue;
		most = n;
		best = role;
		best.country = name->country;
		best.prov = PROV_DOCUMENT;
	}
	return most >= COUNTRY_MENTIONS ? best : (struct role){ 0 };
}

#include "figure/inherit.h"

enum {
	SPOT_POINTS = 40,    /* a town rather than its region, a region rather than its country */
	LED_POINTS = 12,     /* 在 P */
	NEAR_POINTS = 20,    /* less the distance */
	NEAR_BYTES = 80,     /* further away is far */
	COUNTRY_LEAST = 1,
	HEAD_REACH = 6,	     /* bytes from a sentence's begin to its head's day */
	BRACKET_REACH = 80,  /* bytes */
	NAMES_COUNTED_MAX = 400,
	COUNTRY_MENTIONS = 2, /* of the country that a text is taken to be on */
};

/* ---- the best of a stretch ---- */

static int
points_of(const struct setting *setting, size_t i)
{
	const struct analysis *analysis = setting->analysis;
	const struct name *name = &analysis->names[i];
	unsigned marks = place_marks(setting, i);
	enum place_grain grain;
	uint32_t at = setting->quantity->span.from;
	int breaks, distance = NEAR_POINTS;

	if (!(marks & MARK_PLACE))
		return 0;
	grain = place_grain_of(name);
	if (slot_kind_of(setting->slot) == SLOT_RATE && words_before(analysis->folded, name->span.from, "对 向 与 和 从 自 比"))
		return 0;
	if (!(marks & MARK_LOCATED) && (grain == GRAIN_COUNTRY || marks & MARK_OWNER))
		return 0;
	if (name->span.from < at && at - name->span.to < NEAR_BYTES)
		distance = text_distance(analysis->folded, name->span.to, at, &breaks);
	else if (name->span.from >= at && name->span.from - at < NEAR_BYTES)
		distance = text_distance(analysis->folded, at, name->span.from, &breaks) + 2;
	distance = distance < NEAR_POINTS ? distance : NEAR_POINTS - 1;
	return COUNTRY_LEAST + SPOT_POINTS * (int)grain + (marks & MARK_LOCATED ? LED_POINTS : 0) + NEAR_POINTS - distance;
}

static const struct name *
place_in(const struct setting *setting, struct span stretch)
{
	const struct analysis *analysis = setting->analysis;
	const struct name *best = NULL;
	int most = 0;

	for (size_t i = name_from(analysis, stretch.from); i < analysis->name_count && analysis->names[i].span.from < stretch.to; i++) {
		int points = points_of(setting, i);
		if (points <= most)
			continue;
		most = points;
		best = &analysis->names[i];
	}
	return best;
}

/* ---- the own sentence ---- */

/* The world is a place only of what is counted of it. */
static const struct name *
not_world(const struct name *name)
{
	return name && str_starts(name->id, S("place:world")) ? NULL : name;
}

/* Clause by clause: the own one, those before it, those behind it. */
static const struct name *
place_in_sentence(const struct setting *setting, const struct figure *figure, enum provenance *prov)
{
	struct span sentence = setting->analysis->sentences[setting->sentence].span, clause = setting->clause;
	const struct name *name = place_in(setting, clause);

	*prov = PROV_FRAME;
	while (!name && clause_before(setting->analysis->folded, sentence, &clause)) {
		name = not_world(place_in(setting, clause));
		*prov = PROV_SENTENCE;
	}
	if (!name && slot_kind_of(figure->slot) < SLOT_RATE) {
		*prov = PROV_SENTENCE;
		name = not_world(place_in(setting, (struct span){ setting->clause.to, sentence.to }));
	}
	return name;
}

/* 巴西（3251死、12例）: the name before the bracket. */
static const struct name *
place_before_bracket(const struct setting *setting)
{
	const struct analysis *analysis = setting->analysis;
	struct str text = analysis->folded;
	uint32_t at = setting->quantity->span.from;

	for (uint32_t i = at; i-- > 0 && at - i < BRACKET_REACH;) {
		size_t k;
		if (text.p[i] != '(' && text.p[i] != ')' && (unsigned char)text.p[i] != 0xef) /* the wide ones begin so */
			continue;
		if (str_starts(str_from(text, i), S("）")) || text.p[i] == ')')
			break;
		if (!str_starts(str_from(text, i), S("（")) && text.p[i] != '(')
			continue;
		k = name_from(analysis, i);
		return k && analysis->names[k - 1].kind == NAME_PLACE && analysis->names[k - 1].span.to == i ? &analysis->names[k - 1] : NULL;
	}
	return NULL;
}

/* 上海 2 例, 广东的 7 例: the name that stands at the number, of however many it is one. */
static const struct name *
place_beside(const struct setting *setting, enum frame_at at)
{
	const struct analysis *analysis = setting->analysis;
	uint32_t to = setting->quantity->span.from;
	size_t i = name_from(analysis, to);
	const struct name *name = i ? &analysis->names[i - 1] : NULL;

	if (!name || name->kind != NAME_PLACE || place_is_pointer(analysis, name) || (name->span.to != to && !(name->span.to + strlen("的") == to && words_before(analysis->folded, to, "的"))))
		return NULL;
	return place_grain_of(name) != GRAIN_COUNTRY || at == AT_SUBJECT ? name : NULL;
}

/* Whom it is counted of: the names before the number, the finest, then the last; a country needs no 在. */
static const struct name *
place_counted(const struct setting *setting, uint32_t from, uint32_t to)
{
	const struct analysis *analysis = setting->analysis;
	const struct name *best = NULL;

	for (size_t i = name_from(analysis, from); i < analysis->name_count && analysis->names[i].span.to <= to; i++) {
		const struct name *name = &analysis->names[i];
		if (place_is_good(setting, i) && !(place_marks(setting, i) & MARK_OWNER) && (!best || place_grain_of(name) >= place_grain_of(best)))
			best = name;
	}
	return best;
}

/* 80 km from P: the place that is measured to stands behind. */
static const struct name *
place_measured(const struct setting *setting, const struct figure *figure)
{
	const struct analysis *analysis = setting->analysis;
	size_t i = name_from(analysis, figure->span.to);

	if (!str_equal(figure->slot, S("distance")) || i >= analysis->name_count || analysis->names[i].kind != NAME_PLACE)
		return NULL;
	return words_at(analysis->folded, figure->span.to, "的 外的 处的 以外的 之外的") && analysis->names[i].span.from <= figure->span.to + 15 ?
		   &analysis->names[i] :
		   NULL;
}

/* A local official speaks of what is his: 赫尔松市行政负责人. */
static const struct name *
place_of_official(const struct setting *setting, struct span sentence)
{
	const struct analysis *analysis = setting->analysis;

	for (size_t i = name_from(analysis, sentence.from); i < analysis->name_count && analysis->names[i].span.from < sentence.to; i++) {
		const struct name *name = &analysis->names[i];
		if (name->kind == NAME_PLACE && !words_before(analysis->folded, name->span.from, "位于 总部设在 设在 设于 驻") && place_grain_of(name) != GRAIN_COUNTRY && !place_is_pointer(analysis, name) && !place_is_dateline(analysis, name) &&
		    !place_is_listed(analysis, i))
			return name;
	}
	return NULL;
}

/* Whose it is, as a subject: the country that the sentence names first. */
static const struct name *
place_of_subject(const struct setting *setting, struct span stretch)
{
	const struct analysis *analysis = setting->analysis;

	for (size_t i = name_from(analysis, stretch.from); i < analysis->name_count && analysis->names[i].span.from < stretch.to; i++)
		if (place_is_good(setting, i))
			return &analysis->names[i];
	return NULL;
}

/* An army shoots down over its own country. */
static struct role
place_of_actor(const struct setting *setting, const struct figure *figure)
{
	struct role role = place_of_name(setting, figure->actor.span);

	return role.text.n ? role : place_of_name(setting, figure->speaker.span);
}

/* ---- other sentences ---- */

/* What the last figure of that sentence had. */
static struct role
place_of_figures(const struct setting *setting, struct span sentence)
{
	for (size_t i = setting->figure_count; i-- > 0;) {
		const struct figure *before = &setting->figures[i];
		if (before->span.from < sentence.from)
			break;
		if (before->span.from < sentence.to && before->place.text.n && !is_passing(before) && slot_kind_of(before->slot) <= SLOT_GATHERING)
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

/* Sentence by sentence back, not further than two paragraphs: what was counted there, or named; a whole country last. */
static struct role
place_before(const struct setting *setting, bool is_country)
{
	const struct analysis *analysis = setting->analysis;
	uint32_t own = analysis->sentences[setting->sentence].paragraph;
	struct role wide = { 0 };

	for (size_t i = setting->sentence; i-- > 0;) {
		const struct sentence *sentence = &analysis->sentences[i];
		enum provenance prov = sentence->paragraph == own ? PROV_PREVIOUS : PROV_PARAGRAPH;
		struct role role = place_of_figures(setting, sentence->span);
		const struct name *name;
		if (sentence->paragraph + PARAGRAPHS_BACK < own)
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

/* The country that the text speaks of most: where all of it happens, where nothing nearer says. */
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

/* ---- in order ---- */

/* 香港政府: whose the bodies of the sentence are, but for the media. */
static struct role
place_of_bodies(const struct setting *setting)
{
	const struct analysis *analysis = setting->analysis;
	struct span sentence = analysis->sentences[setting->sentence].span;
	struct role role = { 0 };

	for (size_t i = name_from(analysis, sentence.from); i < analysis->name_count && analysis->names[i].span.from < sentence.to && !role.text.n; i++) {
		const struct name *name = &analysis->names[i];
		if ((name->kind == NAME_ORGANISATION || name->kind == NAME_PEOPLE) &&
		    !words_before(analysis->folded, name->whole.to, "社 报 台 媒体 广播 新闻 网 公司 通讯社"))
			role = place_of_name(setting, name->whole);
	}
	return role;
}

/* From one month to another. */
static bool
is_long(struct str edtf)
{
	ptrdiff_t slash = str_find(edtf, S("/"), 0);

	return slash >= 7 && !str_equal(str_slice(edtf, 0, 7), str_slice(edtf, (size_t)slash + 1, (size_t)slash + 8));
}

/* In other regions, in all, over months: not where the last figures were. */
static bool
is_elsewhere(const struct setting *setting, const struct figure *figure)
{
	uint32_t end;

	if (is_long(figure->edtf))
		return true;
	return words_in(setting->analysis->folded, setting->clause.from, setting->quantity->span.from,
	    "其他地区 其它地区 其他地方 其它地方 其他城市 其它城市 各地 多地 全国 总数 总计 累计", &end);
}

static bool
is_violent(const struct setting *setting)
{
	return setting->frame && (setting->frame->is_harm || quantity_class(setting->quantity) == OF_ARM);
}

/* Of what is counted of a country: in the clause, then in those before it. */
static struct role
place_of_count(const struct setting *setting)
{
	struct span sentence = setting->analysis->sentences[setting->sentence].span;
	const struct name *name = place_counted(setting, setting->clause.from, setting->quantity->span.from);

	if (name)
		return place_role(setting, name, PROV_FRAME);
	name = place_counted(setting, sentence.from, setting->clause.from);
	return name ? place_role(setting, name, PROV_SENTENCE) : (struct role){ 0 };
}

/* What the paragraph said before, no further. */
static struct role
place_of_paragraph_before(const struct setting *setting)
{
	struct role role = place_before(setting, false);

	return role.prov == PROV_PREVIOUS ? role : (struct role){ 0 };
}

/* A gathering is where its paragraph is. */
static struct role
place_of_gathering(const struct setting *setting)
{
	return str_equal(setting->quantity->unit, S("person")) ? place_of_paragraph_before(setting) : (struct role){ 0 };
}

/* A new day at the head of its sentence: not where the last things happened. */
static bool
is_new_event(const struct setting *setting, const struct figure *figure)
{
	const struct figure *last = setting->figure_count ? &setting->figures[setting->figure_count - 1] : NULL;
	uint32_t head = setting->analysis->sentences[setting->sentence].span.from;

	return last && figure->edtf.n && last->edtf.n && !str_equal(figure->edtf, last->edtf) && !span_is_empty(figure->date) &&
	       figure->date.from >= head && figure->date.from <= head + HEAD_REACH;
}

static struct role
place_elsewhere(const struct setting *setting, const struct figure *figure, enum frame_at at)
{
	bool is_country = at == AT_GOAL || is_elsewhere(setting, figure);
	struct role role = { 0 };

	if (!is_country && !is_violent(setting))
		role = place_of_bodies(setting);
	if (!role.text.n && !(is_violent(setting) && is_new_event(setting, figure)))
		role = place_before(setting, is_country);
	if (!role.text.n && !is_country)
		role = place_of_bodies(setting);
	/* the text's own country only for what happens to it, not for what somebody counts */
	return role.text.n || !(at == AT_SUBJECT || at == AT_GOAL || is_violent(setting)) ? role : setting->country;
}

static struct role
place_near(const struct setting *setting, const struct figure *figure, enum frame_at at)
{
	struct span sentence = setting->analysis->sentences[setting->sentence].span;
	enum slot_kind kind = slot_kind_of(figure->slot);
	const struct name *name;

	if (at == AT_SUBJECT && kind == SLOT_EVENT) {
		struct role role = place_of_actor(setting, figure);
		if (role.text.n)
			return role;
	}
	if ((at == AT_SUBJECT || kind == SLOT_STATE) && (name = place_of_subject(setting, (struct span){ sentence.from, setting->quantity->span.from })))
		return place_role(setting, name, PROV_SENTENCE);
	if (at == AT_HERE && kind == SLOT_EVENT && (name = place_of_official(setting, sentence)))
		return place_role(setting, name, PROV_SENTENCE);
	return (struct role){ 0 };
}

/* The paragraph's event stays where it is, when only its wider surroundings, or somebody's town, are named again. */
static struct role
place_of_paragraph(const struct setting *setting, const struct name *name)
{
	const struct analysis *analysis = setting->analysis;
	uint32_t own = analysis->sentences[setting->sentence].paragraph;
	size_t from = setting->sentence;

	if (place_is_located(setting, name) && place_grain_of(name) != GRAIN_COUNTRY)
		return (struct role){ 0 };
	while (from > 0 && analysis->sentences[from - 1].paragraph == own)
		from--;
	return place_of_figures(setting, (struct span){ analysis->sentences[from].span.from, setting->quantity->span.from });
}

struct role
place_of(const struct setting *setting, const struct figure *figure)
{
	enum frame_at at = setting->frame ? setting->frame->at : str_equal(figure->slot, S("places_affected")) ? AT_SUBJECT : AT_HERE;
	enum slot_kind kind = slot_kind_of(figure->slot);
	enum provenance prov = PROV_FRAME;
	const struct name *name = place_measured(setting, figure);
	struct role role;

	if (!name)
		name = place_before_bracket(setting);
	if (!name)
		name = place_beside(setting, at);
	if (!name && at == AT_SUBJECT && kind == SLOT_EVENT && quantity_class(setting->quantity) != OF_ARM) {
		role = place_of_count(setting);
		if (role.text.n)
			return role;
	}
	if (!name)
		name = place_in_sentence(setting, figure, &prov);
	if (is_of_shares(setting) && !(name && place_is_located(setting, name)))
		return (struct role){ 0 };
	if (name && prov == PROV_SENTENCE && kind == SLOT_EVENT && at == AT_HERE) {
		role = place_of_paragraph(setting, name);
		if (role.text.n)
			return role_with_prov(role, PROV_PREVIOUS);
	}
	if (name && (at != AT_NONE || prov == PROV_FRAME))
		return place_role(setting, name, prov);
	if (at == AT_NONE && str_equal(figure->slot, S("share")))
		return place_of_share(setting);
	if (at == AT_NONE || kind == SLOT_LASTING)
		return (struct role){ 0 };
	if (kind == SLOT_GATHERING)
		return place_of_gathering(setting);
	if (kind == SLOT_OPEN) {
		role = place_near(setting, figure, at);
		return role.text.n ? role : place_of_paragraph_before(setting);
	}
	role = place_near(setting, figure, at);
	if (!role.text.n && kind == SLOT_RATE)
		role = place_of_rate(setting);
	return role.text.n || kind != SLOT_EVENT ? role : place_elsewhere(setting, figure, at);
}

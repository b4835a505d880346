#include "figure/inherit.h"

enum {
	SPOT_POINTS = 40,    /* a town rather than its region, a region rather than its country */
	LED_POINTS = 12,     /* 在 P */
	NEAR_POINTS = 20,    /* less the distance */
	NEAR_BYTES = 80,     /* further away is far */
	COUNTRY_LEAST = 1,
	HEAD_REACH = 6,	     /* bytes from a sentence's begin to its head's day */
	BRACKET_REACH = 80,  /* bytes */
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
	if (setting->kind == SLOT_RATE && words_before(analysis->folded, name->span.from, "对 向 与 和 从 自 比"))
		return 0;
	if (!(marks & MARK_LOCATED) && (grain == GRAIN_COUNTRY || marks & MARK_OWNER))
		return 0;
	if (name->span.from < at && at - name->span.to < NEAR_BYTES)
		distance = text_distance(analysis->folded, name->span.to, at, &breaks);
	else if (name->span.from >= at && name->span.from - at < NEAR_BYTES)
		distance = text_distance(analysis->folded, at, name->span.from, &breaks) + 2;
	if (place_is_landmark(analysis, name))
		return COUNTRY_LEAST;
	distance = distance < NEAR_POINTS ? distance : NEAR_POINTS - 1;
	return COUNTRY_LEAST + SPOT_POINTS * (int)grain + (marks & MARK_LOCATED ? LED_POINTS : 0) + NEAR_POINTS - distance;
}

const struct name *
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

const struct name *
not_world(const struct name *name)
{
	return name && str_starts(name->id, S("place:world")) ? NULL : name;
}

/* Who is counted is somewhere; what is counted may be anywhere. */
static bool
is_of_beings(const struct setting *setting)
{
	return quantity_class(setting->quantity) == OF_PERSON || word_is_listed("case animal head", setting->quantity->unit);
}

/* The world goes on for those who die of an epidemic; what is open needs 在. */
static const struct name *
place_of_clause(const struct setting *setting, struct span clause)
{
	const struct name *name = place_in(setting, clause);

	if (name && setting->kind == SLOT_OPEN && !is_of_beings(setting) && !place_is_located(setting, name))
		return NULL;
	return word_is_listed("killed infected recovered vaccinated", setting->slot) ? name : not_world(name);
}

/* Clause by clause: the own one, those before it, those behind it. */
static const struct name *
place_in_sentence(const struct setting *setting, enum provenance *prov)
{
	struct span sentence = setting->analysis->sentences[setting->sentence].span, clause = setting->clause;
	const struct name *name = place_in(setting, clause);

	*prov = PROV_FRAME;
	while (!name && clause_before(setting->analysis->folded, sentence, &clause)) {
		name = place_of_clause(setting, clause);
		*prov = PROV_SENTENCE;
	}
	if (!name && setting->kind < SLOT_RATE) {
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

	if (!name || name->kind != NAME_PLACE || place_is_pointer(analysis, name) || words_before(analysis->folded, name->span.from, "来自") || (name->span.to != to && !(name->span.to + strlen("的") == to && words_before(analysis->folded, to, "的"))))
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
		if (name->kind == NAME_PLACE && !words_before(analysis->folded, name->span.from, "位于") && !place_is_seat(analysis, name) && place_grain_of(name) != GRAIN_COUNTRY && !place_is_pointer(analysis, name) && !place_is_dateline(analysis, name) &&
		    !place_is_listed(analysis, i) && !place_is_whose(analysis, i))
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

/* ---- in order ---- */

/* What it is called after is not where it acts: 贵州茅台, 美国广播公司. */
static bool
is_company(const struct analysis *analysis, const struct name *name)
{
	const struct match *match = match_at(&analysis->matches, LEX_ORGANISATION, name->span.from);
	struct str kind = match ? lexeme_arg(match->lexeme, S("kind")) : S("");

	return str_equal(kind, S("company")) || str_equal(kind, S("media")) || words_before(analysis->folded, name->whole.to, "社 报 台 媒体 广播 新闻 网 公司 通讯社 集团 股份 兵团");
}

struct role
place_of_bodies(const struct setting *setting)
{
	const struct analysis *analysis = setting->analysis;
	struct span sentence = analysis->sentences[setting->sentence].span;
	struct role role = { 0 };

	for (size_t i = name_from(analysis, sentence.from); i < analysis->name_count && analysis->names[i].span.from < sentence.to && !role.text.n; i++) {
		const struct name *name = &analysis->names[i];
		if ((name->kind == NAME_ORGANISATION || name->kind == NAME_PEOPLE) && !is_company(analysis, name) &&
		    !words_before(analysis->folded, name->whole.from, "亲 反 来自"))
			role = place_of_name(setting, name->whole);
	}
	return role;
}

/* 在香港法院外, 央行总部附近: the place that a house is named after. */
static struct role
place_of_house(const struct setting *setting)
{
	const struct analysis *analysis = setting->analysis;
	struct str text = analysis->folded;
	struct role role = { 0 };

	for (size_t i = name_from(analysis, setting->clause.from); i < analysis->name_count && analysis->names[i].span.from < setting->clause.to && !role.text.n; i++) {
		const struct name *name = &analysis->names[i];
		if (name->kind == NAME_ORGANISATION && !words_before(text, name->whole.to, "使馆 领事馆 领馆") &&
		    words_at(text, name->whole.to, "外 门外 门口 门前 附近 周围 总部 大楼") && !is_in_speaker(analysis, name->span))
			role = place_of_name(setting, name->whole);
	}
	return role_with_prov(role, PROV_FRAME);
}

/* The country of a place in the tables; empty. */
static struct str
country_of(const struct setting *setting, const struct role *role)
{
	const struct match *match = role->text.n ? match_at(&setting->analysis->matches, LEX_PLACE, role->span.from) : NULL;

	return match ? lexeme_arg(match->lexeme, S("country")) : (struct str){ 0 };
}

/* 巴西警方说: what they tell of is not in the country that was spoken of before. */
static struct role
place_of_local(const struct setting *setting, const struct figure *figure, struct role before)
{
	struct span speaker = figure->speaker.span;
	struct str here, there;
	struct role role;

	if (!words_before(setting->analysis->folded, speaker.to, "警方 警察 警察局 消防 消防队 消防局 卫生部 卫生部门 卫生局 卫健委 救援人员 救援部门 灾害管理局 紧急情况部"))
		return before;
	role = place_of_name(setting, speaker);
	here = country_of(setting, &role);
	there = country_of(setting, &before);
	return here.n && there.n && !str_equal(here, there) ? role : before;
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
	    "其他地区 其它地区 其他地方 其它地方 其他城市 其它城市 各地 多地 全国 总数 总计 累计 累积 现有 尚在 以来", &end);
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
		role = place_of_local(setting, figure, place_before(setting, is_country));
	if (!role.text.n && at != AT_GOAL)
		role = place_of_bodies(setting);
	/* the text's own country only for what happens to it, not for what somebody counts */
	return role.text.n || !(at == AT_SUBJECT || at == AT_GOAL || is_violent(setting)) ? role : setting->country;
}

static struct role
place_near(const struct setting *setting, const struct figure *figure, enum frame_at at)
{
	struct span sentence = setting->analysis->sentences[setting->sentence].span;
	enum slot_kind kind = setting->kind;
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
	enum slot_kind kind = setting->kind;
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
	if (!name && !place_in(setting, setting->clause)) {
		role = place_of_house(setting);
		if (role.text.n)
			return role;
	}
	if (!name && kind == SLOT_RATE && !is_of_shares(setting) && !place_in(setting, setting->clause))
		name = place_of_own_rate(setting);
	if (!name)
		name = place_in_sentence(setting, &prov);
	if (is_of_shares(setting) && !(name && place_is_located(setting, name)))
		return place_of_stock(setting);
	if (name && prov == PROV_SENTENCE && kind == SLOT_EVENT && at == AT_HERE) {
		role = place_of_paragraph(setting, name);
		if (role.text.n)
			return role_with_prov(role, PROV_PREVIOUS);
	}
	/* 向美国机场提供: the country's, however they are to share it */
	if (name && at == AT_GOAL && name->id.n > 2 && name->id.p[2] == '/' && !words_before(setting->analysis->folded, name->span.to, "空域 海域 边境 经济区"))
		return role_with_prov(place_of_name(setting, name->span), prov);
	if (name && (at != AT_NONE || prov == PROV_FRAME || (kind == SLOT_GATHERING && place_grain_of(name) != GRAIN_COUNTRY && str_equal(figure->unit, S("person")))))
		return place_role(setting, name, prov);
	if (at == AT_NONE && str_equal(figure->slot, S("share")))
		return place_of_share(setting);
	if (at == AT_NONE || kind == SLOT_LASTING)
		return (struct role){ 0 };
	if (kind == SLOT_GATHERING)
		return place_of_gathering(setting);
	if (kind == SLOT_OPEN) {
		role = place_near(setting, figure, at);
		return role.text.n || !word_is_listed("person case", setting->quantity->unit) ? role : place_of_paragraph_before(setting);
	}
	role = place_near(setting, figure, at);
	if (!role.text.n && kind == SLOT_RATE)
		role = place_of_rate(setting);
	return role.text.n || kind != SLOT_EVENT ? role : place_elsewhere(setting, figure, at);
}

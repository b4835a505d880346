#include "base/table.h"
#include "figure/inherit.h"
#include "figure/speech.h"

enum {
	SURE_FRAME = 85,
	SURE_UNIT = 60,
	SURE_LOSS_DOUBT = 20, /* points lost by what contradicts itself */
	SURE_LOSS_PLACE = 5,
	CASES_REACH = 30, /* bytes */
	REACHED_BYTES = 12,
	SPEECHES_AROUND = 6, /* that are looked through for a speaker */
};

static const char *const kind_slots[] = {
	[QUANTITY_COUNT] = "",		  [QUANTITY_CURRENCY] = "",	      [QUANTITY_DIMENSION] = "",
	[QUANTITY_AGE] = "",		  [QUANTITY_TEMPERATURE] = "temperature", [QUANTITY_PERCENT] = "share",
	[QUANTITY_TIME] = "duration",
};

static const struct slot_row {
	const char *slot;
	enum slot_kind kind;
} slot_rows[] = {
#define ROW(slot, kind) { slot, kind },
#include "gen/figure_slots.inc"
#undef ROW
};

enum slot_kind
slot_kind_of(struct str slot)
{
	const struct slot_row *row = TABLE_FIND(slot_rows, slot);

	return row ? row->kind : SLOT_OPEN;
}

/* 一条 210 元: so much for one. */
static bool
is_for_one(const struct setting *setting)
{
	const struct quantity *quantity = setting->quantity, *before = quantity - 1;

	return quantity->kind == QUANTITY_CURRENCY && quantity > setting->analysis->quantities && before->is_one && before->span.to == quantity->span.from;
}

/* 与 50 个国家的部长讨论: countries that do something together. */
static bool
is_of_allies(const struct setting *setting)
{
	uint32_t end;

	return words_in(setting->analysis->folded, setting->clause.from, setting->clause.to,
	    "领导人 元首 首脑 部长 外长 峰会 会谈 会议 高峰会 签署 合作 讨论 联名 联合声明", &end);
}

/* 28 元一公升, not 28 元 a month. */
static bool
is_per_thing(const struct quantity *quantity)
{
	return quantity->kind == QUANTITY_CURRENCY && quantity->per.n && !word_is_listed("year month week day hour minute quarter time person", quantity->per);
}

/* 跌 12% 至 489 元: where what is traded stands then. */
static bool
is_reached(const struct setting *setting)
{
	const struct quantity *quantity = setting->quantity, *before = quantity - 1;
	uint32_t end;

	if (words_in(setting->analysis->folded, quantity->span.from, quantity->span.to, "亿 兆", &end)) /* a sum of all */
		return false;
	return quantity->kind == QUANTITY_CURRENCY && quantity > setting->analysis->quantities && before->kind == QUANTITY_PERCENT &&
	       before->span.to <= quantity->span.from && quantity->span.from - before->span.to <= REACHED_BYTES &&
	       words_before(setting->analysis->folded, quantity->span.from, "至 报 跌到 涨到 升到 降到 来到");
}

/* 1万1千例极端天气事件: cases of no illness. */
static bool
is_of_incidents(const struct setting *setting)
{
	uint32_t end, to = setting->quantity->span.to;

	return words_in(setting->analysis->folded, to, setting->clause.to < to + CASES_REACH ? setting->clause.to : to + CASES_REACH, "事件 案 事故 投诉 纠纷", &end);
}

/* 3 件申诉, 600 例移植: counted like an illness, and none. */
static bool
is_no_case_of_illness(const struct setting *setting)
{
	struct span sentence = setting->analysis->sentences[setting->sentence].span;
	uint32_t end;

	return !words_at(setting->quantity->classifier, 0, "例 宗 起 个案") ||
	       words_in(setting->analysis->folded, sentence.from, sentence.to, "不良 反应 移植 手术 申请 血栓 过敏 诉讼", &end);
}

/* Is the text about one? */
static bool
is_of_illness(struct str text)
{
	uint32_t end;

	return words_in(text, 0, (uint32_t)text.n, "病 疫 确诊 感染 新冠 covid 个案 阳性 治愈", &end);
}

static struct str
slot_of_unit(const struct setting *setting)
{
	const struct quantity *quantity = setting->quantity;
	struct str slot;

	if (is_for_one(setting) || is_per_thing(quantity) || is_reached(setting))
		return S("price");
	if (str_equal(quantity->unit, S("case")) && is_of_incidents(setting))
		return S("incidents");
	if (str_equal(quantity->unit, S("case")) && (!setting->is_ill || is_no_case_of_illness(setting)))
		return S("");
	if (str_equal(quantity->unit, S("country")))
		return is_of_allies(setting) ? S("participants") : S("");
	slot = unit_slot(quantity->unit);
	if (slot.n)
		return slot;
	if (quantity_class(quantity) == OF_AREA)
		return S("area");
	return str_from_c(kind_slots[quantity->kind]);
}

/* ---- names as roles ---- */

struct role
role_of_span(const struct analysis *analysis, struct span span, enum provenance prov)
{
	return (struct role){ .text = span_text(analysis->text, span), .span = span, .prov = prov };
}

struct role
role_of_name(const struct analysis *analysis, const struct name *name, struct span span, enum provenance prov)
{
	struct role role = role_of_span(analysis, span, prov);

	role.id = name->id;
	return role;
}

/* ---- a quantity becomes a figure ---- */

static void
what_of(const struct setting *setting, struct figure *figure)
{
	const struct quantity *quantity = setting->quantity;
	const struct event_frame *frame = setting->frame;

	figure->span = quantity->span;
	figure->value = quantity->value;
	figure->noun = quantity->noun;
	figure->per = quantity->per;
	figure->unit = frame ? frame->unit : quantity->unit;
	figure->slot = frame && !(is_per_thing(quantity) && str_equal(frame->slot, S("cost"))) ? frame->slot : slot_of_unit(setting);
	figure->rule = frame ? frame->rule : str_join(setting->analysis->arena, S("unit."), quantity->unit, STR_END);
	figure->sure = frame ? frame->sure : SURE_UNIT;
	figure->singular = quantity->is_one;
	figure->zero = quantity->is_zero;
	figure->anaphoric = quantity->is_definite;
	figure->of = frame ? frame->total : -1;
	figure->same_as = -1;
}

/* That three missiles: what was said of them when they were first counted. */
static void
recall(const struct setting *setting, struct figure *figure)
{
	for (size_t i = setting->figure_count; i-- > 0;) {
		const struct figure *before = &setting->figures[i];
		if (strcmp(before->value.min, figure->value.min) != 0 || strcmp(before->value.max, figure->value.max) != 0 ||
		    !str_equal(before->unit, figure->unit))
			continue;
		figure->same_as = (int32_t)i;
		figure->slot = before->slot;
		figure->actor = before->actor;
		figure->target = before->target;
		figure->place = before->place;
		figure->edtf = before->edtf;
		figure->date = before->date;
		figure->date_prov = before->date_prov;
		return;
	}
}

/* A part is where and when its whole is, unless it says otherwise. */
static void
follow_total(const struct setting *setting, struct figure *figure)
{
	const struct figure *total = &setting->figures[figure->of];

	if (figure->place.prov != PROV_FRAME && figure->place.prov != PROV_SENTENCE && total->place.text.n)
		figure->place = total->place;
	if ((figure->date_prov == PROV_NONE || figure->date_prov >= PROV_PARAGRAPH) && total->edtf.n) {
		figure->edtf = total->edtf;
		figure->date = total->date;
		figure->date_prov = total->date_prov;
	}
}

/* What regions a town has are districts. */
static void
refine_unit(struct figure *figure)
{
	bool is_town = str_starts(figure->place.id, S("gn:")) || str_ends(figure->place.text, S("首都"));

	if (is_town && str_equal(figure->unit, S("region")))
		figure->unit = S("district");
}

/* Is it in the words that name who says something: 印度1名警官, 位于伦敦的人权组织? */
bool
is_in_speaker(const struct analysis *analysis, struct span span)
{
	size_t from = 0, to = analysis->speech_count;

	while (from < to) {
		size_t middle = (from + to) / 2;
		if (analysis->speeches[middle].scope.from < span.from)
			from = middle + 1;
		else
			to = middle;
	}
	for (size_t i = from > SPEECHES_AROUND ? from - SPEECHES_AROUND : 0; i < analysis->speech_count && i < from + SPEECHES_AROUND; i++)
		if (analysis->speeches[i].speaker_span.from <= span.from && span.to <= analysis->speeches[i].speaker_span.to)
			return true;
	return false;
}

static struct figure
figure_of(struct setting *setting)
{
	const struct analysis *analysis = setting->analysis;
	struct figure figure = { .sentence = analysis->sentences[setting->sentence].span };

	what_of(setting, &figure);
	setting->slot = figure.slot;
	setting->kind = slot_kind_of(figure.slot);
	speaker_of(analysis, figure.span, &figure.speaker, &figure.cue);
	if (figure.anaphoric && !setting->frame)
		recall(setting, &figure);
	if (figure.same_as < 0) {
		date_of(setting, &figure);
		figure.actor = actor_of(setting, &figure);
		figure.target = target_of(setting, &figure);
		figure.place = place_of(setting, &figure);
	}
	else if (!figure.edtf.n)
		date_of(setting, &figure);
	if (figure.of >= 0 && (size_t)figure.of < setting->figure_count)
		follow_total(setting, &figure);
	refine_unit(&figure);
	if (figure.place.prov == PROV_DOCUMENT)
		figure.sure -= SURE_LOSS_PLACE;
	return figure;
}

void
figures_inherit(struct analysis *analysis)
{
	size_t count = analysis->quantity_count < FIGURES_MAX ? analysis->quantity_count : FIGURES_MAX, frame = 0;
	struct figure *figures = arena_array(analysis->arena, struct figure, count);
	uint8_t *marks = arena_array(analysis->arena, uint8_t, analysis->name_count + 1);
	bool is_ill = is_of_illness(analysis->folded);
	struct role country = country_of_text(&(struct setting){ .analysis = analysis, .marks = marks });

	analysis->figures = figures;
	for (size_t i = 0; i < count; i++) {
		struct setting setting = { .analysis = analysis, .quantity = &analysis->quantities[i], .country = country, .is_ill = is_ill, .marks = marks, .figures = figures, .figure_count = i };
		while (frame < analysis->frame_count && analysis->frames[frame].quantity < i)
			frame++;
		if (frame < analysis->frame_count && analysis->frames[frame].quantity == i)
			setting.frame = &analysis->frames[frame];
		setting.sentence = sentence_at(analysis, setting.quantity->span.from);
		if (setting.sentence == analysis->sentence_count)
			break;
		setting.clause = clause_at(analysis->folded, analysis->sentences[setting.sentence].span, setting.quantity->span.from);
		figures[i] = figure_of(&setting);
		analysis->figure_count = i + 1;
	}
	dates_share(analysis);
}

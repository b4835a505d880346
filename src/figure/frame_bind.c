#include "figure/frame.h"

enum {
	COMMA_COST = 8,	    /* points of a comma between trigger and quantity */
	COMMA_BACK_COST = 16, /* of one before the trigger, besides: 达 16 亿，每股收益 */
	QUANTITY_COST = 25, /* of another quantity between them */
	ROW_COST = 8,	    /* of one that stands in a row with it */
	PEOPLE_COST = 35,   /* of other people between people and what befell them, besides */
	TRIGGER_COST = 4,   /* of another trigger */
	MODIFIER_COST = 20,    /* of a trigger that only says which: 发射的 two */
	NEAR_COST = 10,	       /* of one right before the number: 遇难的 4 人 */
	WHICH_COST = 26,       /* 300 名遭绑架的学生获救 */
	SUBORDINATE_COST = 20, /* of a trigger that only says when: 接种后 */
	SCORE_LEAST = 12,      /* what is weaker is chance */
	SCORE_LEAST_ONE = 34,  /* 一 with a classifier is an article unless the word is near */
	BARE_REACH = 14,       /* of what is not said to be people */
	EACH_BYTES = 15,       /* 每吨分别 */
	WHICH_BYTES = 9,       /* 遇难的 and its number */
	DEED_BYTES = 3,	       /* 打伤了 and who */
	NEXT_BYTES = 6,	       /* 死亡共 and the number that it is of */
	HEAD_REACH = 14,       /* 遇难总数 and its number */
	CLAUSE_REACH = 2,      /* times as far, where a clause stands between: 击毁了从海上驶来的三艘 */
	OF_BODIES = OF_PERSON | OF_ARM | OF_BUILDING | OF_BARE, /* that may be told by one */
};

static bool
spans_meet(struct span a, struct span b)
{
	return a.from < b.to && b.from < a.to;
}

/* ---- which trigger ---- */

/* Others of its kind: 28 days between 1,052 people and their death are in nobody's way, nor is by how much a sum has grown. */
static int
quantities_between(const struct scene *scene, unsigned class, uint32_t from, uint32_t to)
{
	unsigned ignored = OF_FLOOR | OF_TIME | (class == OF_MONEY ? OF_PERCENT : 0);
	int n = 0;

	for (int i = 0; i < scene->quantity_count; i++) {
		struct span span = scene_quantity(scene, i)->span;
		n += span.from >= from && span.to <= to && (scene->casts[i].class == class || !(scene->casts[i].class & ignored));
	}
	return n;
}

int
scene_triggers_between(const struct scene *scene, uint32_t from, uint32_t to, unsigned class)
{
	uint32_t seen = 0; /* a word of several rows is one, with the words in it */
	int n = 0;

	for (int i = 0; i < scene->trigger_count; i++) {
		const struct trigger *trigger = &scene->triggers[i];
		if (!trigger->slot.n || !(trigger->row.classes & class) || trigger->span.from < from || trigger->span.to > to || trigger->span.from < seen)
			continue;
		seen = trigger->span.to;
		n++;
	}
	return n;
}

static int
score_gap(const struct scene *scene, const struct event_row *row, int reach, unsigned class, uint32_t from, uint32_t to)
{
	int breaks, distance = text_distance(scene->analysis->folded, from, to, &breaks);

	if (distance > (class == OF_BARE && reach > BARE_REACH ? BARE_REACH : reach) || breaks > row->over)
		return 0;
	return row->rank - distance - COMMA_COST * breaks - QUANTITY_COST * quantities_between(scene, class, from, to) -
	       TRIGGER_COST * scene_triggers_between(scene, from, to, class);
}

/* 16 人死亡: nothing between. */
static bool
is_beside(const struct quantity *quantity, const struct trigger *trigger)
{
	return trigger->span.from >= quantity->span.to && trigger->span.from - quantity->span.to <= WHICH_BYTES / 3;
}

/* 300 名遭绑架的学生: which of them, before anything is said. */
static bool
says_which(struct str text, const struct quantity *quantity, const struct trigger *trigger)
{
	if (words_before(text, trigger->span.to, "者 员 生 人 客 民 犯")) /* 数百名示威者的: who they are */
		return false;
	return trigger->span.from - quantity->span.to <= WHICH_BYTES && !words_at(quantity->classifier, 0, "人 例 起 宗 死 伤");
}

/* Risen to 40 %: what it is, not by how much; but a rate of growth is 3 %. */
static bool
is_level(struct str text, const struct trigger *trigger, const struct quantity *quantity)
{
	bool is_behind = trigger->span.to <= quantity->span.from;

	if (!str_equal(trigger->slot, S("growth")) && !str_equal(trigger->slot, S("decline")))
		return false;
	if (words_at(text, trigger->span.to, "至 到 了到 回 破 穿") || (is_behind && words_before(text, quantity->span.from, "报 至 到 于 重回 回 站上 收复")))
		return true;
	if (words_before(text, trigger->span.to, "幅 率 速"))
		return false;
	return words_at(text, trigger->span.to, "为") || (is_behind && words_before(text, quantity->span.from, "为"));
}

/* 每升上调 0.2 元: that is about a price. */
static bool
is_price_change(const struct scene *scene, int i, const struct trigger *trigger)
{
	uint32_t from = trigger->span.from > scene->span.from + EACH_BYTES ? trigger->span.from - EACH_BYTES : scene->span.from, end;

	return scene->casts[i].class == OF_MONEY && str_equal(trigger->slot, S("growth")) && words_in(scene->analysis->folded, from, trigger->span.from, "每", &end);
}

static int
cost_of_place(const struct scene *scene, int i, const struct trigger *trigger)
{
	struct str text = scene->analysis->folded;

	if (is_level(text, trigger, scene_quantity(scene, i)) || is_price_change(scene, i, trigger))
		return trigger->row.rank;
	/* 因参加游行而被捕 */
	if (trigger->span.from >= scene_quantity(scene, i)->span.to && words_before(text, trigger->span.from, "因 因为 由于 为了"))
		return SUBORDINATE_COST;
	if (words_at(text, trigger->span.to, "后 之后 以后 前 之前 期间 以来"))
		return is_beside(scene_quantity(scene, i), trigger) ? SUBORDINATE_COST / 2 : SUBORDINATE_COST;
	if (!words_at(text, trigger->span.to, "的 过的"))
		return 0;
	if (trigger->span.to <= scene_quantity(scene, i)->span.from)
		return MODIFIER_COST;
	return says_which(text, scene_quantity(scene, i), trigger) ? WHICH_COST : 0;
}

/* Does a row of people go on from byte ${from} with ${next}: 一名警卫和一名司机? */
static bool
goes_on(struct str text, uint32_t from, const struct quantity *next)
{
	uint32_t end;

	if (next->span.from == from)
		return words_at(next->classifier, 0, "男 女");
	return !str_equal(next->classifier, S("人")) && words_in(text, from, next->span.from, "和 及 与 、", &end);
}

/* 机上 5 人有 1 人受伤: what befell people is of the nearest of them, unless they stand in one row. */
static int
people_between(const struct scene *scene, unsigned class, uint32_t from, uint32_t to)
{
	uint32_t end;

	for (int i = 0; class == OF_PERSON && i < scene->quantity_count; i++) {
		const struct quantity *next = scene_quantity(scene, i);
		if (scene->casts[i].class != OF_PERSON || next->span.from < from || next->span.to > to)
			continue;
		if (goes_on(scene->analysis->folded, from, next))
			return ROW_COST - QUANTITY_COST;
		return words_in(scene->analysis->folded, from, next->span.from, "和 及 与 、", &end) ? 0 : PEOPLE_COST;
	}
	return 0;
}

/* The quantity ends at ${at}, before the trigger. */
static int
score_before(const struct scene *scene, const struct trigger *trigger, unsigned class, uint32_t at)
{
	int breaks, cost, score = score_gap(scene, &trigger->row, trigger->row.reach, class, at, trigger->span.from);
	uint32_t end;

	text_distance(scene->analysis->folded, at, trigger->span.from, &breaks);
	cost = COMMA_BACK_COST * breaks + people_between(scene, class, at, trigger->span.from);
	if (words_in(scene->analysis->folded, at, trigger->span.from, "、", &end))
		cost += COMMA_BACK_COST;
	return score > cost ? score - cost : 0;
}

/* 死亡人数上升，仍有数千名民众上街, unlike 死亡人数上升，达数千人. */
static bool
begins_anew(struct str text, const struct quantity *quantity, uint32_t from, uint32_t at)
{
	uint32_t comma;

	return (!span_is_empty(quantity->noun) || words_at(text, quantity->span.to, "的")) && words_in(text, from, at, "，", &comma);
}

/* The quantity begins at ${at}, behind the trigger.  What stands before one may be said of it: 遇难的 4 人, 遇难总数 4 人. */
static int
score_behind(const struct scene *scene, const struct quantity *quantity, const struct trigger *trigger, unsigned class, uint32_t at)
{
	struct str text = scene->analysis->folded;
	uint32_t from = trigger->span.to;

	if (class == OF_PERSON && begins_anew(text, quantity, from, at))
		return 0;
	if (trigger->row.sides & SIDE_AFTER)
		return score_gap(scene, &trigger->row, class & OF_BODIES && words_before(text, at, "的 等") ? CLAUSE_REACH * trigger->row.reach : trigger->row.reach, class, from, at);
	if (words_at(text, from, "的") && at - from <= WHICH_BYTES)
		return trigger->row.rank + MODIFIER_COST - NEAR_COST; /* what they are */
	return words_at(text, from, "人数 总数 总人数 者人数 者总数 数字") ? score_gap(scene, &trigger->row, HEAD_REACH, class, from, at) : 0;
}

/* 45 名乘客中有 19 人死亡: it befell these, not those. */
static bool
part_between(const struct scene *scene, int i, const struct trigger *trigger)
{
	const struct quantity *quantity = scene_quantity(scene, i), *next = i + 1 < scene->quantity_count ? scene_quantity(scene, i + 1) : NULL;
	uint32_t end;

	if (!next || scene->casts[i + 1].class != scene->casts[i].class || next->span.from < quantity->span.to || trigger->span.from < next->span.to)
		return false;
	return words_in(scene->analysis->folded, quantity->span.to, next->span.from, "中有 中，有 当中 其中 中至少 中只有 中， 里有", &end);
}

/* 打伤 9 人后被击毙: what comes after the deed befell the doer. */
static bool
is_done_to(const struct scene *scene, int i, const struct trigger *trigger)
{
	const struct quantity *quantity = scene_quantity(scene, i);
	uint32_t end;

	if (!words_in(scene->analysis->folded, quantity->span.to, trigger->span.to, "后被 后遭 后自 后畏罪 后落网 后即", &end))
		return false;
	for (int t = 0; t < scene->trigger_count; t++) {
		const struct trigger *deed = &scene->triggers[t];
		if (deed->row.sides & SIDE_AFTER && deed->row.classes & scene->casts[i].class &&
		    (deed->span.to == quantity->span.from || (deed->span.to + DEED_BYTES == quantity->span.from && words_at(scene->analysis->folded, deed->span.to, "了"))))
			return true;
	}
	return false;
}

static int
score_of(const struct scene *scene, int i, const struct trigger *trigger)
{
	const struct cast *cast = &scene->casts[i];
	const struct quantity *quantity = scene_quantity(scene, i);
	uint32_t first = scene_quantity(scene, cast->first)->span.from, last = scene_quantity(scene, cast->last)->span.to;

	if (!trigger->row.sides || !event_row_takes(&trigger->row, quantity, cast->class) || event_units_hold(trigger->hidden, quantity))
		return 0;
	if (!quantity->is_zero && words_before(scene->analysis->folded, trigger->span.from, "无 未 没有 没 未有 并未 不 未被 没有被 没被 不被 尚未被 未遭")) /* unhurt */
		return 0;
	if (quantity->is_one && !quantity->unit.n) /* 一个 of what is not known is an article */
		return 0;
	if (spans_meet(quantity->span, trigger->span))
		return quantity->is_zero || trigger->row.sides & SIDE_IN ? trigger->row.rank : 0;
	if (trigger->span.from >= quantity->span.to && (part_between(scene, i, trigger) || is_done_to(scene, i, trigger)))
		return 0;
	if (trigger->span.from >= quantity->span.to)
		return !(trigger->row.sides & SIDE_BEFORE) ? 0 : score_before(scene, trigger, cast->class, trigger->span.from >= last ? last : quantity->span.to);
	return score_behind(scene, quantity, trigger, cast->class, trigger->span.to <= first ? first : quantity->span.from);
}

/* The best trigger of a quantity, of those that do not lie at ${without}. */
static void
cast_bind(struct scene *scene, int i, struct span without)
{
	struct cast *cast = &scene->casts[i];

	cast->trigger = -1;
	cast->score = 0;
	for (int t = 0; t < scene->trigger_count; t++) {
		int score = spans_meet(without, scene->triggers[t].span) ? 0 : score_of(scene, i, &scene->triggers[t]);
		score -= score ? cost_of_place(scene, i, &scene->triggers[t]) : 0;
		if (score > cast->score && score >= (scene_quantity(scene, i)->is_one ? SCORE_LEAST_ONE : SCORE_LEAST)) {
			cast->score = score;
			cast->trigger = t;
		}
	}
}

static bool
is_of_people(const struct quantity *quantity)
{
	return !quantity->unit.n || word_is_listed("person case", quantity->unit);
}

/* 4,369 例病例，死亡 62 人: a word between two that stands nearer to the second is of the second. */
static bool
is_of_next(const struct scene *scene, int i)
{
	int own = scene->casts[i].trigger, next = i + 1 < scene->quantity_count ? scene->casts[i + 1].trigger : -1;
	struct span span;
	uint32_t gap;

	if (own < 0 || next < 0 || !str_equal(scene->triggers[own].slot, scene->triggers[next].slot) ||
	    !spans_meet(scene->triggers[own].span, scene->triggers[next].span) || !is_of_people(scene_quantity(scene, i)) || !is_of_people(scene_quantity(scene, i + 1)))
		return false;
	span = scene->triggers[own].span;
	if (span.from < scene_quantity(scene, i)->span.to || scene_quantity(scene, i + 1)->span.from < span.to)
		return false;
	gap = scene_quantity(scene, i + 1)->span.from - span.to;
	return gap <= NEXT_BYTES && !words_at(scene->analysis->folded, span.to, "了") && gap < span.from - scene_quantity(scene, i)->span.to;
}

void
scene_bind(struct scene *scene)
{
	for (int i = 0; i < scene->quantity_count; i++)
		cast_bind(scene, i, (struct span){ 0 });
	for (int i = 0; i < scene->quantity_count; i++)
		if (is_of_next(scene, i))
			cast_bind(scene, i, scene->triggers[scene->casts[i].trigger].span);
}

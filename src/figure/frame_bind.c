#include "figure/frame.h"

enum {
	COMMA_COST = 8,	    /* points of a comma between trigger and quantity */
	QUANTITY_COST = 25, /* of another quantity between them */
	TRIGGER_COST = 4,   /* of another trigger */
	MODIFIER_COST = 20,    /* of a trigger that only says which: 发射的 two */
	SUBORDINATE_COST = 20, /* of a trigger that only says when: 接种后 */
	SCORE_LEAST = 12,      /* what is weaker is chance */
	SCORE_LEAST_ONE = 34,  /* 一 with a classifier is an article unless the word is near */
	WHICH_BYTES = 9,       /* 遇难的 and its number */
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

/* Others of its kind: 28 days between 1,052 people and their death are in nobody's way. */
static int
quantities_between(const struct scene *scene, unsigned class, uint32_t from, uint32_t to)
{
	int n = 0;

	for (int i = 0; i < scene->quantity_count; i++) {
		struct span span = scene_quantity(scene, i)->span;
		n += span.from >= from && span.to <= to && (scene->casts[i].class == class || scene->casts[i].class != OF_TIME);
	}
	return n;
}

int
scene_triggers_between(const struct scene *scene, uint32_t from, uint32_t to, unsigned class)
{
	int n = 0;

	for (int i = 0; i < scene->trigger_count; i++) {
		const struct trigger *trigger = &scene->triggers[i];
		n += trigger->slot.n && trigger->row.classes & class && trigger->span.from >= from && trigger->span.to <= to;
	}
	return n;
}

static int
score_gap(const struct scene *scene, const struct event_row *row, int reach, unsigned class, uint32_t from, uint32_t to)
{
	int breaks, distance = text_distance(scene->analysis->folded, from, to, &breaks);

	if (distance > reach || breaks > row->over)
		return 0;
	return row->rank - distance - COMMA_COST * breaks - QUANTITY_COST * quantities_between(scene, class, from, to) -
	       TRIGGER_COST * scene_triggers_between(scene, from, to, class);
}

static int
cost_of_place(const struct scene *scene, int i, const struct trigger *trigger)
{
	struct str text = scene->analysis->folded;

	/* risen to 40 %: what it is, not by how much */
	if ((str_equal(trigger->slot, S("growth")) || str_equal(trigger->slot, S("decline"))) && (words_at(text, trigger->span.to, "至 到 为 了到") ||
	    (trigger->span.to <= scene_quantity(scene, i)->span.from && words_before(text, scene_quantity(scene, i)->span.from, "报 至 到 于 为"))))
		return trigger->row.rank;
	if (words_at(text, trigger->span.to, "后 之后 以后 前 之前 期间 以来"))
		return SUBORDINATE_COST;
	return trigger->span.to <= scene_quantity(scene, i)->span.from && words_at(text, trigger->span.to, "的 过的") ? MODIFIER_COST : 0;
}

/* The quantity begins at ${at}, behind the trigger.  What stands before one may be said of it: 遇难的 4 人, 遇难总数 4 人. */
static int
score_behind(const struct scene *scene, const struct trigger *trigger, unsigned class, uint32_t at)
{
	struct str text = scene->analysis->folded;
	uint32_t from = trigger->span.to;

	if (trigger->row.sides & SIDE_AFTER)
		return score_gap(scene, &trigger->row, class & OF_BODIES && words_before(text, at, "的 等") ? CLAUSE_REACH * trigger->row.reach : trigger->row.reach, class, from, at);
	if (words_at(text, from, "的") && at - from <= WHICH_BYTES)
		return trigger->row.rank;
	return words_at(text, from, "人数 总数 总人数 者人数 者总数 数字") ? score_gap(scene, &trigger->row, HEAD_REACH, class, from, at) : 0;
}

static int
score_of(const struct scene *scene, int i, const struct trigger *trigger)
{
	const struct cast *cast = &scene->casts[i];
	const struct quantity *quantity = scene_quantity(scene, i);
	uint32_t first = scene_quantity(scene, cast->first)->span.from, last = scene_quantity(scene, cast->last)->span.to;

	if (!trigger->slot.n || !event_row_takes(&trigger->row, quantity, cast->class))
		return 0;
	if (!quantity->is_zero && words_before(scene->analysis->folded, trigger->span.from, "无 未 没有 没 未有 并未 不")) /* unhurt */
		return 0;
	if (quantity->is_one && cast->class == OF_BARE) /* 一个 of what is not known is an article */
		return 0;
	if (spans_meet(quantity->span, trigger->span))
		return quantity->is_zero || trigger->row.sides & SIDE_IN ? trigger->row.rank : 0;
	if (trigger->span.from >= quantity->span.to)
		return !(trigger->row.sides & SIDE_BEFORE) ? 0 :
		       score_gap(scene, &trigger->row, trigger->row.reach, cast->class, trigger->span.from >= last ? last : quantity->span.to, trigger->span.from);
	return score_behind(scene, trigger, cast->class, trigger->span.to <= first ? first : quantity->span.from);
}

void
cast_bind(struct scene *scene, int i)
{
	struct cast *cast = &scene->casts[i];

	for (int t = 0; t < scene->trigger_count; t++) {
		int score = score_of(scene, i, &scene->triggers[t]);
		score -= score ? cost_of_place(scene, i, &scene->triggers[t]) : 0;
		if (score > cast->score && score >= (scene_quantity(scene, i)->is_one ? SCORE_LEAST_ONE : SCORE_LEAST)) {
			cast->score = score;
			cast->trigger = t;
		}
	}
}


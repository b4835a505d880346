#include "figure/frame.h"

enum {
	TOTALS_BACK = 6, /* frames that are looked back for what others are a part of */
	SURE_BEST = 90,
	SURE_CARRIED = 70,
};

/* ---- the words of the sentence ---- */

/* What longer words that hold it take for themselves: all, where they only look like triggers; what they count, where they have
 * another slot or stand on the same side.  False: nothing is left for it. */
static bool
trigger_yield(const struct scene *scene, struct trigger *trigger)
{
	bool has_classes = trigger->row.classes;

	for (int i = scene->trigger_count; i-- > 0;) {
		const struct trigger *other = &scene->triggers[i];
		if (other->span.from > trigger->span.from || trigger->span.to > other->span.to ||
		    (other->span.from == trigger->span.from && other->span.to == trigger->span.to))
			continue;
		if (!other->row.sides)
			return false;
		if (str_equal(other->slot, trigger->slot) && !(other->row.sides & trigger->row.sides))
			continue;
		trigger->row.classes &= ~other->row.classes;
		trigger->hidden = other->row.units;
	}
	return !trigger->row.sides || trigger->row.classes || !has_classes;
}

/* Triggers of the sentence, by place, the longest first: what a longer one takes is none of theirs. */
static void
scene_triggers(struct scene *scene, size_t *match)
{
	const struct matches *matches = &scene->analysis->matches;
	const struct match *hit;

	while ((hit = match_next(matches, LEX_EVENT, match))) {
		if (hit->span.from >= scene->span.to) {
			*match = (size_t)(hit - matches->items);
			return;
		}
		struct trigger trigger = { hit->span, hit->lexeme->id, hit->lexeme->form, *hit->lexeme->event, { 0 } };
		if (hit->span.from < scene->span.from || scene->trigger_count == SCENE_TRIGGERS_MAX)
			continue;
		if (trigger_yield(scene, &trigger))
			scene->triggers[scene->trigger_count++] = trigger;
	}
}

/* ---- a sentence ---- */

static void
scene_quantities(struct scene *scene, size_t *next)
{
	const struct analysis *analysis = scene->analysis;

	while (*next < analysis->quantity_count && analysis->quantities[*next].span.from < scene->span.from)
		++*next;
	scene->base = (uint32_t)*next;
	while (*next < analysis->quantity_count && analysis->quantities[*next].span.from < scene->span.to) {
		if (scene->quantity_count < SCENE_QUANTITIES_MAX)
			scene->casts[scene->quantity_count++] =
			    (struct cast){ .trigger = -1, .total = -1, .from = -1, .class = quantity_class(&analysis->quantities[*next]) };
		++*next;
	}
}

/* Whether quantity ${i} has no word of its own for what is counted, so that it is the other's. */
static bool
is_said_before(const struct quantity *quantity, const struct quantity *other)
{
	return quantity->kind == QUANTITY_COUNT && span_is_empty(quantity->noun) &&
	       (!quantity->classifier.n || !other->classifier.n || str_equal(quantity->classifier, other->classifier));
}

/* What is counted: as the quantity says it; what is carried on has the noun of where it comes from; the template's otherwise. */
static struct str
unit_of(const struct scene *scene, int i)
{
	const struct cast *cast = &scene->casts[i];
	const struct quantity *quantity = scene_quantity(scene, i);
	struct str other = scene->triggers[cast->trigger].row.unit;

	if (cast->from >= 0 && cast->from < i && is_said_before(quantity, scene_quantity(scene, cast->from)))
		return unit_of(scene, cast->from);
	/* 三次袭击: times of an attack are attacks */
	return quantity->unit.n && !(str_equal(other, S("attack")) && str_equal(quantity->unit, S("time"))) ? quantity->unit : other;
}

/* 遇难者中包括 5 名儿童: of those that were counted in a sentence before. */
static int32_t
total_in_text(const struct scene *scene, struct str slot, struct str unit)
{
	const struct analysis *analysis = scene->analysis;

	for (size_t i = analysis->frame_count, n = 0; i-- > 0 && n < TOTALS_BACK; n++)
		if (str_equal(analysis->frames[i].slot, slot) && str_equal(analysis->frames[i].unit, unit))
			return (int32_t)analysis->frames[i].quantity;
	return -1;
}

/* Two doses: what one person gets. */
static bool
is_course(const struct quantity *quantity)
{
	return str_equal(quantity->unit, S("dose")) && strlen(quantity->value.max) == 1 && quantity->value.max[0] <= '4';
}

static struct event_frame
frame_of(const struct scene *scene, int i)
{
	const struct cast *cast = &scene->casts[i];
	const struct trigger *trigger = &scene->triggers[cast->trigger];
	struct event_frame frame = {
		.quantity = scene->base + (uint32_t)i,
		.slot = trigger->slot,
		.trigger = trigger->span,
		.unit = unit_of(scene, i),
		.total = cast->total < 0 ? -1 : (int32_t)scene->base + cast->total,
		.rule = str_join(scene->analysis->arena, S("frame."), trigger->slot.n ? trigger->slot : S("none"), S("."), trigger->form, STR_END),
		.sure = cast->from >= 0 ? SURE_CARRIED : SURE_BEST,
	};

	if (is_course(scene_quantity(scene, i)) && str_equal(frame.slot, S("vaccinated")))
		frame.slot = S("doses");
	if (cast->is_marked)
		frame.total = total_in_text(scene, frame.slot, frame.unit);
	frame_roles(scene->analysis, scene->span, &trigger->row, &frame);
	return frame;
}

static bool
is_bracketed(const struct scene *scene, int i)
{
	struct span span = scene_quantity(scene, i)->span;

	return words_before(scene->analysis->folded, span.from, "（ (") && words_at(scene->analysis->folded, span.to, "） )");
}

/* 捷克（182人）, 其中 4 人是... : counted as the last before it, of this sentence or the one before. */
static bool
frame_goes_on(const struct scene *scene, int i, struct event_frame *out)
{
	const struct analysis *analysis = scene->analysis;
	const struct event_frame *last = analysis->frame_count ? &analysis->frames[analysis->frame_count - 1] : NULL;
	const struct quantity *quantity = scene_quantity(scene, i), *before;

	bool is_part = scene->casts[i].is_marked && words_at(analysis->folded, scene->span.from, "其中 包括 当中");

	if (!last || !(is_bracketed(scene, i) || is_part))
		return false;
	if (scene->casts[i].trigger >= 0 && !(is_part && last->is_harm && scene->triggers[scene->casts[i].trigger].row.rank < PART_RANK))
		return false;
	before = &analysis->quantities[last->quantity];
	if (sentence_at(analysis, before->span.from) + 1 < sentence_at(analysis, quantity->span.from))
		return false;
	if (is_part ? quantity_class(before) != OF_PERSON || scene->casts[i].class != OF_PERSON : !str_equal(before->classifier, quantity->classifier))
		return false;
	*out = *last;
	out->quantity = scene->base + (uint32_t)i;
	out->total = !is_part ? -1 : last->total >= 0 ? last->total : (int32_t)last->quantity;
	out->sure = SURE_CARRIED;
	return true;
}

static void
scene_read(struct scene *scene, size_t *capacity)
{
	struct analysis *analysis = scene->analysis;

	scene_lists(scene);
	scene_bind(scene);
	scene_parts(scene);
	for (int i = 0; i < scene->quantity_count; i++) {
		struct event_frame frame;
		if (analysis->frame_count == ANALYSIS_ITEMS_MAX)
			return;
		if (!frame_goes_on(scene, i, &frame)) {
			if (scene->casts[i].trigger < 0)
				continue;
			frame = frame_of(scene, i);
		}
		arena_push(analysis->arena, analysis->frames, analysis->frame_count, *capacity);
		analysis->frames[analysis->frame_count++] = frame;
	}
}

void
frames_read(struct analysis *analysis)
{
	struct scene *scene = arena_new(analysis->arena, struct scene);
	size_t capacity = 0, match = 0, next = 0;

	for (size_t i = 0; i < analysis->sentence_count; i++) {
		scene->analysis = analysis;
		scene->span = analysis->sentences[i].span;
		scene->quantity_count = scene->trigger_count = 0;
		scene_quantities(scene, &next);
		if (!scene->quantity_count)
			continue;
		scene_triggers(scene, &match);
		scene_read(scene, &capacity);
	}
	frames_total(analysis);
}

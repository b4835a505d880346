#include "figure/frame.h"

/* ---- names of a stretch ---- */

static struct span
whole_of(const struct name *name)
{
	return name->kind == NAME_PERSON || span_is_empty(name->whole) ? name->span : name->whole;
}

static bool
is_led(const struct analysis *analysis, const struct name *name, const char *words)
{
	struct span whole = whole_of(name);

	return words_before(analysis->folded, whole.from, words);
}

/* Who acts: the first name of the stretch that no preposition leads. */
static struct span
subject_in(const struct analysis *analysis, uint32_t from, uint32_t to)
{
	for (size_t i = name_from(analysis, from); i < analysis->name_count && analysis->names[i].span.from < to; i++) {
		const struct name *name = &analysis->names[i];
		if (name->kind == NAME_WEAPON || words_at(analysis->folded, whole_of(name).to, "、") || is_led(analysis, name, "在 对 向 从 被 由 于 遭 据 根据 与 和 、 自 到 至"))
			continue;
		return whole_of(name);
	}
	return (struct span){ 0 };
}

static struct span
led_in(const struct analysis *analysis, uint32_t from, uint32_t to, const char *words)
{
	for (size_t i = name_from(analysis, from); i < analysis->name_count && analysis->names[i].span.from < to; i++)
		if (is_led(analysis, &analysis->names[i], words))
			return whole_of(&analysis->names[i]);
	return (struct span){ 0 };
}

/* The subject of the clause, or of the ones before it. */
static struct span
subject_before(const struct analysis *analysis, struct span sentence, uint32_t at)
{
	struct span clause = clause_at(analysis->folded, sentence, at), found = subject_in(analysis, clause.from, at);

	while (span_is_empty(found) && clause_before(analysis->folded, sentence, &clause))
		found = subject_in(analysis, clause.from, clause.to);
	return found;
}

void
frame_roles(const struct analysis *analysis, struct span sentence, const struct event_row *row, struct event_frame *frame)
{
	struct span quantity = analysis->quantities[frame->quantity].span;
	struct span clause = clause_at(analysis->folded, sentence, frame->trigger.from);

	frame->at = row->at;
	frame->is_harm = row->by == BY_CAUSE;
	frame->actor = led_in(analysis, clause.from, clause.to, "被 遭 遭到 遭受 由");
	if (span_is_empty(frame->actor) && row->by != BY_NONE)
		frame->actor = subject_before(analysis, sentence, frame->trigger.from < quantity.from ? frame->trigger.from : quantity.from);
	frame->target = led_in(analysis, clause.from, clause.to, "对 向 针对 给 为 袭击 袭击了 攻击 攻击了 炮击 轰炸 空袭 打击");
}

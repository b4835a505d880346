#include "figure/speech_walk.h"

/* What may stand before a phrase: times, adverbs, 在会上, 以某国为首的. */

/* 对X, 把X: what stands behind it is no place. */
static bool
takes_object(const struct phrase_walk *w)
{
	static const struct str words[] = { STR_INIT("对"), STR_INIT("向"), STR_INIT("把"),
		STR_INIT("将"), STR_INIT("给"), STR_INIT("让"), STR_INIT("使"), STR_INIT("令"),
		STR_INIT("为") };

	return speech_starts_any(str_slice(w->text, w->at, w->to), words, LENGTH(words));
}

/* 当, 目: and 前 behind it is a time that closes nothing. */
static bool
is_now(struct str before)
{
	static const struct str words[] = { STR_INIT("当"), STR_INIT("目"), STR_INIT("此"),
		STR_INIT("眼"), STR_INIT("空"), STR_INIT("提"), STR_INIT("地") };

	return speech_ends_any(before, words, LENGTH(words));
}

/* 在X会上Y: past the word of place or time that closes what 在 opened; false where there is none.
 */
static bool
pull_locative(struct phrase_walk *w)
{
	static const struct str closers[] = { STR_INIT("上"), STR_INIT("中"), STR_INIT("时"),
		STR_INIT("后"), STR_INIT("里"), STR_INIT("下"), STR_INIT("期间"), STR_INIT("之际"),
		STR_INIT("前") };
	struct phrase_walk ahead = *w;
	uint32_t found = 0;

	if (takes_object(w))
		return false;
	while (ahead.at < ahead.to) {
		const struct atom *atom = speech_walk_atom(&ahead);
		uint32_t bracket = speech_walk_behind_bracket(&ahead);
		const struct cue_hit *cue = speech_walk_cue(&ahead);
		struct str rest = str_slice(ahead.text, ahead.at, ahead.to);
		if (atom || bracket > ahead.at || (cue && cue->kind == CUE_NOT)) {
			speech_walk_to(&ahead, atom		    ? atom->span.to
					       : bracket > ahead.at ? bracket
								    : cue->span.to);
			continue;
		}
		for (size_t i = 0; i < LENGTH(closers); i++)
			if (str_starts(rest, closers[i]) &&
			    !is_now(str_slice(ahead.text, 0, ahead.at)))
				found = ahead.at + (uint32_t)closers[i].n;
		if (found)
			break;
		speech_walk_step(&ahead);
	}
	if (!found || found >= w->to)
		return false;
	speech_walk_to(w, found);
	return true;
}

/* 以某国为首的联军: past 的; false where it is not so. */
static bool
pull_headed(struct phrase_walk *w)
{
	static const struct str heads[] = { STR_INIT("为首的"), STR_INIT("为主的"),
		STR_INIT("为代表的") };
	struct str rest = str_slice(w->text, w->at, w->to);

	for (size_t i = 0; str_starts(rest, S("以")) && i < LENGTH(heads); i++) {
		ptrdiff_t at = str_find(rest, heads[i], 0);
		if (at > 0) {
			speech_walk_to(w, w->at + (uint32_t)((size_t)at + heads[i].n));
			return true;
		}
	}
	return false;
}

/* 周四公布的一份调查: past 的. */
static bool
pull_published(struct phrase_walk *w, const struct cue_hit *cue)
{
	if (cue->kind != CUE_ANNOUNCE || cue->span.to + 3 > w->to ||
	    !str_starts(str_slice(w->text, cue->span.to, w->to), S("的")))
		return false;
	speech_walk_to(w, cue->span.to + 3);
	return true;
}

bool
speech_walk_pull_lead(struct phrase_walk *w)
{
	while (w->at < w->to) {
		const struct cue_hit *cue = speech_walk_cue(w);
		uint32_t time = speech_walk_behind_time(w), bracket = speech_walk_behind_bracket(w);

		if (speech_walk_pull_blank(w))
			continue;
		if (time > w->at) {
			speech_walk_to(w, time);
			continue;
		}
		if (bracket > w->at && w->text.p[w->at] != '"' &&
		    w->r->marks[w->mark].kind == MARK_BRACKET) {
			speech_walk_to(w, bracket);
			continue;
		}
		if (speech_walk_atom(w) || !cue || cue->kind == CUE_NOT)
			return true;
		if (cue->kind >= CUE_WRITE && speech_is_paper_word(span_text(w->text, cue->span)))
			return true; /* 报告显示 */
		if (cue->kind == CUE_LEAD || (cue->kind == CUE_BORDER && cue->is_adverb)) {
			speech_walk_to(w, cue->span.to);
			continue;
		}
		if (pull_published(w, cue))
			continue;
		if (cue->kind >= CUE_SAY && cue->kind <= CUE_TELL && cue->wants_sign &&
		    str_find(str_slice(w->text, w->at, w->to), S("的"), 0) > 0)
			return true; /* 分析电子商务的某公司 */
		if (cue->kind != CUE_BORDER || (!pull_headed(w) && !pull_locative(w)))
			return false;
	}
	return false;
}

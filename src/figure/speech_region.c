#include "figure/speech_walk.h"

/* Where a phrase ends. */

/* Whether anything but times stands between ${w} and the end, so that what 与 joins is no speaker.
 */
static bool
goes_on_behind(struct phrase_walk w)
{
	while (w.at < w.to) {
		const struct cue_hit *cue = speech_walk_cue(&w);
		const struct atom *atom = speech_walk_atom(&w);
		uint32_t time = speech_walk_behind_time(&w),
			 bracket = speech_walk_behind_bracket(&w);

		if (atom || time > w.at || bracket > w.at) {
			speech_walk_to(&w, atom ? atom->span.to : time > w.at ? time : bracket);
			continue;
		}
		if (cue && cue->kind != CUE_NOT && cue->kind != CUE_JOIN && !cue->is_adverb)
			return true;
		if (cue)
			speech_walk_to(&w, cue->span.to);
		else
			speech_walk_step(&w);
	}
	return false;
}

bool
speech_is_adverbial(const struct speech_reading *r, struct span span)
{
	struct phrase_walk w = speech_walk_in(r, span);

	while (w.at < w.to) {
		const struct cue_hit *cue = speech_walk_cue(&w);
		uint32_t time = speech_walk_behind_time(&w),
			 bracket = speech_walk_behind_bracket(&w);
		if (time > w.at || bracket > w.at)
			speech_walk_to(&w, time > w.at ? time : bracket);
		else if (cue && cue->kind == CUE_BORDER && cue->is_adverb)
			speech_walk_to(&w, cue->span.to);
		else if (!speech_walk_pull_blank(&w))
			return false;
	}
	return true;
}

/* 一名, 多位, 总部设: whose noun is yet to come. */
static bool
opens_noun(struct str before)
{
	static const struct str counted[] = { STR_INIT("名"), STR_INIT("位"), STR_INIT("家"),
		STR_INIT("个"), STR_INIT("群") };
	static const struct str numerals[] = { STR_INIT("一"), STR_INIT("两"), STR_INIT("三"),
		STR_INIT("四"), STR_INIT("五"), STR_INIT("几"), STR_INIT("数"), STR_INIT("多") };

	static const struct str located[] = { STR_INIT("设"), STR_INIT("总部"), STR_INIT("坐落"),
		STR_INIT("位") };

	if (speech_ends_any(before, located, LENGTH(located)))
		return true;
	if (!speech_ends_any(before, counted, LENGTH(counted)))
		return false;
	before.n -= 3;
	return speech_ends_any(before, numerals, LENGTH(numerals)) ||
	       (before.n && char_is_digit(before.p[before.n - 1]));
}

/* Behind the first 的 that people follow, or the first at all; ${at}: none. */
static uint32_t
behind_of(const struct phrase_walk *w)
{
	struct str rest = str_slice(w->text, w->at, w->to);
	uint32_t first = w->at;

	for (ptrdiff_t of = str_find(rest, S("的"), 0); of >= 0;
	     of = str_find(rest, S("的"), (size_t)of + 3)) {
		uint32_t behind = w->at + (uint32_t)of + 3;
		size_t atom = speech_atom_from(w->r, behind);
		if (first == w->at)
			first = behind;
		if (atom < w->r->atom_count && w->r->atoms[atom].span.from == behind &&
		    w->r->atoms[atom].span.to <= w->to &&
		    (w->r->atoms[atom].kind == 0 || w->r->atoms[atom].kind == NAME_PEOPLE))
			return behind;
	}
	return first < w->to ? first : w->at;
}

/* 引述的专家, 在议院的发言人: what ends a phrase elsewhere describes who speaks here.  Past its 的;
 * ${at} where it does not. */
static uint32_t
behind_modifier(const struct phrase_walk *w, const struct cue_hit *cue)
{
	struct phrase_walk ahead = *w;
	bool has_speaker = false;
	uint32_t found = 0;

	speech_walk_to(&ahead, cue->span.to);
	if (opens_noun(str_slice(w->text, 0, w->at)))
		return behind_of(w);
	if (cue->kind == CUE_QUOTE)
		return str_starts(str_slice(w->text, ahead.at, w->to), S("的")) ? ahead.at + 3
										: w->at;
	if (!str_equal(span_text(w->text, cue->span), S("在")))
		return w->at;
	while (ahead.at < ahead.to) {
		const struct atom *atom = speech_walk_atom(&ahead);
		const struct cue_hit *next = speech_walk_cue(&ahead);
		uint32_t bracket = speech_walk_behind_bracket(&ahead);
		if ((!atom && next && next->kind != CUE_NOT) ||
		    speech_walk_behind_time(&ahead) > ahead.at)
			break;
		if (str_starts(str_slice(w->text, ahead.at, w->to), S("的")))
			found = ahead.at + 3;
		if (atom) /* who speaks ends the phrase */
			has_speaker = found && (atom->kind == 0 || atom->kind == NAME_PERSON ||
						   atom->kind == NAME_PEOPLE);
		else if (bracket == ahead.at && w->text.p[ahead.at] != ' ')
			has_speaker = false;
		if (atom || bracket > ahead.at)
			speech_walk_to(&ahead, atom ? atom->span.to : bracket);
		else
			speech_walk_step(&ahead);
	}
	return has_speaker ? found : w->at;
}

/* Words that lead to a phrase, and may stand within another: 捷信中国 is no 信中, which ends what
 * it is in. */
static bool
is_inner_lead(const struct phrase_walk *w, const struct cue_hit *cue)
{
	struct str s = span_text(w->text, cue->span);
	struct phrase_walk behind = *w;

	if (str_equal(s, S("有")) || str_equal(s, S("而")) || str_equal(s, S("当")))
		return true;
	if (!str_ends(s, S("中")) && !str_ends(s, S("上")))
		return false;
	speech_walk_to(&behind, cue->span.to);
	return behind.at < w->to && !speech_walk_cue(&behind) && w->text.p[behind.at] != ' ';
}

/* Whether a name, or its bracket, ends here: 与 joins two; else it may be within the name of one.
 */
static bool
is_behind_name(const struct phrase_walk *w)
{
	struct str before = str_slice(w->text, 0, w->at);
	size_t atom = speech_atom_from(w->r, w->at);

	return str_ends(before, S("）")) || str_ends(before, S(")")) || str_ends(before, S("》")) ||
	       (atom && w->r->atoms[atom - 1].span.to == w->at);
}

/* 该报告, 这份通报: a noun that is a verb elsewhere. */
static bool
is_pointed_at(struct str text, const struct cue_hit *cue)
{
	static const struct str pointers[] = { STR_INIT("该"), STR_INIT("这份"), STR_INIT("该份"),
		STR_INIT("上述"), STR_INIT("这项"), STR_INIT("该项"), STR_INIT("这篇"),
		STR_INIT("该篇"), STR_INIT("这则") };

	return speech_ends_any(str_slice(text, 0, cue->span.from), pointers, LENGTH(pointers));
}

/* 某局的自杀统计 at the end of the region: a noun, whose owner is no body that could be reporting.
 */
static bool
is_last_noun(const struct phrase_walk *w, const struct cue_hit *cue)
{
	struct str before = str_slice(w->text, 0, cue->span.from);
	size_t atom = speech_atom_from(w->r, cue->span.from);
	struct phrase_walk behind = *w;

	if (str_ends(before, S("）")) || str_ends(before, S(")")))
		return false; /* 某局（简称）报告 */
	speech_walk_to(&behind, cue->span.to);
	if (behind.at < w->to && speech_walk_behind_bracket(&behind) != w->to)
		return false;
	if (cue->kind < CUE_WRITE || cue->kind > CUE_ESTIMATE ||
	    !speech_is_paper_word(span_text(w->text, cue->span)))
		return false;
	return !(atom && w->r->atoms[atom - 1].span.to == cue->span.from) &&
	       !speech_is_body(before);
}

static uint32_t
phrase_end(struct phrase_walk *w)
{
	uint32_t front = w->at;

	while (w->at < w->to) {
		const struct cue_hit *cue = speech_walk_cue(w);
		const struct atom *atom = speech_walk_atom(w);
		uint32_t bracket = speech_walk_behind_bracket(w);

		if (atom || bracket > w->at) {
			speech_walk_to(w, atom ? atom->span.to : bracket);
			continue;
		}
		if (speech_walk_behind_time(w) > w->at)
			break;
		if (cue && cue->kind == CUE_JOIN && is_behind_name(w) && goes_on_behind(*w))
			break;
		if (cue && (((cue->kind == CUE_REPORT || cue->kind == CUE_ANNOUNCE) &&
				is_pointed_at(w->text, cue)) ||
			       is_last_noun(w, cue) || (w->at == front && cue->wants_sign))) {
			speech_walk_to(w, cue->span.to);
		} else if (cue && cue->kind == CUE_LEAD && is_inner_lead(w, cue)) {
			speech_walk_step(w);
		} else if (cue && cue->kind != CUE_NOT && cue->kind != CUE_JOIN) {
			uint32_t behind = behind_modifier(w, cue);
			if (behind == w->at)
				break;
			speech_walk_to(w, behind);
		} else if (cue) {
			speech_walk_to(w, cue->span.to);
		} else {
			speech_walk_step(w);
		}
	}
	return w->at;
}

/* 路透看到的这份报告: who has seen it does not say it.  Behind 的; 0 where it is not so. */
static uint32_t
behind_seen(const struct phrase_walk *w)
{
	static const struct str seen[] = { STR_INIT("看到的"), STR_INIT("见到的"),
		STR_INIT("获得的"), STR_INIT("取得的"), STR_INIT("拿到的"), STR_INIT("查阅的"),
		STR_INIT("读到的"), STR_INIT("收到的"), STR_INIT("审阅的") };
	struct str rest = str_slice(w->text, w->at, w->to);

	for (size_t i = 0; i < LENGTH(seen); i++)
		if (str_starts(rest, seen[i]))
			return w->at + (uint32_t)seen[i].n;
	return 0;
}

/* 某地——当局说: behind the last dash, where the dateline or a heading ends. */
static struct span
behind_dash(struct str text, struct span region)
{
	static const struct str dashes[] = { STR_INIT("——"), STR_INIT("--"), STR_INIT(" - "),
		STR_INIT(" – ") };
	struct str s = span_text(text, region);

	for (size_t i = 0; i < LENGTH(dashes); i++)
		for (ptrdiff_t at = str_find(s, dashes[i], 0); at >= 0;
		     at = str_find(s, dashes[i], 0)) {
			if ((size_t)at + dashes[i].n >= s.n)
				break;
			s = str_from(s, (size_t)at + dashes[i].n);
		}
	region.from = region.to - (uint32_t)s.n;
	return region;
}

struct span
speech_region(const struct speech_reading *r, struct span region)
{
	struct phrase_walk w = speech_walk_in(r, behind_dash(r->analysis->folded, region));
	struct span span = { w.at, w.at };

	if (speech_walk_pull_lead(&w)) {
		uint32_t seen;
		span.from = w.at;
		span.to = phrase_end(&w);
		seen = behind_seen(&w);
		if (seen) {
			speech_walk_to(&w, seen);
			span.from = seen;
			span.to = phrase_end(&w);
		}
	}
	return span;
}

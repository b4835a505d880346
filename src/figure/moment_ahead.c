/*
 * Whether a time is ahead: 将于周三, 定于周四, 周五将公布, 必须在周三前; but not 上将周五说,
 * 即将离任的部长周五说, 周五将他逮捕.
 *
 * A cue counts in its own clause and close by: a looser one does more harm than good, for what
 * people say on a day is mostly about the days behind it.
 */
#include "figure/moment.h"

enum { RUNE = 3 /* bytes of a Chinese character */ };

static bool
ends_with_any(struct str s, const struct str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_ends(s, words[i]))
			return true;
	return false;
}

static bool
starts_with_any(struct str s, const struct str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_starts(s, words[i]))
			return true;
	return false;
}

static bool
has_any(struct str s, const struct str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_find(s, words[i], 0) >= 0)
			return true;
	return false;
}

/* ---- 将 ---- */

/* 上将, 将军: ranks. */
static const struct str rank_before[] = { STR_INIT("上"), STR_INIT("中"), STR_INIT("少"),
	STR_INIT("大"), STR_INIT("准"), STR_INIT("名"), STR_INIT("老"), STR_INIT("麻") };
static const struct str rank_behind[] = { STR_INIT("军"), STR_INIT("领"), STR_INIT("士"),
	STR_INIT("官"), STR_INIT("近"), STR_INIT("校"), STR_INIT("帅") };

static bool
is_will(struct str text, size_t at)
{
	return !ends_with_any(str_slice(text, 0, at), rank_before, LENGTH(rank_before)) &&
	       !starts_with_any(str_from(text, at + RUNE), rank_behind, LENGTH(rank_behind));
}

/* What 将 stands before where it does not take an object: 将举行, not 将他. */
static const struct str will_verbs[] = {
	STR_INIT("在"),
	STR_INIT("于"),
	STR_INIT("会"),
	STR_INIT("要"),
	STR_INIT("是"),
	STR_INIT("有"),
	STR_INIT("和"),
	STR_INIT("与"),
	STR_INIT("同"),
	STR_INIT("对"),
	STR_INIT("向"),
	STR_INIT("被"),
	STR_INIT("从"),
	STR_INIT("就"),
	STR_INIT("为"),
	STR_INIT("由"),
	STR_INIT("举"),
	STR_INIT("公布"),
	STR_INIT("宣"),
	STR_INIT("发"),
	STR_INIT("开"),
	STR_INIT("召"),
	STR_INIT("出"),
	STR_INIT("前往"),
	STR_INIT("访"),
	STR_INIT("抵"),
	STR_INIT("赴"),
	STR_INIT("讨"),
	STR_INIT("审"),
	STR_INIT("投"),
	STR_INIT("继"),
	STR_INIT("恢"),
	STR_INIT("正式"),
	STR_INIT("再"),
	STR_INIT("首"),
	STR_INIT("迎"),
	STR_INIT("启"),
	STR_INIT("进"),
	STR_INIT("参"),
	STR_INIT("签"),
	STR_INIT("停"),
	STR_INIT("推"),
	STR_INIT("生效"),
	STR_INIT("结束"),
	STR_INIT("达"),
	STR_INIT("成"),
	STR_INIT("接"),
	STR_INIT("提"),
	STR_INIT("禁"),
	STR_INIT("关"),
	STR_INIT("重"),
	STR_INIT("展"),
	STR_INIT("实"),
	STR_INIT("最"),
	STR_INIT("全"),
	STR_INIT("齐"),
	STR_INIT("登"),
	STR_INIT("到"),
	STR_INIT("离"),
	STR_INIT("决"),
	STR_INIT("表"),
	STR_INIT("设"),
	STR_INIT("拍"),
	STR_INIT("经"),
	STR_INIT("面"),
};

static bool
is_will_verb(struct str text, size_t at)
{
	return is_will(text, at) &&
	       starts_with_any(str_from(text, at + RUNE), will_verbs, LENGTH(will_verbs));
}

/* ---- before ---- */

static const struct cue {
	struct str form;
	uint32_t reach; /* characters between it and the time */
} cues_before[] = {
	{ STR_INIT("将"), 20 },
	{ STR_INIT("即将"), 10 },
	{ STR_INIT("计划"), 10 },
	{ STR_INIT("预计"), 10 },
	{ STR_INIT("预定"), 10 },
	{ STR_INIT("定于"), 10 },
	{ STR_INIT("打算"), 10 },
	{ STR_INIT("准备"), 10 },
	{ STR_INIT("安排"), 6 },
	{ STR_INIT("有望"), 10 },
	{ STR_INIT("拟"), 4 },
	{ STR_INIT("预估"), 10 },
	{ STR_INIT("预料"), 10 },
	{ STR_INIT("估"), 2 },
	{ STR_INIT("推迟到"), 4 },
	{ STR_INIT("推迟至"), 4 },
	{ STR_INIT("持续到"), 2 },
	{ STR_INIT("持续至"), 2 },
	{ STR_INIT("最快"), 4 },
	{ STR_INIT("最早可能"), 4 },
	{ STR_INIT("will "), 40 },
	{ STR_INIT("due "), 30 },
	{ STR_INIT("scheduled "), 30 },
	{ STR_INIT("planned for "), 8 },
	{ STR_INIT("expected "), 30 },
};

/* What is between belongs to someone's words, or to a noun (即将离任的…). */
static const struct str breaks[] = {
	STR_INIT("的"),
	STR_INIT("说"),
	STR_INIT("称"),
	STR_INIT("示"),
	STR_INIT("宣布"),
	STR_INIT("告诉"),
	STR_INIT("报道"),
	STR_INIT("报导"),
	STR_INIT("取消"),
	STR_INIT("said"),
};

static ptrdiff_t
last_of(struct str s, struct str what)
{
	ptrdiff_t last = -1;

	for (ptrdiff_t at = 0; (at = str_find(s, what, (size_t)at)) >= 0; at += (ptrdiff_t)what.n)
		last = at;
	return last;
}

/* 联合国粮农计划署, 五年计划: names and nouns. */
static bool
is_cue(struct str text, size_t at, struct str form)
{
	static const struct str nots[] = { STR_INIT("计划署"), STR_INIT("计划局"),
		STR_INIT("计划部"), STR_INIT("计划委"), STR_INIT("安排了") };

	if (str_equal(form, S("将")))
		return is_will(text, at);
	return !starts_with_any(str_from(text, at), nots, LENGTH(nots));
}

static bool
cue_is_before(struct str text, struct span clause, uint32_t from)
{
	struct str before = str_slice(text, clause.from, from);

	for (size_t i = 0; i < LENGTH(cues_before); i++) {
		ptrdiff_t at = last_of(before, cues_before[i].form);
		struct str between;
		if (at < 0)
			continue;
		between = str_from(before, (size_t)at + cues_before[i].form.n);
		if (between.n > (size_t)cues_before[i].reach * RUNE ||
		    has_any(between, breaks, LENGTH(breaks)))
			continue;
		if (is_cue(text, clause.from + (size_t)at, cues_before[i].form))
			return true;
	}
	return false;
}

/* ---- behind ---- */

static const struct str will_words[] = {
	STR_INIT("将"),
	STR_INIT("就会"),
	STR_INIT("会在"),
	STR_INIT("会有"),
	STR_INIT("预定"),
	STR_INIT("预计将"),
	STR_INIT("预计会"),
	STR_INIT("即将"),
	STR_INIT("计划将"),
};
static const struct str between_words[] = {
	STR_INIT("也"),
	STR_INIT("还"),
	STR_INIT("就"),
	STR_INIT("都"),
	STR_INIT("均"),
	STR_INIT("又"),
	STR_INIT("仍"),
	STR_INIT(" "),
};

/* 周五将公布, 周五晚也将…. */
static bool
will_is_behind(struct str text, size_t to)
{
	if (starts_with_any(str_from(text, to), will_words + 1, LENGTH(will_words) - 1))
		return true;
	for (size_t i = 0; i < LENGTH(between_words); i++)
		if (str_starts(str_from(text, to), between_words[i])) {
			to += between_words[i].n;
			i = (size_t)-1;
		}
	if (str_starts(str_from(text, to), S("将")))
		return is_will_verb(text, to);
	return starts_with_any(str_from(text, to), will_words, LENGTH(will_words));
}

static const struct str ends[] = { STR_INIT("，"), STR_INIT("。"), STR_INIT("；"), STR_INIT("\n"),
	STR_INIT("”"), STR_INIT("“") };

/* Where the words behind ${at} stop: at the next of ${ends}, or after ${reach} characters. */
static size_t
stretch_end(struct str text, size_t at, size_t reach)
{
	struct str s = str_slice(text, at, at + reach * RUNE);
	size_t end = s.n;

	for (size_t i = 0; i < LENGTH(ends); i++) {
		ptrdiff_t found = str_find(s, ends[i], 0);
		if (found >= 0 && (size_t)found < end)
			end = (size_t)found;
	}
	return at + end;
}

/* 将 with a verb of its own in [from, to), and nobody who says so before it. */
static bool
will_is_in(struct str text, size_t from, size_t to)
{
	struct str s = str_slice(text, from, to);
	ptrdiff_t at = str_find(s, S("将"), 0);

	return at >= 0 && is_will_verb(text, from + (size_t)at) &&
	       !has_any(str_slice(s, 0, (size_t)at), breaks + 1, LENGTH(breaks) - 1);
}

/* 周三，法国将举行…: a time that opens its sentence. */
static bool
will_leads(struct str text, struct span clause, struct span span)
{
	struct str before = str_trim(str_slice(text, clause.from, span.from));
	size_t from = span.to + RUNE;

	if ((before.n && !str_equal(before, S("在"))) ||
	    !str_starts(str_from(text, span.to), S("，")))
		return false;
	return will_is_in(text, from, stretch_end(text, from, 30));
}

/* 从周五起，…将…. */
static bool
start_will(struct str text, struct span span)
{
	static const struct str start_words[] = { STR_INIT("起"), STR_INIT("开始") };
	struct str behind = str_from(text, span.to);
	size_t from = span.to;

	if (!starts_with_any(behind, start_words, LENGTH(start_words)) &&
	    !str_ends(span_text(text, span), S("起")))
		return false;
	if (str_starts(behind, S("开始，")) || str_starts(behind, S("起，")) ||
	    str_starts(behind, S("，")))
		from += (uint32_t)str_find(behind, S("，"), 0) + RUNE;
	return will_is_in(text, from, stretch_end(text, from, 30));
}

/* 必须在周三前. */
static bool
is_deadline(struct str text, struct span clause, struct span span)
{
	static const struct str musts[] = {
		STR_INIT("必须"),
		STR_INIT("须"),
		STR_INIT("要求"),
		STR_INIT("应"),
		STR_INIT("需"),
		STR_INIT("可能"),
		STR_INIT("能在"),
	};
	static const struct str befores[] = { STR_INIT("之前"), STR_INIT("以前"), STR_INIT("前") };
	static const struct str nots[] = { STR_INIT("前往"), STR_INIT("前来"), STR_INIT("前去"),
		STR_INIT("前夕") };

	if (starts_with_any(str_from(text, span.to), nots, LENGTH(nots)))
		return false;
	return (starts_with_any(str_from(text, span.to), befores, LENGTH(befores)) ||
		   ends_with_any(span_text(text, span), befores, LENGTH(befores))) &&
	       has_any(str_slice(text, clause.from, span.from), musts, LENGTH(musts));
}

bool
moment_is_ahead(const struct analysis *analysis, struct span span)
{
	struct str text = analysis->folded;
	struct span clause = moment_clause(text, span);

	return cue_is_before(text, clause, span.from) || will_is_behind(text, span.to) ||
	       will_leads(text, clause, span) || start_will(text, span) ||
	       is_deadline(text, clause, span);
}

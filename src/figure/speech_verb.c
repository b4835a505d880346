#include "figure/speech_parts.h"

enum {
	SHOWS_BYTES = 18, /* between who shows and the verb, where nothing is named that shows */
	LONG_BYTES = 36,  /* of a phrase that ends with no name */
	FAR_BYTES = 36,	  /* of adverbs and times before a verb */
	WORD_BYTES = 6,	  /* of an unknown word that is no name: 听闻 */
	LIGHT_BYTES = 9,  /* between 进行 and 反驳 */
};

/* ---- is it a verb? ---- */

/* 公布|前2月: a time of its own, and not before the verb. */
static bool
is_first_of(struct str s)
{
	static const struct str numerals[] = { STR_INIT("一"), STR_INIT("两"), STR_INIT("二"),
		STR_INIT("三"), STR_INIT("四"), STR_INIT("五"), STR_INIT("几"), STR_INIT("十") };

	if (!pull_str(&s, S("前")) && !pull_str(&s, S("后")))
		return false;
	return (s.n && char_is_digit(s.p[0])) || speech_starts_any(s, numerals, LENGTH(numerals));
}

/* 某某所|说: what is said, and no 研究所|说, whose last character but one tells. */
static bool
is_behind_that(struct str before)
{
	static const struct str houses[] = { STR_INIT("究"), STR_INIT("易"), STR_INIT("出"),
		STR_INIT("务"), STR_INIT("押"), STR_INIT("守"), STR_INIT("留"), STR_INIT("算"),
		STR_INIT("诊"), STR_INIT("理"), STR_INIT("交"), STR_INIT("律"), STR_INIT("测"),
		STR_INIT("毒"), STR_INIT("居"), STR_INIT("验"), STR_INIT("养"), STR_INIT("疗") };

	if (!str_ends(before, S("所")))
		return false;
	before.n -= 3;
	return !speech_ends_any(before, houses, LENGTH(houses));
}

/* 的 or a classifier before it, 的 behind it: a noun, or a word that describes one. */
bool
speech_is_noun(struct str text, const struct cue_hit *cue)
{
	static const struct str behind[] = { STR_INIT("的"), STR_INIT("着"), STR_INIT("者"),
		STR_INIT("过的"), STR_INIT("了的"), STR_INIT("人"), STR_INIT("时"), STR_INIT("后"),
		STR_INIT("前"), STR_INIT("之后"), STR_INIT("之前"), STR_INIT("为") };
	static const struct str classifiers[] = { STR_INIT("的"), STR_INIT("份"), STR_INIT("项"),
		STR_INIT("篇"), STR_INIT("则"), STR_INIT("条"), STR_INIT("个"), STR_INIT("些"),
		STR_INIT("封") };
	static const struct str verbs[] = { STR_INIT("说"), STR_INIT("称"), STR_INIT("指"),
		STR_INIT("示"), STR_INIT("出"), STR_INIT("道") };
	struct str before = str_slice(text, 0, cue->span.from), form = span_text(text, cue->span);
	size_t only = cue->kind > CUE_WRITE && cue->kind < CUE_SHOW ? LENGTH(classifiers) : 1;

	if (is_behind_that(before))
		return true;

	if (speech_ends_any(before, classifiers, only) &&
	    (form.n == 6 || !speech_ends_any(form, verbs, LENGTH(verbs))) &&
	    !str_equal(form, S("表示")) && !str_equal(form, S("指出")))
		return true;
	return speech_starts_any(str_from(text, cue->span.to), behind, LENGTH(behind)) &&
	       !is_first_of(str_from(text, cue->span.to)) &&
	       !str_starts(str_from(text, cue->span.to), S("为期"));
}

static bool
is_sign_at(const struct speech_reading *r, uint32_t at)
{
	size_t i = speech_mark_from(r, at);

	return i < r->mark_count && r->marks[i].span.from == at &&
	       (r->marks[i].kind == MARK_CLAUSE || r->marks[i].kind == MARK_OPEN);
}

/* A verb of saying that the next one follows at once: 报告称, 证实说. */
static bool
is_doubled(const struct speech_reading *r, const struct cue_hit *cue)
{
	const struct cue_hit *next = cue + 1;

	return next < r->cues + r->cue_count && next->span.from == cue->span.to &&
	       next->kind >= CUE_SAY && next->kind <= CUE_TELL &&
	       (!next->wants_sign || is_sign_at(r, next->span.to));
}

/* 尚未公开说: a denial before the verb, adverbs aside. */
static bool
is_denied(const struct speech_reading *r, const struct cue_hit *cue)
{
	uint32_t at = cue->span.from;

	for (const struct cue_hit *before = cue; before-- > r->cues && before->span.to == at;
	     at = before->span.from) {
		if (before->is_not)
			return true;
		if (before->kind != CUE_BORDER || !before->is_adverb)
			return false;
	}
	return false;
}

/* 发表新一年预算案，: what is announced is written, and says what stands behind the sign. */
static bool
publishes_paper(const struct speech_reading *r, const struct speech_stand *s)
{
	enum { TITLE_BYTES = 72 };
	size_t i = speech_mark_from(r, s->behind);
	struct str object;

	while (i < r->mark_count && r->marks[i].kind > MARK_END)
		i++; /* 发布《某某报告》 */
	if (s->cue->kind != CUE_ANNOUNCE || i >= r->mark_count || r->marks[i].kind > MARK_END ||
	    r->marks[i].span.from > s->behind + TITLE_BYTES)
		return false;
	object = str_slice(r->analysis->folded, s->behind, r->marks[i].span.from);
	if (str_ends(object, S("》")))
		object.n -= 3;
	switch (speech_paper(object)) {
	case PAPER_TEXT:
	case PAPER_BOOK:
	case PAPER_STUDY:
		return r->marks[i].kind == MARK_CLAUSE;
	case PAPER_DATA:
		return true;
	default:
		return false;
	}
}

/* 调查发现N: what a study finds is told at once. */
static bool
finds_by_paper(const struct speech_reading *r, const struct speech_stand *s)
{
	struct str text = r->analysis->folded;

	return str_equal(span_text(text, s->cue->span), S("发现")) &&
	       (speech_paper(span_text(text, s->clause)) == PAPER_STUDY ||
		   speech_paper(span_text(text, s->clause)) == PAPER_TEXT);
}

bool
speech_is_verb(const struct speech_reading *r, const struct speech_stand *s)
{
	bool has_sign = s->sign && (s->sign->kind == MARK_CLAUSE || s->sign->kind == MARK_OPEN);

	if (s->before && s->before->kind == MARK_TITLE)
		return false;
	if (speech_is_noun(r->analysis->folded, s->cue) || is_doubled(r, s->cue) ||
	    is_denied(r, s->cue))
		return false;
	if (s->cue->wants_lead && (!s->lead || s->lead->kind != CUE_ACCORDING))
		return false;
	return !s->cue->wants_sign || has_sign || speech_is_last(r, s) || publishes_paper(r, s) ||
	       finds_by_paper(r, s);
}

bool
speech_is_body(struct str s)
{
	static const struct str ends[] = { STR_INIT("局"), STR_INIT("部"), STR_INIT("委"),
		STR_INIT("厅"), STR_INIT("署"), STR_INIT("院"), STR_INIT("委员会"), STR_INIT("处"),
		STR_INIT("社"), STR_INIT("网"), STR_INIT("台"), STR_INIT("报"), STR_INIT("中心"),
		STR_INIT("办公室"), STR_INIT("政府"), STR_INIT("法院"), STR_INIT("警方"),
		STR_INIT("军方"), STR_INIT("协会"), STR_INIT("指挥部"), STR_INIT("公司"),
		STR_INIT("集团"), STR_INIT("银行"), STR_INIT("央行"), STR_INIT("研究所"),
		STR_INIT("大学"), STR_INIT("总局") };

	static const struct str sides[] = { STR_INIT("地方"), STR_INIT("对方"), STR_INIT("双方"),
		STR_INIT("后方"), STR_INIT("前方"), STR_INIT("东方"), STR_INIT("西方"),
		STR_INIT("北方"), STR_INIT("南方"), STR_INIT("四方"), STR_INIT("各方") };

	if (s.n == 6 && str_ends(s, S("方"))) /* 印方 */
		return !speech_is_any(s, sides, LENGTH(sides));
	return speech_ends_any(s, ends, LENGTH(ends));
}

/* ---- can such a one say it? ---- */

/* What is published, and publishes nothing: 成绩今天公布. */
static bool
is_published(struct str s)
{
	static const struct str words[] = { STR_INIT("成绩"), STR_INIT("名单"), STR_INIT("结果"),
		STR_INIT("方案"), STR_INIT("榜单"), STR_INIT("数据"), STR_INIT("指数"),
		STR_INIT("草案"), STR_INIT("法案"), STR_INIT("奖"), STR_INIT("细节"),
		STR_INIT("日期"), STR_INIT("照片"), STR_INIT("视频"), STR_INIT("人选"),
		STR_INIT("阵容"), STR_INIT("政策"), STR_INIT("计划"), STR_INIT("消息"),
		STR_INIT("财报"), STR_INIT("报告"), STR_INIT("命令"), STR_INIT("法令"),
		STR_INIT("禁令"), STR_INIT("声明"), STR_INIT("新歌") };

	return speech_ends_any(s, words, LENGTH(words));
}

/* 一项研究, 政府报告, 某局数据 say what they show; data that are nobody's do not, nor does a
 * 初步分析 behind somebody's words. */
static bool
is_paper(const struct speech_reading *r, const struct speech_stand *s, struct phrase who)
{
	struct str clause = span_text(r->analysis->folded, s->clause);

	if (who.paper == PAPER_DATA)
		return who.is_known ||
		       speech_paper(span_text(r->analysis->folded, who.span)) != PAPER_DATA;
	if (who.paper == PAPER_STUDY)
		return who.is_known || !speech_has_said(r, s->cue->span.from);
	return who.paper || speech_paper(clause) ||
	       speech_is_body(span_text(r->analysis->folded, who.span));
}

/* 某国公布的数据: the place itself has it. */
static bool
publishes(struct str behind)
{
	return str_find(behind, S("公布"), 0) >= 0 || str_find(behind, S("发布"), 0) >= 0 ||
	       str_find(behind, S("提供"), 0) >= 0;
}

/* 显示: a picture shows, and a country's trial, but nobody says it; a report does. */
static bool
only_shows(const struct speech_reading *r, const struct speech_stand *s, struct phrase who)
{
	static const struct str seen[] = { STR_INIT("看到的"), STR_INIT("见到的"),
		STR_INIT("获得的"), STR_INIT("查阅的") };

	if (who.is_document)
		return false;
	if (speech_is_open(r, who))
		return true;
	if (who.kind == NAME_PLACE && s->clause.to > who.span.to &&
	    !publishes(str_slice(r->analysis->folded, who.span.to, s->clause.to)))
		return true;
	for (size_t i = 0; i < LENGTH(seen); i++)
		if (str_find(
			str_slice(r->analysis->folded, who.span.to, s->clause.to), seen[i], 0) >= 0)
			return true;
	if (is_paper(r, s, who))
		return false;
	return !who.kind || who.kind == NAME_PLACE || s->clause.to > who.span.to + SHOWS_BYTES;
}

/* 朝鲜预计收到, 外长预计在会上批准: what is expected of them, and not by them. */
static bool
is_expected(const struct speech_reading *r, const struct speech_stand *s, struct phrase who)
{
	static const struct str verbs[] = { STR_INIT("在"), STR_INIT("将在"), STR_INIT("将于"),
		STR_INIT("于"), STR_INIT("会在"), STR_INIT("可在"), STR_INIT("明天"),
		STR_INIT("今天"), STR_INIT("下周"), STR_INIT("要到"), STR_INIT("到") };

	if (s->cue->kind != CUE_ESTIMATE || (s->sign && s->sign->kind == MARK_CLAUSE))
		return false;
	return who.kind == NAME_PLACE ||
	       str_equal(span_text(r->analysis->folded, s->cue->span), S("预料")) ||
	       (s->cue->span.from > who.span.to && !s->lead &&
		   !speech_paper(str_slice(r->analysis->folded, who.span.to, s->cue->span.from)) &&
		   !speech_is_adverbial(r,
		       (struct span){ who.span.to, s->cue->span.from })) || /* 某厂今年支出预计 */
	       speech_starts_any(str_from(r->analysis->folded, s->behind), verbs, LENGTH(verbs));
}

/* 反对政府的建议，: a noun that stands far behind who would say it. */
static bool
is_far(const struct speech_stand *s, struct phrase who)
{
	return s->cue->wants_sign && s->cue->kind != CUE_SAY && s->cue->kind != CUE_REPORT &&
	       s->cue->span.from > who.span.to + FAR_BYTES;
}

static bool
is_named(struct phrase who)
{
	return who.kind == NAME_PERSON ||
	       (who.is_exact && (who.kind == NAME_ORGANISATION || who.kind == NAME_PEOPLE));
}

/* 出售伪造的阴性证明报告，: a noun, where what stands before it is no body. */
static bool
is_their_paper(const struct speech_reading *r, const struct speech_stand *s, struct phrase who)
{
	return !s->lead && !who.is_document && !is_named(who) &&
	       !(who.kind == NAME_PLACE && who.is_exact) &&
	       str_equal(span_text(r->analysis->folded, s->cue->span), S("报告")) &&
	       !speech_is_body(span_text(r->analysis->folded, who.span));
}

/* Something that nobody knows: it may cost or expect something, but does not say it. */
static bool
is_nobody(const struct speech_reading *r, const struct speech_stand *s, struct phrase who)
{
	enum cue_kind kind = s->cue->kind;
	bool has_sign = s->sign && s->sign->kind == MARK_CLAUSE;
	bool is_saying =
	    kind == CUE_SAY || kind == CUE_WRITE || kind == CUE_TELL || kind == CUE_REPORT;
	uint32_t n = who.span.to - who.span.from;

	if (who.kind || who.is_document || who.has_title)
		return is_expected(r, s, who) || is_far(s, who) || is_their_paper(r, s, who);
	if (kind == CUE_ANNOUNCE && is_published(span_text(r->analysis->folded, who.span)))
		return true;
	if (!is_saying && n > LONG_BYTES && !who.is_exact)
		return true;
	if (s->cue->span.to - s->cue->span.from == 3 && !who.is_exact &&
	    str_equal(span_text(r->analysis->folded, s->cue->span), S("指")))
		return true; /* 竖起中指， */
	if (kind == CUE_ESTIMATE && !speech_is_open(r, who))
		return !who.is_exact && !speech_is_body(span_text(r->analysis->folded, who.span)) &&
		       !((has_sign || who.span.to == s->cue->span.from) &&
			   char_is_alpha(r->analysis->folded.p[who.span.from]));
	if (speech_is_open(r, who))
		return false;
	if (is_their_paper(r, s, who))
		return true;
	if (who.is_known)
		return false;
	if (speech_is_body(span_text(r->analysis->folded, who.span)))
		return false;
	return (kind == CUE_ANNOUNCE && n <= WORD_BYTES && !has_sign) ||
	       (!has_sign && (kind == CUE_THINK || kind == CUE_ANNOUNCE || kind == CUE_WARN ||
				 kind == CUE_CONFIRM));
}

/* 李某被认为是: it is said of them; 李某被问到时说 is not that. */
static bool
is_passive(const struct speech_reading *r, const struct speech_stand *s, struct phrase who)
{
	static const struct str signs[] = { STR_INIT("被"), STR_INIT("遭") };
	struct str behind = str_slice(r->analysis->folded, who.span.to, s->cue->span.from);

	return speech_starts_any(behind, signs, LENGTH(signs)) &&
	       str_find(behind, S("时"), 0) < 0 && str_find(behind, S("后"), 0) < 0;
}

/* 进行强硬反驳, 作出承诺: a noun, and what it says is not told. */
static bool
is_light(const struct speech_reading *r, const struct speech_stand *s, struct phrase who)
{
	static const struct str verbs[] = { STR_INIT("进行"), STR_INIT("予以"), STR_INIT("作出"),
		STR_INIT("做出"), STR_INIT("加以"), STR_INIT("给予"), STR_INIT("遭到"),
		STR_INIT("引起"), STR_INIT("受到"), STR_INIT("展开") };
	struct str between = str_slice(r->analysis->folded, who.span.to, s->cue->span.from);
	ptrdiff_t at;

	if (s->cue->kind == CUE_SAY || s->cue->kind == CUE_SHOW || s->cue->kind == CUE_REPORT ||
	    who.span.to >= s->cue->span.from || between.n > LONG_BYTES)
		return false;
	for (size_t i = 0; i < LENGTH(verbs); i++) {
		at = str_find(between, verbs[i], 0);
		if (at >= 0 && between.n - (size_t)at <= LIGHT_BYTES + verbs[i].n)
			return true;
	}
	return false;
}

/* Verbs that go on with what was said a sentence before, without a subject; what is found (发现,
 * 查出) is not said. */
static bool
goes_on(const struct speech_reading *r, const struct cue_hit *cue)
{
	static const struct str told[] = { STR_INIT("证实"), STR_INIT("确认"), STR_INIT("透露"),
		STR_INIT("披露"), STR_INIT("承认") };
	enum cue_kind kind = cue->kind;

	return kind == CUE_SAY || kind == CUE_WRITE || kind == CUE_REPORT || kind == CUE_ANNOUNCE ||
	       kind == CUE_TELL ||
	       speech_starts_any(span_text(r->analysis->folded, cue->span), told, LENGTH(told));
}

/* 据“二一金融圈”消息: a name that we do not know, in quotes. */
static bool
is_quoted_name(const struct speech_reading *r, const struct speech_stand *s, struct phrase who)
{
	size_t i = speech_mark_from(r, who.span.to);

	return s->lead && s->lead->kind == CUE_ACCORDING && i < r->mark_count &&
	       r->marks[i].kind == MARK_CLOSE && r->marks[i].span.from == who.span.to;
}

bool
speech_can_say(const struct speech_reading *r, const struct speech_stand *s, struct phrase who)
{
	bool is_quoted = speech_quote_around(r, s->cue->span.from) != NULL;

	if (s->cue->wants_body && who.kind != NAME_ORGANISATION && !is_quoted_name(r, s, who) &&
	    !speech_is_body(span_text(r->analysis->folded, who.span)))
		return false;
	if (who.is_thing || speech_is_self(r, who) || (is_quoted && speech_is_open(r, who)))
		return false;
	if (who.is_document && who.paper == PAPER_DATA && s->cue->kind != CUE_SHOW)
		return false; /* 消息说: somebody's */
	/* what is found, shown or blamed is not said by who spoke a sentence before */
	if (span_is_empty(who.span))
		return who.is_document || goes_on(r, s->cue) ||
		       speech_has_said(r, s->cue->span.from);
	if (s->cue->kind == CUE_SHOW)
		return !only_shows(r, s, who);
	return !is_nobody(r, s, who) && !is_passive(r, s, who) && !is_light(r, s, who);
}

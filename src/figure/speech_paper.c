#include "base/table.h"
#include "figure/speech_parts.h"

/* Words of what is written, and of where: whether they say something, and who is behind them. */

enum {
	PAPER_BYTES = 18,  /* of the longest such word */
	ACCOUNT_BYTES = 6, /* that stay before 官网 at least */
	KIND_BYTES = 15,   /* between 的 and the word: X的年度人权报告 */
	OWNED_BYTES = 45,  /* the same, where the one before 的 is known */
	OWNER_BYTES = 21,  /* of one that is not known, before its data */
};

static const struct paper_row {
	const char *word;
	enum paper_kind kind;
} papers[] = {
#define ROW(word, kind) { word, kind },
#include "gen/papers.inc"
#undef ROW
};

/* What stands before such a word alone, and names nobody. */
static const struct str qualifiers[] = { STR_INIT("该"), STR_INIT("这份"), STR_INIT("该份"),
	STR_INIT("此份"), STR_INIT("这项"), STR_INIT("该项"), STR_INIT("这篇"), STR_INIT("该篇"),
	STR_INIT("这则"), STR_INIT("该则"), STR_INIT("这封"), STR_INIT("该封"), STR_INIT("这一"),
	STR_INIT("这些"), STR_INIT("这次"), STR_INIT("此次"), STR_INIT("上述"), STR_INIT("上文"),
	STR_INIT("本次"), STR_INIT("有关"), STR_INIT("相关"), STR_INIT("宣读"), STR_INIT("同一") };

/* What such a word is about, or how good it is: no owner. */
static const struct str topics[] = { STR_INIT("最新"), STR_INIT("最近"), STR_INIT("初步"),
	STR_INIT("公开"), STR_INIT("相关"), STR_INIT("有关"), STR_INIT("上述"), STR_INIT("这些"),
	STR_INIT("那些"), STR_INIT("各项"), STR_INIT("多项"), STR_INIT("其他"), STR_INIT("其它"),
	STR_INIT("部分"), STR_INIT("历史"), STR_INIT("现有"), STR_INIT("目前"), STR_INIT("近期"),
	STR_INIT("早期"), STR_INIT("早前"), STR_INIT("以往"), STR_INIT("过往"), STR_INIT("后续"),
	STR_INIT("内部"), STR_INIT("网上"), STR_INIT("网络"), STR_INIT("试验"), STR_INIT("实验"),
	STR_INIT("临床"), STR_INIT("测试"), STR_INIT("检测"), STR_INIT("化验"), STR_INIT("中期"),
	STR_INIT("消费"), STR_INIT("出口"), STR_INIT("进口"), STR_INIT("就业"), STR_INIT("销售"),
	STR_INIT("交易"), STR_INIT("贸易"), STR_INIT("经济"), STR_INIT("通胀"), STR_INIT("通膨"),
	STR_INIT("人口"), STR_INIT("疫情"), STR_INIT("航运"), STR_INIT("航班"), STR_INIT("卫星"),
	STR_INIT("监控"), STR_INIT("行业"), STR_INIT("投票"), STR_INIT("开票"), STR_INIT("计票"),
	STR_INIT("选举"), STR_INIT("财务"), STR_INIT("期货"), STR_INIT("汇总"), STR_INIT("汇整"),
	STR_INIT("新"), STR_INIT("各"), STR_INIT("有"), STR_INIT("一些"), STR_INIT("多个"),
	STR_INIT("不少"), STR_INIT("许多"), STR_INIT("大量"), STR_INIT("官方公布"),
	STR_INIT("问卷"), STR_INIT("不完全"), STR_INIT("众多"), STR_INIT("另有"), STR_INIT("气象"),
	STR_INIT("预测"), STR_INIT("展望"), STR_INIT("评估"), STR_INIT("官方网站"),
	STR_INIT("官网"), STR_INIT("网站"), STR_INIT("追踪"), STR_INIT("监测"), STR_INIT("汇编") };

/* ---- what it is ---- */

/* The longest of them that ${s} ends with. */
static enum paper_kind
paper_of(struct str s, size_t *size)
{
	for (size_t n = s.n < PAPER_BYTES ? s.n / 3 * 3 : PAPER_BYTES; n; n -= 3) {
		const struct paper_row *row = TABLE_FIND(papers, str_from(s, s.n - n));
		if (!row)
			continue;
		*size = n;
		return row->kind;
	}
	*size = 0;
	return PAPER_NONE;
}

enum paper_kind
speech_paper(struct str s)
{
	size_t n;

	return paper_of(s, &n);
}

/* 该, 这份, 上述, 有关 before the word alone. */
bool
speech_is_bare_document(struct str s)
{
	size_t n;

	if (!paper_of(s, &n))
		return false;
	s.n -= n;
	return !s.n || speech_is_any(s, qualifiers, LENGTH(qualifiers));
}

/* 数据, 最新统计, 公开资料: without whose. */
/* 现有临床, 最新: without the words that only say what it is about. */
static struct str
without_topics(struct str s)
{
	for (size_t i = 0; i < LENGTH(topics); i++)
		if (s.n && str_ends(s, topics[i])) {
			s.n -= topics[i].n;
			i = SIZE_MAX;
		}
	return s;
}

bool
speech_is_bare_data(struct str s)
{
	size_t n;

	if (paper_of(s, &n) != PAPER_DATA)
		return false;
	s.n -= n;
	return speech_is_any(s, qualifiers, LENGTH(qualifiers)) || !without_topics(s).n ||
	       speech_is_paper_word(without_topics(s)); /* 最新通报数据 */
}

bool
speech_is_news(struct str s)
{
	static const struct str firsts[] = { STR_INIT("报道"), STR_INIT("报导"), STR_INIT("刊文"),
		STR_INIT("撰文"), STR_INIT("发文") };
	static const struct str ends[] = { STR_INIT("报道"), STR_INIT("报导"), STR_INIT("社论"),
		STR_INIT("文章"), STR_INIT("该文"), STR_INIT("此文") };

	return speech_starts_any(s, firsts, LENGTH(firsts)) ||
	       speech_ends_any(s, ends, LENGTH(ends));
}

bool
speech_is_paper_word(struct str s)
{
	size_t n;

	return paper_of(s, &n) && n == s.n;
}

struct phrase
speech_own_paper(const struct speech_reading *r, const struct cue_hit *cue)
{
	enum { WORD_BYTES = 6 };
	struct span word = { cue->span.from, cue->span.from + WORD_BYTES };
	struct phrase phrase = {
		.span = { word.from, word.from }, .name = UINT32_MAX, .is_document = true
	};

	if (word.to < cue->span.to && speech_paper(span_text(r->analysis->folded, word))) {
		phrase.span = word;
		phrase.paper = speech_paper(span_text(r->analysis->folded, word));
	}
	return phrase;
}

struct phrase
speech_paper_at_end(const struct speech_reading *r, struct span span)
{
	size_t n;
	enum paper_kind kind = paper_of(span_text(r->analysis->folded, span), &n);

	if (!kind || kind == PAPER_DATA)
		return (struct phrase){ .name = UINT32_MAX };
	return (struct phrase){ .span = { span.to - (uint32_t)n, span.to },
		.name = UINT32_MAX,
		.is_document = true,
		.paper = kind };
}

/* ---- whose it is ---- */

static bool
is_known_at(const struct speech_reading *r, uint32_t from, uint32_t to)
{
	size_t i = speech_atom_from(r, to);

	return i && r->atoms[i - 1].kind && r->atoms[i - 1].span.to == to &&
	       r->atoms[i - 1].span.from >= from;
}

static bool
has_body(const struct speech_reading *r, uint32_t from, uint32_t to)
{
	for (size_t i = speech_atom_from(r, from); i < r->atom_count && r->atoms[i].span.to <= to;
	     i++)
		if (r->atoms[i].kind == NAME_ORGANISATION)
			return true;
	return false;
}

/* The last 的 of ${s}; -1. */
static ptrdiff_t
last_of(struct str s)
{
	ptrdiff_t of = -1, next;

	for (next = str_find(s, S("的"), 0); next >= 0;
	     next = str_find(s, S("的"), (size_t)next + 3))
		of = next;
	return of;
}

/* X的年度报告: X; 外泄的文件 is nobody's. */
static struct span
owner_before_of(const struct speech_reading *r, struct span span, enum paper_kind kind, size_t size)
{
	struct str s = span_text(r->analysis->folded, span);
	ptrdiff_t of = last_of(s);
	size_t between = of > 0 ? s.n - (size_t)of - 3 - size : 0;
	bool is_known = of > 0 && (is_known_at(r, span.from, span.from + (uint32_t)of) ||
				      speech_is_body(str_slice(s, 0, (size_t)of)));

	if (of > 0 && has_body(r, span.from + (uint32_t)of, span.to))
		return (struct span){ span.from, span.from }; /* 隶属某部的某所数据 */
	if (of <= 0 || between > (is_known ? OWNED_BYTES : KIND_BYTES))
		return (struct span){ span.from, span.from };
	if (!is_known && kind != PAPER_DATA && of <= 6)
		return (struct span){ span.from, span.from };
	return (struct span){ span.from, span.from + (uint32_t)of };
}

/* 某局监测数据, 某局: a body, or a word that we do not know, right before its data. */
static struct span
owner_of_data(const struct speech_reading *r, struct span span, enum paper_kind kind, size_t size)
{
	struct str s = without_topics(
	    span_text(r->analysis->folded, (struct span){ span.from, span.to - (uint32_t)size }));
	struct span owner =
	    speech_without_bracket(r, (struct span){ span.from, span.from + (uint32_t)s.n });
	size_t first = speech_atom_from(r, span.from);
	bool has_atom = first < r->atom_count && r->atoms[first].span.to <= owner.to;

	s = span_text(r->analysis->folded, owner);
	if (has_atom && r->atoms[first].span.from == span.from &&
	    r->atoms[first].kind == NAME_ORGANISATION)
		return (struct span){ span.from, r->atoms[first].span.to };
	if (is_known_at(r, owner.from, owner.to) || speech_is_body(s))
		return owner;
	if (!has_atom && kind == PAPER_DATA && s.n >= 6 && s.n <= OWNER_BYTES &&
	    !str_starts(s, S("一")) && !speech_is_paper_word(s))
		return owner;
	return (struct span){ span.from, span.from };
}

/* X的声明 is said by X, and so are a body's data. */
struct span
speech_without_document(const struct speech_reading *r, struct span span)
{
	struct str s = span_text(r->analysis->folded, span);
	size_t n;
	enum paper_kind kind = paper_of(s, &n);
	struct span owner;

	if (!kind)
		return span;
	owner = owner_before_of(r, span, kind, n);
	if (span_is_empty(owner) && (kind == PAPER_STUDY || kind == PAPER_DATA) && n < s.n)
		owner = owner_of_data(r, span, kind, n);
	return span_is_empty(owner) ? span : owner;
}

/* 某局官方微博: without where it is said. */
struct span
speech_without_account(struct str text, struct span span)
{
	static const struct str accounts[] = { STR_INIT("微博"), STR_INIT("微信"), STR_INIT("官网"),
		STR_INIT("网站"), STR_INIT("公众号"), STR_INIT("推特"), STR_INIT("脸书"),
		STR_INIT("官方") };
	struct span before = span;

	for (size_t i = 0; i < LENGTH(accounts); i++)
		if (str_ends(span_text(text, span), accounts[i]) &&
		    span.to - span.from > accounts[i].n + ACCOUNT_BYTES)
			span.to -= (uint32_t)accounts[i].n;
	return str_ends(span_text(text, span), S("的")) ? before : span;
}

/* 一些, 来自某国: whose report it is remains unsaid. */
bool
speech_is_unsaid(struct str s)
{
	if (str_starts(s, S("来自")) || str_equal(s, S("网传")) || str_ends(s, S("一项")) ||
	    str_ends(s, S("一份")))
		return true;
	return speech_is_any(s, topics, LENGTH(topics));
}

/* 这, 这一: a word that points at a thing. */
bool
speech_is_pointer(struct str s)
{
	static const struct str words[] = { STR_INIT("这"), STR_INIT("这一"), STR_INIT("那"),
		STR_INIT("此"), STR_INIT("这种"), STR_INIT("这个"), STR_INIT("该"), STR_INIT("本"),
		STR_INIT("其"), STR_INIT("以"), STR_INIT("的"), STR_INIT("这是"), STR_INIT("这份"),
		STR_INIT("该份"), STR_INIT("这项"), STR_INIT("该项"), STR_INIT("这篇"),
		STR_INIT("上述"), STR_INIT("有关"), STR_INIT("相关"), STR_INIT("这则") };

	return speech_is_any(s, words, LENGTH(words));
}

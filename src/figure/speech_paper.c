#include "figure/speech_parts.h"

/* Words of what is written, and of where: whether they say something, and who is behind them. */

enum { ACCOUNT_BYTES = 6 }; /* that stay before 官网 at least */

/* What is written, and says what its writer says. */
static const struct str documents[] = { STR_INIT("声明"), STR_INIT("报告"), STR_INIT("通报"),
	STR_INIT("报道"), STR_INIT("报导"), STR_INIT("公告"), STR_INIT("公报"), STR_INIT("文章"),
	STR_INIT("消息"), STR_INIT("数据"), STR_INIT("统计"), STR_INIT("资料"), STR_INIT("新闻稿"),
	STR_INIT("简报"), STR_INIT("帖子"), STR_INIT("推文"), STR_INIT("贴文"), STR_INIT("研究"),
	STR_INIT("调查"), STR_INIT("通告"), STR_INIT("公开信"), STR_INIT("信件"), STR_INIT("社论"),
	STR_INIT("文件"), STR_INIT("判决书"), STR_INIT("起诉书"), STR_INIT("财报"),
	STR_INIT("民调"), STR_INIT("白皮书"), STR_INIT("证据"), STR_INIT("视频"), STR_INIT("结果"),
	STR_INIT("信"), STR_INIT("消息来源"), STR_INIT("评论"), STR_INIT("来信"),
	STR_INIT("聲明稿"), STR_INIT("声明稿"), STR_INIT("说法"), STR_INIT("预告"),
	STR_INIT("年报"), STR_INIT("季报"), STR_INIT("月报"), STR_INIT("快报"), STR_INIT("通稿"),
	STR_INIT("备忘录"), STR_INIT("纪要"), STR_INIT("分析") };

/* ---- what it is ---- */

static size_t
document_size(struct str s)
{
	size_t best = 0;

	for (size_t i = 0; i < LENGTH(documents); i++)
		if (documents[i].n > best && str_ends(s, documents[i]))
			best = documents[i].n;
	return best;
}

bool
speech_ends_document(struct str s)
{
	return document_size(s) > 0;
}

/* 该, 这份, 上述, 有关 before the word alone. */
bool
speech_is_bare_document(struct str s)
{
	static const struct str before[] = { STR_INIT(""), STR_INIT("该"), STR_INIT("这份"),
		STR_INIT("该份"), STR_INIT("这项"), STR_INIT("该项"), STR_INIT("上述"),
		STR_INIT("有关"), STR_INIT("这篇"), STR_INIT("该篇"), STR_INIT("这一"),
		STR_INIT("此份"), STR_INIT("这则"), STR_INIT("该则"), STR_INIT("相关"),
		STR_INIT("本次"), STR_INIT("这封"), STR_INIT("上文"), STR_INIT("这些") };
	size_t n = document_size(s);

	for (size_t i = 0; n && i < LENGTH(before); i++)
		if (s.n == n + before[i].n && str_starts(s, before[i]))
			return true;
	return false;
}

/* Figures and news, which are not said apart from who has them: X数据 is X. */
static size_t
data_size(struct str s)
{
	static const struct str words[] = { STR_INIT("数据"), STR_INIT("统计数据"),
		STR_INIT("资料"), STR_INIT("消息"), STR_INIT("统计"), STR_INIT("研究"),
		STR_INIT("调查"), STR_INIT("分析"), STR_INIT("民调"), STR_INIT("说法"),
		STR_INIT("资讯"), STR_INIT("信息"), STR_INIT("数字"), STR_INIT("统计资料"),
		STR_INIT("监测数据"), STR_INIT("调查数据"), STR_INIT("初步数据"),
		STR_INIT("公开数据") };
	size_t best = 0;

	for (size_t i = 0; i < LENGTH(words); i++)
		if (words[i].n > best && words[i].n < s.n && str_ends(s, words[i]))
			best = words[i].n;
	return best;
}

/* 数据, without whose. */
bool
speech_is_bare_data(struct str s)
{
	static const struct str words[] = { STR_INIT("数据"), STR_INIT("统计数据"),
		STR_INIT("资料"), STR_INIT("消息"), STR_INIT("统计"), STR_INIT("研究"),
		STR_INIT("调查"), STR_INIT("结果"), STR_INIT("视频"), STR_INIT("证据"),
		STR_INIT("民调"), STR_INIT("分析"), STR_INIT("财报"), STR_INIT("评论") };

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_equal(s, words[i]))
			return true;
	return false;
}

/* X的声明 is said by X, and so are a body's data. */
struct span
speech_without_document(const struct speech_reading *r, struct span span)
{
	struct str s = span_text(r->analysis->folded, span);
	size_t n = document_size(s), data = data_size(s),
	       atom = speech_atom_from(r, span.to - (uint32_t)data),
	       first = speech_atom_from(r, span.from);
	ptrdiff_t of = -1, next;

	if (!n)
		return span;
	for (next = str_find(s, S("的"), 0); next >= 0;
	     next = str_find(s, S("的"), (size_t)next + 3))
		of = next;
	if (of > 0 && s.n - (size_t)of <= 3 + n + 15)
		span.to = span.from + (uint32_t)of;
	else if (data && first < r->atom_count && r->atoms[first].span.from == span.from &&
		 r->atoms[first].kind == NAME_ORGANISATION)
		span.to = r->atoms[first].span.to;
	else if (data && atom && r->atoms[atom - 1].span.to == span.to - data &&
		 r->atoms[atom - 1].span.from >= span.from)
		span.to -= (uint32_t)data;
	else if (data && speech_is_body(str_slice(s, 0, s.n - data)))
		span.to -= (uint32_t)data;
	return span;
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
	static const struct str words[] = { STR_INIT("一些"), STR_INIT("各"), STR_INIT("多个"),
		STR_INIT("不少"), STR_INIT("许多"), STR_INIT("以往"), STR_INIT("初步"),
		STR_INIT("公开"), STR_INIT("官方公布"), STR_INIT("后续"), STR_INIT("最新"),
		STR_INIT("相关") };

	if (str_starts(s, S("来自")) || str_ends(s, S("一项")) || str_ends(s, S("一份")))
		return true;
	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_equal(s, words[i]))
			return true;
	return false;
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

	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_equal(s, words[i]))
			return true;
	return false;
}

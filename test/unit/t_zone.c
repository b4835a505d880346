#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "figure/analysis.h"
#include "record/doc.h"

static const char *const zone_names[] = {
	[IN_BODY] = "body",
	[IN_TITLE] = "title",
	[IN_LEAD] = "lead",
	[IN_HEADING] = "heading",
	[IN_CAPTION] = "caption",
	[IN_DATELINE] = "dateline",
	[IN_CREDIT] = "credit",
};

/* The sentences of a text, each as  zone/paragraph[q]:text|  with line breaks as "$". */
static struct str
zones_of(struct arena *arena, struct str text, struct str headline, const struct doc *doc)
{
	struct analysis analysis = { .arena = arena, .text = text, .headline = headline };
	struct buf out = { .max = 1 << 20 };
	struct str got;

	zones_read(&analysis, doc);
	for (size_t i = 0; i < analysis.sentence_count; i++) {
		const struct sentence *s = &analysis.sentences[i];
		assert_int_equal(s->span.from, i ? s[-1].span.to : 0); /* they cover the text */
		buf_push_format(
		    &out, "%s/%u%s:", zone_names[s->zone], s->paragraph, s->in_quote ? "q" : "");
		for (size_t at = s->span.from; at < s->span.to; at++)
			buf_push_char(&out, text.p[at] == '\n' ? '$' : text.p[at]);
		buf_push_char(&out, '|');
	}
	if (analysis.sentence_count)
		assert_int_equal(analysis.sentences[analysis.sentence_count - 1].span.to, text.n);
	got = str_copy(arena, buf_str(&out));
	buf_done(&out);
	return got;
}

static const struct {
	const char *text, *want;
} texts[] = {
	{ "", "" },
	{ "桥塌了。", "lead/0:桥塌了。|" },
	{ "没有句号的一行", "lead/0:没有句号的一行|" },
	{ "河水涨了。\n三人获救。另有两人失踪。",
	    "lead/0:河水涨了。$|body/1:三人获救。|body/1:另有两人失踪。|" },
	/* quotations of several sentences */
	{ "他说：“水很深。路断了。”他走了。",
	    "lead/0:他说：“水很深。|lead/0q:路断了。”|lead/0:他走了。|" },
	{ "她說：「水很深。路斷了。」", "lead/0:她說：「水很深。|lead/0q:路斷了。」|" },
	{ "他说：“水很深。“\n后来退了。", "lead/0:他说：“水很深。“$|body/1:后来退了。|" },
	/* date lines */
	{ "（甲乙社记者丙东城2日电）大雨淹没街道。",
	    "dateline/0:（甲乙社记者丙东城2日电）|lead/0:大雨淹没街道。|" },
	{ "【某报2031年02月10日讯】（某报记者丁报导）河水涨了。",
	    "dateline/0:【某报2031年02月10日讯】|dateline/0:（某报记者丁报导）|lead/"
	    "0:河水涨了。|" },
	{ "路透东城3月1日 - 股市上涨。", "dateline/0:路透东城3月1日 - |lead/0:股市上涨。|" },
	{ "Mon, 08 Jan 2024 01:46:36 GMT\n河水涨了。",
	    "dateline/0:Mon, 08 Jan 2024 01:46:36 GMT$|lead/1:河水涨了。|" },
	{ "05/04/2024 - 00:13\n河水涨了。", "dateline/0:05/04/2024 - 00:13$|lead/1:河水涨了。|" },
	{ "（雨停了）人们回家。", "lead/0:（雨停了）人们回家。|" },
	{ "队员们在3月1日 - 也就是周一 - 出发。", "lead/0:队员们在3月1日 - 也就是周一 - 出发。|" },
	/* titles and headings */
	{ "洪水冲垮大桥\n周一夜里，河水冲垮了城东的一座大桥，三人获救。",
	    "title/0:洪水冲垮大桥$|lead/1:周一夜里，河水冲垮了城东的一座大桥，三人获救。|" },
	{ "周一夜里，河水冲垮了大桥。\n救援\n消防员划船进入城东，救出三人，另有两人失踪。",
	    "lead/0:周一夜里，河水冲垮了大桥。$|heading/1:救援$|body/"
	    "2:消防员划船进入城东，救出三人，另有两人失踪。|" },
	{ "死亡：3人\n失踪：2人\n获救：5人",
	    "lead/0:死亡：3人$|body/1:失踪：2人$|body/2:获救：5人|" },
	/* captions and credits */
	{ "河水涨了。\n图为城东的大桥。", "lead/0:河水涨了。$|caption/1:图为城东的大桥。|" },
	{ "河水涨了。\n城东的大桥，周一。（路透社图片）",
	    "lead/0:河水涨了。$|caption/1:城东的大桥，周一。|caption/1:（路透社图片）|" },
	{ "河水涨了。\n（本文参考了甲社和乙社的报道。）",
	    "lead/0:河水涨了。$|credit/1:（本文参考了甲社和乙社的报道。）|" },
	{ "河水涨了。\n雨停了。（編輯：丙）1200304",
	    "lead/0:河水涨了。$|body/1:雨停了。|credit/1:（編輯：丙）1200304|" },
	{ "河水涨了。\n责任编辑：丁", "lead/0:河水涨了。$|credit/1:责任编辑：丁|" },
	{ "河水涨了。\n记者丁说，桥塌了。", "lead/0:河水涨了。$|body/1:记者丁说，桥塌了。|" },
	/* a full stop for a decimal point */
	{ "耗资4。25亿元。完工。", "lead/0:耗资4。25亿元。|lead/0:完工。|" },
	{ "\n\n河水涨了。", "body/0:$|body/1:$|lead/2:河水涨了。|" },
};

static void
by_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(texts); i++) {
		struct arena arena = { 0 };
		struct str got = zones_of(&arena, str_from_c(texts[i].text), S(""), NULL);
		assert_string_equal(str_terminated(&arena, got), texts[i].want);
		arena_done(&arena);
	}
}

static void
headline(void **state)
{
	struct arena arena = { 0 };
	struct str got;

	(void)state;
	got = zones_of(&arena, S("城东洪水。\n河水涨了。"), S("城东洪水。"), NULL);
	assert_string_equal(str_terminated(&arena, got), "title/0:城东洪水。$|lead/1:河水涨了。|");
	arena_done(&arena);
}

/* A block of the tree, and the line of the text it became. */
static void
block(struct doc_builder *builder, enum tag tag, enum tag inner, struct str text)
{
	doc_open(builder, tag);
	if (inner)
		doc_open(builder, inner);
	doc_text(builder, text);
	if (inner)
		doc_close(builder);
	doc_close(builder);
}

static void
by_tree(void **state)
{
	struct str text = S("雨停了。\n救援\n三人获救。\n一座桥\n第二天\n水退了。");
	struct arena arena = { 0 };
	struct doc_builder builder;
	struct doc doc;
	struct str got;

	(void)state;
	doc_begin(&builder, &arena);
	block(&builder, TAG_P, 0, str_slice(text, 0, 12));
	block(&builder, TAG_H2, 0, str_slice(text, 13, 19));
	block(&builder, TAG_P, 0, str_slice(text, 20, 35));
	doc_open(&builder, TAG_FIGURE);
	block(&builder, TAG_FIGCAPTION, 0, str_slice(text, 36, 45));
	doc_close(&builder);
	block(&builder, TAG_P, TAG_STRONG, str_slice(text, 46, 55));
	block(&builder, TAG_P, 0, str_slice(text, 56, 68));
	assert_int_equal(doc_finish(&builder, &doc).code, 0);
	got = zones_of(&arena, text, S(""), &doc);
	assert_string_equal(str_terminated(&arena, got),
	    "lead/0:雨停了。$|heading/1:救援$|body/2:三人获救。$|caption/3:一座桥$|heading/"
	    "4:第二天$|body/5:水退了。|");
	/* a tree of another text says nothing */
	got = zones_of(&arena, str_copy(&arena, text), S(""), &doc);
	assert_true(str_starts(got, S("lead/0:雨停了。$|")));
	arena_done(&arena);
}

static void
hostile(void **state)
{
	static const char *const units[] = { "。", "“", "（", "\n", "【", "a\n", "1。1亿", "（）\n",
		")", "（電）", "\xf0\x9f\x98\x80" };

	(void)state;
	for (size_t i = 0; i < LENGTH(units); i++) {
		struct arena arena = { 0 };
		struct buf text = { .max = 1 << 20 };
		while (text.n < 200000)
			buf_push_str(&text, str_from_c(units[i]));
		assert_true(zones_of(&arena, buf_str(&text), S(""), NULL).n > 0 || text.n > 200000);
		buf_done(&text);
		arena_done(&arena);
	}
}

/* What nobody would have written as one sentence comes in pieces of whole characters, cut behind a comma where there is one. */
static void
endless(void **state)
{
	static const struct {
		const char *unit;
		bool has_commas;
	} rows[] = { { "三人死亡，", true }, { "三人死亡", false }, { "a, ", true }, { "“", false } };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena = { 0 };
		struct buf text = { .max = 1 << 20 };
		struct analysis analysis = { .arena = &arena };
		while (text.n < 20000)
			buf_push_str(&text, str_from_c(rows[i].unit));
		analysis.text = buf_str(&text);
		zones_read(&analysis, NULL);
		assert_true(analysis.sentence_count >= 5 && analysis.sentence_count <= 6);
		for (size_t n = 0; n < analysis.sentence_count; n++) {
			struct str one = span_text(analysis.text, analysis.sentences[n].span);
			assert_true(one.n <= 4096 && utf8_valid_length(raw_from_str(one)) == one.n);
			assert_true(!rows[i].has_commas || str_ends(one, S("，")) || str_ends(one, S(" ")));
		}
		buf_done(&text);
		arena_done(&arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_text),
		cmocka_unit_test(headline),
		cmocka_unit_test(by_tree),
		cmocka_unit_test(hostile),
		cmocka_unit_test(endless),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

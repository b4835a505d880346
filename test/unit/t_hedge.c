/*
 * t_hedge.c: what is doubted.  Texts have their figures marked, [3人|slot]; wanted is the hedge of
 * each.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "figure/speech.h"
#include "../figure_test.h"

enum { MARKS_MAX = 16 };


/* The text without its marks, and the figures that they are. */
static void
unmark(struct arena *arena, const char *marked, struct analysis *a)
{
	char *out = arena_alloc(arena, strlen(marked) + 1);
	struct str rest = str_from_c(marked), before, mark, words;
	size_t n = 0;

	a->figures = arena_array(arena, struct figure, MARKS_MAX);
	while (pull_until(&rest, S("["), &before) && pull_until(&rest, S("]"), &mark) &&
	       pull_until(&mark, S("|"), &words)) {
		struct figure *f = &a->figures[a->figure_count++];
		memcpy(out + n, before.p, before.n);
		n += before.n;
		memcpy(out + n, words.p, words.n);
		*f = (struct figure){ .span = { (uint32_t)n, (uint32_t)(n + words.n) },
			.slot = mark,
			.zero = str_starts(words, S("没有")) };
		n += words.n;
	}
	memcpy(out + n, rest.p, rest.n);
	a->text = (struct str){ out, n + rest.n };
}

static void
check(const char *marked, const char *want)
{
	struct arena arena = { 0 };
	struct analysis a = { .arena = &arena, .knowledge = tables(), .published = INT64_MIN };
	struct str wanted = str_from_c(want), one;

	unmark(&arena, marked, &a);
	analysis_begin(&a);
	zones_read(&a, NULL);
	speeches_read(&a);
	for (size_t i = 0; i < a.figure_count; i++) {
		struct figure *f = &a.figures[i];
		f->sentence = a.sentences[sentence_at(&a, f->span.from)].span;
		(void)speaker_of(&a, f->span, &f->speaker, &f->cue);
	}
	figures_hedge(&a);
	for (size_t i = 0; i < a.figure_count; i++) {
		struct str got = str_from_c(hedge_name(a.figures[i].hedge));
		assert_true(pull_field(&wanted, ' ', &one));
		if (!str_equal(got, one))
			fail_msg("%s: %zu is %.*s, wanted %.*s", marked, i, STR_ARGS(got),
			    STR_ARGS(one));
		if (a.figures[i].hedge)
			assert_true(a.figures[i].hedge_span.to > a.figures[i].hedge_span.from);
	}
	arena_done(&arena);
}

struct row {
	const char *text, *want;
};

static void
all(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check(rows[i].text, rows[i].want);
}

#define ALL(rows) all(rows, LENGTH(rows))

static void
words(void **state)
{
	static const struct row rows[] = {
		{ "警方说，[3人|killed]死亡。", "none" },
		{ "据信有[300人|deployed]到达，其中[20人|deployed]已回。", "believed believed" },
		{ "大约[300人|deployed]据报到达。", "reported" },
		{ "据估计，该国有[20枚|possessed]。", "estimated" },
		{ "專家估計損失[3億元|cost]。", "estimated" },
		{ "警方估计损失[3亿元|cost]。去年损失[2亿元|cost]。", "estimated none" },
		{ "根据报告，有[71宗|incidents]。", "none" },
		{ "他涉嫌骗走[3亿元|cost]。", "alleged" },
		{ "军方声称击落[3架|destroyed]。", "alleged" },
	};

	(void)state;
	ALL(rows);
}

static void
plans(void **state)
{
	static const struct row rows[] = {
		{ "财政部说，将提供[3亿美元|aid]，帮助修桥。", "planned" },
		{ "该厂计划明年生产[300架|produced]，造价[3亿美元|cost]。", "planned planned" },
		{ "政府擬採購[30架|]。", "planned" },
		{ "政府将调查这起造成[3人|killed]死亡的事故。", "none" },
		{ "将军说，[300人|deployed]到达。", "none" },
		{ "警方将[3人|arrested]带走。", "none" },
		{ "双方昨天将“南北条约”延长[5年|duration]。", "none" },
		{ "与去年目标相比，达成率为[98%|share]。", "none" },
		{ "公司将[30辆|]送到城东。", "none" },
		{ "国会将继续与[50个|]国家合作。", "none" },
		{ "政府计划修桥，目前已花费[3亿元|cost]。", "none" },
		{ "校方说，劫走[276名|]准备参加考试的学生，其中[50多人|]逃脱。", "none none" },
		{ "结果好于预期，指数跌[3%|decline]。", "none" },
		{ "每股收益为[0.54美元|], 高于预期的[0.46美元|]。", "none estimated" },
		{ "违者将面临[1万英镑|fine]罚金。", "none" },
		{ "该厂考虑以[72亿美元|]收购对手。", "planned" },
		{ "由于开工日将至，香港[19间|]中心已满。", "none" },
		{ "该组织涉嫌参与袭击，造成[30人|killed]丧生。", "alleged" },
		{ "医生认为至少有[2人|injured]受伤。", "believed" },
		{ "初估烧毁[500辆|destroyed]汽车，港城如炼狱，至少[60人|injured]受伤。", "estimated none" },
	};

	(void)state;
	ALL(rows);
}

static void
unverified(void **state)
{
	static const struct row rows[] = {
		{ "空军说，击落[3架|destroyed]。记者无法独立核实。", "unverified" },
		{ "空军说，击落[3架|destroyed]。\n空军还说，[2人|killed]"
		  "死亡。路透社无法独立核实这一说法。",
		    "unverified unverified" },
		{ "警方说，[5人|killed]死亡。\n空军说，击落[3架|destroyed]。上述消息未经证实。",
		    "none unverified" },
		{ "空軍說，擊落[3架|destroyed]。這些數字尚未得到獨立方面的證實。", "unverified" },
		{ "空军说，击落[3架|destroyed]。法新社未能独立证实这些数字。后来又有[2架|destroyed]"
		  "坠落。",
		    "unverified none" },
		{ "警方说，[5人|killed]死亡，但无法确认死者身份。", "none" },
		{ "[5人|killed]死亡。法庭无法核实他的年龄。", "none" },
	};

	(void)state;
	ALL(rows);
}

static void
silence(void **state)
{
	static const struct row rows[] = {
		{ "官员表示[没有关于伤亡的报告|killed_or_injured]。", "no_reports" },
		{ "官员表示，目前[没有伤亡|killed_or_injured]报告。", "no_reports" },
		{ "官员表示[没有造成伤亡|killed_or_injured]。", "none" },
		{ "官员表示[没有造成伤亡|killed_or_injured]，报告明天公布。", "none" },
	};

	(void)state;
	ALL(rows);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words),
		cmocka_unit_test(plans),
		cmocka_unit_test(unverified),
		cmocka_unit_test(silence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

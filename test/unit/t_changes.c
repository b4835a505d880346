#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "record/changes.h"

/* The pieces of a row as text: [-removed-] {+added+}, with the weight where it is more than style; kept text as it is new. */
static void
draw(struct buf *out, const struct change_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		const struct piece *piece = &row->pieces[i];
		struct str weight = change_weight_name(piece->weight);

		if (piece->kind == EDIT_DELETE)
			buf_push_format(out, "[-%.*s:%.*s-]", STR_ARGS(weight), STR_ARGS(piece->old_text));
		else if (piece->kind == EDIT_INSERT)
			buf_push_format(out, "{+%.*s:%.*s+}", STR_ARGS(weight), STR_ARGS(piece->new_text));
		else if (piece->weight)
			buf_push_format(out, "(%.*s:%.*s=%.*s)", STR_ARGS(weight), STR_ARGS(piece->old_text),
			    STR_ARGS(piece->new_text));
		else
			buf_push_str(out, piece->new_text);
	}
}

static struct str
line_of(struct str text, uint32_t number)
{
	struct str line = { 0 };

	while (pull_line(&text, &line) && number--)
		;
	return line;
}

/* What is promised of every comparison: pieces give both texts back, and every block is there once. */
static void
check_whole(struct str old, struct str new, const struct changes *changes)
{
	uint32_t next_old = 0, next_new = 0;

	for (size_t i = 0; i < changes->count; i++) {
		const struct change_row *row = &changes->rows[i];
		struct buf a CLEAN(buf_done) = { 0 }, b CLEAN(buf_done) = { 0 };

		for (size_t j = 0; j < row->count; j++) {
			buf_push_str(&a, row->pieces[j].old_text);
			buf_push_str(&b, row->pieces[j].new_text);
			assert_true(row->pieces[j].weight <= row->weight);
		}
		if (row->old_block != BLOCK_NONE) {
			assert_int_equal(row->old_block, next_old++);
			assert_true(str_equal(buf_str(&a), line_of(old, row->old_block)));
		}
		if (row->new_block != BLOCK_NONE) {
			assert_int_equal(row->new_block, next_new++);
			assert_true(str_equal(buf_str(&b), line_of(new, row->new_block)));
		}
	}
	assert_int_equal(line_of(old, next_old).n, line_of(old, next_old + 1).n);
}

static void
compare(struct arena *arena, const char *old, const char *new, struct changes *out)
{
	struct article a = { .headline = S("标题"), .text = str_from_c(old) };
	struct article b = { .headline = S("标题"), .text = str_from_c(new) };

	changes_between(arena, &a, &b, out);
	check_whole(a.text, b.text, out);
}

struct one_line {
	const char *old, *new;
	enum change_weight weight;
	const char *drawn;
};

static void
check_lines(const struct one_line *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct buf out CLEAN(buf_done) = { 0 };
		struct changes changes;

		compare(&arena, rows[i].old, rows[i].new, &changes);
		for (size_t j = 0; j < changes.count; j++) {
			if (j)
				buf_push_char(&out, '\n');
			draw(&out, &changes.rows[j]);
		}
		buf_push_char(&out, '\0');
		assert_string_equal(out.p, rows[i].drawn);
		assert_int_equal(changes.weight, rows[i].weight);
	}
}

static void
figures(void **state)
{
	static const struct one_line rows[] = {
		{ "港口爆炸造成至少12人死亡。", "港口爆炸造成至少19人死亡。", WEIGHT_FIGURE,
		    "港口爆炸造成至少[-figure:12-]{+figure:19+}人死亡。" },
		{ "共有一百二十人失踪。", "共有一百三十人失踪。", WEIGHT_FIGURE,
		    "共有[-figure:一百二十-]{+figure:一百三十+}人失踪。" },
		{ "贷款总额为1亿美元。", "贷款总额为1亿欧元。", WEIGHT_FIGURE,
		    "贷款总额为[-figure:1亿-][-rewritten:美-]{+figure:1亿+}{+rewritten:欧+}元。" },
		{ "The blast killed 12 people.", "The blast killed 19 people.", WEIGHT_FIGURE,
		    "The blast killed [-figure:12-]{+figure:19+} people." },
		{ "爆炸造成12名工人受伤。", "爆炸造成工人受伤。", WEIGHT_REMOVED,
		    "爆炸造成[-removed:12-][-rewritten:名-]工人受伤。" },
		{ "爆炸造成工人受伤。", "爆炸造成12名工人受伤。", WEIGHT_REWRITTEN,
		    "爆炸造成{+rewritten:12名+}工人受伤。" },
		{ "气温是-5度。", "气温是5度。", WEIGHT_FIGURE,
		    "气温是[-figure:-5-]{+figure:5+}度。" },
		{ "气温是-5度。", "气温是−5度。", WEIGHT_STYLE, "气温是(style:-5=−5)度。" },
	};

	(void)state;
	check_lines(rows, LENGTH(rows));
}

static void
style(void **state)
{
	static const struct one_line rows[] = {
		{ "当局说有100万人撤离。", "当局说有一百万人撤离。", WEIGHT_STYLE,
		    "当局说有(style:100万=一百万)人撤离。" },
		{ "共9899人。", "共9,899人。", WEIGHT_STYLE, "共(style:9899=9,899)人。" },
		{ "共９８９９人。", "共9899人。", WEIGHT_STYLE, "共(style:９８９９=9899)人。" },
		{ "增加5%。", "增加百分之五。", WEIGHT_STYLE, "增加(style:5%=百分之五)。" },
		{ "他說,沒有。", "他说，没有。", WEIGHT_STYLE, "他(style:說,沒有=说，没有)。" },
		{ "A  b。", "A b。", WEIGHT_STYLE, "A(style:  = )b。" },
		{ "他说：好", "他说好。", WEIGHT_STYLE, "他说[-style:：-]好{+style:。+}" },
	};

	(void)state;
	check_lines(rows, LENGTH(rows));
}

static void
noise(void **state)
{
	static const struct one_line rows[] = {
		{ "19 分钟前 发布", "2 小时前 发布", WEIGHT_NOISE, "(noise:19 分钟前=2 小时前) 发布" },
		{ "Posted 5 minutes ago", "Posted 2 hours ago", WEIGHT_NOISE,
		    "Posted (noise:5 minutes ago=2 hours ago)" },
		{ "2021-02-01 08:05:00", "2021-02-01 09:10:00", WEIGHT_NOISE,
		    "(noise:2021-02-01 08:05:00=2021-02-01 09:10:00)" },
		{ "发布时间：2021年2月1日 08:05", "发布时间：2021年2月1日 09:05", WEIGHT_NOISE,
		    "(noise:发布时间：2021年2月1日 08:05=发布时间：2021年2月1日 09:05)" },
		{ "2021年2月1日最后更新： 2021年2月3日", "2021年2月1日", WEIGHT_NOISE,
		    "(noise:2021年2月1日最后更新： 2021年2月3日=2021年2月1日)" },
		{ "正文在此。", "正文在此。\n3天前", WEIGHT_NOISE, "正文在此。\n{+noise:3天前+}" },
	};

	(void)state;
	check_lines(rows, LENGTH(rows));
}

static void
sentences(void **state)
{
	static const struct one_line rows[] = {
		{ "第一句说河水上涨。第二句说桥梁关闭。第三句说学校停课。", "第一句说河水上涨。第三句说学校停课。",
		    WEIGHT_REMOVED, "第一句说河水上涨。[-removed:第二句说桥梁关闭。-]第三句说学校停课。" },
		{ "第一句说河水上涨。", "第一句说河水上涨。另外桥梁已经关闭。", WEIGHT_ADDED,
		    "第一句说河水上涨。{+added:另外桥梁已经关闭。+}" },
		{ "市长周二参观了新的图书馆。", "市长周二参观了旧的图书馆。", WEIGHT_REWRITTEN,
		    "市长周二参观了[-rewritten:新-]{+rewritten:旧+}的图书馆。" },
		{ "军方确认击落了飞机。", "军方没有确认击落了飞机。", WEIGHT_CLAIM,
		    "军方{+claim:没有+}确认击落了飞机。" },
		{ "桥梁已经被炸毁。", "据警方说，桥梁已经被炸毁。", WEIGHT_CLAIM,
		    "{+claim:据+}{+rewritten:警方+}{+claim:说+}{+rewritten:，+}桥梁已经被炸毁。" },
		{ "He did say so.", "He didn't say so.", WEIGHT_CLAIM,
		    "He [-rewritten:did-]{+claim:didn't+} say so." },
		{ "无人机来了。", "直升机来了。", WEIGHT_REWRITTEN, "[-rewritten:无人机-]{+rewritten:直升机+}来了。" },
		{ "他表示同意方案。", "他称同意方案。", WEIGHT_REWRITTEN,
		    "他[-rewritten:表示-]{+rewritten:称+}同意方案。" },
	};

	(void)state;
	check_lines(rows, LENGTH(rows));
}

/* A time of the day is no figure; an index and a score are. */
static void
clock_times(void **state)
{
	static const struct one_line rows[] = {
		{ "截至周三上午4点，河水上涨。", "截至周三上午7点，河水上涨。", WEIGHT_REWRITTEN, NULL },
		{ "截至周三7:55，河水上涨。", "截至周三9:30，河水上涨。", WEIGHT_REWRITTEN, NULL },
		{ "It began at 7 a.m. on the river.", "It began at 9 p.m. on the river.", WEIGHT_REWRITTEN, NULL },
		{ "股指周三下跌4点，交易清淡。", "股指周三下跌7点，交易清淡。", WEIGHT_FIGURE, NULL },
		{ "球队以13:2取胜，观众欢呼。", "球队以14:2取胜，观众欢呼。", WEIGHT_FIGURE, NULL },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct changes changes;

		compare(&arena, rows[i].old, rows[i].new, &changes);
		if (changes.weight != rows[i].weight)
			fail_msg("%s: %.*s", rows[i].new, STR_ARGS(change_weight_name(changes.weight)));
	}
}

/* A sentence split in two loses no figure. */
static void
split_sentence(void **state)
{
	static const struct one_line rows[] = {
		{ "火灾烧毁了三座仓库和两条街道，市政府计划拨款500万元修复。",
		    "火灾烧毁了三座仓库和两条街道。市政府计划拨款500万元修复。", WEIGHT_REWRITTEN, NULL },
	};
	struct arena arena CLEAN(arena_done) = { 0 };
	struct changes changes;

	(void)state;
	compare(&arena, rows[0].old, rows[0].new, &changes);
	assert_int_equal(changes.figures, 0);
	assert_true(changes.weight < WEIGHT_REMOVED);
}

static void
blocks(void **state)
{
	static const struct {
		const char *old, *new;
		const char *kinds; /* = - + ~ m, one a row */
		enum change_weight weight;
	} rows[] = {
		{ "甲段说天气。\n乙段说交通。", "甲段说天气。\n乙段说交通。", "==", WEIGHT_NONE },
		{ "甲段说天气。\n乙段说交通。\n丙段说学校。", "甲段说天气。\n丙段说学校。", "=-=", WEIGHT_REMOVED },
		{ "甲段说天气。", "甲段说天气。\n新的一段来了。", "=+", WEIGHT_ADDED },
		{ "甲段说天气很好很热。\n乙段说交通。", "甲段说天气很好很冷。\n乙段说交通。", "~=", WEIGHT_REWRITTEN },
		{ "甲段先说天气。\n乙段再说交通。\n丙段说学校。", "乙段再说交通。\n丙段说学校。\n甲段先说天气。", "m==m",
		    WEIGHT_STYLE },
		{ "", "全新的文章。", "+", WEIGHT_ADDED },
		{ "旧文章。", "", "-", WEIGHT_REMOVED },
		{ "", "", "", WEIGHT_NONE },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct changes changes;
		char kinds[8] = { 0 };

		compare(&arena, rows[i].old, rows[i].new, &changes);
		for (size_t j = 0; j < changes.count; j++)
			kinds[j] = "=-+~m"[changes.rows[j].kind];
		assert_string_equal(kinds, rows[i].kinds);
		assert_int_equal(changes.weight, rows[i].weight);
	}
}

static void
headline_alone(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct article a = { .headline = S("港口爆炸12人死亡"), .text = S("正文。") };
	struct article b = { .headline = S("港口爆炸19人死亡"), .text = S("正文。") };
	struct buf out CLEAN(buf_done) = { 0 };
	struct changes changes;

	(void)state;
	changes_between(&arena, &a, &b, &changes);
	draw(&out, &changes.headline);
	assert_true(str_equal(buf_str(&out), S("港口爆炸[-figure:12-]{+figure:19+}人死亡")));
	assert_int_equal(changes.headline.kind, CHANGE_CHANGED);
	assert_int_equal(changes.weight, WEIGHT_FIGURE);
	assert_int_equal(changes.rows[0].kind, CHANGE_SAME);
	assert_int_equal(changes.figures, 2);
}

/* A section named in brackets is no word of the headline; a headline of nothing else is. */
static void
headline_labels(void **state)
{
	static const struct {
		const char *old, *new;
		enum change_weight weight;
	} rows[] = {
		{ "【名家专栏】河水为何上涨", "河水为何上涨", WEIGHT_STYLE },
		{ "河水为何上涨", "[评论]河水为何上涨", WEIGHT_STYLE },
		{ "河水为何上涨【更新】", "【快讯】河水为何上涨", WEIGHT_STYLE },
		{ "【快讯】3人失踪", "【快讯】5人失踪", WEIGHT_FIGURE },
		{ "【快讯】", "【更新】", WEIGHT_HEADLINE },
		{ "河水【为何】上涨", "河水上涨", WEIGHT_HEADLINE },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct article a = { .headline = str_from_c(rows[i].old), .text = S("正文。") };
		struct article b = { .headline = str_from_c(rows[i].new), .text = S("正文。") };
		struct changes changes;
		changes_between(&arena, &a, &b, &changes);
		assert_int_equal(changes.headline.weight, rows[i].weight);
	}
}

static void
counts(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct changes changes;

	(void)state;
	compare(&arena, "第一句说河水上涨。\n第二段。", "第一句说河水 下降。\n第二段。", &changes);
	assert_int_equal(changes.removed, 2);
	assert_int_equal(changes.added, 2);
	assert_int_equal(changes.by_weight[WEIGHT_REWRITTEN], 1);
	assert_int_equal(changes.by_weight[WEIGHT_NONE], 2); /* a block, and the headline */
}

/* Large and unlike texts: bounded time, still whole. */
static void
large(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf old CLEAN(buf_done) = { 0 }, new CLEAN(buf_done) = { 0 };
	struct article a = { .headline = S("") }, b = { .headline = S("") };
	struct changes changes;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		buf_push_format(&old, "旧的第%d段，说%d件事。\n", i, i * 7);
		buf_push_format(&new, "new block %d says %d things.\n", i, i * 11);
	}
	a.text = buf_str(&old);
	b.text = buf_str(&new);
	changes_between(&arena, &a, &b, &changes);
	assert_int_equal(changes.count, 6000);
	assert_int_equal(changes.weight, WEIGHT_REMOVED);
}

/* Hostile sizes cost no more than their first part does. */
static void
huge(void **state)
{
	static const char *const units[] = { "a。", "\n", "字", "1 ", "a\n", "不" };

	(void)state;
	for (size_t i = 0; i < LENGTH(units); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct buf old CLEAN(buf_done) = { 0 }, new CLEAN(buf_done) = { 0 };
		struct article a = { .headline = S("") }, b = { .headline = S("") };
		struct changes changes;

		while (old.n < 3000000)
			buf_push_str(&old, str_from_c(units[i]));
		buf_push_str(&new, S("x"));
		buf_push_str(&new, buf_str(&old));
		buf_push_str(&new, S("y"));
		a.text = buf_str(&old);
		b.text = buf_str(&new);
		changes_between(&arena, &a, &b, &changes);
		assert_true(changes.weight > WEIGHT_STYLE);
		assert_true(arena.used < 400000000);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures),
		cmocka_unit_test(style),
		cmocka_unit_test(noise),
		cmocka_unit_test(sentences),
		cmocka_unit_test(clock_times),
		cmocka_unit_test(split_sentence),
		cmocka_unit_test(blocks),
		cmocka_unit_test(headline_alone),
		cmocka_unit_test(headline_labels),
		cmocka_unit_test(counts),
		cmocka_unit_test(large),
		cmocka_unit_test(huge),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "page_test.h"
#include "refine/page_label.h"

static void
labels(void **state)
{
	static const struct {
		const char *line;
		enum page_label label;
		const char *want;
	} rows[] = {
		{ "发布时间：2024年3月5日 来源：海港日报 责编：李四", LABEL_ORIGIN, "海港日报" },
		{ "发布时间：2024年3月5日 来源：海港日报 责编：李四", LABEL_EDITOR, "李四" },
		{ "（责任编辑：李四、赵六）", LABEL_EDITOR, "李四、赵六" },
		{ "責任編輯 李四", LABEL_EDITOR, "李四" },
		{ "文章来源： 海港日报 | 打印", LABEL_ORIGIN, "海港日报" },
		{ "来源：|", LABEL_ORIGIN, "" },
		{ "编辑部迁往新址", LABEL_EDITOR, "" },
		{ "消息的来源是谁", LABEL_ORIGIN, "" },
		{ "Source: Lunden Post", LABEL_ORIGIN, "Lunden Post" },
		{ "Quelle: Lundener Bote | Drucken", LABEL_ORIGIN, "Lundener Bote" },
		{ "Reporting by Tom Quay; Edited by Ada Morn", LABEL_EDITOR, "Ada Morn" },
		{ "Last edited by Tom Quay", LABEL_EDITOR, "" },
		{ "A source: nobody", LABEL_ORIGIN, "" },
		{ "", LABEL_ORIGIN, "" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str value = S("");
		bool found = label_find(str_from_c(rows[i].line), rows[i].label, &value);
		if (found != (rows[i].want[0] != 0) || (found && !str_equal(value, str_from_c(rows[i].want))))
			fail_msg("%s: %.*s", rows[i].line, STR_ARGS(value));
	}
	assert_true(str_equal(label_strip(S("来源：海港日报"), LABEL_ORIGIN), S("海港日报")));
	assert_true(str_equal(label_strip(S("海港日报"), LABEL_ORIGIN), S("海港日报")));
}

static void
openings(void **state)
{
	static const struct {
		const char *text, *origin, *reporters;
	} rows[] = {
		{ "新华社海港3月5日电（记者张三、李四）起重机坠海", "新华社", "张三、李四" },
		{ "（中央社記者陳小明台北5日電）起重機墜海", "中央社", "陳小明" },
		{ "（中央社記者陳明台北5日電）起重機墜海", "中央社", "陳明" },
		{ "本报记者 王小明 报道", "", "王小明" },
		{ "（記者王小明／海港報導）起重機墜海", "", "王小明" },
		{ "记者节的由来", "", "" },
		{ "路透社海港3月5日电 起重机", "路透社", "" },
		{ "LUNDEN, March 5 (Reuters) - A crane fell", "Reuters", "" },
		{ "LUNDEN (AP) — A crane fell", "AP", "" },
		{ "The crane (AP Photo) fell", "", "" },
		{ "The agency (Reuters) said so", "", "" },
		{ "APPLES are dear", "", "" },
		{ "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str origin, reporters;
		opening_read(str_from_c(rows[i].text), &origin, &reporters);
		if (!str_equal(origin, str_from_c(rows[i].origin)) || !str_equal(reporters, str_from_c(rows[i].reporters)))
			fail_msg("%s: %.*s; %.*s", rows[i].text, STR_ARGS(origin), STR_ARGS(reporters));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(labels), cmocka_unit_test(openings) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

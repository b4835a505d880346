#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "search/wording.h"

static const char *const ours[] = {
	"甲报讯：和平统一促进会昨天在临江开会，市长出席。",
	"甲报讯：水库大坝加固，和平統一促進會捐款。",
	"甲报讯：渔业协定签署，和平统一促进会表示欢迎。",
	"甲报讯：球队夺冠，球迷庆祝到深夜。",
	"甲报讯：面包价格上涨，烘焙业公会解释。",
	"甲报讯：博物馆新展开幕，古钟首次展出。",
	"甲报讯：市长主持会议，讨论预算。",
};

static const char *const theirs[] = {
	"乙台消息，市长在临江出席一个会议，harbour commission 说。",
	"乙台消息，水库大坝加固，harbour commission 说。",
	"乙台消息，渔业协定签署，harbour commission 说。",
	"乙台消息，球队夺冠。",
	"乙台消息，面包价格上涨。",
	"乙台消息，博物馆新展开幕。",
	"乙台消息，市长主持会议，讨论预算。",
};

static struct wording *
filled(struct arena *arena)
{
	struct wording *wording = wording_open(arena);

	for (size_t i = 0; i < LENGTH(ours); i++) {
		wording_add(wording, 0, str_from_c(ours[i]));
		wording_add(wording, 1, str_from_c(theirs[i]));
	}
	return wording;
}

static bool
has(const struct worded_list *list, const char *word, unsigned texts)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equal(list->items[i].word, str_from_c(word)))
			return list->items[i].texts == texts;
	return false;
}

/* Words as they are written, both scripts counted as one; not what stands in every text of a side,
 * nor what both have. */
static void
words_that_mark(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct wording *wording = filled(&arena);
	struct worded_list list;

	(void)state;
	wording_of(wording, 0, 3, &list);
	assert_true(has(&list, "和平统一促进会", 3));
	assert_int_equal(list.count, 1);
	wording_of(wording, 1, 3, &list);
	assert_true(has(&list, "commission", 3));
	assert_true(has(&list, "harbour", 3));
	wording_of(wording, 1, 5, &list);
	assert_int_equal(list.count, 0);
}

static void
what_is_shared(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct wording *wording = filled(&arena);

	(void)state;
	assert_int_equal(wording_shared(wording, 1, S("和平統一促進會")), 100);
	assert_int_equal(wording_shared(wording, 0, S("和平统一促进会")), 0);
	assert_int_equal(wording_shared(wording, 0, S("……！")), 100);
	assert_in_range(wording_shared(wording, 0, S("古钟首次展出，面包价格上涨。")), 30, 70);
	assert_int_equal(wording_shared(wording_open(&arena), 0, S("无人")), 0);
}

static void
odd_texts(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct wording *wording = wording_open(&arena);
	struct worded_list list;
	struct buf large CLEAN(buf_done) = { 0 };

	(void)state;
	for (unsigned i = 0; i < WORDING_TEXT_MAX; i++)
		buf_push_literal(&large, "重");
	wording_of(wording, 0, 1, &list);
	assert_int_equal(list.count, 0);
	wording_add(wording, 0, S(""));
	wording_add(wording, 0, buf_str(&large));
	wording_of(wording, 0, 1, &list);
	assert_int_equal(list.count, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_that_mark),
		cmocka_unit_test(what_is_shared),
		cmocka_unit_test(odd_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "read/markup.h"
#include "refine/held.h"

static struct markup *markup;

static void
count(struct arena *arena, struct str text, struct str html, int64_t *blocks, int64_t *held)
{
	struct doc page;

	assert_int_equal(markup_parse(markup, arena, html, NULL, &page).code, ERR_NONE);
	held_count(arena, text, &page, blocks, held);
}

static void
blocks_are_found(void **state)
{
	static const struct {
		const char *text, *html;
		int64_t blocks, held;
	} cases[] = {
		{ "", "<p>a</p>", 0, 0 },
		{ "too short", "too short", 0, 0 },
		{ "exactly 12 let", "<p>exactly 12 let</p>", 1, 1 },
		{ "exactly 12 let", "", 1, 0 },
		/* what is between the letters does not count, nor how they are written */
		{ "The bridge is closed until Friday.",
		    "<p>THE <b>bridge</b> is\nclosed<br>until "
		    "&ldquo;Ｆｒｉｄａｙ&rdquo;</p>",
		    1, 1 },
		{ "甲地昨夜大雨，乙河水位上涨两米。\n三座桥梁关闭，居民已经撤离到学校里。",
		    "<p>甲地昨夜大雨, "
		    "乙河水位上涨两米</p><p>三座桥梁关闭，居民没有撤离到学校里。</p>",
		    2, 1 },
		/* one letter changed, at the front, in the middle, at the end */
		{ "abcdefghijklmnopqrstuvwxyz", "Xbcdefghijklmnopqrstuvwxyz", 1, 0 },
		{ "abcdefghijklmnopqrstuvwxyz", "abcdefghijklmXopqrstuvwxyz", 1, 0 },
		{ "abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyX", 1, 0 },
		{ "abcdefghijklmnopqrstuvwxyz", "00abcdefghijklmnopqrstuvwxyz00", 1, 1 },
		/* two scripts are two texts */
		{ "烏克蘭東部發生激烈戰鬥傷亡", "乌克兰东部发生激烈战斗伤亡", 1, 0 },
		/* not text */
		{ "the words that we kept", "<script>the words that we kept</script>", 1, 0 },
		{ "the words that we kept", "<style>the words that we kept</style>", 1, 0 },
		{ "the words that we kept", "<template>the words that we kept</template>", 1, 0 },
		{ "the words that we kept", "<!-- the words that we kept -->", 1, 0 },
		{ "the words that we kept", "<noscript>the words that we kept</noscript>", 1, 1 },
		/* the same block twice */
		{ "the words that we kept\nthe words that we kept", "the words that we kept", 2,
		    2 },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		int64_t blocks, held;

		count(&arena, str_from_c(cases[i].text), str_from_c(cases[i].html), &blocks, &held);
		if (blocks != cases[i].blocks || held != cases[i].held)
			fail_msg("%s in %s: %d of %d", cases[i].text, cases[i].html, (int)held,
			    (int)blocks);
	}
}

/* A page of one letter, looked at for many blocks that begin like it: no time is spent on each
 * place for each block. */
static void
repetition_is_linear(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf text CLEAN(buf_done) = { 0 }, html CLEAN(buf_done) = { 0 };
	int64_t blocks, held;

	(void)state;
	for (unsigned i = 0; i < 20000; i++)
		buf_push_format(&text, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa%u\n", i);
	for (unsigned i = 0; i < 2000000; i++)
		buf_push_char(&html, 'a');
	count(&arena, buf_str(&text), buf_str(&html), &blocks, &held);
	assert_int_equal(blocks, 20000);
	assert_int_equal(held, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_are_found),
		cmocka_unit_test(repetition_is_linear),
	};
	int failed;

	if (markup_open(MARKUP_MYHTML, &markup).code)
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	markup_close(markup);
	return failed;
}

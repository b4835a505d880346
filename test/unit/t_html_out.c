#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "show/html_out.h"

static struct html_out
out_new(struct buf *to, struct arena *arena, enum tongue tongue)
{
	return (struct html_out){ .to = to, .arena = arena, .tongue = tongue, .zone_s = 8 * 3600 };
}

static void
attributes(void **state)
{
	struct buf to CLEAN(buf_done) = { 0 };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct html_out out = out_new(&to, &arena, TONGUE_EN);

	(void)state;
	out_href(&out, "/search?q=%s&page=%d", "a\"><script>", 2);
	assert_true(str_find_char(buf_str(&to), '<', 0) < 0);
	assert_true(str_starts(buf_str(&to), S(" href=\"/search?q=a")));
	assert_true(str_find(buf_str(&to), S("&amp;page=2\""), 0) > 0);
	buf_reset(&to);
	out_lang(&out, S("zh-Hant"));
	out_lang(&out, S("en"));  /* the page's own */
	out_lang(&out, S("und")); /* says nothing */
	out_lang(&out, S(""));
	assert_true(str_equal(buf_str(&to), S(" lang=\"zh-Hant\"")));
	buf_reset(&to);
	out.script = SCRIPT_HANT;
	out_href(&out, "/a/%d", 5);
	assert_true(str_equal(buf_str(&to), S(" href=\"/zh-hant/a/5\"")));
}

static void
marks(void **state)
{
	struct mark spans[] = { { 2, 5 }, { 6, 9 } };
	struct marked marked = { S("a 中b水<"), spans, 2 };
	struct buf to CLEAN(buf_done) = { 0 };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct html_out out = out_new(&to, &arena, TONGUE_EN);

	(void)state;
	out_marked(&out, &marked, S("zh-Hans"));
	assert_true(str_equal(buf_str(&to), S("a <mark>中</mark>b<mark>水</mark>&lt;")));
}

static void
times(void **state)
{
	static const struct {
		int64_t seconds;
		enum time_form form;
		struct str want;
	} cases[] = {
		{ 0, TIME_BOTH,
		    STR_INIT("<time datetime=\"1970-01-01T00:00:00Z\">1970-01-01 08:00</time>") },
		{ 1612108799, TIME_DAY,
		    STR_INIT("<time datetime=\"2021-01-31T15:59:59Z\">2021-01-31</time>") },
		{ 1612108800, TIME_DAY,
		    STR_INIT("<time datetime=\"2021-01-31T16:00:00Z\">2021-02-01</time>") },
		{ 1612108800, TIME_CLOCK,
		    STR_INIT("<time datetime=\"2021-01-31T16:00:00Z\">00:00</time>") },
		{ 1612108800, TIME_ZONE,
		    STR_INIT(
			"<time datetime=\"2021-01-31T16:00:00Z\">2021-02-01 00:00 +08:00</time>") },
		{ -86400, TIME_BOTH,
		    STR_INIT("<time datetime=\"1969-12-31T00:00:00Z\">1969-12-31 08:00</time>") },
	};
	struct buf to CLEAN(buf_done) = { 0 };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct html_out out = out_new(&to, &arena, TONGUE_EN);

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		buf_reset(&to);
		out_time(&out, cases[i].seconds, cases[i].form);
		assert_true(str_equal(buf_str(&to), cases[i].want));
	}
	assert_true(str_equal(zone_text(&arena, -12600), S("-03:30")));
}

/* A date in the zone it was written with; one of UTC in the outlet's own; what is no clock time is
 * not moved. */
static void
whens(void **state)
{
	static const struct {
		struct when when;
		int32_t zone_s;
		struct str want;
	} cases[] = {
		{ { 1612108800000, 0, WHEN_MILLISECOND, ZONE_GIVEN }, 28800,
		    STR_INIT(
			"<time datetime=\"2021-01-31T16:00:00Z\">2021-02-01 00:00 +08:00</time>") },
		{ { 1612108800000, 3600, WHEN_SECOND, ZONE_GIVEN }, 28800,
		    STR_INIT(
			"<time datetime=\"2021-01-31T16:00:00Z\">2021-01-31 17:00 +01:00</time>") },
		{ { 1612108800000, 0, WHEN_MINUTE, ZONE_UNKNOWN }, 28800,
		    STR_INIT("<time datetime=\"2021-01-31T16:00:00Z\">2021-01-31 16:00</time>") },
		{ { 1612051200000, 0, WHEN_DAY, ZONE_GIVEN }, -18000,
		    STR_INIT("<time datetime=\"2021-01-31\">2021-01-31</time>") },
		{ { 1609459200000, 0, WHEN_MONTH, ZONE_GIVEN }, 0,
		    STR_INIT("<time datetime=\"2021-01\">2021-01</time>") },
		{ { 0 }, 28800, STR_INIT("") },
	};
	struct buf to CLEAN(buf_done) = { 0 };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct html_out out = out_new(&to, &arena, TONGUE_EN);

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		buf_reset(&to);
		out_when(&out, cases[i].when, cases[i].zone_s);
		if (!str_equal(buf_str(&to), cases[i].want))
			fail_msg("%zu: %.*s", i, STR_ARGS(buf_str(&to)));
	}
}

static void
words(void **state)
{
	static const struct {
		struct str accept;
		enum tongue tongue;
	} cases[] = {
		{ STR_INIT(""), TONGUE_EN },
		{ STR_INIT("zh-CN,zh;q=0.9,en;q=0.8"), TONGUE_HANS },
		{ STR_INIT("zh-TW"), TONGUE_HANT },
		{ STR_INIT("ZH-hant-HK;q=0.5, en;q=0.4"), TONGUE_HANT },
		{ STR_INIT("fr, de;q=0.9"), TONGUE_EN },
		{ STR_INIT("fr, zh;q=0.1"), TONGUE_HANS },
		{ STR_INIT("en;q=0.2, zh-HK;q=0.25"), TONGUE_HANT },
		{ STR_INIT("zh;q=0"), TONGUE_EN },
		{ STR_INIT(",;;q=,zh;q"), TONGUE_HANS },
	};
	struct buf to CLEAN(buf_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_int_equal(tongue_from_accept(cases[i].accept), cases[i].tongue);
	for (enum word word = 0; word < WORD_MAX; word++)
		for (enum tongue tongue = 0; tongue < TONGUE_MAX; tongue++)
			assert_true(word_text(word, tongue).n > 0);
	assert_true(str_equal(lang_name(S("zh-Hant"), TONGUE_HANS), S("繁体中文")));
	assert_true(str_equal(lang_name(S("tlh"), TONGUE_EN), S("tlh")));
	word_count(&to, WORD_N_ARTICLES, TONGUE_EN, 1);
	word_count(&to, WORD_N_ARTICLES, TONGUE_EN, 20);
	word_count(&to, WORD_N_ARTICLES, TONGUE_HANT, 3);
	assert_true(str_equal(buf_str(&to), S("1 article20 articles3 篇")));
}

static void
days(void **state)
{
	struct buf to CLEAN(buf_done) = { 0 };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct html_out out = out_new(&to, &arena, TONGUE_HANS);

	(void)state;
	out_day_name(&out, 18713);
	assert_true(str_equal(buf_str(&to), S("2021年3月27日 星期六")));
	buf_reset(&to);
	out.tongue = TONGUE_EN;
	out_day_name(&out, -1);
	assert_true(str_equal(buf_str(&to), S("Wednesday, 31 December 1969")));
	buf_reset(&to);
	out_size(&out, 999);
	out_size(&out, 107300000);
	assert_true(str_equal(buf_str(&to), S("999 B107.3 MB")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(attributes),
		cmocka_unit_test(marks),
		cmocka_unit_test(times),
		cmocka_unit_test(whens),
		cmocka_unit_test(words),
		cmocka_unit_test(days),
	};

	return cmocka_run_group_tests_name("html_out", tests, NULL, NULL);
}

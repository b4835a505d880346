#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "refine/rules.h"
#include "tree.h"

static void
globs(void **state)
{
	static const struct {
		const char *pattern, *s;
		bool fits;
	} cases[] = {
		{ "", "", true },
		{ "*", "", true },
		{ "*", "anything", true },
		{ "分享", "分享", true },
		{ "分享", "分享到", false },
		{ "分享*", "分享到", true },
		{ "*分享", "请分享", true },
		{ "The post * appeared first on *", "The post A day appeared first on Example.",
		    true },
		{ "The post * appeared first on *", "The post of the day", false },
		{ "a*b*c", "aXbXbXc", true },
		{ "a*b*c", "aXbXbX", false },
		{ "*aab", "aaaaaaab", true },
		{ "**", "x", true },
		{ "a", "", false },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_int_equal(glob_match(str_from_c(cases[i].pattern), str_from_c(cases[i].s)),
		    cases[i].fits);
}

/* A pattern of many stars must not cost more than the product of both lengths. */
static void
globs_do_not_explode(void **state)
{
	char s[2000];

	(void)state;
	memset(s, 'a', sizeof(s));
	assert_false(glob_match(S("*a*a*a*a*a*a*a*a*a*b"), (struct str){ s, sizeof(s) }));
}

static enum class_action
action_of(const char *attrs)
{
	struct arena arena = { 0 };
	char text[256];
	struct doc doc;
	enum class_action action;

	snprintf(text, sizeof(text), "(div %s)", attrs);
	doc = tree_from(&arena, text);
	action = class_of(&doc.nodes[1])->action;
	arena_done(&arena);
	return action;
}

static void
classes(void **state)
{
	(void)state;
	assert_int_equal(action_of("class=adsbygoogle"), CLASS_REMOVE);
	assert_int_equal(action_of("id=adsbygoogle"), CLASS_REMOVE);
	assert_int_equal(action_of("class=adslot_pcBox"), CLASS_REMOVE);
	assert_int_equal(action_of("class=xyz-Caption"), CLASS_CAPTION);
	assert_int_equal(action_of("class=picinfo"), CLASS_CAPTION);
	assert_int_equal(action_of("class=Caption"), CLASS_NONE);
	assert_int_equal(action_of("class=headset"), CLASS_NONE);
	assert_int_equal(action_of("class=shareholder"), CLASS_NONE);
	assert_int_equal(action_of("class=address"), CLASS_NONE);
	assert_int_equal(action_of("class=-"), CLASS_NONE);
	assert_int_equal(action_of(""), CLASS_NONE);
	/* the strongest counts, wherever it stands */
	assert_int_equal(action_of("class=picinfo id=sharedaddy"), CLASS_REMOVE);
}

static void
classes_of_several_words(void **state)
{
	struct node node = { .tag = TAG_DIV };
	struct attr attr = { ATTR_CLASS, S("  wide  wp-caption-text  left ") };

	(void)state;
	node.attrs = &attr;
	node.attr_count = 1;
	assert_int_equal(class_of(&node)->action, CLASS_CAPTION);
}

static void
lines(void **state)
{
	unsigned all = 1u << LINE_ANYWHERE | 1u << LINE_TAIL | 1u << LINE_ALONE;
	char longer[LINE_MAX + 100];

	(void)state;
	assert_int_equal(
	    line_row(S("获取更多RSS：\nhttps://feed.example"), all)->note, NOTE_FOOTER);
	assert_int_equal(line_row(S("延伸閱讀"), all)->action, LINE_LABEL);
	assert_null(line_row(S("延伸閱讀的樂趣"), all));
	assert_null(line_row(S("© 2021 X"), 1u << LINE_ANYWHERE));
	assert_int_equal(line_row(S("© 2021 X"), all)->action, LINE_CREDIT);
	assert_null(line_row(S(""), all));
	memset(longer, 'x', sizeof(longer));
	memcpy(longer, "Continue reading ", 17);
	assert_null(line_row((struct str){ longer, sizeof(longer) }, all));
	assert_string_equal(line_label(line_row(S("分享到微博"), all)).p, "分享到*");
	assert_int_equal(line_label(line_row(S("分享到微博"), all)).n, strlen("分享到"));
}

static void
addresses(void **state)
{
	(void)state;
	assert_int_equal(
	    address_of(S("https://www.facebook.com/sharer/sharer.php?u=x"))->kind, ADDRESS_SHARE);
	assert_int_equal(address_of(S("//twitter.com/intent/tweet?url=x"))->kind, ADDRESS_SHARE);
	assert_int_equal(address_of(S("https://twitter.com/someone/status/1"))->kind, ADDRESS_NONE);
	assert_int_equal(address_of(S("HTTPS://ad.doubleclick.net/x.gif"))->kind, ADDRESS_TRACKER);
	assert_int_equal(address_of(S("https://a.example/blank.gif"))->kind, ADDRESS_WAIT);
	assert_int_equal(address_of(S(""))->kind, ADDRESS_NONE);
	assert_int_equal(address_of(S("https:"))->kind, ADDRESS_NONE);
}

static void
credits(void **state)
{
	/* the caption, and the part before the credit */
	static const char *const cases[][2] = {
		{ "市长在桥上讲话。（中央社檔案照片）", "市长在桥上讲话。" },
		{ "市长在桥上讲话。(法新社)", "市长在桥上讲话。" },
		{ "The bridge (Photo by A. Person/Getty Images).", "The bridge " },
		{ "大桥。（2021年2月1日）", NULL },
		{ "大桥通车（左）", NULL },
		{ "大桥通车。REUTERS/A. Person", "大桥通车。" },
		{ "大桥通车。中央社記者甲乙攝 110年2月1日", "大桥通车。" },
		{ "中央社記者在現場採訪", NULL },
		{ "图像来源，Getty Images", "" },
		{ "图片来源：甲社", "" },
		{ "他是路透社记者", NULL },
		{ "", NULL },
		{ "）", NULL },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str caption = str_from_c(cases[i][0]);
		size_t want = cases[i][1] ? strlen(cases[i][1]) : caption.n;

		assert_int_equal(credit_start(caption), want);
	}
}

static void
caption_labels(void **state)
{
	struct str s = caption_without_label(S("图像加注文字，大桥"));

	(void)state;
	assert_true(str_equal(s, S("大桥")));
	assert_true(str_equal(caption_without_label(S("大桥")), S("大桥")));
}

static void
titles_and_escapes(void **state)
{
	(void)state;
	assert_int_equal(title_part(S("RFI")), TITLE_SITE);
	assert_int_equal(title_part(S("World")), TITLE_SECTION_BEFORE);
	assert_int_equal(title_part(S("一线采访")), TITLE_NONE);
	assert_int_equal(escape_rune(S("nbsp")), 0xa0);
	assert_int_equal(escape_rune(S("lt")), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(globs),
		cmocka_unit_test(globs_do_not_explode),
		cmocka_unit_test(classes),
		cmocka_unit_test(classes_of_several_words),
		cmocka_unit_test(lines),
		cmocka_unit_test(addresses),
		cmocka_unit_test(credits),
		cmocka_unit_test(caption_labels),
		cmocka_unit_test(titles_and_escapes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

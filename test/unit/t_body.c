#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "show/body.h"

/* A picture says that it is one and where; a machine's name for it, or what its caption says
 * already, is no caption. */
static void
pictures(void **state)
{
	static const struct {
		const char *alt, *src, *caption, *want;
		enum tongue tongue;
	} cases[] = {
		{ "船在港口", "https://a.example/1.jpg", "", "图片：船在港口（a.example）",
		    TONGUE_HANS },
		{ "Ships at the quay", "https://a.example/1.jpg", "",
		    "Picture: Ships at the quay (a.example)", TONGUE_EN },
		{ "", "https://a.example", "", "圖片（a.example）", TONGUE_HANT },
		{ "cdtimg", "https://a.example/1.jpg", "", "Picture (a.example)", TONGUE_EN },
		{ "IMG_0012.JPG", "https://a.example/1.jpg", "", "Picture (a.example)", TONGUE_EN },
		{ "my photo.jpeg", "https://a.example/1.jpg", "", "Picture (a.example)",
		    TONGUE_EN },
		{ "http://a.example/1 2", "https://a.example/1", "", "Picture (a.example)",
		    TONGUE_EN },
		{ "船在港口", "https://a.example/1.jpg", "图：船在港口，五月", "图片（a.example）",
		    TONGUE_HANS },
	};
	struct arena arena CLEAN(arena_done) = { 0 };
	struct html_out out = { .arena = &arena };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str words;

		out.tongue = cases[i].tongue;
		words = picture_words(&out, str_from_c(cases[i].alt), str_from_c(cases[i].src),
		    str_from_c(cases[i].caption));
		if (!str_equal(words, str_from_c(cases[i].want)))
			fail_msg("%zu: %.*s", i, STR_ARGS(words));
	}
}

static struct doc
doc_invent(struct arena *arena)
{
	struct doc_builder builder;
	struct doc doc;

	doc_begin(&builder, arena);
	doc_open(&builder, TAG_P);
	doc_text(&builder, S("The dam & <b>the "));
	doc_open(&builder, TAG_MARK);
	doc_text(&builder, S("quay"));
	doc_close(&builder);
	doc_close(&builder);
	doc_open(&builder, TAG_P);
	doc_text(&builder, S("Dam again"));
	doc_close(&builder);
	assert_false(doc_finish(&builder, &doc).code);
	return doc;
}

static void
marks(void **state)
{
	static const struct {
		const char *query, *want;
	} cases[] = {
		{ "dam", "<p>The <mark id='hit'>dam</mark> &amp; &lt;b&gt;the quay</p><p>"
			 "<mark>Dam</mark> again</p>" },
		{ "nothing", "<p>The dam &amp; &lt;b&gt;the quay</p><p>Dam again</p>" },
		{ NULL, "<p>The dam &amp; &lt;b&gt;the <mark>quay</mark></p><p>Dam again</p>" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf to CLEAN(buf_done) = { 0 };
	struct html_out out = { .to = &to, .arena = &arena };
	struct doc doc = doc_invent(&arena);

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct query *query = NULL;

		buf_reset(&to);
		if (cases[i].query)
			assert_false(query_parse(&arena, str_from_c(cases[i].query), 0, &query).code);
		assert_int_equal(body_write(&out, &doc, S("en"), NULL, query, 0), i == 0);
		if (!str_equal(buf_str(&to), str_from_c(cases[i].want)))
			fail_msg("%zu: %.*s", i, STR_ARGS(buf_str(&to)));
	}
}

/* A passage in another language is neither converted nor said to be Chinese; one in Chinese is both. */
static void
passages(void **state)
{
	static const struct {
		const char *lang, *want;
	} cases[] = {
		{ "ja", "<p>水庫<em lang=\"ja\">水库 発表</em></p>" },
		{ "zh-Hans", "<p>水庫<em lang=\"zh-Hant\">水庫 発表</em></p>" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf to CLEAN(buf_done) = { 0 };
	struct html_out out = { .to = &to, .arena = &arena, .script = SCRIPT_HANT };

	(void)state;
	assert_int_equal(script_open(SCRIPT_HANT, &out.converter).code, ERR_NONE);
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct doc_builder builder;
		struct doc doc;

		doc_begin(&builder, &arena);
		doc_open(&builder, TAG_P);
		doc_text(&builder, S("水库"));
		doc_open(&builder, TAG_EM);
		doc_attr(&builder, ATTR_LANG, str_from_c(cases[i].lang));
		doc_text(&builder, S("水库 発表"));
		doc_close(&builder);
		doc_close(&builder);
		assert_false(doc_finish(&builder, &doc).code);
		buf_reset(&to);
		body_write(&out, &doc, S("zh-Hans"), NULL, NULL, 0);
		if (!str_equal(buf_str(&to), str_from_c(cases[i].want)))
			fail_msg("%zu: %.*s", i, STR_ARGS(buf_str(&to)));
	}
	script_close(out.converter);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pictures),
		cmocka_unit_test(marks),
		cmocka_unit_test(passages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

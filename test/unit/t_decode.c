/*
 * The first stage, and the tale that explain tells of all of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "main/stages.h"

#define HEAD "<!--1612139160000-->\n"
#define RULE "\n------\n\n"

static struct markup *markup;
static struct arena arena;

static int
setup(void **state)
{
	(void)state;
	return (int)markup_open(MARKUP_MYHTML, &markup).code;
}

static int
teardown(void **state)
{
	(void)state;
	markup_close(markup);
	arena_done(&arena);
	return 0;
}

static struct err
decode(struct raw bytes, int32_t zone_s, struct article *article, struct str *body)
{
	const struct question question = {
		.bytes = bytes, .source = S("folder"), .zone_s = zone_s, .now = 1612139999
	};

	*article = (struct article){ 0 };
	return article_decode(&arena, markup, &question, article, body);
}

static void
same(struct str got, const char *want, const char *of)
{
	if (!str_equal(got, str_from_c(want)))
		fail_msg("%s: got \"%.*s\", want \"%s\"", of, STR_ARGS(got), want);
}

static void
titles_are_decoded(void **state)
{
	static const struct {
		const char *written, *title;
		enum note_code note;
	} cases[] = {
		{ "plain", "plain", NOTE_MAX },
		{ "A &amp; B", "A & B", NOTE_TITLE_ENTITY },
		{ "&ldquo;甲&rdquo;&nbsp;乙", "“甲”\u00a0乙", NOTE_TITLE_ENTITY },
		{ "A &amp;amp; B", "A & B", NOTE_DOUBLE_ESCAPED },
		{ "AT&T <b>x</b>", "AT&T <b>x</b>", NOTE_MAX },
		{ "  two\n  lines\t ", "two lines", NOTE_MAX },
		{ "&lt;script&gt;", "<script>", NOTE_TITLE_ENTITY },
		{ "", "", NOTE_MAX },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str file = str_join(&arena, S(HEAD "["), str_from_c(cases[i].written),
		    S("](https://example.org/)" RULE "x\n"), STR_END);
		struct article article;
		struct str body;
		assert_int_equal(decode(raw_from_str(file), 0, &article, &body).code, ERR_NONE);
		same(article.title, cases[i].title, cases[i].written);
		for (unsigned code = 0; code < NOTE_MAX; code++)
			if (article.notes.count[code] && code != NOTE_TITLE_ENTITY &&
			    code != cases[i].note)
				fail_msg("%s: %s", cases[i].written,
				    note_row((enum note_code)code)->key);
		if (cases[i].note != NOTE_MAX)
			assert_int_equal(article.notes.count[cases[i].note], 1);
	}
}

static void
sources_by_rank(void **state)
{
	static const struct {
		const char *file, *source;
	} cases[] = {
		{ HEAD "[a](https://example.org/)" RULE "x\n", "folder" },
		{ HEAD "[a](https://www.rfi.fr/cn/x)" RULE "x\n", "法广" },
		{ "---\nauthor: 某報\n---\n" HEAD "[a](https://www.rfi.fr/cn/x)" RULE "x\n",
		    "某報" },
		{ "---\nauthor: 某報\nsource: 乙台\n---\n" HEAD "[a](https://www.rfi.fr/cn/x)" RULE
		  "x\n",
		    "乙台" },
		{ "---\nauthor: \"\"\n---\n" HEAD "[a](https://www.rfi.fr/cn/x)" RULE "x\n",
		    "法广" },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct article article;
		struct str body;
		assert_int_equal(
		    decode(raw_from_str(str_from_c(cases[i].file)), 0, &article, &body).code,
		    ERR_NONE);
		same(article.source, cases[i].source, cases[i].file);
	}
}

static void
front_matter_fills_what_it_names(void **state)
{
	static const char file[] = "---\ntitle: a\nurl: https://www.zaobao.com/x\ndate: 2021-02-01 "
				   "09:48:19\nsection: 國際\n"
				   "tags: [甲, 乙]\ncategories: [乙, 丙, '']\n---\n<p>x</p>";
	struct article article;
	struct str body;
	(void)state;

	assert_int_equal(decode(raw_from_str(str_from_c(file)), 0, &article, &body).code, ERR_NONE);
	assert_int_equal(article.tags.count, 3);
	same(article.tags.items[2], "丙", "tags");
	same(article.section, "國際", "section");
	same(article.published_evidence, "front matter", "evidence");
	assert_int_equal(article.notes.count[NOTE_FRONT_MATTER], 1);
	assert_int_equal(article.notes.count[NOTE_UNFINISHED], 1);
	/* no zone is written: the outlet's, eight hours east */
	assert_int_equal(article.published.offset_s, 28800);
	assert_true(article.published.ms == 1612144099000);
	/* the asker knew better */
	assert_int_equal(
	    decode(raw_from_str(str_from_c(file)), 3600, &article, &body).code, ERR_NONE);
	assert_int_equal(article.published.offset_s, 3600);
}

static void
what_is_too_long_is_cut(void **state)
{
	struct buf file CLEAN(buf_done) = { 0 };
	struct article article;
	struct str body;
	(void)state;

	buf_push_literal(&file, "---\nauthor: ");
	for (int i = 0; i < 1000; i++)
		buf_push_literal(&file, "某");
	buf_push_literal(&file, "\ntags:\n");
	for (int i = 0; i < 200; i++)
		buf_push_format(&file, "- %d\n", i);
	buf_push_literal(&file, "---\n" HEAD "[");
	for (int i = 0; i < 10000; i++)
		buf_push_literal(&file, "甲");
	buf_push_literal(&file, "](https://example.org/)" RULE "x\n");
	assert_int_equal(decode(buf_raw(&file), 0, &article, &body).code, ERR_NONE);
	assert_int_equal(article.title.n, TITLE_MAX - TITLE_MAX % 3);
	assert_int_equal(article.source.n, SOURCE_MAX - SOURCE_MAX % 3);
	assert_int_equal(article.tags.count, TAGS_MAX);
	assert_int_equal(article.notes.count[NOTE_CUT], 2);
}

static void
faults_are_at_the_byte_of_the_file(void **state)
{
	static const struct {
		struct str file;
		enum err_code code;
		unsigned at;
	} cases[] = {
		{ STR_INIT(""), ERR_EMPTY, 0 },
		{ STR_INIT("\xef\xbb\xbf<!--NaN-->\n"), ERR_DATE, 7 },
		{ STR_INIT(HEAD "[a](ftp://example.org/)" RULE "x\n"), ERR_URL_SCHEME, 25 },
		{ STR_INIT(HEAD "[a](javascript:alert(1))" RULE "x\n"), ERR_URL_SCHEME, 25 },
		{ STR_INIT(HEAD "[a](/relative)" RULE "x\n"), ERR_URL, 25 },
		{ STR_INIT("\xef\xbb\xbf" HEAD "[a](https://)" RULE "x\n"), ERR_URL, 28 },
		{ STR_INIT(HEAD "[a](https://example.org/)" RULE "x\xe7\x94"), ERR_UTF8, 56 },
		{ STR_INIT(HEAD "[a](https://example.org/)" RULE "x\0y"), ERR_BINARY, 56 },
		{ STR_INIT("\xbc\xd7\xb5\xd8\xb4\xf3\xd3\xea"), ERR_UTF8, 0 },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct article article;
		struct str body;
		struct err err = decode(raw_from_str(cases[i].file), 0, &article, &body);
		if (err.code != cases[i].code || err.at != cases[i].at)
			fail_msg("case %zu: %s %s at %u", i, err_row(err.code)->name,
			    err.what ? err.what : "", err.at);
	}
}

static struct str
explain(const char *file)
{
	const struct question question = {
		.bytes = raw_from_str(str_from_c(file)), .source = S("folder"), .now = 1612139999
	};
	struct buf out CLEAN(buf_done) = { 0 };

	article_explain(&arena, markup, &question, &out);
	assert_int_equal(out.err.code, ERR_NONE);
	return str_copy(&arena, buf_str(&out));
}

static void
explain_tells_each_stage(void **state)
{
	static const char *const told[] = { "== decode\n", "  title               甲地大雨\n",
		"== parse\n", "    p class=c\n      \"甲地今天大雨。\"\n", "== meta\n",
		"== clean\n", "class attribute removed\n", "== text\n", "  lang ", "== prints\n",
		"  digest " };
	struct str text = explain(
	    HEAD "[甲地大雨](https://example.org/1)" RULE "<p class=c>甲地今天大雨。</p>\n");
	size_t at = 0;
	(void)state;

	for (size_t i = 0; i < LENGTH(told); i++) {
		ptrdiff_t found = str_find(text, str_from_c(told[i]), at);
		if (found < 0)
			fail_msg("no \"%s\" in:\n%.*s", told[i], STR_ARGS(text));
		at = (size_t)found;
	}
}

static void
explain_ends_with_the_fault(void **state)
{
	struct str text = explain("<!--NaN-->\n[a](https://example.org/)" RULE "x\n");
	(void)state;

	same(text, "== decode\n  ERR_DATE: has no usable date: NaN, at byte 4\n", "fault");
}

static void
reading_leaves_nothing_on_failure(void **state)
{
	const struct question question = { .bytes = raw_from_str(S("nothing")) };
	struct article article = { .rules = 77 };
	(void)state;

	assert_int_equal(article_read(&arena, markup, &question, &article).code, ERR_HEADER);
	assert_int_equal(article.rules, 77);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(titles_are_decoded),
		cmocka_unit_test(sources_by_rank),
		cmocka_unit_test(front_matter_fills_what_it_names),
		cmocka_unit_test(what_is_too_long_is_cut),
		cmocka_unit_test(faults_are_at_the_byte_of_the_file),
		cmocka_unit_test(explain_tells_each_stage),
		cmocka_unit_test(explain_ends_with_the_fault),
		cmocka_unit_test(reading_leaves_nothing_on_failure),
	};

	return cmocka_run_group_tests_name("decode", tests, setup, teardown);
}

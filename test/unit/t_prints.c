#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "refine/prints.h"

static struct article
printed(struct arena *arena, const char *headline, const char *text)
{
	struct article article = { .headline = str_from_c(headline), .text = str_from_c(text) };

	article_prints(arena, &article);
	return article;
}

static bool
same(const char *a, const char *b)
{
	struct arena arena = { 0 };
	struct article one = printed(&arena, "h", a), other = printed(&arena, "h", b);
	bool equal = digest_equal(&one.digest, &other.digest);

	assert_int_equal(equal, digest_equal(&one.body_digest, &other.body_digest));
	arena_done(&arena);
	return equal;
}

static void
what_makes_no_revision(void **state)
{
	(void)state;
	assert_true(same("桥 通车了。\n第二段", "桥通车了。 第二段"));
	assert_true(same("one  two\nthree", "one two three"));
	assert_true(same("共１２３人，（约）", "共123人,(约)"));
	assert_true(same("桥\xe3\x80\x80通车", "桥通车"));
	assert_true(same("桥\xe2\x80\x8b通车\xef\xbb\xbf", "桥通车"));
	assert_true(same("19 分钟前\n桥通车。", "3 小时前\n桥通车。"));
	assert_true(same("桥通车。\n2021-02-01 10:00", "桥通车。"));
}

static void
what_makes_one(void **state)
{
	(void)state;
	assert_false(same("至少12人", "至少19人"));
	assert_false(same("no where", "nowhere"));
	assert_false(same("Bridge", "bridge"));
	assert_false(same("国家", "國家"));
	assert_false(same("桥通车。", "桥通车！"));
	assert_false(same("他3小时前抵达", "他5小时前抵达"));
	assert_false(same("2021年2月1日\n桥通车", "桥通车"));
	assert_false(same("", "x"));
}

static void
headline_and_body(void **state)
{
	struct arena arena = { 0 };
	struct article a = printed(&arena, "one", "text"), b = printed(&arena, "two", "text");
	struct digest plain = digest_of(raw_from_str(S("text")));

	(void)state;
	assert_false(digest_equal(&a.digest, &b.digest));
	assert_true(digest_equal(&a.body_digest, &b.body_digest));
	assert_true(digest_equal(&a.body_digest, &plain));
	assert_int_equal(a.simhash, b.simhash);
	/* the line between text and headline cannot be moved */
	a = printed(&arena, "b", "a");
	b = printed(&arena, "", "a b");
	assert_false(digest_equal(&a.digest, &b.digest));
	arena_done(&arena);
}

/* A long text, one sentence of it changed, and another text. */
static void
likeness(void **state)
{
	struct arena arena = { 0 };
	struct buf text = { 0 }, edited = { 0 }, other = { 0 };
	uint64_t a, b, c;

	(void)state;
	for (unsigned i = 0; i < 80; i++) {
		buf_push_format(&text, "第%u号桥今天在河口镇通车，往来车辆%u辆。", i, i * 37 % 101);
		buf_push_format(&edited, "第%u号桥今天在河口镇通车，往来车辆%u辆。",
		    i == 40 ? 99 : i, i * 37 % 101);
		buf_push_format(
		    &other, "湖边的学校第%u班收到图书%u册，学生很高兴。", i, i * 53 % 97);
	}
	a = prints_simhash(&arena, buf_str(&text));
	b = prints_simhash(&arena, buf_str(&edited));
	c = prints_simhash(&arena, buf_str(&other));
	assert_in_range(prints_distance(a, b), 0, 6);
	assert_in_range(prints_distance(a, c), 16, 48);
	buf_done(&text);
	buf_done(&edited);
	buf_done(&other);
	arena_done(&arena);
}

/* Folding: width, case, script and punctuation do not change the fingerprint. */
static void
likeness_is_folded(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	assert_int_equal(prints_simhash(&arena, S("國際新聞 ABC１２")),
	    prints_simhash(&arena, S("“国际新闻”，abc12")));
	assert_int_equal(prints_simhash(&arena, S("")), 0);
	assert_int_equal(prints_simhash(&arena, S("，。 ")), 0);
	assert_int_not_equal(prints_simhash(&arena, S("桥")), 0);
	assert_int_not_equal(prints_simhash(&arena, S("桥")), prints_simhash(&arena, S("河")));
	assert_int_equal(prints_distance(0, UINT64_MAX), 64);
	arena_done(&arena);
}

/* One gram over and over is a set of one. */
static void
repetition(void **state)
{
	struct arena arena = { 0 };
	char many[9000];

	(void)state;
	memset(many, 'a', sizeof(many));
	assert_int_equal(prints_simhash(&arena, (struct str){ many, sizeof(many) }),
	    prints_simhash(&arena, S("aaaa")));
	arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_makes_no_revision),
		cmocka_unit_test(what_makes_one),
		cmocka_unit_test(headline_and_body),
		cmocka_unit_test(likeness),
		cmocka_unit_test(likeness_is_folded),
		cmocka_unit_test(repetition),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "record/align.h"

struct row {
	const char *text, *tokens; /* each with a letter for its kind: w s # n(egation) y (saying) ~ (noise) */
};

static struct tokens
tokens_of(struct arena *arena, const char *text)
{
	struct tokens tokens = { 0 };

	tokens_add(arena, &tokens, str_from_c(text));
	return tokens;
}

static void
kinds(void **state)
{
	static const struct row rows[] = {
		{ "", "" },
		{ "两国，", "#两 w国 s， " },
		{ "造成12人死", "w造 w成 #12 w人 w死 " },
		{ "没有人说。", "n没有 w人 y说 s。 " },
		{ "不仅无人机", "w不仅 w无人机 " },
		{ "据数据", "y据 w数据 " },
		{ "He didn’t say", "wHe s  ndidn’t s  wsay " },
		{ "nothing", "wnothing " },
		{ "3 小时前，", "~3 小时前 s， " },
		{ "5 minutes ago", "~5 minutes ago " },
		{ "Updated: 2021-02-03", "~Updated: 2021-02-03 " },
		{ "2021年2月1日的事", "#2021 w年 #2 w月 #1 w日 w的 w事 " },
		{ "G20 -5", "wG20 s  #-5 " },
		{ "G20 +5", "wG20 s  w+ #5 " },
		{ "COVID-19", "wCOVID s- #19 " },
		{ "−5度", "#−5 w度 " },
		{ "丰-5", "w丰 #-5 " }, /* U+4E30 ends in the byte of a digit */
		{ "2021-02", "#2021 s- #02 " },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct tokens tokens = tokens_of(&arena, rows[i].text);
		struct buf out CLEAN(buf_done) = { 0 };

		for (size_t j = 0; j < tokens.count; j++)
			buf_push_format(&out, "%c%.*s ", "ws#ny~"[tokens.items[j].kind],
			    STR_ARGS(tokens.items[j].text));
		buf_push_char(&out, '\0');
		assert_string_equal(out.p, rows[i].tokens);
	}
}

static void
keys_mean_the_same(void **state)
{
	static const struct {
		const char *a, *b;
		bool equal;
	} rows[] = {
		{ "100万人", "一百万人", true },
		{ "ＡＢＣ，好！", "abc, 好", true },
		{ "說話", "说话", true },
		{ "3小时前", "昨天", false },
		{ "3小时前", "19 分钟前", true },
		{ "12人", "19人", false },
		{ "5美元", "5欧元", false },
		{ "甲乙", "乙甲", false },
		{ "甲", "", false },
		{ "", "", true },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct tokens a = tokens_of(&arena, rows[i].a), b = tokens_of(&arena, rows[i].b);
		assert_int_equal(tokens_key(a.items, a.count) == tokens_key(b.items, b.count), rows[i].equal);
	}
}

/* Parts of one word each, by letters: pairs come out as "aA" and so on, - for none. */
static void
parts_are_put_together(void **state)
{
	static const struct {
		const char *a, *b, *pairs;
	} rows[] = {
		{ "x y z", "x y z", "00 11 22 " },
		{ "x y z", "x z", "00 1- 21 " },
		{ "x z", "x y z", "00 -1 12 " },
		{ "x", "q", "0- -0 " },
		{ "", "q", "-0 " },
		{ "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct buf out CLEAN(buf_done) = { 0 };
		struct tokens tokens[2] = { 0 };
		struct part items[2][4];
		struct parts parts[2];
		struct pairs pairs;

		for (unsigned side = 0; side < 2; side++) {
			struct str rest = str_from_c(side ? rows[i].b : rows[i].a), word;
			parts[side] = (struct parts){ .items = items[side] };
			while (pull_field(&rest, ' ', &word)) {
				struct part part = { .text = word, .from = (uint32_t)tokens[side].count };
				tokens_add(&arena, &tokens[side], word);
				part.to = (uint32_t)tokens[side].count;
				part.key = tokens_key(tokens[side].items + part.from, part.to - part.from);
				items[side][parts[side].count++] = part;
			}
			parts[side].tokens = tokens[side].items;
		}
		pairs = parts_align(&arena, &parts[0], &parts[1], 40);
		for (size_t j = 0; j < pairs.count; j++) {
			buf_push_char(&out, pairs.items[j].a == PART_NONE ? '-' : (char)('0' + pairs.items[j].a));
			buf_push_char(&out, pairs.items[j].b == PART_NONE ? '-' : (char)('0' + pairs.items[j].b));
			buf_push_char(&out, ' ');
		}
		buf_push_char(&out, '\0');
		assert_string_equal(out.p, rows[i].pairs);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds),
		cmocka_unit_test(keys_mean_the_same),
		cmocka_unit_test(parts_are_put_together),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/fold.h"

static void
folds(void **state)
{
	static const struct {
		const char *in, *want;
	} rows[] = {
		{ "", "" },
		{ "Hello, WORLD 123 @[`{", "hello, world 123 @[`{" },
		{ "ＡＢＣ　１２３，", "abc 123," },
		{ "Café Ångström ŁÓDŹ Kılıç Ærø Straße", "cafe angstrom lodz kilic aero strasse" },
		{ "Ёлка Йод Ἀθήνα", "елка иод αθηνα" },
		{ "don’t co‐op", "don't co-op" },
		{ "a\u0301b\u200bc\u00add\ufeff", "abcd" },
		{ "①㎞™ ﬁne …", "1kmtm fine ..." },
		{ "٣٤५", "345" },
		{ "後來裏面裡頭乾燥臺灣台灣", "后来里面里头干燥台湾台湾" },
		{ "看著看着衞生衛生妳", "看着看着卫生卫生你" },
		{ "ｶﾞガが", "カガが" }, /* each rune by itself: the half-width mark goes */
		{ "豈", "岂" }, /* a compatibility ideograph, U+F900 */
		{ "葛\U000e0100", "葛" },
		{ "한국", "한국" },
		{ "क्षि", "क्षि" },
		{ "，。「」“”", ",。「」“”" },
	};
	struct buf out CLEAN(buf_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		buf_reset(&out);
		fold_str(str_from_c(rows[i].in), &out);
		if (!str_equal(buf_str(&out), str_from_c(rows[i].want)))
			fail_msg("%s: %.*s", rows[i].in, STR_ARGS(buf_str(&out)));
	}
}

static bool
is_surrogate(uint32_t rune)
{
	return rune >= 0xd800 && rune <= 0xdfff;
}

/* Folding twice is folding once; the class is that of the folded rune; nothing is longer than promised. */
static void
every_rune_is_at_rest(void **state)
{
	(void)state;
	for (uint32_t rune = 0; rune <= 0x10ffff; rune++) {
		uint32_t once[FOLD_MAX], twice[FOLD_MAX];
		unsigned n = fold_rune(rune, once);
		assert_true(n <= FOLD_MAX);
		for (unsigned i = 0; i < n; i++)
			if (fold_rune(once[i], twice) != 1 || twice[0] != once[i] || is_surrogate(once[i]) != is_surrogate(rune))
				fail_msg("U+%04X", rune);
		if (rune_class(rune) != (n ? rune_class(once[0]) : RUNE_IGNORED))
			fail_msg("class of U+%04X", rune);
	}
	assert_int_equal(rune_class(0x110000), RUNE_OTHER);
	assert_int_equal(rune_class(UINT32_MAX), RUNE_OTHER);
}

static void
classes(void **state)
{
	static const struct {
		uint32_t rune;
		enum rune_class want;
	} rows[] = {
		{ 'a', RUNE_LETTER },
		{ 'Z', RUNE_LETTER },
		{ '7', RUNE_DIGIT },
		{ ' ', RUNE_OTHER },
		{ '\'', RUNE_OTHER },
		{ 0, RUNE_OTHER },
		{ U'中', RUNE_HAN },
		{ U'々', RUNE_HAN },
		{ U'〇', RUNE_HAN },
		{ U'𠮷', RUNE_HAN },
		{ U'。', RUNE_OTHER },
		{ U'か', RUNE_KANA },
		{ U'ー', RUNE_KANA },
		{ U'한', RUNE_HANGUL },
		{ U'９', RUNE_DIGIT },
		{ U'٣', RUNE_DIGIT },
		{ U'Я', RUNE_LETTER },
		{ U'é', RUNE_LETTER },
		{ 0x0301, RUNE_IGNORED },
		{ 0x200b, RUNE_IGNORED },
		{ 0x1f600, RUNE_OTHER },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		if (rune_class(rows[i].rune) != rows[i].want)
			fail_msg("U+%04X: %d", rows[i].rune, rune_class(rows[i].rune));
}

static void
scripts(void **state)
{
	struct str traditional = S("國說這個學會與產"), simplified = S("国说这为对产应众"), both = S("后里干台人中的大");
	uint32_t rune;
	int sum = 0;

	(void)state;
	while (pull_rune(&traditional, &rune))
		sum += rune_script(rune);
	assert_int_equal(sum, 8);
	while (pull_rune(&simplified, &rune))
		sum -= rune_script(rune);
	assert_int_equal(sum, 16);
	while (pull_rune(&both, &rune))
		assert_int_equal(rune_script(rune), 0);
	assert_int_equal(rune_script('a'), 0);
}

/* Pieces longer than the inner chunk, at every alignment, give what rune by rune gives. */
static void
long_texts(void **state)
{
	struct buf text CLEAN(buf_done) = { 0 }, whole CLEAN(buf_done) = { 0 }, single CLEAN(buf_done) = { 0 };
	uint32_t rune, folded[FOLD_MAX];
	struct str rest;

	(void)state;
	for (int i = 0; i < 3000; i++)
		buf_push_str(&text, i % 3 ? i % 5 ? S("ABCdefGHIjk") : S("\ufdfa後") : S("é"));
	rest = buf_str(&text);
	while (pull_rune(&rest, &rune))
		for (unsigned i = 0, n = fold_rune(rune, folded); i < n; i++)
			buf_push_rune(&single, folded[i]);
	fold_str(buf_str(&text), &whole);
	assert_true(str_equal(buf_str(&whole), buf_str(&single)));
}

static void
offsets_point_back(void **state)
{
	struct str text = S("A\u0301Ｂ後①①\ufdfa中");
	uint32_t offsets[FOLD_OFFSETS(32)];
	struct buf folded CLEAN(buf_done) = { 0 }, plain CLEAN(buf_done) = { 0 };

	(void)state;
	assert_true(FOLD_OFFSETS(text.n) <= LENGTH(offsets));
	fold_str_offsets(text, &folded, offsets);
	fold_str(text, &plain);
	assert_true(str_equal(buf_str(&folded), buf_str(&plain)));
	assert_int_equal(offsets[0], 0);
	assert_int_equal(offsets[1], 3); /* the wide B, behind A and its accent */
	assert_int_equal(offsets[2], 6);
	assert_int_equal(offsets[4], 6);
	assert_int_equal(offsets[5], 9);
	assert_int_equal(offsets[folded.n - 1], text.n - 3);
	assert_int_equal(offsets[folded.n], text.n);
}

static void
stops_at_the_ceiling(void **state)
{
	struct buf out CLEAN(buf_done) = { .max = 4 };

	(void)state;
	fold_str(S("abcdefgh"), &out);
	assert_int_equal(out.err.code, ERR_TOO_BIG);
	assert_int_not_equal(fold_version(), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folds),
		cmocka_unit_test(every_rune_is_at_rest),
		cmocka_unit_test(classes),
		cmocka_unit_test(scripts),
		cmocka_unit_test(long_texts),
		cmocka_unit_test(offsets_point_back),
		cmocka_unit_test(stops_at_the_ceiling),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

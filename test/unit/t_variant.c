/* t_variant.c: one person, written in two ways; invented people. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "figure/variant.h"
#include "../figure_test.h"

static struct pinyin *pinyin;

static int
setup(void **state)
{
	(void)state;
	return pinyin_open(&pinyin).code ? -1 : 0;
}

static int
teardown(void **state)
{
	(void)state;
	pinyin_close(pinyin);
	return 0;
}

static unsigned
distance_of(const char *a, const char *b)
{
	struct syllable x[SYLLABLES_MAX], y[SYLLABLES_MAX];
	size_t n = pinyin_read(pinyin, str_from_c(a), x), m = pinyin_read(pinyin, str_from_c(b), y);

	return syllables_distance(x, n, y, m);
}

static void
sounds_are_compared(void **state)
{
	static const struct {
		const char *a, *b;
		unsigned least, most;
	} cases[] = {
		{ "腾贝格", "滕贝格", 0, 0 },
		{ "列巴", "莱巴", 50, 150 },
		{ "佩尔", "珀", 300, 600 },
		{ "琳", "琳娜", 200, 300 },
		{ "登", "京", 500, 1000 },
		{ "", "京", 1000, 1000 },
		{ "ABC", "京", 1000, 1000 },
		{ "澤倫", "泽伦", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		unsigned distance = distance_of(cases[i].a, cases[i].b);
		if (distance < cases[i].least || distance > cases[i].most)
			fail_msg("%s %s: %u", cases[i].a, cases[i].b, distance);
	}
}

static void
characters_are_read_one_by_one(void **state)
{
	struct syllable out[SYLLABLES_MAX];
	char many[SYLLABLES_MAX * 3 * 4];
	size_t n = 0;

	(void)state;
	assert_int_equal(pinyin_read(pinyin, S("司徒·A"), out), 2);
	assert_string_equal(out[0].initial, "s");
	assert_string_equal(out[1].initial, "t");
	while (n + 3 <= sizeof(many)) {
		memcpy(many + n, "尔", 3);
		n += 3;
	}
	assert_int_equal(pinyin_read(pinyin, (struct str){ many, n }, out), SYLLABLES_MAX);
}

static void
latin_names_are_compared(void **state)
{
	static const struct {
		const char *a, *b;
		bool want;
	} cases[] = {
		{ "Dmytro Tarasenko", "Dmitro Tarassenko", true },
		{ "Kouleva", "Kuleva", true },
		{ "Volodin", "Wolodin", true },
		{ "Oleh Kipper", "Oleg Kipper", true },
		{ "A. Petrov", "Andrei Petrov", true },
		{ "Andrei Petrov", "Boris Petrov", false },
		{ "Petrov", "Petrova", false },
		{ "Jean-Marie Belmont", "Jean Marie Belmont", true },
		{ "Zelinskyy", "Zelinskiy", true },
		{ "Li", "Lu", false },
		{ "Tarassy", "Jim Tarass", false },
		{ "Marco Rossi, R-FL", "Mario Blanco, R-FL", false },
		{ "", "Petrov", false },
		{ "Kowalski", "Novak", false },
		{ "Michael Breen", "Michael Broen", false },
		{ "Julie J. Chang", "I-wei Jennifer Chang", false },
		{ "J. Chang", "Julie Chang", true },
		{ "Nguyen Xuan Phong", "Nguyen Hanh Phong", false },
		{ "John F. Karolin", "John Frederick Karolin", true },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		if (latin_is_same(str_from_c(cases[i].a), str_from_c(cases[i].b)) != cases[i].want)
			fail_msg("%s %s", cases[i].a, cases[i].b);
}

#define FORM(f, l, i, o) { STR_INIT(f), STR_INIT(l), STR_INIT(i), STR_INIT(o) }

static void
the_ladder_joins(void **state)
{
	static const struct {
		const char *what;
		struct name_form a, b;
		bool same;
		unsigned evidence;
	} cases[] = {
		{ "tables", FORM("川甫", "", "person:x", ""), FORM("特朗甫", "", "person:x", ""), true, VARIANT_TABLE },
		{ "other in the tables", FORM("马科", "", "person:x", ""), FORM("马克", "", "person:y", ""), false,
		    VARIANT_SOUND },
		{ "Latin", FORM("塔拉先科", "Oleh Tarasenko", "", ""), FORM("泰勒申柯", "Oleg Tarassenko", "", ""), true, VARIANT_LATIN },
		{ "other Latin", FORM("塔拉先科", "Oleh Tarasenko", "", ""), FORM("塔拉先科", "Ivan Tarasenko", "", ""), false, VARIANT_FORM },
		{ "office and sound", FORM("奥列赫·基佩尔", "", "", "UA-51 regional"),
		    FORM("奥莱·基珀", "", "", "UA-51 regional"), true, VARIANT_OFFICE },
		{ "office alone", FORM("奥列赫·基佩尔", "", "", "UA-51 regional"),
		    FORM("马克西姆·马尔琴科", "", "", "UA-51 regional"), false, VARIANT_OFFICE },
		{ "sound alone", FORM("腾贝格", "", "", ""), FORM("滕贝格", "", "", ""), false, VARIANT_SOUND },
		{ "a family name alone", FORM("约翰·史密斯顿", "", "", ""), FORM("史密斯顿", "", "", ""), false, VARIANT_FORM },
		{ "traditional", FORM("約翰．史密斯頓", "", "", ""), FORM("约翰·史密斯顿", "", "", ""), true, VARIANT_FORM },
		{ "nothing", FORM("王大明", "", "", ""), FORM("约翰·史密斯顿", "", "", ""), false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct likeness likeness = name_likeness(pinyin, &cases[i].a, &cases[i].b);
		struct likeness back = name_likeness(pinyin, &cases[i].b, &cases[i].a);
		if (likeness.is_same != cases[i].same || (likeness.evidence & cases[i].evidence) != cases[i].evidence)
			fail_msg("%s: %d %x %u", cases[i].what, likeness.is_same, likeness.evidence, likeness.distance);
		assert_int_equal(back.is_same, likeness.is_same);
		assert_int_equal(back.evidence, likeness.evidence);
	}
}

static void
evidence_is_said(void **state)
{
	struct buf out CLEAN(buf_done) = { 0 };

	(void)state;
	variant_evidence_write(VARIANT_LATIN | VARIANT_SOUND, &out);
	assert_true(str_equal(buf_str(&out), S("latin, sound")));
	buf_reset(&out);
	variant_evidence_write(0, &out);
	assert_int_equal(out.n, 0);
}

/* The office around a name, out of a text. */
static void
offices_are_read(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct analysis analysis = { .arena = &arena, .knowledge = tables(), .published = INT64_MIN };
	struct name_form form;

	(void)state;
	analysis.text = S("敖德萨州州长奥列赫·塔拉申科（Oleh Tarashenko）说。在哈尔科夫地区，州长安德烈·莫罗佐夫说");
	analysis_begin(&analysis);
	names_read(&analysis);
	assert_int_equal(analysis.name_count, 4);
	form = name_form_of(&arena, &analysis, 1);
	assert_true(str_equal(form.form, S("奥列赫·塔拉申科")));
	assert_true(str_equal(form.latin, S("Oleh Tarashenko")));
	assert_true(str_equal(form.office, S("UA-51 regional")));
	assert_int_equal(name_office(&arena, &analysis, 0).n, 0);
	assert_true(str_equal(name_office(&arena, &analysis, 3), S("UA-63 regional")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sounds_are_compared),
		cmocka_unit_test(characters_are_read_one_by_one),
		cmocka_unit_test(latin_names_are_compared),
		cmocka_unit_test(the_ladder_joins),
		cmocka_unit_test(evidence_is_said),
		cmocka_unit_test(offices_are_read),
	};

	return cmocka_run_group_tests_name("variant", tests, setup, teardown);
}

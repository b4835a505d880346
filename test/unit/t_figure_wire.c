#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "record/analysed.h"

/* 警方说，至少19人死亡。 */
#define TEXT "警方说，至少19人死亡。"
static const struct str text = STR_INIT(TEXT);

static struct figure sample_items[] = {
	{
	    .sentence = { 0, sizeof(TEXT) - 1 },
	    .span = { 12, 23 },
	    .value = { .min = "19", .max = "", .approx = APPROX_AT_LEAST },
	    .unit = STR_INIT("person"),
	    .slot = STR_INIT("killed"),
	    .noun = { 20, 23 },
	    .speaker = { STR_INIT("警方"), { 0, 6 }, STR_INIT("police"), .prov = PROV_SENTENCE },
	    .place = { STR_INIT("临江"), { 0, 0 }, .prov = PROV_DOCUMENT },
	    .edtf = STR_INIT("2024-05-01/2024-05-02"),
	    .hedge = HEDGE_UNVERIFIED,
	    .cue = { 6, 9 },
	    .of = 1,
	    .same_as = -1,
	    .zero = true,
	    .rule = STR_INIT("frame.killed.1"),
	    .sure = 80,
	},
	{ .sentence = { 0, 12 }, .span = { 3, 6 }, .value = { .min = "0.5", .max = "-12" }, .of = -1, .same_as = 0 },
};
static struct found_part sample_findings[] = {
	{ .span = { 18, 20 }, .list = FINDING_NUMBER, .kind = STR_INIT("number"), .value = STR_INIT("19") },
	{ .span = { 0, 6 }, .list = FINDING_NAME, .kind = STR_INIT("people"), .same = 1 },
};
static const struct analysed sample = {
	.figures = { sample_items, 2, STR_INIT("abcd") },
	.findings = sample_findings,
	.count = 2,
};

static void
test_there_and_back(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf wire CLEAN(buf_done) = { 0 };
	struct analysed got = { 0 };
	const struct figure *figure;

	(void)state;
	wire_put_analysed(&wire, &sample, text);
	assert_int_equal(wire_get_analysed(&arena, buf_raw(&wire), text, &got).code, 0);
	assert_int_equal(got.figures.count, 2);
	assert_true(str_equal(got.figures.tables, S("abcd")));
	figure = &got.figures.items[0];
	assert_string_equal(figure->value.min, "19");
	assert_string_equal(figure->value.max, "");
	assert_int_equal(figure->value.approx, APPROX_AT_LEAST);
	assert_true(str_equal(figure->speaker.text, S("警方")));
	assert_true(str_equal(figure->speaker.id, S("police")));
	assert_true(str_equal(figure->place.text, S("临江")));
	assert_true(str_equal(figure->edtf, S("2024-05-01/2024-05-02")));
	assert_true(str_equal(span_text(text, figure->span), S("至少19人")));
	assert_int_equal(figure->of, 1);
	assert_int_equal(figure->same_as, -1);
	assert_true(figure->zero && !figure->singular);
	assert_int_equal(figure->sure, 80);
	assert_string_equal(got.figures.items[1].value.max, "-12");
	assert_int_equal(got.figures.items[1].same_as, 0);
	assert_int_equal(got.count, 2);
	assert_true(str_equal(got.findings[0].value, S("19")));
	assert_int_equal(got.findings[1].same, 1);
}

/* Cut anywhere, or with more behind it, it is refused, and nothing is given. */
static void
test_cut(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf wire CLEAN(buf_done) = { 0 };
	struct analysed got = { .count = 77 };

	(void)state;
	wire_put_analysed(&wire, &sample, text);
	for (size_t n = 0; n < wire.n; n++)
		assert_int_not_equal(wire_get_analysed(&arena, (struct raw){ (unsigned char *)wire.p, n }, text, &got).code, 0);
	buf_push_char(&wire, 0);
	assert_int_not_equal(wire_get_analysed(&arena, buf_raw(&wire), text, &got).code, 0);
	assert_int_equal(got.count, 77);
}

/* What a captured worker may say of a text: none of it comes in. */
static void
test_lies(void **state)
{
	static const struct {
		const char *why;
		struct figure figure;
	} rows[] = {
		{ "beyond the text", { .span = { 0, sizeof(TEXT) } } },
		{ "within a character", { .span = { 1, 3 } } },
		{ "ends within a character", { .sentence = { 0, 4 } } },
		{ "no number", { .value = { .min = "nan" } } },
		{ "two points", { .value = { .max = "1.2.3" } } },
		{ "no digit behind the point", { .value = { .max = "1." } } },
		{ "leading zeros, which JSON has not", { .value = { .max = "007" } } },
		{ "a total that is not there", { .of = 7 } },
		{ "the same as a later one", { .of = -1, .same_as = 0 } },
		{ "a date with a line break", { .edtf = STR_INIT("2024\n05") } },
		{ "bad UTF-8", { .unit = STR_INIT("\xff") } },
		{ "surer than sure", { .sure = 101 } },
		{ "an unknown doubt", { .hedge = HEDGE_MAX } },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct buf wire CLEAN(buf_done) = { 0 };
		struct figure figure = rows[i].figure;
		struct figures got;

		wire_put_figures(&wire, &(struct figures){ &figure, 1, S("") }, text);
		if (!wire_get_figures(&arena, buf_raw(&wire), text, &got).code)
			fail_msg("%s: taken", rows[i].why);
	}
}

static void
test_question(void **state)
{
	const struct analyse_question asked = { .bytes = { (const unsigned char *)TEXT, sizeof(TEXT) - 1 }, .want = WANT_TIMES,
		.source = S("乙台"), .published = INT64_MIN, .zone_s = -18000 };
	struct buf wire CLEAN(buf_done) = { 0 };
	struct analyse_question got;

	(void)state;
	wire_put_analyse_question(&wire, &asked);
	assert_int_equal(wire_get_analyse_question(buf_raw(&wire), &got).code, 0);
	assert_int_equal(got.want, WANT_TIMES);
	assert_int_equal(got.zone_s, -18000);
	assert_true(got.published == INT64_MIN);
	assert_true(str_equal(got.source, S("乙台")));
	assert_int_equal(got.bytes.n, text.n);
	for (size_t n = 0; n < wire.n; n++)
		assert_int_not_equal(wire_get_analyse_question((struct raw){ (unsigned char *)wire.p, n }, &got).code, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_there_and_back),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_lies),
		cmocka_unit_test(test_question),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

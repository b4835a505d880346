#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "record/rules_report.h"

static const struct rules_remark remarks[] = {
	{ 3, STR_INIT("no key we know: rumpf") },
	{ 0, STR_INIT("\xe8\xa6\x8f\xe5\x89\x87") },
};
static struct str texts[] = { STR_INIT("one"), STR_INIT("two") };
static struct rules_test tests_named[] = {
	{ STR_INIT("https://a.example/1"), { texts, 2, 2 } },
	{ STR_INIT("https://a.example/2"), { NULL, 0, 0 } },
};
static const struct rules_report report = {
	.text = STR_INIT("body: p\n"),
	.lines = 12,
	.refused = 1,
	.has_body = true,
	.remarks = (struct rules_remark *)remarks,
	.remark_count = 2,
	.tests = tests_named,
	.test_count = 2,
};

static void
test_there_and_back(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf wire CLEAN(buf_done) = { 0 };
	struct rules_report got = { 0 };

	(void)state;
	wire_put_rules_report(&wire, &report);
	assert_int_equal(wire_get_rules_report(&arena, buf_raw(&wire), &got).code, 0);
	assert_true(str_equal(got.text, report.text));
	assert_int_equal(got.lines, 12);
	assert_int_equal(got.refused, 1);
	assert_true(got.has_body);
	assert_int_equal(got.remark_count, 2);
	assert_int_equal(got.remarks[0].line, 3);
	assert_true(str_equal(got.remarks[1].what, remarks[1].what));
	assert_int_equal(got.test_count, 2);
	assert_true(str_equal(got.tests[0].contains.items[1], texts[1]));
	assert_true(str_equal(got.tests[1].url, tests_named[1].url));
}

/* Cut anywhere, or with more behind it, it is refused, and nothing is given. */
static void
test_cut(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf wire CLEAN(buf_done) = { 0 };
	struct rules_report got = { .lines = 77 };

	(void)state;
	wire_put_rules_report(&wire, &report);
	for (size_t n = 0; n < wire.n; n++) {
		struct raw cut = { (const unsigned char *)wire.p, n };
		assert_true(wire_get_rules_report(&arena, cut, &got).code != 0);
	}
	buf_push_char(&wire, 'x');
	assert_int_equal(wire_get_rules_report(&arena, buf_raw(&wire), &got).code, ERR_WIRE);
	assert_int_equal(got.lines, 77);
}

static void
test_question(void **state)
{
	const struct rules_question asked = { .text = STR_INIT("body: p"), .foreign = true };
	struct buf wire CLEAN(buf_done) = { 0 }, large CLEAN(buf_done) = { 0 };
	struct rules_question got = { 0 };

	(void)state;
	wire_put_rules_question(&wire, &asked);
	assert_int_equal(wire_get_rules_question(buf_raw(&wire), &got).code, 0);
	assert_true(str_equal(got.text, asked.text) && got.foreign);
	for (int i = 0; i <= SITE_RULES_MAX; i++)
		buf_push_char(&large, '#');
	buf_reset(&wire);
	wire_put_rules_question(&wire, &(struct rules_question){ .text = buf_str(&large) });
	assert_int_equal(wire_get_rules_question(buf_raw(&wire), &got).code, ERR_WIRE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_there_and_back),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_question),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

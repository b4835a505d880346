#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#include "show/claim_out.h"

static void
assert_buf(const struct buf *got, const char *wanted)
{
	if (!str_equal(buf_str(got), str_from_c(wanted)))
		fail_msg("\"%.*s\" is not \"%s\"", (int)got->n, got->p, wanted);
}

static void
test_cells(void **state)
{
	static const struct {
		struct str value;
		const char *cell;
	} rows[] = {
		{ STR_INIT(""), "" },
		{ STR_INIT("临江"), "临江" },
		{ STR_INIT("a,b"), "\"a,b\"" },
		{ STR_INIT("say \"no\""), "\"say \"\"no\"\"\"" },
		{ STR_INIT("two\nlines"), "\"two\nlines\"" },
		{ STR_INIT("-12"), "-12" },
		{ STR_INIT("=1+1"), "\"'=1+1\"" },
		{ STR_INIT("@sum"), "\"'@sum\"" },
		{ STR_INIT("-x"), "\"'-x\"" },
		{ STR_INIT("+\"x"), "\"'+\"\"x\"" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct buf out CLEAN(buf_done) = { 0 };
		buf_push_literal(&out, "");
		csv_cell(&out, rows[i].value);
		assert_buf(&out, rows[i].cell);
	}
}

static void
test_bounds(void **state)
{
	static const struct {
		struct bounds bounds;
		const char *text;
	} rows[] = {
		{ { .min = "19", .max = "19" }, "19" },
		{ { .min = "1234567.5", .max = "1234567.5" }, "1,234,567.5" },
		{ { .min = "19" }, "≥19" },
		{ { .min = "1000", .min_open = true }, ">1,000" },
		{ { .max = "200" }, "≤200" },
		{ { .max = "200", .max_open = true }, "<200" },
		{ { .min = "200", .max = "900", .approx = APPROX_VAGUE }, "200–900" },
		{ { .min = "40", .max = "40", .approx = APPROX_ABOUT }, "≈40" },
		{ { .min = "-3", .max = "-3" }, "-3" },
		{ { .approx = APPROX_VAGUE }, "" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct buf out CLEAN(buf_done) = { 0 };
		bounds_push(&out, &rows[i].bounds);
		assert_buf(&out, rows[i].text);
	}
}

/* As many cells in each line as there are names. */
static void
test_columns(void **state)
{
	struct ledger_claim claims[2] = { { .figure = { .of = -1 }, .text = S("x") }, { .apart = APART_DAY, .text = S("y"), .same = 1, .replaces = 1 } };
	const struct ledger ledger = { .claims = claims, .count = 2 };
	struct buf out CLEAN(buf_done) = { 0 };
	size_t commas[3] = { 0 }, line = 0;

	(void)state;
	claim_csv_head(&out, true);
	claim_csv_judged(&out, &ledger, 0);
	claim_csv_judged(&out, &ledger, 1);
	for (size_t i = 0; i < out.n; i++) {
		commas[line] += out.p[i] == ',';
		line += out.p[i] == '\n';
	}
	assert_int_equal(line, 3);
	assert_int_equal(commas[0], commas[1]);
	assert_int_equal(commas[0], commas[2]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

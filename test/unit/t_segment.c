#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "text/segment.h"

/* Units as kind letters and texts:  W:don't S:  N:1,200 C:中 X:! */
static void
push_units(struct buf *out, struct str text)
{
	struct unit unit;

	while (pull_unit(&text, &unit))
		buf_push_format(out, "%c:%.*s ", "WNCSX"[unit.kind], STR_ARGS(unit.text));
}

static void
cuts(void **state)
{
	static const struct {
		const char *in, *want;
	} rows[] = {
		{ "", "" },
		{ "don't stop", "W:don't S:  W:stop " },
		{ "don’t’", "W:don’t X:’ " },
		{ "1,200 3.14. 2,", "N:1,200 S:  N:3.14 X:. S:  N:2 X:, " },
		{ "２０２１，３", "N:２０２１，３ " },
		{ "中国G20峰会", "C:中 C:国 W:G20 C:峰 C:会 " },
		{ "28架F-16", "N:28 C:架 W:F X:- N:16 " },
		{ "한국かカ", "C:한 C:국 C:か C:カ " },
		{ "Россия\t\n　x", "W:Россия S:\t\n　 W:x " },
		{ "cafe\u0301s", "W:cafe\u0301s " },
		{ "葛\U000e0100城", "C:葛\U000e0100 C:城 " },
		{ "！？", "X:！ X:？ " },
		{ "\u200b", "X:\u200b " },
		{ "a\u00a0b", "W:a S:\u00a0 W:b " },
	};
	struct buf out CLEAN(buf_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		buf_reset(&out);
		push_units(&out, str_from_c(rows[i].in));
		if (!str_equal(buf_str(&out), str_from_c(rows[i].want)))
			fail_msg("%s: %.*s", rows[i].in, STR_ARGS(buf_str(&out)));
	}
}

static void
joined_units_are_the_text(void **state)
{
	struct buf text CLEAN(buf_done) = { 0 };
	struct str rest;
	struct unit unit;
	size_t at = 0;

	(void)state;
	for (uint32_t rune = 1; rune < 0x30000; rune += 37)
		buf_push_rune(&text, rune);
	rest = buf_str(&text);
	while (pull_unit(&rest, &unit)) {
		assert_ptr_equal(unit.text.p, text.p + at);
		assert_true(unit.text.n > 0);
		at += unit.text.n;
	}
	assert_int_equal(at, text.n);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cuts),
		cmocka_unit_test(joined_units_are_the_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "cmd/report.h"

static struct raw
name(const char *text)
{
	return raw_from_str(str_from_c(text));
}

static struct report
sample(struct arena *arena, bool all)
{
	struct report report = { .arena = arena,
		.all = all,
		.where = S("old"),
		.files = 12345,
		.bytes = 50000000,
		.ms = 10000 };
	struct article article = { .published = when_from_ms(1612137600000) };

	article.notes.count[NOTE_FOOTER] = 3;
	report_article(&report, &article, 1700000000);
	article.notes.count[NOTE_FOOTER] = 0;
	article.published = when_from_ms(4070908800000);
	report_article(&report, &article, 1700000000);
	for (int i = 0; i < 5; i++)
		report_fault(&report, name("a\033[31m.md"), err_at(ERR_DATE, 4, "NaN"));
	report_problem(&report, name("shut"), err_new(ERR_ACCESS, NULL));
	return report;
}

static char *
printed(struct arena *arena, const struct report *report)
{
	struct term out = { .fd = -1, .columns = 80 };
	char *text;

	report_print(report, &out);
	text = str_terminated(arena, buf_str(&out.buf));
	buf_done(&out.buf);
	return text;
}

static unsigned
times(const char *text, const char *what)
{
	unsigned n = 0;

	while ((text = strstr(text, what))) {
		n++;
		text += strlen(what);
	}
	return n;
}

static void
for_people(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct report report = sample(&arena, false), all = sample(&arena, true);
	char *text = printed(&arena, &report);

	(void)state;
	assert_non_null(
	    strstr(text, "Imported 12,345 files (50.0 MB) from old in 10.0 s, 1,234 a second"));
	assert_non_null(
	    strstr(text, "2021-02-01 to 2021-02-01")); /* the year 2099 does not count */
	assert_non_null(strstr(text, "50.0 %"));
	assert_non_null(strstr(text, "has no usable date"));
	assert_non_null(strstr(text, "permission was refused"));
	assert_null(strchr(text, '\033'));
	assert_int_equal(times(text, "a\\x1b[31m.md, byte 4: NaN"), EXAMPLES);
	assert_non_null(strstr(text, "-v names all"));
	assert_int_equal(times(printed(&arena, &all), "a\\x1b[31m.md, byte 4: NaN"), 5);
}

static void
for_programs(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct report report = sample(&arena, false);
	struct buf out CLEAN(buf_done) = { 0 };
	struct json json = { .out = &out };
	char *text;

	(void)state;
	json_object(&json, NULL);
	report_json(&report, &json);
	json_object_end(&json);
	text = str_terminated(&arena, buf_str(&out));
	assert_non_null(strstr(text, "\"files\":12345,\"bytes\":50000000,\"understood\":2"));
	assert_non_null(strstr(text, "\"footer\":{\"files\":1,\"times\":3}"));
	assert_non_null(strstr(text, "\"quarantine\":[{\"fault\":\"ERR_DATE\",\"text\":\"has no "
				     "usable date\",\"files\":5,"));
	assert_non_null(strstr(text, "\"problems\":[{\"fault\":\"ERR_ACCESS\""));
	assert_non_null(strstr(text, "\"seconds\":10.000"));
}

static void
numbers_sizes_durations(void **state)
{
	static const struct {
		void (*verb)(struct buf *, int64_t);
		int64_t value;
		const char *want;
	} rows[] = {
		{ term_count, 0, "0" },
		{ term_count, 999, "999" },
		{ term_count, 1000, "1,000" },
		{ term_count, -1234567, "-1,234,567" },
		{ term_size, 0, "0 bytes" },
		{ term_size, 999, "999 bytes" },
		{ term_size, 1000, "1.0 kB" },
		{ term_size, 999999, "1.0 MB" },
		{ term_size, 107200000, "107.2 MB" },
		{ term_duration, 5, "0:05" },
		{ term_duration, 605, "10:05" },
		{ term_duration, 3661, "1:01:01" },
		{ term_span, 0, "0 s" },
		{ term_span, 119, "119 s" },
		{ term_span, 120, "2 min" },
		{ term_span, 7199, "119 min" },
		{ term_span, 3 * 3600, "3 h" },
		{ term_span, 48 * 3600, "2 d" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct buf out CLEAN(buf_done) = { 0 };
		struct arena arena CLEAN(arena_done) = { 0 };

		rows[i].verb(&out, rows[i].value);
		assert_string_equal(str_terminated(&arena, buf_str(&out)), rows[i].want);
	}
}

static void
columns(void **state)
{
	static const struct {
		const char *text;
		size_t columns;
		const char *cell;
	} rows[] = {
		{ "abc", 5, "abc  " },
		{ "abcdef", 5, "abcd…" },
		{ "临江", 5, "临江 " },
		{ "临江水库", 5, "临江…" },
		{ "临江水库", 6, "临江… " },
		{ "e\314\201x", 3, "e\314\201x " },
		{ "", 2, "  " },
		{ "a\nb", 3, "a b" },
		{ "\033x", 5, "\\x1bx" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct buf out CLEAN(buf_done) = { 0 };
		struct arena arena CLEAN(arena_done) = { 0 };

		term_cell(&out, str_from_c(rows[i].text), rows[i].columns);
		assert_string_equal(str_terminated(&arena, buf_str(&out)), rows[i].cell);
	}
}

static void
nothing_reaches_a_terminal_but_text(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "plain 临江", "plain 临江" },
		{ "a\033]0;x\007b", "a\\x1b]0;x\\x07b" },
		{ "a\r\nb\tc", "a  b c" },
		{ "\342\200\256gpj.exe", "\\u{202e}gpj.exe" },
		{ "\302\233", "\\x9b" },
		{ "\363\240\200\201", "\\u{e0001}" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct buf out CLEAN(buf_done) = { 0 };
		struct arena arena CLEAN(arena_done) = { 0 };

		term_text(&out, str_from_c(rows[i].text));
		assert_string_equal(str_terminated(&arena, buf_str(&out)), rows[i].want);
		buf_reset(&out);
		term_raw(&out, name("\377a"));
		assert_string_equal(str_terminated(&arena, buf_str(&out)), "\\xffa");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(for_people),
		cmocka_unit_test(for_programs),
		cmocka_unit_test(numbers_sizes_durations),
		cmocka_unit_test(columns),
		cmocka_unit_test(nothing_reaches_a_terminal_but_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

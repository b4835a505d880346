#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "show/cite.h"

static void
entry(void **state)
{
	struct str authors[] = { STR_INIT("Wei, and Li"), STR_INIT("{Zhao}") };
	struct article_row row = { .id = 7,
		.source_name = S("Harbour & Post"),
		.source_zone_s = 8 * 3600,
		.url = S("https://news.example/1?a=%7B{x}\n") };
	struct revision revision = { .n = 2, .fetched = 1612310400 };
	struct buf out CLEAN(buf_done) = { 0 };
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	revision.record.headline = S("100% of {dams}\n\\end $x$ a_b");
	revision.record.lang = S("en");
	revision.record.authors = (struct strs){ authors, 2, 2 };
	assert_true(when_parse(S("2021-02-02T23:30:00Z"), 0, &revision.record.published));
	cite_bibtex(&out, &row, &revision, S("http://127.0.0.1:8080"));
	assert_string_equal(str_terminated(&arena, buf_str(&out)),
	    "@online{xinshi-7-v2,\n"
	    "  author = {{Wei, and Li} and {\\{Zhao\\}}},\n"
	    "  title = {{100\\% of \\{dams\\} \\textbackslash{}end \\$x\\$ a\\_b}},\n"
	    "  organization = {Harbour \\& Post},\n"
	    "  date = {2021-02-03},\n"
	    "  url = {https://news.example/1?a=%7Bx},\n"
	    "  urldate = {2021-02-03},\n"
	    "  langid = {en},\n"
	    "  note = {Captured 2021-02-03T00:00:00Z, SHA-256 "
	    "0000000000000000000000000000000000000000000000000000000000000000, kept as http://127.0.0.1:8080/a/7/v/2}\n"
	    "}\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(entry) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

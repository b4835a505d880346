#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "search/query.h"

/* Fields of a form, the query they make, and what is looked for. */
static const struct {
	struct query_parts parts;
	const char *query, *match;
} rows[] = {
	{ { .title = true }, "", "" },
	{ { .all = STR_INIT("  渔业　协定 ") }, "渔业 协定", "((\"渔业\") AND (\"协定\"))" },
	{ { .phrase = STR_INIT("sea treaty") }, "\"sea treaty\"", "((\"sea treaty\"))" },
	{ { .any = STR_INIT("水库 大坝") }, "水库 OR 大坝", "((\"水库\" OR \"大坝\"))" },
	{ { .all = STR_INIT("决堤"), .none = STR_INIT("演习 模拟") }, "决堤 -演习 -模拟",
	    "((\"决堤\")) NOT ((\"演习\") OR (\"模拟\"))" },
	{ { .typed = STR_INIT("水库 source:bbc"),
	      .any = STR_INIT("甲乙 丙丁"),
	      .none = STR_INIT("戊") },
	    "水库 source:bbc 甲乙 OR 丙丁 -戊",
	    "((\"水库\") AND (\"甲乙\" OR \"丙丁\")) NOT ((\"戊\" *))" },
	{ { .all = STR_INIT("dam"),
	      .phrase = STR_INIT("the mayor"),
	      .any = STR_INIT("a b"),
	      .title = true },
	    "title:dam title:\"the mayor\" title:a OR title:b",
	    "((title : \"dam\") AND (title : \"the mayor\") AND (title : \"a\" OR title : "
	    "\"b\"))" },
	/* signs of the query language mean nothing in a field */
	{ { .all = STR_INIT("OR -a source:x ＯＫ：y") }, "\"OR\" \"-a\" \"source:x\" \"ＯＫ：y\"",
	    "((\"or\") AND (\"a\") AND (\"source x\") AND (\"ok y\"))" },
	{ { .all = STR_INIT("a\"b「c") }, "a b c", "((\"a\") AND (\"b\") AND (\"c\"))" },
	{ { .phrase = STR_INIT("he \"said\" so”") }, "\"he  said  so\"", "((\"he said so\"))" },
	{ { .phrase = STR_INIT("\"\"") }, "", "" },
	{ { .none = STR_INIT("-a"), .all = STR_INIT("b") }, "b -\"-a\"",
	    "((\"b\")) NOT ((\"a\"))" },
};

static void
fields_make_a_query(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct buf match CLEAN(buf_done) = { 0 };
		struct str text = query_compose(&arena, &rows[i].parts);
		struct query *query = NULL;

		assert_string_equal(str_terminated(&arena, text), rows[i].query);
		assert_int_equal(query_parse(&arena, text, 0, &query).code, ERR_NONE);
		if (query_positive(query))
			query_push_match(&match, query);
		buf_push_char(&match, '\0');
		assert_string_equal(match.p, rows[i].match);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_make_a_query),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

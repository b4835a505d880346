#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "base/json.h"

static void
quotes(void **state)
{
	static const struct {
		struct str in;
		const char *want;
	} rows[] = {
		{ STR_INIT(""), "\"\"" },
		{ { NULL, 0 }, "\"\"" },
		{ STR_INIT("plain 中文 🙂"), "\"plain 中文 🙂\"" },
		{ STR_INIT("\"\\/"), "\"\\\"\\\\/\"" },
		{ STR_INIT("\n\r\t\b\x01\x7f"), "\"\\n\\r\\t\\u0008\\u0001\\u007f\"" },
		{ STR_INIT("a\0b"), "\"a\\u0000b\"" },
		{ STR_INIT("</script>"), "\"\\u003c/script>\"" },
		{ STR_INIT("\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xaa"), "\"\\u2028\\u2029\xe2\x80\xaa\"" },
		{ STR_INIT("\xe2\x80"), "\"\xe2\x80\"" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct buf out CLEAN(buf_done) = { 0 };
		json_quote(&out, rows[i].in);
		assert_true(str_equal(buf_str(&out), str_from_c(rows[i].want)));
	}
}

static void
nesting(void **state)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct json json = { .out = &out };

	(void)state;
	json_object(&json, NULL);
	json_int(&json, "a", -5);
	json_array(&json, "b");
	json_array_end(&json);
	json_array(&json, "c");
	json_int(&json, NULL, 1);
	json_object(&json, NULL);
	json_object_end(&json);
	json_object(&json, NULL);
	json_bool(&json, "t", true);
	json_bool(&json, "f", false);
	json_object_end(&json);
	json_null(&json, NULL);
	json_array_end(&json);
	json_c(&json, "d\"", "x");
	json_c(&json, "e", NULL);
	json_str(&json, "g", S(""));
	json_hex(&json, "h", (struct raw){ (const unsigned char *)"\0\xff", 2 });
	json_object_end(&json);
	assert_true(str_equal(buf_str(&out),
	    S("{\"a\":-5,\"b\":[],\"c\":[1,{},{\"t\":true,\"f\":false},null],\"d\\\"\":\"x\",\"e\":null,"
	      "\"g\":\"\",\"h\":\"00ff\"}")));
	assert_int_equal(json.depth, 0);
}

static void
numbers(void **state)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct json json = { .out = &out };

	(void)state;
	json_array(&json, NULL);
	json_int(&json, NULL, INT64_MIN);
	json_int(&json, NULL, INT64_MAX);
	json_double(&json, NULL, 1.25, 1);
	json_double(&json, NULL, -0.5, 3);
	json_double(&json, NULL, (double)NAN, 3);
	json_double(&json, NULL, (double)INFINITY, 3);
	json_array_end(&json);
	assert_true(str_equal(buf_str(&out),
	    S("[-9223372036854775808,9223372036854775807,1.2,-0.500,null,null]")));
}

static void
a_full_buffer_stays_full(void **state)
{
	struct buf out CLEAN(buf_done) = { .max = 4 };
	struct json json = { .out = &out };

	(void)state;
	json_array(&json, NULL);
	json_c(&json, NULL, "long enough to fail");
	json_array_end(&json);
	assert_int_equal(out.err.code, ERR_TOO_BIG);
	assert_true(out.n <= 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quotes),
		cmocka_unit_test(nesting),
		cmocka_unit_test(numbers),
		cmocka_unit_test(a_full_buffer_stays_full),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/json.h"
#include "record/article.h"
#include "tree.h"

static void
fields_are_numbered_once(void **state)
{
	uint64_t seen = 0;

	(void)state;
	for (size_t i = 0; i < article_field_count; i++) {
		const struct field *field = &article_fields[i];
		assert_false(seen >> field->wire & 1);
		seen |= UINT64_C(1) << field->wire;
		assert_non_null(field->json);
		assert_true(field->offset < sizeof(struct article));
		/* the tree is read against the text, which must have come before it */
		if (field->kind == FIELD_DOC)
			assert_string_equal(article_fields[i - 1].name, "text");
	}
}

static void
notes_are_numbered_once(void **state)
{
	(void)state;
	for (unsigned i = 0; i < NOTE_MAX; i++) {
		assert_non_null(note_row(i)->key);
		assert_non_null(note_row(i)->text);
		assert_int_equal(note_from_wire(note_row(i)->wire), i);
		for (unsigned j = 0; j < i; j++)
			assert_string_not_equal(note_row(i)->key, note_row(j)->key);
	}
	assert_int_equal(note_from_wire(0), -1);
	assert_int_equal(note_from_wire(255), -1);
	assert_int_equal(note_from_wire(100000), -1);
}

static void
members_by_the_table(void **state)
{
	struct article article = { .rules = 3, .title = S("t") };

	(void)state;
	for (size_t i = 0; i < article_field_count; i++) {
		const struct field *field = &article_fields[i];
		if (strcmp(field->name, "rules") == 0)
			assert_int_equal(*(int64_t *)field_of(&article, field), 3);
		if (strcmp(field->name, "title") == 0)
			assert_true(str_equal(*(struct str *)field_of(&article, field), S("t")));
	}
}

static struct str
json_of(struct buf *out, struct arena *arena, const struct article *article, const char *const *skip)
{
	struct json json = { .out = out };

	json_object(&json, NULL);
	article_json(arena, &json, article, skip);
	json_object_end(&json);
	return buf_str(out);
}

static void
json_of_an_empty_article(void **state)
{
	static const struct article empty;
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf out CLEAN(buf_done) = { 0 };
	struct str json = json_of(&out, &arena, &empty, NULL);

	(void)state;
	assert_true(str_find(json, S("\"url\":null,"), 0) > 0);
	assert_true(str_find(json, S("\"authors\":[],"), 0) > 0);
	assert_true(str_find(json, S("\"published\":null,"), 0) > 0);
	assert_true(str_find(json, S("\"html\":null,"), 0) > 0);
	assert_true(str_find(json, S("\"digest\":null,"), 0) > 0);
	assert_true(str_find(json, S("\"simhash\":\"0000000000000000\","), 0) > 0);
	assert_true(str_find(json, S("\"notes\":{},"), 0) > 0);
}

static void
json_of_each_kind(void **state)
{
	static struct str names[] = { STR_INIT("林一"), STR_INIT("B") };
	static const char *const skip[] = { "text", "rules", NULL };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf out CLEAN(buf_done) = { 0 };
	struct article article = {
		.url = { "https://a.example/", 18 },
		.title = S("a \"b\" </script>"),
		.authors = { names, 2, 2 },
		.published = { 1612137900000, 28800, WHEN_SECOND, ZONE_GIVEN },
		.text = S("left out"),
		.doc = tree_from(&arena, "(p \"x & y\")"),
		.digest = { { 0xab, 0xcd } },
		.simhash = INT64_MIN + 10,
		.characters = 5,
		.rules = 9,
	};
	struct str json;

	(void)state;
	article.notes.count[NOTE_FOOTER] = 2;
	json = json_of(&out, &arena, &article, skip);
	assert_true(str_find(json, S("\"url\":\"https://a.example/\","), 0) > 0);
	assert_true(str_find(json, S("\"title\":\"a \\\"b\\\" \\u003c/script>\","), 0) > 0);
	assert_true(str_find(json, S("\"authors\":[\"林一\",\"B\"],"), 0) > 0);
	assert_true(str_find(json, S("\"published\":\"2021-02-01T08:05:00+08:00\","), 0) > 0);
	assert_true(str_find(json, S("\"html\":\"\\u003cp>x &amp; y\\u003c/p>\","), 0) > 0);
	assert_true(str_find(json, S("\"digest\":\"abcd0000"), 0) > 0);
	assert_true(str_find(json, S("\"simhash\":\"800000000000000a\","), 0) > 0);
	assert_true(str_find(json, S("\"characters\":5,"), 0) > 0);
	assert_true(str_find(json, S("\"notes\":{\"footer\":2}"), 0) > 0);
	assert_int_equal(str_find(json, S("left out"), 0), -1);
	assert_int_equal(str_find(json, S("\"rules\""), 0), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_numbered_once),
		cmocka_unit_test(notes_are_numbered_once),
		cmocka_unit_test(members_by_the_table),
		cmocka_unit_test(json_of_an_empty_article),
		cmocka_unit_test(json_of_each_kind),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

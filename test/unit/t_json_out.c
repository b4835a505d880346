#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "show/json_out.h"
#include "tree.h"

static struct article_row
sample_row(void)
{
	return (struct article_row){
		.id = 7,
		.source_name = S("临江日报"),
		.source_slug = S("linjiang"),
		.url = S("https://a.example/7"),
		.title = S("决堤 - 临江日报"),
		.headline = S("决堤"),
		.section = S(""),
		.lang = S("zh-Hans"),
		.published = { .ms = 1612137600000,
		    .offset_s = 28800,
		    .precision = WHEN_MINUTE,
		    .zone = ZONE_GIVEN },
		.time = 1612137600,
		.first_fetched = 1612137660,
		.last_fetched = 1612224060,
		.revisions = 2,
		.changes = 1,
		.changed_n = 2,
		.characters = 120,
		.images = 1,
	};
}

static char *
row_text(struct arena *arena, const struct article_row *row)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct json json = { .out = &out };

	json_out_begin(&json, NULL, "article/1");
	article_row_json(&json, row);
	json_object_end(&json);
	return str_terminated(arena, buf_str(&out));
}

static void
a_row(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct article_row row = sample_row();

	(void)state;
	assert_string_equal(row_text(&arena, &row),
	    "{\"schema\":\"article/"
	    "1\",\"id\":7,\"source\":\"临江日报\",\"source_slug\":\"linjiang\","
	    "\"title\":\"决堤 - 临江日报\",\"headline\":\"决堤\",\"url\":\"https://a.example/7\","
	    "\"published\":\"2021-02-01T08:00+08:00\",\"time\":\"2021-02-01T00:00:00Z\","
	    "\"fetched\":\"2021-02-01T00:01:00Z\",\"last_fetched\":\"2021-02-02T00:01:00Z\","
	    "\"revisions\":2,\"changes\":1,"
	    "\"lang\":\"zh-Hans\",\"section\":\"\",\"characters\":120,\"images\":1}");
}

static void
what_is_absent_is_null(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct article_row row = sample_row();
	char *text;

	(void)state;
	row.published = (struct when){ 0 };
	row.last_fetched = 0;
	row.title = S("");
	row.flags = ARTICLE_DATE_MISSING;
	text = row_text(&arena, &row);
	assert_non_null(strstr(text, "\"published\":null"));
	assert_non_null(strstr(text, "\"last_fetched\":null"));
	assert_non_null(strstr(text, "\"title\":\"决堤\""));
	assert_non_null(strstr(text, "\"date_missing\":true"));
	assert_null(strstr(text, "date_future"));
}

static char *
text_of_revision(struct arena *arena, enum revision_json_flags flags)
{
	struct buf out CLEAN(buf_done) = { 0 };
	struct json json = { .out = &out };
	struct article_row row = sample_row();
	struct str author = S("记者\"甲\"");
	struct revision revision = {
		.n = 1, .capture = 3, .captures = 2, .fetched = 1612137660, .capture_digest = digest_of(raw_from_str(S("x"))),
		.record = {
			.title = S("</script>"), .headline = S("</script>"), .text = S("一\n二"), .simhash = -1, .rules = 4,
			.authors = { &author, 1, 1 }, .doc = tree_from(arena, "(p \"<b>\")"),
		},
	};

	revision.record.notes.count[NOTE_FOOTER] = 2;
	json_object(&json, NULL);
	revision_json(arena, &json, &row, &revision, flags);
	json_object_end(&json);
	return str_terminated(arena, buf_str(&out));
}

static void
a_revision(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	char *text = text_of_revision(&arena, REVISION_JSON_ALL),
	     *head = text_of_revision(&arena, 0);

	(void)state;
	assert_non_null(
	    strstr(text, "\"url\":\"https://a.example/7\"")); /* its own, or the article's */
	assert_non_null(strstr(text, "\"revision\":1,\"capture\":3,\"captures\":2"));
	assert_non_null(strstr(text,
	    "\"sha256\":\"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\""));
	assert_non_null(strstr(text, "\"authors\":[\"记者\\\"甲\\\"\"]"));
	assert_non_null(strstr(text, "\"notes\":{\"footer\":2}"));
	assert_non_null(strstr(
	    text, "\"simhash\":\"ffffffffffffffff\"")); /* past what readers of numbers can hold */
	assert_non_null(strstr(text, "\"text\":\"一\\n二\""));
	assert_non_null(strstr(text, "\"html\":\"\\u003cp>&lt;b&gt;\\u003c/p>\""));
	assert_null(strstr(text, "</script>"));
	assert_null(strstr(head, "\"text\""));
	assert_null(strstr(head, "\"html\""));
	assert_null(strstr(head, "\"notes\""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row),
		cmocka_unit_test(what_is_absent_is_null),
		cmocka_unit_test(a_revision),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

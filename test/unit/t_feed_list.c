#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/err.h"
#include "cmd/feed_list.h"
#include "cmd/options.h"

static void
addresses_as_people_type_them(void **state)
{
	static const struct {
		const char *typed, *want; /* NULL: none */
	} rows[] = {
		{ "https://a.example/rss", "https://a.example/rss" },
		{ "http://A.example", "http://a.example/" },
		{ " a.example/rss ", "https://a.example/rss" },
		{ "a.example:8080/rss", "https://a.example:8080/rss" },
		{ "feed://a.example/rss", "http://a.example/rss" },
		{ "feed:https://a.example/rss", "https://a.example/rss" },
		{ "FEED:http://a.example/rss", "http://a.example/rss" },
		{ "新闻.example/源", "https://xn--efvy88h.example/%E6%BA%90" },
		{ "exec:rm -rf /", NULL },
		{ "file:///etc/passwd", NULL },
		{ "javascript:alert(1)", NULL },
		{ "ftp://a.example/", NULL },
		{ "https://user:secret@a.example/", NULL },
		{ "", NULL },
		{ "feed:", NULL },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct url url = { 0 };
		struct err e = feed_url_typed(&arena, str_from_c(rows[i].typed), &url);

		if (!rows[i].want)
			assert_int_not_equal(e.code, ERR_NONE);
		else {
			assert_int_equal(e.code, ERR_NONE);
			assert_string_equal(str_terminated(&arena, url_str(url)), rows[i].want);
		}
	}
}

static void
lists_of_addresses(void **state)
{
	static const char text[] = "\xef\xbb\xbf# comment\r\n"
				   "\n"
				   "https://a.example/rss\r\n"
				   "b.example/atom 国际 \"two words\" \"~A \\\"title\\\"\" 国际\n"
				   "\"query:unread:unread = \\\"yes\\\"\"\n"
				   "exec:~/bin/feed\n"
				   "\"filter:cat:https://c.example/rss\" x\n"
				   "http://d.example/ \"not ended";
	struct arena arena CLEAN(arena_done) = { 0 };
	struct outlines list;

	(void)state;
	feed_list_read(&arena, str_from_c(text), &list);
	assert_int_equal(list.count, 3);
	assert_int_equal(list.left_out, 3);
	assert_true(str_equal(list.items[0].url, S("https://a.example/rss")));
	assert_int_equal(list.items[0].labels.count, 0);
	assert_true(str_equal(list.items[1].url, S("https://b.example/atom")));
	assert_true(str_equal(list.items[1].title, S("A \"title\"")));
	assert_int_equal(list.items[1].labels.count, 2);
	assert_true(str_equal(list.items[1].labels.items[0], S("国际")));
	assert_true(str_equal(list.items[1].labels.items[1], S("two words")));
	assert_true(str_equal(list.items[2].labels.items[0], S("not ended")));
}

static void
ceilings_hold(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf text CLEAN(buf_done) = { 0 };
	struct outlines list;

	(void)state;
	buf_push_literal(&text, "a.example");
	for (int i = 0; i < 100; i++)
		buf_push_format(&text, " label%d", i);
	for (int i = 0; i < OUTLINES_MAX + 5; i++)
		buf_push_format(&text, "\nb.example/%d", i);
	feed_list_read(&arena, buf_str(&text), &list);
	assert_int_equal(list.count, OUTLINES_MAX);
	assert_int_equal(list.left_out, 6);
	assert_int_equal(list.items[0].labels.count, OUTLINE_LABELS_MAX);
}

/* What comes with xinshi can be added as it stands, and each feed once. */
static void
starters_are_sound(void **state)
{
	(void)state;
	assert_true(starter_count > 10);
	for (size_t i = 0; i < starter_count; i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct url url;
		int32_t zone_s;

		assert_int_equal(
		    url_parse(&arena, str_from_c(starters[i].url), NULL, &url).code, 0);
		assert_true(str_equal(url_str(url), str_from_c(starters[i].url)));
		assert_int_equal(
		    url_parse(&arena, str_from_c(starters[i].page), NULL, &url).code, 0);
		assert_true(zone_read(str_from_c(starters[i].zone), &zone_s));
		assert_true(feed_labels(&arena, starters[i].labels).count > 0);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(starters[i].url, starters[j].url);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_as_people_type_them),
		cmocka_unit_test(lists_of_addresses),
		cmocka_unit_test(ceilings_hold),
		cmocka_unit_test(starters_are_sound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

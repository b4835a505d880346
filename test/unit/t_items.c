/* Items on the wire: what the desk sends comes back, what a stranger might send is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "record/items.h"
#include "record/wire.h"

static struct article
sample(const char *url)
{
	return (struct article){ .url = { url, strlen(url) },
		.key = str_from_c(url),
		.title = S("标题"),
		.guid = S("urn:1"),
		.rules = 1 };
}

static struct items
samples(void)
{
	static struct article articles[2];
	static struct err faults[2];
	struct items items = { .articles = articles, .faults = faults, .count = 2 };

	feed_init(&items.head);
	items.head.format = FORMAT_RSS20;
	items.head.ttl_min = 60;
	items.head.head.title = (struct feed_text){ .text = S("某网"), .kind = TEXT_PLAIN };
	articles[0] = sample("https://a.example/1");
	faults[1] = err_at(ERR_TOO_BIG, 7, "page");
	return items;
}

static void
comes_back(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf wire CLEAN(buf_done) = { 0 }, again CLEAN(buf_done) = { 0 };
	struct items items = samples(), back;

	(void)state;
	wire_put_items(&wire, &items);
	assert_int_equal(wire_get_items(&arena, buf_raw(&wire), &back).code, ERR_NONE);
	assert_int_equal(back.count, 2);
	assert_int_equal(back.head.ttl_min, 60);
	assert_int_equal(back.faults[0].code, ERR_NONE);
	assert_true(str_equal(back.articles[0].guid, S("urn:1")));
	assert_int_equal(back.faults[1].code, ERR_TOO_BIG);
	assert_int_equal(back.faults[1].at, 7);
	assert_string_equal(back.faults[1].what, "page");
	wire_put_items(&again, &back);
	assert_true(str_equal(buf_str(&wire), buf_str(&again)));
}

/* Every cut of a message is refused, and leaves the answer untouched. */
static void
cuts_are_refused(void **state)
{
	struct buf wire CLEAN(buf_done) = { 0 };
	struct items items = samples(), back = { .count = 99 };

	(void)state;
	wire_put_items(&wire, &items);
	for (size_t n = 0; n < wire.n; n++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct raw cut = { buf_raw(&wire).p, n };

		assert_int_not_equal(wire_get_items(&arena, cut, &back).code, ERR_NONE);
		assert_int_equal(back.count, 99);
	}
}

static void
refused(struct buf *wire)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct items back;

	assert_int_equal(wire_get_items(&arena, buf_raw(wire), &back).code, ERR_WIRE);
	buf_reset(wire);
}

static void
lies_are_refused(void **state)
{
	struct buf wire CLEAN(buf_done) = { 0 }, head CLEAN(buf_done) = { 0 };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct article article = sample("https://a.example/1"), other = article;
	struct items items = samples();
	struct feed feed = items.head;

	(void)state;
	feed_add(&arena, &feed);
	wire_put_feed(&head, &feed);
	buf_push_bytes(&wire, buf_raw(&head));
	buf_push_varint(&wire, 0);
	refused(&wire); /* items in the head */

	wire_put_items_head(&wire, &items.head, FEED_ITEMS_MAX);
	refused(&wire); /* more items than bytes */

	wire_put_items_head(&wire, &items.head, (size_t)FEED_ITEMS_MAX + 1);
	refused(&wire);

	other.key = S("");
	wire_put_items_head(&wire, &items.head, 1);
	wire_put_item(&wire, &other, (struct err){ 0 });
	refused(&wire); /* without a key */

	other = article;
	other.url = (struct url){ "javascript:x", 12 };
	wire_put_items_head(&wire, &items.head, 1);
	wire_put_item(&wire, &other, (struct err){ 0 });
	refused(&wire);

	wire_put_items_head(&wire, &items.head, 1);
	wire_put_item(&wire, &article, (struct err){ 0 });
	buf_push_u8(&wire, 0);
	refused(&wire); /* bytes behind */
}

static void
question_comes_back(void **state)
{
	struct buf wire CLEAN(buf_done) = { 0 };
	struct items_question question = { .source = S("某网"), .now = -5 }, back;

	(void)state;
	question.feed.bytes = raw_from_str(S("<rss/>"));
	question.feed.base = S("https://a.example/f");
	question.feed.zone_s = 28800;
	wire_put_items_question(&wire, &question);
	assert_int_equal(wire_get_items_question(buf_raw(&wire), &back).code, ERR_NONE);
	assert_true(str_equal(back.source, question.source));
	assert_true(str_equal(back.feed.base, question.feed.base));
	assert_int_equal(back.feed.bytes.n, 6);
	assert_int_equal(back.feed.zone_s, 28800);
	assert_int_equal(back.now, -5);
	buf_push_u8(&wire, 0);
	assert_int_equal(wire_get_items_question(buf_raw(&wire), &back).code, ERR_WIRE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comes_back),
		cmocka_unit_test(cuts_are_refused),
		cmocka_unit_test(lies_are_refused),
		cmocka_unit_test(question_comes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

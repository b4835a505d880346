/* The desk, question by question: each kind has its answer, and each answer passes its reader. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "main/worker_loop.h"
#include "record/items.h"
#include "record/outline.h"
#include "record/wire.h"

static struct desk *desk;

/* The answer's bytes live in ${out}. */
static struct frame
ask(enum frame_kind kind, const struct buf *question, struct buf *out)
{
	struct frame frame = { kind, 42, buf_raw(question) }, answer = { 0 };

	buf_reset(out);
	desk_answer(desk, &frame, out);
	assert_int_equal(frame_parse(buf_raw(out), &answer), (int64_t)out->n);
	assert_int_equal(answer.tag, 42);
	return answer;
}

static struct items_question
question_of(struct str feed)
{
	struct items_question question = { .now = 1612231200 };

	question.feed.bytes = raw_from_str(feed);
	question.feed.base = S("https://a.example/feed");
	return question;
}

static void
items_are_articles(void **state)
{
	static const char feed[] =
	    "<rss><channel><title>T &amp;amp; U</title><ttl>30</ttl><link>https://a.example/</link>"
	    "<item><title>One</title><link>https://a.example/1</link><description>&lt;p "
	    "onclick='x'&gt;Words of the item.&lt;/p&gt;</description></item>"
	    "<item/></channel></rss>";
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf in CLEAN(buf_done) = { 0 }, out CLEAN(buf_done) = { 0 };
	struct items_question question = question_of(str_from_c(feed));
	struct frame answer;
	struct items items;

	(void)state;
	wire_put_items_question(&in, &question);
	answer = ask(FRAME_READ_ITEMS, &in, &out);
	assert_int_equal(answer.kind, FRAME_ITEMS);
	assert_int_equal(wire_get_items(&arena, answer.bytes, &items).code, ERR_NONE);
	assert_int_equal(items.count, 2);
	assert_int_equal(items.head.ttl_min, 30);
	assert_int_equal(items.head.head.title.kind, TEXT_PLAIN);
	assert_true(str_equal(items.head.head.title.text, S("T & U")));
	assert_true(str_equal(items.articles[0].text, S("Words of the item.")));
	assert_int_equal(items.articles[0].notes.count[NOTE_EVENT_HANDLER], 1);
	assert_int_equal(items.faults[0].code, ERR_NONE);
	assert_int_equal(items.faults[1].code, ERR_EMPTY);
}

/* What all items together may not be is left out item by item: 21 of nearly 100,000 nodes
 * each. */
static void
too_much_is_left_out(void **state)
{
	enum { ITEMS = 21, PARAGRAPHS = 50000 };
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf feed CLEAN(buf_done) = { 0 }, in CLEAN(buf_done) = { 0 },
			out CLEAN(buf_done) = { 0 };
	struct items_question question;
	struct frame answer;
	struct items items;

	(void)state;
	buf_push_literal(&feed, "<rss><channel>");
	for (unsigned i = 0; i < ITEMS; i++) {
		buf_push_format(&feed, "<item><link>https://a.example/%u</link><description>", i);
		for (unsigned j = 0; j < PARAGRAPHS; j++)
			buf_push_literal(&feed, "&lt;p&gt;a");
		buf_push_literal(&feed, "</description></item>");
	}
	question = question_of(buf_str(&feed));
	wire_put_items_question(&in, &question);
	answer = ask(FRAME_READ_ITEMS, &in, &out);
	assert_int_equal(wire_get_items(&arena, answer.bytes, &items).code, ERR_NONE);
	assert_int_equal(items.count, ITEMS);
	for (size_t i = 0; i < ITEMS; i++) {
		bool fits = (i + 1) * 2 * (PARAGRAPHS - 1) <= ITEMS_NODES_MAX;

		assert_int_equal(items.faults[i].code, fits ? ERR_NONE : ERR_TOO_BIG);
	}
}

static void
pages_are_seen(void **state)
{
	static const char html[] =
	    "<html lang=en><title>T</title><link rel=alternate type=application/rss+xml href=f>"
	    "<p>The words that we kept, and <i>some</i> others.</p>";
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf in CLEAN(buf_done) = { 0 }, out CLEAN(buf_done) = { 0 };
	struct page_question question = { .bytes = raw_from_str(str_from_c(html)),
		.url = S("https://a.example/x/"),
		.text = S("The words that we kept\nA line that is gone now\nshort") };
	struct frame answer;
	struct page_view view;

	(void)state;
	wire_put_page_question(&in, &question);
	answer = ask(FRAME_READ_PAGE, &in, &out);
	assert_int_equal(answer.kind, FRAME_PAGE);
	assert_int_equal(wire_get_page_view(&arena, answer.bytes, &view).code, ERR_NONE);
	assert_int_equal(view.blocks, 2);
	assert_int_equal(view.held, 1);
	assert_int_equal(view.feeds.count, 1);
	assert_true(str_equal(view.feeds.items[0].url, S("https://a.example/x/f")));
}

static void
lists_are_read(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf in CLEAN(buf_done) = { 0 }, out CLEAN(buf_done) = { 0 };
	struct page_question question = {
		.bytes = raw_from_str(S("<opml><outline xmlUrl='https://a.example/f'/></opml>"))
	};
	struct frame answer;
	struct outlines list;

	(void)state;
	wire_put_page_question(&in, &question);
	answer = ask(FRAME_READ_OPML, &in, &out);
	assert_int_equal(answer.kind, FRAME_OUTLINES);
	assert_int_equal(wire_get_outlines(&arena, answer.bytes, &list).code, ERR_NONE);
	assert_int_equal(list.count, 1);
}

/* Noise is answered with an error, whatever kind of question it says it is; and the desk goes on.
 */
static void
noise_is_refused(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf in CLEAN(buf_done) = { 0 }, out CLEAN(buf_done) = { 0 };

	(void)state;
	buf_push_literal(&in, "\xff\xff\xff\xff\xff\xff\xff\xff\xff");
	for (unsigned kind = 0; kind < FRAME_KINDS; kind++) {
		struct frame answer;

		if (kind == FRAME_PROBE)
			continue;
		answer = ask((enum frame_kind)kind, &in, &out);
		assert_int_equal(answer.kind, FRAME_ERR);
		assert_int_equal(wire_get_err(&arena, answer.bytes).code, ERR_WIRE);
	}
	lists_are_read(state);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(items_are_articles),
		cmocka_unit_test(too_much_is_left_out),
		cmocka_unit_test(pages_are_seen),
		cmocka_unit_test(lists_are_read),
		cmocka_unit_test(noise_is_refused),
	};
	int failed;

	if (desk_open(&desk).code)
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	desk_close(desk);
	return failed;
}

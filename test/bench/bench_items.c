/*
 * bench_items: how many items of a feed a second become articles in the worker; the best of five
 * rounds over feeds of 20 items, each a whole article of 5 kB.
 */
#include <stdio.h>
#include <time.h>

#include "bench.h"
#include "main/worker_loop.h"
#include "record/items.h"

enum { ROUNDS = 5, FEEDS = 50, ITEMS = 20, PARAGRAPHS = 22 };

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void
feed_make(struct buf *out)
{
	buf_push_literal(out, "<rss version=\"2.0\"><channel><title>大</title>");
	for (unsigned i = 0; i < ITEMS; i++) {
		buf_push_format(out,
		    "<item><title>临江大雨 %u</title><link>https://a.example/%u</link>"
		    "<pubDate>Mon, 01 Feb 2021 08:00:00 GMT</pubDate><description>",
		    i, i);
		for (unsigned j = 0; j < PARAGRAPHS; j++)
			buf_push_format(out,
			    "&lt;p "
			    "class=\"a\"&gt;临江市大雨，市长在记者会上表示，&lt;b&gt;水库&lt;/b&gt;"
			    "的水位仍在上升 %u。&lt;a href=\"/x?a=%u\"&gt;The river&lt;/a&gt; rose "
			    "again on Tuesday.&lt;/p&gt;",
			    i * j, j);
		buf_push_literal(out, "</description></item>");
	}
	buf_push_literal(out, "</channel></rss>");
}

static double
round_run(struct desk *desk, const struct frame *question)
{
	struct buf answer CLEAN(buf_done) = { .max = FRAME_MAX + FRAME_HEAD };
	double start = seconds();

	for (unsigned i = 0; i < FEEDS; i++) {
		buf_reset(&answer);
		desk_answer(desk, question, &answer);
	}
	return FEEDS * ITEMS / (seconds() - start);
}

int
main(void)
{
	struct buf feed CLEAN(buf_done) = { 0 }, wire CLEAN(buf_done) = { 0 };
	struct items_question question = { .now = 1612231200 };
	struct frame frame = { .kind = FRAME_READ_ITEMS };
	struct desk *desk;
	double best = 0;

	must(desk_open(&desk));
	feed_make(&feed);
	question.feed.bytes = buf_raw(&feed);
	question.feed.base = S("https://a.example/feed");
	wire_put_items_question(&wire, &question);
	frame.bytes = buf_raw(&wire);
	for (unsigned i = 0; i < ROUNDS; i++) {
		double rate = round_run(desk, &frame);
		best = rate > best ? rate : best;
	}
	printf("%.0f/s\n", best);
	desk_close(desk);
	return 0;
}

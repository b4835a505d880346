/* Lists of feeds: which to take, and the wire. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "record/outline.h"

static void
the_best_is_taken(void **state)
{
	static const struct {
		const char *what;
		struct {
			const char *title, *url, *type; /* "?": a guess */
		} feeds[4];
		ptrdiff_t best;
	} cases[] = {
		{ "none", { { NULL, NULL, NULL } }, -1 },
		{ "one", { { "a", "https://a.example/x", "" } }, 0 },
		{ "two formats by type",
		    { { "", "https://a.example/rss.xml", "application/rss+xml" },
			{ "", "https://a.example/atom.xml", "application/atom+xml" } },
		    1 },
		{ "three formats by words of the address",
		    { { "", "https://a.example/index.json", "" },
			{ "", "https://a.example/index.rdf", "" },
			{ "", "https://a.example/index.atom", "" } },
		    2 },
		{ "by the query",
		    { { "", "https://a.example/news?feed=rss2", "" },
			{ "", "https://a.example/news?feed=atom", "" } },
		    1 },
		{ "of one name",
		    { { "News - RSS 2.0", "https://a.example/17", "application/rss+xml" },
			{ "News (Atom 1.0)", "https://www.a.example/18", "application/atom+xml" } },
		    1 },
		{ "what does not say comes last",
		    { { "", "https://a.example/feed", "" },
			{ "", "https://a.example/feed.json", "" } },
		    1 },
		{ "comments aside",
		    { { "Blog » Feed", "https://a.example/feed/", "application/rss+xml" },
			{ "Blog » Comments Feed", "https://a.example/comments/feed/",
			    "application/rss+xml" } },
		    0 },
		{ "comments alone", { { "Comments", "https://a.example/comments/feed/", "" } }, 0 },
		{ "comments in Chinese, first",
		    { { "信使报 评论", "https://a.example/c", "" },
			{ "信使报", "https://a.example/f", "" } },
		    1 },
		{ "RSS twice, but of two kinds",
		    { { "", "https://a.example/index.rdf", "" },
			{ "", "https://a.example/index.rss", "" },
			{ "", "https://a.example/index.json", "" } },
		    1 },
		{ "a guess beside one that is named",
		    { { "RSS", "https://a.example/rss", "?" },
			{ "Courier", "https://a.example/feed", "" } },
		    1 },
		{ "one guess", { { "RSS", "https://a.example/rss", "?" } }, 0 },
		{ "of two names",
		    { { "World RSS", "https://a.example/rss.xml", "" },
			{ "Sport Atom", "https://a.example/atom.xml", "" } },
		    -1 },
		{ "at two places",
		    { { "", "https://a.example/world/rss.xml", "" },
			{ "", "https://a.example/sport/atom.xml", "" } },
		    -1 },
		{ "two of one format",
		    { { "News", "https://a.example/1.rss", "" },
			{ "News", "https://a.example/2.rss", "" } },
		    -1 },
		{ "two hosts",
		    { { "News", "https://a.example/feed.rss", "" },
			{ "News", "https://b.example/feed.atom", "" } },
		    -1 },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct outlines list = { 0 };

		for (size_t j = 0; j < LENGTH(cases[i].feeds) && cases[i].feeds[j].url; j++) {
			struct outline *one = outlines_add(&arena, &list);

			one->title = str_from_c(cases[i].feeds[j].title);
			one->url = str_from_c(cases[i].feeds[j].url);
			one->type = str_from_c(cases[i].feeds[j].type);
			one->is_guess = str_equal(one->type, S("?"));
		}
		if (outlines_best(&arena, &list) != cases[i].best)
			fail_msg("%s: %td", cases[i].what, outlines_best(&arena, &list));
	}
}

static struct page_view
sample(struct arena *arena)
{
	static struct str labels[] = { STR_INIT("news"), STR_INIT("亚洲") };
	struct page_view view = { .title = S("题"),
		.lang = S("zh"),
		.canonical = S("https://a.example/"),
		.blocks = 3,
		.held = 2,
		.noindex = true };
	struct outline *one = outlines_add(arena, &view.feeds);

	*one = (struct outline){ .title = S("t"),
		.url = S("https://a.example/f"),
		.type = S("rss"),
		.labels = { labels, 2, 2 },
		.is_guess = true };
	view.feeds.left_out = 4;
	return view;
}

static void
views_come_back(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf wire CLEAN(buf_done) = { 0 }, again CLEAN(buf_done) = { 0 };
	struct page_view view = sample(&arena), back;

	(void)state;
	wire_put_page_view(&wire, &view);
	assert_int_equal(wire_get_page_view(&arena, buf_raw(&wire), &back).code, ERR_NONE);
	assert_true(back.noindex && back.feeds.items[0].is_guess);
	assert_int_equal(back.feeds.left_out, 4);
	assert_int_equal(back.feeds.items[0].labels.count, 2);
	assert_true(str_equal(back.feeds.items[0].labels.items[1], S("亚洲")));
	wire_put_page_view(&again, &back);
	assert_true(str_equal(buf_str(&wire), buf_str(&again)));
	for (size_t n = 0; n < wire.n; n++)
		assert_int_not_equal(
		    wire_get_page_view(&arena, (struct raw){ buf_raw(&wire).p, n }, &back).code,
		    ERR_NONE);
}

static void
refused(const struct page_view *view)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf wire CLEAN(buf_done) = { 0 };
	struct page_view back;

	wire_put_page_view(&wire, view);
	assert_int_equal(wire_get_page_view(&arena, buf_raw(&wire), &back).code, ERR_WIRE);
}

static void
lies_are_refused(void **state)
{
	static struct str many[OUTLINE_LABELS_MAX + 1];
	static char wide[OUTLINE_TEXT_MAX + 1];
	struct arena arena CLEAN(arena_done) = { 0 };
	struct page_view view;

	(void)state;
	view = sample(&arena);
	view.feeds.items[0].url = S("javascript:alert(1)");
	refused(&view);
	view = sample(&arena);
	view.feeds.items[0].url = S("");
	refused(&view);
	view = sample(&arena);
	view.canonical = S("//a.example/");
	refused(&view);
	view = sample(&arena);
	view.held = 4;
	refused(&view);
	view = sample(&arena);
	view.feeds.items[0].labels = (struct strs){ many, LENGTH(many), LENGTH(many) };
	refused(&view);
	view = sample(&arena);
	memset(wide, 'x', sizeof(wide));
	view.title = (struct str){ wide, sizeof(wide) };
	refused(&view);
	view = sample(&arena);
	view.feeds.items[0].title = S("\xff");
	refused(&view);
}

static void
questions_come_back(void **state)
{
	struct buf wire CLEAN(buf_done) = { 0 };
	struct page_question question = { .bytes = raw_from_str(S("<p>")),
		.url = S("https://a.example/"),
		.content_type = S("text/html"),
		.text = S("a\nb") },
			     back;

	(void)state;
	wire_put_page_question(&wire, &question);
	assert_int_equal(wire_get_page_question(buf_raw(&wire), &back).code, ERR_NONE);
	assert_true(str_equal(back.text, question.text));
	assert_true(str_equal(back.content_type, question.content_type));
	assert_int_equal(back.bytes.n, 3);
	buf_push_u8(&wire, 0);
	assert_int_equal(wire_get_page_question(buf_raw(&wire), &back).code, ERR_WIRE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_best_is_taken),
		cmocka_unit_test(views_come_back),
		cmocka_unit_test(lies_are_refused),
		cmocka_unit_test(questions_come_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

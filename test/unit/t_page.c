#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "show/page.h"
#include "show/style.h"

/* A request that asked for ${target}, and an answer to write to: no archive is needed for the
 * frame. */
struct stage {
	struct arena arena;
	struct server_options options;
	struct request request;
	struct response response;
};

static void
stage_init(struct stage *stage, struct str target, struct str language)
{
	struct ask ask = { .method = S("GET"),
		.target = target,
		.host = S("localhost"),
		.accept_language = language };

	*stage = (struct stage){ 0 };
	stage->request.arena = &stage->arena;
	stage->request.options = &stage->options;
	assert_false(request_parse(&stage->request, &ask).code);
	stage->response.out = (struct html_out){ .to = &stage->response.body,
		.arena = &stage->arena,
		.tongue = stage->request.tongue,
		.script = stage->request.script };
}

static void
stage_done(struct stage *stage)
{
	buf_done(&stage->response.body);
	arena_done(&stage->arena);
}

static size_t
count(struct str s, struct str what)
{
	size_t n = 0;

	for (ptrdiff_t at = 0; (at = str_find(s, what, (size_t)at)) >= 0; at++)
		n++;
	return n;
}

static void
frame(void **state)
{
	struct stage stage;
	struct str html;

	(void)state;
	stage_init(&stage, S("/search?q=%3Cb%3E&page=2"), S("zh-TW"));
	page_begin(&stage.response,
	    &(struct page){ .title = S("</title><script>"), .section = WORD_SOURCES });
	page_end(&stage.request, &stage.response);
	html = buf_str(&stage.response.body);
	assert_true(str_starts(html, S("<!doctype html>\n<html lang=\"zh-Hant\">")));
	assert_true(count(html, S("<title>&lt;/title&gt;&lt;script&gt; – 信史</title>")) == 1);
	assert_true(count(html, S("<main id='main'>")) == 1 && count(html, S("</main>")) == 1);
	assert_true(count(html, S("aria-current='page'")) == 1);
	assert_true(count(html, S("<script")) == 0 && count(html, S("style=")) == 0);
	/* the switch of scripts keeps what was asked for */
	assert_true(count(html, S("\"/zh-hans/search?q=%3Cb%3E&amp;page=2\"")) == 1);
	assert_true(str_ends(html, S("</body>\n</html>\n")));
	stage_done(&stage);
}

/* The beginning that squeeze.c compresses once is what pages really begin with. */
static void
beginning(void **state)
{
	struct buf text CLEAN(buf_done) = { 0 };
	struct stage stage;

	(void)state;
	stage_init(&stage, S("/about"), S("en"));
	page_begin(&stage.response, &(struct page){ .title = S("x"), .section = WORD_MAX });
	page_beginning(&text, TONGUE_EN);
	assert_true(str_starts(buf_str(&stage.response.body), buf_str(&text)));
	stage_done(&stage);
}

static void
lines(void **state)
{
	struct article_row row = { .id = 17,
		.source_name = S("临江<日报>"),
		.headline = S("A & <b>B</b>"),
		.lang = S("en"),
		.time = 1612108800,
		.revisions = 3,
		.changes = 2,
		.flags = ARTICLE_DATE_FUTURE };
	struct stage stage;

	(void)state;
	stage_init(&stage, S("/zh-hans/"), S("en"));
	stage.response.out.zone_s = 28800;
	line_article(&stage.response.out, &row, LINE_CLOCK | LINE_DAY | LINE_SOURCE);
	assert_true(str_equal(buf_str(&stage.response.body),
	    S("<li><a href=\"/zh-hans/a/17\" lang=\"en\">A &amp; &lt;b&gt;B&lt;/b&gt;</a> <small>"
	      "<time datetime=\"2021-01-31T16:00:00Z\">2021-02-01 00:00</time> · 临江&lt;日报&gt; "
	      "· "
	      "<b>改过 2 次</b> · 日期在未来</small></li>\n")));
	stage_done(&stage);
}

static void
steps(void **state)
{
	struct stage stage;
	struct str html;

	(void)state;
	stage_init(&stage, S("/search?q=a&page=2"), S("en"));
	assert_int_equal(page_number(&stage.request), 2);
	page_steps(&stage.request, &stage.response.out, 2, 3);
	html = buf_str(&stage.response.body);
	assert_true(count(html, S("rel='prev' href=\"/search?q=a\"")) == 1);
	assert_true(count(html, S("rel='next' href=\"/search?q=a&amp;page=3\"")) == 1);
	buf_reset(&stage.response.body);
	page_steps(&stage.request, &stage.response.out, 1, 1);
	assert_int_equal(stage.response.body.n, 0);
	stage_done(&stage);
}

/* In every page: small, and nothing in it that a browser would fetch. */
static void
sheet(void **state)
{
	struct buf hash CLEAN(buf_done) = { 0 };

	(void)state;
	style_hash(style_sheet(), &hash);
	assert_int_equal(hash.n, 53); /* 'sha256-, 44 of base64, ' */
	assert_true(style_sheet().n > 1000 && style_sheet().n <= 4096);
	assert_true(str_find(style_sheet(), S("url("), 0) < 0); /* nothing to fetch */
	assert_true(str_find(style_sheet(), S("</"), 0) < 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(frame),
		cmocka_unit_test(beginning),
		cmocka_unit_test(lines),
		cmocka_unit_test(steps),
		cmocka_unit_test(sheet),
	};

	return cmocka_run_group_tests_name("page", tests, NULL, NULL);
}

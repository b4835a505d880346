#include "base/arena.h"
#include "record/extracted.h"

static struct err read_again(void *context, struct arena *arena,
    const struct extract_question *question, struct extracted *out);

#define ROOM_EXTRACT read_again
#define ROOM_MARKS true
#include "serve_test.h"

#include "store/feeds.h"
#include "store/readers.h"

#define PAGE "<html><body><p>At least 12 people died at the dam.</p></body></html>"

/* What a worker of ill will might say. */
static struct err answer_with;
static struct err
read_again(void *context, struct arena *arena, const struct extract_question *question,
    struct extracted *out)
{
	static struct extracted_block blocks[] = {
		{ S("At least 12 people died at the dam."), true, 970, S("main > p") },
		{ S("<script>alert(1)</script> Sign up"), false, 12, S("div.\"<b>'x") },
	};

	(void)context;
	if (answer_with.code)
		return answer_with;
	assert_true(question->explain);
	assert_true(str_equal(question->url, S("https://example.org/dam")));
	assert_true(str_equal(question->content_type, S("text/html; charset=x")));
	assert_int_equal(question->bytes.n, strlen(PAGE));
	assert_int_equal(question->now, FETCHED + 5);
	*out = (struct extracted){ .article = article_invent(
				       arena, "dam", "At least 12 people died at the dam."),
		.title_evidence = S("h1 <i>"),
		.rule = S("forest"),
		.confidence = 912,
		.kind = PAGE_PARTIAL,
		.kind_evidence = S("\"subscribe\" <img>"),
		.blocks = blocks,
		.count = LENGTH(blocks) };
	return (struct err){ 0 };
}

static void
articles_keep(struct fixture *f)
{
	struct article article =
	    article_invent(&f->arena, "dam", "At least 12 people died at the dam.");
	struct article imported = article_invent(&f->arena, "quay", "The quay is open again.");
	struct capture capture = {
		.kind = CAPTURE_PAGE, .url = S("https://example.org/dam"), .fetched = FETCHED + 5
	};
	struct exchange_row exchange = { .status = 200, .content_type = S("text/html; charset=x") };
	struct added added;
	int64_t id = 0;

	must(archive_begin(f->archive));
	must(exchange_add(f->archive, &capture, raw_from_str(S(PAGE)), &exchange, &id));
	must(articles_add(f->archive, &article, id, FETCHED + 5, &added));
	article_keep(f, "1.md", &imported);
	must(archive_commit(f->archive));
	answer_with = (struct err){ 0 };
}

static void
page(void **state)
{
	static const char *const wanted[] = { "✓ kept</b> 97 % · main &gt; p", "✗ dropped</b> 1 %",
		"&lt;script&gt;alert(1)&lt;/script&gt; Sign up",
		"the beginning of an article <small>\"subscribe\" &lt;img&gt;</small>", "91 %",
		"forest", "h1 &lt;i&gt;", "class='pair full'",
		"<p>At least 12 people died at the dam.</p>" };
	struct str answer = ask("GET", "/admin/extract/1", "Accept-Language: en\r\n");

	(void)state;
	assert_int_equal(status_of(answer), 200);
	for (size_t i = 0; i < LENGTH(wanted); i++)
		if (!has(answer, wanted[i]))
			fail_msg("no %s in %.*s", wanted[i], STR_ARGS(body_of(answer)));
	assert_false(has(answer, "<script"));
	assert_true(has(answer, "Cache-Control: no-store"));
}

static void
faults(void **state)
{
	(void)state;
	assert_int_equal(status_of(ask("GET", "/admin/extract/9", "")), 404);
	assert_true(
	    has(ask("GET", "/admin/extract/2", "Accept-Language: en\r\n"), "was not captured"));
	answer_with = err_new(ERR_BUSY, "another");
	assert_int_equal(status_of(ask("GET", "/admin/extract/1", "")), 503);
	answer_with = err_new(ERR_WORKER_DIED, NULL);
	assert_true(has(ask("GET", "/admin/extract/1", "Accept-Language: en\r\n"),
	    "the worker that read it died"));
	answer_with = err_new(ERR_BINARY, "a PDF");
	assert_true(
	    has(ask("GET", "/admin/extract/1", "Accept-Language: en\r\n"), "is not text: a PDF"));
	assert_int_equal(status_of(ask("POST", "/admin/extract/1", "")), 405);
}

/* A proxy on this machine asks for somebody else. */
static void
passed_on(void **state)
{
	static const char *const headers[] = { "X-Forwarded-For: 127.0.0.1\r\n",
		"Forwarded: for=127.0.0.1\r\n", "X-Real-IP: 203.0.113.5\r\n",
		"Via: 1.1 proxy\r\n" };

	(void)state;
	for (size_t i = 0; i < LENGTH(headers); i++) {
		assert_int_equal(status_of(ask("GET", "/admin/extract/1", headers[i])), 404);
		assert_int_equal(status_of(ask("GET", "/admin/health", headers[i])), 404);
	}
	assert_int_equal(status_of(ask("GET", "/admin/health", "")), 200);
}

/* What readers said stands beside it. */
static void
marks(void **state)
{
	struct readers *readers;
	struct mark_row mark = { .kind = MARK_WRONG,
		.article = 1,
		.n = 1,
		.capture = 1,
		.what = MARK_TOO_MUCH,
		.words = S("the <b>footer</b> too"),
		.made = FETCHED };

	(void)state;
	must(readers_open(room.fixture->dir, READERS_KEEP, &readers));
	must(mark_add(readers, &mark));
	readers_close(readers);
	assert_true(has(ask("GET", "/admin/extract/1", ""), "the &lt;b&gt;footer&lt;/b&gt; too"));
	assert_true(has(ask("GET", "/admin/health", ""), "href=\"/admin/extract/1\""));
}

#define ROOM_TEST(test) cmocka_unit_test_setup_teardown(test, open_room, close_room)

int
main(void)
{
	const struct CMUnitTest tests[] = { ROOM_TEST(page), ROOM_TEST(faults),
		ROOM_TEST(passed_on), ROOM_TEST(marks) };

	return cmocka_run_group_tests_name("serve_extract", tests, NULL, NULL);
}

#include "serve_test.h"

#include "store/pictures.h"

#define JPEG_SMALL "\xff\xd8\xff small"
#define WEBP_SMALL "RIFF....WEBP small"
#define JPEG_LARGE "\xff\xd8\xff larger"

static void
pictures_keep(struct fixture *f)
{
	static const struct {
		int32_t width, height;
		enum picture_format format;
		struct str bytes;
	} prints[] = {
		{ 480, 270, PICTURE_JPEG, STR_INIT(JPEG_SMALL) },
		{ 480, 270, PICTURE_WEBP, STR_INIT(WEBP_SMALL) },
		{ 960, 540, PICTURE_JPEG, STR_INIT(JPEG_LARGE) },
	};
	struct picture_row row;
	struct url url;
	bool added;

	must(url_parse(&f->arena, S("https://gdb.example/kept.jpg"), NULL, &url));
	must(picture_plan(f->archive, url, S(""), S("example-courier"), 0, &added));
	must(picture_by_url(f->archive, &f->arena, url, &row));
	for (size_t i = 0; i < LENGTH(prints); i++)
		must(print_add(f->archive, row.id,
		    &(struct picture_print){ prints[i].width, prints[i].height, prints[i].format,
			raw_from_str(prints[i].bytes) }));
}

static void
img_add(struct doc_builder *builder, const char *src, const char *alt)
{
	doc_open(builder, TAG_FIGURE);
	doc_open(builder, TAG_IMG);
	doc_attr(builder, ATTR_SRC, str_from_c(src));
	doc_attr(builder, ATTR_ALT, str_from_c(alt));
	doc_attr(builder, ATTR_WIDTH, S("1"));
	doc_close(builder);
	doc_open(builder, TAG_FIGCAPTION);
	doc_text(builder, S("The dam in spring."));
	doc_close(builder);
	doc_close(builder);
}

static void
articles_keep(struct fixture *f)
{
	struct article article = article_invent(&f->arena, "dam", "At least 12 people died at the dam.");
	struct doc_builder builder;

	doc_begin(&builder, &f->arena);
	img_add(&builder, "https://images.weserv.nl/?url=gdb.example/kept.jpg", "A dam & a \"river\"");
	img_add(&builder, "http://gdb.example/kept.jpg", "kept");
	img_add(&builder, "https://gdb.example/lost.jpg", "Another picture");
	must(doc_finish(&builder, &article.doc));
	must(archive_begin(f->archive));
	article_keep(f, "1.md", &article);
	pictures_keep(f);
	must(archive_commit(f->archive));
}

/* The address of the small print, as the page has it. */
static struct str
shown_path(void)
{
	struct str page = ask("GET", "/a/1", ""), before, path;

	assert_true(pull_until(&page, S("<img src=\""), &before));
	assert_true(pull_until(&page, S("\""), &path));
	return str_copy(&room.fixture->arena, path);
}

static void
page(void **state)
{
	struct str answer = ask("GET", "/a/1", "Accept-Language: en\r\n"), path, rest = answer, before;
	int shown = 0;

	(void)state;
	while (pull_until(&rest, S("<img "), &before))
		shown++;
	assert_int_equal(shown, 2); /* through the proxy, and by http */
	assert_true(has(answer, "alt=\"Picture: A dam &amp; a &quot;river&quot;\" width=\"480\" height=\"270\" loading=\"lazy\" "
				"decoding=\"async\"></a>"));
	assert_true(has(answer, ">Picture: Another picture (gdb.example)</a>"));
	assert_true(has(answer, "<figcaption>The dam in spring.</figcaption>"));
	assert_true(has(answer, "<a href=\"/img/1/"));
	path = str_copy(&room.fixture->arena, body_of(answer));
	assert_true(str_find(path, S("src=\"http"), 0) < 0);
	/* feeds have them by whole addresses */
	answer = ask("GET", "/feed/all.rss", "");
	assert_true(has(answer, "src=&quot;http://127.0.0.1:") || has(answer, "<img src=\"http://127.0.0.1:"));
}

static struct str
get(struct str path, const char *headers)
{
	return ask("GET", str_terminated(&room.fixture->arena, path), headers);
}

static void
prints(void **state)
{
	struct str path = shown_path(), answer = get(path, ""), head, etag;

	(void)state;
	assert_int_equal(status_of(answer), 200);
	assert_str(body_of(answer), JPEG_SMALL);
	assert_true(has(answer, "Content-Type: image/jpeg\r\n"));
	assert_true(has(answer, "Cache-Control: public, max-age=31536000, immutable\r\n"));
	assert_true(has(answer, "Vary: Accept\r\n"));
	assert_true(has(answer, "X-Content-Type-Options: nosniff\r\n"));
	assert_true(has(answer, "Content-Security-Policy: default-src 'none'; form-action 'none'; base-uri 'none'; "
				"frame-ancestors 'none'; sandbox\r\n"));
	assert_true(has(answer, "Cross-Origin-Resource-Policy: same-origin\r\n"));
	assert_true(pull_until(&answer, S("ETag: "), &head) && pull_until(&answer, S("\r\n"), &etag));
	etag = str_copy(&room.fixture->arena, etag);
	answer = get(path, str_format(&room.fixture->arena, "If-None-Match: %.*s\r\n%c", STR_ARGS(etag), 0).p);
	assert_int_equal(status_of(answer), 304);

	answer = get(path, "Accept: image/webp,*/*\r\n");
	assert_str(body_of(answer), WEBP_SMALL);
	assert_true(has(answer, "Content-Type: image/webp\r\n"));
	assert_false(has(answer, etag.p)); /* another sequence of bytes */
	answer = ask("HEAD", str_terminated(&room.fixture->arena, path), "");
	assert_int_equal(status_of(answer), 200);
	assert_str(body_of(answer), "");
	assert_true(has(answer, "Content-Length: 9\r\n"));
}

static void
hot_links(void **state)
{
	static const struct {
		const char *target;
		int status;
		const char *body; /* NULL: not looked at */
	} cases[] = {
		{ "/img?url=gdb.example/kept.jpg", 200, JPEG_LARGE },
		{ "/img/?url=ssl:gdb.example/kept.jpg&w=100", 200, JPEG_SMALL },
		{ "/img?url=https://images.weserv.nl/?url=gdb.example/kept.jpg&w=300&dpr=2", 200, JPEG_LARGE },
		{ "/img?url=//gdb.example/kept.jpg&h=200&output=webp", 200, WEBP_SMALL },
		{ "/img?url=gdb.example/kept.jpg&w=400&h=400&fit=cover", 200, JPEG_LARGE },
		{ "/?url=gdb.example/kept.jpg&w=100", 301, NULL },
		{ "/img?url=gdb.example/lost.jpg", 404, NULL },
		{ "/img?url=http://169.254.169.254/latest", 404, NULL },
		{ "/img?url=127.0.0.1:22/", 404, NULL },
		{ "/img?url=http:a%3Cscript%3Ealert(1)%3C/script%3E", 400, NULL },
		{ "/img?url=evil.example/%3Cscript%3Ealert(1)%3C/script%3E", 404, NULL },
		{ "/img?url=%00", 400, NULL },
		{ "/img?w=10", 400, NULL },
		{ "/img", 400, NULL },
		{ "/img/1/0000000000000000", 404, NULL },
		{ "/img/2/0000000000000000", 404, NULL },
		{ "/img/1/..", 404, NULL },
		{ "/img/1", 404, NULL },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str answer = ask("GET", cases[i].target, "Accept-Language: en\r\n");

		if (status_of(answer) != cases[i].status)
			fail_msg("%s: %d", cases[i].target, status_of(answer));
		if (cases[i].body && !str_equal(body_of(answer), str_from_c(cases[i].body)))
			fail_msg("%s: %.*s", cases[i].target, STR_ARGS(body_of(answer)));
		/* what a stranger made up is never said back */
		assert_false(has(answer, "evil.example") || has(answer, "<script") || has(answer, "alert(1)"));
		assert_true(has(answer, "Content-Security-Policy: default-src 'none'"));
		assert_true(cases[i].status != 301 || has(answer, "Location: /img?url=gdb.example%2Fkept.jpg&w=100\r\n"));
	}
	assert_true(has(ask("GET", "/img?url=gdb.example/kept.jpg", ""), "Cache-Control: public, max-age=86400\r\n"));
}

/* Where others may reach us their pages may show our pictures; and whoever asks for what is not kept is sent on to the hosts that
 * were named, and to no others. */
static void
shared(void **state)
{
	static const struct str hosts[] = { STR_INIT("gdb.example") };
	static const struct {
		const char *target;
		int status;
		const char *location;
	} cases[] = {
		{ "/img?url=gdb.example/lost.jpg", 302, "Location: https://gdb.example/lost.jpg\r\n" },
		{ "/img?url=https://images.weserv.nl/?url=http://GDB.example/lost.jpg", 302, "Location: http://gdb.example/lost.jpg\r\n" },
		{ "/img?url=gdb.example.evil.example/x", 404, NULL },
		{ "/img?url=https://gdb.example@evil.example/x", 400, NULL },
		{ "/img?url=evil.example/?gdb.example", 404, NULL },
		{ "/img?url=gdb.example%0d%0aX:y/", 400, NULL },
		{ "/img?url=gdb.example/kept.jpg", 200, NULL },
	};

	(void)state;
	server_close(room.server);
	room.options.base_url = S("https://news.example");
	room.options.img_hosts = hosts;
	room.options.img_host_count = 1;
	must(server_open(&room.options, &room.server));
	snprintf(room.port, sizeof(room.port), "%.*s", STR_ARGS(str_from(server_address(room.server), 10)));
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str answer = ask("GET", cases[i].target, "");

		if (status_of(answer) != cases[i].status || (cases[i].location && !has(answer, cases[i].location)))
			fail_msg("%s: %.*s", cases[i].target, STR_ARGS(answer));
		assert_false(has(answer, "X: y"));
	}
	assert_true(has(get(shown_path(), ""), "Cross-Origin-Resource-Policy: cross-origin\r\n"));
}

#define ROOM_TEST(test) cmocka_unit_test_setup_teardown(test, open_room, close_room)

int
main(void)
{
	const struct CMUnitTest tests[] = { ROOM_TEST(page), ROOM_TEST(prints), ROOM_TEST(hot_links), ROOM_TEST(shared) };

	return cmocka_run_group_tests_name("serve_pictures", tests, NULL, NULL);
}

#include "serve_test.h"

#include <zlib.h>

#include "store/pictures.h"
#include "store/readers.h"

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
	struct article article =
	    article_invent(&f->arena, "dam", "At least 12 people died at the dam.");
	struct doc_builder builder;

	doc_begin(&builder, &f->arena);
	img_add(
	    &builder, "https://images.weserv.nl/?url=gdb.example/kept.jpg", "A dam & a \"river\"");
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
	struct str answer = ask("GET", "/a/1", "Accept-Language: en\r\n"), path, rest = answer,
		   before;
	int shown = 0;

	(void)state;
	while (pull_until(&rest, S("<img "), &before))
		shown++;
	assert_int_equal(shown, 2); /* through the proxy, and by http */
	assert_true(has(answer, "alt=\"Picture: A dam &amp; a &quot;river&quot;\" width=\"480\" "
				"height=\"270\" loading=\"lazy\" "
				"decoding=\"async\"></a>"));
	assert_true(has(answer, ">Picture: Another picture (gdb.example)</a>"));
	assert_true(has(answer, "<figcaption>The dam in spring.</figcaption>"));
	assert_true(has(answer, "<a href=\"/img/1/"));
	path = str_copy(&room.fixture->arena, body_of(answer));
	assert_true(str_find(path, S("src=\"http"), 0) < 0);
	/* feeds have them by whole addresses */
	answer = ask("GET", "/feed/all.rss", "");
	assert_true(has(answer, "src=&quot;http://127.0.0.1:") ||
		    has(answer, "<img src=\"http://127.0.0.1:"));
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
	assert_true(has(answer,
	    "Content-Security-Policy: default-src 'none'; form-action 'none'; base-uri 'none'; "
	    "frame-ancestors 'none'; sandbox\r\n"));
	assert_true(has(answer, "Cross-Origin-Resource-Policy: same-origin\r\n"));
	assert_true(
	    pull_until(&answer, S("ETag: "), &head) && pull_until(&answer, S("\r\n"), &etag));
	etag = str_copy(&room.fixture->arena, etag);
	answer = get(path,
	    str_format(&room.fixture->arena, "If-None-Match: %.*s\r\n%c", STR_ARGS(etag), 0).p);
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
		{ "/img?url=https://images.weserv.nl/?url=gdb.example/kept.jpg&w=300&dpr=2", 200,
		    JPEG_LARGE },
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
		assert_false(has(answer, "evil.example") || has(answer, "<script") ||
			     has(answer, "alert(1)"));
		assert_true(has(answer, "Content-Security-Policy: default-src 'none'"));
		assert_true(cases[i].status != 301 ||
			    has(answer, "Location: /img?url=gdb.example%2Fkept.jpg&w=100\r\n"));
	}
	assert_true(has(ask("GET", "/img?url=gdb.example/kept.jpg", ""),
	    "Cache-Control: public, max-age=86400\r\n"));
}

/* Where others may reach us their pages may show our pictures; and whoever asks for what is not
 * kept is sent on to the hosts that were named, and to no others. */
static void
shared(void **state)
{
	static const struct str hosts[] = { STR_INIT("gdb.example") };
	static const struct {
		const char *target;
		int status;
		const char *location;
	} cases[] = {
		{ "/img?url=gdb.example/lost.jpg", 302,
		    "Location: https://gdb.example/lost.jpg\r\n" },
		{ "/img?url=https://images.weserv.nl/?url=http://GDB.example/lost.jpg", 302,
		    "Location: http://gdb.example/lost.jpg\r\n" },
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
	snprintf(room.port, sizeof(room.port), "%.*s",
	    STR_ARGS(str_from(server_address(room.server), 10)));
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str answer = ask("GET", cases[i].target, "");

		if (status_of(answer) != cases[i].status ||
		    (cases[i].location && !has(answer, cases[i].location)))
			fail_msg("%s: %.*s", cases[i].target, STR_ARGS(answer));
		assert_false(has(answer, "X: y"));
	}
	assert_true(has(get(shown_path(), ""), "Cross-Origin-Resource-Policy: cross-origin\r\n"));
}

/* ---- an archive to look at, for test/web: t_serve_pictures fill FOLDER ---- */

static void
push_chunk(struct buf *out, const char *name, struct raw bytes)
{
	struct buf chunk CLEAN(buf_done) = { 0 };
	const unsigned n = (unsigned)bytes.n;
	uLong sum;

	buf_push(&chunk, name, 4);
	buf_push_raw(&chunk, bytes);
	sum = crc32(0, (const Bytef *)chunk.p, (uInt)chunk.n);
	buf_push(out, (unsigned char[]){ n >> 24 & 255, n >> 16 & 255, n >> 8 & 255, n & 255 }, 4);
	buf_push_raw(out, buf_raw(&chunk));
	buf_push(out,
	    (unsigned char[]){ sum >> 24 & 255, sum >> 16 & 255, sum >> 8 & 255, sum & 255 }, 4);
}

/* Hills under a sky, in colours. */
static struct raw
png_draw(struct arena *arena, unsigned width, unsigned height)
{
	struct buf rows CLEAN(buf_done) = { 0 }, out CLEAN(buf_done) = { 0 };
	uLongf n = compressBound(height * (3 * width + 1));
	Bytef *squeezed = arena_alloc(arena, n);

	for (unsigned y = 0; y < height; y++) {
		buf_push_char(&rows, 0);
		for (unsigned x = 0; x < width; x++) {
			bool hill = y * 100 / height > 55 + (x * 7 / width % 3) * 12;
			unsigned char sky = (unsigned char)(255 - y * 90 / height);

			buf_push(&rows,
			    hill ? (unsigned char[]){ 70, 110, 60 }
				 : (unsigned char[]){ 150, 190, sky },
			    3);
		}
	}
	compress(squeezed, &n, (const Bytef *)rows.p, rows.n);
	buf_push(&out, "\x89PNG\r\n\x1a\n", 8);
	push_chunk(&out, "IHDR",
	    (struct raw){ (unsigned char[]){ 0, 0, width >> 8 & 255, width & 255, 0, 0,
			      height >> 8 & 255, height & 255, 8, 2, 0, 0, 0 },
		13 });
	push_chunk(&out, "IDAT", (struct raw){ squeezed, n });
	push_chunk(&out, "IEND", (struct raw){ 0 });
	return raw_copy(arena, buf_raw(&out));
}

static void
picture_fill(struct fixture *f, const char *text, unsigned width, unsigned height)
{
	struct picture_row row;
	struct url url;
	bool added;

	must(url_parse(&f->arena, str_from_c(text), NULL, &url));
	must(picture_plan(f->archive, url, S(""), S("lin-jiang"), 0, &added));
	must(picture_by_url(f->archive, &f->arena, url, &row));
	for (unsigned part = 2; part; part--)
		must(print_add(f->archive, row.id,
		    &(struct picture_print){ (int32_t)(width / part), (int32_t)(height / part),
			PICTURE_PNG, png_draw(&f->arena, width / part, height / part) }));
}

static const char river_page[] =
    "<!doctype html><html lang='zh'><head><meta charset='utf-8'><title>临江水库决堤 - "
    "临江日报</title></head><body>"
    "<div id='nav'><a href='/'>首页</a> <a href='/c'>评论</a> <a href='/s'>体育</a></div><div "
    "class='wrap'><h1>临江水库决堤</h1>"
    "<div class='info'>2024年2月5日 18:30　来源：临江日报</div><div class='txt'>"
    "<p>临江水库今晨决堤，下游三个村子被淹，二百一十四名居民连夜转移到高处，官员说目前无人受伤。</"
    "p>"
    "<p>市长在记者会上表示，旧闸门虽在去年秋天修过，仍来不及排水，市政府将在春天以前换上新的设备。<"
    "/p>"
    "<p>学校停课至周四，市场旁的礼堂发放干衣、毛毯和热饭，河边的居民被要求把车辆移到高处。</p></"
    "div>"
    "<div class='rel'><h3>相关新闻</h3><ul><li><a href='/1'>水泵终于修好</a></li><li><a "
    "href='/2'>多风暴的冬天</a></li></ul></div>"
    "<div class='newsletter'>订阅我们的邮件，不错过任何消息</div></div><div class='foot'>版权所有 "
    "临江日报</div></body></html>";

static void
figure_add(struct doc_builder *builder, const char *src, const char *alt, const char *caption)
{
	doc_open(builder, TAG_FIGURE);
	doc_open(builder, TAG_IMG);
	doc_attr(builder, ATTR_SRC, str_from_c(src));
	doc_attr(builder, ATTR_ALT, str_from_c(alt));
	doc_close(builder);
	doc_open(builder, TAG_FIGCAPTION);
	doc_text(builder, str_from_c(caption));
	doc_close(builder);
	doc_close(builder);
}

static void
paragraph_add(struct doc_builder *builder, const char *text)
{
	doc_open(builder, TAG_P);
	doc_text(builder, str_from_c(text));
	doc_close(builder);
}

static void
river_keep(struct fixture *f)
{
	struct article article =
	    article_invent(&f->arena, "river", "临江水库今晨决堤，下游三个村子被淹。");
	struct capture capture = {
		.kind = CAPTURE_PAGE, .url = S("https://example.org/river"), .fetched = FETCHED + 5
	};
	struct exchange_row exchange = { .status = 200,
		.content_type = S("text/html; charset=utf-8") };
	struct doc_builder builder;
	struct added added;
	int64_t id = 0;

	article.headline = S("临江水库决堤");
	article.lang = S("zh-Hans");
	doc_begin(&builder, &f->arena);
	figure_add(&builder, "https://images.weserv.nl/?url=img.example.org/dam.jpg", "水库大坝",
	    "决堤后的水库大坝，2月5日。（临江日报）");
	paragraph_add(&builder, "临江水库今晨决堤，下游三个村子被淹，二百一十四名居民连夜转移到高处"
				"，官员说目前无人受伤。");
	figure_add(&builder, "https://img.example.org/lost.jpg", "礼堂里的居民", "礼堂里的居民。");
	paragraph_add(&builder, "市长在记者会上表示，旧闸门虽在去年秋天修过，仍来不及排水，市政府将"
				"在春天以前换上新的设备。");
	figure_add(&builder, "https://img.example.org/tall.jpg", "IMG_12.jpg", "新闸门。");
	must(doc_finish(&builder, &article.doc));
	must(exchange_add(
	    f->archive, &capture, raw_from_str(str_from_c(river_page)), &exchange, &id));
	must(articles_add(f->archive, &article, id, FETCHED + 5, &added));
}

static int
fill(const char *dir)
{
	static const struct mark_row mark = { .kind = MARK_WRONG,
		.article = 1,
		.n = 1,
		.capture = 1,
		.what = MARK_TOO_MUCH,
		.words = STR_INIT("页脚也在里面"),
		.made = FETCHED };
	struct fixture f = { 0 };
	struct article english = article_invent(&f.arena, "quay", "The quay is open again.");
	struct readers *readers;

	must(archive_create(dir));
	must(archive_open(dir, ARCHIVE_WRITE, &f.archive));
	must(archive_begin(f.archive));
	river_keep(&f);
	article_keep(&f, "1.md", &english);
	picture_fill(&f, "https://img.example.org/dam.jpg", 960, 540);
	picture_fill(&f, "https://img.example.org/tall.jpg", 300, 700);
	must(archive_commit(f.archive));
	must(readers_open(dir, READERS_KEEP, &readers));
	must(mark_add(readers, &mark));
	readers_close(readers);
	archive_close(f.archive);
	arena_done(&f.arena);
	return 0;
}

#define ROOM_TEST(test) cmocka_unit_test_setup_teardown(test, open_room, close_room)

int
main(int count, char **words)
{
	const struct CMUnitTest tests[] = { ROOM_TEST(page), ROOM_TEST(prints),
		ROOM_TEST(hot_links), ROOM_TEST(shared) };

	if (count == 3 && strcmp(words[1], "fill") == 0)
		return fill(words[2]);
	return cmocka_run_group_tests_name("serve_pictures", tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "text/url.h"

struct row {
	const char *in, *want;
};

static struct url
must(struct arena *arena, const char *text)
{
	struct url url = { 0 };
	struct err e = url_parse(arena, str_from_c(text), NULL, &url);

	if (e.code)
		fail_msg("%s: %s (%s)", text, err_row(e.code)->name, e.what ? e.what : "");
	return url;
}

static void
same(const char *in, struct str got, const char *want)
{
	if (!str_equal(got, str_from_c(want)))
		fail_msg("%s: %.*s, not %s", in, STR_ARGS(got), want);
}

static void
normalises(void **state)
{
	static const struct row rows[] = {
		{ "http://example.org", "http://example.org/" },
		{ "HTTPS://Example.ORG:443/a/../b/./c/%7euser?q=a b", "https://example.org/b/c/~user?q=a%20b" },
		{ "http://example.org:80/", "http://example.org/" },
		{ "http://example.org:8080/", "http://example.org:8080/" },
		{ "http://example.org:/", "http://example.org/" },
		{ " \thttp://exam\nple.org/a\r\nb\t ", "http://example.org/ab" },
		{ "http://example.org/%zz", "http://example.org/%25zz" },
		{ "http://example.org/%2e%2E/%2fx", "http://example.org/%2Fx" },
		{ "http://example.org/新闻?查=询#片", "http://example.org/%E6%96%B0%E9%97%BB?%E6%9F%A5=%E8%AF%A2#%E7%89%87" },
		{ "http://中文.example/", "http://xn--fiq228c.example/" },
		{ "http://XN--Fiq228C.example/", "http://xn--fiq228c.example/" },
		{ "http://ｅｘａｍｐｌｅ．org/", "http://example.org/" },
		{ "http://ex%61mple.org/", "http://example.org/" },
		{ "http:\\\\example.org\\a?b\\c", "http://example.org/a?b%5Cc" },
		{ "http:/example.org/x", "http://example.org/x" },
		{ "http:///example.org/x", "http://example.org/x" },
		{ "//example.org/x", "https://example.org/x" },
		{ "http://www.example.org//cn/x//y", "http://www.example.org//cn/x//y" },
		{ "http://example.org/?", "http://example.org/?" },
		{ "http://example.org/a\"<>`{}|^[]", "http://example.org/a%22%3C%3E%60%7B%7D%7C%5E%5B%5D" },
		{ "http://under_score.example.org/", "http://under_score.example.org/" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct url url = must(&arena, rows[i].in), again;
		same(rows[i].in, url_str(url), rows[i].want);
		again = must(&arena, rows[i].want);
		same(rows[i].want, url_str(again), rows[i].want);
	}
}

/* The disguises of an address must end as that address, so that the gate may judge it. */
static void
addresses(void **state)
{
	static const struct row rows[] = {
		{ "http://2130706433/", "http://127.0.0.1/" },
		{ "http://0x7f.1/", "http://127.0.0.1/" },
		{ "http://017700000001/", "http://127.0.0.1/" },
		{ "http://127.1/", "http://127.0.0.1/" },
		{ "http://0/", "http://0.0.0.0/" },
		{ "http://①②⑦.0.0.1/", "http://127.0.0.1/" },
		{ "http://127.0.0.1./", "http://127.0.0.1/" },
		{ "http://[::1]:8080/", "http://[::1]:8080/" },
		{ "http://[::FFFF:7f00:1]/", "http://[::ffff:127.0.0.1]/" },
		{ "http://[0:0:0:0:0:0:0:1]/", "http://[::1]/" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		same(rows[i].in, url_str(must(&arena, rows[i].in)), rows[i].want);
}

static void
resolves(void **state)
{
	static const struct row rows[] = {
		/* RFC 3986, 5.4 */
		{ "g", "http://a/b/c/g" },
		{ "./g", "http://a/b/c/g" },
		{ "g/", "http://a/b/c/g/" },
		{ "/g", "http://a/g" },
		{ "//g", "http://g/" },
		{ "?y", "http://a/b/c/d;p?y" },
		{ "g?y", "http://a/b/c/g?y" },
		{ "#s", "http://a/b/c/d;p?q#s" },
		{ "g#s", "http://a/b/c/g#s" },
		{ ";x", "http://a/b/c/;x" },
		{ "", "http://a/b/c/d;p?q" },
		{ ".", "http://a/b/c/" },
		{ "..", "http://a/b/" },
		{ "../g", "http://a/b/g" },
		{ "../../g", "http://a/g" },
		{ "../../../g", "http://a/g" },
		{ "/../g", "http://a/g" },
		{ "g.", "http://a/b/c/g." },
		{ "..g", "http://a/b/c/..g" },
		{ "./g/.", "http://a/b/c/g/" },
		{ "g;x=1/../y", "http://a/b/c/y" },
		{ "g?y/../x", "http://a/b/c/g?y/../x" },
		{ "http:g", "http://a/b/c/g" },
		{ "/\\evil.example/x", "http://evil.example/x" },
		{ "/\t/evil.example/x", "http://evil.example/x" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };
	struct url base = must(&arena, "http://a/b/c/d;p?q"), url;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		assert_int_equal(url_parse(&arena, str_from_c(rows[i].in), &base, &url).code, 0);
		same(rows[i].in, url_str(url), rows[i].want);
	}
}

static void
refuses(void **state)
{
	static const struct {
		const char *in;
		enum err_code code;
	} rows[] = {
		{ "", ERR_URL },
		{ "x/y", ERR_URL },
		{ "http://", ERR_URL },
		{ "http:///", ERR_URL },
		{ "http://)/", ERR_URL },
		{ "https://(a.example/", ERR_URL },
		{ "https://*.example/", ERR_URL },
		{ "http://user:password@example.org/", ERR_URL },
		{ "http://a@b:80@c/", ERR_URL },
		{ "http://example.org:99999/", ERR_URL },
		{ "http://example.org:8a/", ERR_URL },
		{ "http://exa mple.org/", ERR_URL },
		{ "http://exa%00mple.org/", ERR_URL },
		{ "http://exa%2fmple.org/", ERR_URL },
		{ "http://%ff/", ERR_URL },
		{ "http://a..b/", ERR_URL },
		{ "http://1.2.3.4.5/", ERR_URL },
		{ "http://256.1.1.1/", ERR_URL },
		{ "http://[::1/", ERR_URL },
		{ "http://[fe80::1%25eth0]/", ERR_URL },
		{ "http://xn--a/", ERR_URL },
		{ "http://XN--a/", ERR_URL },
		{ "http://a.xN--e/", ERR_URL },
		{ "javascript:alert(1)", ERR_URL_SCHEME },
		{ "java\tscript:alert(1)", ERR_URL_SCHEME },
		{ " JaVaScRiPt:alert(1)", ERR_URL_SCHEME },
		{ "\1javascript:alert(1)", ERR_URL_SCHEME },
		{ "data:text/html,x", ERR_URL_SCHEME },
		{ "file:///etc/passwd", ERR_URL_SCHEME },
		{ "mailto:a@example.org", ERR_URL_SCHEME },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct url url = { "untouched", 9 };
		struct err e = url_parse(&arena, str_from_c(rows[i].in), NULL, &url);
		if (e.code != rows[i].code)
			fail_msg("%s: %s", rows[i].in, err_row(e.code)->name);
		assert_string_equal(url.p, "untouched");
	}
}

static void
has_a_ceiling(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf text CLEAN(buf_done) = { 0 };
	struct url url;

	(void)state;
	buf_push_literal(&text, "http://example.org/");
	while (text.n < URL_MAX / 2)
		buf_push_literal(&text, "文"); /* nine bytes each when encoded */
	assert_int_equal(url_parse(&arena, buf_str(&text), NULL, &url).code, ERR_TOO_BIG);
	while (text.n <= URL_MAX)
		buf_push_literal(&text, "x");
	assert_int_equal(url_parse(&arena, buf_str(&text), NULL, &url).code, ERR_TOO_BIG);
}

static void
parts(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct url url = must(&arena, "http://example.org:8080/a/b?c=d#e");

	(void)state;
	same("host", url_host(url), "example.org");
	same("path", url_path(url), "/a/b");
	same("query", url_query(url), "c=d");
	assert_null(url_query(must(&arena, "http://example.org/#?")).p);
	same("host", url_host(must(&arena, "http://[::1]:81/")), "[::1]");
}

static void
keys(void **state)
{
	static const struct row rows[] = {
		{ "http://www.example.org//cn/%e6%96%b0/", "https://example.org/cn/%E6%96%B0" },
		{ "https://m.example.org/story?sid=66814", "https://example.org/story?sid=66814" },
		{ "https://www.amp.m.example.org/", "https://example.org" },
		{ "https://m.com/x", "https://m.com/x" },
		{ "https://example.org:8443/x/", "https://example.org:8443/x" },
		{ "https://example.org/x?utm_source=feed&id=1&fbclid=zz#top", "https://example.org/x?id=1" },
		{ "https://example.org/x?UTM_Source=feed", "https://example.org/x" },
		{ "https://example.org/x?b=2&a=1", "https://example.org/x?b=2&a=1" },
		{ "https://example.org/#!/story/7", "https://example.org#!/story/7" },
		{ "https://example.org./x", "https://example.org/x" },
		{ "https://example.org/x?&&", "https://example.org/x" },
		{ "https://www.dw.com/zh/%E6%97%A7/a-123", "https://dw.com/a-123" },
		{ "https://www.dw.com/zh/%E6%96%B0/a-123/", "https://dw.com/a-123" },
		{ "https://www.dw.com/zh/b-123", "https://dw.com/zh/b-123" },
		{ "https://www.cna.com.tw/news/acn/2021.aspx", "https://cna.com.tw/2021.aspx" },
		{ "https://www.cna.com.tw/list/aall.aspx", "https://cna.com.tw/list/aall.aspx" },
		{ "https://example.org/list/2021.aspx", "https://example.org/list/2021.aspx" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		same(rows[i].in, url_key(&arena, must(&arena, rows[i].in)), rows[i].want);
}

static void
trackers(void **state)
{
	static const struct row rows[] = {
		{ "https://example.org/x?utm_source=a&id=1&utm_medium=b#part", "https://example.org/x?id=1#part" },
		{ "https://example.org/x?gclid=1", "https://example.org/x" },
		{ "https://example.org/x#xtor=RSS-1", "https://example.org/x" },
		{ "https://example.org/x#:~:text=word", "https://example.org/x" },
		{ "https://example.org/x?s=20", "https://example.org/x?s=20" },
		{ "https://mobile.twitter.com/x?s=20", "https://mobile.twitter.com/x" },
		{ "https://nottwitter.com/x?s=20", "https://nottwitter.com/x?s=20" },
		{ "https://example.org/x?utmost=1", "https://example.org/x?utmost=1" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		same(rows[i].in, url_str(url_without_tracking(&arena, must(&arena, rows[i].in))), rows[i].want);
}

static void
proxies(void **state)
{
	static const struct {
		const char *in, *want, *proxy;
	} rows[] = {
		{ "https://images.weserv.nl?url=pictures.example.org/a.jpg&w=300", "https://pictures.example.org/a.jpg",
		    "images.weserv.nl" },
		{ "https://images.weserv.nl/?url=ssl:example.org/a%20b.jpg", "https://example.org/a%20b.jpg",
		    "images.weserv.nl" },
		{ "https://wsrv.nl/?w=3&url=http%3A%2F%2Fexample.org%2Fa.jpg%3Fv%3D1", "http://example.org/a.jpg?v=1",
		    "wsrv.nl" },
		{ "https://wsrv.nl/?url=//example.org/a.jpg", "https://example.org/a.jpg", "wsrv.nl" },
		{ "https://i2.wp.com/example.org/a.jpg?resize=3", "https://example.org/a.jpg", "i2.wp.com" },
		{ "https://cdn.statically.io/img/example.org/f=auto,w=600/b/a.jpg", "https://example.org/b/a.jpg",
		    "cdn.statically.io" },
		{ "https://substackcdn.com/image/fetch/w_14/https%3A%2F%2Fexample.org%2Fa.png", "https://example.org/a.png",
		    "substackcdn.com" },
		{ "https://res.cloudinary.com/x/image/fetch/w_14/https://example.org/a.png", "https://example.org/a.png",
		    "res.cloudinary.com" },
		{ "https://example-org.cdn.ampproject.org/i/s/example.org/a.png", "https://example.org/a.png",
		    "example-org.cdn.ampproject.org" },
		{ "https://wsrv.nl/?url=https%3A%2F%2Fimages.weserv.nl%2F%3Furl%3Dexample.org%2Fx.jpg",
		    "https://example.org/x.jpg", "wsrv.nl" },
		{ "https://images.weserv.nl/?w=3", "https://images.weserv.nl/?w=3", "" },
		{ "https://images.weserv.nl/?url=javascript:alert(1)", "https://images.weserv.nl/?url=javascript:alert(1)",
		    "" },
		{ "https://example.org/?url=example.com/a.jpg", "https://example.org/?url=example.com/a.jpg", "" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };
	struct str proxy;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		same(rows[i].in, url_str(url_unproxied(&arena, must(&arena, rows[i].in), &proxy)), rows[i].want);
		same(rows[i].in, proxy, rows[i].proxy);
	}
}

static void
redirects(void **state)
{
	static const struct row rows[] = {
		{ "https://www.google.com/url?sa=t&url=https%3A%2F%2Fexample.org%2Fa&ct=ga", "https://example.org/a" },
		{ "https://www.google.com/search?url=https%3A%2F%2Fexample.org%2Fa",
		    "https://www.google.com/search?url=https%3A%2F%2Fexample.org%2Fa" },
		{ "https://go.theregister.com/feed/www.example.org/2021/a/", "https://www.example.org/2021/a/" },
		{ "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa&h=x", "https://example.org/a" },
		{ "https://www.google.com/url?q=https%3A%2F%2Flink.zhihu.com%2F%3Ftarget%3Dhttps%253A%252F%252Fexample.org%252Fb",
		    "https://example.org/b" },
		{ "https://www.google.com/url?q=javascript:alert(1)", "https://www.google.com/url?q=javascript:alert(1)" },
		{ "https://t.co/abc", "https://t.co/abc" },
		{ "https://example.org/url?q=https://other.example/", "https://example.org/url?q=https://other.example/" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		same(rows[i].in, url_str(url_unredirected(&arena, must(&arena, rows[i].in))), rows[i].want);
	assert_true(url_is_opaque(must(&arena, "https://t.co/abc")));
	assert_true(url_is_opaque(must(&arena, "http://feedproxy.google.com/~r/x/~3/y/")));
	assert_false(url_is_opaque(must(&arena, "https://www.google.com/url?x=y")));
	assert_false(url_is_opaque(must(&arena, "https://example.org/~r/")));
}

static void
for_people(void **state)
{
	static const struct row rows[] = {
		{ "http://example.org/%E6%96%B0%E9%97%BB/%C3%A9", "http://example.org/新闻/é" },
		{ "http://xn--fiq228c.example/x", "http://中文.example/x" },
		{ "http://example.org/a%20b%2Fc", "http://example.org/a%20b%2Fc" },
		{ "http://example.org/%E2%80%AEgpj", "http://example.org/%E2%80%AEgpj" }, /* right-to-left override */
		{ "http://example.org/%E3%80%80x", "http://example.org/%E3%80%80x" },	  /* a wide space */
		{ "http://example.org/%EF%BC%8Fx", "http://example.org/%EF%BC%8Fx" },	  /* a wide slash */
		{ "http://example.org/%E6%96", "http://example.org/%E6%96" },
		{ "http://example.org/%E6%96%B0%E6%96x", "http://example.org/新%E6%96x" },
	};
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		same(rows[i].in, url_display(&arena, must(&arena, rows[i].in)), rows[i].want);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(normalises),
		cmocka_unit_test(addresses),
		cmocka_unit_test(resolves),
		cmocka_unit_test(refuses),
		cmocka_unit_test(has_a_ceiling),
		cmocka_unit_test(parts),
		cmocka_unit_test(keys),
		cmocka_unit_test(trackers),
		cmocka_unit_test(proxies),
		cmocka_unit_test(redirects),
		cmocka_unit_test(for_people),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

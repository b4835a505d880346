/*
 * Markup that is safe as a tree, but becomes another when a browser reads what was written of it:
 * what we write of a page is read again by both parsers and written again, and must be the same,
 * byte for byte.
 *
 * Pages: test/web/payloads/invented.jsonl ({"payload": ...} a line), or the lists named as
 * arguments, each payload in several places of an article; and those below.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "main/webarticle.h"
#include "record/html.h"
#include "text/ld.h"

static const char **lists;
static size_t list_count;
static struct markup *parsers[2];
static struct page_words *words;

#define LONG                                                                                    \
	"Heavy rain has flooded the lower town for the third time this winter, and 214 people " \
	"had to leave their "                                                                   \
	"houses on Monday evening, the mayor said. "

/* Where a payload may stand; {} is it. */
static const char *const places[] = {
	"<article><h1>Rain</h1><p>" LONG "</p>{}<p>" LONG LONG "</p></article>",
	"<article><h1>Rain {}</h1><p>" LONG "{} and {} besides, he added.</p><p>" LONG LONG
	"</p></article>",
	"<article><h1>Rain</h1><p>" LONG
	"</p><table><tr><td>{}<td>one</table><ul><li>{}</ul><blockquote>{}</blockquote>"
	"<pre>\n{}</pre><p>" LONG LONG "</p></article>",
	"<article><h1>Rain</h1><p>" LONG
	"</p><figure><img src=/a.jpg alt='{}' title=\"{}\"><figcaption>A boat {}</figcaption>"
	"</figure><p>" LONG LONG "<a href='/x' title='{}'>{}</a></p></article>",
};

/* Trees that fold over on themselves, of our own making. */
static const char *const inventions[] = {
	"<p><b><i><p>one</b>two</i></p><a href=/1><a href=/2>three</a></a>",
	"<table><p>before<tr><td><table><td></table>in<b></table>after</b>",
	"<pre>\n\n\nthree breaks</pre><pre>\r\nx</pre><textarea>\n</textarea>",
	"<a href=/1><div><a href=/2><p>nested</p></a></div></a><p><div>in p</div></p>",
	"<ul><li>a<ul><li>b</li></ul><p>c<li>d</ul><li>outside<dl><dd>x<dt>y</dl>",
	"<ruby>漢<rp>(<rt>kan<rp>)</ruby><ruby><rb>字<rtc>x</ruby>",
	"<h2><h3>in heading</h3></h2><h4>a<p>b</h4>c</p>",
	"<math><mi><table><mglyph><p>x</mglyph></table></mi></math><svg><foreignObject><p>y</p></"
	"foreignObject><desc><b>z</desc></svg>",
	"<form><form><p>two forms</form></p></form><select><option><p>x</select>",
	"<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">n</p></noscript>",
	"<template><p>t</template><frameset><frame></frameset><plaintext>rest of it <b>raw</b>",
	"<p>a\x01\x0b\x7f &#0; &#128; &#xD800; &#x110000; &amp;lt;b&amp;gt; &lt;script&gt; &notit; "
	"&#x27;&#x22;</p>",
	"<p>\xef\xbb\xbf\xef\xbf\xbe \xe2\x80\xa8 \xe2\x80\xae right to left \xe2\x80\xac "
	"&ZeroWidthSpace;&shy;</p>",
	"<p lang='\"><script>alert(1)</script>'>l</p><p dir=rtl>r</p><td "
	"colspan=99999999999>t</td>",
	"<img src='/a.jpg?\"><script>alert(1)</script>' alt='`onerror=alert(1)'><img "
	"src=\"https://a.example/%22%3E\">",
	"<!--><img src=x onerror=alert(1)>--><!-- --!><p>c</p><![CDATA[<p>d</p>]]><?php <p>e</p> "
	"?><!doctype html><p>f",
	"<title><p>in title</title><style><p>in style</style><xmp><p>in xmp</xmp><iframe><p>in "
	"frame</iframe><noembed><b>n</noembed>",
	"<details><summary>s<p>t</summary><p>d</details><fieldset><legend><h5>l</h5></legend></"
	"fieldset>",
	"<cite><q cite='javascript:alert(1)'>q</q></cite><blockquote "
	"cite=\"https://a.example/?a=1&b=2\">b</blockquote>",
	"<nobr>a<nobr>b</nobr><button>c<button>d</button><marquee>e</marquee><applet>f</"
	"applet><center>g</center>",
};

/* ---- one page ---- */

/* What we write of it; false where it is refused. */
static bool
written(struct arena *arena, struct markup *markup, struct str page, struct str *out)
{
	struct extract_question question = { .bytes = raw_from_str(page),
		.url = S("https://news.example/1"),
		.content_type = S("text/html; charset=utf-8") };
	struct extracted extracted;
	struct html html;

	if (webarticle_read(arena, markup, words, &question, &extracted).code)
		return false;
	html = html_from_doc(arena, &extracted.article.doc, 0, NULL, NULL);
	*out = (struct str){ html.p, html.n };
	return true;
}

static void
check_again(struct arena *arena, struct markup *markup, struct str page, struct str html)
{
	struct doc doc;
	struct html again;

	if (markup_parse(markup, arena, html, NULL, &doc).code)
		fail_msg("cannot be read again: %.*s", STR_ARGS(html));
	again = html_from_doc(arena, &doc, 0, NULL, NULL);
	if (!str_equal((struct str){ again.p, again.n }, html))
		fail_msg("of %.*s\nwritten %.*s\nbecame  %.*s", STR_ARGS(page), STR_ARGS(html),
		    (int)again.n, again.p);
}

/* Gives whether any of it was kept. */
static size_t
check_page(struct str page)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	size_t kept = 0;
	struct str html;

	for (size_t i = 0; i < LENGTH(parsers); i++) {
		if (!written(&arena, parsers[i], page, &html))
			continue;
		kept += html.n > 0;
		for (size_t j = 0; j < LENGTH(parsers); j++)
			check_again(&arena, parsers[j], page, html);
	}
	return kept;
}

static size_t
check_payload(struct str payload)
{
	size_t kept = 0;

	for (size_t i = 0; i < LENGTH(places); i++) {
		struct buf page CLEAN(buf_done) = { 0 };
		struct str rest = str_from_c(places[i]), before;

		while (pull_until(&rest, S("{}"), &before)) {
			buf_push_str(&page, before);
			buf_push_str(&page, payload);
		}
		buf_push_str(&page, rest);
		kept += check_page(buf_str(&page));
	}
	return kept;
}

/* ---- all of them ---- */

static size_t
check_list(const char *path)
{
	struct buf bytes CLEAN(buf_done) = { 0 };
	int fd CLEAN(fd_close) = open(path, O_RDONLY | O_CLOEXEC);
	struct str rest, line;
	size_t count = 0;

	if (fd < 0 || fd_read_all(fd, 16 << 20, &bytes).code)
		fail_msg("%s cannot be read: run it from the root of the source", path);
	for (rest = buf_str(&bytes); pull_line(&rest, &line); count++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct ld ld = { 0 };
		struct str payload = S("");

		ld_read(&arena, line, &ld);
		if (!ld_value(&ld, 1, S("payload"), &payload))
			fail_msg("%s: a line without a payload: %.*s", path, STR_ARGS(line));
		check_payload(payload);
	}
	return count;
}

static void
payloads(void **state)
{
	size_t count = 0;

	(void)state;
	for (size_t i = 0; i < list_count; i++)
		count += check_list(lists[i]);
	assert_true(count > 50);
}

static void
invented(void **state)
{
	size_t kept = 0;

	(void)state;
	for (size_t i = 0; i < LENGTH(inventions); i++)
		kept += check_payload(str_from_c(inventions[i]));
	assert_true(
	    kept > LENGTH(inventions)); /* it is the writing that is tested, not the refusing */
}

int
main(int argc, char **argv)
{
	static const char *usual[] = { "test/web/payloads/invented.jsonl" };
	const struct CMUnitTest tests[] = { cmocka_unit_test(payloads),
		cmocka_unit_test(invented) };
	int failed;

	lists = argc > 1 ? (const char **)argv + 1 : usual;
	list_count = argc > 1 ? (size_t)argc - 1 : LENGTH(usual);
	if (markup_open(MARKUP_MYHTML, &parsers[0]).code ||
	    markup_open(MARKUP_GUMBO, &parsers[1]).code)
		return 1;
	words = page_words_open();
	failed = cmocka_run_group_tests_name("mutation", tests, NULL, NULL);
	page_words_close(words);
	markup_close(parsers[0]);
	markup_close(parsers[1]);
	return failed;
}

/*
 * The property that cleaning is for: whatever comes in, what goes out holds no script, no handler,
 * no foreign scheme - when read again by either parser.  (The same is asked of a real browser
 * elsewhere.)
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "clean.h"

/* Invented; one idea a line. */
static const char *const payloads[] = {
	"<script>alert(1)</script>",
	"<ScRiPt src=//evil.example/x.js></sCrIpT>text",
	"<scr<script>ipt>alert(1)</scr</script>ipt>",
	"<script/x>alert(1)</script/y>",
	"<svg><script>alert(1)</script></svg>",
	"<svg/onload=alert(1)>",
	"<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
	"<svg><animate href=#x attributeName=href values=javascript:alert(1) /></svg>",
	"<math><mtext><img src=x onerror=alert(1)></mtext></math>",
	"<math href='javascript:alert(1)'>x</math>",
	"<img src=x onerror=alert(1)>",
	"<img src=x/onerror=alert(1)//",
	"<img src='https://a.example/1.jpg' onerror=alert(1) onload=\"alert(2)\">",
	"<img src='https://a.example/\" onerror=\"alert(1)'>",
	"<img alt='\"><script>alert(1)</script>' src=https://a.example/1>",
	"<img alt=\"`onerror=alert(1)\" src='https://a.example/`1'>",
	"<img src='javascript:alert(1)'>",
	"<img srcset='javascript:alert(1) 1x, data:text/html,x 2x'>",
	"<img data-src='vbscript:x' src=data:image/svg+xml,%3Csvg%20onload=alert(1)%3E>",
	"<image href=javascript:alert(1) onerror=alert(1)>",
	"<a href=javascript:alert(1)>x</a>",
	"<a href='java\nscript:alert(1)'>x</a>",
	"<a href='&#106;avascript&colon;alert(1)'>x</a>",
	"<a href='\x01javascript:alert(1)'>x</a>",
	"<a href=' javascript:alert(1)'>x</a>",
	"<a href='JAVASCRIPT:alert(1)'>x</a>",
	"<a href='vbscript:msgbox'>x</a>",
	"<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
	"<a href='file:///etc/passwd'>x</a>",
	"<a href='blob:https://a.example/1'>x</a>",
	"<a href='https://a.example/\"onmouseover=alert(1)'>x</a>",
	"<a href='https://user:secret@a.example/'>x</a>",
	"<a href=//evil.example style='position:fixed;inset:0'>x</a>",
	"<a href=x ping=//evil.example/log target=_top onclick=alert(1)>x</a>",
	"<area href=javascript:alert(1)>x",
	"<base href='javascript:/a/'><a href=x>x</a>",
	"<iframe srcdoc='<script>alert(1)</script>'></iframe>",
	"<iframe src='javascript:alert(1)'>x</iframe>",
	"<iframe src=data:text/html,x></iframe>",
	"<frameset onload=alert(1)><frame src=javascript:alert(1)></frameset>",
	"<object data='javascript:alert(1)'><param name=x value=y>x</object>",
	"<embed src='javascript:alert(1)'>",
	"<applet code=x>y</applet>",
	"<video src=javascript:alert(1) poster=javascript:alert(1) onloadstart=alert(1)></video>",
	"<audio src=x onerror=alert(1)>",
	"<video><source onerror=alert(1) src=x></video>",
	"<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button><input "
	"onfocus=alert(1) autofocus></form>",
	"<isindex type=image src=1 onerror=alert(1)>",
	"<button onclick=alert(1)>x</button>",
	"<select onchange=alert(1)><option>x</select>",
	"<textarea></textarea><script>alert(1)</script></textarea>",
	"<style>@import '//evil.example/x.css'; *{background:url(javascript:alert(1))}</style>",
	"<style><img src=x onerror=alert(1)></style>",
	"<p style='background:url(javascript:alert(1));behavior:url(#x)'>x</p>",
	"<link rel=stylesheet href=//evil.example/x.css>",
	"<link rel=import href=data:text/html,x>",
	"<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
	"<meta charset=utf-7>+ADw-script+AD4-alert(1)",
	"<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
	"<noscript><style></noscript><img src=x onerror=alert(1)></style></noscript>",
	"<template><script>alert(1)</script><img src=x onerror=alert(1)></template>",
	"<title><img src=x onerror=alert(1)></title>",
	"<xmp><script>alert(1)</script></xmp>",
	"<plaintext><script>alert(1)</script>",
	"<listing>&lt;script&gt;alert(1)&lt;/script&gt;</listing>",
	"<!--><script>alert(1)</script>-->",
	"<!--!><img src=x onerror=alert(1)>",
	"<![CDATA[<script>alert(1)</script>]]>",
	"<?xml-stylesheet href='javascript:alert(1)'?>x",
	"<!DOCTYPE x [<!ENTITY y 'z'>]>&y;",
	"&lt;script&gt;alert(1)&lt;/script&gt;",
	"&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
	"<table><td background=javascript:alert(1)>x<tr><td>y",
	"<table><script>alert(1)</script><tr><td>x<td>y<tr><td onclick=alert(1)>z",
	"<math><mi><table><mglyph><style><img src=x "
	"onerror=alert(1)></style></mglyph></table></mi></math>",
	"<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
	"<svg></p><style><a id='</style><img src=x onerror=alert(1)>'>",
	"<select><template><style><!--</style><img src=x "
	"onerror=alert(1)>--></style></template></select>",
	"<details open ontoggle=alert(1)>x</details>",
	"<marquee onstart=alert(1)>x</marquee>",
	"<x-widget onclick=alert(1) style=x>text</x-widget>",
	"<x onpointerenter=alert(1)>text</x>",
	"<b onfocus=alert(1) tabindex=1 autofocus>x</b>",
	"<bdo dir='rtl\" onclick=alert(1)'>x</bdo>",
	"<q cite=javascript:alert(1)>x</q><blockquote cite='data:,x'>y</blockquote>",
	"<time datetime='\"><script>alert(1)</script>'>x</time>",
	"<ol start='1\" onclick=alert(1)'><li value=2>x</ol>",
	"<td colspan='2\" onclick=alert(1)'>x</td>",
	"<p>&#xd800;&#0;&#x1f;</p>",
	"<p>a\xe2\x80\xae"
	"b\xe2\x80\xac</p>",
	"<a href='https://a.example/%0d%0aSet-Cookie:x'>x</a>",
	"<a href='https://a.example\\@evil.example/'>x</a>",
	"<a href='https://a.example/<script>'>x</a>",
	"<blockquote class=twitter-tweet><a href='javascript:alert(1)'></a></blockquote>",
	"<div class='fb-post'><a href='data:text/html,x'></a></div>",
	"<img class=emoji alt='<script>alert(1)</script>'>",
	"<figure><img src=https://a.example/1><figcaption><script>alert(1)</script><b "
	"onclick=x>c</b></figcaption></figure>",
	"<a href=https://a.example/><a href=javascript:alert(1)>x</a></a>",
	"<svg><desc><p onclick=alert(1)>x</p></desc></svg>",
	"<svg><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject></svg>",
	"<keygen autofocus onfocus=alert(1)>",
	"<dialog open onclose=alert(1)>x</dialog>",
	"<portal src=javascript:alert(1)></portal>",
};

static bool
is_web_address(struct str value)
{
	return str_starts(value, S("https://")) || str_starts(value, S("http://"));
}

/* Whether a tree holds only elements and attributes that the table keeps, and only web addresses.
 */
static const char *
tree_fault(const struct doc *doc)
{
	for (uint32_t i = 1; i < doc->count; i++) {
		const struct node *node = &doc->nodes[i];

		if (node->tag != TAG_TEXT && tag_row(node->tag)->rule != TAG_KEEP)
			return "an element that is not kept";
		for (unsigned j = 0; j < node->attr_count; j++) {
			enum attr_name name = node->attrs[j].name;

			if (name == ATTR_REL || name == ATTR_ID)
				continue; /* the writer's own */
			if (name >= 32 || !(tag_row(node->tag)->attrs & 1u << name))
				return "an attribute that is not kept";
			if (attr_row(name)->kind == ATTR_IS_URL &&
			    !is_web_address(node->attrs[j].value))
				return "an address of another scheme";
		}
	}
	return NULL;
}

static void
check(struct markup *markup, struct markup *second, struct str html)
{
	static const enum html_flags forms[] = { 0, HTML_XHTML, HTML_PRETTY };
	struct arena arena = { 0 };
	struct article article = clean_html(markup, &arena, html);

	for (size_t i = 0; i < LENGTH(forms); i++) {
		struct html out = html_from_doc(&arena, &article.doc, forms[i], NULL, NULL);
		struct str again = { out.p, out.n };
		struct doc page, other;

		assert_int_equal(markup_parse(markup, &arena, again, NULL, &page).code, ERR_NONE);
		assert_int_equal(markup_parse(second, &arena, again, NULL, &other).code, ERR_NONE);
		if (tree_fault(&page) || tree_fault(&other))
			fail_msg("%.*s\n->\n%.*s\n%s", STR_ARGS(html), STR_ARGS(again),
			    tree_fault(&page) ? tree_fault(&page) : tree_fault(&other));
	}
	arena_done(&arena);
}

struct parsers {
	struct markup *first, *second;
};

static int
open_parsers(void **state)
{
	static struct parsers parsers;

	*state = &parsers;
	return markup_open(MARKUP_MYHTML, &parsers.first).code ||
	       markup_open(MARKUP_GUMBO, &parsers.second).code;
}

static int
close_parsers(void **state)
{
	struct parsers *parsers = *state;

	markup_close(parsers->first);
	markup_close(parsers->second);
	return 0;
}

static void
alone(void **state)
{
	struct parsers *parsers = *state;

	for (size_t i = 0; i < LENGTH(payloads); i++)
		check(parsers->first, parsers->second, str_from_c(payloads[i]));
}

/* Inside each element that changes how its content is read, and unclosed before another payload. */
static void
in_context(void **state)
{
	static const char *const around[][2] = {
		{ "<p>text ", " text</p>" },
		{ "<table><tr><td>", "</td></tr></table>" },
		{ "<svg>", "</svg>" },
		{ "<math><mtext>", "</mtext></math>" },
		{ "<select><option>", "</select>" },
		{ "<noscript>", "</noscript>" },
		{ "<a href='https://a.example/'><b><i>", "" },
		{ "<ul><li>", "" },
		{ "<!-- ", " -->" },
		{ "<textarea>", "</textarea>" },
		{ "<p title='", "'>x</p>" },
		{ "<img alt=\"", "\" src=https://a.example/1>" },
	};
	struct parsers *parsers = *state;

	for (size_t i = 0; i < LENGTH(payloads); i++)
		for (size_t j = 0; j < LENGTH(around); j++) {
			struct buf html = { 0 };

			buf_push_format(&html, "%s%s%s%s", around[j][0], payloads[i], around[j][1],
			    payloads[(i * 7 + j) % LENGTH(payloads)]);
			check(parsers->first, parsers->second, buf_str(&html));
			buf_done(&html);
		}
}

/* Every cut of a page of them all. */
static void
cut_short(void **state)
{
	struct parsers *parsers = *state;
	struct buf all = { 0 };

	for (size_t i = 0; i < LENGTH(payloads); i++)
		buf_push_str(&all, str_from_c(payloads[i]));
	for (size_t n = 1; n < all.n; n += 97)
		check(parsers->first, parsers->second,
		    str_slice(buf_str(&all), 0, str_rune_start(buf_str(&all), n)));
	buf_done(&all);
}

/* Cleaning what was cleaned changes nothing. */
static void
twice(void **state)
{
	struct parsers *parsers = *state;

	for (size_t i = 0; i < LENGTH(payloads); i++) {
		struct arena arena = { 0 };
		struct article once = clean_html(parsers->first, &arena, str_from_c(payloads[i])),
			       again;
		struct html html = html_from_doc(&arena, &once.doc, 0, NULL, NULL), same;

		again = clean_html(parsers->first, &arena, (struct str){ html.p, html.n });
		same = html_from_doc(&arena, &again.doc, 0, NULL, NULL);
		assert_true(
		    str_equal((struct str){ html.p, html.n }, (struct str){ same.p, same.n }));
		arena_done(&arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(alone),
		cmocka_unit_test(in_context),
		cmocka_unit_test(cut_short),
		cmocka_unit_test(twice),
	};

	return cmocka_run_group_tests(tests, open_parsers, close_parsers);
}

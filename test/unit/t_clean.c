#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "clean.h"
#include "tree.h"

struct clean_case {
	const char *html, *tree;
	enum note_code noted; /* NOTE_MAX: nothing is asked */
};

#define LEAD                                                                                    \
	"<p>The bridge over the river opened this morning, and the town came to see it: bands " \
	"played, boats whistled, "                                                              \
	"and nobody went to work.</p>"
#define LEAD_TREE                                                                                 \
	"(p \"The bridge over the river opened this morning, and the town came to see it: bands " \
	"played, boats "                                                                          \
	"whistled, and nobody went to work.\")"
#define IMG "<img src='https://p.example/1.jpg'>"
#define IMG_TREE "(img src=https://p.example/1.jpg)"

static void
check(const struct clean_case *cases, size_t count)
{
	struct markup *markup;

	assert_int_equal(markup_open(MARKUP_MYHTML, &markup).code, ERR_NONE);
	for (size_t i = 0; i < count; i++) {
		struct arena arena = { 0 };
		struct article article = clean_html(markup, &arena, str_from_c(cases[i].html));
		struct str tree = tree_dump(&arena, &article.doc);

		assert_string_equal(str_terminated(&arena, tree), cases[i].tree);
		if (cases[i].noted != NOTE_MAX && !article.notes.count[cases[i].noted])
			fail_msg("%s: no note %s", cases[i].html, note_row(cases[i].noted)->key);
		arena_done(&arena);
	}
	markup_close(markup);
}

static void
paragraphs(void **state)
{
	static const struct clean_case cases[] = {
		{ "<p>one<br><br/>two<br>three</p>", "(p \"one\") (p \"two\" (br) \"three\")",
		    NOTE_BREAKS },
		{ "one<div>two</div>three", "(p \"one\") (p \"two\") (p \"three\")", NOTE_MAX },
		{ "<strong><p>one</p></strong>", "(p (strong \"one\"))", NOTE_MAX },
		{ "<p><span><span>one</span></span></p><p></p>", "(p \"one\")", NOTE_MAX },
		{ "<p class=x style='y' onclick=z>one</p>", "(p \"one\")", NOTE_EVENT_HANDLER },
		{ "<o:p>one</o:p>", "(p \"one\")", NOTE_UNKNOWN_ELEMENT },
		{ "<font>one</font><center>two</center>", "(p \"one\") (p \"two\")", NOTE_MAX },
		{ "<p>===========</p>" LEAD "<p>-----</p>" LEAD "<hr><hr>",
		    LEAD_TREE " (hr) " LEAD_TREE, NOTE_MAX },
		{ "a<!-- b -->c", "(p \"ac\")", NOTE_MAX },
		{ "", "", NOTE_MAX },
	};

	(void)state;
	check(cases, LENGTH(cases));
}

static void
headings(void **state)
{
	static const struct clean_case cases[] = {
		{ LEAD "<p><strong>桥的历史</strong></p><p>text</p>",
		    LEAD_TREE " (h2 \"桥的历史\") (p \"text\")", NOTE_HEADING },
		{ LEAD "<h2>a</h2><p>b</p><p><b>c</b></p><p>d</p>",
		    LEAD_TREE " (h2 \"a\") (p \"b\") (h3 \"c\") (p \"d\")", NOTE_HEADING },
		{ "<p><strong>the lead</strong></p><p>b</p>", "(p (strong \"the lead\")) (p \"b\")",
		    NOTE_MAX },
		{ "<ul><li>甲乙</li></ul><p><b>the lead</b></p><p>b</p>",
		    "(ul (li \"甲乙\")) (p (b \"the lead\")) (p \"b\")", NOTE_MAX },
		{ LEAD "<p><b>他说：</b></p><p>b</p>", LEAD_TREE " (p (b \"他说：\")) (p \"b\")",
		    NOTE_MAX },
		{ LEAD "<p><b>桥通车了。</b></p><p>b</p>",
		    LEAD_TREE " (p (b \"桥通车了。\")) (p \"b\")", NOTE_MAX },
		{ LEAD "<p><b>the end</b></p>", LEAD_TREE " (p (b \"the end\"))", NOTE_MAX },
		{ LEAD "<p><b>one</b></p><p><b>two</b></p><p>b</p>",
		    LEAD_TREE " (p (b \"one\")) (h2 \"two\") (p \"b\")", NOTE_MAX },
		{ "<h1>Headline</h1>" LEAD, LEAD_TREE, NOTE_MAX },
		{ "<h1>Another line</h1>" LEAD, "(h2 \"Another line\") " LEAD_TREE, NOTE_MAX },
	};

	(void)state;
	check(cases, LENGTH(cases));
}

static void
captions(void **state)
{
	static const struct clean_case cases[] = {
		{ IMG "<div><small>The bridge.</small></div>" LEAD,
		    "(figure " IMG_TREE " (figcaption \"The bridge.\")) " LEAD_TREE, NOTE_CAPTION },
		{ "<figure>" IMG "<figcaption>大桥。（法新社）</figcaption></figure>",
		    "(figure " IMG_TREE " (figcaption \"大桥。\" (small \"（法新社）\")))",
		    NOTE_CREDIT },
		{ "<div><div>" IMG "</div><div class=picinfo>The bridge</div></div>" LEAD,
		    "(figure " IMG_TREE " (figcaption \"The bridge\")) " LEAD_TREE, NOTE_CAPTION },
		{ "<figure>" IMG
		  "<p class=x-Copyright><span class=x-VisuallyHiddenText>图像来源，</span>甲社</p>"
		  "<figcaption><span>图像加注文字，</span><p>大桥</p></figcaption></figure>",
		    "(figure " IMG_TREE " (figcaption \"大桥\" (br) (small \"图像来源，甲社\")))",
		    NOTE_CREDIT },
		{ "<img src='https://p.example/1.jpg' alt='The bridge'><p>The bridge</p>" LEAD,
		    "(figure " IMG_TREE " (figcaption \"The bridge\")) " LEAD_TREE, NOTE_CAPTION },
		{ "<figure><figcaption>before</figcaption>" IMG "</figure>",
		    "(figure " IMG_TREE " (figcaption \"before\"))", NOTE_CAPTION },
		{ IMG LEAD, "(figure " IMG_TREE ") " LEAD_TREE, NOTE_IMAGE_NO_ALT },
		{ IMG IMG, "(figure " IMG_TREE ")", NOTE_MAX },
		{ IMG LEAD "<figure>" IMG "<figcaption>words</figcaption></figure>",
		    "(figure " IMG_TREE " (figcaption \"words\")) " LEAD_TREE, NOTE_MAX },
		{ "<figure><figcaption>no picture</figcaption></figure>", "(p \"no picture\")",
		    NOTE_MAX },
		{ IMG "<pre>图片来源：\n甲</pre>", "(figure " IMG_TREE ") (pre \"图片来源：\n甲\")",
		    NOTE_MAX },
		{ "<p>one " IMG " two</p>", "(p \"one\") (figure " IMG_TREE ") (p \"two\")",
		    NOTE_MAX },
	};

	(void)state;
	check(cases, LENGTH(cases));
}

static void
pictures(void **state)
{
	static const struct clean_case cases[] = {
		{ "<img src='/i/1.jpg'>", "(figure (img src=https://news.example/i/1.jpg))",
		    NOTE_IMAGE_RELATIVE },
		{ "<img src='//p.example/1.jpg'>", "(figure " IMG_TREE ")",
		    NOTE_IMAGE_PROTOCOL_RELATIVE },
		{ "<img data-src='https://p.example/1.jpg' src='data:image/gif;base64,R0lGODlh'>",
		    "(figure " IMG_TREE ")", NOTE_IMAGE_LAZY },
		{ "<img srcset='https://p.example/0.jpg 240w, https://p.example/1.jpg 640w'>",
		    "(figure " IMG_TREE ")", NOTE_IMAGE_LAZY },
		{ "<img srcset='https://p.example/a,b.jpg 1x,https://p.example/c.jpg 2x' src=''>",
		    "(figure (img src=https://p.example/c.jpg))", NOTE_IMAGE_LAZY },
		{ "<img src='https://images.weserv.nl/?url=p.example/1.jpg'>",
		    "(figure (img src=https://p.example/1.jpg data-proxy=images.weserv.nl))",
		    NOTE_IMAGE_PROXIED },
		{ "<img src='data:image/gif;base64,R0lGODlh'>", "", NOTE_IMAGE_DATA },
		{ "<img src=''><img>", "", NOTE_IMAGE_NO_SOURCE },
		{ "<img src='https://p.example/1.jpg' width=1 height=1>", "", NOTE_IMAGE_TRACKER },
		{ "<img src='https://ad.doubleclick.net/1.jpg'>", "", NOTE_IMAGE_TRACKER },
		{ "<img src='http://p.example/1.jpg'>", "(figure (img src=http://p.example/1.jpg))",
		    NOTE_IMAGE_HTTP },
		{ "<img src='https://p.example/1.jpg' width=640px height=100% onerror=x "
		  "title=IMG_1.JPG>",
		    "(figure (img src=https://p.example/1.jpg width=640))", NOTE_EVENT_HANDLER },
		{ "<img src='data:,'><noscript>" IMG "</noscript>", "(figure " IMG_TREE ")",
		    NOTE_NOSCRIPT },
		{ "a<img class=wp-smiley alt=':)' src='https://p.example/1.png'>", "(p \"a:)\")",
		    NOTE_MAX },
		{ "<picture><source srcset='https://p.example/2.webp'>" IMG "</picture>",
		    "(figure " IMG_TREE ")", NOTE_MAX },
	};

	(void)state;
	check(cases, LENGTH(cases));
}

#define SRC(name) "(figure (img src=https://p.example/" name "))"
#define P "https://p.example/"

/* Which of several addresses of one picture. */
static void
picture_sources(void **state)
{
	static const struct clean_case cases[] = {
		/* the largest useful one */
		{ "<img src='" P "1.jpg' srcset='" P "2.jpg 640w, " P "3.jpg 1280w'>", SRC("3.jpg"), NOTE_MAX },
		{ "<img src='" P "1.jpg' srcset='" P "2.jpg 1200w, " P "3.jpg 4800w'>", SRC("2.jpg"), NOTE_MAX },
		{ "<img src='" P "1.jpg' srcset='" P "2.jpg 320w, " P "3.jpg 2400w'>", SRC("3.jpg"), NOTE_MAX },
		{ "<img src='" P "1.jpg' srcset='" P "2.jpg 2000w,\n" P "3.jpg 2001w\n'>", SRC("2.jpg"), NOTE_MAX },
		/* what tells of small ones alone may be less than src */
		{ "<img src='" P "1.jpg' srcset='" P "2.jpg 150w, " P "3.jpg 300w'>", SRC("1.jpg"), NOTE_MAX },
		{ "<img src='" P "1.jpg' srcset='" P "1.jpg, " P "3.jpg 2x'>", SRC("3.jpg"), NOTE_MAX },
		{ "<img src='" P "1.jpg' srcset='" P "2.jpg 1x'>", SRC("1.jpg"), NOTE_MAX },
		{ "<img src='" P "1.jpg' srcset='" P "2.jpg 2x, " P "3.jpg 5x'>", SRC("2.jpg"), NOTE_MAX },
		{ "<img src='" P "1.jpg' srcset=', ,'>", SRC("1.jpg"), NOTE_MAX },
		{ "<img src='" P "1.jpg' srcset='data:image/gif;base64,R0 900w'>", SRC("1.jpg"), NOTE_MAX },
		/* where scripts look */
		{ "<img src='data:,' data-srcset='" P "2.jpg 640w, " P "3.jpg 900w'>", SRC("3.jpg"), NOTE_IMAGE_LAZY },
		{ "<img src='data:,' data-lazy-srcset='" P "2.jpg 640w' data-src=''>", SRC("2.jpg"), NOTE_IMAGE_LAZY },
		{ "<img src='" P "blank.gif' data-lazy='" P "2.jpg'>", SRC("2.jpg"), NOTE_IMAGE_LAZY },
		{ "<img src='" P "small.jpg' data-original='" P "2.jpg'>", SRC("2.jpg"), NOTE_IMAGE_LAZY },
		{ "<img src='data:,' data-srcset='" P "2.jpg'>", SRC("2.jpg"), NOTE_IMAGE_LAZY },
		/* what a picture element offers */
		{ "<picture><source srcset='" P "2.webp 1200w'><img src='" P "1.jpg'></picture>", SRC("2.webp"),
		    NOTE_MAX },
		{ "<picture><source type=image/avif srcset='" P "2.avif 1200w'><img src='" P "1.jpg' srcset='" P
		  "3.jpg 1200w'></picture>", SRC("3.jpg"), NOTE_MAX },
		{ "<picture><source media='(max-width: 500px)' srcset='" P "tall.jpg 1200w'><img src='" P
		  "1.jpg'></picture>", SRC("1.jpg"), NOTE_MAX },
		{ "<picture><source media='(max-width: 500px)' srcset='" P "tall.jpg'><img src='data:,'></picture>",
		    SRC("tall.jpg"), NOTE_IMAGE_LAZY },
		{ "<picture><source data-srcset='" P "2.webp'><img></picture>", SRC("2.webp"), NOTE_IMAGE_LAZY },
		{ "<picture><source srcset='" P "2.webp 900w'></picture>", "", NOTE_MAX },
		{ "<source srcset='" P "2.webp 900w'><img src='" P "1.jpg'>", SRC("1.jpg"), NOTE_MAX },
		/* each behind its proxy */
		{ "<img src='https://images.weserv.nl/?url=p.example/1.jpg' srcset='https://images.weserv.nl/"
		  "?url=ssl:p.example/2.jpg&w=900 900w'>",
		    "(figure (img src=https://p.example/2.jpg data-proxy=images.weserv.nl))", NOTE_IMAGE_PROXIED },
	};

	(void)state;
	check(cases, LENGTH(cases));
}

static void
links(void **state)
{
	static const struct clean_case cases[] = {
		{ "<a href='https://a.example/?utm_source=x&id=1'>a</a>",
		    "(p (a href=https://a.example/?id=1 \"a\"))", NOTE_TRACKING },
		{ "<a href='/b' target=_blank>a</a>", "(p (a href=https://news.example/b \"a\"))",
		    NOTE_LINK_RELATIVE },
		{ "<a href='javascript:alert(1)'>a</a>", "(p \"a\")", NOTE_LINK_REMOVED },
		{ "<a href=' JaVa\nScript:alert(1)'>a</a>", "(p \"a\")", NOTE_LINK_REMOVED },
		{ "<a href='data:text/html,x'>a</a>", "(p \"a\")", NOTE_LINK_REMOVED },
		{ "<a href='mailto:a@a.example'>a</a>", "(p \"a\")", NOTE_LINK_REMOVED },
		{ "<a href='https://)/b'>a</a>", "(p \"a\")", NOTE_LINK_REMOVED },
		{ "<a href='#note'>a</a><a name=more></a>", "(p \"a\")", NOTE_MAX },
		{ "<a href='https://a.example/'></a>b", "(p \"b\")", NOTE_MAX },
		{ "<a href='https://www.a.examplehttps://b.example/c'>a</a>",
		    "(p (a href=https://b.example/c \"a\"))", NOTE_MAX },
		{ "<a href='https://a.example/b?u=https://c.example/'>a</a>",
		    "(p (a href=https://a.example/b?u=https://c.example/ \"a\"))", NOTE_MAX },
	};

	(void)state;
	check(cases, LENGTH(cases));
}

static void
furniture(void **state)
{
	static const struct clean_case cases[] = {
		{ LEAD "<br><hr><div>获取更多RSS：<br><a "
		       "href='https://feed.example'>https://feed.example</a> <br></div>",
		    LEAD_TREE, NOTE_FOOTER },
		{ LEAD "<p>The post <a href=/a>A</a> appeared first on <a href=/>B</a>.</p>",
		    LEAD_TREE, NOTE_FOOTER },
		{ LEAD "<div><div>分享 :</div><div><a "
		       "href='https://www.facebook.com/sharer/sharer.php?u=x'>f</a></div></div>",
		    LEAD_TREE, NOTE_SHARE_WIDGET },
		{ LEAD "<div id=x class='adslot_end box'>buy</div><section id=imu></section>",
		    LEAD_TREE, NOTE_AD_CONTAINER },
		{ LEAD
		    "<p>延伸閱讀</p><p><a href=/1>one</a></p><p><a href=/2>two</a></p><p>end</p>",
		    LEAD_TREE " (p \"end\")", NOTE_RELATED },
		{ LEAD "<p>延伸閱讀</p><p>not a link</p>",
		    LEAD_TREE " (p \"延伸閱讀\") (p \"not a link\")", NOTE_MAX },
		{ LEAD "<ul><li><a href=/1>one</a></li><li><a href=/2>two</a></li></ul>" LEAD,
		    LEAD_TREE " " LEAD_TREE, NOTE_RELATED },
		{ LEAD "<p>The sources:</p><ul><li><a href=/1>one</a></li></ul>",
		    LEAD_TREE
		    " (p \"The sources:\") (ul (li (a href=https://news.example/1 \"one\")))",
		    NOTE_MAX },
		{ LEAD "<ul><li><a href=https://other.example/1>one</a></li></ul>",
		    LEAD_TREE " (ul (li (a href=https://other.example/1 \"one\")))", NOTE_MAX },
		{ "<div class=share>" LEAD "</div>", LEAD_TREE, NOTE_MAX },
		{ LEAD "<script>x()</script><style>p{}</style>", LEAD_TREE, NOTE_SCRIPT },
		{ LEAD "<form><input value=x><button>go</button><label>name</label></form>",
		    LEAD_TREE " (p \"name\")", NOTE_FORM },
		{ LEAD "<p hidden>x</p><p style='Display : NONE'>y</p>", LEAD_TREE, NOTE_HIDDEN },
		{ LEAD "<p>广告</p>", LEAD_TREE, NOTE_AD_CONTAINER },
		{ "<div class='fb-post'></div><blockquote class=twitter-tweet><a "
		  "href=https://t.example/1></a></blockquote>",
		    "(p (a href=https://t.example/1 \"https://t.example/1\"))", NOTE_EMBED },
		{ "<iframe data-src='//v.example/1' onload=x></iframe><iframe "
		  "src='about:blank'></iframe>",
		    "(p (a href=https://v.example/1 \"https://v.example/1\"))", NOTE_EMBED },
		{ "<video poster='https://p.example/1.jpg'><source "
		  "src='https://v.example/1.mp4'>no video</video>"
		  "<div><small>words</small></div>",
		    "(p (a href=https://v.example/1.mp4 \"https://v.example/1.mp4\")) "
		    "(figure " IMG_TREE " (figcaption \"words\"))",
		    NOTE_EMBED },
		{ "<div>a<div class=dictionary-box><p>a term</p></div>b</div>",
		    "(p \"ab\") (p \"a term\")", NOTE_MAX },
	};

	(void)state;
	check(cases, LENGTH(cases));
}

static void
date_lines(void **state)
{
	static const struct clean_case cases[] = {
		{ "<div><i>Mon, 01 Feb 2021 01:46:36 GMT</i></div>" LEAD, LEAD_TREE,
		    NOTE_DATE_LINE },
		{ "<div><i>甲乙<br>2021-02-01 09:48:19</i></div>" LEAD, LEAD_TREE, NOTE_DATE_LINE },
		{ "<h1>Headline</h1><div><time datetime=2021-02-01>19 分钟前</time></div>" LEAD,
		    LEAD_TREE, NOTE_RELATIVE_TIME },
		{ "<aside><time>Feb 13th 2021</time><p>TOWN</p></aside>" LEAD,
		    "(p \"TOWN\") " LEAD_TREE, NOTE_DATE_LINE },
		{ LEAD "<p>2021-02-01 09:48:19</p>", LEAD_TREE " (p \"2021-02-01 09:48:19\")",
		    NOTE_MAX },
		{ LEAD "<p>At <time datetime=2021-02-01>noon</time> it rained.</p>",
		    LEAD_TREE " (p \"At \" (time datetime=2021-02-01 \"noon\") \" it rained.\")",
		    NOTE_MAX },
	};

	(void)state;
	check(cases, LENGTH(cases));
}

static void
tables(void **state)
{
	static const struct clean_case cases[] = {
		{ "<table><tr><th>a<th>b<tr><td colspan=2 width=9>c</table>",
		    "(table (tbody (tr (th \"a\") (th \"b\")) (tr (td colspan=2 \"c\"))))",
		    NOTE_MAX },
		{ "<table><tr><td>only</td></tr><tr><td>one column</td></tr></table>",
		    "(p \"only\") (p \"one column\")", NOTE_MAX },
		{ "<table><tr><td><table><tr><td>a<td>b<tr><td>c<td>d</table></td></tr></table>",
		    "(table (tbody (tr (td \"a\") (td \"b\")) (tr (td \"c\") (td \"d\"))))",
		    NOTE_MAX },
		{ "<table><tr><td>" IMG
		  "</td></tr><tr><td class=tr-caption>words</td></tr></table>",
		    "(figure " IMG_TREE " (figcaption \"words\"))", NOTE_CAPTION },
	};

	(void)state;
	check(cases, LENGTH(cases));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paragraphs),
		cmocka_unit_test(headings),
		cmocka_unit_test(captions),
		cmocka_unit_test(pictures),
		cmocka_unit_test(picture_sources),
		cmocka_unit_test(links),
		cmocka_unit_test(furniture),
		cmocka_unit_test(date_lines),
		cmocka_unit_test(tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "page_test.h"
#include "refine/page_kind.h"
#include "text/fold.h"

#define P(text) "<p>" text "</p>"
#define STORY P(STORY_1) P(STORY_2) P(STORY_3) P(STORY_4) P(STORY_5) P(STORY_6)
#define LINKS5(n)                                                                                              \
	"<li><a href=/" n "1>A ferry was late again</a><li><a href=/" n "2>The bakery in Mill Street opens</a>" \
	"<li><a href=/" n "3>Where did the geese go</a><li><a href=/" n "4>No trains until next Monday</a>"     \
	"<li><a href=/" n "5>A bridge gets its name back</a>"
#define PAYING "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"isAccessibleForFree\":\"False\"}</script>"

static const struct {
	const char *html, *url;
	enum page_kind want;
} cases[] = {
	{ "<title>Crane falls</title><h1>Crane falls</h1>" STORY, "", PAGE_ARTICLE },
	{ "<title>Page not found | The Post</title><h1>Sorry</h1><p>It is gone.</p>", "", PAGE_ERROR },
	{ "<title>The Post</title><h1>404 Not Found</h1><p>nginx</p>", "", PAGE_ERROR },
	{ "<title>頁面不存在</title><p>請回首頁</p>", "", PAGE_ERROR },
	{ "<title>新闻网</title><p>抱歉，您访问的页面不存在。</p>", "", PAGE_ERROR },
	{ "<title>Page not found: how links die</title><h1>Page not found: how links die</h1>" STORY, "", PAGE_ARTICLE },
	{ "<title>Just a moment...</title><p>Verifying you are human. This may take a few seconds.</p>", "", PAGE_WALL },
	{ "<title>Attention Required! | Shield</title><h1>One more step</h1>", "", PAGE_WALL },
	{ "<title>news</title><p>Please enable JavaScript and cookies to continue</p>", "", PAGE_WALL },
	{ "<title>百度安全验证</title><p>请完成验证</p>", "", PAGE_WALL },
	{ "<title> </title><p>当前环境异常，完成验证后即可继续访问。</p>", "", PAGE_WALL },
	{ "<title>Members</title><form><input name=u><input type=password></form><p>Welcome back</p>", "", PAGE_WALL },
	{ "<title>Before we go on</title><p>We use cookies.</p>", "https://consent.a.example/", PAGE_WALL },
	{ "<title>Are you a robot?</title><h1>Are you a robot?</h1>" STORY, "", PAGE_ARTICLE },
	{ "<title>Town</title><ul>" LINKS5("a") LINKS5("b") LINKS5("c") LINKS5("d") "</ul>", "", PAGE_LISTING },
	{ "<title>Crane</title>" STORY "<ul>" LINKS5("a") LINKS5("b") LINKS5("c") LINKS5("d") "</ul>", "", PAGE_ARTICLE },
	{ "<title>Crane falls</title><h1>Crane falls</h1>" P(STORY_1) P(STORY_2) P(STORY_3)
	      "<div><h3>Subscribe to continue reading</h3></div>", "", PAGE_PARTIAL },
	{ PAYING "<title>Crane falls</title><h1>Crane falls</h1>" P(STORY_1) P(STORY_2)
	      P("The council meets on Friday to decide, said Ada Morn, who sells fish at the quay, and…"), "", PAGE_PARTIAL },
	/* it says that one must pay, and gives all the same */
	{ PAYING "<title>Crane falls</title><h1>Crane falls</h1>" STORY, "", PAGE_ARTICLE },
	{ "", "", PAGE_ARTICLE },
};

static void
kinds(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct extraction extraction;
		struct features features;
		struct kind_found got;
		struct seen seen;
		struct url url = { 0 };

		seen_open(&seen, str_from_c(cases[i].html));
		if (*cases[i].url)
			assert_int_equal(url_parse(&seen.arena, str_from_c(cases[i].url), NULL, &url).code, ERR_NONE);
		page_features(&seen.arena, &seen.page, &features);
		page_extract(&seen.arena, &seen.page, &features, NULL, &extraction);
		page_kind_judge(&seen.arena, &seen.page, &extraction, url, &got);
		if (got.kind != cases[i].want)
			fail_msg("%zu: %s (%.*s)", i, page_kind_name(got.kind), (int)got.evidence.n, got.evidence.p);
		assert_true((got.kind == PAGE_ARTICLE) == !got.evidence.n);
		seen_done(&seen);
	}
}

/* What is looked for is compared with folded text, and would never be found otherwise. */
static void
folded_rows(void **state)
{
	static const char *const rows[] = {
#define ROW(words, ...) words,
#include "gen/page_kinds.inc"
#include "gen/page_links.inc"
#include "gen/paywalls.inc"
#undef ROW
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct buf out CLEAN(buf_done) = { 0 };

		fold_str(str_from_c(rows[i]), &out);
		if (!str_equal(buf_str(&out), str_from_c(rows[i])))
			fail_msg("%s is folded: %.*s", rows[i], (int)out.n, out.p);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds),
		cmocka_unit_test(folded_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

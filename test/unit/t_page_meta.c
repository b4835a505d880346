#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>
#include <cmocka.h>

#include "page_test.h"
#include "refine/page_meta.h"

#define BODY "<p>" STORY_1 "</p><p>" STORY_2 "</p><p>" STORY_4 "</p>"

static void
meta_of(struct seen *seen, const char *address, struct page_meta *out)
{
	struct features features;
	struct url url = { 0 };

	assert_true(!address || !url_parse(&seen->arena, str_from_c(address), NULL, &url).code);
	page_features(&seen->arena, &seen->page, &features);
	page_meta(&seen->arena, &seen->page, &features, &(struct meta_asked){ .url = url }, out);
}

static struct str
joined(struct arena *arena, const struct strs *names)
{
	struct buf out CLEAN(buf_done) = { 0 };

	for (size_t i = 0; i < names->count; i++) {
		if (i)
			buf_push_char(&out, '|');
		buf_push_str(&out, names->items[i]);
	}
	return str_copy(arena, buf_str(&out));
}

static void
fields(void **state)
{
	static const struct {
		const char *head, *body, *address, *title, *published, *authors;
	} rows[] = {
		{ "<title>Crane falls into harbour - Lunden Post</title><meta property=og:site_name content='Lunden Post'>",
		    "<h1>Crane falls into harbour</h1><p class=byline>By Ada Morn | 5 March 2024</p>" BODY, NULL,
		    "Crane falls into harbour", "2024-03-05", "Ada Morn" },
		/* told beats shown, but for a day beside the one shown */
		{ "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Crane falls\",\"datePublished\":"
		  "\"2024-03-06T02:30:00Z\",\"author\":{\"@type\":\"Person\",\"name\":\"Ada Morn\"}}</script>",
		    "<h1>Crane falls</h1><p>March 5, 2024</p>" BODY, NULL, "Crane falls", "2024-03-05", "Ada Morn" },
		{ "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Crane falls\",\"datePublished\":"
		  "\"2024-03-06T02:30:00Z\"}</script>",
		    "<h1>Crane falls</h1><p>Updated March 7, 2024</p>" BODY, NULL, "Crane falls", "2024-03-06", "" },
		/* the page's own name is no author while there is another */
		{ "<meta property=og:site_name content='Lunden Post'><meta name=author content='Lunden Post'>",
		    "<h1>Crane falls</h1><div class=author-name>Tom Quay</div>" BODY, NULL, "Crane falls", "", "Tom Quay" },
		{ "<meta property=og:site_name content='Lunden Post'><meta name=author content='Lunden Post'>", "<h1>Crane falls</h1>" BODY,
		    NULL, "Crane falls", "", "Lunden Post" },
		{ "", "<h1>Crane falls</h1><p>Written by</p><p>Tom Quay</p>" BODY, "https://post.example/2024/03/05/crane", "Crane falls",
		    "2024-03-05", "Tom Quay" },
		{ "<meta name=w-published-date content=2024-03-05>", "<h1>Crane falls</h1>" BODY, NULL, "Crane falls", "2024-03-05", "" },
		{ "", "<h1>起重机坠海</h1><div class=info>发布时间：2024年3月5日 08:30 来源：海港日报 责编：李四</div><p>本报记者 王小明</p>" BODY, NULL,
		    "起重机坠海", "2024-03-05", "王小明" },
		/* the outlet's other names are no authors; names as people write them; user names are not names */
		{ "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Crane falls\",\"publisher\":{\"name\":\"The Quay Times\"},"
		  "\"author\":{\"@type\":\"Person\",\"name\":\"The Quay Times\"}}</script><meta property=og:site_name content='Lunden Post'>",
		    "<h1>Crane falls</h1><p class=byline>Tom Quay</p>" BODY, NULL, "Crane falls", "", "Tom Quay" },
		{ "<meta name=author content='Zoe Morn'>", "<h1>Crane falls</h1><p class=byline>By Zoë Morn</p>" BODY, NULL, "Crane falls", "", "Zoë Morn" },
		{ "<meta name=author content=tquay>", "<h1>Crane falls</h1><p class=byline>Tom Quay</p>" BODY, NULL, "Crane falls", "", "Tom Quay" },
		{ "", "<h1>Crane falls</h1><p>5 March 2024, 08:30 by Tom Quay</p>" BODY, NULL, "Crane falls", "2024-03-05", "Tom Quay" },
		{ "", "<h1>Crane falls</h1><p>Tom Quay | 5 March 2024</p>" BODY, NULL, "Crane falls", "2024-03-05", "Tom Quay" },
		/* the words before a headline, in its element */
		{ "", "<h1><span class=kicker>Harbour</span><span>Crane falls into water</span></h1>" BODY, NULL, "Crane falls into water", "", "" },
		{ "", "<h1><span class=kicker>Harbour</span><span>: Crane falls into water</span></h1>" BODY, NULL, "Harbour: Crane falls into water", "", "" },
		/* the only day that people see */
		{ "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Crane falls\",\"datePublished\":"
		  "\"2021-06-01\"}</script>",
		    "<h1>Crane falls</h1><p class=date>March 5, 2024</p>" BODY, NULL, "Crane falls", "2024-03-05", "" },
		/* which number is the month, the page's other dates say */
		{ "<meta property=article:modified_time content=2024-03-05T10:00:00Z>", "<h1>Crane falls</h1><p class=date>3/5/2024</p>" BODY, NULL,
		    "Crane falls", "2024-03-05", "" },
		{ "", "<h1>Crane falls</h1><p class=date>3/5/2024</p>" BODY, NULL, "Crane falls", "2024-05-03", "" },
		/* what a script holds, and what a card of another article says */
		{ "<script>window.x={\\\"publishedAt\\\":\\\"2024-03-05T10:00:00Z\\\"};y={\"publishedAt\": \"2024-03-05T10:00:00Z\"}</script>",
		    "<h1>Crane falls</h1>" BODY, NULL, "Crane falls", "2024-03-05", "" },
		{ "", "<h1>Crane falls</h1>" BODY "<div class=related><p itemprop=datePublished content=2020-01-01>Fish</p></div>", NULL, "Crane falls",
		    "", "" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct seen seen;
		struct arena arena CLEAN(arena_done) = { 0 };
		struct buf day CLEAN(buf_done) = { 0 };
		struct page_meta meta;
		struct str html = str_join(&arena, S("<!doctype html><html><head>"), str_from_c(rows[i].head), S("</head><body><article>"),
		    str_from_c(rows[i].body), S("</article></body></html>"), STR_END);

		seen_open(&seen, html);
		meta_of(&seen, rows[i].address, &meta);
		when_push(&day, meta.published);
		if (!str_equal(meta.title, str_from_c(rows[i].title)) || !str_equal(str_slice(buf_str(&day), 0, 10), str_from_c(rows[i].published)) ||
		    !str_equal(joined(&arena, &meta.authors), str_from_c(rows[i].authors)))
			fail_msg("row %zu: %.*s; %.*s; %.*s", i, STR_ARGS(meta.title), STR_ARGS(buf_str(&day)),
			    STR_ARGS(joined(&arena, &meta.authors)));
		seen_done(&seen);
	}
}

/* Read on 7 March 2024 at 10:20 UTC; the feed had its own title and date. */
static void
others(void **state)
{
	static const char page[] = "<!doctype html><html lang=zh-CN><head><title>起重机坠海</title><meta name=keywords content='海港, 起重机,海港'>"
				   "<meta name=description content='一台起重机坠入海港。'><meta property=article:section content=城市></head><body><article>"
				   "<h1>起重机坠海</h1><div class=info>昨天 08:30 来源：海港日报 责任编辑：李四、赵六</div>"
				   "<p>新华社海港3月5日电（记者张三）一台起重机周二坠入海港，港口因此关闭，港务局长当天表示，搜寻工作可能持续数日。</p>"
				   "<p>无人受伤，但三艘船必须等待，直到水域搜寻完毕。起重机建于1961年。</p></article></body></html>";
	static const struct {
		size_t field;
		const char *evidence;
	} rows[] = { { EVIDENCE_DECK, "meta description" }, { EVIDENCE_SECTION, "meta article:section" }, { EVIDENCE_ORIGIN, "labelled line" },
		{ EVIDENCE_EDITORS, "labelled line" }, { EVIDENCE_AUTHORS, "beginning of the text" }, { EVIDENCE_TAGS, "meta keywords" },
		{ EVIDENCE_SITE, "" }, { EVIDENCE_UPDATED, "" } };
	struct seen seen;
	struct features features;
	struct page_meta meta;
	struct buf when CLEAN(buf_done) = { 0 };

	(void)state;
	seen_open(&seen, str_from_c(page));
	page_features(&seen.arena, &seen.page, &features);
	page_meta(&seen.arena, &seen.page, &features, &(struct meta_asked){ .lang = S("zh-CN"), .now = 1709806800 }, &meta);
	when_push(&when, meta.published);
	if (!str_equal(buf_str(&when), S("2024-03-06T08:30+08:00")))
		fail_msg("%.*s %.*s", STR_ARGS(buf_str(&when)), STR_ARGS(meta.published_evidence));
	assert_true(str_equal(joined(&seen.arena, &meta.authors), S("张三")));
	assert_true(str_equal(joined(&seen.arena, &meta.editors), S("李四|赵六")));
	assert_true(str_equal(joined(&seen.arena, &meta.tags), S("海港|起重机")));
	assert_true(str_equal(meta.origin, S("海港日报")));
	assert_true(str_equal(meta.section, S("城市")));
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_true(str_equal(meta.evidence[rows[i].field], str_from_c(rows[i].evidence)));
	seen_done(&seen);
}

/* A day alone, told as the instant of its midnight. */
static void
midnight(void **state)
{
	static const struct {
		const char *told, *lang, *want;
	} rows[] = { { "2024-03-05T23:00:00Z", "de", "2024-03-06T00:00:00+01:00" }, { "2024-07-05T22:00:00Z", "de-AT", "2024-07-06T00:00:00+02:00" },
		{ "2024-03-05T16:00:00Z", "zh-CN", "2024-03-06T00:00:00+08:00" }, { "2024-03-05T23:00:00Z", "en", "2024-03-05T23:00:00Z" },
		{ "2024-03-05T23:10:00Z", "de", "2024-03-05T23:10:00Z" }, { "2024-03-05T23:00:00+01:00", "de", "2024-03-05T23:00:00+01:00" } };

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct seen seen;
		struct arena arena CLEAN(arena_done) = { 0 };
		struct features features;
		struct page_meta meta;
		struct buf when CLEAN(buf_done) = { 0 };

		seen_open(&seen, str_join(&arena, S("<meta property=article:published_time content='"), str_from_c(rows[i].told), S("'><h1>Crane</h1>" BODY), STR_END));
		page_features(&seen.arena, &seen.page, &features);
		page_meta(&seen.arena, &seen.page, &features, &(struct meta_asked){ .lang = str_from_c(rows[i].lang) }, &meta);
		when_push(&when, meta.published);
		if (!str_equal(buf_str(&when), str_from_c(rows[i].want)))
			fail_msg("%s %s: %.*s", rows[i].told, rows[i].lang, STR_ARGS(buf_str(&when)));
		seen_done(&seen);
	}
}

/* The feed's date counts where the page has none, or but a guess; its title breaks ties. */
static void
kept(void **state)
{
	static const struct {
		const char *html, *published;
	} rows[] = {
		{ "<h1>Crane falls</h1>" BODY, "2024-03-05" },
		{ "<meta property=og:image content='https://p.example/2001/05/01/c.jpg'><h1>Crane falls</h1>" BODY, "2024-03-05" },
		{ "<h1>Crane falls</h1><p>3 March 2024</p>" BODY, "2024-03-03" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct seen seen;
		struct features features;
		struct page_meta meta;
		struct buf when CLEAN(buf_done) = { 0 };

		seen_open(&seen, str_from_c(rows[i].html));
		page_features(&seen.arena, &seen.page, &features);
		page_meta(&seen.arena, &seen.page, &features,
		    &(struct meta_asked){ .now = 1709806800, .kept_title = S("Crane falls"), .kept_published = 1709640000 }, &meta);
		when_push(&when, meta.published);
		if (!str_starts(buf_str(&when), str_from_c(rows[i].published)))
			fail_msg("%zu: %.*s", i, STR_ARGS(buf_str(&when)));
		assert_true(str_equal(meta.title, S("Crane falls")));
		seen_done(&seen);
	}
}

/* Each would cost minutes if anything were quadratic; a second and more is far beyond what the slowest needs. */
static void
hostile(void **state)
{
	static const char *const units[] = { "<div class=author>", "<time>5 March 2024", "<a rel=author href=/author/x>Ada Morn", "<h1>",
		"<p>By Ada Morn</p>", "<p>5 March 2024</p>", "<meta property=og:title content='A - B - C'>", "<span itemprop=author>Ada Morn" };

	(void)state;
	for (size_t i = 0; i < LENGTH(units); i++) {
		struct seen seen;
		struct arena arena CLEAN(arena_done) = { 0 };
		struct page_meta meta;
		clock_t from;

		seen_open(&seen, many(&arena, units[i], 30000));
		from = clock();
		meta_of(&seen, NULL, &meta);
		if (clock() - from > 2 * CLOCKS_PER_SEC)
			fail_msg("%s: %ld ms", units[i], (long)((clock() - from) * 1000 / CLOCKS_PER_SEC));
		seen_done(&seen);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(fields), cmocka_unit_test(others), cmocka_unit_test(midnight), cmocka_unit_test(kept),
		cmocka_unit_test(hostile) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "text/ld.h"

/* All values of a key of the article, one a bar. */
static void
values_of(const struct ld *ld, const char *key, struct buf *out)
{
	struct ld_at at = { 0 };
	struct str value, type;

	for (uint32_t article = ld_article(ld); article && ld_next(ld, article, str_from_c(key), &at, &value, &type);) {
		if (out->n)
			buf_push_char(out, '|');
		buf_push_str(out, value);
	}
}

static void
values(void **state)
{
	static const struct {
		const char *script, *key, *want;
	} rows[] = {
		{ "{\"@type\":\"NewsArticle\",\"headline\":\"Crane \\u00e9 \\ud83d\\ude00\"}", "headline", "Crane é 😀" },
		{ "{\"@graph\":[{\"@type\":\"WebPage\",\"name\":\"x\"},{\"@type\":\"Article\",\"headline\":\"Crane\"}]}", "headline", "Crane" },
		{ "{\"@type\":[\"Thing\",\"BlogPosting\"],\"author\":[{\"name\":\"Ada\"},{\"name\":\"Tom\"}]}", "author", "Ada|Tom" },
		{ "{\"@type\":\"Article\",\"author\":\"Ada\"}", "author", "Ada" },
		{ "{\"@graph\":[{\"@type\":\"Article\",\"author\":{\"@id\":\"#a\"}},{\"@type\":\"Person\",\"@id\":\"#a\",\"name\":\"Ada\"}]}", "author", "Ada" },
		{ "{\"@type\":\"Article\",\"image\":{\"url\":\"/c.jpg\"}}", "image", "/c.jpg" },
		/* no JSON, but seen */
		{ "<!-- {\"@type\":\"Article\",\"headline\":\"Crane\nfalls\",} -->", "headline", "Crane\nfalls" },
		{ "{\"@type\":\"Article\",\"headline\":\"Cra", "headline", "Cra" },
		{ " [{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;headline&quot;:&quot;Crane &amp;amp; quay&quot;}]", "headline", "Crane &amp; quay" },
		{ "{\"@type\":\"Article\",\"headline\":\"He said &quot;no&quot;\"}", "headline", "He said &quot;no&quot;" },
		/* the articles of a list are others */
		{ "[{\"@type\":\"ItemList\",\"itemListElement\":[{\"@type\":\"NewsArticle\",\"headline\":\"Fish\"}]},"
		  "{\"@type\":\"NewsArticle\",\"headline\":\"Crane\"}]", "headline", "Crane" },
		{ "{\"@type\":\"ItemList\",\"itemListElement\":[{\"@type\":\"NewsArticle\",\"headline\":\"Fish\"}]}", "headline", "Fish" },
		{ "{\"@type\":\"Recipe\",\"name\":\"Fish\"}", "name", "" },
		{ "", "name", "" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct buf out CLEAN(buf_done) = { 0 };
		struct ld ld = { 0 };
		ld_read(&arena, str_from_c(rows[i].script), &ld);
		values_of(&ld, rows[i].key, &out);
		if (!str_equal(buf_str(&out), str_from_c(rows[i].want)))
			fail_msg("%s: %.*s", rows[i].script, STR_ARGS(buf_str(&out)));
	}
}

static void
types(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct ld ld = { 0 };
	struct ld_at at = { 0 };
	struct str value, type;

	(void)state;
	ld_read(&arena, S("{\"@type\":\"Article\",\"author\":{\"@type\":\"Organization\",\"name\":\"Post\"}}"), &ld);
	assert_true(ld_next(&ld, ld_article(&ld), S("author"), &at, &value, &type));
	assert_true(str_equal(type, S("Organization")));
	assert_false(ld_next(&ld, ld_article(&ld), S("author"), &at, &value, &type));
	assert_int_equal(ld_dated_page(&ld), 0);
	ld_read(&arena, S("{\"@type\":\"WebPage\",\"datePublished\":\"2021-03-04\"}"), &ld);
	assert_int_not_equal(ld_dated_page(&ld), 0);
}

/* A hundred thousand levels, and as many authors: both cost a walk. */
static void
hostile(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf deep CLEAN(buf_done) = { 0 }, wide CLEAN(buf_done) = { 0 }, out CLEAN(buf_done) = { 0 };
	struct ld ld = { 0 }, many = { 0 };

	(void)state;
	for (unsigned i = 0; i < 100000; i++)
		buf_push_str(&deep, S("{\"a\":["));
	ld_read(&arena, buf_str(&deep), &ld);
	assert_true(ld.object_count <= LD_DEPTH_MAX + 1);
	buf_push_str(&wide, S("{\"@type\":\"Article\",\"author\":["));
	for (unsigned i = 0; i < 100000; i++)
		buf_push_str(&wide, S("{\"name\":\"A\"},"));
	ld_read(&arena, buf_str(&wide), &many);
	assert_true(many.object_count <= LD_PAIRS_MAX && many.pair_count <= LD_PAIRS_MAX);
	values_of(&many, "author", &out);
	assert_true(out.n > 10000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(values), cmocka_unit_test(types), cmocka_unit_test(hostile) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "refine/site.h"

/* Text, the rules in it that count, and what is said of the others: "line: what", joined by "; ".
 */
static const struct {
	const char *text;
	size_t rules;
	const char *remarks;
} cases[] = {
	{ "", 0, "" },
	{ "# only said\n\n   \n", 0, "" },
	{ "\xEF\xBB\xBF"
	  "body: p\r\nstrip: .x\r\n",
	    2, "" },
	{ "body:p\nbody : p\n  body: p", 3, "" },
	{ "body", 0, "1: not of the form \"key: value\": body" },
	{ "body p\ntitle: h1", 1, "1: not of the form \"key: value\": body p" },
	{ ": p", 0, "1: not of the form \"key: value\": : p" },
	{ "rumpf: p", 0, "1: no key we know: rumpf" },
	{ "body:", 0, "1: empty, in: " },
	{ "body: //p[", 0, "1: a name is missing before, in: //p[" },
	{ "body: //p[matches(., 'x')]\ntitle: h1", 1,
	    "1: no function we know: matches, in: //p[matches(., 'x')]" },
	{ "body: //p[@data-none]", 1, "" },
	{ "body: //*[@a1 or @a2 or @a3 or @a4 or @a5 or @a6]\nstrip: [b1], [b2], [b3], [b4], "
	  "[b5]\nstrip: //a/@B6\nstrip: //@a1\nlazy: b7",
	    5, "5: note: one attribute too many, never there: b7" },
	{ "body(x): p", 0, "1: body has nothing in brackets" },
	{ "wrap: p", 0, "1: wrap wants something in brackets" },
	{ "wrap(h3): p", 1, "" },
	{ "wrap(div): p", 0, "1: no element to wrap in: div" },
	{ "wrap(script): p", 0, "1: no element to wrap in: script" },
	{ "move(//div[contains(@class, ')')]): p", 1, "" },
	{ "move(//div[): p", 0, "1: a name is missing before, in: //div[" },
	{ "prune: no\njson: YES\n", 2, "" },
	{ "prune: perhaps", 0, "1: yes or no, not: perhaps" },
	{ "strip-class: \"ad\"\nstrip-class: ''", 1, "2: empty" },
	{ "zone: +08:00\nzone: -03:30", 2, "" },
	{ "zone: Asia/Taipei", 0, "1: a zone is of the form +08:00, not: Asia/Taipei" },
	{ "zone: +15:00", 0, "1: a zone is of the form +08:00, not: +15:00" },
	{ "replace(a): b\nreplace(): b", 1, "2: nothing to replace" },
	{ "replace(a(b): c\n", 1, "" },
	{ "lazy: data-src\nlazy: data-none", 2, "" },
	{ "test: https://a.example/1\ncontains: x", 2, "" },
};

static struct str
told(struct arena *arena, const struct site_remarks *remarks)
{
	struct buf out CLEAN(buf_done) = { 0 };

	for (size_t i = 0; i < remarks->count; i++)
		buf_push_format(&out, "%s%u: %.*s", i ? "; " : "", remarks->items[i].line,
		    STR_ARGS(remarks->items[i].what));
	return str_copy(arena, buf_str(&out));
}

static void
test_remarks(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct site_remarks remarks = { .arena = &arena };
		struct site site;
		struct str what;

		site_read(&arena, str_from_c(cases[i].text), &site, &remarks);
		what = told(&arena, &remarks);
		if (site.count != cases[i].rules || !str_equal(what, str_from_c(cases[i].remarks)))
			fail_msg("%s: %zu rules, %.*s", cases[i].text, site.count, STR_ARGS(what));
	}
}

static void
test_settings(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct site_remarks remarks = { .arena = &arena };
	struct site site;

	(void)state;
	site_read(&arena,
	    S("zone: -03:30\nlanguage: zh-Hant\nsource: \xe6\xb5\xb7\xe6\xb8\xaf\nprune: no\nbody: "
	      "p"),
	    &site, &remarks);
	assert_true(site.has_zone);
	assert_int_equal(site.zone_s, -12600);
	assert_true(str_equal(site.language, S("zh-Hant")));
	assert_true(str_equal(site.source, S("\xe6\xb5\xb7\xe6\xb8\xaf")));
	assert_false(site_setting(&site, SITE_PRUNE, true));
	assert_true(site_setting(&site, SITE_JSON, true));
	assert_true(site_has_body_rule(&site));
}

/* More lines, and more to say of them, than anybody writes. */
static void
test_many(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct buf text CLEAN(buf_done) = { 0 };
	struct site_remarks remarks = { .arena = &arena };
	struct site site;

	(void)state;
	for (int i = 0; i < 5000; i++)
		buf_push_literal(&text, "strip-class: ad\n");
	site_read(&arena, buf_str(&text), &site, &remarks);
	assert_int_equal(site.count, SITE_RULES_LINES_MAX);
	assert_int_equal(remarks.count, 1);
	buf_reset(&text);
	for (int i = 0; i < 3000; i++)
		buf_push_literal(&text, "nonsense\n");
	remarks = (struct site_remarks){ .arena = &arena };
	site_read(&arena, buf_str(&text), &site, &remarks);
	assert_int_equal(remarks.count, SITE_REMARKS_MAX);
	assert_int_equal(site.refused, 3000);
}

static const struct {
	const char *theirs, *ours, *remarks;
} imports[] = {
	{ "title://h1\nbody: //div[@id=\"a\"]", "title: //h1\nbody: //div[@id=\"a\"]\n", "" },
	{ "# said\n\nprune: no", "# said\n\nprune: no\n", "" },
	{ "strip_id_or_class: 'ad'\nskip_id_or_class: main",
	    "strip-class: 'ad'\nkeep-class: main\n", "" },
	{ "strip_image_src: pixel\nstrip_attr: //img/@srcset",
	    "strip-image: pixel\nstrip-attribute: //img/@srcset\n", "" },
	{ "dissolve: //h2\nwrap_in(h3): //p/b\nmove_into(//div[@id='x']): //p",
	    "unwrap: //h2\nwrap(h3): //p/b\nmove(//div[@id='x']): //p\n", "" },
	{ "find_string: <a>\nreplace_string: <b>", "replace(<a>): <b>\n", "" },
	{ "find_string: a\nreplace_string:", "replace(a): \n", "" },
	{ "replace_string(<noscript>): <div>", "replace(<noscript>): <div>\n", "" },
	{ "replace_string: b", "# not understood: replace_string: b\n",
	    "1: replace_string without find_string before it" },
	{ "find_string: a\ntitle: //h1", "title: //h1\n",
	    "1: find_string without replace_string behind it" },
	{ "next_page_link: //a[@rel='next']\nif_page_contains: //b\nsingle_page_link: concat('x', "
	  "//a/@href)",
	    "next: //a[@rel='next']\nif: //b\nwhole: concat('x', //a/@href)\n", "" },
	{ "skip_json_ld: yes\nskip_json_ld: no", "json: no\njson: yes\n", "" },
	{ "native_ad_clue: //i\nnot_logged_in_xpath: //u\nsrc_lazy_load_attr: data-src",
	    "advertising: //i\npaywall: //u\nlazy: data-src\n", "" },
	{ "test_url: https://a.example/\ntest_contains: x",
	    "test: https://a.example/\ncontains: x\n", "" },
	{ "http_header(user-agent): X", "# not taken over: http_header(user-agent): X\n",
	    "1: note: not taken over: http_header: we do not pose as another program" },
	{ "requires_login: yes", "# not taken over: requires_login: yes\n",
	    "1: note: not taken over: requires_login: there are no logins" },
	{ "bogus: 1", "# not taken over: bogus: 1\n", "1: bogus: no key we know" },
	{ "//div[@id='x']", "# not understood: //div[@id='x']\n",
	    "1: not of the form \"key: value\": //div[@id='x']" },
	{ "body: //p[lower-case(.)='x']", "# not understood: body: //p[lower-case(.)='x']\n",
	    "1: no function we know: lower-case, in: //p[lower-case(.)='x']" },
};

/* What is written is read back without a word. */
static void
test_import(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(imports); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct site_remarks remarks = { .arena = &arena }, again = { .arena = &arena };
		struct str ours = site_import(&arena, str_from_c(imports[i].theirs), &remarks),
			   what = told(&arena, &remarks);
		struct site site;

		if (!str_equal(ours, str_from_c(imports[i].ours)) ||
		    !str_equal(what, str_from_c(imports[i].remarks)))
			fail_msg(
			    "%s: %.*s, %.*s", imports[i].theirs, STR_ARGS(ours), STR_ARGS(what));
		site_read(&arena, ours, &site, &again);
		assert_int_equal(again.count, 0);
	}
}

static void
test_replace(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct site_remarks remarks = { .arena = &arena };
	struct buf page CLEAN(buf_done) = { 0 };
	struct site site;

	(void)state;
	site_read(&arena, S("replace(a): bb\nreplace(b): \nreplace(x): <i>"), &site, &remarks);
	assert_true(str_equal(site_replace(&arena, &site, S("a1x"), &remarks), S("1<i>")));
	assert_int_equal(remarks.count, 0);
	/* longer and longer: given up, the page as it was by then */
	site_read(&arena, S("replace(a): aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), &site, &remarks);
	for (int i = 0; i < 1 << 20; i++)
		buf_push_char(&page, 'a');
	assert_int_equal(site_replace(&arena, &site, buf_str(&page), &remarks).n, page.n);
	assert_int_equal(remarks.count, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_remarks),
		cmocka_unit_test(test_settings),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_import),
		cmocka_unit_test(test_replace),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

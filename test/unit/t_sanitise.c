#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "record/markup_safe.h"
#include "refine/sanitise.h"

struct sample {
	const char *markup, *want;
};

static void
check_with(const struct sample *samples, size_t count, bool xml, struct str base)
{
	struct arena arena CLEAN(arena_done) = { 0 };

	for (size_t i = 0; i < count; i++) {
		struct buf out CLEAN(buf_done) = { 0 };

		sanitise(&arena, str_from_c(samples[i].markup), base, xml, &out);
		if (!str_equal(buf_str(&out), str_from_c(samples[i].want)))
			fail_msg("%s: got %.*s, want %s", samples[i].markup,
			    STR_ARGS(buf_str(&out)), samples[i].want);
		assert_true(markup_is_safe(buf_str(&out)));
	}
}

static void
check(const struct sample *samples, size_t count, bool xml)
{
	check_with(samples, count, xml, S("https://a.example/b/c"));
}

static void
what_is_harmless_stays(void **state)
{
	static const struct sample samples[] = {
		{ "<p>a <b>b</b></p>", "<p>a <b>b</b></p>" },
		{ "a<br>b<br/>c", "a<br />b<br />c" },
		{ "<P CLASS=x>a</P>", "<p class=\"x\">a</p>" },
		{ "<i title=\"b\" class='a'>x</i>", "<i class=\"a\" title=\"b\">x</i>" },
		{ "1 > 2 &lt; 3 &#65; &hellip;", "1 > 2 &lt; 3 &#65; &hellip;" },
		{ "<a href='d?e=1&f=2'>x</a>",
		    "<a href=\"https://a.example/b/d?e=1&amp;f=2\">x</a>" },
		{ "<a href=''>x</a>", "<a href=\"\">x</a>" },
		{ "<a href='mailto:a@b.example'>x</a>", "<a href=\"mailto:a@b.example\">x</a>" },
		{ "<p style='color: red; position: fixed'>x</p>",
		    "<p style=\"color: red;\">x</p>" },
		{ "<svg viewbox='0 0 1 1'><circle r='1'/></svg>",
		    "<svg viewBox=\"0 0 1 1\" xmlns=\"http://www.w3.org/2000/svg\"><circle "
		    "r=\"1\"></svg>" },
		{ "<unknown>x</unknown>", "x" },
	};

	(void)state;
	check(samples, LENGTH(samples), false);
}

static void
what_runs_goes(void **state)
{
	static const struct sample samples[] = {
		{ "a<script>b</script>c", "ac" },
		{ "a<SCRIPT SRC=x></SCRIPT >c", "ac" },
		{ "a<script>if (x < y) '</scriptx>'", "a" },
		{ "a<style>p { }</style>c", "ac" },
		{ "<img src=x onerror=alert(1)>", "<img src=\"https://a.example/b/x\" />" },
		{ "<img/src=x/onerror=alert(1)>",
		    "<img src=\"https://a.example/b/x/onerror=alert(1)\" />" },
		{ "<a href='javascript:a()'>x</a>", "<a href=\"\">x</a>" },
		/* made absolute, they are paths */
		{ "<a href=' java\tscript:a()'>x</a>",
		    "<a href=\"https://a.example/b/java\tscript:a()\">x</a>" },
		{ "<a href='&#106;avascript:a()'>x</a>",
		    "<a href=\"https://a.example/b/&#106;avascript:a()\">x</a>" },
		{ "<a href='data:text/html,x'>x</a>", "<a href=\"\">x</a>" },
		{ "<p style='background: url(javascript:a)'>x</p>", "<p>x</p>" },
		{ "<p style='width: expression(a)'>x</p>", "<p>x</p>" },
		{ "<p style='color: red; -moz-binding: x'>x</p>", "<p>x</p>" },
		{ "a<!-- <b> -->c", "ac" },
		{ "a<!-- b", "a" },
		{ "a<![CDATA[<b>]]>", "a&lt;![CDATA[<b>]]>" },
		{ "a<b", "a" },
		{ "a < b", "a &lt; b" },
		{ "<b title='<script>'>x</b>", "<b title=\"&lt;script&gt;\">x</b>" },
		{ "<b title='\"><script>'>x</b>", "<b title=\"&quot;&gt;&lt;script&gt;\">x</b>" },
		{ "<iframe srcdoc='x'></iframe><object data=x></object>", "" },
		{ "<svg><animate attributeName=href to='javascript:a'/><set to=x /></svg>",
		    "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>" },
		{ "<svg><use href='x'/></svg>",
		    "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>" },
		{ "<<script>b</script>", "&lt;" },
		{ "<scr<script>ipt>alert(1)</script>", "" },
	};

	(void)state;
	check(samples, LENGTH(samples), false);
}

static void
addresses_without_a_base(void **state)
{
	static const struct sample samples[] = {
		{ "<a href='b'>x</a>", "<a href=\"b\">x</a>" },
		{ "<a href='java\tscript:a()'>x</a>", "<a href=\"\">x</a>" },
		{ "<a href='&#106;avascript:a()'>x</a>", "<a href=\"\">x</a>" },
		{ "<a href='java&#115;cript&colon;a()'>x</a>", "<a href=\"\">x</a>" },
		{ "<a href='&#x6A;avascript&#58;a()'>x</a>", "<a href=\"\">x</a>" },
	};

	(void)state;
	check_with(samples, LENGTH(samples), false, S(""));
}

static void
xml_closes(void **state)
{
	static const struct sample samples[] = {
		{ "<b class='x'/>y", "<b class=\"x\"></b>y" },
		{ "<img src='x'></img>", "<img src=\"https://a.example/b/x\" />" },
	};

	(void)state;
	check(samples, LENGTH(samples), true);
}

static void
lies_are_seen(void **state)
{
	static const char *const bad[] = { "<script>", "<b onclick=\"x\">", "<b title='x'>",
		"<b title=\"<\">", "<a href=\"javascript:x\">", "<!-- -->", "a <",
		"<b title=\"x\"y>", "<b", "< b>", "</b x>", "<b/>" };

	(void)state;
	for (size_t i = 0; i < LENGTH(bad); i++)
		if (markup_is_safe(str_from_c(bad[i])))
			fail_msg("%s passes", bad[i]);
}

static void
markup_is_guessed(void **state)
{
	static const struct {
		const char *text;
		bool likely;
	} cases[] = {
		{ "plain", false },
		{ "a & b", false },
		{ "1 < 2", false },
		{ "<b>x</b>", true },
		{ "a &amp; b", true },
		{ "a &nosuch; b", false },
		{ "the <nosuch>tag</nosuch>", false },
		{ "<b>unclosed", false },
		{ "the <blink> tag", false },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		if (markup_is_likely(str_from_c(cases[i].text)) != cases[i].likely)
			fail_msg("%s", cases[i].text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_harmless_stays),
		cmocka_unit_test(what_runs_goes),
		cmocka_unit_test(addresses_without_a_base),
		cmocka_unit_test(xml_closes),
		cmocka_unit_test(lies_are_seen),
		cmocka_unit_test(markup_is_guessed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

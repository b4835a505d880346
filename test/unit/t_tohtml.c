#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "read/tohtml.h"
#include "rows.h"

static void
make_plain(struct arena *arena, const char *text, struct buf *out)
{
	buf_push_str(out, tohtml_plain(arena, str_from_c(text)));
}

static void
plain(void **state)
{
	static const struct row rows[] = {
		{ "", "" },
		{ "a < b & c > d", "<p>a &lt; b &amp; c &gt; d" },
		{ "one\ntwo\r\n \nthree\n\n\n", "<p>one<br>\ntwo</p>\n<p>three</p>\n" },
		{ "\n\n甲", "<p>甲" },
	};

	(void)state;
	rows_check(rows, LENGTH(rows), make_plain);
}

static void
make_untagged(struct arena *arena, const char *text, struct buf *out)
{
	buf_push_str(out, tohtml_untagged(arena, str_from_c(text)));
}

static void
untagged(void **state)
{
	static const struct row rows[] = {
		{ "one\n\ntwo &amp; three", "one\n<p>\ntwo &amp; three\n" },
		{ "1 < 2\n\ntwo", "1 < 2\n<p>\ntwo\n" },
		{ "one\n\n<b>two</b>", "one\n\n<b>two</b>" },
		{ "one line", "one line" },
	};

	(void)state;
	rows_check(rows, LENGTH(rows), make_untagged);
}

static void
make_xhtml(struct arena *arena, const char *text, struct buf *out)
{
	buf_push_str(out, tohtml_xhtml(arena, str_from_c(text)));
}

static void
xhtml(void **state)
{
	static const struct row rows[] = {
		{ "<p>a</p>", "<p>a</p>" },
		{ "a<br></br>b", "a<br>b" },
		{ "a<br/>b<img src=\"x/>y\"/>c", "a<br/>b<img src=\"x/>y\"/>c" },
		{ "<a id='x'/>b<script src=\"y\"/>c",
		    "<a id='x'/></a>b<script src=\"y\"/></script>c" },
		{ "<![CDATA[a<b]]>c<i/>", "a&lt;bc<i/></i>" },
		{ "<![CDATA[never ended", "never ended" },
		{ "a<i/>b<a \"never ended", "a<i/></i>b<a \"never ended" },
	};

	(void)state;
	rows_check(rows, LENGTH(rows), make_xhtml);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain),
		cmocka_unit_test(untagged),
		cmocka_unit_test(xhtml),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

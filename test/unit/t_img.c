#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "show/img.h"

#define P(param) PARAM_BIT(PARAM_##param)
#define ALLOWED (P(IMG_URL) | P(IMG_W) | P(IMG_H) | P(IMG_FIT) | P(IMG_OUTPUT) | P(IMG_DPR))

/* Parameters as proxies take them; what makes no sense says nothing. */
static void
asked(void **state)
{
	static const struct {
		const char *query, *url; /* url NULL: refused */
		double width, height;
		enum img_fit fit;
		enum picture_format format;
	} cases[] = {
		{ "url=gdb.example/a_w900.jpg", "https://gdb.example/a_w900.jpg", 0, 0, IMG_INSIDE,
		    0 },
		{ "url=ssl:gdb.example/a.jpg", "https://gdb.example/a.jpg", 0, 0, IMG_INSIDE, 0 },
		{ "url=//gdb.example/a.jpg", "https://gdb.example/a.jpg", 0, 0, IMG_INSIDE, 0 },
		{ "url=http://gdb.example/a.jpg", "http://gdb.example/a.jpg", 0, 0, IMG_INSIDE, 0 },
		{ "url=https%3A%2F%2Fgdb.example%2Fa.jpg%3Fx%3D1%26y%3D2",
		    "https://gdb.example/a.jpg?x=1&y=2", 0, 0, IMG_INSIDE, 0 },
		{ "url=HTTPS://GDB.example/a.jpg", "https://gdb.example/a.jpg", 0, 0, IMG_INSIDE,
		    0 },
		{ "url=gdb.example/%E6%A1%A5.jpg", "https://gdb.example/%E6%A1%A5.jpg", 0, 0,
		    IMG_INSIDE, 0 },
		{ "url=a.example&w=300&h=200&fit=cover&output=webp&q=80&dpr=2",
		    "https://a.example/", 600, 400, IMG_COVER, PICTURE_WEBP },
		{ "url=a.example&w=300&dpr=1.5&output=jpg", "https://a.example/", 450, 0,
		    IMG_INSIDE, PICTURE_JPEG },
		{ "url=a.example&h=200&fit=outside&output=png", "https://a.example/", 0, 200,
		    IMG_COVER, PICTURE_PNG },
		{ "url=a.example&w=300px&fit=contain&output=JPEG", "https://a.example/", 300, 0,
		    IMG_INSIDE, PICTURE_JPEG },
		{ "url=a.example&w=-300&h=0&dpr=-1&output=svg&fit=../../etc", "https://a.example/",
		    0, 0, IMG_INSIDE, 0 },
		{ "url=a.example&w=99999999999999999999&h=1e9&dpr=9", "https://a.example/", 0, 1,
		    IMG_INSIDE, 0 },
		{ "url=a.example&w=65536&h=65535", "https://a.example/", 0, 65535, IMG_INSIDE, 0 },
		{ "url=a.example&w=12.99999999999999999&dpr=NaN", "https://a.example/", 12.999, 0,
		    IMG_INSIDE, 0 },
		{ "", NULL, 0, 0, 0, 0 },
		{ "url=", NULL, 0, 0, 0, 0 },
		{ "url=x", NULL, 0, 0, 0, 0 },
		{ "url=localhost/a.jpg", NULL, 0, 0, 0, 0 },
		{ "url=javascript:alert(1)", NULL, 0, 0, 0, 0 },
		{ "url=data:image/svg%2Bxml,%3Csvg", NULL, 0, 0, 0, 0 },
		{ "url=file:///etc/passwd", NULL, 0, 0, 0, 0 },
		{ "url=ftp://a.example/a.jpg", NULL, 0, 0, 0, 0 },
		{ "url=http://user:word@a.example/", NULL, 0, 0, 0, 0 },
		{ "url=/etc/passwd", NULL, 0, 0, 0, 0 },
		{ "url=///a.example/", "https://a.example/", 0, 0, IMG_INSIDE, 0 },
		{ "url=http:a%3Cscript%3Ealert(1)%3C/script%3E", NULL, 0, 0, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct args args = { 0 };
		struct img_ask ask = { 0 };
		struct err e = args_parse(&arena, str_from_c(cases[i].query), ALLOWED, &args);

		assert_int_equal(e.code, 0);
		e = img_ask_read(&arena, &args, &ask);
		if (!cases[i].url) {
			if (e.code != ERR_USAGE)
				fail_msg("%s: taken as %.*s", cases[i].query,
				    STR_ARGS(url_str(ask.url)));
			continue;
		}
		if (e.code || !str_equal(url_str(ask.url), str_from_c(cases[i].url)))
			fail_msg("%s: %.*s", cases[i].query, STR_ARGS(url_str(ask.url)));
		if (ask.width > cases[i].width + .001 || ask.width < cases[i].width - .001 ||
		    ask.height > cases[i].height + .001 || ask.height < cases[i].height - .001)
			fail_msg("%s: %f %f", cases[i].query, ask.width, ask.height);
		assert_int_equal(ask.fit, cases[i].fit);
		assert_int_equal(ask.format, cases[i].format);
	}
}

static void
width(void **state)
{
	static const struct {
		double w, h;
		enum img_fit fit;
		double want; /* of a picture of 1600 by 900 */
	} cases[] = {
		{ 0, 0, IMG_INSIDE, PICTURE_SIDE_MAX },
		{ 320, 0, IMG_INSIDE, 320 },
		{ 0, 90, IMG_INSIDE, 160 },
		{ 320, 90, IMG_INSIDE, 160 },
		{ 320, 90, IMG_COVER, 320 },
		{ 100, 90, IMG_INSIDE, 100 },
		{ 100, 90, IMG_COVER, 160 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct img_ask ask = {
			.width = cases[i].w, .height = cases[i].h, .fit = cases[i].fit
		};

		assert_int_equal((int)img_width(&ask, 1600, 900), (int)cases[i].want);
	}
	assert_int_equal(
	    (int)img_width(&(struct img_ask){ .height = 5 }, 1600, 0), PICTURE_SIDE_MAX);
}

/* ---- which print ---- */

static const struct print_rows prints = { .count = 5,
	.items = {
	    { 160, 90, PICTURE_JPEG, 1, 10, { { 0xab, 0xcd } } },
	    { 480, 270, PICTURE_JPEG, 2, 20, { { 1 } } },
	    { 480, 270, PICTURE_WEBP, 3, 15, { { 2 } } },
	    { 960, 540, PICTURE_PNG, 4, 90, { { 3 } } },
	    { 960, 540, PICTURE_WEBP, 5, 30, { { 4 } } },
	} };

static void
chosen(void **state)
{
	static const struct {
		double width;
		enum picture_format wanted;
		bool webp;
		int64_t blob;
	} cases[] = {
		{ 1, 0, false, 1 },
		{ 160, 0, true, 1 }, /* no WebP of that size */
		{ 160.5, 0, false, 2 },
		{ 480, 0, true, 3 },
		{ 480, PICTURE_JPEG, true, 2 },
		{ 480, PICTURE_WEBP, false, 3 }, /* asked for by name */
		{ 481, 0, false, 4 },
		{ 481, PICTURE_JPEG, true, 5 }, /* not kept as JPEG */
		{ 5000, 0, true, 5 },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_int_equal(
		    print_choose(&prints, cases[i].width, cases[i].wanted, cases[i].webp)->blob,
		    cases[i].blob);
}

static void
addresses(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	assert_string_equal(str_terminated(&arena, print_path(&arena, 17, &prints, 100)),
	    "/img/17/abcd000000000000");
	assert_ptr_equal(print_by_name(&prints, S("abcd000000000000")), &prints.items[0]);
	assert_null(print_by_name(&prints, S("abcd00000000000")));
	assert_null(print_by_name(&prints, S("ABCD000000000000")));
	assert_null(print_by_name(&prints, S("")));
}

static void
accepts(void **state)
{
	static const struct {
		const char *accept;
		bool webp;
	} cases[] = {
		{ "image/avif,image/webp,*/*", true },
		{ "text/html, IMAGE/WEBP ; q=0.5", true },
		{ "image/webp;q=0", false },
		{ "image/webp;q=0.0, */*", false },
		{ "image/*;q=0.8,*/*;q=0.5", false }, /* phones that cannot say this too */
		{ "", false },
		{ ",,;;,", false },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++)
		assert_int_equal(accepts_webp(str_from_c(cases[i].accept)), cases[i].webp);
	assert_false(accepts_webp((struct str){ 0 }));
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(asked), cmocka_unit_test(width),
		cmocka_unit_test(chosen), cmocka_unit_test(addresses), cmocka_unit_test(accepts) };

	return cmocka_run_group_tests_name("img", tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "show/settings.h"
#include "show/style.h"

static void
cookies(void **state)
{
	static const struct {
		const char *cookies, *kept;
		struct settings settings;
	} rows[] = {
		{ "", "", { 0 } },
		{ "xinshi=", "", { 0 } },
		{ "other=dark", "", { 0 } },
		{ "xinshix=dark", "", { 0 } },
		{ "xinshi=dark", "dark", { .theme = THEME_DARK } },
		{ "a=b; xinshi=keys.18.light; c=d", "18.light.keys",
		    { .theme = THEME_LIGHT, .letters = 18, .keys = true } },
		{ "xinshi=zh-hant.off", "off.zh-hant",
		    { .pictures = PICTURES_OFF, .script = SCRIPT_HANT } },
		{ "xinshi=24.dark.small.zh-hans.keys", "24.dark.small.zh-hans.keys",
		    { THEME_DARK, 24, PICTURES_SMALL, SCRIPT_HANS, true } },
		/* the first of the name counts; what is not ours sets nothing */
		{ "xinshi=dark; xinshi=light", "dark", { .theme = THEME_DARK } },
		{ "xinshi=13.25.99999999999999999999.-1.DARK.<b>.\"", "", { 0 } },
		{ ";;=;xinshi;xinshi=..dark..", "dark", { .theme = THEME_DARK } },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct arena arena CLEAN(arena_done) = { 0 };
		struct settings settings;

		settings_read(str_from_c(rows[i].cookies), &settings);
		assert_int_equal(settings.theme, rows[i].settings.theme);
		assert_int_equal(settings.letters, rows[i].settings.letters);
		assert_int_equal(settings.pictures, rows[i].settings.pictures);
		assert_int_equal(settings.script, rows[i].settings.script);
		assert_int_equal(settings.keys, rows[i].settings.keys);
		assert_string_equal(
		    str_terminated(&arena, settings_text(&arena, &settings)), rows[i].kept);
	}
}

static void
sent(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };

	(void)state;
	assert_string_equal(str_terminated(&arena,
				settings_cookie(&arena, &(struct settings){ .letters = 20 }, true)),
	    "xinshi=20; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure");
	assert_string_equal(
	    str_terminated(&arena, settings_cookie(&arena, &(struct settings){ 0 }, false)),
	    "xinshi=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
}

static bool
sheet_has(struct str rules)
{
	return str_find(style_sheet(), rules, 0) >= 0;
}

/* The colours that are set are those of the sheet. */
static void
styles(void **state)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct settings dark = { .theme = THEME_DARK, .letters = 14 },
			light = { .theme = THEME_LIGHT };
	struct str rules = settings_style(&arena, &dark), colours;

	(void)state;
	assert_true(str_ends(rules, S("}html{font-size:14px}")));
	assert_true(pull_str(&rules, S(":root{color-scheme:dark;")) &&
		    pull_until(&rules, S("}"), &colours));
	assert_true(sheet_has(colours));
	rules = settings_style(&arena, &light);
	assert_true(pull_str(&rules, S(":root{color-scheme:light;")) &&
		    pull_until(&rules, S("}"), &colours));
	assert_true(sheet_has(colours));
	assert_int_equal(settings_style(&arena, &(struct settings){ .keys = true }).n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cookies),
		cmocka_unit_test(sent),
		cmocka_unit_test(styles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

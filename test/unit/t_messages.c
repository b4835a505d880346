#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "cmd/command.h"
#include "cmd/message.h"
#include "text/fold.h"

/* The conversions of a format, one behind the other: "%s%lld". */
static void
push_conversions(struct buf *out, struct str s)
{
	for (size_t i = 0; i + 1 < s.n; i++) {
		if (s.p[i] != '%')
			continue;
		do
			buf_push_char(out, s.p[i++]);
		while (i < s.n && strchr("0123456789.*-+lzh ", s.p[i]));
		if (i < s.n)
			buf_push_char(out, s.p[i]);
	}
	buf_push_char(out, '\0');
}

static void
one_script(struct str s, int other)
{
	struct str rest = s;
	uint32_t rune;

	while (pull_rune(&rest, &rune))
		if (rune_script(rune) == other)
			fail_msg("U+%04X is of the other script in %.*s", rune, STR_ARGS(s));
}

/* printf takes what it is given in the same order, whatever the language. */
static void
formats_agree(void **state)
{
	size_t count;
	const struct message_row *rows = messages_all(&count);

	(void)state;
	assert_true(count > 200);
	for (size_t i = 0; i < count; i++) {
		struct buf en CLEAN(buf_done) = { 0 };
		struct str english = str_from_c(rows[i].texts[TONGUE_EN]);

		assert_true(str_equal(english, str_trim(english)));
		push_conversions(&en, english);
		for (enum tongue tongue = TONGUE_HANS; tongue < TONGUE_MAX; tongue++) {
			struct buf zh CLEAN(buf_done) = { 0 };

			assert_non_null(rows[i].texts[tongue]);
			push_conversions(&zh, str_from_c(rows[i].texts[tongue]));
			assert_string_equal(zh.p, en.p);
			one_script(str_from_c(rows[i].texts[tongue]), tongue == TONGUE_HANS ? 1 : -1);
			assert_string_equal(message_in(tongue, english), rows[i].texts[tongue]);
		}
	}
	assert_null(message_in(TONGUE_HANS, S("nobody says this")));
}

/* What help shows is said in Chinese, nearly all of it: a new option may come a day before its words. */
static void
help_is_said(void **state)
{
	size_t said = 0;

	(void)state;
	for (size_t i = 0; i < option_row_count; i++)
		said += message_in(TONGUE_HANS, str_from_c(option_rows[i].help)) != NULL;
	assert_true(said * 10 >= option_row_count * 9);
	for (size_t i = 0; i < command_count; i++)
		if (!message_in(TONGUE_HANS, str_from_c(commands[i]->summary)))
			print_message("in English alone: %s\n", commands[i]->summary);
}

static void
languages(void **state)
{
	static const struct {
		const char *all, *messages, *lang, *named;
		enum tongue tongue;
	} rows[] = {
		{ NULL, NULL, NULL, NULL, TONGUE_EN },
		{ NULL, NULL, "zh_CN.UTF-8", NULL, TONGUE_HANS },
		{ NULL, NULL, "zh_TW.UTF-8", NULL, TONGUE_HANT },
		{ NULL, NULL, "zh_HK", NULL, TONGUE_HANT },
		{ NULL, "zh_CN.UTF-8", "en_US.UTF-8", NULL, TONGUE_HANS },
		{ "C.UTF-8", "zh_CN.UTF-8", "zh_CN.UTF-8", NULL, TONGUE_EN },
		{ "", "", "zh_CN@x", NULL, TONGUE_HANS },
		{ "zh_CN.UTF-8", NULL, NULL, "en", TONGUE_EN },
		{ NULL, NULL, NULL, "zh-hant", TONGUE_HANT },
		{ NULL, NULL, "a-locale-whose-name-is-longer-than-any", NULL, TONGUE_EN },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		unsetenv("LC_ALL"), unsetenv("LC_MESSAGES"), unsetenv("LANG");
		if (rows[i].all)
			setenv("LC_ALL", rows[i].all, 1);
		if (rows[i].messages)
			setenv("LC_MESSAGES", rows[i].messages, 1);
		if (rows[i].lang)
			setenv("LANG", rows[i].lang, 1);
		message_speak(rows[i].named);
		assert_int_equal(message_tongue(), rows[i].tongue);
	}
	message_speak("en");
}

static void
said(void **state)
{
	char space[64], narrow[8];

	(void)state;
	message_speak("zh-hans");
	assert_string_equal(message("files"), "个文件");
	assert_string_equal(message("nobody says this"), "nobody says this");
	assert_null(message(NULL));
	assert_string_equal(message_format("  Try: %s\n", space, sizeof(space)), "  请试：%s\n");
	assert_string_equal(message_format("  Try: %s\n", narrow, sizeof(narrow)), "  Try: %s\n");
	assert_string_equal(message_format("\n", space, sizeof(space)), "\n");
	assert_string_equal(message_of_fault(ERR_NO_ARCHIVE), word_text(WORD_ERR_NO_ARCHIVE, TONGUE_HANS).p);
	message_speak("en");
	assert_string_equal(message("files"), "files");
	assert_string_equal(message_of_fault(ERR_NO_ARCHIVE), err_row(ERR_NO_ARCHIVE)->text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(formats_agree),
		cmocka_unit_test(help_is_said),
		cmocka_unit_test(languages),
		cmocka_unit_test(said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

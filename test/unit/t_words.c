#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "show/words.h"
#include "text/fold.h"

/* What is written so in Chinese, too: names, and what one types. */
static const char *const names[] = { "Atom", "BibTeX", "Cookie", "cookie", "Ctrl-C", "Markdown",
	"MiB", "Shift", "SQLite", "Tab", "http", "https", "kB", "names", "px", "serve", "verify",
	"xinshi", "zh-Hant", "zh-hans", "zh-hant" };

/* EPUB, SHA-256; manifest.json; and what stands in the list. */
static bool
is_name(struct str word)
{
	bool capitals = true;

	for (size_t i = 0; i < word.n; i++)
		capitals = capitals && (word.p[i] < 'a' || word.p[i] > 'z');
	if (capitals || str_find_char(word, '.', 1) > 0)
		return true;
	for (size_t i = 0; i < LENGTH(names); i++)
		if (str_equal(word, str_from_c(names[i])))
			return true;
	return false;
}

static bool
is_word_char(char c)
{
	return char_is_alpha(c) || char_is_digit(c) || c == '-' || c == '.';
}

/* Every run of letters that is no name. */
static void
no_english(struct str s, const char *at)
{
	for (size_t i = 0, to; i < s.n; i = to) {
		struct str word;

		to = i + 1;
		if (!char_is_alpha(s.p[i]))
			continue;
		while (to < s.n && is_word_char(s.p[to]))
			to++;
		word = str_slice(s, i, to);
		while (word.n && word.p[word.n - 1] == '.')
			word.n--;
		if (!is_name(word) && !(i && s.p[i - 1] == '/')) /* /zh-hans: a path */
			fail_msg("%s: %.*s is left in %.*s", at, STR_ARGS(word), STR_ARGS(s));
	}
}

/* No character that only the other script has. */
static void
one_script(struct str s, int other, const char *at)
{
	struct str rest = s;
	uint32_t rune;

	while (pull_rune(&rest, &rune))
		if (rune_script(rune) == other)
			fail_msg(
			    "%s: U+%04X is of the other script in %.*s", at, rune, STR_ARGS(s));
}

static size_t
count_of(struct str s, struct str what)
{
	size_t count = 0;

	for (ptrdiff_t at = -1; (at = str_find(s, what, (size_t)(at + 1))) >= 0;)
		count++;
	return count;
}

static void
all_three(void **state)
{
	(void)state;
	for (enum word word = 0; word < WORD_MAX; word++) {
		struct str en = word_text(word, TONGUE_EN), hans = word_text(word, TONGUE_HANS),
			   hant = word_text(word, TONGUE_HANT);
		const char *at = en.p;

		if (!en.n || !hans.n || !hant.n)
			fail_msg("word %d is not in three languages", word);
		no_english(hans, at);
		no_english(hant, at);
		if (word != WORD_HANT && word != WORD_HANS) {
			one_script(hans, 1, at);
			one_script(hant, -1, at);
		}
		if (count_of(hans, S("{}")) != count_of(en, S("{}")) ||
		    count_of(hant, S("{}")) != count_of(en, S("{}")) || count_of(hans, S("{s}")) ||
		    count_of(hant, S("{s}")))
			fail_msg("%s: the numbers differ", at);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_three),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/err.h"
#include "text/sentence.h"

/* A text with | where its sentences end. */
static void
check(const char *marked)
{
	char text[1000], got[2000];
	struct str s = { text, 0 }, sentence;
	size_t n = 0;

	for (const char *c = marked; *c; c++)
		if (*c != '|')
			text[s.n++] = *c;
	while (pull_sentence(&s, &sentence)) {
		assert_true(sentence.n > 0);
		memcpy(got + n, sentence.p, sentence.n);
		n += sentence.n;
		got[n++] = '|';
	}
	got[n] = '\0';
	assert_string_equal(got, marked);
}

static void
chinese(void **state)
{
	static const char *const rows[] = {
		"",
		"没有句号|",
		"一句。|两句！|三句？|",
		"他说：“好。”|然后走了。|",
		"（完。）|下一句|",
		"真的？！|是的……|", /* no sign ends the last */
		"甲；|乙；|丙。|",
		"一句。　　|两句。|",
		"标题\n|正文。\n|完|",
		"\n|\n|",
		"今年是3.5万。|明年|",
		"「不行。」|他說。|",
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		check(rows[i]);
}

static void
latin(void **state)
{
	static const char *const rows[] = {
		"One. |Two! |Three?|",
		"It cost 3.5 million. |He paid.|",
		"Mr. Lee met J. Smith in the U.S. capital. |Then he left.|",
		"She said \"no.\" |He agreed.|",
		"See https://a.example/x?a=1;b=2.html for more. |Done|",
		"He came at 5 p.m. and left.|",
		"Ended... |And so on.|",
		"Слава. |Да!|",
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		check(rows[i]);
}

static void
hostile(void **state)
{
	static char text[200000];
	struct str s = { text, sizeof(text) }, sentence;
	size_t count = 0;

	(void)state;
	memset(text, '.', sizeof(text));
	while (pull_sentence(&s, &sentence))
		count++;
	assert_true(count >= 1);
	memset(text, ')', sizeof(text));
	s = (struct str){ text, sizeof(text) };
	text[0] = '!';
	assert_true(pull_sentence(&s, &sentence));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(chinese),
		cmocka_unit_test(latin),
		cmocka_unit_test(hostile),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "search/token.h"
#include "text/fold.h"

static int
join(void *context, const char *p, int n)
{
	struct buf *out = context;

	if (out->n)
		buf_push_char(out, '|');
	buf_push(out, p, (size_t)n);
	return 0;
}

static void
assert_tokens(struct str text, enum token_mode mode, const char *wanted)
{
	struct buf folded CLEAN(buf_done) = { 0 }, out CLEAN(buf_done) = { 0 };

	fold_str(text, &folded);
	assert_int_equal(tokens_put(buf_str(&folded), mode, join, &out), 0);
	buf_push_char(&out, '\0');
	assert_string_equal(out.p, wanted);
}

static void
documents(void **state)
{
	static const struct {
		const char *text, *wanted;
	} rows[] = {
		{ "", "" },
		{ " ，。! ", "" },
		/* pairs, then the last character, so that no phrase goes on behind it */
		{ "海", "海" },
		{ "海陆", "海陆|陆" },
		{ "海陆两国", "海陆|陆两|两国|国" },
		{ "海陆，两国", "海陆|陆|两国|国" },
		{ "海陆 两国", "海陆|陆|两国|国" },
		{ "海陆\n两国", "海陆|陆|两国|国" },
		/* traditional, width, case, marks */
		{ "海陸兩國", "海陆|陆两|两国|国" },
		{ "Ｃａｆé", "cafe" },
		{ "ｶﾅ", "カナ|ナ" },
		/* what folding removes parts nothing */
		{ "海\u200b陆", "海陆|陆" },
		{ "co\u00adoperate", "cooperate" },
		/* kinds meet without a sign between them */
		{ "第28架F16", "第|28|架|f|16" },
		{ "用App看", "用|app|看" },
		{ "COVID-19", "covid|19" },
		{ "don’t l'État", "don|t|l|etat" },
		/* numbers */
		{ "1,200", "1200" },
		{ "1,200,000.5", "1200000.5" },
		{ "１，２００", "1200" },
		{ "3.14 2021.02.01", "3.14|2021.02.01" },
		{ "2019,200", "2019|200" },
		{ "1,2", "1|2" },
		{ "1,2000", "1|2000" },
		{ "12.", "12" },
		{ "1,200,30", "1200|30" },
		/* a sentence's end beside a word of letters or digits */
		{ "We won. They lost", "we|won|.|they|lost" },
		{ "We won; they lost", "we|won|.|they|lost" },
		{ "We won, they lost", "we|won|they|lost" },
		{ "U.S. example.org", "u|s|.|example|org" },
		{ "赢了。We won", "赢了|了|.|we|won" },
		{ "We won。赢了", "we|won|.|赢了|了" },
		{ "赢了 We won", "赢了|了|we|won" },
		{ "one\ntwo", "one|.|two" },
		{ "？one", "one" },
		/* beyond the first plane */
		{ "𠮷野家", "𠮷野|野家|家" },
		/* other alphabets */
		{ "Россия ΑΘΗΝΑ", "россия|αθηνα" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_tokens(str_from_c(rows[i].text), TOKEN_DOCUMENT, rows[i].wanted);
}

static void
phrases(void **state)
{
	static const struct {
		const char *text, *wanted;
	} rows[] = {
		{ "海", "海" },
		{ "海陆", "海陆" },
		{ "海陆两国", "海陆|陆两|两国" },
		{ "海陆。", "海陆" },
		{ "海陆，两国", "海陆|陆|两国" },
		{ "covid疫苗", "covid|疫苗" },
		{ "疫苗covid", "疫苗|苗|covid" },
		{ "A股", "a|股" },
		{ "港股", "港股" },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		assert_tokens(str_from_c(rows[i].text), TOKEN_QUERY, rows[i].wanted);
}

/* The tokens of a phrase stand one behind the other among those of any text it was cut from. */
static void
long_words_are_cut_alike(void **state)
{
	struct buf text CLEAN(buf_done) = { 0 }, out CLEAN(buf_done) = { 0 };

	(void)state;
	for (unsigned i = 0; i < 100; i++)
		buf_push_literal(&text, "é");
	for (unsigned i = 0; i < 150; i++)
		buf_push_literal(&text, "д");
	buf_push_char(&text, ' ');
	for (unsigned i = 0; i < 200; i++)
		buf_push_literal(&text, "7");
	struct buf folded CLEAN(buf_done) = { 0 };
	fold_str(buf_str(&text), &folded);
	tokens_put(buf_str(&folded), TOKEN_DOCUMENT, join, &out);
	struct str rest = buf_str(&out), token;
	size_t bytes = 0, count = 0;
	for (; pull_field(&rest, '|', &token); count++) {
		assert_true(token.n > 0 && token.n <= TOKEN_SIZE_MAX);
		assert_int_equal(utf8_valid_length(raw_from_str(token)), token.n);
		bytes += token.n;
	}
	assert_int_equal(bytes, 100 + 300 + 200);
	assert_int_equal(count, 7 + 4);
}

static int
stop_at_third(void *context, const char *p, int n)
{
	(void)p;
	(void)n;
	return ++*(int *)context == 3 ? 42 : 0;
}

static void
receiver_may_stop(void **state)
{
	int count = 0;

	(void)state;
	assert_int_equal(tokens_put(S("一二三四五六"), TOKEN_DOCUMENT, stop_at_third, &count), 42);
	assert_int_equal(count, 3);
}

static void
runs(void **state)
{
	struct str rest = S("12,345人。abc");
	struct run run;
	struct buf number CLEAN(buf_done) = { 0 };

	(void)state;
	assert_true(pull_run(&rest, &run));
	assert_int_equal(run.kind, RUN_NUMBER);
	number_push(&number, run.text);
	assert_true(str_equal(buf_str(&number), S("12345")));
	assert_true(pull_run(&rest, &run) && run.kind == RUN_CJK && !run.broken);
	assert_true(pull_run(&rest, &run) && run.kind == RUN_WORD && run.broken);
	assert_false(pull_run(&rest, &run));
	assert_true(word_may_begin(S("a bc"), 2));
	assert_false(word_may_begin(S("a bc"), 3));
	assert_true(word_may_begin(S("中bc"), 3));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(documents),
		cmocka_unit_test(phrases),
		cmocka_unit_test(long_words_are_cut_alike),
		cmocka_unit_test(receiver_may_stop),
		cmocka_unit_test(runs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * What the words of time share: arguments of rows, and what stands behind years and months
 * (2021年初, 上月底, 3月份).
 */
#include "figure/moment_parts.h"

int
moment_arg(const struct lexeme *lexeme, struct str key)
{
	struct str s = lexeme_arg(lexeme, key);
	bool is_minus = pull_char(&s, '-');
	uint64_t n = 0;

	if (!pull_number(&s, 9999, &n))
		return 0;
	return is_minus ? -(int)n : (int)n;
}

size_t
moment_any_at(struct str text, size_t at, const struct str *words, size_t count)
{
	struct str rest = str_from(text, at);

	for (size_t i = 0; i < count; i++)
		if (str_starts(rest, words[i]))
			return words[i].n;
	return 0;
}

/* 一周一次, 上周三名: a number and what it counts. */
static const struct str week_counts[] = {
	STR_INIT("名"),
	STR_INIT("位"),
	STR_INIT("次"),
	STR_INIT("架"),
	STR_INIT("艘"),
	STR_INIT("辆"),
	STR_INIT("枚"),
	STR_INIT("个"),
};

bool
moment_is_count(struct str text, size_t at)
{
	return moment_any_at(text, at, week_counts, LENGTH(week_counts)) > 0;
}

static const struct tail {
	struct str form;
	int piece;
} tails[] = {
	{ STR_INIT("份"), 0 },
	{ STR_INIT("度"), 0 },
	{ STR_INIT("初"), PIECE_BEGIN },
	{ STR_INIT("底"), PIECE_END },
	{ STR_INIT("末"), PIECE_END },
	{ STR_INIT("尾"), PIECE_END },
};

/* 初步, 底特律, 末日: words of their own. */
static const struct str tail_nots[] = {
	STR_INIT("初步"),
	STR_INIT("初级"),
	STR_INIT("初期"),
	STR_INIT("初次"),
	STR_INIT("初选"),
	STR_INIT("初中"),
	STR_INIT("初审"),
	STR_INIT("底特律"),
	STR_INIT("底气"),
	STR_INIT("末日"),
	STR_INIT("末代"),
	STR_INIT("份额"),
	STR_INIT("度过"),
	STR_INIT("度假"),
	STR_INIT("尾声"),
};

void
moment_take_tail(struct str text, struct moment_words *words)
{
	struct str rest = str_from(text, words->span.to);

	if (moment_any_at(text, words->span.to, tail_nots, LENGTH(tail_nots)))
		return;
	for (size_t i = 0; i < LENGTH(tails); i++) {
		if (!str_starts(rest, tails[i].form))
			continue;
		words->span.to += (uint32_t)tails[i].form.n;
		if (tails[i].piece)
			words_set(words, FIELD_PIECE, tails[i].piece);
		return;
	}
}

/* moment_era.c: years that are counted from elsewhere: 民国110年, 令和3年, 公元前3世纪. */
#include "figure/moment_parts.h"

enum { YEAR_MAX = 2999 };

/* Counts of years that begin elsewhere: 民国110年, 令和3年. */
bool
moment_take_era(const struct analysis *analysis, struct moment_words *words, int32_t number)
{
	const struct match *era = match_before(&analysis->matches, LEX_TIME, words->span.from);
	int32_t year;

	if (!era || !str_equal(era->lexeme->id, S("era")))
		return false;
	year = number + moment_arg(era->lexeme, S("by"));
	if (year < 1 || year > YEAR_MAX)
		return false;
	words->span.from = era->span.from;
	words_set(words, FIELD_YEAR, year);
	return true;
}

bool
moment_before_christ(struct str folded, size_t at)
{
	return str_ends(str_slice(folded, 0, at), S("公元前")) ||
	       str_ends(str_slice(folded, 0, at), S("西元前"));
}

/* 108年接获, in a text from Taiwan; not 长达108年, 108年来. */
bool
moment_of_republic(const struct analysis *analysis, struct span span)
{
	static const struct str signs[] = { STR_INIT("中央社"), STR_INIT("民国"),
		STR_INIT("（编辑：") };
	static const struct str nots[] = { STR_INIT("来"), STR_INIT("前"), STR_INIT("后"),
		STR_INIT("历史"), STR_INIT("间"), STR_INIT("之"), STR_INIT("的历史"),
		STR_INIT("以") };
	static const struct str befores[] = { STR_INIT("近"), STR_INIT("约"), STR_INIT("逾"),
		STR_INIT("过"), STR_INIT("达"), STR_INIT("有"), STR_INIT("第") };

	if (moment_any_at(analysis->folded, span.to, nots, LENGTH(nots)))
		return false;
	for (size_t i = 0; i < LENGTH(befores); i++)
		if (str_ends(str_slice(analysis->folded, 0, span.from), befores[i]))
			return false;
	for (size_t i = 0; i < LENGTH(signs); i++)
		if (str_find(analysis->folded, signs[i], 0) >= 0)
			return true;
	return false;
}

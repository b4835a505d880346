#include "figure/frame.h"

/* What ends a clause, and how many bytes it has at ${p}; 0: nothing of the kind. */
static size_t
break_size(struct str text, size_t at)
{
	static const struct str breaks[] = { STR_INIT("，"), STR_INIT("；"), STR_INIT("："), STR_INIT("——"), STR_INIT("。"),
		STR_INIT("！"), STR_INIT("？") };
	char c = text.p[at];

	if (c == ';' || c == '\n')
		return 1;
	if (c == ',') /* not that of 10,000 */
		return at + 1 < text.n && char_is_digit(text.p[at + 1]) ? 0 : 1;
	if ((unsigned char)c != 0xef && (unsigned char)c != 0xe2 && (unsigned char)c != 0xe3)
		return 0;
	for (size_t i = 0; i < LENGTH(breaks); i++)
		if (str_starts(str_from(text, at), breaks[i]))
			return breaks[i].n;
	return 0;
}

static bool
is_first_byte(char c)
{
	return ((unsigned char)c & 0xc0) != 0x80;
}

int
text_distance(struct str text, uint32_t from, uint32_t to, int *breaks)
{
	int n = 0;

	*breaks = 0;
	for (uint32_t at = from; at < to && at < text.n; at++) {
		n += is_first_byte(text.p[at]);
		*breaks += break_size(text, at) > 0;
	}
	return n;
}

struct span
clause_at(struct str text, struct span sentence, uint32_t at)
{
	struct span clause = { sentence.from, sentence.to };

	for (uint32_t i = at; i-- > sentence.from;) {
		size_t n = break_size(text, i);
		if (!n)
			continue;
		clause.from = i + (uint32_t)n;
		break;
	}
	for (uint32_t i = at; i < sentence.to; i++)
		if (break_size(text, i)) {
			clause.to = i;
			break;
		}
	return clause;
}

bool
clause_before(struct str text, struct span sentence, struct span *clause)
{
	for (uint32_t i = clause->from; i-- > sentence.from;)
		if (i + break_size(text, i) == clause->from) {
			*clause = clause_at(text, sentence, i);
			return true;
		}
	return false;
}

bool
words_in(struct str text, uint32_t from, uint32_t to, const char *words, uint32_t *end)
{
	struct str rest = str_from_c(words), word, part = str_slice(text, from, to);
	bool found = false;

	while (pull_field(&rest, ' ', &word))
		for (ptrdiff_t at = -1; (at = str_find(part, word, (size_t)(at + 1))) >= 0;) {
			uint32_t behind = from + (uint32_t)at + (uint32_t)word.n;
			*end = !found || behind > *end ? behind : *end;
			found = true;
		}
	return found;
}

bool
words_before(struct str text, uint32_t at, const char *words)
{
	struct str rest = str_from_c(words), word;

	while (pull_field(&rest, ' ', &word))
		if (str_ends(str_slice(text, 0, at), word))
			return true;
	return false;
}

bool
words_at(struct str text, uint32_t at, const char *words)
{
	struct str rest = str_from_c(words), word;

	while (pull_field(&rest, ' ', &word))
		if (str_starts(str_from(text, at), word))
			return true;
	return false;
}

#include "figure/frame.h"

/* What a sign that ends a clause may begin with: asked of every byte. */
static const bool may_break[256] = { [';'] = true, ['\n'] = true, [','] = true, [0xe2] = true, [0xe3] = true, [0xef] = true };

/* What ends a clause, and how many bytes it has at ${p}; 0: nothing of the kind. */
static size_t
break_size_at(struct str text, size_t at)
{
	static const struct str breaks[] = { STR_INIT("，"), STR_INIT("；"), STR_INIT("："), STR_INIT("——"), STR_INIT("。"),
		STR_INIT("！"), STR_INIT("？") };
	char c = text.p[at];

	if (c == ';' || c == '\n')
		return 1;
	if (c == ',') /* not that of 10,000 */
		return at + 1 < text.n && char_is_digit(text.p[at + 1]) ? 0 : 1;
	if (c == breaks[0].p[0] && (at + 1 >= text.n || text.p[at + 1] != breaks[0].p[1]))
		return 0;
	for (size_t i = 0; i < LENGTH(breaks); i++)
		if (str_starts(str_from(text, at), breaks[i]))
			return breaks[i].n;
	return 0;
}

static inline size_t
break_size(struct str text, size_t at)
{
	return may_break[(unsigned char)text.p[at]] ? break_size_at(text, at) : 0;
}

static bool
is_first_byte(char c)
{
	return ((unsigned char)c & 0xc0) != 0x80;
}

/* Where the bracket that opens at ${at} ends; ${at} where none does before ${to}. */
static uint32_t
bracket_end(struct str text, uint32_t at, uint32_t to)
{
	static const struct str close = STR_INIT("）");
	size_t n = text.p[at] == '(' ? 1 : (unsigned char)text.p[at] == 0xef && str_starts(str_from(text, at), S("（")) ? 3 : 0;

	for (uint32_t i = at + (uint32_t)n; n && i < to && i < text.n; i++)
		if (text.p[i] == ')' || (text.p[i] == close.p[0] && str_starts(str_from(text, i), close)))
			return i + (text.p[i] == ')' ? 1 : (uint32_t)close.n);
	return at;
}

int
text_distance(struct str text, uint32_t from, uint32_t to, int *breaks)
{
	int n = 0;

	*breaks = 0;
	for (uint32_t at = from; at < to && at < text.n; at++) {
		uint32_t end = bracket_end(text, at, to);
		if (end > at && end <= to) {
			at = end - 1;
			continue;
		}
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

/* The next word of a list by spaces; its length, 0 at the end. */
static size_t
next_word(const char **words, const char **word)
{
	const char *p = *words;

	while (*p == ' ')
		p++;
	*word = p;
	while (*p && *p != ' ')
		p++;
	*words = p;
	return (size_t)(p - *word);
}

bool
words_in(struct str text, uint32_t from, uint32_t to, const char *words, uint32_t *end)
{
	struct str part = str_slice(text, from, to);
	const char *word;
	bool found = false;

	for (size_t n; (n = next_word(&words, &word));)
		for (ptrdiff_t at = -1; (at = str_find(part, (struct str){ word, n }, (size_t)(at + 1))) >= 0;) {
			uint32_t behind = from + (uint32_t)at + (uint32_t)n;
			*end = !found || behind > *end ? behind : *end;
			found = true;
		}
	return found;
}

/* Bytes of the word of a list at ${word}, where it stands at byte ${at}; 0: it does not. */
static size_t
word_size_at(struct str text, size_t at, const char *word)
{
	size_t n = 0;

	for (; word[n] && word[n] != ' '; n++)
		if (at + n >= text.n || text.p[at + n] != word[n])
			return 0;
	return n;
}

bool
words_stand_before(struct str text, uint32_t at, const char *words)
{
	const char *list_end = words + strlen(words), *end = words, *word;

	for (; at && (end = memchr(end, text.p[at - 1], (size_t)(list_end - end))); end++) {
		if (*end == ' ' || (end[1] && end[1] != ' '))
			continue;
		for (word = end; word > words && word[-1] != ' ';)
			word--;
		if ((size_t)(end + 1 - word) <= at && word_size_at(text, at - (size_t)(end + 1 - word), word))
			return true;
	}
	return false;
}

bool
words_stand_at(struct str text, uint32_t at, const char *words)
{
	size_t last = words_key_at(text, at), n = strlen(words);
	const char *p = words + (last - at);

	if (last >= text.n || n <= last - at)
		return false;
	for (; (p = memchr(p, text.p[last], (size_t)(words + n - p))); p++) {
		const char *word = p - (last - at);
		if ((word == words || word[-1] == ' ') && word_size_at(text, at, word))
			return true;
	}
	return false;
}

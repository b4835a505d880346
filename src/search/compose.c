/* compose.c: a query for people who know no signs: from the fields of a form. */
#include "search/lex.h"
#include "search/query.h"

struct composer {
	struct buf out;
	bool title;
};

/* Whether a word alone would be read as something else: -not, a field, OR. */
static bool
is_a_sign(struct str word)
{
	struct str rest = word;
	uint32_t rune;

	if (str_equal(word, S("OR")) || (pull_rune(&rest, &rune) && rune_is_minus(rune)))
		return true;
	for (rest = word; pull_rune(&rest, &rune);)
		if (rune_is_colon(rune))
			return true;
	return false;
}

static void
push_term(struct composer *composer, const char *before, struct str word, bool quoted)
{
	if (composer->out.n)
		buf_push_char(&composer->out, ' ');
	buf_push_str(&composer->out, str_from_c(before));
	if (composer->title)
		buf_push_literal(&composer->out, "title:");
	if (quoted)
		buf_push_char(&composer->out, '"');
	buf_push_str(&composer->out, word);
	if (quoted)
		buf_push_char(&composer->out, '"');
}

/* The words of a field; quotes in it part them as spaces do. */
static void
push_words(struct composer *composer, const char *before, const char *between, struct str words)
{
	bool is_first = true;

	while (words.n) {
		struct str word = pull_word(&words);
		uint32_t rune;

		if (!word.n) {
			pull_rune(&words, &rune);
			continue;
		}
		push_term(composer, is_first ? before : between, word, is_a_sign(word));
		is_first = false;
	}
}

/* One phrase: what would end it is left out. */
static void
push_whole(struct composer *composer, struct str phrase)
{
	struct buf plain CLEAN(buf_done) = { 0 };
	uint32_t rune;

	for (struct str at = phrase; pull_rune(&phrase, &rune); at = phrase)
		if (quote_closes(rune, '"'))
			buf_push_char(&plain, ' ');
		else
			buf_push_str(&plain, str_slice(at, 0, at.n - phrase.n));
	phrase = str_trim(buf_str(&plain));
	if (phrase.n)
		push_term(composer, "", phrase, true);
}

struct str
query_compose(struct arena *arena, const struct query_parts *parts)
{
	struct composer composer = { 0 };
	struct str text;

	buf_push_str(&composer.out, str_trim(parts->typed));
	composer.title = parts->title;
	push_words(&composer, "", "", parts->all);
	push_whole(&composer, parts->phrase);
	push_words(&composer, "", "OR ", parts->any);
	composer.title = false;
	push_words(&composer, "-", "-", parts->none);
	text = str_copy(arena, buf_str(&composer.out));
	buf_done(&composer.out);
	return text;
}

#include "base/buf.h"
#include "base/table.h"
#include "refine/page_name_words.h"
#include "text/fold.h"

enum { HAN_BYTES = 3 };

static const struct name_word {
	const char *word;
	enum name_kind kind;
} words[] = {
#define ROW(word, kind) { word, kind },
#include "gen/names.inc"
#undef ROW
};

static const struct month_word {
	const char *name;
	unsigned month;
} months[] = {
#define ROW(name, month) { name, month },
#include "gen/months.inc"
#undef ROW
};

/* ---- words ---- */

struct str
name_word_fold(struct arena *arena, struct str word)
{
	struct buf out CLEAN(buf_done) = { 0 };

	if (word.n > NAME_WORD_BYTES)
		return S("");
	fold_str(word, &out);
	while (out.n && out.p[out.n - 1] == '.')
		out.n--;
	return str_copy(arena, buf_str(&out));
}

enum name_kind
name_word_kind(struct str folded)
{
	const struct name_word *row = TABLE_FIND(words, folded);

	return row ? row->kind : NAME_PLAIN;
}

bool
name_word_is_month(struct str folded)
{
	return TABLE_FIND(months, folded) != NULL;
}

bool
name_begins_small(struct str word)
{
	uint32_t rune, out[FOLD_MAX];
	struct str rest = word;

	if (!pull_rune(&rest, &rune) || rune_class(rune) != RUNE_LETTER)
		return false;
	if (rune < 0x80)
		return rune >= 'a' && rune <= 'z';
	return fold_rune(rune, out) == 1 && out[0] == rune && rune >= 0x430 && rune <= 0x45f;
}

/* ---- Han ---- */

bool
name_is_cjk(struct str word)
{
	uint32_t rune;

	if (!pull_rune(&word, &rune))
		return false;
	return rune_class(rune) == RUNE_HAN || rune_class(rune) == RUNE_KANA || rune_class(rune) == RUNE_HANGUL;
}

static bool
is_han_row(const struct name_word *row)
{
	return (unsigned char)row->word[0] >= 0xe3;
}

size_t
name_han_before(struct str word, enum name_kind *kind)
{
	size_t best = 0;

	for (size_t i = 0; i < LENGTH(words); i++) {
		struct str row = str_from_c(words[i].word);
		/* 文 alone may begin a name */
		bool whole = words[i].kind != NAME_LABEL || row.n > HAN_BYTES || word.n == HAN_BYTES;
		if (is_han_row(&words[i]) && words[i].kind != NAME_BEHIND && whole && row.n > best && str_starts(word, row)) {
			best = row.n;
			*kind = words[i].kind;
		}
	}
	return best;
}

size_t
name_han_behind(struct str word)
{
	for (size_t i = 0; i < LENGTH(words); i++)
		if (words[i].kind == NAME_BEHIND && str_ends(word, str_from_c(words[i].word)))
			return strlen(words[i].word);
	return str_ends(word, S("记者")) ? strlen("记者") : 0;
}

bool
name_han_announces(struct str text)
{
	for (size_t i = 0; i < LENGTH(words); i++) {
		struct str row = str_from_c(words[i].word);
		if (words[i].kind != NAME_LABEL || !is_han_row(&words[i]) || !str_starts(text, row))
			continue;
		if (row.n > HAN_BYTES || (text.n > row.n && strchr("/|:", text.p[row.n])))
			return true;
	}
	return false;
}

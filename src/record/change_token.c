#include "record/change_token.h"

#include "record/change_clock.h"

#include "base/table.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/number.h"
#include "text/segment.h"

enum cue_kind { CUE_NONE, CUE_NEGATION, CUE_SAYING };

struct cue {
	const char *text;
	enum cue_kind kind;
};

static const struct cue cues[] = {
#define ROW(text, kind) { text, kind },
#include "gen/cues.inc"
#undef ROW
};

/* Words around dates: labels before them (发布时间, Updated), what follows a number that counts
 * back from now (分钟前). */
enum date_word_kind { DATE_PUBLISHED, DATE_UPDATED, DATE_AGO };

struct date_word {
	struct str text;
	enum date_word_kind kind;
};

static const struct date_word date_words[] = {
#define ROW(word, kind) { STR_INIT(word), kind },
#include "gen/datelines.inc"
#undef ROW
};

enum { CUE_BYTES_MAX = 12, DATE_BYTES_MAX = 128 };

static const uint64_t kind_salt = 0x9e3779b97f4a7c15;

/* ---- keys ---- */

/* Of the folded text, with one shape of apostrophe. */
static uint64_t
folded_key(struct str text)
{
	struct buf folded CLEAN(buf_done) = { 0 };
	uint64_t key;

	fold_str(text, &folded);
	key = str_hash(buf_str(&folded));
	return key;
}

static struct token
number_token(const struct number *number)
{
	struct token token = {
		.kind = TOKEN_NUMBER,
		.text = number->text,
		.value = str_hash(str_from_c(number->value)),
		.unit = number->unit.n ? str_hash(number->unit) : 0,
	};

	token.key = (token.value * kind_salt ^ token.unit) + TOKEN_NUMBER;
	return token;
}

static struct token
unit_token(struct unit unit)
{
	struct token token = { .kind = TOKEN_WORD, .text = unit.text };

	if (unit.kind == UNIT_SPACE || unit.kind == UNIT_SIGN)
		token.kind = TOKEN_SIGN;
	token.key = unit.kind == UNIT_SPACE ? TOKEN_SIGN : folded_key(unit.text);
	return token;
}

/* ---- cues ---- */

/* A word of an alphabet in lower case, with one shape of apostrophe; NULL if it is longer than any
 * cue. */
static const struct cue *
cue_word(struct str word)
{
	char lower[CUE_BYTES_MAX];
	size_t used = 0;

	while (word.n) {
		if (used == sizeof(lower))
			return NULL;
		lower[used++] = str_starts(word, S("’")) ? '\'' : char_lower(word.p[0]);
		word = str_from(word, str_starts(word, S("’")) ? 3 : 1);
	}
	return TABLE_FIND(cues, ((struct str){ lower, used }));
}

/* The longest cue that ${s} begins with: of those with its first character, ${first} bytes, which
 * stand together. */
static const struct cue *
cue_longest(struct str s, size_t first, size_t *n)
{
	const struct cue *longest = NULL;
	size_t from = 0, to = LENGTH(cues);

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (strncmp(cues[middle].text, s.p, first) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	*n = 0;
	for (; from < LENGTH(cues) && strncmp(cues[from].text, s.p, first) == 0; from++) {
		struct str text = str_from_c(cues[from].text);

		if (text.n > *n && str_starts(s, text)) {
			longest = &cues[from];
			*n = text.n;
		}
	}
	return longest;
}

/* The longest cue that ${s} begins with, *${n} bytes; words of alphabets only whole. */
static const struct cue *
cue_at(struct str s, size_t *n)
{
	struct str rest = s;
	struct unit unit;

	if (!pull_unit(&rest, &unit))
		return NULL;
	*n = unit.text.n;
	if (unit.kind == UNIT_WORD)
		return cue_word(unit.text);
	return unit.kind == UNIT_CJK ? cue_longest(s, unit.text.n, n) : NULL;
}

static bool
pull_cue(struct str *s, struct token *out)
{
	static const enum token_kind kinds[] = {
		[CUE_NONE] = TOKEN_WORD,
		[CUE_NEGATION] = TOKEN_NEGATION,
		[CUE_SAYING] = TOKEN_SAYING,
	};
	size_t n = 0;
	const struct cue *cue = cue_at(*s, &n);

	if (!cue)
		return false;
	*out = (struct token){ .kind = kinds[cue->kind], .text = str_slice(*s, 0, n) };
	out->key = folded_key(out->text);
	*s = str_from(*s, n);
	return true;
}

/* ---- noise ---- */

static bool
pull_date_word(struct str *s, bool is_ago)
{
	for (size_t i = 0; i < LENGTH(date_words); i++)
		if ((date_words[i].kind == DATE_AGO) == is_ago &&
		    pull_str_nocase(s, date_words[i].text))
			return true;
	return false;
}

/* "minutes ago", "分钟前", with a blank before it. */
static bool
pull_ago(struct str *s)
{
	struct str rest = *s;

	pull_spaces(&rest);
	if (!pull_date_word(&rest, true))
		return false;
	*s = rest;
	return true;
}

static struct token
noise_token(struct str text)
{
	return (struct token){ .kind = TOKEN_NOISE, .text = text, .key = TOKEN_NOISE };
}

static bool
is_one_date(struct str text)
{
	struct when when;

	text = str_trim(text);
	if (pull_date_word(&text, false) && !pull_str(&text, S("：")))
		(void)pull_char(&text, ':');
	return text.n >= 8 && when_parse(text, 0, &when) && when.precision >= WHEN_DAY;
}

/* "Mon, 01 Feb 2021 00:05:00 GMT", "发布时间：2021年2月1日 8:05", "2021年2月1日更新：2021年2月3日",
 * and nothing else. */
static bool
is_date(struct str text)
{
	if (text.n < 8 || text.n > DATE_BYTES_MAX)
		return false;
	if (is_one_date(text))
		return true;
	for (size_t i = 0; i < LENGTH(date_words); i++) {
		ptrdiff_t at = str_find(text, date_words[i].text, 0);
		if (at > 0 && is_one_date(str_slice(text, 0, (size_t)at)) &&
		    is_one_date(str_from(text, (size_t)at)))
			return true;
	}
	return false;
}

/* ---- all together ---- */

static uint32_t
last_rune(struct str text)
{
	uint32_t rune = 0;

	text = str_from(text, str_rune_start(text, text.n - 1));
	pull_rune(&text, &rune);
	return rune;
}

/* Behind a word or a digit it joins: COVID-19, 2021-02. */
static bool
may_sign(uint32_t before)
{
	return before >= 0x80 || !(char_is_alpha((char)before) || char_is_digit((char)before));
}

/* + before a digit is part of what the number says, but not of how much. */
static bool
is_plus(struct str text, struct str rest)
{
	return rest.n && char_is_digit(rest.p[0]) && str_equal(text, S("+"));
}

/* -5 is another number than 5. */
static bool
pull_negative(struct str *s, uint32_t before, struct token *out)
{
	struct str rest = *s;
	struct number number;
	size_t sign;

	if (!may_sign(before) || (!pull_char(&rest, '-') && !pull_str(&rest, S("−"))) || !rest.n ||
	    !char_is_digit(rest.p[0]))
		return false;
	sign = s->n - rest.n;
	if (!number_pull(&rest, 0, &number))
		return false;
	number.text = (struct str){ s->p, sign + number.text.n };
	*out = number_token(&number);
	out->value = ~out->value;
	out->key = ~out->key;
	*s = rest;
	return true;
}

static struct token
pull_token(struct str *s, uint32_t before)
{
	struct str from = *s;
	struct token token;
	struct number number;
	struct unit unit;

	if (pull_clock(s, before, &token.text))
		return (struct token){ .kind = TOKEN_WORD,
			.text = token.text,
			.key = folded_key(token.text) };
	if (pull_negative(s, before, &token))
		return token;
	if (number_pull(s, before, &number)) {
		token = number_token(&number);
		if (pull_ago(s))
			token = noise_token((struct str){ from.p, (size_t)(s->p - from.p) });
		return token;
	}
	if (pull_cue(s, &token))
		return token;
	pull_unit(s, &unit);
	token = unit_token(unit);
	if (is_plus(token.text, *s) && may_sign(before))
		token.kind = TOKEN_WORD;
	return token;
}

static void
token_push(struct arena *arena, struct tokens *tokens, struct token token)
{
	arena_push(arena, tokens->items, tokens->count, tokens->capacity);
	tokens->items[tokens->count++] = token;
}

void
tokens_add_whole(struct arena *arena, struct tokens *tokens, struct str text)
{
	token_push(arena, tokens,
	    (struct token){ .kind = TOKEN_WORD, .text = text, .key = str_hash(text) });
}

void
tokens_add(struct arena *arena, struct tokens *tokens, struct str text)
{
	uint32_t before = 0;

	if (is_date(text)) {
		token_push(arena, tokens, noise_token(text));
		return;
	}
	while (text.n) {
		struct token token = pull_token(&text, before);
		token_push(arena, tokens, token);
		before = last_rune(token.text);
	}
}

#include "show/words.h"

static const char *const rows[WORD_MAX][TONGUE_MAX] = {
#define ROW(word, en, hans, hant) [word] = { en, hans, hant },
#include "gen/phrases.inc"
#undef ROW
};

struct str
word_text(enum word word, enum tongue tongue)
{
	return str_from_c(rows[word][tongue]);
}

void
word_count(struct buf *out, enum word word, enum tongue tongue, int64_t n)
{
	struct str s = word_text(word, tongue), piece;

	while (pull_until(&s, S("{"), &piece)) {
		buf_push_str(out, piece);
		if (pull_str(&s, S("}")))
			buf_push_int(out, n);
		else if (pull_str(&s, S("s}")))
			buf_push_str(out, n == 1 ? S("") : S("s"));
	}
	buf_push_str(out, s);
}

enum word
error_word(enum err_code code)
{
	static const enum word words[] = {
#define ROW(code, cause, retry, http, exit, text) [code] = WORD_##code,
#include "gen/errors.inc"
#undef ROW
	};

	return words[code];
}

struct str
tongue_lang(enum tongue tongue)
{
	static const struct str langs[TONGUE_MAX] = {
		[TONGUE_EN] = STR_INIT("en"),
		[TONGUE_HANS] = STR_INIT("zh-Hans"),
		[TONGUE_HANT] = STR_INIT("zh-Hant"),
	};

	return langs[tongue];
}

static const struct {
	struct str tag;
	enum word word;
} lang_words[] = {
	{ STR_INIT("zh-Hans"), WORD_LANG_HANS },
	{ STR_INIT("zh-Hant"), WORD_LANG_HANT },
	{ STR_INIT("zh"), WORD_LANG_ZH },
	{ STR_INIT("en"), WORD_LANG_EN },
	{ STR_INIT("ja"), WORD_LANG_JA },
	{ STR_INIT("ko"), WORD_LANG_KO },
	{ STR_INIT("ru"), WORD_LANG_RU },
	{ STR_INIT("uk"), WORD_LANG_UK },
	{ STR_INIT("fr"), WORD_LANG_FR },
	{ STR_INIT("de"), WORD_LANG_DE },
	{ STR_INIT("es"), WORD_LANG_ES },
	{ STR_INIT("ar"), WORD_LANG_AR },
	{ STR_INIT("und"), WORD_LANG_UND },
};

struct str
lang_name(struct str tag, enum tongue tongue)
{
	for (size_t i = 0; i < LENGTH(lang_words); i++)
		if (str_equal(tag, lang_words[i].tag))
			return word_text(lang_words[i].word, tongue);
	return tag;
}

/* Prefixes of language tags, the more exact first. */
static const struct {
	struct str prefix;
	enum tongue tongue;
} tags[] = {
	{ STR_INIT("zh-hant"), TONGUE_HANT },
	{ STR_INIT("zh-tw"), TONGUE_HANT },
	{ STR_INIT("zh-hk"), TONGUE_HANT },
	{ STR_INIT("zh-mo"), TONGUE_HANT },
	{ STR_INIT("yue"), TONGUE_HANT },
	{ STR_INIT("zh"), TONGUE_HANS },
	{ STR_INIT("en"), TONGUE_EN },
};

static bool
tongue_from_tag(struct str tag, enum tongue *out)
{
	for (size_t i = 0; i < LENGTH(tags); i++) {
		if (str_starts_nocase(tag, tags[i].prefix)) {
			*out = tags[i].tongue;
			return true;
		}
	}
	return false;
}

unsigned
header_weight(struct str parameters)
{
	unsigned whole = 1, digit, weight, unit = 100;

	pull_spaces(&parameters);
	if (!pull_str_nocase(&parameters, S("q=")) || !pull_digits(&parameters, 1, &whole))
		return 1000;
	weight = whole ? 1000 : 0;
	if (!whole && pull_char(&parameters, '.'))
		for (; unit && pull_digits(&parameters, 1, &digit); unit /= 10)
			weight += digit * unit;
	return weight;
}

enum tongue
tongue_from_accept(struct str header)
{
	enum tongue best = TONGUE_EN, tongue;
	unsigned best_weight = 0;
	struct str item, tag;

	while (pull_field(&header, ',', &item)) {
		unsigned weight;

		if (!pull_field(&item, ';', &tag) || !tongue_from_tag(str_trim(tag), &tongue))
			continue;
		weight = header_weight(item);
		if (weight > best_weight) {
			best = tongue;
			best_weight = weight;
		}
	}
	return best;
}

#include "base/table.h"
#include "text/fold.h"
#include "text/lang.h"
#include "text/segment.h"

enum { LANG_WINDOW = 8 << 10 };

/* ---- by script ---- */

/* What speaks for a language: mostly a script; which of those that share it is asked afterwards. */
enum voice {
	VOICE_HAN,
	VOICE_KANA,
	VOICE_HANGUL,
	VOICE_LATIN,
	VOICE_CYRILLIC,
	VOICE_ARABIC,
	VOICE_TIBETAN,
	VOICE_THAI,
	VOICE_GREEK,
	VOICE_HEBREW,
	VOICE_DEVANAGARI,
	VOICE_MYANMAR,
	VOICE_MAX
};

static const struct {
	uint32_t from, to;
	enum voice voice;
} letters[] = {
	{ 0x0041, 0x024f, VOICE_LATIN },
	{ 0x0370, 0x03ff, VOICE_GREEK },
	{ 0x0400, 0x052f, VOICE_CYRILLIC },
	{ 0x0590, 0x05ff, VOICE_HEBREW },
	{ 0x0600, 0x077f, VOICE_ARABIC },
	{ 0x0900, 0x097f, VOICE_DEVANAGARI },
	{ 0x0e00, 0x0e7f, VOICE_THAI },
	{ 0x0f00, 0x0fff, VOICE_TIBETAN },
	{ 0x1000, 0x109f, VOICE_MYANMAR },
	{ 0x1e00, 0x1eff, VOICE_LATIN },
	{ 0xfb50, 0xfefc, VOICE_ARABIC },
	{ 0xff21, 0xff5a, VOICE_LATIN },
};

struct census {
	unsigned voices[VOICE_MAX];
	unsigned traditional, simplified;
	unsigned russian, ukrainian; /* letters of the one that the other lacks */
	unsigned persian, uyghur;
};

static void
count_in(unsigned *count, uint32_t rune, const uint32_t *set)
{
	for (; *set; set++)
		*count += *set == rune;
}

static void
count_letter(struct census *census, uint32_t rune)
{
	enum voice voice = VOICE_MAX;

	for (size_t i = 0; i < LENGTH(letters); i++)
		if (rune >= letters[i].from && rune <= letters[i].to)
			voice = letters[i].voice;
	if (voice == VOICE_MAX)
		return;
	census->voices[voice]++;
	if (voice == VOICE_CYRILLIC) {
		count_in(&census->russian, rune, U"ыэъёЫЭЪЁ");
		count_in(&census->ukrainian, rune, U"іїєґІЇЄҐ");
	} else if (voice == VOICE_ARABIC) {
		count_in(&census->persian, rune, U"پچژگ");
		count_in(&census->uyghur, rune, U"ەۇۆۈېۋڭ");
	}
}

static void
count_rune(struct census *census, uint32_t rune)
{
	int script;

	if (rune < 0x80) {
		census->voices[VOICE_LATIN] += char_is_alpha((char)rune);
		return;
	}
	script = rune_script(rune);
	switch (rune_class(rune)) {
	case RUNE_HAN:
		census->voices[VOICE_HAN]++;
		census->traditional += script > 0;
		census->simplified += script < 0;
		break;
	case RUNE_KANA:
		census->voices[VOICE_KANA]++;
		break;
	case RUNE_HANGUL:
		census->voices[VOICE_HANGUL]++;
		break;
	case RUNE_LETTER:
		count_letter(census, rune);
		break;
	default:
		break;
	}
}

/* ---- by words, for Latin letters ---- */

enum latin { LATIN_EN, LATIN_FR, LATIN_DE, LATIN_ES, LATIN_IT, LATIN_PT, LATIN_NL, LATIN_MAX };

static const struct {
	const char *word;
	unsigned languages;
} words[] = {
#define W(language) (1u << LATIN_##language)
#define ROW(word, languages) { word, languages },
#include "gen/words.inc"
#undef ROW
#undef W
};

static const struct str latin_tags[] = {
	[LATIN_EN] = STR_INIT("en"),
	[LATIN_FR] = STR_INIT("fr"),
	[LATIN_DE] = STR_INIT("de"),
	[LATIN_ES] = STR_INIT("es"),
	[LATIN_IT] = STR_INIT("it"),
	[LATIN_PT] = STR_INIT("pt"),
	[LATIN_NL] = STR_INIT("nl"),
};

static unsigned
languages_of(struct str word)
{
	char lower[8]; /* the longest of them */
	const __typeof__(words[0]) *row;

	if (word.n > sizeof(lower))
		return 0;
	for (size_t i = 0; i < word.n; i++)
		lower[i] = char_lower(word.p[i]);
	row = TABLE_FIND(words, ((struct str){ lower, word.n }));
	return row ? row->languages : 0;
}

static struct str
guess_latin(struct str text)
{
	unsigned hits[LATIN_MAX] = { 0 }, best = 0;
	struct unit unit;

	while (pull_unit(&text, &unit)) {
		unsigned languages = unit.kind == UNIT_WORD ? languages_of(unit.text) : 0;
		for (unsigned i = 0; languages; i++, languages >>= 1)
			hits[i] += languages & 1;
	}
	for (unsigned i = 1; i < LATIN_MAX; i++)
		if (hits[i] > hits[best])
			best = i;
	return hits[best] ? latin_tags[best] : S("und");
}

/* ---- the answer ---- */

/* Kana make it Japanese unless they are a few borrowed signs among Han (の). */
static struct str
guess_han(const struct census *census)
{
	if (census->voices[VOICE_KANA] * 8 > census->voices[VOICE_HAN])
		return S("ja");
	if (census->traditional == census->simplified)
		return S("zh");
	return census->traditional > census->simplified ? S("zh-Hant") : S("zh-Hans");
}

static struct str
guess_arabic(const struct census *census)
{
	unsigned all = census->voices[VOICE_ARABIC];

	if (census->uyghur * 20 > all)
		return S("ug");
	return census->persian * 50 > all ? S("fa") : S("ar");
}

/* The voice that says most.  A Han character says as much as three letters. */
static enum voice
loudest(const struct census *census)
{
	static const unsigned weights[VOICE_MAX] = { [VOICE_HAN] = 3, [VOICE_KANA] = 2, [VOICE_HANGUL] = 2 };
	enum voice best = VOICE_MAX;
	unsigned most = 0;

	for (enum voice voice = 0; voice < VOICE_MAX; voice++) {
		unsigned says = census->voices[voice] * (weights[voice] ? weights[voice] : 1);
		if (says > most) {
			most = says;
			best = voice;
		}
	}
	return best;
}

struct str
lang_guess(struct str text)
{
	static const struct str tags[] = {
		[VOICE_HANGUL] = STR_INIT("ko"),
		[VOICE_TIBETAN] = STR_INIT("bo"),
		[VOICE_THAI] = STR_INIT("th"),
		[VOICE_GREEK] = STR_INIT("el"),
		[VOICE_HEBREW] = STR_INIT("he"),
		[VOICE_DEVANAGARI] = STR_INIT("hi"),
		[VOICE_MYANMAR] = STR_INIT("my"),
		[VOICE_MAX] = STR_INIT("und"),
	};
	enum voice loud;
	struct census census = { 0 };
	struct str rest = str_slice(text, 0, str_rune_start(text, LANG_WINDOW));
	uint32_t rune;

	text = rest;
	while (pull_rune(&rest, &rune))
		count_rune(&census, rune);
	loud = loudest(&census);
	switch (loud) {
	case VOICE_HAN:
	case VOICE_KANA:
		return guess_han(&census);
	case VOICE_LATIN:
		return guess_latin(text);
	case VOICE_CYRILLIC:
		return census.ukrainian > census.russian ? S("uk") : S("ru");
	case VOICE_ARABIC:
		return guess_arabic(&census);
	default:
		return tags[loud];
	}
}

bool
lang_is_same(struct str a, struct str b)
{
	struct str primary_a, primary_b;

	return pull_field(&a, '-', &primary_a) && pull_field(&b, '-', &primary_b) &&
	    str_equal_nocase(primary_a, primary_b);
}

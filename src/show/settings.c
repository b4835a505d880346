#include "show/settings.h"

#define COOKIE "xinshi"

/* ---- the cookie's words ---- */

static const struct {
	struct str word;
	struct settings set; /* all that is not zero */
} words[] = {
	{ STR_INIT("light"), { .theme = THEME_LIGHT } },
	{ STR_INIT("dark"), { .theme = THEME_DARK } },
	{ STR_INIT("small"), { .pictures = PICTURES_SMALL } },
	{ STR_INIT("off"), { .pictures = PICTURES_OFF } },
	{ STR_INIT("zh-hans"), { .script = SCRIPT_HANS } },
	{ STR_INIT("zh-hant"), { .script = SCRIPT_HANT } },
	{ STR_INIT("keys"), { .keys = true } },
};

static bool
word_is_set(const struct settings *settings, const struct settings *set)
{
	return (set->theme && set->theme == settings->theme) ||
	       (set->pictures && set->pictures == settings->pictures) ||
	       (set->script && set->script == settings->script) || (set->keys && settings->keys);
}

static void
word_set(struct settings *settings, const struct settings *set)
{
	settings->theme = set->theme ? set->theme : settings->theme;
	settings->pictures = set->pictures ? set->pictures : settings->pictures;
	settings->script = set->script ? set->script : settings->script;
	settings->keys = set->keys || settings->keys;
}

static void
word_read(struct settings *settings, struct str word)
{
	struct str digits = word;
	uint64_t letters;

	if (pull_number(&digits, LETTERS_MAX, &letters) && !digits.n && letters >= LETTERS_MIN)
		settings->letters = (unsigned)letters;
	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_equal(word, words[i].word))
			word_set(settings, &words[i].set);
}

void
settings_read(struct str cookies, struct settings *out)
{
	struct settings settings = { 0 };
	struct str cookie, name, word;

	while (pull_field(&cookies, ';', &cookie)) {
		cookie = str_trim(cookie);
		if (!pull_until(&cookie, S("="), &name) || !str_equal(name, S(COOKIE)))
			continue;
		while (pull_field(&cookie, '.', &word))
			word_read(&settings, word);
		break;
	}
	*out = settings;
}

static void
word_push(struct buf *out, struct str word)
{
	if (out->n)
		buf_push_char(out, '.');
	buf_push_str(out, word);
}

struct str
settings_text(struct arena *arena, const struct settings *settings)
{
	struct buf text CLEAN(buf_done) = { 0 };

	if (settings->letters)
		word_push(&text, str_format(arena, "%u", settings->letters));
	for (size_t i = 0; i < LENGTH(words); i++)
		if (word_is_set(settings, &words[i].set))
			word_push(&text, words[i].word);
	return str_copy(arena, buf_str(&text));
}

struct str
settings_cookie(struct arena *arena, const struct settings *settings, bool is_secure)
{
	struct str text = settings_text(arena, settings);

	return str_format(arena, COOKIE "=%.*s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s",
	    STR_ARGS(text), text.n ? SETTINGS_AGE_S : 0, is_secure ? "; Secure" : "");
}

/* ---- as a style ---- */

/* The colours of style.css, whichever of the two the reader's system would choose. */
static const struct str themes[] = {
	[THEME_AUTO] = STR_INIT(""),
	[THEME_LIGHT] = STR_INIT(
	    ":root{color-scheme:light;--b:#fbfaf6;--i:#1d1b18;--m:#5f5a50;--l:#ddd6c8;--s:#f2eee3;"
	    "--r:#9c2a1b;--d:#fbe0dc;--n:#dcefdc;--h:#ffe9a8}"),
	[THEME_DARK] = STR_INIT(
	    ":root{color-scheme:dark;--b:#171614;--i:#e9e5dc;--m:#aca597;--l:#3b3732;--s:#22201d;"
	    "--r:#f2937f;--d:#55231c;--n:#1f4026;--h:#5c4a10}"),
};

struct str
settings_style(struct arena *arena, const struct settings *settings)
{
	struct str theme = themes[settings->theme];

	if (!settings->letters)
		return theme;
	return str_join(
	    arena, theme, str_format(arena, "html{font-size:%upx}", settings->letters), STR_END);
}

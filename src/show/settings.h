/*
 * settings.h: how a reader likes pages: colours, size of letters, pictures, script, keys.  They
 * live in a cookie of the reader's browser and nowhere else, and only once the reader has saved
 * some; who has none is sent none.
 */
#ifndef XINSHI_SHOW_SETTINGS_H
#define XINSHI_SHOW_SETTINGS_H

#include "base/buf.h"
#include "text/script.h"

enum settings_theme { THEME_AUTO, THEME_LIGHT, THEME_DARK };
enum settings_pictures { PICTURES_FULL, PICTURES_SMALL, PICTURES_OFF };

enum { LETTERS_MIN = 14, LETTERS_MAX = 24, SETTINGS_AGE_S = 365 * 86400 };

/* All zero: nothing was set. */
struct settings {
	enum settings_theme theme;
	unsigned letters; /* their size in pixels; 0: the sheet's own */
	enum settings_pictures pictures;
	enum script script; /* of pages whose path names none */
	bool keys;
};

/* From a header Cookie: what is not understood is not set. */
void settings_read(struct str cookies, struct settings *out);
/* The cookie's value, "dark.18.small.zh-hans.keys"; empty where nothing is set. */
struct str settings_text(struct arena *arena, const struct settings *settings);
/* The header Set-Cookie: kept for a year, or taken back where nothing is set. */
struct str settings_cookie(struct arena *arena, const struct settings *settings, bool is_secure);
/* Rules for a second style sheet, behind the first; may be empty. */
struct str settings_style(struct arena *arena, const struct settings *settings);

#endif

/*
 * lang.h: in which language a text is, as a BCP 47 tag.
 */
#ifndef XINSHI_TEXT_LANG_H
#define XINSHI_TEXT_LANG_H

#include "base/str.h"

/*
 * The likely language of ${text}: "zh-Hans", "zh-Hant" (by characters used in one script alone), "ja" (kana), "ko",
 * "ru", "uk", "ar", "en", "fr", "de", "es" (by script, then by the commonest short words), "und" where nothing speaks.
 * Reads at most the first 8 KiB.  Static text.
 */
struct str lang_guess(struct str text);

/* Whether two tags share their primary language ("zh-Hans" and "zh-Hant-TW": yes). */
bool lang_is_same(struct str a, struct str b);

#endif

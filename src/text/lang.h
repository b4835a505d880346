/*
 * lang.h: in which language a text is, as a BCP 47 tag.
 */
#ifndef XINSHI_TEXT_LANG_H
#define XINSHI_TEXT_LANG_H

#include "base/str.h"

/*
 * The likely language of ${text}: "zh-Hans", "zh-Hant" (by characters used in one script alone; "zh" where none or as
 * many of each occur), "ja" (kana), "ko", "ru", "uk", "ar", "fa", "ug", "bo", "th", "el", "he", "hi", "my" (by script and
 * its rarer letters), "en", "fr", "de", "es", "it", "pt", "nl" (by the commonest short words: data/words.tsv), "und" where
 * nothing speaks.
 * Reads at most the first 8 KiB.  Static text.
 */
struct str lang_guess(struct str text);

/* Whether two tags share their primary language ("zh-Hans" and "zh-Hant-TW": yes). */
bool lang_is_same(struct str a, struct str b);

#endif

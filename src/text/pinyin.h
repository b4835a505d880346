/*
 * pinyin.h: how Han characters sound, one by one, and how far names are apart by sound.
 *
 * Foreign names are written in Chinese by sound, each newsroom in its own way (斯托尔滕贝格, 史托腾伯格); syllables compare
 * them.  Characters are read one at a time: a reader of words would read 司徒 as one.  ICU stays in pinyin.c.
 */
#ifndef XINSHI_TEXT_PINYIN_H
#define XINSHI_TEXT_PINYIN_H

#include "base/arena.h"

enum { SYLLABLE_MAX = 8, SYLLABLES_MAX = 32 /* of a name; more are not read */ };

/* One syllable, without its tone: what it begins with (zh, b, none) and the rest (ang, i). */
struct syllable {
	char initial[3], final[5];
	bool is_weak; /* 尔 夫 斯 特 克: now written, now left out */
};

struct pinyin; /* a handle; not for two threads at once */

/* ERR_LIBRARY where ICU has no such reader. */
struct err pinyin_open(struct pinyin **out);
void pinyin_close(struct pinyin *pinyin);
/* The syllables of the Han characters in ${s}, at most SYLLABLES_MAX; others are left out.  Gives their number. */
size_t pinyin_read(struct pinyin *pinyin, struct str s, struct syllable out[SYLLABLES_MAX]);

/*
 * How far two names are apart by sound, in thousandths: 0 the same syllables, 1000 nothing alike.  A syllable of like sound (b p,
 * d t, l r n) costs less than another one, a weak one that is left out half; divided by the length of the longer.
 */
unsigned syllables_distance(const struct syllable *a, size_t n, const struct syllable *b, size_t m);

#endif

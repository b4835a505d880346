/*
 * segment.h: text into units that search and diff agree on: words of alphabets, numbers, single CJK characters,
 * white space, and other signs.  No dictionary.
 */
#ifndef XINSHI_TEXT_SEGMENT_H
#define XINSHI_TEXT_SEGMENT_H

#include "base/str.h"

enum unit_kind {
	UNIT_WORD,   /* letters (marks and apostrophes inside): don't, café, Россия */
	UNIT_NUMBER, /* digits with . , inside them: 1,200  3.14  ２０２１ */
	UNIT_CJK,    /* one Han, kana or Hangul character */
	UNIT_SPACE,  /* a run of white space */
	UNIT_SIGN,   /* one other character */
};

struct unit {
	enum unit_kind kind;
	struct str text; /* as written, a view into the text given */
};

/* Takes one unit from the front of *${s}; false at the end.  Units joined give the text back, byte for byte. */
bool pull_unit(struct str *s, struct unit *out);

#endif

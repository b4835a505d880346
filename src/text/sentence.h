/*
 * sentence.h: text into sentences, by the signs that end them.  No dictionary but a short table of abbreviations.
 */
#ifndef XINSHI_TEXT_SENTENCE_H
#define XINSHI_TEXT_SENTENCE_H

#include "base/str.h"

/*
 * pull_sentence(s, out):
 * Takes one sentence from the front of *${s}, with the closing quotes and brackets and the white space behind it; a line
 * break ends one as well.  Sentences joined give the text back, byte for byte.
 * False at the end.
 */
bool pull_sentence(struct str *s, struct str *out);

#endif

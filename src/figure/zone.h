/*
 * zone.h: lines of a text and their sentences.
 */
#ifndef XINSHI_FIGURE_ZONE_H
#define XINSHI_FIGURE_ZONE_H

#include "figure/analysis.h"

/*
 * Takes the first sentence off ${s}; false where nothing is left.  A stop within a number ("4。25亿") ends none.  What is longer than
 * any sentence that somebody wrote (4 KiB) is cut where clauses part, so that nothing behind has to look far.
 */
bool zone_pull_sentence(struct str *s, struct str *out);

#endif

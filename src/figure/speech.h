/*
 * speech.h: who says a figure.
 *
 * The speeches of an analysis are sorted by where their scope begins; scopes may lie within others,
 * and the innermost one is whose words a span is.  A speech without a speaker that can be named is
 * not kept.
 */
#ifndef XINSHI_FIGURE_SPEECH_H
#define XINSHI_FIGURE_SPEECH_H

#include "figure/analysis.h"

/* The innermost speech whose scope holds ${span}; NULL: the newsroom's own voice. */
const struct speech *speech_at(const struct analysis *analysis, struct span span);

/*
 * speaker_of(analysis, span, speaker, cue):
 * Who says what stands at ${span}: text as written at the nearest full mention (他 is followed to
 * it), its place, its one name where the tables know it, and how far it was found: in the same
 * sentence, the one before, or the paragraphs before. False, and nothing written, where nobody
 * does: the newsroom's own voice.
 */
bool speaker_of(
    const struct analysis *analysis, struct span span, struct role *speaker, struct span *cue);

#endif

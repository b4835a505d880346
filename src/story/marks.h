/*
 * marks.h: what readers have said of stories (readers.db), for those who put articles into them.
 */
#ifndef XINSHI_STORY_MARKS_H
#define XINSHI_STORY_MARKS_H

#include "story/stories.h"

/* None where no reader has said anything, or readers.db cannot be read: the archive goes its way without. */
void story_marks_read(const char *dir, struct arena *arena, struct story_marks *out);

#endif

/*
 * change_clock.h: times of the day in a text, for change_token.c: 上午8点30分, 7:55, 8 a.m. are no figures; texts that go on
 * through a day move them with every version.
 */
#ifndef XINSHI_RECORD_CHANGE_CLOCK_H
#define XINSHI_RECORD_CHANGE_CLOCK_H

#include "base/buf.h"

/* Takes a time of the day off the beginning of ${s}; ${before} is the character in front of it, 0 without. */
bool pull_clock(struct str *s, uint32_t before, struct str *clock);

#endif

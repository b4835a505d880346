/*
 * feed_loop.h: what xinshi-parse does once it is locked in, for one feed of any size: its bytes in,
 * its items out as they end.
 */
#ifndef XINSHI_MAIN_FEED_LOOP_H
#define XINSHI_MAIN_FEED_LOOP_H

#include "guard/frame.h"

/* Leads each library through all it will do with feeds. */
void feed_warm_up(void);

/* From ${in}: FRAME_READ_FEED or FRAME_LINT_FEED, whose question holds no bytes, then those, up to
 * the end.  To ${out}: FRAME_FEED_ENTRY for each item (not for lint), then FRAME_FEED without items
 * and FRAME_END with tag 1; or FRAME_ERR with tag 1. */
struct err feed_loop(int in, int out);

#endif

/*
 * worker_loop.h: what xinshi-parse does once it is locked in: questions in, records out; or a
 * container in, its files out.
 */
#ifndef XINSHI_MAIN_WORKER_LOOP_H
#define XINSHI_MAIN_WORKER_LOOP_H

#include "guard/frame.h"

/* The desk: what is kept from question to question. */
struct desk;

/* Makes it, and leads each library through all it will do, so that nothing is opened or loaded
 * later. */
struct err desk_open(struct desk **out);
/* The same, and the tables by which figures are read, from data/live: FRAME_ANALYSE is answered too.  ERR_NOT_FOUND without them. */
struct err desk_open_figures(struct desk **out);
void desk_close(struct desk *desk);

/* The answer to one message, pushed to ${out} as one message with the same tag. */
void desk_answer(struct desk *desk, const struct frame *question, struct buf *out);

/* Answers until ${in} ends; success at its end. */
struct err desk_loop(struct desk *desk, int in, int out);

/* Unpacks the container ${in} to messages on ${out}: for each file FRAME_ENTRY, then FRAME_DATA
 * and FRAME_END with tag 0, or FRAME_ERR with tag 0 where it may not come out; at last FRAME_END
 * or FRAME_ERR with tag 1. */
struct err unpack_loop(int in, int out);

#endif

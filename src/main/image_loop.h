/*
 * image_loop.h: what xinshi-image does once it is locked in: pictures in, prints out.
 */
#ifndef XINSHI_MAIN_IMAGE_LOOP_H
#define XINSHI_MAIN_IMAGE_LOOP_H

#include "guard/frame.h"

/* The answer to one message, pushed to ${out} as one message with the same tag. */
void image_answer(const struct frame *question, struct buf *out);

/* Of the processor's time, for one picture: then the process ends. */
enum { IMAGE_SECONDS = 5 };

/* Answers until ${in} ends; success at its end. */
struct err image_loop(int in, int out);

#endif

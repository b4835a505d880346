/*
 * inside.h: libvips as the darkroom wants it: five kinds of pictures, one at a time, from memory to
 * memory.  Only for image/.
 *
 * Loaders are denied as a class and allowed by name; modules are not searched for, the one for AVIF
 * is opened where it lies beside the library.  Nothing is cached, nothing is logged, and one thread
 * computes.
 */
#ifndef XINSHI_IMAGE_INSIDE_H
#define XINSHI_IMAGE_INSIDE_H

#include <vips/vips.h>

#include "image/lab.h"

/* The fault that libvips told of last, which is taken: ERR_TRUNCATED, ERR_TOO_BIG (memory), or
 * ERR_PICTURE. */
struct err lab_fault(void);

/* For CLEAN: gives an image back. */
void lab_unref(VipsImage **image);

/* Computes ${image} in this thread, line by line from the top; false after a fault. */
typedef void lab_line(void *context, const unsigned char *line);
bool lab_each_line(VipsImage *image, lab_line *take, void *context);

#endif

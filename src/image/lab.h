/*
 * lab.h: the darkroom's work: from a picture as it was received to those that are safe to serve.
 */
#ifndef XINSHI_IMAGE_LAB_H
#define XINSHI_IMAGE_LAB_H

#include "record/picture.h"

/* Makes the library ready; once in a process, before the others.  Opens what must be opened (the
 * module for AVIF), starts no thread.  ERR_LIBRARY. */
struct err lab_open(void);
void lab_close(void);

/* Decodes a small picture of each kind, in this thread alone, so that nothing is opened or loaded
 * later.  ERR_LIBRARY names a kind that fails; one that this machine's library does not have is
 * refused later, with its reason. */
struct err lab_warm_up(void);
/* Whether pictures of this kind can be decoded here: AVIF needs libheif. */
bool lab_knows(enum picture_format format);

/*
 * lab_print(arena, question, out):
 * Decodes the picture, once, and makes the prints asked for.
 * Takes:   any bytes.
 * Gives:   *${out}, living in ${arena}.
 * Limits:  PICTURE_BYTES_MAX, PICTURE_PIXELS_MAX, PICTURE_SIDE_MAX, and of kinds that cannot be
 *          decoded line by line what negative.c says: judged by the header, before any pixel.
 * Errors:  ERR_EMPTY, ERR_TOO_BIG, ERR_PICTURE_KIND (what it is instead), ERR_TRUNCATED,
 * ERR_PICTURE.
 */
struct err lab_print(
    struct arena *arena, const struct picture_question *question, struct picture *out);

#endif

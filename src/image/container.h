/*
 * container.h: what pictures are wrapped in, where the library does not look closely enough.  Only
 * for image/; knows no library.
 */
#ifndef XINSHI_IMAGE_CONTAINER_H
#define XINSHI_IMAGE_CONTAINER_H

#include "record/picture.h"

/* Whether all that a file of the HEIF family holds is AV1, or made of it, or data.  The library
 * judges by what the file calls itself, and decodes whatever is in it. */
bool heif_is_av1(struct raw bytes);

/* Whether a file that could not be decoded ends before it says so itself. */
bool picture_is_cut(enum picture_format format, struct raw bytes);

/* Which way up a picture is, by EXIF (its TIFF, from "II" or "MM" on): 1 to 8; 1 where it does not
 * say.  The first entry counts, no other folder is looked into. */
int exif_orientation(struct raw bytes);

/* A JPEG file without what programs and people add to it, so that no library reads that; and which
 * way up it is.  From the first segment that is none, as it is.  ${bytes} begin as JPEG does. */
void jpeg_strip(struct raw bytes, struct buf *out, int *orientation);

/* A WebP file with nothing but its picture: the library adds a head of EXIF to what has none. */
struct err webp_strip(struct raw bytes, struct buf *out);

#endif

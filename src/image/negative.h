/*
 * negative.h: the picture as it was received: what its header says, and its pixels at about the
 * size that is wanted.  Only for image/.
 */
#ifndef XINSHI_IMAGE_NEGATIVE_H
#define XINSHI_IMAGE_NEGATIVE_H

#include "image/inside.h"

struct negative {
	struct raw bytes;
	enum picture_format format;
	int32_t width, height; /* as it is stored */
	int32_t pages;
	int orientation; /* 1 to 8, as in EXIF */
	bool has_alpha;
};

/* Reads the header and nothing else; what it keeps of the bytes lives in ${arena}, or is of
 * ${bytes}.  ERR_EMPTY, ERR_PICTURE_KIND, ERR_TOO_BIG, ERR_TRUNCATED,
 * ERR_PICTURE. */
struct err negative_look(struct arena *arena, struct raw bytes, struct negative *out);
/* Why the library could not go on with it: lab_fault, and ERR_TRUNCATED where it does not say so.
 */
struct err negative_fault(const struct negative *negative);
/* Whether it lies on its side: upright, its width is what is stored as its height. */
bool negative_is_lying(const struct negative *negative);
/* Opens the first frame to be read from top to bottom, as stored, no smaller than ${width} by
 * ${height} (as stored): where the format can be decoded smaller than it is, it is. */
struct err negative_open(
    const struct negative *negative, int32_t width, int32_t height, VipsImage **out);

#endif

/*
 * png.h: a picture of two colours as PNG (ISO/IEC 15948): for icons, which are drawn bit by bit.
 */
#ifndef XINSHI_SHOW_PNG_H
#define XINSHI_SHOW_PNG_H

#include "base/buf.h"

struct png_picture {
	unsigned side;	     /* pixels, both ways */
	uint32_t paper, ink; /* 0xRRGGBB */
	bool (*is_ink)(unsigned x, unsigned y, unsigned side);
};

/* ERR_LIBRARY where it could not be compressed. */
struct err png_write(struct buf *out, const struct png_picture *picture);

#endif

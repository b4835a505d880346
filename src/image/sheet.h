/*
 * sheet.h: pixels and nothing else: what stands between the picture as received and its prints, so
 * that no metadata can pass.  Only for image/.
 */
#ifndef XINSHI_IMAGE_SHEET_H
#define XINSHI_IMAGE_SHEET_H

#include "image/negative.h"

/* Upright, sRGB or grey, eight bits, with or without transparency. */
struct sheet {
	unsigned char *pixels; /* line by line, without gaps */
	int32_t width, height;
	int32_t bands; /* 1 to 4 */
};

/* Decodes the picture to ${width} by ${height} pixels (upright).  ERR_TRUNCATED, ERR_PICTURE,
 * ERR_TOO_BIG. */
struct err sheet_expose(
    const struct negative *negative, int32_t width, int32_t height, struct sheet *out);
/* A smaller one of the same. */
struct err sheet_shrink(
    const struct sheet *sheet, int32_t width, int32_t height, struct sheet *out);
/* The library's view of it; it has no other data than pixels. */
VipsImage *sheet_image(const struct sheet *sheet);
/* As a file (print.c), which lives in ${arena}. */
struct err sheet_print(struct arena *arena, const struct sheet *sheet, enum picture_format format,
    int32_t quality, struct raw *out);
void sheet_done(struct sheet *sheet);

#endif

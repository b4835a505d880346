/*
 * resample.h: fewer pixels in the place of many: each is a mean of those it stands for, by the
 * cubic of Catmull and Rom, which keeps edges sharp.  Lines come one after another, so that the
 * picture they are of is never in memory.  Only for image/; knows no library.
 *
 * Three times as quick here as libvips's own, which makes machine code at run time for that, or is
 * slow without.
 */
#ifndef XINSHI_IMAGE_RESAMPLE_H
#define XINSHI_IMAGE_RESAMPLE_H

#include "base/buf.h"

struct resample;

struct resample_plan {
	int32_t from_width, from_height, width, height; /* none grows; 1 and more */
	int32_t bands;					/* 1 to 4, a byte each */
	bool has_alpha; /* the last band: colours count by how much they are seen */
};

/* The result is written to ${to}: plan->height lines of plan->width pixels. */
struct resample *resample_open(const struct resample_plan *plan, unsigned char *to);
/* The next line; after as many as there are, the result is whole. */
void resample_line(struct resample *resample, const unsigned char *line);
void resample_close(struct resample *resample);

#endif

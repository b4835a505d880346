/*
 * picture.h: what the darkroom (xinshi-image) is asked, and what it gives back: a picture as it was
 * received becomes a few smaller ones that are safe to serve.
 */
#ifndef XINSHI_RECORD_PICTURE_H
#define XINSHI_RECORD_PICTURE_H

#include "base/buf.h"

enum {
	PICTURE_BYTES_MAX = 20 << 20,	   /* of the original */
	PICTURE_PIXELS_MAX = 50 * 1000000, /* width by height */
	PICTURE_SIDE_MAX = 65535,
	PICTURE_PRINTS_MAX = 8, /* of one picture */
};

enum picture_format { PICTURE_JPEG = 1, PICTURE_PNG, PICTURE_WEBP, PICTURE_GIF, PICTURE_AVIF };
/* "jpeg"; "image/jpeg". */
const char *picture_format_name(enum picture_format format);
const char *picture_format_media(enum picture_format format);
/* What the first bytes say it is; 0: none of ours. */
enum picture_format picture_format_of(struct raw bytes);

/* One size that is wanted: at most so wide and high, never larger than the original. */
struct picture_size {
	int32_t width, height; /* pixels; 0: whatever the other gives */
	enum picture_format format; /* JPEG, PNG or WEBP */
	int32_t quality;       /* 1 to 100 */
};

struct picture_question {
	struct raw bytes;
	struct picture_size sizes[PICTURE_PRINTS_MAX];
	size_t count;
};

/* One of them, made: upright (Orientation applied), in sRGB, without any metadata. */
struct picture_print {
	int32_t width, height;
	enum picture_format format;
	struct raw bytes;
};

/* What came of it; views into the message. */
struct picture {
	enum picture_format format; /* of the original */
	int32_t width, height;	    /* of the original, upright */
	int32_t pages;		    /* frames; only the first is printed */
	bool has_alpha;
	struct picture_print prints[PICTURE_PRINTS_MAX]; /* in the order of the sizes; none twice alike */
	size_t count;
};

void wire_put_picture_question(struct buf *out, const struct picture_question *question);
struct err wire_get_picture_question(struct raw bytes, struct picture_question *out);
void wire_put_picture(struct buf *out, const struct picture *picture);
/* Checked as a stranger's: numbers within their ranges, formats that are ours, prints that begin as their format does and are
 * no larger than the original. */
struct err wire_get_picture(struct raw bytes, struct picture *out);

#endif

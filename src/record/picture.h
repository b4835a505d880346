/*
 * picture.h: what the darkroom (xinshi-image) is asked, and what it gives back: a picture as it was
 * received becomes a few smaller ones that are safe to serve.
 *
 * Prints are upright, in sRGB, of the first frame, and hold pixels alone: no place, device, author,
 * comment, profile or thumbnail of the original.  Where transparency cannot be kept (JPEG) the
 * ground is white.  A print may have more bytes than the original: whether it is worth keeping is
 * the asker's to judge.
 */
#ifndef XINSHI_RECORD_PICTURE_H
#define XINSHI_RECORD_PICTURE_H

#include "base/buf.h"

enum {
	PICTURE_BYTES_MAX = 20 << 20,	   /* of the original */
	PICTURE_PIXELS_MAX = 50 * 1000000, /* width by height; of AVIF the darkroom takes 24 million */
	PICTURE_SIDE_MAX = 65535,
	PICTURE_PAGES_MAX = 1 << 20, /* frames that are believed */
	PICTURE_PRINTS_MAX = 8,	     /* of one picture */
	PICTURE_PRINT_SIDE_MAX = 2560,
};

enum picture_format {
	PICTURE_JPEG = 1,
	PICTURE_PNG,
	PICTURE_WEBP,
	PICTURE_GIF,
	PICTURE_AVIF,
	PICTURE_FORMATS
};

/* "jpeg"; "image/jpeg"; "" of what is no format. */
const char *picture_format_name(enum picture_format format);
const char *picture_format_media(enum picture_format format);
/* The format named so ("jpg" is "jpeg"); 0: none of ours. */
enum picture_format picture_format_from_name(struct str name);
/* Whether prints are made in it: JPEG, PNG, WebP. */
bool picture_format_is_print(enum picture_format format);
/* What the first bytes say it is; 0: none of ours. */
enum picture_format picture_format_of(struct raw bytes);

/* Whether the darkroom would look at it at all, without asking it: ERR_EMPTY; ERR_TOO_BIG;
 * ERR_PICTURE_KIND, whose words say what it seems to be instead ("SVG", "a web page"). */
struct err picture_judge(struct raw bytes, enum picture_format *out);

/* One size that is wanted: at most so wide and high, never larger than the original, nor than
 * PICTURE_PRINT_SIDE_MAX. */
struct picture_size {
	int32_t width, height;	    /* pixels; 0: whatever the other gives */
	enum picture_format format; /* JPEG, PNG or WEBP */
	int32_t quality;	    /* 1 to 100; of PNG, which loses nothing, it means nothing */
};

struct picture_question {
	struct raw bytes;
	struct picture_size sizes[PICTURE_PRINTS_MAX];
	size_t count; /* 0: it is only looked at, as a whole all the same */
};

/* One of them, made. */
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
	/* in the order of the sizes; where two sizes come to the same, the first is made */
	struct picture_print prints[PICTURE_PRINTS_MAX];
	size_t count;
};

/* What a size comes to for a picture of ${width} by ${height}: at least one pixel each way. */
void picture_fit(struct picture_size size, int32_t width, int32_t height, int32_t *out_width,
    int32_t *out_height);

void wire_put_picture_question(struct buf *out, const struct picture_question *question);
struct err wire_get_picture_question(struct raw bytes, struct picture_question *out);
void wire_put_picture(struct buf *out, const struct picture *picture);
/* Checked as a stranger's: numbers within their ranges, formats that are ours, prints that begin as
 * their format does and are no larger than the original. */
struct err wire_get_picture(struct raw bytes, struct picture *out);

#endif

/*
 * picture.h: which print of a kept picture is shown where, and by which address.
 *
 * An address names a picture and, by the first half of a print's digest, the size that is meant:
 * /img/17/0123456789abcdef.  The same size may be there in several formats; the browser gets the
 * one it takes.  What such an address shows never changes.
 */
#ifndef XINSHI_SHOW_PICTURE_H
#define XINSHI_SHOW_PICTURE_H

#include "record/html.h"
#include "store/pictures.h"

enum {
	PICTURE_SMALL_WIDTH = 240, /* for who wants them small */
	PICTURE_PAGE_WIDTH = 480, /* on a page: the narrowest print of at least so many pixels */
	PICTURE_NAME = 16,	  /* hexadecimal digits of a digest in an address */
};

/* What a browser takes besides JPEG, PNG and GIF, by its Accept header. */
bool accepts_webp(struct str accept);

/* The narrowest print of at least ${width} pixels, else the widest; of several formats of that size
 * the one wanted (0: none is), else WebP where it is taken, else another.  ${prints} must not be
 * empty. */
const struct print_row *print_choose(
    const struct print_rows *prints, double width, enum picture_format wanted, bool webp);
/* The print whose digest begins so; NULL. */
const struct print_row *print_by_name(const struct print_rows *prints, struct str name);
/* "/img/17/0123456789abcdef" of this size. */
struct str print_path(
    struct arena *arena, int64_t picture, const struct print_rows *prints, int64_t width);

/* Where the pictures of a body come from. */
struct gallery {
	struct archive *archive;
	bool small;	   /* as narrow as there are */
	struct str base;   /* before the paths of ours: S("") on pages, where we are reached in feeds */
	html_image *image; /* instead of all that, where not NULL: who shows them elsewhere */
	void *context;
};
/* What is shown for the picture that an article has from ${url}; src is empty where no print of it
 * is kept. */
struct html_picture picture_shown(
    const struct gallery *gallery, struct arena *arena, struct str url);

#endif

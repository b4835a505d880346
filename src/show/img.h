/*
 * img.h: what is asked of a proxy of pictures by the parameters that such proxies have in common:
 * url, w, h, fit, output, q, dpr.
 *
 * Prints are made when a picture is captured, and nothing is made for a reader: the answer is the
 * kept print that is nearest to what is asked, not smaller where there is one that is not.  What
 * cannot be understood is as if it had not been said, as proxies do it.
 */
#ifndef XINSHI_SHOW_IMG_H
#define XINSHI_SHOW_IMG_H

#include "show/params.h"
#include "show/picture.h"
#include "text/url.h"

enum img_fit { IMG_INSIDE, IMG_COVER };

struct img_ask {
	struct url url; /* of the picture, maybe a proxy's */
	double width,
	    height; /* pixels of a screen, dpr times those asked for; 0: whatever the other gives */
	enum img_fit fit;	    /* whether the picture is to fit into both, or to cover both */
	enum picture_format format; /* 0: any */
};

/* ERR_USAGE ("url") where there is no address, or none that could be one. */
struct err img_ask_read(struct arena *arena, const struct args *args, struct img_ask *out);
/* How wide a print of these proportions must be. */
double img_width(const struct img_ask *ask, int64_t width, int64_t height);

#endif

/*
 * image_source.h: which of the addresses that a page has for one picture is the one to keep.
 */
#ifndef XINSHI_REFINE_IMAGE_SOURCE_H
#define XINSHI_REFINE_IMAGE_SOURCE_H

#include "refine/address.h"

enum { IMAGE_WIDTH_USEFUL = 2000 }; /* pixels: more is of no use to who reads */

/*
 * image_source(image, is_lazy):
 * The largest useful one that srcset (of the picture, or of the sources around it) tells the width
 * of; where scripts would have taken it from; src; the densest of what tells no width.  What only
 * holds the place (data:, blank.gif) is passed over.
 * Gives:   the value as the page has it; *${is_lazy}: it is not where one without scripts looks.
 * Spec:    HTML 4.8.4.2.1.
 */
struct str image_source(const struct page_image *image, bool *is_lazy);

#endif

/*
 * page_image.h: the picture an article begins with.
 *
 * What a page tells programs is often cut for sharing, or the site's sign; the picture that people see above the text is meant.
 */
#ifndef XINSHI_REFINE_PAGE_IMAGE_H
#define XINSHI_REFINE_PAGE_IMAGE_H

#include "refine/features.h"
#include "text/url.h"

/* The address of the first large picture near the headline, as it stands or absolute where ${url} is known, in its largest size; of one
 * that is ${told} too as people see it, since what is shared is often cut, but for small ones.  ${told} where none is seen.  Living in
 * ${arena}, or ${told}. */
struct str image_choose(struct arena *arena, const struct page *page, const struct features *features, struct url url, struct str told);

#endif

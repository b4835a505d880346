/*
 * style.h: the one style sheet, which stands in every page.
 */
#ifndef XINSHI_SHOW_STYLE_H
#define XINSHI_SHOW_STYLE_H

#include "base/buf.h"

/* The sheet, minified by the build out of style.css; and the digest of one as a content policy
 * wants it: 'sha256-...'. */
struct str style_sheet(void);
void style_hash(struct str sheet, struct buf *out);

#endif

/* site_edit.h: the tree changed as a site's rules ask for.  Only for site_*.c. */
#ifndef XINSHI_REFINE_SITE_EDIT_H
#define XINSHI_REFINE_SITE_EDIT_H

#include "refine/site_apply.h"

/* Makes ${view}->doc and its marks anew where a rule unwraps, wraps, moves or changes attributes; a
 * tree that becomes too large or too deep stays as it was, with a remark. */
void site_edit(struct arena *arena, struct site_walk *walk, struct site_view *view);

#endif

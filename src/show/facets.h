/*
 * facets.h: counts by source, language and month, as links that narrow a search; the months as
 * bars.
 */
#ifndef XINSHI_SHOW_FACETS_H
#define XINSHI_SHOW_FACETS_H

#include "show/request.h"

void facets_write(struct request *request, struct html_out *out, const struct results *results);

#endif

/*
 * facets.h: counts by source, language, month and what articles have, as links that narrow a
 * search, and the way back; the months as bars.
 */
#ifndef XINSHI_SHOW_FACETS_H
#define XINSHI_SHOW_FACETS_H

#include "show/request.h"

/* The filters that are set, each with a link without it. */
void facets_chosen(struct request *request, struct html_out *out);
void facets_write(struct request *request, struct html_out *out, const struct results *results);

#endif

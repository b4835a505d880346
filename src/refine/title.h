/*
 * title.h: a title taken apart, by data/titles.tsv.
 */
#ifndef XINSHI_REFINE_TITLE_H
#define XINSHI_REFINE_TITLE_H

#include "base/str.h"

struct title {
	struct str headline, section, site; /* views into the title; empty where there is none */
};

/* "[World] Headline - RFI" -> World, Headline, RFI.  What neither the table nor ${source}, the
 * outlet's own name, knows stays in the headline. */
void title_split(struct str title, struct str source, struct title *out);

#endif

/*
 * zone.h: the zone in which days and clock times are shown.
 */
#ifndef XINSHI_SHOW_ZONE_H
#define XINSHI_SHOW_ZONE_H

#include "store/articles.h"

/* The zone of the outlets that together have most articles, so that an archive of Chinese outlets
 * turns its pages at midnight in China; among equals that of the outlet listed first; UTC where
 * there are none. */
int32_t zone_of_most(const struct sources *sources);

#endif

/*
 * map.h: where figures are from: a map of the world with a dot for each place that has degrees.
 */
#ifndef XINSHI_SHOW_MAP_H
#define XINSHI_SHOW_MAP_H

#include "base/str.h"
#include "show/html_out.h"
#include "store/figures.h"

/* A point of the plane on which land is drawn (data/land.tsv): half a degree a step, from 180 degrees west and 84 north. */
struct map_point {
	double x, y;
};

/* "36.9,104.2" (degrees north, degrees east) -> its point; false for what is no such pair, and what lies off the plane. */
bool map_point(struct str degrees, struct map_point *out);

/*
 * Inline SVG: land without borders, equirectangular, and a dot for each place of ${rows} that has degrees, linked to the place's page;
 * its area grows with the number of figures.  Nothing where no place has degrees.  Everything in it also stands in the table that
 * follows it, so that those who read with their ears or fingers are led past it.
 */
void map_write(struct html_out *out, const struct figure_word_rows *rows);

#endif

/* map.c: a map of the world with dots, as inline SVG. */
#include "show/map.h"

#include <math.h>
#include <stdlib.h>

enum { WIDTH = 720, HEIGHT = 284, DOT_LEAST = 2, DOT_MOST = 12, NUMBER_MAX = 24 };

static const struct str land[] = {
#define ROW(path) STR_INIT(path),
#include "gen/land.inc"
#undef ROW
};

/* A number with a sign and a fraction. */
static bool
degrees_pull(struct str *s, double *out)
{
	char text[NUMBER_MAX] = { 0 }, *end;

	if (!s->n || s->n >= sizeof text)
		return false;
	memcpy(text, s->p, s->n);
	*out = strtod(text, &end);
	if (end == text || !isfinite(*out))
		return false;
	*s = str_from(*s, (size_t)(end - text));
	return true;
}

bool
map_point(struct str degrees, struct map_point *out)
{
	double north, east;

	if (!degrees_pull(&degrees, &north) || !degrees.n || degrees.p[0] != ',')
		return false;
	degrees = str_from(degrees, 1);
	if (!degrees_pull(&degrees, &east) || degrees.n)
		return false;
	*out = (struct map_point){ .x = (east + 180) * 2, .y = (84 - north) * 2 };
	return out->x >= 0 && out->x <= WIDTH && out->y >= 0 && out->y <= HEIGHT;
}

static void
dot_write(struct html_out *out, const struct figure_word_row *row, int64_t most)
{
	struct map_point at;

	if (!map_point(row->at, &at))
		return;
	out_put(out, "<a tabindex='-1'");
	out_href(out, "/name/%lld", (long long)row->id);
	buf_push_format(out->to, "><circle cx='%.1f' cy='%.1f' r='%.1f'/><title>", at.x, at.y,
	    DOT_LEAST + (DOT_MOST - DOT_LEAST) * sqrt((double)row->figures / (double)most));
	out_text(out, row->form.n ? row->form : row->word);
	out_put(out, ": ");
	out_int(out, row->figures);
	out_put(out, "</title></a>\n");
}

void
map_write(struct html_out *out, const struct figure_word_rows *rows)
{
	struct map_point at;
	int64_t most = 0;

	for (size_t i = 0; i < rows->count; i++)
		if (map_point(rows->items[i].at, &at) && rows->items[i].figures > most)
			most = rows->items[i].figures;
	if (!most)
		return;
	buf_push_format(out->to, "<svg viewBox='0 0 %d %d' width='100%%' aria-hidden='true'><path fill='currentColor' fill-opacity='.2' d='",
	    WIDTH, HEIGHT);
	for (size_t i = 0; i < LENGTH(land); i++)
		buf_push_str(out->to, land[i]);
	out_put(out, "'/><g fill='currentColor' fill-opacity='.5'>\n");
	for (size_t i = 0; i < rows->count; i++)
		dot_write(out, &rows->items[i], most);
	out_put(out, "</g></svg>\n");
}

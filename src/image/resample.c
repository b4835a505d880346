#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "image/resample.h"

enum {
	LANES = 4, /* of a vector: a pixel's bands, and what follows them */
	RADIUS = 2,
	SUMS = 2 * RADIUS + 2, /* lines under way at once */
};

typedef float lanes __attribute__((vector_size(LANES * sizeof(float))));

/* What one pixel (or line) is made of: those from ${first} on, ${count} of them. */
struct window {
	int32_t first, count;
	const float *weights; /* their sum is 1 */
};

struct resample {
	struct resample_plan plan;
	struct arena arena;
	struct window *across, *down;
	float *line;	   /* the one at hand, colours times transparency where there is any */
	float *sums[SUMS]; /* of the lines under way, by their number: as wide as the original */
	int32_t taken, done, begun; /* lines: of the original; of the result */
	unsigned char *to;
};

/* ---- weights ---- */

static double
cubic(double x)
{
	x = fabs(x);
	if (x < 1)
		return (1.5 * x - 2.5) * x * x + 1;
	return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

static struct window
window_at(struct arena *arena, int32_t at, double scale, int32_t size)
{
	double center = (at + 0.5) * scale, radius = RADIUS * scale, sum = 0;
	int32_t first = (int32_t)ceil(center - radius - 0.5),
		last = (int32_t)floor(center + radius - 0.5);
	float *weights;

	if (first < 0)
		first = 0;
	if (last >= size)
		last = size - 1;
	weights = arena_array(arena, float, (size_t)(last - first + 1));
	for (int32_t i = first; i <= last; i++)
		sum += cubic((i + 0.5 - center) / scale);
	for (int32_t i = first; i <= last; i++)
		weights[i - first] = (float)(cubic((i + 0.5 - center) / scale) / sum);
	return (struct window){ first, last - first + 1, weights };
}

static struct window *
windows_new(struct arena *arena, int32_t from, int32_t to)
{
	struct window *windows = arena_array(arena, struct window, (size_t)to);

	for (int32_t i = 0; i < to; i++)
		windows[i] = window_at(arena, i, (double)from / to, from);
	return windows;
}

/* ---- lines ---- */

static size_t
samples_of(const struct resample *r)
{
	return (size_t)r->plan.from_width * (size_t)r->plan.bands;
}

/* A line as numbers. */
static void
take_line(struct resample *r, const unsigned char *line)
{
	size_t n = samples_of(r), bands = (size_t)r->plan.bands;

	for (size_t i = 0; i < n; i++)
		r->line[i] = line[i];
	if (!r->plan.has_alpha)
		return;
	for (size_t i = 0; i < n; i += bands) {
		float seen = r->line[i + bands - 1] * (1.0f / 255);
		for (size_t band = 0; band + 1 < bands; band++)
			r->line[i + band] *= seen;
	}
}

static void
add_line(float *restrict sum, const float *restrict line, size_t n, float weight)
{
	for (size_t i = 0; i < n; i++)
		sum[i] += weight * line[i];
}

static lanes
pixel_at(const float *sum, const struct window *window, size_t bands)
{
	lanes total = { 0 };

	sum += (size_t)window->first * bands;
	for (int32_t i = 0; i < window->count; i++, sum += bands) {
		lanes pixel;
		memcpy(&pixel, sum, sizeof(pixel));
		total += window->weights[i] * pixel;
	}
	return total;
}

static unsigned char
byte_of(float value)
{
	return value <= 0 ? 0 : value >= 255 ? 255 : (unsigned char)(value + 0.5f);
}

static void
put_pixel(lanes pixel, size_t bands, bool has_alpha, unsigned char *to)
{
	if (has_alpha) {
		float seen = pixel[bands - 1];
		for (size_t band = 0; band + 1 < bands; band++)
			pixel[band] = seen > 0.5f ? pixel[band] * 255 / seen : 0;
	}
	for (size_t band = 0; band < bands; band++)
		to[band] = byte_of(pixel[band]);
}

/* A line of the result from the sum of those that it stands for. */
static void
finish_line(struct resample *r)
{
	const float *sum = r->sums[r->done % SUMS];
	size_t bands = (size_t)r->plan.bands;

	for (int32_t x = 0; x < r->plan.width; x++, r->to += bands)
		put_pixel(pixel_at(sum, &r->across[x], bands), bands, r->plan.has_alpha, r->to);
	r->done++;
}

void
resample_line(struct resample *r, const unsigned char *line)
{
	size_t n = samples_of(r);
	int32_t at = r->taken++;

	assert(at < r->plan.from_height);
	take_line(r, line);
	while (r->begun < r->plan.height && r->down[r->begun].first <= at)
		memset(r->sums[r->begun++ % SUMS], 0, n * sizeof(float));
	assert(r->begun - r->done <= SUMS);
	for (int32_t y = r->done; y < r->begun; y++)
		add_line(r->sums[y % SUMS], r->line, n, r->down[y].weights[at - r->down[y].first]);
	while (r->done < r->begun && r->down[r->done].first + r->down[r->done].count == at + 1)
		finish_line(r);
}

/* ---- life ---- */

struct resample *
resample_open(const struct resample_plan *plan, unsigned char *to)
{
	struct resample *r = mem_alloc(sizeof(*r));
	size_t n;

	assert(plan->width <= plan->from_width && plan->height <= plan->from_height);
	*r = (struct resample){ .plan = *plan, .to = to };
	n = samples_of(r);
	r->across = windows_new(&r->arena, plan->from_width, plan->width);
	r->down = windows_new(&r->arena, plan->from_height, plan->height);
	r->line = arena_array(&r->arena, float, n);
	/* the last pixel is read with what would follow it */
	for (size_t i = 0; i < SUMS; i++)
		r->sums[i] = arena_array(&r->arena, float, n + LANES);
	return r;
}

void
resample_close(struct resample *r)
{
	if (!r)
		return;
	arena_done(&r->arena);
	free(r);
}

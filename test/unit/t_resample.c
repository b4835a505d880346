/* Fewer pixels in the place of many. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "image/resample.h"

/* The lines of ${from}, one after another; the result lives in ${arena}. */
static unsigned char *
resampled(struct arena *arena, struct resample_plan plan, const unsigned char *from)
{
	size_t line = (size_t)plan.from_width * (size_t)plan.bands;
	size_t size = (size_t)plan.width * (size_t)plan.height * (size_t)plan.bands;
	/* of just its size, so that a checker sees the first byte written behind it */
	unsigned char *to = mem_alloc(size), *kept;
	struct resample *resample = resample_open(&plan, to);

	for (int32_t y = 0; y < plan.from_height; y++)
		resample_line(resample, from + (size_t)y * line);
	resample_close(resample);
	kept = (unsigned char *)raw_copy(arena, (struct raw){ to, size }).p;
	free(to);
	return kept;
}

static void
one_colour_stays_itself(void **state)
{
	static const struct {
		int32_t from[2], to[2];
	} sizes[] = {
		{ { 1, 1 }, { 1, 1 } },
		{ { 2, 2 }, { 1, 1 } },
		{ { 7, 5 }, { 6, 4 } },
		{ { 100, 1 }, { 3, 1 } },
		{ { 1, 100 }, { 1, 99 } },
		{ { 64, 64 }, { 64, 63 } },
		{ { 1000, 3 }, { 1, 3 } },
		{ { 333, 257 }, { 100, 11 } },
		{ { 65535, 2 }, { 480, 1 } },
	};
	(void)state;

	for (size_t i = 0; i < LENGTH(sizes); i++)
		for (int32_t bands = 1; bands <= 4; bands++) {
			struct arena arena CLEAN(arena_done) = { 0 };
			struct resample_plan plan = { sizes[i].from[0], sizes[i].from[1],
				sizes[i].to[0], sizes[i].to[1], bands, bands == 2 || bands == 4 };
			size_t n =
			    (size_t)plan.from_width * (size_t)plan.from_height * (size_t)bands;
			unsigned char *from = arena_alloc(&arena, n), *to;

			for (size_t j = 0; j < n; j++)
				from[j] = (unsigned char)(255 - 50 * (j % (size_t)bands));
			to = resampled(&arena, plan, from);
			n = (size_t)plan.width * (size_t)plan.height * (size_t)bands;
			for (size_t j = 0; j < n; j++)
				assert_in_range(to[j], 254 - 50 * (j % (size_t)bands),
				    255 - 50 * (j % (size_t)bands));
		}
}

static void
a_slope_stays_a_slope(void **state)
{
	enum { FROM = 256, TO = 100 };
	unsigned char from[FROM * FROM], *to;
	struct arena arena CLEAN(arena_done) = { 0 };
	(void)state;

	for (int y = 0; y < FROM; y++)
		for (int x = 0; x < FROM; x++)
			from[y * FROM + x] = (unsigned char)((x + y) / 2);
	to = resampled(&arena, (struct resample_plan){ FROM, FROM, TO, TO, 1, false }, from);
	for (int y = 0; y < TO; y++)
		for (int x = 0; x < TO; x++) {
			double want = ((x + 0.5) + (y + 0.5)) * FROM / TO / 2 - 0.75;
			assert_in_range(
			    to[y * TO + x], want < 2 ? 0 : (int)want - 2, (int)want + 2);
		}
}

/* Edges are kept where they are, and what is beyond black and white is black and white. */
static void
an_edge_stays_where_it_is(void **state)
{
	enum { FROM = 90, TO = 30 };
	unsigned char from[FROM], *to;
	struct arena arena CLEAN(arena_done) = { 0 };
	(void)state;

	for (int x = 0; x < FROM; x++)
		from[x] = x < FROM / 2 ? 0 : 255;
	to = resampled(&arena, (struct resample_plan){ FROM, 1, TO, 1, 1, false }, from);
	for (int x = 0; x < TO; x++)
		if (x < TO / 2)
			assert_in_range(to[x], 0, 40);
		else
			assert_in_range(to[x], 215, 255);
	assert_int_equal(to[0], 0);
	assert_int_equal(to[TO - 1], 255);
}

static void
what_is_not_seen_has_no_colour(void **state)
{
	/* red that is seen beside green that is not */
	static const unsigned char from[4 * 4] = { 255, 0, 0, 255, 0, 255, 0, 0, 255, 0, 0, 255, 0,
		255, 0, 0 };
	struct arena arena CLEAN(arena_done) = { 0 };
	unsigned char *to = resampled(&arena, (struct resample_plan){ 4, 1, 2, 1, 4, true }, from);
	(void)state;

	for (int x = 0; x < 2; x++) {
		assert_in_range(to[4 * x], 254, 255);
		assert_int_equal(to[4 * x + 1], 0);
		assert_in_range(to[4 * x + 3], 100, 156);
	}
	resample_close(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_colour_stays_itself),
		cmocka_unit_test(a_slope_stays_a_slope),
		cmocka_unit_test(an_edge_stays_where_it_is),
		cmocka_unit_test(what_is_not_seen_has_no_colour),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

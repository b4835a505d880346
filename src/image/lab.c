#include <stdlib.h>

#include "image/sheet.h"

/* A print that is wanted: its size in pixels, and where it stands in the answer. */
struct wanted {
	struct picture_size size;
	int32_t width, height;
	size_t at;
};

static bool
is_same(const struct wanted *a, const struct wanted *b)
{
	return a->width == b->width && a->height == b->height && a->size.format == b->size.format;
}

/* What the sizes come to, without those that come to the same as one before. */
static size_t
plan(const struct picture_question *question, const struct picture *picture,
    struct wanted wanted[PICTURE_PRINTS_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < question->count; i++) {
		struct wanted *next = &wanted[count];
		bool is_known = false;

		*next = (struct wanted){ .size = question->sizes[i], .at = count };
		picture_fit(
		    next->size, picture->width, picture->height, &next->width, &next->height);
		for (size_t j = 0; j < count; j++)
			is_known = is_known || is_same(&wanted[j], next);
		count += !is_known;
	}
	return count;
}

/* Largest first: each is made from the one before. */
static int
compare_wanted(const void *a, const void *b)
{
	const struct wanted *one = a, *other = b;
	int64_t first = (int64_t)one->width * one->height,
		second = (int64_t)other->width * other->height;

	return first > second ? -1 : first < second ? 1 : one->at < other->at ? -1 : 1;
}

/* Makes ${sheet} the one of this size. */
static struct err
sheet_become(struct sheet *sheet, const struct wanted *wanted)
{
	struct sheet smaller;
	struct err err;

	if (sheet->width == wanted->width && sheet->height == wanted->height)
		return (struct err){ 0 };
	err = sheet_shrink(sheet, wanted->width, wanted->height, &smaller);
	if (err.code)
		return err;
	sheet_done(sheet);
	*sheet = smaller;
	return err;
}

static struct err
print_all(struct arena *arena, struct sheet *sheet, const struct wanted *wanted, size_t count,
    struct picture *out)
{
	struct err err = { 0 };

	for (size_t i = 0; i < count && !err.code; i++) {
		struct picture_print *print = &out->prints[wanted[i].at];

		err = sheet_become(sheet, &wanted[i]);
		*print = (struct picture_print){ wanted[i].width, wanted[i].height,
			wanted[i].size.format, { 0 } };
		if (!err.code)
			err = sheet_print(
			    arena, sheet, print->format, wanted[i].size.quality, &print->bytes);
	}
	out->count = count;
	return err;
}

/* Where nothing is to be printed, it is decoded as small as it can be all the same: whether it is
 * whole is part of the answer. */
static const struct wanted smallest = { .width = 1, .height = 1 };

struct err
lab_print(struct arena *arena, const struct picture_question *question, struct picture *out)
{
	struct sheet sheet CLEAN(sheet_done) = { 0 };
	struct wanted wanted[PICTURE_PRINTS_MAX];
	const struct wanted *largest = &smallest;
	struct picture picture = { 0 };
	struct negative negative;
	struct err err = negative_look(arena, question->bytes, &negative);
	bool is_lying;

	if (err.code)
		return err;
	is_lying = negative_is_lying(&negative);
	picture = (struct picture){ .format = negative.format,
		.width = is_lying ? negative.height : negative.width,
		.height = is_lying ? negative.width : negative.height,
		.pages = negative.pages,
		.has_alpha = negative.has_alpha };
	picture.count = plan(question, &picture, wanted);
	if (picture.count) {
		qsort(wanted, picture.count, sizeof(wanted[0]), compare_wanted);
		largest = &wanted[0];
	}
	err = sheet_expose(&negative, largest->width, largest->height, &sheet);
	if (!err.code)
		err = print_all(arena, &sheet, wanted, picture.count, &picture);
	if (!err.code)
		*out = picture;
	return err;
}

/* close.c: distances between words (Damerau and Levenshtein, with neighbours swapped), and the
 * nearest place in a text (Sellers). */
#include "search/suggest.h"

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

unsigned
word_distance(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count, unsigned most)
{
	unsigned rows[3][CLOSE_MAX + 1], *before = rows[0], *last = rows[1], *row = rows[2];

	a_count = a_count < CLOSE_MAX ? a_count : CLOSE_MAX;
	b_count = b_count < CLOSE_MAX ? b_count : CLOSE_MAX;
	if ((a_count > b_count ? a_count - b_count : b_count - a_count) > most)
		return most + 1;
	for (size_t k = 0; k <= b_count; k++)
		last[k] = (unsigned)k;
	for (size_t i = 1; i <= a_count; i++) {
		unsigned *freed = before;

		row[0] = (unsigned)i;
		for (size_t k = 1; k <= b_count; k++) {
			row[k] = least(
			    last[k - 1] + (a[i - 1] != b[k - 1]), least(last[k], row[k - 1]) + 1);
			if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
				row[k] = least(row[k], before[k - 2] + 1);
		}
		before = last, last = row, row = freed;
	}
	return least(last[b_count], most + 1);
}

/* A column of the table: how far the first characters of the word are from what ends here, and
 * where that began. */
struct reach {
	unsigned far;
	size_t from;
};

static struct reach
nearer(struct reach a, struct reach b)
{
	return a.far <= b.far ? a : b;
}

static struct reach
farther(struct reach a, unsigned by)
{
	a.far += by;
	return a;
}

/* Of two stretches equally far the one as long as the word: a character written otherwise is
 * likelier than one left out. */
static bool
is_fitter(size_t count, size_t length, size_t before)
{
	size_t off = length > count ? length - count : count - length;
	size_t off_before = before > count ? before - count : count - before;

	return off < off_before;
}

unsigned
word_nearest(const uint32_t *word, size_t count, const uint32_t *text, size_t text_count,
    unsigned most, size_t *from, size_t *to)
{
	struct reach columns[2][CLOSE_MAX + 1], *last = columns[0], *column = columns[1];
	unsigned best = most + 1;

	count = count < CLOSE_MAX ? count : CLOSE_MAX;
	for (size_t i = 0; i <= count; i++)
		last[i] = (struct reach){ (unsigned)i, 0 };
	for (size_t at = 1; at <= text_count; at++) {
		struct reach *freed = last;

		column[0] = (struct reach){ 0, at };
		for (size_t i = 1; i <= count; i++)
			column[i] = nearer(farther(last[i - 1], word[i - 1] != text[at - 1]),
			    nearer(farther(last[i], 1), farther(column[i - 1], 1)));
		if (column[count].far < best ||
		    (column[count].far == best && best <= most &&
			is_fitter(count, at - column[count].from, *to - *from))) {
			best = column[count].far;
			*from = column[count].from;
			*to = at;
		}
		last = column, column = freed;
	}
	return best;
}

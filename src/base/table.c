#include "base/table.h"

static const char *
name_of(const void *rows, size_t at, size_t row_size)
{
	return *(const char *const *)((const char *)rows + at * row_size);
}

/* As str_compare, without measuring the row's name first. */
static int
compare(struct str name, const char *row)
{
	for (size_t i = 0; i < name.n; i++) {
		unsigned char a = (unsigned char)name.p[i], b = (unsigned char)row[i];

		if (a != b || !b)
			return a > b ? 1 : a < b ? -1 : 1;
	}
	return row[name.n] ? -1 : 0;
}

const void *
table_find(const void *rows, size_t count, size_t row_size, struct str name)
{
	size_t from = 0, to = count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = compare(name, name_of(rows, middle, row_size));
		if (order == 0)
			return (const char *)rows + middle * row_size;
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return NULL;
}

bool
table_is_sorted(const void *rows, size_t count, size_t row_size)
{
	for (size_t i = 1; i < count; i++)
		if (strcmp(name_of(rows, i - 1, row_size), name_of(rows, i, row_size)) >= 0)
			return false;
	return true;
}

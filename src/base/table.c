#include "base/table.h"

static struct str
name_of(const void *rows, size_t at, size_t row_size)
{
	return str_from_c(*(const char *const *)((const char *)rows + at * row_size));
}

const void *
table_find(const void *rows, size_t count, size_t row_size, struct str name)
{
	size_t from = 0, to = count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = str_compare(name, name_of(rows, middle, row_size));
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
		if (str_compare(name_of(rows, i - 1, row_size), name_of(rows, i, row_size)) >= 0)
			return false;
	return true;
}

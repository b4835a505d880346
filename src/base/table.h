/*
 * table.h: looking a name up in a sorted table of rows that begin with a C string (what tools/tsv2c.awk makes with
 * %sorted).  Rows are in byte order; a unit test checks every such table.
 */
#ifndef XINSHI_BASE_TABLE_H
#define XINSHI_BASE_TABLE_H

#include "base/str.h"

/* The row whose first member, a const char *, equals ${name}; NULL if there is none. */
const void *table_find(const void *rows, size_t count, size_t row_size, struct str name);
/* Whether the rows are in order, without equal names. */
bool table_is_sorted(const void *rows, size_t count, size_t row_size);

#define TABLE_FIND(rows, name) table_find((rows), LENGTH(rows), sizeof((rows)[0]), (name))

#endif

/* prints.c: what was made of pictures, and is served. */
#include "store/pictures.h"
#include "store/store.h"

enum { PRINT_SUM = 5 };

static struct err
row_add(struct archive *archive, int64_t picture, const struct print_row *print)
{
	struct sql q = sql_query(archive,
	    "REPLACE INTO prints (picture, width, format, height, blob, sum) VALUES (?,?,?,?,?,?)");

	sql_bind_int(&q, picture);
	sql_bind_int(&q, print->width);
	sql_bind_int(&q, print->format);
	sql_bind_int(&q, print->height);
	sql_bind_int(&q, print->blob);
	sql_bind_sum(&q);
	return sql_run(&q);
}

struct err
print_add(struct archive *archive, int64_t picture, const struct picture_print *print)
{
	struct print_row row = {
		.width = print->width, .height = print->height, .format = print->format
	};
	struct err e = blob_add(archive, print->bytes, NULL, &row.blob);

	return e.code ? e : row_add(archive, picture, &row);
}

static struct print_row
row_take(struct sql *q)
{
	if (!sql_sum_ok(q, PRINT_SUM))
		sql_fail(q, err_new(ERR_DAMAGE, "the row of a print"));
	return (struct print_row){ .width = sql_int(q, 1),
		.format = (enum picture_format)sql_int(q, 2),
		.height = sql_int(q, 3),
		.blob = sql_int(q, 4),
		.size = sql_int(q, 6),
		.digest = sql_digest(q, 7) };
}

struct err
prints_list(struct archive *archive, int64_t picture, struct print_rows *out)
{
	struct print_rows rows = { 0 };
	struct sql q = sql_query(archive,
	    "SELECT p.picture, p.width, p.format, p.height, p.blob, p.sum, b.size, b.digest"
	    " FROM prints p JOIN blobs b ON b.id = p.blob WHERE p.picture = ?"
	    " ORDER BY p.width, p.format LIMIT ?");

	sql_bind_int(&q, picture);
	sql_bind_int(&q, PICTURE_PRINTS_MAX);
	while (sql_row(&q))
		rows.items[rows.count++] = row_take(&q);
	struct err e = sql_end(&q);
	if (!e.code)
		*out = rows;
	return e;
}

struct err
prints_share(struct archive *archive, int64_t from, int64_t to)
{
	struct print_rows rows;
	struct err e = prints_list(archive, from, &rows);

	for (size_t i = 0; !e.code && i < rows.count; i++)
		e = row_add(archive, to, &rows.items[i]);
	return e;
}

#include "store/story_marks.h"

#include "store/readers_file.h"

/* The lower number first, so that the pair stands once. */
static struct err
mark_insert(struct archive *file, const struct story_mark *mark)
{
	bool in_order = mark->article < mark->other;
	struct sql q = sql_query(file, "INSERT OR REPLACE INTO story_marks (article, other, together, made, sum)"
				       " VALUES (?, ?, ?, ?, ?)");

	sql_bind_int(&q, in_order ? mark->article : mark->other);
	sql_bind_int(&q, in_order ? mark->other : mark->article);
	sql_bind_int(&q, mark->together);
	sql_bind_int(&q, mark->made);
	sql_bind_sum(&q);
	return sql_run(&q);
}

struct err
story_mark_add(struct readers *readers, const struct story_mark *mark)
{
	int64_t count = 0;
	struct err e = { 0 };

	if (mark->article == mark->other || mark->article <= 0 || mark->other <= 0)
		return err_new(ERR_USAGE, "other");
	e = story_marks_count(readers, &count);
	if (!e.code && count >= STORY_MARKS_MAX)
		e = err_new(ERR_LIMIT, "marks");
	return e.code ? e : mark_insert(readers_file(readers), mark);
}

/* A file from before there were such marks, opened to look. */
static struct err
has_marks(struct readers *readers, bool *out)
{
	int64_t tables = 0;
	struct err e = sql_one_int(
	    readers_file(readers), "SELECT count(*) FROM sqlite_schema WHERE name = 'story_marks'", &tables);

	*out = tables > 0;
	return e;
}

struct err
story_marks_list(struct readers *readers, struct arena *arena, struct story_marks_kept *out)
{
	struct story_marks_kept marks = { 0 };
	size_t capacity = 0;
	bool has = false;
	struct err e = has_marks(readers, &has);

	*out = marks;
	if (e.code || !has)
		return e;
	struct sql q = sql_query(readers_file(readers),
	    "SELECT article, other, together, made, sum FROM story_marks ORDER BY made, article, other");
	while (sql_row(&q)) {
		if (!sql_sum_ok(&q, 4))
			sql_fail(&q, err_new(ERR_DAMAGE, "the row of a mark"));
		arena_push(arena, marks.items, marks.count, capacity);
		marks.items[marks.count++] =
		    (struct story_mark){ sql_int(&q, 0), sql_int(&q, 1), sql_int(&q, 2) != 0, sql_int(&q, 3) };
	}
	e = sql_end(&q);
	if (!e.code)
		*out = marks;
	return e;
}

struct err
story_marks_count(struct readers *readers, int64_t *out)
{
	bool has = false;
	struct err e = has_marks(readers, &has);

	*out = 0;
	return e.code || !has ? e : sql_one_int(readers_file(readers), "SELECT count(*) FROM story_marks", out);
}

/* figure_find.c: figures by what they are about, who says them, where and when. */
#include "store/figures.h"

#include <stdlib.h>

#include "store/figure_find.h"
#include "store/figure_rows.h"
#include "text/fold.h"

enum { LIST_DEFAULT = 50 };

/* ---- what a filter asks for, in numbers ---- */

struct wanted {
	const struct figure_filter *filter;
	int64_t slot, unit;
	bool has_place, has_speaker, is_none; /* is_none: nothing can be it */
	struct marks places, speakers;
	struct marks of; /* revisions of an article, or with a name */
	struct marks older; /* revisions that are not the newest of theirs */
};

/* A word that no figure has is asked for in vain. */
static struct err
word_wanted(struct archive *archive, struct str word, struct wanted *wanted, int64_t *id)
{
	struct err e = { 0 };

	if (word.n)
		e = figure_word_find(archive, word, id);
	wanted->is_none |= word.n && !*id;
	return e;
}

struct err
marks_take(struct sql *q, struct marks *marks)
{
	while (sql_row(q))
		marks_set(marks, sql_int(q, 0));
	return sql_end(q);
}

struct err
marks_of_all(struct archive *archive, struct arena *arena, const char *last, struct marks *out)
{
	int64_t most = 0;
	struct err e = sql_one_int(archive, last, &most);

	*out = marks_for(arena, most);
	return e;
}

static const char last_word[] = "SELECT max(id) FROM figure_words";

static struct err
names_wanted(struct archive *archive, struct arena *arena, struct str words, bool *has, struct marks *out)
{
	struct buf folded CLEAN(buf_done) = { 0 };
	struct err e = { 0 };

	*has = words.n > 0;
	if (!words.n)
		return e;
	e = marks_of_all(archive, arena, last_word, out);
	if (e.code)
		return e;
	fold_str(words, &folded);
	struct sql q = sql_query(archive, "SELECT name FROM figure_forms WHERE instr(coalesce(folded, form), ?1) > 0"
					  " UNION ALL SELECT id FROM figure_words WHERE word = ?1");
	sql_bind_str(&q, buf_str(&folded));
	return marks_take(&q, out);
}

static struct err
article_wanted(struct archive *archive, struct arena *arena, int64_t article, struct marks *out)
{
	struct err e = marks_of_all(archive, arena, LAST_REVISION, out);
	struct sql q;

	if (e.code)
		return e;
	q = sql_query(archive, "SELECT id FROM revisions WHERE article = ?");
	sql_bind_int(&q, article);
	return marks_take(&q, out);
}

struct err
marks_of_name(struct archive *archive, int64_t name, struct marks *marks)
{
	struct sql q = sql_query(archive, "SELECT n.revision FROM figure_forms m JOIN figure_names n ON n.form = m.id WHERE m.name = ?");

	sql_bind_int(&q, name);
	return marks_take(&q, marks);
}

static struct err
name_wanted(struct archive *archive, struct arena *arena, int64_t name, struct marks *out)
{
	struct err e = marks_of_all(archive, arena, LAST_REVISION, out);

	return e.code ? e : marks_of_name(archive, name, out);
}

static struct err
older_find(struct archive *archive, struct arena *arena, struct marks *out)
{
	struct err e = marks_of_all(archive, arena, LAST_REVISION, out);
	struct sql q;

	if (e.code)
		return e;
	q = sql_query(archive, "SELECT r.id FROM articles a JOIN revisions r ON r.article = a.id AND r.id <> a.latest"
			       " WHERE a.revisions > 1");
	return marks_take(&q, out);
}

static struct err
wanted_of(struct archive *archive, struct arena *arena, const struct figure_filter *filter, struct wanted *out)
{
	struct err e;

	*out = (struct wanted){ .filter = filter };
	e = word_wanted(archive, filter->slot, out, &out->slot);
	if (!e.code)
		e = word_wanted(archive, filter->unit, out, &out->unit);
	if (!e.code)
		e = names_wanted(archive, arena, filter->place, &out->has_place, &out->places);
	if (!e.code)
		e = names_wanted(archive, arena, filter->speaker, &out->has_speaker, &out->speakers);
	if (!e.code && filter->article)
		e = article_wanted(archive, arena, filter->article, &out->of);
	else if (!e.code && filter->name)
		e = name_wanted(archive, arena, filter->name, &out->of);
	if (!e.code && !filter->older)
		e = older_find(archive, arena, &out->older);
	return e;
}

static bool
has_name(const struct figure_row *row, int64_t name)
{
	for (unsigned i = 0; i < ROLES; i++)
		if (row->roles[i] == name)
			return true;
	return false;
}

static bool
is_behind(const struct figure_filter *filter, const struct figure_found *found)
{
	if (!filter->after_time && !filter->after)
		return true;
	if (found->time != filter->after_time)
		return found->time < filter->after_time;
	return figure_id(found->revision, found->index) < filter->after;
}

static bool
does_match(const struct wanted *wanted, const struct figure_found *found)
{
	const struct figure_filter *filter = wanted->filter;
	const struct figure_row *row = &found->row;

	return (row->slot || filter->of_any) && (!wanted->slot || row->slot == wanted->slot) &&
	       (!wanted->unit || row->unit == wanted->unit) &&
	       (!wanted->has_place || marks_has(&wanted->places, row->roles[ROLE_PLACE])) &&
	       (!wanted->has_speaker || marks_has(&wanted->speakers, row->roles[ROLE_SPEAKER])) &&
	       (!filter->name || has_name(row, filter->name)) && !marks_has(&wanted->older, found->revision);
}

static struct err
scan(struct archive *archive, const struct wanted *wanted, figure_visit *visit, void *context, const int64_t *floor)
{
	const struct figure_filter *filter = wanted->filter;
	bool any_time = !filter->from && !filter->to;
	const struct figure_scan all = {
		.from = any_time ? INT64_MIN : filter->from,
		.to = any_time ? INT64_MAX : filter->to,
		.of = filter->article || filter->name ? &wanted->of : NULL,
		.floor = floor,
		.visit = visit,
		.context = context,
	};

	return wanted->is_none ? (struct err){ 0 } : figure_rows_scan(archive, &all);
}

/* ---- lists ---- */

/* The newest so far: twice as many as are wanted before the older half is let go. */
struct newest {
	const struct wanted *wanted;
	struct figure_found *items;
	size_t count, limit;
	int64_t floor, total;
	int64_t skip; /* the same, once enough are counted */
};

int
figures_by_newest(const void *a, const void *b)
{
	const struct figure_found *x = a, *y = b;
	int64_t i = figure_id(x->revision, x->index), k = figure_id(y->revision, y->index);

	if (x->time != y->time)
		return x->time > y->time ? -1 : 1;
	return i > k ? -1 : i < k;
}

static void
newest_cut(struct newest *newest)
{
	qsort(newest->items, newest->count, sizeof(*newest->items), figures_by_newest);
	if (newest->count < newest->limit)
		return;
	newest->count = newest->limit;
	newest->floor = newest->items[newest->limit - 1].time;
}

/* Counted, whether it is listed or not. */
static void
newest_count(struct newest *newest)
{
	const struct figure_filter *filter = newest->wanted->filter;

	newest->total += newest->total < filter->counted;
	if (newest->total == filter->counted)
		newest->skip = newest->floor;
}

static bool
newest_visit(void *context, const struct figure_found *found)
{
	struct newest *newest = context;

	if (!does_match(newest->wanted, found))
		return true;
	newest_count(newest);
	if (found->time < newest->floor || !is_behind(newest->wanted->filter, found))
		return true;
	newest->items[newest->count++] = *found;
	if (newest->count == 2 * newest->limit)
		newest_cut(newest);
	return true;
}

struct err
figures_list(struct archive *archive, struct arena *arena, const struct figure_filter *filter, struct figure_keys *out)
{
	struct arena scratch CLEAN(arena_done) = { 0 };
	struct wanted wanted;
	struct newest newest = { .wanted = &wanted, .limit = filter->limit ? filter->limit : LIST_DEFAULT, .floor = INT64_MIN, .skip = INT64_MIN };
	struct err e = wanted_of(archive, &scratch, filter, &wanted);

	if (e.code)
		return e;
	newest.items = arena_array(&scratch, struct figure_found, 2 * newest.limit);
	e = scan(archive, &wanted, newest_visit, &newest, &newest.skip);
	if (e.code)
		return e;
	newest_cut(&newest);
	e = figure_keys_of(archive, arena, newest.items, newest.count, out);
	out->total = newest.total;
	return e;
}

struct tally {
	const struct wanted *wanted;
	enum figure_word which;
	struct figure_word_row *rows; /* by the number of their word */
	size_t count;
};

static int64_t
word_in(const struct figure_row *row, enum figure_word which)
{
	const int64_t words[] = {
		[WORD_OF_SLOT] = row->slot,
		[WORD_OF_UNIT] = row->unit,
		[WORD_OF_PLACE] = row->roles[ROLE_PLACE],
		[WORD_OF_SPEAKER] = row->roles[ROLE_SPEAKER],
	};

	return words[which];
}

static bool
tally_visit(void *context, const struct figure_found *found)
{
	struct tally *tally = context;
	int64_t word = word_in(&found->row, tally->which);

	if (word > 0 && (size_t)word < tally->count && does_match(tally->wanted, found))
		tally->rows[word].figures++;
	return true;
}

/* Those that no figure has are left out. */
static void
tally_close_up(struct tally *tally)
{
	size_t kept = 0;

	for (size_t i = 0; i < tally->count; i++)
		if (tally->rows[i].figures)
			tally->rows[kept++] = tally->rows[i];
	tally->count = kept;
}

static int
by_most(const void *a, const void *b)
{
	const struct figure_word_row *x = a, *y = b;

	if (x->figures != y->figures)
		return x->figures > y->figures ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

struct err
figure_words(struct archive *archive, struct arena *arena, enum figure_word which, const struct figure_filter *filter,
    size_t limit, struct figure_word_rows *out)
{
	const struct figure_filter narrow = { .slot = filter->slot, .from = filter->from, .to = filter->to };
	struct arena scratch CLEAN(arena_done) = { 0 };
	struct wanted wanted;
	struct tally tally = { .wanted = &wanted, .which = which };
	int64_t last = 0;
	struct err e = sql_one_int(archive, last_word, &last);

	if (!e.code)
		e = wanted_of(archive, &scratch, &narrow, &wanted);
	if (e.code)
		return e;
	tally.count = (size_t)last + 1;
	tally.rows = arena_array(&scratch, struct figure_word_row, tally.count);
	for (size_t i = 0; i < tally.count; i++)
		tally.rows[i].id = (int64_t)i;
	e = scan(archive, &wanted, tally_visit, &tally, NULL);
	if (e.code)
		return e;
	tally_close_up(&tally);
	qsort(tally.rows, tally.count, sizeof(*tally.rows), by_most);
	*out = (struct figure_word_rows){ arena_array(arena, struct figure_word_row, limit), 0 };
	for (; out->count < limit && out->count < tally.count && !e.code; out->count++) {
		out->items[out->count] = tally.rows[out->count];
		e = figure_word_complete(archive, arena, &out->items[out->count]);
	}
	return e;
}

/* figure_near.c: what is known of figures besides their rows, and those that may answer the question of one. */
#include "store/figures.h"

#include <stdlib.h>

#include "store/figure_find.h"
#include "store/figure_rows.h"

/* ---- keys ---- */

static struct err
key_complete(struct archive *archive, struct figure_words *words, const struct figure_found *found, struct figure_key *out)
{
	const struct figure_row *row = &found->row;
	struct figure_key key = {
		.id = figure_id(found->revision, found->index),
		.revision = found->revision,
		.index = found->index,
		.time = found->time,
		.first_day = row->first_day,
		.last_day = row->last_day,
		.is_dated = row->is_dated,
		.place_id = row->roles[ROLE_PLACE],
		.speaker_id = row->roles[ROLE_SPEAKER],
		.actor_id = row->roles[ROLE_ACTOR],
		.target_id = row->roles[ROLE_TARGET],
	};
	const struct {
		int64_t number;
		struct str *word;
	} names[] = {
		{ row->slot, &key.slot },
		{ row->unit, &key.unit },
		{ key.place_id, &key.place },
		{ key.speaker_id, &key.speaker },
		{ key.actor_id, &key.actor },
		{ key.target_id, &key.target },
	};
	struct sql q = sql_query(archive, "SELECT r.article, r.n, a.latest = r.id, a.source,"
					  " (SELECT story FROM story_articles WHERE article = a.id)"
					  " FROM revisions r JOIN articles a ON a.id = r.article WHERE r.id = ?");

	sql_bind_int(&q, found->revision);
	bool is_there = sql_row(&q);
	if (is_there) {
		key.article = sql_int(&q, 0);
		key.n = sql_int(&q, 1);
		key.is_latest = sql_int(&q, 2) != 0;
		key.source = sql_int(&q, 3);
		key.story = sql_int(&q, 4);
	}
	struct err e = sql_end_found(&q, is_there);
	for (size_t i = 0; i < LENGTH(names) && !e.code; i++)
		e = names[i].number ? figure_word_of(words, names[i].number, names[i].word) : e;
	if (!e.code)
		*out = key;
	return e;
}

struct err
figure_keys_of(
    struct archive *archive, struct arena *arena, const struct figure_found *found, size_t count, struct figure_keys *out)
{
	struct figure_words words = { .archive = archive, .arena = arena };
	struct figure_keys keys = { .items = arena_array(arena, struct figure_key, count) };
	struct err e = { 0 };

	for (size_t i = 0; i < count && !e.code; i++) {
		e = key_complete(archive, &words, &found[i], &keys.items[keys.count]);
		keys.count += !e.code;
		if (e.code == ERR_NOT_FOUND)
			e = (struct err){ 0 };
	}
	if (!e.code)
		*out = keys;
	return e;
}

/* ---- one figure, and those near it ---- */

struct one {
	size_t index;
	struct figure_found found;
	bool is_there;
};

static bool
one_visit(void *context, const struct figure_found *found)
{
	struct one *one = context;

	one->is_there = found->index == one->index;
	if (one->is_there)
		one->found = *found;
	return !one->is_there;
}

struct err
figure_key_get(struct archive *archive, struct arena *arena, int64_t id, struct figure_key *out)
{
	struct figure_words words = { .archive = archive, .arena = arena };
	struct one one = { .index = (size_t)(id % FIGURES_MAX) };
	const struct figure_scan all = {
		.revision = id / FIGURES_MAX, .from = INT64_MIN, .to = INT64_MAX, .visit = one_visit, .context = &one
	};
	struct err e = id < FIGURES_MAX ? err_new(ERR_NOT_FOUND, NULL) : figure_rows_scan(archive, &all);

	if (!e.code && !one.is_there)
		e = err_new(ERR_NOT_FOUND, NULL);
	return e.code ? e : key_complete(archive, &words, &one.found, out);
}

struct near {
	const struct figure_key *key;
	struct arena *arena;
	int64_t slot, unit;
	int64_t first_day, last_day;
	struct marks together; /* revisions of the same article or story */
	struct figure_found *items;
	size_t count, capacity;
};

static bool
near_visit(void *context, const struct figure_found *found)
{
	struct near *near = context;
	const struct figure_row *row = &found->row;

	if (row->slot != near->slot || row->unit != near->unit || row->first_day > near->last_day || row->last_day < near->first_day)
		return true;
	if (!marks_has(&near->together, found->revision) &&
	    (!near->key->place_id || row->roles[ROLE_PLACE] != near->key->place_id))
		return true;
	arena_push(near->arena, near->items, near->count, near->capacity);
	near->items[near->count++] = *found;
	return true;
}

static int64_t
away_from(const struct near *near, const struct figure_found *found)
{
	int64_t away = found->time - near->key->time;

	return away < 0 ? -away : away;
}

static int
by_nearness(const void *a, const void *b, void *context)
{
	const struct figure_found *x = a, *y = b;
	const struct near *near = context;
	bool p = marks_has(&near->together, x->revision), q = marks_has(&near->together, y->revision);

	if (p != q)
		return p ? -1 : 1;
	if (away_from(near, x) != away_from(near, y))
		return away_from(near, x) < away_from(near, y) ? -1 : 1;
	return figures_by_newest(y, x);
}

static struct err
together_find(struct archive *archive, struct arena *arena, const struct figure_key *key, struct marks *out)
{
	struct err e = marks_of_all(archive, arena, LAST_REVISION, out);
	struct sql q;

	if (e.code)
		return e;
	q = sql_query(archive, "SELECT id FROM revisions WHERE article IN (SELECT ?1 UNION SELECT ?2 UNION"
			       " SELECT article FROM story_articles WHERE story = ?2 AND story <> article)");
	sql_bind_int(&q, key->article);
	sql_bind_int(&q, key->story);
	return marks_take(&q, out);
}

/* An open side is as far as can be. */
static int64_t
day_beside(int64_t day, int64_t step)
{
	return day == INT64_MIN || day == INT64_MAX ? day : day + step;
}

struct err
figures_near(struct archive *archive, struct arena *arena, const struct figure_key *key, size_t limit, struct figure_keys *out)
{
	struct arena scratch CLEAN(arena_done) = { 0 };
	struct near near = {
		.key = key,
		.arena = &scratch,
		.first_day = day_beside(key->first_day, -1),
		.last_day = day_beside(key->last_day, 1),
	};
	struct marks of = { 0 }; /* all that may be wanted */
	const struct figure_scan all = { .from = INT64_MIN, .to = INT64_MAX, .of = &of, .visit = near_visit, .context = &near };
	struct err e = figure_word_find(archive, key->slot, &near.slot);

	if (!e.code)
		e = figure_word_find(archive, key->unit, &near.unit);
	if (!e.code)
		e = together_find(archive, &scratch, key, &near.together);
	if (!e.code)
		e = together_find(archive, &scratch, key, &of);
	if (!e.code && key->place_id)
		e = marks_of_name(archive, key->place_id, &of);
	if (!e.code && near.slot && near.unit)
		e = figure_rows_scan(archive, &all);
	if (e.code)
		return e;
	qsort_r(near.items, near.count, sizeof(*near.items), by_nearness, &near);
	return figure_keys_of(archive, arena, near.items, near.count < limit ? near.count : limit, out);
}

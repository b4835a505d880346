#include "store/figures.h"

#include "store/store.h"
#include "text/fold.h"

enum { LIST_DEFAULT = 50, WIRE_MAX = 16 << 20, TEXT_SUM = 7 };
_Static_assert(FIGURES_MAX == 4096, "queries divide ids by it");

/* ---- of one text ---- */

static struct err
expand(struct archive *archive, struct arena *arena, struct raw frame, struct raw *out)
{
	size_t size = 0;
	struct err e = frame_measure(frame, WIRE_MAX, &size);

	if (e.code)
		return e;
	unsigned char *p = arena_alloc_dirty(arena, size);
	e = dictionary_expand(archive, 0, frame, p, size);
	if (!e.code)
		*out = (struct raw){ p, size };
	return e;
}

struct err
figures_of(struct archive *archive, struct arena *arena, int64_t revision, struct str text, struct figures *out)
{
	struct raw wire = { 0 };
	struct figures figures = { 0 };
	int64_t count = 0;
	struct sql q = sql_query(
	    archive, "SELECT revision, text, tables, rules, count, fault, figures, sum FROM figure_texts WHERE revision = ?");

	sql_bind_int(&q, revision);
	bool found = sql_row(&q);
	if (found && !sql_sum_ok(&q, TEXT_SUM))
		sql_fail(&q, err_new(ERR_DAMAGE, "the figures of a text"));
	if (found && !q.err.code && !sql_is_null(&q, 6))
		sql_fail(&q, expand(archive, arena, sql_raw(&q, 6), &wire));
	if (found)
		count = sql_int(&q, 4);
	struct err e = sql_end_found(&q, found);
	if (!e.code && wire.n)
		e = wire_get_figures(arena, wire, text, &figures);
	if (!e.code && figures.count != (size_t)count)
		e = err_new(ERR_DAMAGE, "the count of figures of a text");
	if (!e.code)
		*out = figures;
	return e;
}

/* ---- lists ---- */

#define KEY_SELECT                                                                                             \
	"SELECT f.id, f.article, f.time, f.first_day, f.last_day, f.dated, f.place, f.actor, f.target, f.speaker,"  \
	" (SELECT word FROM figure_words WHERE id = f.slot), (SELECT word FROM figure_words WHERE id = f.unit),"    \
	" (SELECT word FROM figure_words WHERE id = f.place), (SELECT word FROM figure_words WHERE id = f.country)," \
	" (SELECT word FROM figure_words WHERE id = f.side), (SELECT word FROM figure_words WHERE id = f.actor),"   \
	" (SELECT word FROM figure_words WHERE id = f.target), (SELECT word FROM figure_words WHERE id = f.speaker)," \
	" a.latest = f.id / 4096, a.source, (SELECT n FROM revisions WHERE id = f.id / 4096),"                     \
	" (SELECT story FROM story_articles WHERE article = f.article)"                                            \
	" FROM figures f CROSS JOIN articles a ON a.id = f.article "

static struct figure_key
key_take(struct sql *q, struct arena *arena)
{
	return (struct figure_key){
		.id = sql_int(q, 0),
		.revision = sql_int(q, 0) / FIGURES_MAX,
		.index = (size_t)(sql_int(q, 0) % FIGURES_MAX),
		.article = sql_int(q, 1),
		.time = sql_int(q, 2),
		.first_day = sql_is_null(q, 3) ? INT64_MIN : sql_int(q, 3),
		.last_day = sql_is_null(q, 4) ? INT64_MAX : sql_int(q, 4),
		.is_dated = sql_int(q, 5) != 0,
		.place_id = sql_int(q, 6),
		.actor_id = sql_int(q, 7),
		.target_id = sql_int(q, 8),
		.speaker_id = sql_int(q, 9),
		.slot = sql_str(q, arena, 10),
		.unit = sql_str(q, arena, 11),
		.place = sql_str(q, arena, 12),
		.country = sql_str(q, arena, 13),
		.side = sql_str(q, arena, 14),
		.actor = sql_str(q, arena, 15),
		.target = sql_str(q, arena, 16),
		.speaker = sql_str(q, arena, 17),
		.is_latest = sql_int(q, 18) != 0,
		.source = sql_int(q, 19),
		.n = sql_int(q, 20),
		.story = sql_int(q, 21),
	};
}

static struct err
keys_take(struct sql *q, struct arena *arena, struct figure_keys *out)
{
	struct figure_keys keys = { 0 };
	size_t capacity = 0;

	while (sql_row(q)) {
		arena_push(arena, keys.items, keys.count, capacity);
		keys.items[keys.count++] = key_take(q, arena);
	}
	struct err e = sql_end(q);
	if (!e.code)
		*out = keys;
	return e;
}

#define OF_NAME(column, words)                                                                                    \
	" AND f." column " IN (SELECT name FROM figure_forms WHERE instr(folded, " words ") > 0 UNION ALL"           \
	" SELECT id FROM figure_words WHERE word = " words ")"

/* Each condition is there or not, so that the database picks the index for those that are. */
static void
where_push(struct buf *text, const struct figure_filter *filter)
{
	const struct {
		bool is_there;
		const char *condition;
	} rows[] = {
		{ filter->slot.n, " AND f.slot = (SELECT id FROM figure_words WHERE word = ?1)" },
		{ filter->unit.n, " AND f.unit = (SELECT id FROM figure_words WHERE word = ?2)" },
		{ filter->place.n, OF_NAME("place", "?3") },
		{ filter->speaker.n, OF_NAME("speaker", "?4") },
		{ filter->name, " AND ?5 IN (f.place, f.actor, f.target, f.speaker)" },
		{ filter->from || filter->to, " AND f.time >= ?6 AND f.time < ?7" },
		{ filter->article, " AND f.article = ?8" },
		{ !filter->of_any, " AND f.slot <> 0" },
		{ !filter->older, " AND a.latest = f.id / 4096" },
	};

	buf_push_literal(text, "WHERE 1");
	for (size_t i = 0; i < LENGTH(rows); i++)
		if (rows[i].is_there)
			buf_push_str(text, str_from_c(rows[i].condition));
}

struct folded_words {
	struct buf place, speaker;
};

static void
filter_bind(struct sql *q, const struct figure_filter *filter, struct folded_words *words)
{
	const struct str texts[] = { filter->slot, filter->unit, buf_str(&words->place), buf_str(&words->speaker) };
	const int64_t numbers[] = { filter->name, filter->from, filter->to, filter->article, filter->after_time, filter->after,
		filter->limit ? (int64_t)filter->limit : LIST_DEFAULT };
	int count = sqlite3_bind_parameter_count(q->stmt);

	for (int i = 0; i < (int)LENGTH(texts) && i < count; i++)
		sql_bind_str(q, texts[i].n ? texts[i] : S(""));
	for (int i = 0; i < (int)LENGTH(numbers) && i + (int)LENGTH(texts) < count; i++)
		sql_bind_int(q, numbers[i]);
}

static struct sql
filter_query(struct archive *archive, struct buf *text, const struct figure_filter *filter, struct folded_words *words)
{
	fold_str(filter->place, &words->place);
	fold_str(filter->speaker, &words->speaker);
	buf_push_char(text, '\0');
	struct sql q = sql_query(archive, text->p);
	if (!q.err.code)
		filter_bind(&q, filter, words);
	return q;
}

struct err
figures_list(struct archive *archive, struct arena *arena, const struct figure_filter *filter, struct figure_keys *out)
{
	struct buf text CLEAN(buf_done) = { 0 };
	struct folded_words words = { 0 };

	buf_push_literal(&text, KEY_SELECT);
	where_push(&text, filter);
	if (filter->after_time || filter->after)
		buf_push_literal(&text, " AND (f.time, f.id) < (?9, ?10)");
	buf_push_literal(&text, " ORDER BY f.time DESC, f.id DESC LIMIT ?11");
	struct sql q = filter_query(archive, &text, filter, &words);
	struct err e = keys_take(&q, arena, out);
	buf_done(&words.place);
	buf_done(&words.speaker);
	return e;
}

struct err
figures_count(struct archive *archive, const struct figure_filter *filter, int64_t most, int64_t *out)
{
	struct figure_filter all = *filter;
	struct buf text CLEAN(buf_done) = { 0 };
	struct folded_words words = { 0 };

	all.limit = (size_t)most;
	buf_push_literal(&text, "SELECT count(*) FROM (SELECT 1 FROM figures f CROSS JOIN articles a ON a.id = f.article ");
	where_push(&text, filter);
	buf_push_literal(&text, " LIMIT ?11)");
	struct sql q = filter_query(archive, &text, &all, &words);
	*out = sql_row(&q) ? sql_int(&q, 0) : 0;
	struct err e = sql_end(&q);
	buf_done(&words.place);
	buf_done(&words.speaker);
	return e;
}

struct err
figure_key_get(struct archive *archive, struct arena *arena, int64_t id, struct figure_key *out)
{
	struct sql q = sql_query(archive, KEY_SELECT "WHERE f.id = ?");
	struct figure_keys keys = { 0 };

	sql_bind_int(&q, id);
	struct err e = keys_take(&q, arena, &keys);
	if (e.code)
		return e;
	if (!keys.count)
		return err_new(ERR_NOT_FOUND, NULL);
	*out = keys.items[0];
	return e;
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
	struct sql q = sql_query(archive,
	    KEY_SELECT "WHERE f.slot = (SELECT id FROM figure_words WHERE word = ?1)"
		       " AND f.unit = (SELECT id FROM figure_words WHERE word = ?2)"
		       " AND coalesce(f.first_day, ?3) <= ?4 AND coalesce(f.last_day, ?4) >= ?3"
		       " ORDER BY f.article <> ?5 AND (SELECT story FROM story_articles WHERE article = f.article) IS NOT ?6,"
		       " f.country <> (SELECT country FROM figures WHERE id = ?7), abs(f.time - ?8) LIMIT ?9");

	sql_bind_str(&q, key->slot);
	sql_bind_str(&q, key->unit);
	sql_bind_int(&q, day_beside(key->first_day, -1));
	sql_bind_int(&q, day_beside(key->last_day, 1));
	sql_bind_int(&q, key->article);
	sql_bind_int(&q, key->story);
	sql_bind_int(&q, key->id);
	sql_bind_int(&q, key->time);
	sql_bind_int(&q, (int64_t)limit);
	return keys_take(&q, arena, out);
}

struct err
figure_stats(struct archive *archive, struct figure_stats *out)
{
	struct sql q = sql_query(archive, "SELECT count(*), coalesce(sum(count), 0), count(fault), count(DISTINCT tables)"
					  " FROM figure_texts");
	struct figure_stats stats = { 0 };

	if (sql_row(&q))
		stats = (struct figure_stats){ sql_int(&q, 0), sql_int(&q, 1), sql_int(&q, 2), sql_int(&q, 3) };
	struct err e = sql_end(&q);
	if (!e.code)
		*out = stats;
	return e;
}

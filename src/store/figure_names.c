/* figure_names.c: the words by which figures are found, and how texts write them. */
#include "store/figures.h"

#include "store/store.h"

/* The form that most texts have; of slots and units there is none. */
#define USUAL(what)                                                                                       \
	"(SELECT " what " FROM figure_forms m WHERE m.name = w.id ORDER BY"                               \
	" (SELECT count(*) FROM figure_names n WHERE n.form = m.id) DESC, m.id LIMIT 1)"

static const char *const columns[] = {
	[WORD_OF_SLOT] = "slot",
	[WORD_OF_UNIT] = "unit",
	[WORD_OF_PLACE] = "place",
	[WORD_OF_SPEAKER] = "speaker",
};

/* The filter's own words are ids already or few: what it narrows here are the times and the slot. */
struct err
figure_words(struct archive *archive, struct arena *arena, enum figure_word which, const struct figure_filter *filter,
    size_t limit, struct figure_word_rows *out)
{
	struct buf text CLEAN(buf_done) = { 0 };
	struct figure_word_rows rows = { arena_array(arena, struct figure_word_row, limit), 0 };

	buf_push_format(&text,
	    "SELECT w.id, w.word, " USUAL("m.form") ", (SELECT max(m.at) FROM figure_forms m WHERE m.name = w.id), g.figures FROM"
	    " (SELECT f.%s AS word, count(*) AS figures FROM figures f CROSS JOIN articles a ON a.id = f.article"
	    " WHERE f.%s <> 0 AND f.slot <> 0 AND a.latest = f.id / 4096 AND f.time >= ?1 AND f.time < ?2"
	    " AND (?3 = '' OR f.slot = (SELECT id FROM figure_words WHERE word = ?3))"
	    " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?4) g CROSS JOIN figure_words w ON w.id = g.word ORDER BY g.figures DESC, w.id%c",
	    columns[which], columns[which], 0);
	struct sql q = sql_query(archive, text.p);
	sql_bind_int(&q, filter->from || filter->to ? filter->from : INT64_MIN);
	sql_bind_int(&q, filter->from || filter->to ? filter->to : INT64_MAX);
	sql_bind_str(&q, filter->slot.n ? filter->slot : S(""));
	sql_bind_int(&q, (int64_t)limit);
	while (rows.count < limit && sql_row(&q))
		rows.items[rows.count++] = (struct figure_word_row){ .id = sql_int(&q, 0),
			.word = sql_str(&q, arena, 1),
			.form = sql_str(&q, arena, 2),
			.at = sql_str(&q, arena, 3),
			.figures = sql_int(&q, 4) };
	struct err e = sql_end(&q);
	if (!e.code)
		*out = rows;
	return e;
}

static struct err
forms_take(struct sql *q, struct arena *arena, struct figure_forms *out)
{
	struct figure_forms forms = { 0 };
	size_t capacity = 0;

	while (sql_row(q)) {
		arena_push(arena, forms.items, forms.count, capacity);
		forms.items[forms.count++] = (struct figure_form){ .name = sql_int(q, 0),
			.form = sql_str(q, arena, 1),
			.latin = sql_str(q, arena, 2),
			.office = sql_str(q, arena, 3),
			.at = sql_str(q, arena, 4),
			.texts = sql_int(q, 5),
			.article = sql_int(q, 6) };
	}
	struct err e = sql_end(q);
	if (!e.code)
		*out = forms;
	return e;
}

#define FORM_SELECT                                                                                         \
	"SELECT m.name, m.form, m.latin, m.office, m.at, count(*), max(r.article) FROM figure_forms m"     \
	" JOIN figure_names n ON n.form = m.id JOIN revisions r ON r.id = n.revision WHERE "

static struct err
forms_of(struct archive *archive, struct arena *arena, int64_t name, struct figure_forms *out)
{
	struct sql q = sql_query(archive, FORM_SELECT "m.name = ? GROUP BY m.id ORDER BY 6 DESC, m.id LIMIT 200");

	sql_bind_int(&q, name);
	return forms_take(&q, arena, out);
}

struct err
figure_names_like(struct archive *archive, struct arena *arena, int64_t name, struct figure_forms *out)
{
	struct sql q = sql_query(archive,
	    "SELECT name, form, latin, office, at, 0, 0 FROM figure_forms WHERE name <> ?1 AND (latin <> '' OR office <> '') ORDER BY id");

	sql_bind_int(&q, name);
	return forms_take(&q, arena, out);
}

struct err
figure_name(struct archive *archive, struct arena *arena, int64_t name, struct str *word, struct figure_forms *out)
{
	struct sql q = sql_query(archive, "SELECT word FROM figure_words WHERE id = ?");
	struct str kept = { 0 };

	sql_bind_int(&q, name);
	bool found = sql_row(&q);
	if (found)
		kept = sql_str(&q, arena, 0);
	struct err e = sql_end_found(&q, found);
	if (!e.code)
		e = forms_of(archive, arena, name, out);
	if (!e.code)
		*word = kept;
	return e;
}

/* figure_names.c: how texts write the names in figures. */
#include "store/figures.h"

#include "store/store.h"

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

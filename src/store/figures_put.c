/* figures_put.c: what was found in texts, kept. */
#include "store/figures.h"

#include <stdlib.h>

#include "store/figure_book.h"
#include "store/figure_rows.h"
#include "text/edtf.h"
#include "text/fold.h"

enum {
	PRINT = 8, /* bytes of a digest */
	DAY_S = 86400,
	KEY_MAX = 200, /* bytes of a word */
};

/* ---- words ---- */

void
figure_cache_done(struct figure_cache *cache)
{
	arena_done(&cache->arena);
	*cache = (struct figure_cache){ 0 };
}

struct put {
	struct archive *archive;
	struct figure_cache *cache;
	const struct figure_waiting *waiting;
	const struct analysed *found;
	struct str text;
	struct arena arena;
	struct figure_row *rows;
	int64_t *forms; /* that the text has; some twice */
	size_t form_count, form_capacity;
};

static struct err
insert_word(struct put *put, struct str word, int64_t *id)
{
	struct sql q = sql_query(put->archive, "INSERT OR IGNORE INTO figure_words (word) VALUES (?)");

	sql_bind_str(&q, word);
	struct err e = sql_run(&q);
	if (e.code)
		return e;
	return figure_word_find(put->archive, word, id);
}

static struct err
word_id(struct put *put, struct str word, int64_t *id)
{
	struct figure_cache *cache = put->cache;
	struct err e = { 0 };
	int64_t *known;

	*id = 0;
	if (!word.n)
		return e;
	cache->words.arena = &cache->arena;
	known = map_find(&cache->words, word);
	if (known) {
		*id = *known;
		return e;
	}
	e = insert_word(put, word, id);
	if (!e.code)
		map_add(&cache->words, word, *id, NULL);
	return e;
}

static struct str
folded(struct arena *arena, struct str s)
{
	struct buf out CLEAN(buf_done) = { 0 };

	fold_str(str_trim(s), &out);
	return str_copy(arena, str_slice(buf_str(&out), 0, str_rune_start(buf_str(&out), out.n < KEY_MAX ? out.n : KEY_MAX)));
}

/* What a role is known by. */
static struct str
role_word(struct put *put, const struct role *role)
{
	return role->id.n ? role->id : folded(&put->arena, role->text);
}

/* ---- how names are written ---- */

static struct str
some(struct str s)
{
	return s.n ? s : S("");
}

static struct err
find_form(struct put *put, const struct figure_form *form, int64_t *id)
{
	struct sql q = sql_query(put->archive, "SELECT id FROM figure_forms WHERE name = ? AND form = ? AND latin = ? AND office = ?");

	sql_bind_int(&q, form->name);
	sql_bind_str(&q, form->form);
	sql_bind_str(&q, some(form->latin));
	sql_bind_str(&q, some(form->office));
	*id = sql_row(&q) ? sql_int(&q, 0) : 0;
	return sql_end(&q);
}

static struct err
insert_form(struct put *put, const struct figure_form *form, int64_t *id)
{
	struct str plain = folded(&put->arena, form->form);
	struct err e = find_form(put, form, id);

	if (e.code || *id)
		return e;
	struct sql q = sql_query(put->archive, "INSERT INTO figure_forms (name, form, latin, office, folded, at) VALUES (?, ?, ?, ?, ?, ?)");
	sql_bind_int(&q, form->name);
	sql_bind_str(&q, form->form);
	sql_bind_str(&q, some(form->latin));
	sql_bind_str(&q, some(form->office));
	sql_bind_str(&q, str_equal(plain, form->form) ? STR_END : plain);
	sql_bind_str(&q, some(form->at));
	e = sql_run(&q);
	*id = sqlite3_last_insert_rowid(archive_db(put->archive));
	return e;
}

static struct err
keep_form(struct put *put, const struct figure_form *form)
{
	struct figure_cache *cache = put->cache;
	struct str key = str_format(&put->arena, "%lld %.*s (%.*s) %.*s", (long long)form->name, STR_ARGS(form->form), STR_ARGS(form->latin),
	    STR_ARGS(form->office));
	struct err e = { 0 };
	int64_t id = 0, *known;

	cache->forms.arena = &cache->arena;
	known = map_find(&cache->forms, key);
	if (known)
		id = *known;
	else
		e = insert_form(put, form, &id);
	if (e.code)
		return e;
	if (!known)
		map_add(&cache->forms, key, id, NULL);
	arena_push(&put->arena, put->forms, put->form_count, put->form_capacity);
	put->forms[put->form_count++] = id;
	return e;
}

/* What a name in the text is known by: as role_word. */
static struct str
finding_word(struct put *put, const struct found_part *finding)
{
	const struct found_part *full = &put->found->findings[finding->same];

	if (finding->value.n || full->value.n)
		return finding->value.n ? finding->value : full->value;
	return folded(&put->arena, span_text(put->text, full->span));
}

/* The other ways in which the text writes the same. */
static struct err
keep_variants(struct put *put, const struct map *names)
{
	struct err e = { 0 };

	for (size_t i = 0; i < put->found->count && !e.code; i++) {
		const struct found_part *finding = &put->found->findings[i];
		int64_t *name = finding->list == FINDING_NAME ? map_find(names, finding_word(put, finding)) : NULL;
		struct figure_form form = { .form = span_text(put->text, finding->span),
			.latin = span_text(put->text, finding->latin), .office = finding->office };
		form.name = name ? *name : 0;
		if (form.name && form.form.n && form.form.n <= KEY_MAX)
			e = keep_form(put, &form);
	}
	return e;
}

static struct err
keep_role(struct put *put, const struct role *role, struct map *names, int64_t *id)
{
	struct str word = role_word(put, role);
	struct err e = word_id(put, word, id);
	bool is_new = false;

	if (e.code || !*id || role->text.n > KEY_MAX)
		return e;
	map_add(names, word, *id, &is_new);
	return is_new && role->text.n ? keep_form(put, &(struct figure_form){ .name = *id, .form = role->text, .at = role->at }) : e;
}

/* ---- which texts have a form ---- */

static int
by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

/* Each once, ascending, and as bytes. */
static void
forms_settle(struct put *put, struct buf *out)
{
	int64_t before = 0;
	size_t kept = 0;

	if (put->form_count)
		qsort(put->forms, put->form_count, sizeof(*put->forms), by_number);
	for (size_t i = 0; i < put->form_count; i++) {
		if (put->forms[i] == before)
			continue;
		buf_push_varint(out, (uint64_t)(put->forms[i] - before));
		before = put->forms[kept++] = put->forms[i];
	}
	put->form_count = kept;
}

static struct err
form_run(struct archive *archive, const char *text, int64_t form, int64_t revision)
{
	struct sql q = sql_query(archive, text);

	sql_bind_int(&q, form);
	sql_bind_int(&q, revision);
	return sql_run(&q);
}

static struct err
keep_names(struct put *put)
{
	struct err e = { 0 };

	for (size_t i = 0; i < put->form_count && !e.code; i++)
		e = form_run(put->archive, "INSERT OR IGNORE INTO figure_names VALUES (?, ?)", put->forms[i], put->waiting->revision);
	return e;
}

static struct err
remove_names(struct archive *archive, int64_t revision, struct raw forms)
{
	struct reader reader = reader_init(forms);
	struct err e = { 0 };

	for (int64_t form = 0; reader.rest.n && !e.code;) {
		form += (int64_t)read_varint(&reader, FIGURE_WORDS_MAX);
		e = form_run(archive, "DELETE FROM figure_names WHERE form = ? AND revision = ?", form, revision);
	}
	return e;
}

static struct err
remove_text(struct archive *archive, int64_t revision)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct sql q = sql_query(archive, "SELECT forms FROM figure_texts WHERE revision = ?");
	struct raw forms = { 0 };

	sql_bind_int(&q, revision);
	bool found = sql_row(&q);
	if (found)
		forms = raw_copy(&arena, sql_raw(&q, 0));
	struct err e = sql_end(&q);
	if (e.code || !found)
		return e;
	e = remove_names(archive, revision, forms);
	if (!e.code)
		e = figure_rows_keep(archive, revision, 0, NULL, 0);
	if (e.code)
		return e;
	q = sql_query(archive, "DELETE FROM figure_texts WHERE revision = ?");
	sql_bind_int(&q, revision);
	return sql_run(&q);
}

struct err
figures_leave(struct archive *archive)
{
	struct sql q = sql_query(archive, "SELECT revision FROM figure_texts WHERE revision NOT IN (SELECT id FROM revisions)");

	while (sql_row(&q))
		sql_fail(&q, remove_text(archive, sql_int(&q, 0)));
	return sql_end(&q);
}

/* ---- rows ---- */

static void
row_days(const struct figure_waiting *waiting, struct str edtf, struct figure_row *row)
{
	row->first_day = row->last_day = (waiting->time + waiting->zone_s) / DAY_S;
	row->is_dated = edtf_days(edtf, &row->first_day, &row->last_day);
}

static struct err
make_row(struct put *put, size_t index, struct map *names)
{
	const struct figure *figure = &put->found->figures.items[index];
	struct figure_row *row = &put->rows[index];
	const struct role *roles[ROLES] = { &figure->place, &figure->speaker, &figure->actor, &figure->target };
	struct err e = word_id(put, figure->slot, &row->slot);

	row_days(put->waiting, figure->edtf, row);
	if (!e.code)
		e = word_id(put, figure->unit, &row->unit);
	for (size_t i = 0; i < ROLES && !e.code; i++)
		e = keep_role(put, roles[i], names, &row->roles[i]);
	return e;
}

static struct err
make_rows(struct put *put)
{
	struct map names = { .arena = &put->arena };
	size_t count = put->found->figures.count;
	struct err e = { 0 };

	put->rows = arena_array(&put->arena, struct figure_row, count);
	for (size_t i = 0; i < count && !e.code; i++)
		e = make_row(put, i, &names);
	return e.code || !names.count ? e : keep_variants(put, &names);
}

/* ---- the text ---- */

static struct err
number_of(void *context, struct str word, int64_t *out)
{
	return word_id(context, word, out);
}

static struct err
pack(struct put *put, struct buf *frame, int64_t *dictionary)
{
	const struct figure_book book = { .number = number_of, .context = put };
	struct buf packed CLEAN(buf_done) = { 0 };

	if (!put->found || !put->found->figures.count)
		return (struct err){ 0 };
	figures_pack(&packed, &put->found->figures, put->rows, put->text, &book);
	return packed.err.code ? packed.err
			       : dictionary_compress(put->archive, USE_FIGURES, buf_raw(&packed), frame, dictionary);
}

/* What of the digest is kept. */
static struct str
tables_of(const struct analysed *found)
{
	return found ? str_slice(found->figures.tables, 0, 2 * PRINT) : S("");
}

static struct err
keep_text(struct put *put, struct err fault)
{
	const struct figure_waiting *waiting = put->waiting;
	struct buf frame CLEAN(buf_done) = { 0 }, forms CLEAN(buf_done) = { 0 };
	size_t count = put->found ? put->found->figures.count : 0;
	int64_t dictionary = 0, tables = 0;
	struct err e = pack(put, &frame, &dictionary);

	if (!e.code)
		e = word_id(put, tables_of(put->found), &tables);
	if (e.code)
		return e;
	forms_settle(put, &forms);
	struct sql q = sql_query(put->archive, "INSERT INTO figure_texts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
	sql_bind_int(&q, waiting->revision);
	sql_bind_raw(&q, (struct raw){ waiting->digest.b, PRINT });
	sql_bind_int(&q, tables);
	sql_bind_int(&q, FIGURES_RULES);
	sql_bind_int(&q, (int64_t)count);
	sql_bind_str(&q, fault.code ? str_from_c(err_row(fault.code)->name) : STR_END);
	sql_bind_raw(&q, forms.n ? buf_raw(&forms) : (struct raw){ 0 });
	sql_bind_int(&q, dictionary);
	sql_bind_raw(&q, count ? buf_raw(&frame) : (struct raw){ 0 });
	sql_bind_sum(&q);
	return sql_run(&q);
}

struct err
figures_put(struct archive *archive, struct figure_cache *cache, const struct figure_waiting *waiting,
    const struct analysed *found, struct str text, struct err fault)
{
	struct put put = { .archive = archive, .cache = cache, .waiting = waiting, .found = found, .text = text };
	struct err e = remove_text(archive, waiting->revision);

	if (!e.code && found)
		e = make_rows(&put);
	if (!e.code)
		e = keep_text(&put, fault);
	if (!e.code)
		e = keep_names(&put);
	if (!e.code && found && found->figures.count)
		e = figure_rows_keep(archive, waiting->revision, waiting->time, put.rows, found->figures.count);
	arena_done(&put.arena);
	return e.code ? e : dictionary_of_figures_tend(archive);
}

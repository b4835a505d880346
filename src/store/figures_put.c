/* figures_put.c: which texts wait to be read for figures, and what was found in them, kept. */
#include "store/figures.h"

#include "store/store.h"
#include "text/edtf.h"
#include "text/fold.h"

enum {
	PRINT = 8, /* bytes of a digest */
	DAY_S = 86400,
	KEY_MAX = 200, /* bytes of a word */
};

/* ---- what waits ---- */

#define PENDING                                                                                         \
	" FROM revisions r CROSS JOIN articles a ON a.id = r.article CROSS JOIN sources o ON o.id = a.source" \
	" LEFT JOIN figure_texts t ON t.revision = r.id"                                                \
	" WHERE r.id > ?2 AND (t.text IS NOT substr(r.digest, 1, 8) OR t.rules IS NOT ?1)"

struct err
figures_pending_count(struct archive *archive, int64_t *out)
{
	struct sql q = sql_query(archive, "SELECT count(*)" PENDING);

	sql_bind_int(&q, FIGURES_RULES);
	sql_bind_int(&q, 0);
	*out = sql_row(&q) ? sql_int(&q, 0) : 0;
	return sql_end(&q);
}

/* A date in the future is the source's mistake: then the time that the article is kept under tells better what its "today" is. */
static int64_t
published_of(struct when claimed, int64_t time, int64_t flags)
{
	if (claimed.precision == WHEN_NONE)
		return INT64_MIN;
	return flags & ARTICLE_DATE_FUTURE ? time : when_seconds(claimed);
}

static struct figure_waiting
waiting_take(struct sql *q, struct arena *arena)
{
	struct figure_waiting waiting = {
		.revision = sql_int(q, 0),
		.article = sql_int(q, 1),
		.n = sql_int(q, 2),
		.headline = sql_str(q, arena, 3),
		.digest = sql_digest(q, 5),
		.source = sql_str(q, arena, 8),
		.zone_s = (int32_t)sql_int(q, 9),
		.time = sql_int(q, 10),
	};

	waiting.published = published_of(sql_when(q, 4), sql_int(q, 6), sql_int(q, 7));
	/* what changed nothing of the source's was said when it was published */
	if (sql_is_null(q, 10))
		waiting.time = waiting.published == INT64_MIN ? sql_int(q, 6) : waiting.published;
	return waiting;
}

struct err
figures_pending(struct archive *archive, struct arena *arena, int64_t after, size_t limit, struct figure_waitings *out)
{
	struct figure_waitings all = { arena_array(arena, struct figure_waiting, limit), 0 };
	struct sql q = sql_query(archive,
	    "SELECT r.id, r.article, r.n, r.headline, r.published, r.digest, a.time, a.flags, o.name, o.zone,"
	    " CASE WHEN " REVISION_CHANGES " THEN coalesce((SELECT min(s.as_of) FROM sightings s WHERE s.article = a.id"
	    " AND s.revision = r.id), a.time) END" PENDING " ORDER BY r.id LIMIT ?3");

	sql_bind_int(&q, FIGURES_RULES);
	sql_bind_int(&q, after);
	sql_bind_int(&q, (int64_t)limit);
	while (all.count < limit && sql_row(&q))
		all.items[all.count++] = waiting_take(&q, arena);
	struct err e = sql_end(&q);
	if (!e.code)
		*out = all;
	return e;
}

struct err
figures_body(struct archive *archive, struct arena *arena, int64_t revision, struct raw *out)
{
	return body_read(archive, arena, revision, out);
}

struct err
figures_forget(struct archive *archive)
{
	return sql_exec(archive, "DELETE FROM figure_names; DELETE FROM figure_forms; DELETE FROM figures;"
				 "DELETE FROM figure_words; DELETE FROM figure_texts");
}

struct err
figures_gone(struct archive *archive, int64_t *out)
{
	return sql_one_int(archive, "SELECT count(*) FROM figure_texts WHERE revision NOT IN (SELECT id FROM revisions)", out);
}

struct err
figures_leave(struct archive *archive)
{
	return sql_exec(archive, "DELETE FROM figure_names WHERE revision NOT IN (SELECT id FROM revisions);"
				 "DELETE FROM figures WHERE id / 4096 NOT IN (SELECT id FROM revisions);"
				 "DELETE FROM figure_texts WHERE revision NOT IN (SELECT id FROM revisions)");
}

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
};

static struct err
insert_word(struct put *put, struct str word, int64_t *id)
{
	struct sql q = sql_query(put->archive, "INSERT OR IGNORE INTO figure_words (word) VALUES (?)");

	sql_bind_str(&q, word);
	struct err e = sql_run(&q);
	if (e.code)
		return e;
	q = sql_query(put->archive, "SELECT id FROM figure_words WHERE word = ?");
	sql_bind_str(&q, word);
	*id = sql_row(&q) ? sql_int(&q, 0) : 0;
	return sql_end(&q);
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
insert_form(struct put *put, const struct figure_form *form, int64_t *id)
{
	struct sql q = sql_query(put->archive,
	    "INSERT OR IGNORE INTO figure_forms (name, form, latin, office, folded, at) VALUES (?, ?, ?, ?, ?, ?)");

	sql_bind_int(&q, form->name);
	sql_bind_str(&q, form->form);
	sql_bind_str(&q, some(form->latin));
	sql_bind_str(&q, some(form->office));
	sql_bind_str(&q, folded(&put->arena, form->form));
	sql_bind_str(&q, some(form->at));
	struct err e = sql_run(&q);
	if (e.code)
		return e;
	q = sql_query(put->archive, "SELECT id FROM figure_forms WHERE name = ? AND form = ? AND latin = ? AND office = ?");
	sql_bind_int(&q, form->name);
	sql_bind_str(&q, form->form);
	sql_bind_str(&q, some(form->latin));
	sql_bind_str(&q, some(form->office));
	*id = sql_row(&q) ? sql_int(&q, 0) : 0;
	return sql_end(&q);
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
	struct sql q = sql_query(put->archive, "INSERT OR IGNORE INTO figure_names VALUES (?, ?)");
	sql_bind_int(&q, id);
	sql_bind_int(&q, put->waiting->revision);
	return sql_run(&q);
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

/* ---- rows ---- */

static void
bind_day(struct sql *q, int64_t day)
{
	if (day == INT64_MIN || day == INT64_MAX)
		sql_bind_null(q);
	else
		sql_bind_int(q, day);
}

struct row_words {
	int64_t slot, unit, place, country, side, actor, target, speaker;
};

static struct err
insert_figure(struct put *put, size_t index, const struct row_words *words)
{
	const struct figure_waiting *waiting = put->waiting;
	const struct figure *figure = &put->found->figures.items[index];
	int64_t day = (waiting->time + waiting->zone_s) / DAY_S, first = day, last = day;
	bool dated = edtf_days(figure->edtf, &first, &last);
	const int64_t values[] = { figure_id(waiting->revision, index), waiting->article, waiting->time, words->slot, words->unit,
		words->place, words->country, words->side, words->actor, words->target, words->speaker };
	struct sql q = sql_query(put->archive, "INSERT OR REPLACE INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

	for (size_t i = 0; i < LENGTH(values); i++)
		sql_bind_int(&q, values[i]);
	bind_day(&q, first);
	bind_day(&q, last);
	sql_bind_int(&q, dated);
	return sql_run(&q);
}

static struct err
keep_figure(struct put *put, size_t index, struct map *names)
{
	const struct figure *figure = &put->found->figures.items[index];
	struct row_words words = { 0 };
	const struct {
		struct str word;
		int64_t *id;
	} plain[] = {
		{ figure->slot, &words.slot },
		{ figure->unit, &words.unit },
		{ figure->place.country, &words.country },
		{ figure->target.country.n ? figure->target.country : figure->actor.country, &words.side },
	};
	const struct {
		const struct role *role;
		int64_t *id;
	} roles[] = {
		{ &figure->place, &words.place },
		{ &figure->actor, &words.actor },
		{ &figure->target, &words.target },
		{ &figure->speaker, &words.speaker },
	};
	struct err e = { 0 };

	for (size_t i = 0; i < LENGTH(plain) && !e.code; i++)
		e = word_id(put, plain[i].word, plain[i].id);
	for (size_t i = 0; i < LENGTH(roles) && !e.code; i++)
		e = keep_role(put, roles[i].role, names, roles[i].id);
	return e.code ? e : insert_figure(put, index, &words);
}

static struct err
remove_old(struct archive *archive, int64_t revision)
{
	struct sql q = sql_query(archive, "DELETE FROM figures WHERE id >= ? AND id < ?");

	sql_bind_int(&q, figure_id(revision, 0));
	sql_bind_int(&q, figure_id(revision + 1, 0));
	struct err e = sql_run(&q);
	if (e.code)
		return e;
	q = sql_query(archive, "DELETE FROM figure_names WHERE revision = ?");
	sql_bind_int(&q, revision);
	return sql_run(&q);
}

static void
digest_begin(struct str hex, unsigned char out[PRINT])
{
	for (size_t i = 0; i < PRINT; i++)
		out[i] = 2 * i + 1 < hex.n ? (unsigned char)(char_hex(hex.p[2 * i]) << 4 | char_hex(hex.p[2 * i + 1])) : 0;
}

static struct err
keep_text(struct put *put, struct err fault)
{
	const struct figure_waiting *waiting = put->waiting;
	struct figures figures = put->found ? put->found->figures : (struct figures){ 0 };
	struct buf wire CLEAN(buf_done) = { 0 }, frame CLEAN(buf_done) = { 0 };
	unsigned char tables[PRINT];
	int64_t dictionary;
	struct err e = { 0 };

	digest_begin(figures.tables, tables);
	figures.tables = S(""); /* its beginning stands in the row, once more in 32 bytes a text it would cost a megabyte */
	wire_put_figures(&wire, &figures, put->text);
	if (figures.count)
		e = wire.err.code ? wire.err : dictionary_compress(put->archive, USE_PLAIN, buf_raw(&wire), &frame, &dictionary);
	if (e.code)
		return e;
	struct sql q = sql_query(put->archive, "INSERT OR REPLACE INTO figure_texts VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
	sql_bind_int(&q, waiting->revision);
	sql_bind_raw(&q, (struct raw){ waiting->digest.b, PRINT });
	sql_bind_raw(&q, (struct raw){ tables, put->found ? PRINT : 0 });
	sql_bind_int(&q, FIGURES_RULES);
	sql_bind_int(&q, (int64_t)figures.count);
	sql_bind_str(&q, fault.code ? str_from_c(err_row(fault.code)->name) : STR_END);
	sql_bind_raw(&q, figures.count ? buf_raw(&frame) : (struct raw){ 0 });
	sql_bind_sum(&q);
	return sql_run(&q);
}

struct err
figures_put(struct archive *archive, struct figure_cache *cache, const struct figure_waiting *waiting,
    const struct analysed *found, struct str text, struct err fault)
{
	struct put put = { .archive = archive, .cache = cache, .waiting = waiting, .found = found, .text = text };
	struct map names = { .arena = &put.arena };
	struct err e = remove_old(archive, waiting->revision);

	if (!e.code)
		e = keep_text(&put, fault);
	for (size_t i = 0; found && i < found->figures.count && !e.code; i++)
		e = keep_figure(&put, i, &names);
	if (found && names.count && !e.code)
		e = keep_variants(&put, &names);
	arena_done(&put.arena);
	return e;
}

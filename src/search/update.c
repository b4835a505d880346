/* update.c: the index filled with what it lacks. */
#include "search/catalogue.h"
#include "text/fold.h"

enum {
	TELL = 50,	  /* documents between two calls of search_progress */
	BATCH = 2000,	  /* documents in one transaction */
	MERGE_MIN = 2000, /* so many new documents, and a quarter of all: the index is merged into
			     one segment */
	MERGE_SHARE = 4,
};

/* ---- what is missing ---- */

/* Changed: by its source; a page's whole text of what a feed gave in part is no change. */
#define PENDING_SELECT                                                                       \
	"SELECT a.id, a.latest, a.time, a.source, a.revisions > 1 AND a.revisions - 1 >"     \
	" (SELECT count(*) FROM causes w WHERE w.article = a.id AND w.cause = 1) FROM articles a "

static struct pending
pending_take(struct sql *q)
{
	return (struct pending){ sql_int(q, 0), sql_int(q, 1), sql_int(q, 2), sql_int(q, 3),
		sql_int(q, 4) != 0 };
}

static struct err
find_pending(struct search *search)
{
	struct pendings *out = &search->pendings;
	struct sql q = sql_query(search->archive,
	    PENDING_SELECT "ORDER BY a.time, a.id");

	out->at = out->count = 0;
	while (sql_row(&q)) {
		struct pending pending = pending_take(&q);
		if (document_is_of(
			&search->documents, pending.article, pending.revision, pending.time))
			continue;
		arena_push(&out->arena, out->items, out->count, out->capacity);
		out->items[out->count++] = pending;
	}
	return sql_end(&q);
}

/* What is left of the list, or a new one where the archive has changed but by us. */
static struct err
take_pending(struct search *search)
{
	const struct pendings *pendings = &search->pendings;

	if (pendings->at < pendings->count &&
	    pendings->generation == archive_generation(search->archive))
		return (struct err){ 0 };
	return find_pending(search);
}

/* Long lists are not kept for the next time. */
static void
drop_pending(struct search *search)
{
	arena_done(&search->pendings.arena);
	search->pendings = (struct pendings){ 0 };
}

/* ---- adding ---- */

static struct err
add_text(struct search *search, uint32_t docid, struct str text, struct str headline)
{
	struct sql q = sql_query(
	    search->archive, "INSERT INTO search_text (rowid, body, title) VALUES (?, ?, ?)");

	sql_bind_int(&q, docid);
	sql_bind_str(&q, text);
	sql_bind_str(&q, headline);
	return sql_run(&q);
}

static struct err
add_row(struct search *search, uint32_t docid, const struct document *document)
{
	struct sql q = sql_query(
	    search->archive, "INSERT INTO search_documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)");

	sql_bind_int(&q, docid);
	sql_bind_int(&q, document->article);
	sql_bind_int(&q, document->revision);
	sql_bind_int(&q, document->time);
	sql_bind_int(&q, document->length);
	sql_bind_int(&q, document->source);
	sql_bind_str(&q, document->lang);
	sql_bind_int(&q, document->changed);
	return sql_run(&q);
}

/* What is indexed of a revision. */
struct words {
	struct str headline, lang, text;
};

/* A text that is damaged is searched by its headline: one bad item never stops the rest, and verify
 * names it. */
static struct err
read_words(struct search *search, struct arena *arena, int64_t revision, struct words *out)
{
	struct sql q =
	    sql_query(search->archive, "SELECT headline, lang FROM revisions WHERE id = ?");
	struct err e;

	*out = (struct words){ 0 };
	sql_bind_int(&q, revision);
	if (sql_row(&q)) {
		out->headline = sql_str(&q, arena, 0);
		out->lang = sql_str(&q, arena, 1);
	}
	e = sql_end(&q);
	if (!e.code)
		e = revision_text(search->archive, arena, revision, &out->text);
	if (e.code == ERR_DAMAGE || e.code == ERR_DIGEST || e.code == ERR_WIRE)
		e = (struct err){ 0 };
	return e;
}

static struct err
add_document(struct search *search, struct arena *arena, const struct pending *pending)
{
	uint32_t docid = search->documents.count + 1;
	struct document document = {
		.article = pending->article,
		.revision = pending->revision,
		.time = pending->time,
		.source = pending->source,
		.changed = pending->changed,
	};
	struct words words;
	struct err e = read_words(search, arena, pending->revision, &words);

	if (e.code)
		return e;
	search->engine->tokens = 0;
	e = add_text(search, docid, words.text, words.headline);
	if (e.code)
		return e;
	document.length = search->engine->tokens;
	document.lang = words.lang.n ? words.lang : S("und");
	e = add_row(search, docid, &document);
	return e.code ? e : documents_add(&search->documents, &document);
}

/* Who wants to know how far it is. */
struct told {
	search_progress *progress;
	void *context;
	size_t done, total;
};

static struct err
tell(struct told *told)
{
	bool goes_on = true;

	told->done++;
	if (told->progress && (told->done % TELL == 0 || told->done == told->total))
		goes_on = told->progress(told->context, (int64_t)told->done, (int64_t)told->total);
	return goes_on ? (struct err){ 0 } : err_new(ERR_INTERRUPTED, NULL);
}

static struct err
add_documents(struct search *search, const struct pending *items, size_t count, struct told *told)
{
	struct arena arena CLEAN(arena_done) = { 0 };
	struct err e = { 0 };

	for (size_t i = 0; i < count && !e.code; i++) {
		arena_reset(&arena);
		e = add_document(search, &arena, &items[i]);
		if (!e.code)
			e = tell(told);
	}
	return e;
}

/* What was added in memory is not there: load again. */
static void
undo(struct search *search)
{
	archive_rollback(search->archive);
	search->documents.epoch = -1;
	search->generation = 0;
	drop_pending(search);
}

static struct err
add_batch(struct search *search, const struct pending *items, size_t count, struct told *told)
{
	struct err e = archive_begin(search->archive);

	if (e.code)
		return e;
	e = add_documents(search, items, count, told);
	if (!e.code)
		e = archive_commit(search->archive);
	if (e.code)
		undo(search);
	return e;
}

static struct err
add_all(struct search *search, size_t count, struct told *told, size_t *done)
{
	struct pendings *pendings = &search->pendings;
	struct err e = { 0 };

	for (size_t batch; *done < count && !e.code; *done += e.code ? 0 : batch) {
		batch = count - *done < BATCH ? count - *done : BATCH;
		e = add_batch(search, pendings->items + pendings->at, batch, told);
		pendings->at += e.code ? 0 : batch;
	}
	documents_arrange(&search->documents);
	pendings->generation = archive_generation(search->archive);
	return e;
}

/* ---- segments ---- */

static bool
is_much(const struct search *search, size_t count)
{
	return count >= MERGE_MIN && count >= search->documents.count / MERGE_SHARE;
}

static struct err
in_transaction(struct search *search, struct err (*work)(struct search *))
{
	struct err e = archive_begin(search->archive);

	if (e.code)
		return e;
	e = work(search);
	if (!e.code)
		e = archive_commit(search->archive);
	if (e.code)
		archive_rollback(search->archive);
	return e;
}

static struct err
merging_off(struct search *search)
{
	return search_configure(search, "automerge", 0);
}

static struct err
merge_all(struct search *search)
{
	struct err e =
	    sql_exec(search->archive, "INSERT INTO search_text (search_text) VALUES ('optimize')");

	return e.code ? e : search_configure(search, "automerge", 4);
}

/* What merging left empty goes back to the file system. */
static struct err
give_back(struct search *search)
{
	return sql_exec(search->archive, "PRAGMA incremental_vacuum");
}

/* ---- passes ---- */

static struct err
add_pending(struct search *search, size_t limit, struct told *told, size_t *done)
{
	size_t left = search->pendings.count - search->pendings.at;
	size_t count = limit && limit < left ? limit : left;
	bool much = is_much(search, search->unmerged + left);
	struct err e = { 0 };

	told->total = count;
	told->total = count;
	if (much)
		e = in_transaction(search, merging_off);
	if (!e.code)
		e = add_all(search, count, told, done);
	search->unmerged += *done;
	if (e.code || !much || count < left)
		return e;
	search->unmerged = 0;
	e = in_transaction(search, merge_all);
	return e.code ? e : in_transaction(search, give_back);
}

/* An index made with other rules finds other words. */
static struct err
rules_are_ours(struct search *search, bool *out)
{
	struct sql q =
	    sql_query(search->archive, "SELECT token_rules, fold_rules FROM search_state");

	if (sql_row(&q))
		*out = sql_int(&q, 0) == TOKEN_VERSION && sql_int(&q, 1) == (int64_t)fold_version();
	return sql_end(&q);
}

static struct err
empty(struct search *search)
{
	struct err e =
	    sql_exec(search->archive, "INSERT INTO search_text (search_text) VALUES ('delete-all');"
				      "DELETE FROM search_documents");

	return e.code ? e : search_note_rules(search);
}

static struct err
update(struct search *search, size_t limit, struct told *told, size_t *done, size_t *left)
{
	struct err e = search_refresh(search);

	*done = *left = 0;
	if (!e.code)
		e = take_pending(search);
	if (!e.code && search->pendings.at < search->pendings.count)
		e = add_pending(search, limit, told, done);
	*left = search->pendings.count - search->pendings.at;
	if (!*left)
		drop_pending(search);
	return e;
}

struct err
search_update(struct search *search, size_t limit, search_progress *progress, void *context, size_t *done, size_t *left)
{
	struct told told = { .progress = progress, .context = context };
	bool ours = false;
	struct err e = rules_are_ours(search, &ours);

	if (!e.code && !ours)
		e = in_transaction(search, empty);
	return e.code ? e : update(search, limit, &told, done, left);
}

static struct err
pending_of(struct search *search, int64_t article, struct pending *out)
{
	struct sql q = sql_query(search->archive, PENDING_SELECT "WHERE a.id = ?");

	sql_bind_int(&q, article);
	bool found = sql_row(&q);
	if (found)
		*out = pending_take(&q);
	return sql_end_found(&q, found);
}

struct err
search_again(struct search *search, const int64_t *articles, size_t count)
{
	struct told told = { 0 };
	struct pending pending;
	struct err e = search_refresh(search);

	for (size_t i = 0; i < count && !e.code; i++) {
		e = pending_of(search, articles[i], &pending);
		if (!e.code)
			e = add_batch(search, &pending, 1, &told);
	}
	documents_arrange(&search->documents);
	return e;
}

/* All in one transaction: who reads has the old index until there is the new one. */
static struct err
rebuild_steps(struct search *search, search_progress *progress, void *context)
{
	struct told told = { .progress = progress, .context = context };
	struct err e = empty(search);

	search->generation = 0;
	if (!e.code)
		e = search_take_up(search);
	if (!e.code)
		e = find_pending(search);
	if (!e.code)
		e = merging_off(search);
	told.total = search->pendings.count;
	if (!e.code)
		e = add_documents(search, search->pendings.items, search->pendings.count, &told);
	return e.code ? e : merge_all(search);
}

struct err
search_rebuild(struct search *search, search_progress *progress, void *context)
{
	struct err e = archive_begin(search->archive);

	if (e.code)
		return e;
	e = rebuild_steps(search, progress, context);
	if (!e.code)
		e = archive_commit(search->archive);
	if (e.code) {
		undo(search);
		return e;
	}
	documents_arrange(&search->documents);
	drop_pending(search);
	search->unmerged = 0;
	return in_transaction(search, give_back);
}

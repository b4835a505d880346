/* index.c: the tables of the index: made, opened, checked.  update.c fills them. */
#include <stdlib.h>

#include "search/catalogue.h"
#include "text/fold.h"

enum { HASH_SIZE = 16 << 20 }; /* bytes that FTS5 gathers before it writes a segment */

/* Body before headline: postings of the first column need two bytes less each. */
static const char schema[] =
    "CREATE VIRTUAL TABLE search_text USING fts5(body, title, content = '', columnsize = 0, detail "
    "= full,"
    " tokenize = 'xinshi');"
    "CREATE TABLE search_documents ("
    " docid INTEGER PRIMARY KEY, article INTEGER NOT NULL, revision INTEGER NOT NULL, time INTEGER "
    "NOT NULL,"
    " length INTEGER NOT NULL, source INTEGER NOT NULL, lang TEXT NOT NULL, changed INTEGER NOT "
    "NULL);"
    "CREATE TABLE search_state (one INTEGER PRIMARY KEY CHECK (one = 1), epoch INTEGER NOT NULL,"
    " token_rules INTEGER NOT NULL, fold_rules INTEGER NOT NULL);"
    "INSERT INTO search_state VALUES (1, 1, 0, 0);";

/* ---- open, refresh, close ---- */

static struct err
find_tables(struct search *search)
{
	int64_t count = 0;
	struct err e = sql_one_int(search->archive,
	    "SELECT count(*) FROM sqlite_schema WHERE name = 'search_state'", &count);

	search->exists = count > 0;
	return e;
}

struct err
search_configure(struct search *search, const char *name, int64_t value)
{
	struct sql q =
	    sql_query(search->archive, "INSERT INTO search_text (search_text, rank) VALUES (?, ?)");

	sql_bind_str(&q, str_from_c(name));
	sql_bind_int(&q, value);
	return sql_run(&q);
}

struct err
search_note_rules(struct search *search)
{
	struct sql q = sql_query(search->archive,
	    "UPDATE search_state SET epoch = epoch + 1, token_rules = ?, fold_rules = ?");

	sql_bind_int(&q, TOKEN_VERSION);
	sql_bind_int(&q, fold_version());
	return sql_run(&q);
}

static struct err
make_tables(struct search *search)
{
	struct err e = archive_begin(search->archive);

	if (e.code)
		return e;
	e = sql_exec(search->archive, schema);
	if (!e.code)
		e = search_configure(search, "hashsize", HASH_SIZE);
	if (!e.code)
		e = search_note_rules(search);
	if (!e.code)
		e = archive_commit(search->archive);
	if (e.code)
		archive_rollback(search->archive);
	search->exists = !e.code;
	return e;
}

static struct err
load(struct search *search)
{
	int64_t epoch = search->documents.epoch;
	struct err e = documents_load(&search->documents, search->archive);

	if (search->documents.epoch != epoch)
		texts_forget(&search->texts);
	return e;
}

struct err
search_take_up(struct search *search)
{
	uint64_t generation = archive_generation(search->archive);
	struct err e = { 0 };

	if (generation == search->generation)
		return e;
	if (!search->exists)
		e = find_tables(search);
	if (!e.code && search->exists)
		e = load(search);
	if (!e.code)
		search->generation = generation;
	return e;
}

struct err
search_refresh(struct search *search)
{
	struct err e = archive_read_begin(search->archive);

	if (e.code)
		return e;
	e = search_take_up(search);
	archive_read_end(search->archive);
	return e;
}

static struct err
open_steps(struct search *search)
{
	struct err e = engine_find(search->archive, &search->engine);

	if (!e.code)
		e = find_tables(search);
	if (!e.code && !search->exists && search->writable)
		e = make_tables(search);
	return e.code ? e : search_refresh(search);
}

struct err
search_open(struct archive *archive, struct search **out)
{
	struct search *search = mem_alloc(sizeof(*search));
	struct err e;

	*search = (struct search){ .archive = archive };
	search->writable = !sqlite3_db_readonly(archive_db(archive), "main");
	documents_init(&search->documents);
	e = open_steps(search);
	if (e.code)
		search_close(search);
	else
		*out = search;
	return e;
}

void
search_close(struct search *search)
{
	if (!search)
		return;
	documents_done(&search->documents);
	texts_forget(&search->texts);
	traits_done(&search->traits);
	arena_done(&search->pendings.arena);
	buf_done(&search->match);
	free(search);
}

/* ---- check ---- */

/* Every term of the index is read and its places counted. */
static struct err
count_tokens(struct search *search, int64_t *out)
{
	struct err e =
	    sql_exec(search->archive, "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms USING "
				      "fts5vocab(main, search_text, row)");

	return e.code
		   ? e
		   : sql_one_int(search->archive, "SELECT total(cnt) FROM temp.search_terms", out);
}

static struct err
verify_tokens(struct search *search)
{
	int64_t wanted = 0, found = 0;
	struct err e =
	    sql_one_int(search->archive, "SELECT total(length) FROM search_documents", &wanted);

	if (!e.code)
		e = count_tokens(search, &found);
	if (e.code || wanted == found)
		return e;
	return err_new(ERR_DAMAGE,
	    "the index does not hold as many words as were given to it; type: xinshi rebuild");
}

static struct err
verify_structure(struct search *search)
{
	struct err e = archive_begin(search->archive);

	if (e.code)
		return e;
	e = sql_exec(
	    search->archive, "INSERT INTO search_text (search_text) VALUES ('integrity-check')");
	archive_rollback(search->archive);
	return e;
}

/* Articles that are gone would be found, and then not be there. */
static struct err
verify_documents(struct search *search)
{
	int64_t strays = 0;
	struct err e = sql_one_int(search->archive,
	    "SELECT count(*) FROM search_documents d LEFT JOIN articles a ON a.id = d.article"
	    " WHERE a.id IS NULL",
	    &strays);

	if (e.code || strays == 0)
		return e;
	return err_new(
	    ERR_DAMAGE, "the index has articles that the archive has not; type: xinshi rebuild");
}

struct err
search_verify(struct search *search)
{
	struct err e = search_refresh(search);

	if (e.code || !search->exists)
		return e;
	e = verify_documents(search);
	if (!e.code)
		e = verify_tokens(search);
	return e.code || !search->writable ? e : verify_structure(search);
}

struct err
search_pending(struct search *search, int64_t *out)
{
	struct err e = search_refresh(search);
	struct sql q;

	if (e.code)
		return e;
	*out = 0;
	q = sql_query(search->archive, "SELECT id, latest, time FROM articles");
	while (sql_row(&q))
		*out += !document_is_of(
		    &search->documents, sql_int(&q, 0), sql_int(&q, 1), sql_int(&q, 2));
	return sql_end(&q);
}

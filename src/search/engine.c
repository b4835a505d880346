/* engine.c: where FTS5 and our tokenizer meet. */
#include <stdlib.h>

#include "search/catalogue.h"
#include "text/fold.h"

/* ---- tokenizer ---- */

static int
tokenizer_create(void *context, const char **args, int count, Fts5Tokenizer **out)
{
	(void)args;
	(void)count;
	*out = context; /* one for all: it keeps nothing between calls but its buffer */
	return SQLITE_OK;
}

static void
tokenizer_delete(Fts5Tokenizer *tokenizer)
{
	(void)tokenizer;
}

struct receiver {
	struct engine *engine;
	void *context;
	int (*token)(void *, int, const char *, int, int, int);
};

/* Offsets serve FTS5's own snippets, which a table without content does not have. */
static int
receive(void *context, const char *p, int n)
{
	struct receiver *receiver = context;

	receiver->engine->tokens++;
	return receiver->token(receiver->context, 0, p, n, 0, 0);
}

static int
tokenizer_run(Fts5Tokenizer *opaque, void *context, int flags, const char *text, int n,
    int (*token)(void *, int, const char *, int, int, int))
{
	struct engine *engine = (struct engine *)opaque;
	struct receiver receiver = { engine, context, token };
	enum token_mode mode = flags & FTS5_TOKENIZE_QUERY ? TOKEN_QUERY : TOKEN_DOCUMENT;

	buf_reset(&engine->folded);
	fold_str((struct str){ text, (size_t)n }, &engine->folded);
	if (engine->folded.err.code)
		return SQLITE_TOOBIG;
	return tokens_put(buf_str(&engine->folded), mode, receive, &receiver);
}

/* ---- callback ---- */

static void
visit(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context, int count,
    sqlite3_value **values)
{
	struct engine *engine = api->xUserData(fts);

	(void)count;
	(void)values;
	sqlite3_result_int(context, !engine->walk || walk_meets(engine->walk, api, fts));
}

/* ---- both made known ---- */

static int
find_api(sqlite3 *db, fts5_api **out)
{
	sqlite3_stmt *stmt = NULL;
	int code = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &stmt, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_bind_pointer(stmt, 1, out, "fts5_api_ptr", NULL);
	if (code == SQLITE_OK)
		sqlite3_step(stmt);
	return sqlite3_finalize(stmt);
}

static void
engine_free(void *opaque)
{
	struct engine *engine = opaque;

	buf_done(&engine->folded);
	free(engine);
}

/* FTS5 frees it with the connection. */
static int
engine_make(fts5_api *api, struct engine **out)
{
	static fts5_tokenizer functions = { tokenizer_create, tokenizer_delete, tokenizer_run };
	struct engine *engine = mem_alloc(sizeof(*engine));
	int code;

	*engine = (struct engine){ 0 };
	code = api->xCreateTokenizer(api, "xinshi", engine, &functions, engine_free);
	if (code == SQLITE_OK)
		code = api->xCreateFunction(api, "search_visit", engine, visit, NULL);
	if (code == SQLITE_OK)
		*out = engine;
	return code;
}

struct err
engine_find(struct archive *archive, struct engine **out)
{
	fts5_tokenizer functions;
	fts5_api *api = NULL;
	void *known = NULL;
	int code = find_api(archive_db(archive), &api);

	if (code == SQLITE_OK && !api)
		return err_new(ERR_LIBRARY, "SQLite was built without FTS5");
	if (code == SQLITE_OK &&
	    api->xFindTokenizer(api, "xinshi", &known, &functions) == SQLITE_OK)
		*out = known;
	else if (code == SQLITE_OK)
		code = engine_make(api, out);
	return sql_error(archive, code);
}
